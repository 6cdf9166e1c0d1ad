import type { Entry, Node } from "../tree";
import { FREE_KEYS, type Grammar, SCALARS } from "./grammar";

/** How much of a tree does not stand where Kubernetes would have it: fields in the wrong object, texts for objects, lists for none. */
export function misfitsIn(node: Node | undefined, grammar: Grammar): number {
	return misfits(node, undefined, grammar);
}

function misfits(
	node: Node | undefined,
	type: string | undefined,
	grammar: Grammar,
): number {
	if (node?.kind === "sequence")
		return node.items.reduce(
			(sum, { value }) => sum + misfits(value, type, grammar),
			0,
		);
	if (node?.kind !== "mapping") return 0;
	const own = type ?? kindOf(node.entries, grammar);
	const seen = new Set<string>();
	const missing = grammar
		.required(own ?? "")
		.filter((name) => !node.entries.some(({ key }) => key.text === name));
	return node.entries.reduce((sum, { key: { text }, value }) => {
		const isTwin = seen.has(text);
		seen.add(text);
		const isKnown = own !== undefined && grammar.knows(own);
		const field = isKnown ? grammar.field(own, text) : grammar.guess(text);
		let wrong = isTwin || (isKnown && !field) ? 1 : 0;
		// `{ a, b }`, which nobody means
		if (value === undefined && node.flow) wrong++;
		if (own === SCALARS) wrong++;
		if (field && value && !field.scalar && value.kind !== "alias") {
			const isList = value.kind === "sequence";
			if (isList !== field.list || value.kind === "scalar") wrong++;
		}
		// Some hold anything, but most a text.
		const isText = field?.scalar && !field.list;
		if (isText && (value?.kind === "sequence" || value?.kind === "mapping"))
			wrong += 0.5;
		const below = own === FREE_KEYS ? SCALARS : field?.type;
		return sum + wrong + misfits(value, below, grammar);
	}, missing.length);
}

function kindOf(
	entries: readonly Entry[],
	grammar: Grammar,
): string | undefined {
	const kind = entries.find(({ key }) => key.text === "kind")?.value;
	return kind?.kind === "scalar" ? grammar.typeOfKind(kind.text) : undefined;
}
