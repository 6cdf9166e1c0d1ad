import assert from "node:assert/strict";
import {
	type Action,
	actionsAt,
	applyEdit,
	findingsOf,
	type Settings,
	Source,
} from "../../server/src/engine/engine";

/** An action with what it makes of the text. */
export interface Applied {
	/** The same for the same change of the same text in other clothes. */
	readonly key: string;
	readonly action: Action;
	readonly result: string;
}

/** Every change that is offered anywhere in a text: for each finding, and at each container. */
export function changesOf(
	text: string,
	settings: Settings,
): readonly Applied[] {
	const source = Source.open(text);
	const seen = new Set<string>();
	const named = new Map<string, number>();
	return actionsAt(source, { start: 0, end: text.length }, settings).flatMap(
		(action) => {
			const edit = action.disabled ? undefined : action.edit();
			const known = `${action.id} ${JSON.stringify(edit)}`;
			if (!edit || seen.has(known)) return [];
			seen.add(known);
			const [id] = action.id.split("/");
			const name = `${id} ${action.title("en")}`;
			const times = (named.get(name) ?? 0) + 1;
			named.set(name, times);
			return [
				{ key: `${name} ${times}`, action, result: applyEdit(text, edit) },
			];
		},
	);
}

/**
 * What every edit obeys, whatever it does:
 * the result is YAML wherever the text was (and where it was not, if the edit mends it); lines that the edit does not
 * touch are the same bytes; no comment is lost but those inside what is deleted; the finding is gone.
 */
export function assertLaws(
	text: string,
	{ action, result }: Applied,
	settings: Settings,
): void {
	const what = `${action.id}: ${action.title("en")}`;
	const before = Source.open(text);
	const after = Source.open(result);
	for (const { document } of after.documents) {
		const wasWhole = before.documents.every(
			(each) => each.document.faults.length === 0,
		);
		if (wasWhole)
			assert.deepEqual(document.faults, [], `${what}: the result is YAML`);
	}
	assertUntouched(text, action, result, what);
	if (action.kind === "fix")
		assertSettled(text, action, result, settings, what);
	if (action.kind === "refactoring") assertLinesKept(text, result, what);
}

/** Outside the splices every byte is the same: the edit says so itself, and the result must agree. */
function assertUntouched(
	text: string,
	action: Action,
	result: string,
	what: string,
): void {
	const edit = action.edit() ?? [];
	let at = 0;
	let there = 0;
	for (const { start, end, text: inserted } of edit) {
		assert.equal(
			result.slice(there, there + start - at),
			text.slice(at, start),
			`${what}: untouched bytes stay`,
		);
		there += start - at + inserted.length;
		at = end;
	}
	assert.equal(
		result.slice(there),
		text.slice(at),
		`${what}: untouched bytes stay`,
	);
	const eol = text.includes("\r\n") ? "\r\n" : "\n";
	for (const { text: inserted } of edit) {
		const alien =
			eol === "\r\n" ? /[^\r]\n|^\n/.test(inserted) : inserted.includes("\r");
		assert.ok(!alien, `${what}: inserted lines end as the others do`);
	}
}

/** The findings that an action settles are not there afterwards. */
function assertSettled(
	text: string,
	action: Action,
	result: string,
	settings: Settings,
	what: string,
): void {
	for (const { finding, placed } of action.findings) {
		const same = (source: string) =>
			findingsOf(Source.open(source), settings).filter(
				(each) =>
					each.finding.rule.id === finding.rule.id &&
					each.placed.index === placed.index,
			).length;
		assert.ok(same(result) < same(text), `${what}: the finding is gone`);
	}
}

/** A refactoring moves and adds lines; it loses none (an emptied `initContainers: []` keeps its key). */
function assertLinesKept(text: string, result: string, what: string): void {
	const after = countLines(result);
	for (const [line, times] of countLines(text)) {
		assert.ok(
			(after.get(line) ?? 0) >= times,
			`${what}: the line \`${line}\` is still there`,
		);
	}
}

/** How often each line stands in a text, without indentation and without what a conversion itself says. */
function countLines(text: string): ReadonlyMap<string, number> {
	const lines = new Map<string, number>();
	for (const line of text.split(/\r?\n/)) {
		const content = line
			.trim()
			.replace(/^(initContainers:)\s*(?:\[\s*\]|null|~)\s*/, "$1 ")
			.replace(/,?\s*"?\brestartPolicy"?:\s*"?'?\w*'?"?/, "")
			.trim();
		if (content !== "") lines.set(content, (lines.get(content) ?? 0) + 1);
	}
	return lines;
}
