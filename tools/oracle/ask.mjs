import { execFileSync } from "node:child_process";
import { build } from "./build.mjs";

/** What is another one in each run, and what stands for it. @type {[RegExp, string][]} */
const CHANCE = [
	// A UID that the server makes up.
	[
		/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g,
		"00000000-0000-4000-8000-000000000000",
	],
	// The address in a Go value that a message prints: `LocalhostProfile:(*string)(0x1f770bcd5960)`, up to 1.33.
	[/(?<=\(\*[\w.]+\)\()0x[0-9a-f]+(?=\))/g, "0xc000000000"],
];

/**
 * Runs the oracle of a minor version.
 * @param {string} minor such as `1.35`
 * @param {string[]} args
 * @param {object[]} [input] one JSON object a line of its standard input
 * @returns {any[]} the JSON objects that it prints
 */
export function run(minor, args, input = []) {
	const output = execFileSync(build(minor), args, {
		input: input.map((row) => `${JSON.stringify(row)}\n`).join(""),
		encoding: "utf8",
		maxBuffer: 2 ** 30,
	});
	return rowsOf(
		CHANCE.reduce(
			(text, [pattern, constant]) => text.replace(pattern, constant),
			output,
		),
	);
}

/**
 * @param {string} minor such as `1.35`
 * @param {{id: string, yaml: string}[]} cases
 * @returns {Map<string, object[]>} the answers to each case, one a document
 */
export function ask(minor, cases) {
	const answers = new Map(cases.map(({ id }) => [id, []]));
	const questions = cases.map(({ id, yaml }) => ({ id, yaml }));
	for (const { id, ...answer } of run(minor, ["--cases"], questions)) {
		const own = answers.get(id);
		if (!own) throw new Error(`unasked: ${JSON.stringify({ id, ...answer })}`);
		own.push(answer);
	}
	return answers;
}

/** @param {string} text JSON objects, one a line */
export function rowsOf(text) {
	return text
		.split("\n")
		.filter(Boolean)
		.map((line) => JSON.parse(line));
}
