/** Every edit by keyboard: from the menus of fixes and refactorings, through VS Code's preview, on save, and back with undo. */

import { basename } from "node:path";
import { textOfFixture, withCrlf } from "./fixtures.mjs";
import { handsOn } from "./host/hands.mjs";

const quickFixes = "Control+.";
const refactorings = "Control+Shift+R";

/** The file and the text at the cursor; the menu and what is chosen in it, the first entry if nothing is said; what comes of it. */
const edits = [
	{
		what: "mends the article's snippet",
		file: "article",
		at: "command",
		after: "article.mended",
	},
	{
		what: "mends it with the line ends of Windows",
		file: "article.crlf",
		at: "mountPath",
		after: "article.mended",
	},
	{
		what: "mends what was typed in a hurry",
		file: "typed-in-a-hurry",
		at: ":example",
		after: "typed-in-a-hurry.mended",
	},
	{
		what: "mends what was copied from a chat",
		file: "copied-from-chat",
		at: "：",
		after: "copied-from-chat.mended",
	},
	{
		what: "mends a quoted mail",
		file: "quoted-mail",
		at: ">",
		after: "quoted-mail.mended",
	},
	{
		what: "converts to a native sidecar",
		file: "log-shipper",
		at: "3.1.9",
		menu: refactorings,
		title: "to a native sidecar",
		after: "log-shipper.native",
	},
	{
		what: "converts back to a classic sidecar",
		file: "log-shipper.native",
		at: "3.1.9",
		menu: refactorings,
		title: "back to a classic sidecar",
		after: "log-shipper",
	},
	{
		what: "moves an init container up",
		file: "late-proxy",
		at: "2.18.0",
		menu: refactorings,
		title: "Move 'sql-proxy' up",
		after: "late-proxy.moved",
	},
	{
		what: "splits a set-up off",
		file: "shop-setup",
		at: "4.2.0",
		menu: refactorings,
		title: "Split the set-up",
		after: "shop-setup.split",
	},
	{
		what: "inserts a pattern",
		file: "log-shipper",
		at: "containers:",
		menu: refactorings,
		title: "(adapter pattern)",
		after: "log-shipper.adapter",
	},
];

/**
 * Goes through the edits.
 *
 * @param {import("playwright-core").Page} page
 * @returns {[string, () => Promise<void>][]} in their order: each begins where the one before has ended
 */
export function checksOfEdits(page) {
	const hands = handsOn(page);
	const { insist, insistGone, press } = hands;
	/** The text of a fixture with the line ends that the open file has. */
	const textFor = (file, name) => {
		const text = textOfFixture(`${name}.yaml`);
		return file.endsWith(".crlf") ? withCrlf(text) : text;
	};

	/** Undo gives the text of the file back. */
	async function undo(file) {
		await hands.focusEditor();
		await press("Control+z");
		await hands.editorHas(textFor(file, file.replace(/\.crlf$/, "")));
	}

	/** Opens a fixture, and a menu where a text stands. */
	async function openMenuAt(file, at, menu) {
		await hands.openFile(basename(file));
		await hands.goTo(placeOf(textOfFixture(file.replace(".crlf", "")), at));
		await hands.openMenuHere(menu);
	}

	const fromMenus = edits.map(
		({ what, file, at, menu = quickFixes, title, after }) => [
			`${what}, and undo brings it back`,
			async () => {
				await openMenuAt(`${file}.yaml`, at, menu);
				if (title) await hands.chooseInMenu(title);
				await press("Enter");
				await hands.editorHas(textFor(file, after));
				await undo(file);
			},
		],
	);

	return [
		...fromMenus,
		[
			"says in the menu why something is not possible",
			async () => {
				const file = "late-proxy.moved.yaml";
				await hands.openFile(file);
				await hands.goTo(placeOf(textOfFixture(file), "migrate:1.4.0"));
				const entry = page.locator(".action-widget .option-disabled", {
					hasText: "'migrate' calls port 5432 of 'sql-proxy'",
				});
				await insist(entry, () => press(refactorings));
				await press("Escape");
			},
		],
		[
			"shows what a conversion changes, and what there is to know, before it is made",
			async () => {
				await openMenuAt("report-job.yaml", "2.14.1", refactorings);
				await hands.chooseInMenu("to a native sidecar");
				await press("Control+Enter");
				await hands.readNotes(
					"The 'preStop' hook of 'sql-proxy' ('sleep 10') is removed",
				);
				await press("Escape");
			},
		],
		[
			"makes it with a key, and undo brings it back",
			async () => {
				await insistGone(".bulk-edit-panel", () => press("Control+Enter"));
				await hands.editorHas(textOfFixture("report-job.native.yaml"));
				await undo("report-job");
			},
		],
		[
			"converts a Kustomize base with its patch, and one undo brings both back",
			async () => {
				const base = "deploy/orders/base/orders";
				const patch = "deploy/orders/prod/resources";
				await hands.openFolder("deploy", "base");
				await hands.openFolder("base", "orders.yaml");
				await hands.openFolder("prod", "resources.yaml");
				await openMenuAt(`${base}.yaml`, "3.1.9", refactorings);
				await hands.chooseInMenu("to a native sidecar");
				await press("Enter");
				await hands.editorHas(textOfFixture(`${base}.native.yaml`));
				await hands.openFile("resources.yaml");
				await hands.editorHas(textOfFixture(`${patch}.native.yaml`));
				await press("Control+z");
				await hands.editorHas(textOfFixture(`${patch}.yaml`));
				await hands.openFile("orders.yaml");
				await hands.editorHas(textOfFixture(`${base}.yaml`));
			},
		],
		[
			"fixes on save what is safe, and one undo takes that back, not what was typed",
			async () => {
				const typed = `# mine\n${textOfFixture("article.yaml")}`;
				await hands.openFile("article.yaml");
				await hands.goTo("1:1");
				await page.keyboard.type("# mine\n");
				await hands.editorHas(typed);
				await press("Control+s");
				await hands.editorHas(
					`# mine\n${textOfFixture("article.mended.yaml")}`,
				);
				await press("Control+z");
				await hands.editorHas(typed);
			},
		],
	];
}

/** Line and column of a text. */
function placeOf(text, part) {
	const before = text.slice(0, text.indexOf(part)).split("\n");
	return `${before.length}:${before.at(-1).length + 1}`;
}
