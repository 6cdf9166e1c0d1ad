import type { Container } from "../kubernetes/container";
import { podsOf } from "../kubernetes/workloads";
import { applyEdit, type Edit, type Range, shifted } from "../text/edit";
import type { PlacedDocument, Source } from "../yaml/source";
import { meetsLine } from "./refactoring-actions";

/**
 * Where the cursor belongs after an edit, in offsets of the result: at the image of a container that the edit brings, or with
 * the container on which it stood, where that has moved.
 * @returns nothing where an editor knows by itself, since the text at the cursor stays
 */
export function cursorAfter(
	source: Source,
	offset: number,
	edit: Edit,
	brings?: string,
): Range | undefined {
	const placed = source.documentAt(offset);
	if (!placed || placed.document.isFaulty) return undefined;
	const inDocument = offset - placed.start;
	const number = podsOf(placed.document).findIndex(
		({ spec }) => spec.start <= inDocument && inDocument <= spec.end,
	);
	const pod = podsOf(placed.document)[number];
	if (!pod) return undefined;
	const stays = !edit.some(({ start, end }) => start <= offset && offset < end);
	if (stays && brings === undefined) return undefined;
	const result = source.update(applyEdit(source.text, edit));
	const after = result.documentAt(shifted(edit, placed.start));
	const find = (name: string | undefined) =>
		after &&
		podsOf(after.document)[number]?.all.find((each) => each.name === name);
	if (brings !== undefined) {
		const image = find(brings)?.image;
		return image && inFile(image, after);
	}
	const at = { start: offset, end: offset };
	const container = pod.all.find(
		({ item }) =>
			(item.start <= inDocument && inDocument <= item.end) ||
			meetsLine(item, placed, at),
	);
	const moved =
		container?.name === undefined ? undefined : find(container.name);
	return container && moved
		? inFile(
				sameLine(container, inDocument, moved) ?? start(moved.label),
				after,
			)
		: undefined;
}

const start = ({ start }: Range): Range => ({ start, end: start });

const inFile = (
	{ start, end }: Range,
	placed: PlacedDocument | undefined,
): Range | undefined =>
	placed && { start: start + placed.start, end: end + placed.start };

/**
 * The place in the line that reads the same, at least up to there; of several in the one that stands the same number of lines
 * below the first.
 */
function sameLine(
	before: Container,
	offset: number,
	after: Container,
): Range | undefined {
	const old = linesOf(before);
	const at = old.findLastIndex(({ begin }) => begin <= offset);
	const line = old[at];
	if (!line) return undefined;
	const column = Math.max(0, offset - line.start);
	const head = line.text.slice(0, column);
	const lines = linesOf(after)
		.map((each, index) => ({ ...each, distance: Math.abs(index - at) }))
		.sort((one, other) => one.distance - other.distance);
	const same =
		lines.find(({ text }) => text !== "" && text === line.text) ??
		lines.find(({ text }) => head !== "" && text.startsWith(head));
	if (!same) return undefined;
	const place = same.start + column;
	return { start: place, end: place };
}

interface Line {
	readonly begin: number;
	/** Of its first character that is no blank. */
	readonly start: number;
	readonly text: string;
}

function linesOf({ item, pod }: Container): readonly Line[] {
	let next = item.start;
	return pod.document.text
		.slice(item.start, item.end)
		.split("\n")
		.map((line) => {
			const begin = next;
			next += line.length + 1;
			const start = begin + line.length - line.trimStart().length;
			return { begin, start, text: line.trim() };
		});
}
