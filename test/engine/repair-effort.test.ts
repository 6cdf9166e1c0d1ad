import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { kubernetesGrammar } from "../../server/src/engine/kubernetes/grammar";
import { Document } from "../../server/src/engine/yaml/document";
import { Effort } from "../../server/src/engine/yaml/repair/effort";
import type { Grammar } from "../../server/src/engine/yaml/repair/grammar";
import { repair } from "../../server/src/engine/yaml/repair/repair";
import { pick, seeded } from "../kit/breaks/random";

const HEAD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: example/web:1.8.0
`;
const CONTAINER = `  - name: c
    image: example/c:1.0.0
    command: ["sh", "-c", 'exec serve']
    env:
    - name: A
      value: "1"
    volumeMounts:
    - name: data
      mountPath: /data
`;
const LINES = (HEAD + CONTAINER.repeat(250)).split("\n");

/** What may be done to a line. */
const BREAKS: readonly ((line: string, index: number) => string)[] = [
	(line) => line.replace(": ", ":"),
	(line) => line.replace(":", ""),
	(line) => line.replace(":", "："),
	(line) => line.replace("- ", "-"),
	(line) => `${line},`,
	(line) => line.replace(/"$/, ""),
	(line) => line.replace("]", ""),
	(line) => `   ${line}`,
	(line) => line.replace(/^ {2}/, ""),
	(line) => line.replaceAll("  ", "\t"),
	(line) => line.replaceAll(" ", "\u3000"),
	(line) => line.replaceAll('"', "”"),
	(line, index) => `${index} ${line}`,
	(line) => `> ${line}`,
	(line) => `+${line}`,
];

/** Breaks a share of the lines of a long manifest. */
function broken(share: number): string {
	const random = seeded(1);
	return LINES.map((line, index) =>
		random() < share ? (pick(random, BREAKS)?.(line, index) ?? line) : line,
	).join("\n");
}

/** Counts what is asked of the grammar: nearly every step of the search asks something. */
function counting(): { grammar: Grammar; count: () => number } {
	let count = 0;
	const grammar: Grammar = {
		...kubernetesGrammar,
		knows: (type) => {
			count++;
			return kubernetesGrammar.knows(type);
		},
		field: (type, key) => {
			count++;
			return kubernetesGrammar.field(type, key);
		},
		isField: (key) => {
			count++;
			return kubernetesGrammar.isField(key);
		},
	};
	return { grammar, count: () => count };
}

/** Far more than any text that can be mended takes. */
const MOST_STEPS = 75_000;

describe("repair of texts that would take long", function () {
	// Each of them takes a fraction of a second; some took a minute before their work was counted.
	this.timeout(10_000);

	const texts: Readonly<Record<string, () => string>> = {
		"a few breaks among many lines": () => broken(0.05),
		"many breaks": () => broken(0.4),
		"each line broken": () => broken(1),
		"each line at a column of its own": () =>
			LINES.map(
				(line, index) => " ".repeat((index * 7) % 23) + line.trim(),
			).join("\n"),
		"tabs at random, behind numbers, behind marks": () =>
			LINES.map(
				(line, index) =>
					`> ${index}: ${"\t".repeat((index * 7) % 5)}${line.trim()}`,
			).join("\n"),
		"nothing but tabs": () => `${HEAD}${"\t\t\t\n".repeat(2_300)} x`,
		"a line of blanks": () => `${HEAD}  image: a${" ".repeat(90_000)}b\n x`,
		"lines of blanks of two kinds": () =>
			`${HEAD}${`  x: a${"\u00a0 ".repeat(600)}b\n`.repeat(70)} y`,
		"a line of hashes": () => `${HEAD}  x: [${" #'".repeat(30_000)}\n y`,
		"a line of quotes": () => `${HEAD}  x: ${'"'.repeat(30_001)}\n y`,
		"a line of brackets": () => `${HEAD}  ports ${"[ ] ".repeat(24_000)}x\n y`,
		"a line of words": () => `${"word ".repeat(19_000)}\n${HEAD}`,
		"values that never end": () =>
			HEAD + "  x: { a: [1, { b: c }\n".repeat(2_300),
		"values that never end, and entries that share a line": () =>
			HEAD + "  x: { a: [1, { b: c }\n    name: a image: b\n".repeat(1_100),
		"values that never end, and commented keys": () =>
			HEAD + "  x: { a: [1, { b: c }\n  # env:\n".repeat(1_100),
		"values with many commas": () => HEAD + "  x: [1,, 2]\n".repeat(2_300),
		"long values that never end": () =>
			HEAD + `  x: {${"a: [b, ".repeat(280)}\n`.repeat(45),
		"quotes that end on the next line": () =>
			HEAD + "  x: 'it's\n".repeat(2_300),
		"quotes that never end": () =>
			HEAD +
			Array.from({ length: 2_300 }, (_, at) => `    x${at}: "a\n`).join(""),
		"two dashes on each line": () =>
			HEAD +
			Array.from({ length: 2_300 }, (_, at) => `  - - name: c${at}\n`).join(""),
		"a word on each line": () =>
			HEAD + Array.from({ length: 2_300 }, (_, at) => `  word${at}\n`).join(""),
		"dashes within dashes": () =>
			HEAD +
			Array.from({ length: 60 }, (_, at) => `${"- ".repeat(at)}a\n`).join(""),
		"a merge on each line": () =>
			HEAD +
			"<<<<<<< HEAD\n  - name: a\n=======\n  - name: b\n>>>>>>> x\n".repeat(
				450,
			),
		"two entries on each line": () =>
			HEAD + "    image: a     name: b\n".repeat(1_200),
		"one key again and again": () =>
			`${HEAD}${"    name: b\n".repeat(2_300)} x`,
		"texts with entries in them": () =>
			HEAD + "  x: |\n   a\n   name: b\n c: d\n".repeat(600),
		"templates that never end": () => `${HEAD}${"  x: {{ a\n".repeat(2_300)} y`,
		"blank lines before a sentence": () =>
			`${"\n".repeat(2_300)}a b:\n x\n${HEAD}`,
		"JSON with commas everywhere": () =>
			`{"containers": [${"1,,".repeat(7_500)}]\n`,
		"JSON with a line of blanks": () =>
			`{"containers": 1${" ".repeat(23_000)}x "\n`,
		"JSON without commas": () => `{\n${'"containers": 1\n'.repeat(1_400)}}\n`,
	};
	for (const [what, make] of Object.entries(texts))
		it(what, () => {
			const document = new Document(make());
			const { grammar, count } = counting();
			const repairs = repair(document, grammar);
			assert.ok(count() < MOST_STEPS, `${count()} steps`);
			for (const { text } of repairs)
				assert.deepEqual(new Document(text).faults, []);
			assert.deepEqual(
				repair(new Document(document.text), kubernetesGrammar),
				repairs,
				"the same answer again",
			);
		});

	it("mends a long manifest all the same", () => {
		const text = LINES.join("\n");
		const at = text.lastIndexOf("    volumeMounts");
		const moved = `${text.slice(0, at)} ${text.slice(at)}`;
		const { grammar, count } = counting();
		const [only, ...others] = repair(new Document(moved), grammar);
		assert.equal(only?.text, text);
		assert.deepEqual(others, []);
		assert.ok(count() < MOST_STEPS);
	});

	it("reads a line and a value once, however often they are asked for", () => {
		const effort = new Effort();
		const line = effort.line("  - name: web");
		assert.deepEqual(line?.dashes, [2]);
		assert.equal(effort.line("  - name: web"), line);
		assert.equal(effort.line("  # nothing"), undefined);
		const long = `[${"a, ".repeat(5_000)}b`;
		for (let times = 0; times < 1_000; times++)
			assert.ok(!effort.isValue(long));
		assert.ok(!effort.isSpent);
	});

	it("counts what it does", () => {
		const effort = new Effort();
		assert.ok(effort.spend(1));
		assert.ok(!effort.isSpent);
		assert.ok(effort.read(`[${'"'.repeat(20_000)}`, true).isFaulty);
		assert.ok(!effort.isSpent, "its beginning shows that it is wrong");
		assert.ok(effort.read(`[${"a, ".repeat(20_000)}`, true).isFaulty);
		assert.ok(effort.isSpent, "its bracket never ends, which takes long");
		assert.ok(!effort.spend(0));
	});
});
