/**
 * Prints every field of the Pod and workload types, one JSON object a line, as scripts/generate-fields.mjs wants it:
 *
 *     node tools/oracle/fields.mjs | node scripts/generate-fields.mjs
 *
 * Which fields a version has its Go types tell, by reflection; enumerations, the keys of list maps and what is required
 * stand in the OpenAPI source of the newest version; what a default cluster does with a field its probe tells.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ask, run } from "./ask.mjs";
import { MINORS, sourceOf } from "./build.mjs";
import { PROBES } from "./probes.mjs";

const minors = [...MINORS.keys()];
const oldest = minors[0];
const newest = minors[minors.length - 1];

/** Version → field → what its Go type says. @type {Map<string, Map<string, {root: string, path: string, json: string, go: string}>>} */
const known = new Map();
/** Version → field → the answer to its probe. @type {Map<string, Map<string, object[]>>} */
const told = new Map();
const probes = [...PROBES].map(([id, yaml]) => ({ id, yaml }));
for (const minor of minors) {
	console.error(`Kubernetes ${minor} …`);
	const rows = run(minor, ["--fields"]);
	known.set(
		minor,
		new Map(rows.map((row) => [`${row.root}.${row.path}`, row])),
	);
	told.set(minor, ask(minor, probes));
}

// In the order of the newest version's types; what it no longer has comes last.
const fields = new Set(
	[...minors].reverse().flatMap((minor) => [...known.get(minor).keys()]),
);
for (const field of PROBES.keys())
	if (!fields.has(field)) throw new Error(`no version has ${field}`);

const schema = schemaOf(newest);
for (const field of fields) {
	const having = minors.filter((minor) => known.get(minor).has(field));
	const since = having[0];
	const until = having[having.length - 1];
	const types = known.get(until);
	const { root, path, json, go } = types.get(field);
	const { owner, name } = placeOf(root, path, types);
	console.log(
		JSON.stringify({
			root,
			path,
			type: json,
			go,
			...schema.get(owner)?.get(name),
			since: since === oldest ? `<=${since}` : since,
			until: until === newest ? undefined : until,
			byDefault: PROBES.has(field) ? runsOf(field, path) : undefined,
		}),
	);
}

/** The Go type that has the field, and the field's name in it. */
function placeOf(root, path, types) {
	const at = path.lastIndexOf(".");
	if (at === -1) return { owner: root, name: path };
	const parent = path.slice(0, at).replace(/(\[\]|\{\})+$/, "");
	const { go } = types.get(`${root}.${parent}`);
	return {
		owner: go.replace(/^(\[\]|map\[\w+\])+/, ""),
		name: path.slice(at + 1),
	};
}

/** Type → field → what the generated OpenAPI source says of it. */
function schemaOf(minor) {
	const source = readFileSync(
		join(sourceOf(minor), "pkg/generated/openapi/zz_generated.openapi.go"),
		"utf8",
	);
	const schema = new Map();
	const functions =
		/^func schema_(?:k8sio_api_(?:core|apps|batch)_v1|pkg_apis_meta_v1)_(\w+)\(ref[\s\S]*?^\}/gm;
	for (const [body, type] of source.matchAll(functions)) {
		const required = stringsOf(/\n\t{4}Required: \[\]string\{(.*?)\}/, body);
		const properties = new Map();
		for (const [, name, text] of body.matchAll(
			/^\t{5}"(\w+)": \{\n([\s\S]*?)^\t{5}\},/gm,
		))
			properties.set(name, {
				enum: stringsOf(/Enum:\s+\[\]interface\{\}\{(.*?)\}/, text),
				listMapKeys: stringsOf(
					/"x-kubernetes-list-map-keys": \[\]interface\{\}\{([\s\S]*?)\}/,
					text,
				),
				required: required?.includes(name) ? true : undefined,
			});
		schema.set(type, properties);
	}
	if (!schema.get("Container")?.get("name")?.required)
		throw new Error(`the OpenAPI source of ${minor} is not read right`);
	return schema;
}

/** The string literals of the first group of a pattern. */
function stringsOf(pattern, text) {
	const found = pattern.exec(text);
	return found
		? (found[1].match(/"(?:[^"\\]|\\.)*"/g) ?? []).map((each) =>
				JSON.parse(each),
			)
		: undefined;
}

/** What a default cluster does with a field: `[from, to, state]` for each run of versions that agree. */
function runsOf(field, path) {
	const runs = [];
	for (const minor of minors) {
		const [answer] = told.get(minor).get(field);
		const state = stateOf(answer, `spec.${path.replaceAll("[]", "[0]")}`);
		const last = runs[runs.length - 1];
		if (last?.[2] === state) last[1] = minor;
		else runs.push([minor, minor, state]);
	}
	return runs;
}

function stateOf({ verdict, stage, dropped = [], errors = [] }, path) {
	const isDropped = dropped.some(
		(gone) => within(path, gone) || within(gone, path),
	);
	if (verdict === "accepted") return isDropped ? "dropped" : "honoured";
	if (stage === "strict") return "unknown";
	const messages = errors.map(({ message }) => message).join("; ");
	return `${isDropped ? "dropped, then" : "rejected"}: ${messages}`;
}

/** Is one path the other, or below it? */
function within(path, outer) {
	return (
		path.startsWith(outer) && ["", ".", "["].includes(path.charAt(outer.length))
	);
}
