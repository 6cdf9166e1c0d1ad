import type { Change } from "../kubernetes/change";
import type { Document } from "../yaml/document";
import type { Entry } from "../yaml/tree";
import { slipMend } from "./slip-texts";

/** `name:web`, `name web`, `name = web` in brackets: a key without a value for YAML, and a value is in it. */
const TIGHT = /^(\w+)(:(?!:)|\s*(?:::|[=;：﹕︓])\s*|\s+(?::\s*)?)(?=\S)/;

/** What the key of an entry would be if its colon, and a blank behind that, were there; nothing where none was forgotten. */
export function tightKeyOf({ parent, key, value }: Entry): string | undefined {
	return parent.flow && value === undefined
		? TIGHT.exec(key.text)?.[1]
		: undefined;
}

/** Puts in what is missing. */
export function loosenKey(
	{ text }: Document,
	{ key: { start, end: last } }: Entry,
	name: string,
): Change | undefined {
	const [, key, between = ""] = TIGHT.exec(text.slice(start, last)) ?? [];
	if (key !== name) return undefined;
	const at = start + name.length;
	const isTight = between === ":";
	return {
		title: slipMend(isTight ? "colon-blank" : "colon", name),
		safety: "review",
		preferred: true,
		edit: () => [
			/^\s+$/.test(between)
				? { start: at, end: at, text: ":" }
				: { start: at, end: at + between.length, text: ": " },
		],
	};
}
