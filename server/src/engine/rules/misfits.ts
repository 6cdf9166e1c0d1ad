import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import type { Place } from "../apiserver/place";
import { DEFAULT_VERSION } from "../kubernetes/versions";
import { shifted } from "../text/edit";
import type { Lines } from "../text/lines";
import { memoize } from "../text/memo";
import { Document } from "../yaml/document";
import type { Break, Repair } from "../yaml/repair/break";
import { nodesOf } from "../yaml/tree";

/** What a line in the wrong object gives. */
const RULES = [
	"unknown-field",
	"required-value",
	"wrong-type",
	"resource-name",
];

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
		({ severity, instead = [], place }) =>
			severity === "error" &&
			instead.length === 0 &&
			// Objects without a name are made by others, or get one: it says nothing of where the lines stand.
			!(place.key === "name" && place.parent?.type === "ObjectMeta"),
	);
	if (wrong.length === 0) return false;
	const places = new Set(moved.map(lineOf));
	return wrong.some(
		(error) =>
			startsOf(error).some((start) => places.has(lines.lineAt(start))) ||
			linesWithin(error, lines).some((line) => places.has(line)),
	);
});

/**
 * Does a repair of a document that is YAML leave a key without what it held? As likely as that this has moved is that something
 * is missing between the two: `httpGet:` below a probe.
 */
export const leavesEmpty = (document: Document, { text }: Repair): boolean =>
	countEmpty(new Document(text)) > countEmpty(document);

const countEmpty = ({ root }: Document): number =>
	nodesOf(root)
		.flatMap((node) => (node.kind === "mapping" ? node.entries : []))
		.filter(({ value }) => value === undefined).length;

/** The lines of what an unknown field holds: of these nobody says what is wrong with them. */
function linesWithin(
	{ place: { holder } }: ServerError,
	lines: Lines,
): readonly number[] {
	if (!holder?.value) return [];
	const first = lines.lineAt(holder.start);
	const last = lines.lineAt(holder.value.end);
	return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Where what is wrong begins, and the object that it is wrong in. */
function startsOf({ at, place }: ServerError): readonly number[] {
	const object: Place["node"] = place.parent?.node;
	return object ? [at.start, object.start] : [at.start];
}
