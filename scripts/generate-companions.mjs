// Makes server/src/engine/kubernetes/companions.generated.ts from what `tools/oracle/companions.mjs` prints from Kubernetes' own
// Go types: {apiVersion, kind} for each kind, and {type, go, name, json, of?} for each field.
//   node scripts/generate-companions.mjs COMPANIONS.jsonl
import { readFileSync, writeFileSync } from "node:fs";
import { SCALARS } from "./scalar-marks.mjs";

const FOLDER = new URL("../server/src/engine/kubernetes/", import.meta.url);
const rows = readFileSync(process.argv[2] ?? 0, "utf8")
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line));

/** The types that Pods are made of have a table of their own. */
const known = new Set(
	readFileSync(new URL("fields.generated.ts", FOLDER), "utf8").match(
		/(?<=^\t)\w+(?=: ")/gm,
	),
);
const kinds = new Map(
	rows.flatMap(({ kind, apiVersion }) => (kind ? [[kind, apiVersion]] : [])),
);

/** Type → its fields. @type {Map<string, object[]>} */
const members = new Map();
for (const row of rows) {
	if (!row.type || known.has(row.type)) continue;
	const own = members.get(row.type) ?? [];
	const { go } = own[0] ?? row;
	if (go !== row.go) throw new Error(`two types of one name: ${go}, ${row.go}`);
	members.set(row.type, [...own, row]);
}

const isStatus = ({ type, name }) => kinds.has(type) && name === "status";

/** What somebody writes down: no status, and nothing that only that holds. @type {Set<string>} */
const written = new Set();
const visit = (type) => {
	if (written.has(type) || !members.has(type)) return;
	written.add(type);
	for (const row of members.get(type))
		if (row.of && !isStatus(row)) visit(row.of);
};
for (const kind of kinds.keys()) visit(kind);

function textOf(row) {
	const { name, json, of } = row;
	if (isStatus(row)) return `${name}*`;
	if (of) return `${name}${json.startsWith("array") ? "[]" : ":"}${of}`;
	const [, collection = "", element = json] =
		/^(array|map) of (.*)$/.exec(json) ?? [];
	if (!(element in SCALARS)) return `${name}*`;
	const brackets = { array: "[]", map: "{}", "": "" }[collection];
	return `${name}${brackets}${SCALARS[element]}`;
}

const table = (entries) =>
	entries
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, text]) => `\t${key}: ${JSON.stringify(text)},`)
		.join("\n");

writeFileSync(
	new URL("companions.generated.ts", FOLDER),
	`// Made by scripts/generate-companions.mjs from Kubernetes' own types; do not edit.
/** The kinds that people write into the same files as their Pods, and the versions of the API in which the newest Kubernetes has them. */
export const COMPANIONS: Readonly<Record<string, string>> = {
${table([...kinds])}
};

/** The fields of the types that they are made of, as in fields.generated.ts, where what Pods have too stands. */
export const COMPANION_FIELDS: Readonly<Record<string, string>> = {
${table([...written].map((type) => [type, members.get(type).map(textOf).join(" ")]))}
};
`,
);
console.log(`${kinds.size} kinds, ${written.size} types`);
