// Makes server/src/engine/kubernetes/fields.generated.ts from a list of Kubernetes' fields, one JSON object per line:
// {root, path, type, go, enum?, listMapKeys?, required?, since, until?, byDefault?}, as `tools/oracle` prints it from
// Kubernetes' own Go types.
//   node scripts/generate-fields.mjs FIELDS.jsonl
import { readFileSync, writeFileSync } from "node:fs";
import { SCALARS } from "./scalar-marks.mjs";

const OUT = new URL(
	"../server/src/engine/kubernetes/fields.generated.ts",
	import.meta.url,
);
const rows = readFileSync(process.argv[2] ?? 0, "utf8")
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line));

/** What a default cluster does with these depends on the container; code decides, not the table. */
const DECIDED_IN_CODE = new Set(["Container.restartPolicy"]);

/** Type → field → its text. @type {Map<string, Map<string, string>>} */
const types = new Map();
/** @type {Map<string, readonly string[]>} */
const enums = new Map();
/** Minor versions in which a default cluster silently drops the field. @type {Map<string, [number, number]>} */
const dropped = new Map();
const goOf = new Map(rows.map((row) => [`${row.root}.${row.path}`, row.go]));

/** The type's own name: no list, pointer or package. */
const bare = (go) =>
	go
		.replace(/^(\[\]|\*|map\[\w+\])+/, "")
		.split(".")
		.pop();
const minor = (version) => Number(version.replace("<=", "").slice(2));

/** The type that has the field, and the field's name; nothing for the items of lists and maps. */
function placeOf({ root, path }) {
	const at = path.lastIndexOf(".");
	const name = path.slice(at + 1);
	if (/[[\]{}]/.test(name)) return undefined;
	const parent = path.slice(0, Math.max(at, 0)).replace(/(\[\]|\{\})$/, "");
	return [at === -1 ? root : bare(goOf.get(`${root}.${parent}`)), name];
}

for (const row of rows) {
	const place = placeOf(row);
	const runs = (row.byDefault ?? []).filter(([, , state]) =>
		state.startsWith("dropped"),
	);
	if (!place || runs.length === 0 || DECIDED_IN_CODE.has(place.join(".")))
		continue;
	dropped.set(place.join("."), [
		minor(runs[0][0]),
		minor(runs[runs.length - 1][1]),
	]);
}

/** @type {Map<string, {since: string, until?: string}[]>} */
const usesOf = new Map();
for (const row of rows) {
	const place = placeOf(row)?.join(".");
	if (place) usesOf.set(place, [...(usesOf.get(place) ?? []), row]);
}

// The same fields once more, with the same fate.
for (const [field, versions] of [...dropped])
	dropped.set(field.replace(/^Container\./, "EphemeralContainer."), versions);

for (const row of rows) {
	const place = placeOf(row);
	if (!place) continue;
	const [type, name] = place;
	if (row.enum) enums.set(bare(row.go), row.enum);
	const { since, until } = lifeOf(place.join("."));
	const drop = dropped.get(place.join("."));
	const text = [
		name,
		row.required ? "!" : "",
		holdsOf(row),
		row.listMapKeys ? `(${row.listMapKeys.join(",")})` : "",
		since === "<=1.27" ? "" : `@${minor(since)}`,
		until ? `-${minor(until)}` : "",
		drop ? `/${drop[0]}-${drop[1]}` : "",
	].join("");
	if (!types.has(type)) types.set(type, new Map());
	types.get(type).set(name, text);
}

/** From the first to the last version that knows a type's field, wherever the type is used. */
function lifeOf(field) {
	const uses = usesOf.get(field);
	const [since] = uses
		.map((use) => use.since)
		.sort((a, b) => minor(a) - minor(b));
	const ends = uses.map((use) => use.until);
	return {
		since,
		until: ends.includes(undefined) ? undefined : ends.sort().at(-1),
	};
}

function holdsOf({ type, go }) {
	const name = bare(go);
	if (type === "array of object") return `[]${name}`;
	if (type === "object") return `:${name}`;
	if (type === "any") return "*";
	const [, collection = "", element = type] =
		/^(array|map) of (.*)$/.exec(type) ?? [];
	const brackets = { array: "[]", map: "{}", "": "" }[collection];
	return `${brackets}${SCALARS[element]}${goName(element, go)}`;
}

/** `=Name` where Go's type is not the one to expect, as messages of the server name it. */
function goName(element, go) {
	const name = go.replace(/^(\[\]|\*|map\[\w+\])+/, "");
	const expected = {
		string: ["string"],
		integer: ["int32"],
		boolean: ["bool"],
		quantity: ["resource.Quantity", "ResourceList"],
		"int-or-string": ["intstr.IntOrString"],
		time: ["Time"],
	}[element];
	return expected.includes(name) ? "" : `=${name}`;
}

const list = (map, textOf) =>
	[...map]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, value]) => `\t${key}: ${JSON.stringify(textOf(value))},`)
		.join("\n");

writeFileSync(
	OUT,
	`// Made by scripts/generate-fields.mjs from Kubernetes' own types; do not edit.
/**
 * The fields of each type, one word each: the name; \`!\` when Kubernetes' schema demands it; what it holds (\`:Type\` an object, \`[]Type\` a list of
 * objects, \`[]\` a list and \`{}\` a map of scalars, \`*\` anything; a scalar is \`#\` an integer, \`?\` a boolean, \`%\` a quantity, \`|\` an integer or a
 * string, \`~\` a time, else a string; \`=Name\` Go's type where it is not int32, bool or string); \`(a,b)\` the keys of a list map; \`@since-until\` the minor
 * versions that know it, where they are not all known ones; \`/from-to\` those in which a default cluster silently drops it.
 */
export const FIELDS: Readonly<Record<string, string>> = {
${list(types, (fields) => [...fields.values()].join(" "))}
};

/** The values of Kubernetes' own enumerations, as of the newest version, by Go type. */
export const ENUMS: Readonly<Record<string, readonly string[]>> = {
${list(enums, (values) => values)}
};
`,
);
console.log(`${types.size} types, ${enums.size} enumerations`);
