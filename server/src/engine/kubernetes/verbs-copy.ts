import type { Splice } from "../text/edit";
import { insertEntryAfter, keyIndent } from "../yaml/edit";
import { readTree } from "../yaml/flow-write";
import { insertEntry } from "../yaml/insert";
import { linesOf } from "../yaml/ownership";
import type { Container } from "./container";

/**
 * Gives a container a field as another one of its Pod has it, behind what it has.
 * @returns nothing where a part of it has an anchor or is an alias, or would lose a comment in the style of the other
 */
export function copyField(
	from: Container,
	to: Container,
	name: string,
): readonly Splice[] | undefined {
	const { document } = from.pod;
	const { lines, text } = document;
	const entry = from.entry(name);
	const neighbour = to.node.entries.at(-1);
	const value = entry?.value;
	if (
		!entry ||
		!value ||
		!neighbour ||
		entry.parent !== from.node ||
		to.entry(name) ||
		/(?:^|[\s,[{])[&*]\w/.test(text.slice(value.start, value.end))
	)
		return undefined;
	if (value.kind === "mapping" && !value.flow) {
		const indent = keyIndent(lines, entry).length;
		const { last } = linesOf(lines, entry);
		const block: string[] = [];
		for (let line = lines.lineAt(value.start); line <= last; line++)
			block.push(lines.content(line).slice(indent));
		return insertEntryAfter(document, neighbour, name, block);
	}
	const written = text.slice(value.start, value.end);
	// What fits on a line of block style stays as it is.
	if (!to.node.flow && !/[\r\n]/.test(written))
		return insertEntryAfter(document, neighbour, name, written);
	const tree = readTree(written);
	return tree === undefined
		? undefined
		: insertEntry(document, neighbour, name, tree);
}
