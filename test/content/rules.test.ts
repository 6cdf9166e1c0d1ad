import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	findingsOf,
	type PlacedFinding,
	RULES,
	type Settings,
	Source,
} from "../../server/src/engine/engine";
import { draw, drawingsOf, readCarets } from "../kit/carets";
import { type Fence, type Page, pagesIn } from "../kit/page";
import { settingsOf } from "../kit/settings";

/** `UPDATE=1` redraws the carets and the fixed texts of all pages instead of comparing them. */
const update = process.env.UPDATE === "1";

const pages = pagesIn("rules");

describe("rule pages", () => {
	it("exist for every rule", () => {
		assert.deepEqual(
			pages.map(({ id }) => id),
			RULES.map(({ id }) => id).sort(),
		);
	});

	for (const page of pages) {
		describe(page.id, () => {
			after(() => writeUpdates(page));
			it("shows the mistake and what is right", () => {
				const roles = page.fences.map(({ role }) => role);
				assert.ok(roles.includes("bad"), "a `yaml bad` block");
				assert.ok(roles.includes("good"), "a `yaml good` block");
				const rule = RULES.find(({ id }) => id === page.id);
				assert.equal(
					roles.includes("fixed"),
					rule?.fix !== "none",
					"a `yaml fixed` block where the rule has a fix, and only there",
				);
			});
			for (const [index, fence] of page.fences.entries()) {
				if (!["bad", "good", "fixed"].includes(fence.role)) continue;
				const before =
					fence.role === "fixed"
						? page.fences.slice(0, index).findLast(({ role }) => role === "bad")
						: undefined;
				it(`line ${fence.line}: ${fence.role}`, () =>
					check(page, fence, before));
			}
		});
	}
});

function check(page: Page, fence: Fence, bad: Fence | undefined): void {
	if (fence.role === "fixed") {
		assert.ok(bad, "a `yaml bad` block above");
		const fixed = fix(
			page.id,
			readCarets(bad.text).text,
			settingsOf(bad.options),
			Number(fence.options.fix ?? 0),
		);
		compare(page, fence, fence.text, fixed);
		return;
	}
	const settings = settingsOf(fence.options);
	const { text, drawings } = readCarets(fence.text);
	const source = Source.open(text);
	// Hints and remarks of other rules would only distract from what the page is about.
	const findings = findingsOf(source, settings).filter(
		({ finding }) =>
			finding.rule.id === page.id ||
			finding.severity === "error" ||
			finding.severity === "warning",
	);
	const found = drawingsOf(
		source,
		findings,
		(finding) => fixesOf(source, finding, settings).length > 0,
	);
	if (fence.role === "good") assert.deepEqual(found, [], "no findings");
	else {
		assert.ok(update || drawings.length > 0, "a finding is drawn");
		compare(page, fence, draw(text, drawings), draw(text, found));
	}
}

function compare(
	page: Page,
	fence: Fence,
	expected: string,
	actual: string,
): void {
	if (expected === actual) return;
	if (!update) assert.equal(actual, expected);
	updates.set(page, [...(updates.get(page) ?? []), { fence, actual }]);
}

const updates = new Map<Page, { fence: Fence; actual: string }[]>();

/** Writes what has changed, from the end of the page, so that line numbers hold. */
function writeUpdates(page: Page): void {
	const lines = page.text.split("\n");
	const changes = (updates.get(page) ?? []).sort(
		(a, b) => b.fence.line - a.fence.line,
	);
	for (const { fence, actual } of changes) {
		lines.splice(
			fence.line,
			fence.text.split("\n").length - 1,
			...actual.replace(/\n$/, "").split("\n"),
		);
	}
	if (changes.length > 0) writeFileSync(page.path, lines.join("\n"));
}

function fixesOf(
	source: Source,
	{ finding, placed }: PlacedFinding,
	settings: Settings,
) {
	const at = finding.at.start + placed.start;
	return actionsAt(source, { start: at, end: at }, settings).filter(
		({ kind, findings }) =>
			kind === "fix" && findings.some((settled) => settled.finding === finding),
	);
}

/** Applies fix number `choice` of the rule's first finding; the preferred one for 0; again until nothing of it is left. */
function fix(
	rule: string,
	text: string,
	settings: Settings,
	choice: number,
): string {
	let fixed = text;
	for (let round = 0; round < 10; round++) {
		const source = Source.open(fixed);
		const fixes = findingsOf(source, settings)
			.filter(({ finding }) => finding.rule.id === rule)
			.map((finding) => fixesOf(source, finding, settings))
			.find((actions) => actions.length > 0);
		const action =
			choice > 0
				? fixes?.[choice - 1]
				: (fixes?.find(({ preferred }) => preferred) ?? fixes?.[0]);
		const edit = action?.edit();
		if (!edit) return fixed;
		fixed = applyEdit(fixed, edit);
	}
	assert.fail(`the fixes of ${rule} come to no end`);
}
