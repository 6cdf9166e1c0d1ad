import type { Holder, Scalar } from "./tree";

/** Thrown by the quick reader when a text is not plainly what it knows. Made once: it carries nothing. */
export const UNSURE = new Error("not sure");

const PLAIN_START = /[^\s\-?:,[\]{}#&*!|>'"%@`]|[-?:](?=[^\s,[\]{}])/y;

/** The end of the plain scalar at an offset, without the blanks behind it. */
export function plainEnd(
	text: string,
	at: number,
	limit: number,
	inFlow: boolean,
): number {
	PLAIN_START.lastIndex = at;
	if (!PLAIN_START.test(text)) throw UNSURE;
	let end = at;
	for (let index = at; index < limit; index++) {
		const character = text[index];
		if (character === " ") continue;
		if (character === "#" && text[index - 1] === " ") break;
		if (character === ":") {
			const after = text[index + 1];
			if (
				index + 1 >= limit ||
				after === " " ||
				(inFlow && after !== undefined && ",[]{}".includes(after))
			) {
				if (inFlow) break;
				throw UNSURE;
			}
		}
		if (inFlow && character !== undefined && ",[]{}".includes(character)) break;
		end = index + 1;
	}
	return end;
}

const ESCAPES: Readonly<Record<string, string>> = {
	n: "\n",
	t: "\t",
	r: "\r",
	'"': '"',
	"\\": "\\",
	"/": "/",
};

/** The quoted scalar at an offset, when it ends on its line. */
export function quoted(
	text: string,
	at: number,
	limit: number,
	holder: Holder,
): Scalar {
	const quote = text[at];
	let value = "";
	for (let index = at + 1; index < limit; index++) {
		const character = text[index] ?? "";
		if (character === quote) {
			if (quote === "'" && text[index + 1] === "'") {
				value += "'";
				index++;
				continue;
			}
			const style = quote === "'" ? "single" : "double";
			return {
				kind: "scalar",
				start: at,
				end: index + 1,
				holder,
				anchor: undefined,
				style,
				text: value,
				templated: false,
			};
		}
		if (quote === '"' && character === "\\") {
			const escaped = ESCAPES[text[index + 1] ?? ""];
			if (escaped === undefined) throw UNSURE;
			value += escaped;
			index++;
		} else value += character;
	}
	throw UNSURE;
}
