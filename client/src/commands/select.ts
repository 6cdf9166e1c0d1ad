import {
	Range,
	Selection,
	TabInputText,
	TextEditorRevealType,
	Uri,
	window,
} from "vscode";
import type { Range as LspRange } from "vscode-languageclient";

/** Selects a range of a file that is open in an editor, and scrolls only where the range is not in sight. */
export async function select(asked: unknown, range: unknown): Promise<void> {
	const uri = Uri.parse(String(asked));
	const group = window.tabGroups.all.find(({ tabs }) =>
		tabs.some(
			({ input }) =>
				input instanceof TabInputText &&
				input.uri.toString() === uri.toString(),
		),
	);
	if (!group) return;
	// Behind a preview its editor is only just being shown again, and would forget what is selected meanwhile.
	const editor = await window.showTextDocument(uri, {
		viewColumn: group.viewColumn,
	});
	const { start, end } = range as LspRange;
	const place = new Range(start.line, start.character, end.line, end.character);
	editor.selection = new Selection(place.start, place.end);
	editor.revealRange(place, TextEditorRevealType.InCenterIfOutsideViewport);
}
