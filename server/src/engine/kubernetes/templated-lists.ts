import { memoize } from "../text/memo";
import { type Node, resolve } from "../yaml/tree";
import type { Container, ContainerList } from "./container";
import type { Pod } from "./pod";

const LISTS: readonly ContainerList[] = ["initContainers", "containers"];
const EXPRESSION = /\{\{-?\s*([\s\S]*?)\s*-?\}\}|\{%-?\s*([\s\S]*?)\s*-?%\}/g;
const BEGINS = /^(?:if|with|range|define|block|for)\b/;
const ENDS = /^end(?:if|for|with|block)?$/;
/** What writes nothing: a comment, an assignment, the other branch of a condition. */
const SILENT = /^(?:\/\*|\$\w+\s*:?=|else\b|break\b|continue\b|elif\b|set\b)/;

/** A stretch of lines. */
interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** May a template leave containers of a Pod out, or add others, so that those in sight are not those that it gets? */
export const mayVary = memoize((pod: Pod): boolean => {
	const { document } = pod;
	if (LISTS.some((name) => hasExpression(pod, name))) return true;
	if (!document.templated) return false;
	const { lines } = document;
	const lists = LISTS.flatMap((name) => {
		const entry = pod.listEntry(name);
		return entry ? [{ entry, items: pod.list(name) }] : [];
	});
	const starts = lists.flatMap(({ entry, items }) =>
		[entry.key, ...items.map(({ item }) => item)].map(({ start }) =>
			lines.lineAt(start),
		),
	);
	const { blocks, writers } = expressionsOf(pod);
	return (
		blocks.some(({ from, to }) =>
			starts.some((line) => from < line && line < to),
		) ||
		lists.some(({ entry, items }) => {
			const { from, to } = stretchOf(pod, entry.key.start);
			const most = dashOf(pod, items) ?? Number.POSITIVE_INFINITY;
			return writers.some(
				({ line, column }) => from < line && line < to && column <= most,
			);
		})
	);
});

/** Is a whole list, or an item of it, what a template makes of something? */
function hasExpression(pod: Pod, name: ContainerList): boolean {
	const value = resolve(pod.listEntry(name)?.value);
	return (
		isExpression(value) ||
		(value?.kind === "sequence" &&
			value.items.some((item) => isExpression(item.value)))
	);
}

const isExpression = (node: Node | undefined): boolean =>
	node?.kind === "scalar" && node.templated;

/** How far the dashes of a list are indented. */
const dashOf = (
	{ document }: Pod,
	[first]: readonly Container[],
): number | undefined => first && document.lines.column(first.item.start);

/** The lines of what stands below a key in block style. */
function stretchOf({ document: { lines } }: Pod, key: number): Stretch {
	const from = lines.lineAt(key);
	const column = lines.column(key);
	let to = from + 1;
	for (; to < lines.count; to++) {
		const content = lines.content(to).trim();
		if (/^(?:$|#|\{\{)/.test(content)) continue;
		const indent = lines.indent(to);
		if (indent < column || (indent === column && !content.startsWith("-")))
			break;
	}
	return { from, to };
}

/** The conditions and loops of a Pod spec that stand on lines of their own, and what writes lines there, and how far indented. */
function expressionsOf(pod: Pod): {
	readonly blocks: readonly Stretch[];
	readonly writers: readonly {
		readonly line: number;
		readonly column: number;
	}[];
} {
	const { lines } = pod.document;
	const blocks: Stretch[] = [];
	const writers: { line: number; column: number }[] = [];
	const open: number[] = [];
	for (let line = firstLine(pod); line < lines.count; line++) {
		const content = lines.content(line);
		if (
			!/\{[{%]/.test(content) ||
			!/^\s*#?\s*$/.test(content.replace(EXPRESSION, ""))
		)
			continue;
		for (const [, go, jinja] of content.matchAll(EXPRESSION)) {
			const words = go ?? jinja ?? "";
			if (BEGINS.test(words)) open.push(line);
			else if (ENDS.test(words)) {
				const from = open.pop();
				if (from !== undefined) blocks.push({ from, to: line });
			} else if (!SILENT.test(words)) {
				const indent = /\bn?indent\s+\(?(\d+)/.exec(words)?.[1];
				writers.push({ line, column: Number(indent ?? lines.indent(line)) });
			}
		}
	}
	return { blocks, writers };
}

/** The first line of a Pod spec, with the expressions in front of its first key. */
function firstLine({ document: { lines }, spec }: Pod): number {
	let line = lines.lineAt(spec.start);
	while (line > 0 && /^\s*(?:$|#|\{[{%])/.test(lines.content(line - 1))) line--;
	return line;
}
