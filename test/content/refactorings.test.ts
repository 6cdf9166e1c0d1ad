import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { after, describe, it } from "mocha";
import {
	type Action,
	actionsAt,
	applyEdit,
	LANGUAGES,
	Source,
} from "../../server/src/engine/engine";
import { type Fence, type Page, pagesIn } from "../kit/page";
import { settingsOf } from "../kit/settings";

/** `UPDATE=1` writes the `after` blocks and the reasons of all pages anew instead of comparing them. */
const update = process.env.UPDATE === "1";

/** Where the cursor stands in a block; taken out before it is read. */
const CURSOR = "$0";
/** The first line of a `disabled` block: why the change is not possible there. */
const REASON = /^# disabled: .*\n/;

describe("refactoring pages", () => {
	const pages = pagesIn("refactorings");
	it("exist", () => assert.ok(pages.length > 0));

	for (const page of pages) {
		describe(page.id, () => {
			after(() => writeUpdates(page));
			it("shows what changes, and where nothing is offered", () => {
				const roles = new Set(page.fences.map(({ role }) => role));
				assert.deepEqual(
					["before", "after", "disabled", "none"].filter(
						(role) => !roles.has(role),
					),
					[],
				);
			});
			for (const [index, fence] of page.fences.entries()) {
				const next = page.fences[index + 1];
				it(`line ${fence.line}: ${fence.role}`, () => check(page, fence, next));
			}
		});
	}
});

function check(page: Page, fence: Fence, next: Fence | undefined): void {
	if (fence.role === "after") {
		checkAfter(page, fence);
		return;
	}
	const { text, action } = open(page, fence);
	if (fence.role === "none") {
		assert.equal(action, undefined, "not offered");
		return;
	}
	assert.ok(action, "offered");
	for (const language of LANGUAGES) {
		assert.notEqual(action.title(language), "", `a title in ${language}`);
	}
	if (fence.role === "disabled") {
		assert.equal(action.edit(), undefined, "no edit");
		assert.ok(action.disabled, "disabled");
		assert.notEqual(action.disabled("ja"), "", "a reason in Japanese");
		const reason = `# disabled: ${action.disabled("en")}\n`;
		compare(page, fence, reason + fence.text.replace(REASON, ""));
		return;
	}
	assert.equal(fence.role, "before", "a role that is known");
	assert.equal(next?.role, "after", "an `after` block behind it");
	assert.equal(action.disabled, undefined, "not disabled");
	assert.notEqual(changed(text, action), text, "a change");
}

function checkAfter(page: Page, fence: Fence): void {
	const before = page.fences[page.fences.indexOf(fence) - 1];
	assert.equal(before?.role, "before", "a `before` block in front of it");
	const { text, action } = open(page, before);
	assert.ok(action, "offered");
	compare(page, fence, changed(text, action));
}

/** Reads a block, and finds what the page's refactoring offers where its cursor stands. */
function open(
	page: Page,
	fence: Fence,
): { text: string; action: Action | undefined } {
	const marked = fence.text.replace(REASON, "");
	const at = marked.indexOf(CURSOR);
	assert.notEqual(at, -1, `a cursor (${CURSOR})`);
	const text = marked.slice(0, at) + marked.slice(at + CURSOR.length);
	const actions = actionsAt(
		Source.open(text),
		{ start: at, end: at },
		settingsOf(fence.options),
	).filter(
		({ kind, id, variant }) =>
			kind === "refactoring" &&
			id.startsWith(`${page.id}/`) &&
			variant === (fence.options.variant ?? variant),
	);
	assert.ok(actions.length <= 1, "offered once");
	return { text, action: actions[0] };
}

function changed(text: string, action: Action): string {
	const edit = action.edit();
	assert.ok(edit, "an edit");
	return applyEdit(text, edit);
}

function compare(page: Page, fence: Fence, actual: string): void {
	if (fence.text === actual) return;
	if (!update) assert.equal(actual, fence.text);
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
