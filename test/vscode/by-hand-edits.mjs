/** Every edit by keyboard: from the menus of fixes and refactorings, through VS Code's preview, on save, and back with undo. */

import { basename } from "node:path";
import { placeOf, textOfFixture, withCrlf } from "./fixtures.mjs";
import { handsOn } from "./host/hands.mjs";

const quickFixes = "Control+.";
const refactorings = "Control+Shift+R";

/**
 * The file and the text at the cursor; the menu and what is chosen in it, the first entry if nothing is said; what comes of it;
 * before what the cursor is then, the same text if nothing is said, or what is selected.
 */
const edits = [
	{
		what: "mends the article's snippet",
		file: "article.yaml",
		at: "command",
		after: "article.mended.yaml",
	},
	{
		what: "mends it with the line ends of Windows",
		file: "article.crlf.yaml",
		at: "mountPath",
		after: "article.mended.yaml",
	},
	{
		what: "mends what was typed in a hurry",
		file: "typed-in-a-hurry.yaml",
		at: "image",
		after: "typed-in-a-hurry.mended.yaml",
	},
	{
		what: "mends what was copied from a chat",
		file: "copied-from-chat.yaml",
		at: "：",
		landsAt: "example/search",
		after: "copied-from-chat.mended.yaml",
	},
	{
		what: "mends a quoted mail",
		file: "quoted-mail.yaml",
		at: ">",
		landsAt: "",
		after: "quoted-mail.mended.yaml",
	},
	{
		what: "converts to a native sidecar",
		file: "log-shipper.yaml",
		at: "3.1.9",
		menu: refactorings,
		title: "to a native sidecar",
		after: "log-shipper.native.yaml",
	},
	{
		what: "converts back to a classic sidecar",
		file: "log-shipper.native.yaml",
		at: "3.1.9",
		menu: refactorings,
		title: "back to a classic sidecar",
		after: "log-shipper.yaml",
	},
	{
		what: "moves an init container up",
		file: "late-proxy.yaml",
		at: "2.18.0",
		menu: refactorings,
		title: "Move 'sql-proxy' up",
		after: "late-proxy.moved.yaml",
	},
	{
		what: "splits a set-up off",
		file: "shop-setup.yaml",
		at: "first the",
		menu: refactorings,
		title: "Split the set-up",
		after: "shop-setup.split.yaml",
	},
	{
		what: "moves an init container down",
		file: "import-order.yaml",
		at: "1.4.0",
		menu: refactorings,
		title: "Move 'migrate' down",
		after: "import-order.down.yaml",
	},
	{
		what: "moves an init container before the one that needs it",
		file: "import-order.yaml",
		at: "2.18.0",
		menu: refactorings,
		title: "before 'migrate', which needs it",
		after: "import-order.before.yaml",
	},
	{
		what: "takes the other one of two readings",
		file: "two-readings.yaml",
		at: "restartPolicy",
		title: "as part of 'spec:'",
		after: "two-readings.of-the-pod.yaml",
	},
	{
		what: "converts to a native sidecar as a fix",
		file: "log-shipper.yaml",
		at: "fluent-bit\n",
		title: "to a native sidecar",
		after: "log-shipper.native.yaml",
	},
	{
		what: "converts all of the file",
		file: "two-sidecars.yaml",
		at: "2.14.1",
		menu: refactorings,
		title: "Convert all 2 classic sidecars",
		after: "two-sidecars.native.yaml",
	},
	...[
		["in brackets", "flow-pod.yaml"],
		["in JSON", "orders.json"],
		["in KYAML", "kyaml.yaml"],
	].map(([what, file]) => ({
		what: `converts ${what}`,
		file,
		at: "fluent/",
		menu: refactorings,
		title: "to a native sidecar",
		after: file.replace(".", ".native."),
	})),
	...[
		["logging", "alpine:3.22.1"],
		["init container", "busybox:1.37.0"],
		["ambassador", "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1"],
		["configuration helper", "curlimages/curl:8.14.1"],
		["adapter", "prom/statsd-exporter:v0.28.0"],
	].map(([pattern, selects]) => ({
		what: `inserts the ${pattern} pattern`,
		file: "log-shipper.yaml",
		at: "containers:",
		menu: refactorings,
		title: `(${pattern} pattern)`,
		after: `log-shipper.${pattern.replace(" ", "-")}.yaml`,
		selects,
	})),
];

/** What is shown and cannot be chosen, with the reason. */
const refusals = [
	{
		why: "another one needs it first",
		file: "late-proxy.moved.yaml",
		at: "migrate:1.4.0",
		reason: "'migrate' calls port 5432 of 'sql-proxy'",
	},
	{
		why: "an alias would mean something else",
		file: "shared-anchor.yaml",
		at: "fluent/",
		reason: "it is shared through the anchor '&agent'",
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
		const text = textOfFixture(name);
		return file.includes(".crlf.") ? withCrlf(text) : text;
	};
	const originalOf = (file) => textFor(file, file.replace(".crlf", ""));

	/** Opens a fixture, and puts the cursor where a text stands. */
	async function goToText(file, at) {
		await hands.openFile(basename(file));
		await hands.goTo(placeOf(originalOf(file), at));
	}

	/** One undo gives the text of the file back, and the cursor its place. */
	async function undo(file, at) {
		await hands.focusEditor();
		await press("Control+z");
		await hands.isUnchanged();
		if (at) await hands.cursorIsAt(originalOf(file), at);
		await hands.editorHas(originalOf(file));
	}

	const fromMenus = edits.map(
		({
			what,
			file,
			at,
			menu = quickFixes,
			title,
			after,
			landsAt = at,
			selects,
		}) => [
			`${what}, and undo brings it back`,
			async () => {
				await goToText(file, at);
				await hands.openMenuHere(menu);
				if (title) await hands.chooseInMenu(title);
				await press("Enter");
				await hands.isChanged();
				const result = textFor(file, after);
				await hands.cursorIsAt(result, selects ?? landsAt, selects);
				await hands.editorHas(result);
				await undo(file, at);
			},
		],
	);

	const refused = refusals.map(({ why, file, at, reason }) => [
		`says in the menu that something is not possible: ${why}`,
		async () => {
			await goToText(file, at);
			const entry = page.locator(".action-widget .option-disabled", {
				hasText: reason,
			});
			await insist(entry, () => press(refactorings));
			await press("Escape");
		},
	]);

	return [
		...fromMenus,
		...refused,
		[
			"mends with the key of what is preferred, without a menu",
			async () => {
				const [file, at] = ["article.yaml", "command"];
				await goToText(file, at);
				const result = textOfFixture("article.mended.yaml");
				// The key does nothing until the findings are there.
				await insist(hands.cursorAt(placeOf(result, at)), () =>
					press("Shift+Alt+Period"),
				);
				await hands.editorHas(result);
				await undo(file, at);
			},
		],
		[
			"shows what a conversion changes, and what there is to know, before it is made",
			async () => {
				await goToText("report-job.yaml", "2.14.1");
				await hands.openMenuHere(refactorings);
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
				const result = textOfFixture("report-job.native.yaml");
				await hands.cursorIsAt(result, "2.14.1");
				await hands.editorHas(result);
				await undo("report-job.yaml");
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
				await goToText(`${base}.yaml`, "3.1.9");
				await hands.openMenuHere(refactorings);
				await hands.chooseInMenu("to a native sidecar");
				await press("Enter");
				await hands.isChanged();
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
