import { commands } from "vscode";
import { equal } from "./check";
import {
	becomes,
	closeAll,
	findings,
	insist,
	open,
	placeCursor,
	textOf,
	undoTo,
} from "./editing";

const rule = "classic-sidecar-could-be-native";

/** Runs the command as a keybinding does that says what it wants. */
const convertAll = (scope: string, to = "native") =>
	commands.executeCommand("sidecarPatterns.convertAll", { scope, to });

describe("conversion of many sidecars, and back", () => {
	afterEach(closeAll);

	it("brings a native sidecar back by command, and undo makes it native again", async () => {
		const editor = await open("log-shipper.native.yaml");
		const { document } = editor;
		const original = document.getText();
		placeCursor(editor, "name: fluent-bit");
		await commands.executeCommand("sidecarPatterns.convertToClassic");
		await becomes(document, await textOf("log-shipper.yaml"));
		// Nothing was waited for since the editor was opened, and undo goes to where the focus is.
		await commands.executeCommand("workbench.action.focusActiveEditorGroup");
		await undoTo(document, original);
	});

	it("converts all of a file in one step, there and back", async () => {
		const { document } = await open("two-sidecars.yaml");
		const original = document.getText();
		await findings(document.uri, rule);
		await convertAll("file");
		const native = await textOf("two-sidecars.native.yaml");
		await becomes(document, native);
		await undoTo(document, original);

		await convertAll("file");
		await becomes(document, native);
		await convertAll("file", "classic");
		await becomes(document, original);
	});

	it("converts only the document at the cursor", async () => {
		const editor = await open("two-sidecars.yaml");
		const { document } = editor;
		const [first, second] = document.getText().split("---\n");
		const [, native] = (await textOf("two-sidecars.native.yaml")).split(
			"---\n",
		);
		await findings(document.uri, rule);
		placeCursor(editor, second?.split("\n")[0] ?? "");
		await convertAll("document");
		await becomes(document, `${first}---\n${native}`);
	});

	it("changes nothing in the workspace before the preview is confirmed", async () => {
		const { document } = await open("log-shipper.yaml");
		const original = document.getText();
		let isDone = false;
		const run = convertAll("workspace").then(() => {
			isDone = true;
		});
		await insist(
			"the preview is there, and can be discarded",
			() => commands.executeCommand("refactorPreview.discard"),
			() => isDone,
		);
		await run;
		equal(document.getText(), original);
		equal(document.isDirty, false);
	});
});
