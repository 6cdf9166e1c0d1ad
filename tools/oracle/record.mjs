/**
 * Asks Kubernetes' own code of every version for its answers to the conformance cases, and keeps them:
 *
 *     node tools/oracle/record.mjs [--check | --add CASES.jsonl]
 *
 * `--add` takes further cases along, one `{"id", "yaml"}` a line; `--check` writes nothing, and fails when the recorded
 * answers are others. What comes out is `test/conformance/cases.jsonl.gz`; the tests that read it need no Go.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import { ask, rowsOf } from "./ask.mjs";
import { MINORS } from "./build.mjs";

const FILE = new URL("../../test/conformance/cases.jsonl.gz", import.meta.url);
const { values } = parseArgs({
	options: { add: { type: "string" }, check: { type: "boolean" } },
});
if (values.add && values.check) {
	console.error("--check compares what is recorded; it takes no --add");
	process.exit(2);
}

const cases = rowsOf(gunzipSync(readFileSync(FILE)).toString("utf8"));
if (values.add) {
	const ids = new Set(cases.map(({ id }) => id));
	for (const { id, ...added } of rowsOf(readFileSync(values.add, "utf8"))) {
		if (ids.has(id)) throw new Error(`there is a case ${id} already`);
		ids.add(id);
		cases.push({ id, base: "none", path: "", mutation: "rule", ...added });
	}
}

/** Case → answer → the versions that give it. @type {Map<string, Map<string, string[]>>} */
const answers = new Map(cases.map(({ id }) => [id, new Map()]));
for (const minor of MINORS.keys()) {
	console.error(`Kubernetes ${minor} …`);
	for (const [id, docs] of ask(minor, cases)) {
		const own = answers.get(id);
		const answer = JSON.stringify(docs);
		own.set(answer, [...(own.get(answer) ?? []), minor]);
	}
}
const recorded = cases.map((each) => ({
	...each,
	results: [...answers.get(each.id)].map(([docs, minors]) => ({
		minors,
		docs: JSON.parse(docs),
	})),
}));

if (values.check) {
	const changed = recorded.filter(
		(each, index) => !isDeepStrictEqual(each, cases[index]),
	);
	for (const { id } of changed) console.log(`other answers: ${id}`);
	console.log(`${cases.length} cases, ${changed.length} with other answers`);
	process.exitCode = changed.length > 0 ? 1 : 0;
} else {
	const lines = recorded.map((each) => `${JSON.stringify(each)}\n`).join("");
	writeFileSync(FILE, gzipSync(lines, { level: 9 }));
	console.log(`${cases.length} cases`);
}
