import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	diagnosesOf,
	findingsOf,
	messageOf,
	type PlacedFinding,
	type Settings,
	Source,
	say,
} from "../../server/src/engine/engine";
import { nodesOf, type Scalar } from "../../server/src/engine/yaml/tree";
import { pageCases } from "../kit/cases";
import { STRICT } from "../kit/engine-check";
import { POD_WITH_SHIPPER } from "../kit/manifests";

/** Scalars of a page's block that are typed into; all in a campaign (`SIDECAR_PATTERNS_TYPING=1000`, an hour). */
const SCALARS_PER_TEXT = Number(process.env.SIDECAR_PATTERNS_TYPING ?? 1);
/** Other scalars of the block whose texts are typed there. */
const OTHERS = 2;

describe("what is told while somebody types", () => {
	const texts = new Map<string, { text: string; settings: Settings }[]>();
	for (const { name, text, settings } of pageCases()) {
		const page = name.replace(/ line \d+$/, "");
		texts.set(page, [
			...(texts.get(page) ?? []),
			{ text, settings: { ...settings, onFault: STRICT.onFault } },
		]);
	}

	for (const [page, blocks] of texts)
		it(`is what is found afresh: ${page}`, () => {
			for (const [index, { text, settings }] of blocks.entries())
				for (const scalar of some(scalarsIn(text), index, SCALARS_PER_TEXT))
					typeInto(text, scalar, settings);
		}).timeout(60_000);

	it("is found without looking again where nothing can have changed", () => {
		const fixesOf = (source: Source, find = diagnosesOf) =>
			find(source, STRICT)
				.filter(({ finding }) => finding.rule.id === "init-restart-policy-case")
				.map(({ finding }) => finding.fixes?.length);
		let source = Source.open(POD_WITH_SHIPPER);
		const offered = fixesOf(source);
		assert.ok(offered[0], "the mistake has a fix");
		source = source.update(POD_WITH_SHIPPER.replace("1.8.0", "1.8.01"));
		assert.deepEqual(fixesOf(source), offered, "first keystroke");
		source = source.update(POD_WITH_SHIPPER.replace("1.8.0", "1.8.012"));
		assert.deepEqual(fixesOf(source), [0], "second keystroke");
		assert.deepEqual(
			fixesOf(source, findingsOf),
			offered,
			"who wants fixes gets them",
		);
	});
});

/** Scalars of the whole text, by their offsets in it. */
function scalarsIn(text: string): readonly Scalar[] {
	return Source.open(text).documents.flatMap(({ document, start }) =>
		document.faults.length > 0
			? []
			: nodesOf(document.root).flatMap((node) =>
					node.kind === "scalar"
						? [{ ...node, start: node.start + start, end: node.end + start }]
						: [],
				),
	);
}

/** Others for each block, so that over all pages every kind of scalar comes. */
function some(
	scalars: readonly Scalar[],
	turn: number,
	most: number,
): readonly Scalar[] {
	const step = Math.max(1, Math.floor(scalars.length / most));
	return scalars.filter((_, index) => index % step === turn % step);
}

/** What a person may type in a place: letters, what other places say, and what is of another type. */
function* wordsFor(word: string, others: readonly string[]): Generator<string> {
	yield `${word}x`;
	yield `${word}xy`;
	yield `${word}x`;
	yield word;
	for (const other of others) {
		yield other.slice(0, -1);
		yield other;
	}
	yield "";
	yield "0";
	yield "null";
	yield word;
	yield `a${word}`;
	yield word.slice(1);
	yield word;
}

function typeInto(text: string, scalar: Scalar, settings: Settings): void {
	const { start, end } = scalar;
	const isQuoted = scalar.style === "single" || scalar.style === "double";
	const before = text.slice(0, isQuoted ? start + 1 : start);
	const behind = text.slice(isQuoted ? end - 1 : end);
	const others = some(
		scalarsIn(text).filter((other) => other.style === scalar.style),
		scalar.start,
		OTHERS,
	).map((other) => text.slice(other.start, other.end));
	let source = Source.open(text);
	diagnosesOf(source, settings);
	const word = text.slice(before.length, text.length - behind.length);
	for (const typed of wordsFor(word, isQuoted ? [] : others)) {
		const changed = before + typed + behind;
		source = source.update(changed);
		assert.deepEqual(
			diagnosesOf(source, settings).map(told),
			findingsOf(Source.open(changed), settings).map(told),
			`after typing ${JSON.stringify(typed)} for ${JSON.stringify(word)} in:\n${text}`,
		);
	}
}

/** All that a person sees of a finding. */
const told = ({ finding, placed, elsewhere }: PlacedFinding) => ({
	rule: finding.rule.id,
	severity: finding.severity,
	at: [finding.at.start + placed.start, finding.at.end + placed.start],
	message: messageOf(finding, "en"),
	related: (finding.related ?? []).map(({ at, message, document }) => [
		at.start,
		at.end,
		say(message, "en"),
		document && elsewhere?.get(document)?.placed.index,
	]),
});
