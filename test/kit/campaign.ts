import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type Settings,
	VERSIONS,
	type Version,
} from "../../server/src/engine/engine";
import type { Case } from "./cases";
import { DISGUISES, type Disguise, meaningOf } from "./disguise";
import { type Applied, assertLaws, changesOf } from "./laws";

/** What was looked at. */
export interface Tally {
	readonly edits: number;
	/** How many were compared with the same edit of the same text in its own clothes. */
	readonly compared: number;
	/** By how many texts each disguise was worn. */
	readonly worn: ReadonlyMap<string, number>;
}

/**
 * Makes every edit that is offered in texts at random, of any version and in any clothes, until there have been so many:
 * all obey the laws, also those that are offered in the result of another one, and give the same result in all clothes.
 */
export function campaign(
	cases: readonly Case[],
	edits: number,
	seed: number,
): Tally {
	const tally = { edits: 0, compared: 0, worn: new Map<string, number>() };
	fc.assert(
		fc.property(
			fc.constantFrom(...cases),
			fc.constantFrom(...VERSIONS),
			// One more often than several: what they break then tells more.
			fc.oneof(
				fc.subarray([...DISGUISES], { minLength: 1, maxLength: 1 }),
				fc.subarray([...DISGUISES]),
			),
			fc.nat(),
			(example, version, disguises, chosen) => {
				if (tally.edits < edits)
					walk(example, version, disguises, chosen, tally);
			},
		),
		{ numRuns: edits, seed },
	);
	return tally;
}

function walk(
	{ name, text, settings: own }: Case,
	version: Version,
	disguises: readonly Disguise[],
	chosen: number,
	tally: { edits: number; compared: number; worn: Map<string, number> },
): void {
	const settings = { ...own, kubernetesVersion: version };
	const worn: Disguise[] = [];
	let dressed = text;
	for (const disguise of disguises) {
		const next = disguise.put(dressed);
		if (next === undefined) continue;
		dressed = next;
		worn.push(disguise);
		tally.worn.set(disguise.name, (tally.worn.get(disguise.name) ?? 0) + 1);
	}
	const where = [name, version, ...worn.map((each) => each.name)].join(", ");
	labelled(where, () => {
		const before = worn.reduce((sum, each) => sum + (each.before ?? 0), 0);
		const changes = changesOf(dressed, settings, before);
		for (const applied of changes) assertLaws(dressed, applied, settings);
		tally.edits += changes.length;
		tally.compared += compare(changes, changesOf(text, settings), worn);
		const one = changes[chosen % changes.length];
		if (one) tally.edits += assertGoesOn(one, settings);
	});
}

/** Undresses the results of edits and compares them with those of the text as it was. */
function compare(
	changes: readonly Applied[],
	plain: readonly Applied[],
	worn: readonly Disguise[],
): number {
	const twins = new Map(plain.map((applied) => [applied.key, applied.result]));
	let compared = 0;
	for (const { key, action, result } of changes) {
		const twin = twins.get(key);
		// A List is looked into by kind: what was a snippet before is none in it.
		if (twin === undefined || action.kind === "suppression") continue;
		compared += assertSame(result, twin, worn, key);
	}
	return compared;
}

/**
 * Is a result in disguise what its twin is?
 * @returns how many were compared
 */
export function assertSame(
	result: string,
	twin: string,
	worn: readonly Disguise[],
	what: string,
): number {
	const bare = worn.reduceRight(
		(text, { take }) => take?.(text) ?? text,
		result,
	);
	if (worn.every(({ take }) => take)) assert.equal(bare, twin, what);
	// A script is joined as its text is: by lines or on one line.
	else if (what.startsWith("split-setup ")) return 0;
	else assert.equal(meaningOf(bare), meaningOf(twin), what);
	return 1;
}

/**
 * What an edit has made is a text like any other; and the very same edit is not offered there again, without end. Of a fix
 * another law says that: there is a finding less.
 */
function assertGoesOn({ key, action, result }: Applied, settings: Settings) {
	const inserted = JSON.stringify(action.edit());
	const next = changesOf(result, settings);
	for (const applied of next) {
		labelled(`after ${key}`, () => assertLaws(result, applied, settings));
		const isSame =
			action.kind !== "fix" &&
			applied.action.id === action.id &&
			JSON.stringify(applied.action.edit()) === inserted;
		assert.ok(!isSame, `${key}: the same once more`);
	}
	return next.length;
}

/** Says of a failure where it was. */
export function labelled(name: string, check: () => void): void {
	try {
		check();
	} catch (error) {
		if (error instanceof Error) error.message = `${name}: ${error.message}`;
		throw error;
	}
}
