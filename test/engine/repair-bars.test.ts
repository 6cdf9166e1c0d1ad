import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { breakText, breakTwice, KINDS, type Kind } from "../kit/breaks";
import { pick, type Random, seeded } from "../kit/breaks/random";
import { HEADER, judge, Tally } from "../kit/mending";
import { fencedManifests, isWhole, manifests, textsIn } from "../kit/originals";

/** Percent of the cases that the preferred fixes restore: to what was meant, and to the byte. */
const RESTORED = 95;
const EXACT = 85;
/** Percent at most of which something else than was meant is left, and nobody says a word. */
const UNSAID = 0.5;
/** Percent restored to what was meant when two things are broken. */
const RESTORED_OF_TWO = 80;

/** How many cases: `SIDECAR_PATTERNS_BREAKS=20000` takes some minutes. */
const CASES = Number(process.env.SIDECAR_PATTERNS_BREAKS ?? 2_000);
const PAIRS = Math.ceil(CASES / 5);
/** Cases of a kind for which no place is found in this many texts do not exist. */
const TRIES = 400;
/** Shares of the cases in long manifests, and in pieces of some; the others are in short manifests of the pages. */
const IN_LONG = 0.5;
const IN_PIECES = 0.1;
/** And of those from Windows. */
const WITH_CRLF = 0.08;

describe("repair of what is broken at random", function () {
	this.timeout(CASES * 100 + 60_000);
	const rows: string[] = [];
	let textFrom: (random: Random) => string;

	before(() => {
		const long = [...manifests()];
		// Manifests of other people are not ours to ship: whoever has some can have them broken here.
		const corpus = process.env.SIDECAR_PATTERNS_CORPUS;
		if (corpus) long.push(...textsIn(corpus));
		const fenced = fencedManifests();
		const short = fenced.filter(isWhole);
		const pieces = fenced.filter((text) => !isWhole(text));
		assert.ok(
			long.length > 5 && short.length > 100 && pieces.length > 50,
			"there are originals",
		);
		textFrom = (random) => {
			const share = random();
			const others = share < IN_LONG + IN_PIECES ? pieces : short;
			const text = pick(random, share < IN_LONG ? long : others) ?? "";
			return random() < WITH_CRLF ? text.replace(/\r?\n/g, "\r\n") : text;
		};
	});

	after(() => {
		console.log([HEADER, ...rows].map((row) => `      ${row}`).join("\n"));
	});

	/** Breaks and mends as many texts as there should be of a kind, and counts what came of it. */
	const measure = (
		count: number,
		random: Random,
		breakIt: (text: string) => string | undefined,
		...tallies: readonly Tally[]
	): void => {
		let made = 0;
		for (let tried = 0; made < count && tried < count * TRIES; tried++) {
			const text = textFrom(random);
			const broken = breakIt(text);
			if (broken === undefined) continue;
			const judgement = judge(text, broken);
			if (judgement.outcome === "same") continue;
			for (const tally of tallies) tally.add(judgement);
			made++;
		}
		assert.equal(made, count, "cases are found");
	};

	it("restores nearly all of what has one defect", () => {
		const all = new Tally();
		for (const [index, kind] of KINDS.entries()) {
			const tally = new Tally();
			const random = seeded(index + 1);
			measure(
				Math.ceil(CASES / KINDS.length),
				random,
				(text) => breakText(text, kind, random),
				tally,
				all,
			);
			rows.push(tally.row(kind));
		}
		rows.push(all.row("one defect"));
		assertAtLeast(all.restored, RESTORED, "restored to what was meant");
		assertAtLeast(all.exact, EXACT, "restored to the byte");
		assert.ok(
			all.unsaid < UNSAID,
			`${all.unsaid.toFixed(1)} % say something else, and nobody says a word`,
		);
	});

	it("restores most of what has two", () => {
		const all = new Tally();
		const random = seeded(1_000);
		const anyKind = (): Kind => pick(random, KINDS) ?? "line moved";
		measure(
			PAIRS,
			random,
			(text) => breakTwice(text, [anyKind(), anyKind()], random),
			all,
		);
		rows.push(all.row("two defects"));
		assertAtLeast(all.restored, RESTORED_OF_TWO, "restored to what was meant");
	});
});

function assertAtLeast(percent: number, bar: number, what: string): void {
	assert.ok(percent >= bar, `${percent.toFixed(1)} % ${what}`);
}
