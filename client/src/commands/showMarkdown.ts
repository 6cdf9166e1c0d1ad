import { commands, type Uri, window } from "vscode";

/** Shows a Markdown document rendered; as text where VS Code's own Markdown extension is switched off. */
export async function showMarkdown(uri: Uri): Promise<void> {
	try {
		await commands.executeCommand("markdown.showPreview", uri);
	} catch {
		await window.showTextDocument(uri);
	}
}
