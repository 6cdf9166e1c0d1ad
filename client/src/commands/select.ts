import { Range, Selection, TextEditorRevealType, Uri, window } from "vscode";
import type { Range as LspRange } from "vscode-languageclient";

/** Selects a range of the active editor if it shows that file, and scrolls only where the range is not in sight. */
export function select(uri: unknown, range: unknown): void {
	const editor = window.activeTextEditor;
	if (editor?.document.uri.toString() !== Uri.parse(String(uri)).toString())
		return;
	const { start, end } = range as LspRange;
	const place = new Range(start.line, start.character, end.line, end.character);
	editor.selection = new Selection(place.start, place.end);
	editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
}
