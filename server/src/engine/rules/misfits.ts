import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import type { Place } from "../apiserver/place";
import { DEFAULT_VERSION } from "../kubernetes/versions";
import { shifted } from "../text/edit";
import { memoize } from "../text/memo";
import { Document } from "../yaml/document";
import type { Break, Repair } from "../yaml/repair/break";

/** What a line in the wrong object gives. */
const RULES = ["unknown-field", "required-value", "wrong-type"];

/** What puts lines into another object. */
const MOVES = new Set<Break["kind"]>(["column", "lost-key", "lost-dash"]);

/**
 * Are the lines that a repair moves, or writes a key for, still wrong where they are then: has the object that holds them no
 * such fields, or are they an object that lacks what it needs? A field that is only misspelt says nothing of its place.
 */
export const leavesMisfits = memoize((repair: Repair): boolean => {
	const moved = repair.breaks.filter(({ kind }) => MOVES.has(kind));
	if (moved.length === 0) return false;
	const mended = new Document(repair.text);
	const { lines } = mended;
	const lineOf = ({ range }: Break) =>
		lines.lineAt(shifted(repair.edit, range.start));
	const { errors } = serverAnswer(mended, DEFAULT_VERSION);
	const wrong = RULES.flatMap((rule) => errors.get(rule) ?? []).filter(
		({ severity, instead }) => severity === "error" && instead === undefined,
	);
	if (wrong.length === 0) return false;
	const places = new Set(moved.map(lineOf));
	return wrong.some((error) =>
		startsOf(error).some((start) => places.has(lines.lineAt(start))),
	);
});

/** Where what is wrong begins, and the object that it is wrong in. */
function startsOf({ at, place }: ServerError): readonly number[] {
	const object: Place["node"] = place.parent?.node;
	return object ? [at.start, object.start] : [at.start];
}
