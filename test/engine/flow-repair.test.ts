import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { repairsOf } from "../../server/src/engine/kubernetes/repairs";
import { Document } from "../../server/src/engine/yaml/document";

/** A Pod as JSON, of so many containers. */
const podOf = (count: number): string =>
	`${JSON.stringify(
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "web" },
			spec: {
				containers: Array.from({ length: count }, (_, index) => ({
					name: `c${index}`,
					image: "example/web:1.8.0",
					command: ["sh", "-c", "sleep 1"],
					env: [
						{ name: "A", value: "b" },
						{ name: "B", value: "c" },
					],
				})),
			},
		},
		undefined,
		2,
	)}\n`;

/** The text with one of its lines changed. */
const without = (text: string, line: number, from: RegExp, to = ""): string =>
	text
		.split("\n")
		.map((content, at) => (at === line ? content.replace(from, to) : content))
		.join("\n");

/** The kinds of what the only repair mends, and what it gives. */
function mended(broken: string) {
	const [repair, ...others] = repairsOf(new Document(broken));
	assert.equal(others.length, 0);
	return [repair?.breaks.map(({ kind }) => kind), repair?.text];
}

/** The last line from some place on upwards that is of a kind. */
const lineLike = (text: string, share: number, like: RegExp): number => {
	const lines = text.split("\n");
	return lines.findLastIndex(
		(line, at) => at < lines.length * share && like.test(line),
	);
};

describe("a document in brackets that lacks a character", () => {
	it("gets back a quote below texts with quotes in them", () => {
		const pod = podOf(12).replaceAll('"value": "b"', '"value": "5\\" disk"');
		const at = lineLike(pod, 1, /"value": "c"/);
		const broken = without(pod, at, /"c"$/, '"c');
		assert.deepEqual(mended(broken), [["quote"], pod]);
	});

	for (const left of ["", "$1"])
		it(`gets back a bracket with its comma, of whose line ${left ? "the blanks are" : "nothing is"} left`, () => {
			const pod = podOf(3);
			const at = lineLike(pod, 0.5, /^ {6}\},$/);
			const broken = without(pod, at, /^( *)\},$/, left);
			assert.deepEqual(mended(broken), [["bracket"], pod]);
		});

	it("gets back any comma", () => {
		const pod = podOf(2);
		let commas = 0;
		for (const [at, line] of pod.split("\n").entries()) {
			if (!line.endsWith(",")) continue;
			commas++;
			const broken = without(pod, at, /,$/);
			assert.deepEqual(mended(broken), [["no-comma"], pod], `line ${at}`);
		}
		assert.ok(commas > 15);
	});

	it("gets back two commas", () => {
		const pod = podOf(2);
		const first = lineLike(pod, 0.4, /\},$/);
		const second = lineLike(pod, 0.9, /",$/);
		const broken = without(without(pod, first, /,$/), second, /,$/);
		assert.deepEqual(mended(broken), [["no-comma", "no-comma"], pod]);
	});

	const bracketed = podOf(60);
	assert.ok(bracketed.split("\n").length > 1_000);
	for (const share of [0.1, 0.9])
		for (const [kind, like, from, to] of [
			["bracket", /^ +\}$/, /\}$/, ""],
			["bracket", /^ +\],$/, /\],$/, ","],
			["open-bracket", /: \[$/, /\[$/, ""],
			["open-bracket", /^ +\{$/, /\{$/, ""],
			["other-bracket", /^ +\},$/, /\}/, "]"],
		] as const)
			it(`of more than 1,000 lines: ${kind} like ${like} at ${share}`, () => {
				const at = lineLike(bracketed, share, like);
				const broken = without(bracketed, at, from, to);
				assert.deepEqual(mended(broken), [[kind], bracketed]);
			});

	const long = podOf(150);
	assert.ok(long.split("\n").length > 2_800);
	for (const share of [0.1, 0.9])
		for (const [kind, like, from, to] of [
			["no-comma", /",$/, /,$/, ""],
			["no-comma", /\},$/, /,$/, ""],
			["colon", /": "/, /":/, '"'],
			["quote", /": ".*"$/, /"$/, ""],
			["comma", /",$/, /,$/, ",,"],
		] as const)
			it(`however long it is: ${kind} like ${like} at ${share}`, () => {
				const at = lineLike(long, share, like);
				const broken = without(long, at, from, to);
				assert.deepEqual(mended(broken), [[kind], long]);
			});
});
