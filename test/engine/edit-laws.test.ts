import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
	type Action,
	applyEdit,
	DEFAULT_SETTINGS,
	findingsOf,
	fixAll,
	Sight,
	Source,
} from "../../server/src/engine/engine";
import { campaign, labelled } from "../kit/campaign";
import { fileCases, pageCases } from "../kit/cases";
import { DISGUISES } from "../kit/disguise";
import { BASE, randomTree } from "../kit/kustomize-trees";
import { assertLaws, changesOf } from "../kit/laws";

const cases = [...pageCases(), ...fileCases(join(__dirname, "../../examples"))];

/** More, for a campaign that nobody waits for. */
const EDITS = Number(process.env.SIDECAR_PATTERNS_EDITS ?? 6_000);
const SEED = Number(process.env.SIDECAR_PATTERNS_SEED ?? 6);
const MINUTES_FOR = (edits: number) => 60_000 + edits * 30;

const BRACKETS = DISGUISES.filter(({ name }) =>
	["JSON", "KYAML", "on one line"].includes(name),
);

/**
 * Does it mend what only block style can have: lines at a wrong column, without a dash or a mark of a text, or below a key that
 * is a comment, or above one that stands too low; marks that are part of a text without quotes?
 */
const isOfLines = (action: Action): boolean =>
	/ right column|text of several lines|^Put dash|^Put a (?:dash|colon|blank|space) |^Put `\w+:` above |^Bring |^Make comments /.test(
		action.title("en"),
	) ||
	action.findings.some(({ finding }) =>
		/^(?:comma-behind-value|look-alike-character|swallowed-line|unopened-quote)$/.test(
			finding.rule.id,
		),
	);

describe("edit laws", () => {
	it("hold for every change on every case", () => {
		let changes = 0;
		for (const { name, text, settings } of cases) {
			for (const applied of changesOf(text, settings)) {
				changes++;
				labelled(name, () => assertLaws(text, applied, settings));
			}
		}
		assert.ok(changes > 10_000, `only ${changes} changes were looked at`);
	}).timeout(MINUTES_FOR(10_000));

	it("hold for any version, in all clothes, and one after the other", () => {
		const { edits, compared, worn } = campaign(cases, EDITS, SEED);
		console.log(`        ${edits} edits, ${compared} compared`);
		assert.ok(compared > edits / 3, `only ${compared} were compared`);
		// Few texts fit into a List: which ones chance takes changes with every new case.
		for (const { name } of DISGUISES)
			assert.ok((worn.get(name) ?? 0) > 4, `${name} was hardly worn`);
	}).timeout(MINUTES_FOR(EDITS));

	it("are no privilege of block style", () => {
		const missing: string[] = [];
		let offered = 0;
		for (const [index, { name, text, settings }] of cases.entries()) {
			const disguise = BRACKETS[index % BRACKETS.length];
			const dressed = disguise?.put(text);
			if (dressed === undefined) continue;
			const there = new Set(
				changesOf(dressed, settings).map((applied) => applied.key),
			);
			for (const { key, action } of changesOf(text, settings)) {
				if (action.kind === "suppression" || isOfLines(action)) continue;
				offered++;
				if (!there.has(key)) missing.push(`${name}, ${disguise?.name}: ${key}`);
			}
		}
		assert.deepEqual(missing, []);
		assert.ok(offered > 3_000, `only ${offered} were looked for`);
	}).timeout(MINUTES_FOR(10_000));

	it("hold in the other files of a Kustomize tree", () => {
		let others = 0;
		for (let seed = 0; seed < 100; seed++) {
			const { [BASE]: base = "", ...files } = randomTree(seed, seed % 2 === 0);
			const sight = new Sight(
				Object.entries(files).map(([name, text]) => ({
					name,
					source: Source.open(text),
				})),
			);
			const around = { file: BASE, sight };
			for (const applied of changesOf(base, DEFAULT_SETTINGS, 0, around)) {
				if (applied.action.kind !== "refactoring") continue;
				labelled(`seed ${seed}`, () =>
					assertLaws(base, applied, DEFAULT_SETTINGS),
				);
				others += applied.action.elsewhere().length;
			}
		}
		assert.ok(others > 100, `only ${others} other files were changed`);
	});

	it("hold for fix-all, which ends and changes nothing the second time", () => {
		for (const { name, text, settings } of cases) {
			const once = applyEdit(text, fixAll(Source.open(text), settings));
			const twice = applyEdit(once, fixAll(Source.open(once), settings));
			assert.equal(twice, once, name);
			const left = findingsOf(Source.open(once), settings).filter(
				({ finding }) =>
					finding.fixes?.some((fix) => fix?.safety === "safe" && fix.edit()),
			);
			assert.deepEqual(
				left.map(({ finding }) => finding.rule.id),
				[],
				`${name}: safe fixes that are left`,
			);
		}
	});

	// Manifests of other people are not ours to ship: whoever has some can have the laws tried on them.
	const corpus = process.env.SIDECAR_PATTERNS_CORPUS;
	if (corpus) {
		it(`hold on the manifests in ${corpus}`, () => {
			const { edits, compared } = campaign(fileCases(corpus), EDITS, SEED);
			console.log(`        ${edits} edits, ${compared} compared`);
			assert.ok(compared > 0);
		}).timeout(MINUTES_FOR(EDITS));
	}
});
