import { commands, extensions, Uri, workspace } from "vscode";
import { ok } from "./check";
import { becomes, closeAll, eventually, insist, open } from "./editing";

/** The name under which VS Code knows the snippet that has this prefix. */
async function nameOfSnippet(prefix: string): Promise<string> {
	const extension = extensions.getExtension(
		"kubernetes-sidecar-patterns.kubernetes-sidecar-patterns",
	);
	ok(extension, "the extension is not installed");
	const file = Uri.joinPath(
		extension.extensionUri,
		"snippets/patterns.code-snippets",
	);
	const snippets: Record<string, { prefix: string | string[] }> = JSON.parse(
		new TextDecoder().decode(await workspace.fs.readFile(file)),
	);
	const found = Object.entries(snippets).find(([, snippet]) =>
		[snippet.prefix].flat().includes(prefix),
	);
	ok(found, `no snippet has the prefix ${prefix}`);
	return found[0];
}

describe("snippets", () => {
	afterEach(closeAll);

	it("brings a whole Pod, and undo takes it out", async () => {
		const { document } = await open("empty.yaml");
		const original = document.getText();
		await commands.executeCommand("editor.action.insertSnippet", {
			langId: "yaml",
			name: await nameOfSnippet("sidecar-pod"),
		});
		await eventually(
			"a native sidecar in the text",
			workspace.onDidChangeTextDocument,
			() => /^ +restartPolicy: Always$/m.exec(document.getText()) ?? undefined,
		);
		await commands.executeCommand("undo");
		await becomes(document, original);
	});

	it("inserts the chosen pattern at the cursor, and undo takes it out", async () => {
		const { document } = await open("empty.yaml");
		const original = document.getText();
		const inserted = commands.executeCommand("sidecarPatterns.insertPattern");
		await insist(
			"the first pattern is accepted",
			() =>
				commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem"),
			() => document.getText() !== original,
		);
		await inserted;
		ok(/ontainers:\n/.test(document.getText()), document.getText());
		await commands.executeCommand("undo");
		await becomes(document, original);
	});
});
