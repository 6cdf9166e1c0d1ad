import {
	type CompletionList,
	commands,
	Selection,
	type TextEditor,
	WorkspaceEdit,
	workspace,
} from "vscode";
import { equal, ok } from "./check";
import { closeAll, findings, insist, open } from "./editing";

/** Puts a line behind the first one that ends so, and the cursor at its end. */
async function begin(
	editor: TextEditor,
	behind: string,
	line: string,
): Promise<void> {
	const { document } = editor;
	const at = document.positionAt(
		document.getText().indexOf(behind) + behind.length,
	);
	const edit = new WorkspaceEdit();
	edit.insert(document.uri, at, `\n${line}`);
	ok(await workspace.applyEdit(edit), "the line is not there");
	const { end } = document.lineAt(at.line + 1).range;
	editor.selection = new Selection(end, end);
}

describe("completion", () => {
	afterEach(closeAll);

	it("writes a field by keyboard, and goes on with its values", async () => {
		const editor = await open("log-shipper.yaml");
		const { document } = editor;
		await findings(document.uri, "classic-sidecar-could-be-native");
		await begin(editor, "web:1.4.2", "          imagePullPo");
		await insist(
			"the field is accepted",
			async () => {
				await commands.executeCommand("editor.action.triggerSuggest");
				await commands.executeCommand("acceptSelectedSuggestion");
			},
			() => document.getText().includes("          imagePullPolicy: "),
		);
		await insist(
			"a value is accepted",
			async () => {
				await commands.executeCommand("editor.action.triggerSuggest");
				await commands.executeCommand("acceptSelectedSuggestion");
			},
			() => /imagePullPolicy: Always$/m.test(document.getText()),
		);
	});

	it("offers the volumes of the Pod", async () => {
		const editor = await open("log-shipper.yaml");
		const { document } = editor;
		await findings(document.uri, "classic-sidecar-could-be-native");
		await begin(editor, "mountPath: /fluent-bit/etc", "            - name: ");
		const { items } = await commands.executeCommand<CompletionList>(
			"vscode.executeCompletionItemProvider",
			document.uri,
			editor.selection.active,
		);
		equal(
			items
				.filter(({ detail }) => detail === "emptyDir" || detail === "configMap")
				.map(({ label }) => label),
			["logs", "fluent-bit"],
		);
	});
});
