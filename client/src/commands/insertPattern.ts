import {
	env,
	l10n,
	Selection,
	SnippetString,
	type TextEditor,
	Uri,
	window,
	workspace,
} from "vscode";
import type { Patterns } from "../connection";
import { isServed } from "../documents";
import type { Server } from "../server";
import { tell } from "./tell";

/**
 * Lets the person choose a pattern. Where the cursor is in a Pod, the server fits it to that Pod; elsewhere it comes as a
 * snippet.
 */
export async function insertPattern(
	server: Server,
	extensionUri: Uri,
): Promise<void> {
	const editor = window.activeTextEditor;
	if (!editor) return;
	const { document, selection } = editor;
	const connection = isServed(document)
		? await server.connectionForCommand()
		: undefined;
	const fitting = await connection?.patterns(document, selection.active);
	if (fitting) await insertInto(editor, fitting);
	else await insertSnippet(editor, extensionUri);
}

/** Makes the chosen pattern's changes, all as one step, and selects what is to be looked at first. */
async function insertInto(
	editor: TextEditor,
	{ version, patterns }: Patterns,
): Promise<void> {
	const { document } = editor;
	const items = patterns.map((pattern) => ({
		label: pattern.disabled
			? `$(circle-slash) ${pattern.title}`
			: pattern.title,
		detail: pattern.disabled
			? l10n.t("Not possible: {0}", pattern.disabled)
			: (pattern.details[0] ?? ""),
		pattern,
	}));
	const chosen = await window.showQuickPick(items, {
		matchOnDetail: true,
		placeHolder: l10n.t("Pattern to insert into the Pod at the cursor"),
	});
	if (!chosen) return;
	const { details, disabled, edit, image, title } = chosen.pattern;
	if (disabled) {
		tell(l10n.t("{0} (not possible: {1})", title, disabled));
		return;
	}
	const applied =
		edit !== undefined &&
		document.version === version &&
		(await workspace.applyEdit(edit));
	if (!applied) {
		void window.showInformationMessage(
			l10n.t("Nothing was changed, because the file changed meanwhile."),
		);
		return;
	}
	if (image) {
		editor.selection = new Selection(image.start, image.end);
		editor.revealRange(image);
	}
	// One line of the list is too short for it.
	const notes = details.slice(1);
	if (notes.length > 0)
		tell(notes.join(env.language.startsWith("ja") ? "" : " "));
}

/** An entry of a VS Code snippet file, as far as it is used here. */
interface Snippet {
	body: string | string[];
	description?: string;
}

async function insertSnippet(
	editor: TextEditor,
	extensionUri: Uri,
): Promise<void> {
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
