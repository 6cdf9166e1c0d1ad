import type { Change } from "../kubernetes/change";
import type { Document } from "../yaml/document";
import type { Entry } from "../yaml/tree";
import { slipMend } from "./slip-texts";

/** `name:web` or `name web` in brackets: a key without a value for YAML, and a value is in it. */
const TIGHT = /^(\w+)(?::[^:]| +[^\s:])/;

/** What the key of an entry would be if its colon, and a blank behind that, were there; nothing where none was forgotten. */
export function tightKeyOf({ parent, key, value }: Entry): string | undefined {
	return parent.flow && value === undefined
		? TIGHT.exec(key.text)?.[1]
		: undefined;
}

/** Puts in what is missing. */
export function loosenKey(
	{ text }: Document,
	{ key: { start } }: Entry,
	name: string,
): Change | undefined {
	const end = start + name.length;
	if (text.slice(start, end) !== name) return undefined;
	const isTight = text[end] === ":";
	const at = isTight ? end + 1 : end;
	return {
		title: slipMend(isTight ? "colon-blank" : "colon", name),
		safety: "review",
		preferred: true,
		edit: () => [{ start: at, end: at, text: isTight ? " " : ":" }],
	};
}
