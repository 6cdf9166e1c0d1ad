import { commands } from "vscode";
import { equal, ok } from "./check";
import {
	actionsAt,
	closeAll,
	insist,
	open,
	placeCursor,
	undoTo,
} from "./editing";

describe("patterns for a Pod", () => {
	afterEach(closeAll);

	it("are fitted to the Pod at the cursor by command, and undo brings it back in one step", async () => {
		const editor = await open("log-shipper.yaml");
		const { document } = editor;
		const original = document.getText();
		placeCursor(editor, "example.com/shop/web");
		const inserted = commands.executeCommand("sidecarPatterns.insertPattern");
		await insist(
			"the log shipper is accepted",
			() =>
				commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"),
			() => document.getText() !== original,
		);
		await inserted;
		const text = document.getText();
		ok(/^ *- name: log-shipper$/m.test(text), text);
		ok(/^ *initContainers:$/m.test(text), text);
		equal(document.getText(editor.selection), "alpine:3.22.1", "the image");
		await undoTo(document, original);
	});

	it("are code actions of the Pod's spec", async () => {
		const editor = await open("log-shipper.yaml");
		const position = placeCursor(editor, "containers:");
		const actions = await actionsAt(
			editor.document.uri,
			position,
			"refactor.rewrite.sidecarPatterns",
		);
		const titles = actions.map(({ title }) => title);
		ok(
			titles.some((title) => /init container pattern/.test(title)),
			titles.join("\n"),
		);
	});
});
