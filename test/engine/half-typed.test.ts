import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { findingsOf, LANGUAGES, Source } from "../../server/src/engine/engine";
import { readCarets } from "../kit/carets";
import { assertCopes, NEIGHBOUR, STRICT } from "../kit/engine-check";
import { pagesIn } from "../kit/page";

describe("bad input: half-typed text", () => {
	const EXAMPLES = join(__dirname, "../../examples");
	const examples = existsSync(EXAMPLES)
		? readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" })
				.filter((name) => /\.ya?ml$/.test(name))
				.map((name) => ({
					name: `examples/${name}`,
					text: readFileSync(join(EXAMPLES, name), "utf8"),
				}))
		: [];
	const blocks = pagesIn("rules").map(({ id, fences }) => ({
		name: `page ${id}`,
		text: fences.map(({ text }) => readCarets(text).text),
	}));

	for (const { name, text } of examples)
		it(`every prefix of ${name}`, () => typeOut(text, 1, 1)).timeout(120_000);
	// Other steps at each line's end, and everything at each third of them only: over all pages, every kind of place comes
	// at every distance.
	for (const { name, text } of blocks)
		it(`prefixes of ${name}`, () => {
			for (const whole of text) typeOut(whole, 11, 3);
		}).timeout(120_000);
});

/**
 * Types a text from its first to its last character, as an editor does, and asks what an editor asks at the cursor.
 *
 * @param step characters between two looks within a line
 * @param lines line ends between two at which everything is asked
 */
function typeOut(whole: string, step: number, lines: number): void {
	let source = Source.open(NEIGHBOUR);
	let ends = whole.length;
	for (let length = 0; length <= whole.length; length++) {
		const prefix = whole.slice(0, length);
		if (length % step > 0 && !prefix.endsWith("\n")) continue;
		const text = `${prefix}${prefix.endsWith("\n") || prefix === "" ? "" : "\n"}${NEIGHBOUR}`;
		source = source.update(text);
		try {
			// A line end is where a person looks up; there everything is asked, in between what comes by itself.
			if (prefix.endsWith("\n") && ends++ % lines === 0)
				assertCopes(prefix, [length]);
			else assertNeighbourOf(source);
		} catch (error) {
			throw new Error(`after ${JSON.stringify(prefix.slice(-200))}`, {
				cause: error,
			});
		}
	}
}

function assertNeighbourOf(source: Source): void {
	const findings = findingsOf(source, STRICT);
	for (const { finding } of findings)
		for (const language of LANGUAGES) finding.message(language);
	const { document } = findings.at(-1)?.placed ?? {};
	assert.ok(document?.text.endsWith(NEIGHBOUR), "the neighbour's finding");
}
