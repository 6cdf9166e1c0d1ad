import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
	applyEdit,
	DEFAULT_SETTINGS,
	findingsOf,
	fixAll,
	type Settings,
	Source,
	VERSIONS,
} from "../../server/src/engine/engine";
import { readCarets } from "../kit/carets";
import { DISGUISES } from "../kit/disguise";
import { assertLaws, changesOf } from "../kit/laws";
import { pagesIn } from "../kit/page";
import { settingsOf } from "../kit/settings";

interface Case {
	readonly name: string;
	readonly text: string;
	readonly settings: Settings;
}

/** Every block of every content page is a case, and so is every example. */
const cases: readonly Case[] = [
	...[
		...pagesIn("rules"),
		...pagesIn("refactorings"),
		...pagesIn("knowledge"),
	].flatMap((page) =>
		page.fences.map((fence) => ({
			name: `${page.id} line ${fence.line}`,
			text: readCarets(fence.text)
				.text.replace("$0", "")
				.replace(/^# disabled: .*\n/, ""),
			settings: settingsOf(fence.options),
		})),
	),
	...filesIn(join(__dirname, "../../examples")).map((path) => ({
		name: path.split("/").at(-1) ?? path,
		text: readFileSync(path, "utf8"),
		settings: DEFAULT_SETTINGS,
	})),
];

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name));
}

describe("edit laws", () => {
	it("hold for every change on every case", () => {
		let changes = 0;
		for (const { name, text, settings } of cases) {
			for (const applied of changesOf(text, settings)) {
				changes++;
				labelled(name, () => assertLaws(text, applied, settings));
			}
		}
		assert.ok(changes > 300, `only ${changes} changes were looked at`);
	});

	for (const disguise of DISGUISES) {
		it(`give the same result in disguise: ${disguise.name}`, () => {
			let compared = 0;
			for (const { name, text, settings } of cases) {
				const disguised = disguise.put(text);
				if (disguised === undefined) continue;
				const plain = new Map(
					changesOf(text, settings).map((applied) => [applied.key, applied]),
				);
				for (const applied of changesOf(disguised, settings)) {
					labelled(`${name}, ${disguise.name}`, () =>
						assertLaws(disguised, applied, settings),
					);
					if (applied.action.kind === "suppression") continue;
					const twin = plain.get(applied.key);
					// A List is looked into by kind: what was a snippet before is none in it.
					if (!twin) continue;
					compared++;
					assert.equal(
						disguise.take(applied.result),
						twin.result,
						`${name}, ${disguise.name}: ${applied.action.id}`,
					);
				}
			}
			assert.ok(compared > 50, `only ${compared} changes were compared`);
		});
	}

	it("hold for any version, place and line end together", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...cases),
				fc.constantFrom(...VERSIONS),
				fc.subarray([...DISGUISES]),
				(example, version, worn) => {
					const settings = { ...example.settings, kubernetesVersion: version };
					let { text } = example;
					for (const disguise of worn) text = disguise.put(text) ?? text;
					for (const applied of changesOf(text, settings))
						assertLaws(text, applied, settings);
				},
			),
			{ numRuns: 300 },
		);
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
		it(`hold on the manifests in ${corpus}`, function () {
			this.timeout(600_000);
			assert.ok(existsSync(corpus), `${corpus} is there`);
			let changes = 0;
			for (const path of filesIn(corpus)) {
				const text = readFileSync(path, "utf8");
				for (const version of ["1.28", "1.35"] as const) {
					const settings = { ...DEFAULT_SETTINGS, kubernetesVersion: version };
					for (const applied of changesOf(text, settings)) {
						changes++;
						labelled(path, () => assertLaws(text, applied, settings));
					}
				}
			}
			console.log(`        ${changes} changes`);
			assert.ok(changes > 0);
		});
	}
});

function labelled(name: string, check: () => void): void {
	try {
		check();
	} catch (error) {
		if (error instanceof Error) error.message = `${name}: ${error.message}`;
		throw error;
	}
}
