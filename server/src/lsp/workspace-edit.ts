import type {
	ChangeAnnotation,
	TextDocumentEdit,
	WorkspaceEdit,
} from "vscode-languageserver";
import type { Edit, Lines } from "../engine/engine";
import { toTextEdits } from "./convert";

/** What an edit changes in one file. */
export interface FileChange {
	readonly uri: string;
	/** Of the text that it was made for; null for a file that is not open. */
	readonly version: number | null;
	readonly lines: Lines;
	readonly edit: Edit;
	/** What it says of itself in a preview: the key of an annotation. */
	readonly annotation?: string | undefined;
}

export interface EditSupport {
	readonly versioned: boolean;
	/** The client shows what an edit says of itself in a preview. */
	readonly annotations: boolean;
}

/** An edit of several files, with as much about it as the client understands. */
export function toWorkspaceEdit(
	changes: readonly FileChange[],
	{ versioned, annotations }: EditSupport,
	said: Readonly<Record<string, ChangeAnnotation>> = {},
): WorkspaceEdit {
	if (!versioned)
		return {
			changes: Object.fromEntries(
				changes.map(({ uri, lines, edit }) => [uri, toTextEdits(lines, edit)]),
			),
		};
	const isAnnotated = annotations && Object.keys(said).length > 0;
	return {
		documentChanges: changes.map(
			({ uri, version, lines, edit, annotation }): TextDocumentEdit => ({
				textDocument: { uri, version },
				edits: toTextEdits(lines, edit).map((each) =>
					isAnnotated && annotation !== undefined
						? { ...each, annotationId: annotation }
						: each,
				),
			}),
		),
		...(isAnnotated ? { changeAnnotations: { ...said } } : {}),
	};
}
