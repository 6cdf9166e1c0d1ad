/** Every edit from the Command Palette, by keyboard, and back with undo. */
import assert from "node:assert/strict";
import { placeOf, textOfFixture } from "./fixtures.mjs";
import { handsOn } from "./host/hands.mjs";

/** The command and what is chosen after it; the file and the text at the cursor; what comes of it, and what is said and selected. */
const commands = [
	{
		command: "Convert to a Native Sidecar",
		file: "log-shipper.yaml",
		at: "3.1.9",
		after: "log-shipper.native.yaml",
	},
	{
		command: "Convert Back to a Classic Sidecar",
		file: "log-shipper.native.yaml",
		at: "3.1.9",
		after: "log-shipper.yaml",
	},
	{
		command: "Convert All Sidecars",
		choice: "All of this file",
		file: "two-sidecars.yaml",
		at: "kind: Job",
		after: "two-sidecars.native.yaml",
		says: "Converted sidecars: 2 (files: 1).",
	},
	{
		command: "Convert All Sidecars",
		choice: "Those of the document",
		file: "two-sidecars.yaml",
		at: "kind: Job",
		after: "two-sidecars.job-native.yaml",
		says: "Converted sidecars: 1 (files: 1).",
	},
	{
		command: "Insert a Pattern",
		choice: "ambassador",
		file: "log-shipper.yaml",
		at: "3.1.9",
		after: "log-shipper.ambassador.yaml",
		says: "Have 'shop' connect to '127.0.0.1:5432', where the proxy listens.",
		selects: "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1",
	},
	{
		command: "Fix Everything That Can Be Fixed Automatically",
		file: "typed-in-a-hurry.yaml",
		at: "kind:",
		after: "typed-in-a-hurry.mended.yaml",
	},
];

/**
 * Goes through the commands.
 *
 * @param {import("playwright-core").Page} page
 * @returns {[string, () => Promise<void>][]} in their order: each begins where the one before has ended
 */
export function checksOfCommands(page) {
	const hands = handsOn(page);
	const { insistGone, press } = hands;
	const message = ".notification-toast";

	/** One undo gives the text of a file back, and the cursor its place. */
	async function undo(file, at) {
		const text = textOfFixture(file);
		await hands.focusEditor();
		await press("Control+z");
		await hands.isUnchanged();
		await hands.cursorIsAt(text, at);
		await hands.editorHas(text);
	}

	/** A toast that is cut to a line ends before its text does. */
	async function isShownInFull(text) {
		const toast = page.locator(message, { hasText: text });
		const shown = toast.locator(".notification-list-item-message");
		await shown.waitFor();
		assert.ok(
			await shown.evaluate((one) => one.scrollWidth <= one.clientWidth),
			`cut: ${text}`,
		);
	}

	const fromPalette = commands.map(
		({ command, choice, file, at, after, says, selects }) => [
			`${[command, choice].filter(Boolean).join(": ")}; undo brings it back`,
			async () => {
				await hands.openFile(file);
				await hands.goTo(placeOf(textOfFixture(file), at));
				await hands.runCommand(command);
				if (choice) await hands.chooseInList(choice);
				if (says) await isShownInFull(says);
				await hands.isChanged();
				const result = textOfFixture(after);
				await hands.cursorIsAt(result, selects ?? at, selects);
				await hands.editorHas(result);
				await undo(file, at);
				await insistGone(message, () =>
					hands.runCommand("Notifications: Clear All"),
				);
			},
		],
	);

	return [
		...fromPalette,
		[
			"fixes all from the menu of source actions, and undo brings it back",
			async () => {
				const [file, at] = ["article.yaml", "name: data"];
				await hands.openFile(file);
				await hands.goTo(placeOf(textOfFixture(file), at));
				await hands.runCommand("Source Action...");
				await hands.visible(".action-widget .monaco-list-row.action.focused");
				await hands.chooseInMenu("Fix all safe problems of Kubernetes");
				await press("Enter");
				await hands.isChanged();
				await hands.editorHas(textOfFixture("article.mended.yaml"));
				await undo(file, at);
			},
		],
	];
}
