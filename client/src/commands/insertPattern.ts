import { env, l10n, SnippetString, Uri, window, workspace } from "vscode";

/** An entry of a VS Code snippet file, as far as it is used here. */
interface Snippet {
	body: string | string[];
	description?: string;
}

/** Lets the person choose a pattern and inserts it at the cursor. */
export async function insertPattern(extensionUri: Uri): Promise<void> {
	const editor = window.activeTextEditor;
	if (!editor) return;
	const file = Uri.joinPath(extensionUri, "snippets/patterns.code-snippets");
	const snippets: Record<string, Snippet> = JSON.parse(
		new TextDecoder().decode(await workspace.fs.readFile(file)),
	);
	const items = Object.entries(snippets).map(([name, snippet]) => ({
		label: inLanguageOfInterface(name),
		detail: inLanguageOfInterface(snippet.description ?? ""),
		snippet,
	}));
	const chosen = await window.showQuickPick(items, {
		matchOnDetail: true,
		placeHolder: l10n.t("Pattern to insert at the cursor"),
	});
	if (!chosen) return;
	const { body } = chosen.snippet;
	await editor.insertSnippet(
		new SnippetString(typeof body === "string" ? body : body.join("\n")),
	);
}

/** VS Code cannot translate snippet files, so their texts say everything twice: `English · 日本語`. */
function inLanguageOfInterface(text: string): string {
	const [english = "", japanese = english] = text.split(" · ");
	return env.language.startsWith("ja") ? japanese : english;
}
