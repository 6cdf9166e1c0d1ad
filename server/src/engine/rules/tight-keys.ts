import type { Change } from "../kubernetes/change";
import type { Document } from "../yaml/document";
import type { Entry } from "../yaml/tree";
import { slipMend } from "./slip-texts";

/** `name:web` in brackets: a key without a value for YAML, and a value is in it. */
const TIGHT = /^(\w+):[^:]/;

/** What the key of an entry would be if a blank stood behind its colon; nothing where none was forgotten. */
export function tightKeyOf({ parent, key, value }: Entry): string | undefined {
	return parent.flow && value === undefined
		? TIGHT.exec(key.text)?.[1]
		: undefined;
}

/** Puts the blank in. */
export function loosenKey(
	{ text }: Document,
	{ key: { start } }: Entry,
	name: string,
): Change | undefined {
	const at = start + name.length + 1;
	return text.slice(start, at) === `${name}:`
		? {
				title: slipMend("colon-blank"),
				safety: "review",
				preferred: true,
				edit: () => [{ start: at, end: at, text: " " }],
			}
		: undefined;
}
