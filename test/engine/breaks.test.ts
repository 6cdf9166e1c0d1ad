import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { breakText, breakTwice, KINDS } from "../kit/breaks";
import { dataOf, isSameData, misfits, swallowed } from "../kit/breaks/meaning";
import { pick, seeded } from "../kit/breaks/random";
import { judge } from "../kit/mending";
import { fencedManifests, manifests } from "../kit/originals";

const ORIGINALS = [...manifests(), ...fencedManifests().slice(0, 25)];

/** A few breaks of each kind. */
const some = (kind: (typeof KINDS)[number], seed: number) => {
	const random = seeded(seed);
	return ORIGINALS.flatMap((text) => {
		const broken = breakText(text, kind, random);
		return broken === undefined ? [] : [{ text, broken }];
	});
};

describe("breaks at random", () => {
	for (const kind of KINDS) {
		it(`there are some of the kind: ${kind}`, () => {
			const cases = some(kind, 1);
			assert.ok(cases.length > 5, `only ${cases.length}`);
			for (const { text, broken } of cases) {
				assert.notEqual(broken, text);
				const data = dataOf(broken);
				assert.ok(
					data === undefined || !isSameData(data, dataOf(text)),
					`it still says the same:\n${broken}`,
				);
			}
			assert.deepEqual(some(kind, 1), cases, "the same seed, the same breaks");
			assert.notDeepEqual(some(kind, 2), cases, "another seed, other breaks");
		});
	}

	it("nearly all can be seen: the text is no YAML, or has fields where they cannot stand", () => {
		const seen = KINDS.filter((kind) => /moved|deep|column|dash$/.test(kind))
			.flatMap((kind) => some(kind, 3))
			.map(({ broken }) => {
				const data = dataOf(broken);
				return data === undefined || misfits(data) > 0 || swallowed(data) > 0;
			});
		const share = seen.filter(Boolean).length / seen.length;
		assert.ok(share > 0.97, `${(100 * share).toFixed(1)} %`);
	});

	it("come in pairs", () => {
		const random = seeded(4);
		const pairs = ORIGINALS.flatMap((text) => {
			const kinds = [pick(random, KINDS), pick(random, KINDS)] as const;
			const [one = "prose", other = "prose"] = kinds;
			const broken = breakTwice(text, [one, other], random);
			return broken === undefined ? [] : [{ text, broken }];
		});
		assert.ok(pairs.length > ORIGINALS.length / 3, `only ${pairs.length}`);
		for (const { text, broken } of pairs) assert.notEqual(broken, text);
	});

	it("are judged by what the preferred fixes give", () => {
		const text = ORIGINALS[0] ?? "";
		assert.equal(judge(text, text).outcome, "same");
		assert.equal(judge(text, `${text}# a comment\n`).outcome, "same");
		const moved = text.replace("      volumes:", "     volumes:");
		assert.equal(judge(text, moved).outcome, "bytes");
	});
});
