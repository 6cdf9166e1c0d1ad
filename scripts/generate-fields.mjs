// Makes server/src/engine/kubernetes/fields.generated.ts from a list of Kubernetes' fields, one JSON object per line:
// {root, path, type, go, since, until?, required?}, as printed by a program that walks Kubernetes' own Go types.
//   node scripts/generate-fields.mjs FIELDS.jsonl
import { readFileSync, writeFileSync } from "node:fs";

const OUT = new URL(
	"../server/src/engine/kubernetes/fields.generated.ts",
	import.meta.url,
);
const rows = readFileSync(process.argv[2] ?? "/dev/stdin", "utf8")
	.trim()
	.split("\n")
	.map((line) => JSON.parse(line));

/** Go type → field → what it holds. */
const types = new Map();
const goOf = new Map(rows.map((row) => [`${row.root}.${row.path}`, row.go]));
/** The type name alone: no list, pointer or package. */
const bare = (go) =>
	go
		.replace(/^(\[\]|\*)+/, "")
		.split(".")
		.pop();

for (const { root, path, type, go, since, until, required } of rows) {
	const at = path.lastIndexOf(".");
	const name = path.slice(at + 1);
	if (/[[\]{}]/.test(name)) continue; // items of lists and maps
	const parentPath =
		at === -1 ? undefined : path.slice(0, at).replace(/(\[\]|\{\})$/, "");
	const parent =
		parentPath === undefined ? root : bare(goOf.get(`${root}.${parentPath}`));
	let holds = "";
	if (type.startsWith("array of"))
		holds = type === "array of object" ? `[]${bare(go)}` : "[]";
	else if (type.startsWith("map of")) holds = "{}";
	else if (type === "object") holds = `:${bare(go)}`;
	else if (type === "any") holds = "*";
	const versions =
		(since === "<=1.27" ? "" : `@${since.slice(2)}`) +
		(until ? `-${until.slice(2)}` : "");
	if (!types.has(parent)) types.set(parent, new Map());
	types.get(parent).set(name, name + (required ? "!" : "") + holds + versions);
}

const lines = [...types]
	.sort(([a], [b]) => (a < b ? -1 : 1))
	.map(
		([type, fields]) =>
			`\t${type}: ${JSON.stringify([...fields.values()].join(" "))},`,
	);
writeFileSync(
	OUT,
	`// Made by scripts/generate-fields.mjs from Kubernetes' own types; do not edit.
/**
 * The fields of each type: \`name\`, \`!\` when Kubernetes demands it, then what it holds (\`:Type\` an object, \`[]Type\` a list of objects, \`[]\` a list of
 * scalars, \`{}\` a map of scalars, \`*\` anything), then \`@since-until\` as minor versions where they are not all known ones.
 */
export const FIELDS: Readonly<Record<string, string>> = {
${lines.join("\n")}
};
`,
);
console.log(`${types.size} types`);
