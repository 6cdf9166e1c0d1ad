import assert from "node:assert/strict";
import {
	actionsAt,
	applyEdit,
	completionsAt,
	DEFAULT_SETTINGS,
	findingsOf,
	fixAll,
	hoverAt,
	LANGUAGES,
	type Settings,
	Source,
} from "../../server/src/engine/engine";

/** A rule that fails is a failure of the test, not of one rule's findings. */
export const STRICT: Settings = {
	...DEFAULT_SETTINGS,
	preset: "strict",
	onFault: (rule, error) => {
		throw new Error(`rule ${rule} failed`, { cause: error });
	},
};

/** A document whose one finding of the rule says whether it is still looked at. */
export const NEIGHBOUR = `---
apiVersion: v1
kind: Pod
metadata:
  name: neighbour
spec:
  initContainers:
    - name: wait
      image: example/wait:1.0.0
      restartPolicy: always
  containers:
    - name: web
      image: example/web:1.8.0
`;
const NEIGHBOURS_RULE = "init-restart-policy-case";
const MENDED_NEIGHBOUR = NEIGHBOUR.replace("always", "Always");

/** Places at which a text with many findings is asked for actions, unless a test has thousands of texts. */
const MOST_PLACES = 30;

/** Is the neighbour at the end of a text, and is its finding there? */
function keepsNeighbour(source: Source): boolean {
	const { text } = source;
	if (!text.endsWith(NEIGHBOUR)) return false;
	const at = text.length - NEIGHBOUR.length + NEIGHBOUR.indexOf("always");
	return findingsOf(source, STRICT).some(
		({ finding, placed }) =>
			finding.rule.id === NEIGHBOURS_RULE &&
			finding.at.start + placed.start === at,
	);
}

/**
 * Asks the engine everything about a text with a neighbour behind it: nothing throws, all places lie inside the text, and
 * neither the findings nor any edit lose the neighbour.
 * @param places offsets at which to hover and to ask for actions, beside those of the findings
 * @param most of the places, those of findings included
 */
export function assertCopes(
	broken: string,
	places: readonly number[] = [],
	most = MOST_PLACES,
): void {
	const text =
		broken + (broken === "" || broken.endsWith("\n") ? "" : "\n") + NEIGHBOUR;
	const source = Source.open(text);
	assert.ok(keepsNeighbour(source), "the neighbour's finding");
	const end = text.length - NEIGHBOUR.length;
	const asked = new Set(places);
	for (const { finding, placed } of findingsOf(source, STRICT)) {
		const start = finding.at.start + placed.start;
		assert.ok(
			0 <= start &&
				start <= finding.at.end + placed.start &&
				finding.at.end + placed.start <= text.length,
			`${finding.rule.id} lies in the text`,
		);
		for (const language of LANGUAGES)
			assert.notEqual(
				finding.message(language),
				"",
				`${finding.rule.id} says something`,
			);
		if (start < end && asked.size < most) asked.add(start);
	}
	for (const at of asked) assertActions(source, at, end);
	for (const at of asked)
		for (const language of LANGUAGES) hoverAt(source, at, STRICT, language);
	for (const at of asked) assertCompletions(source, at);
	const fixed = applyEdit(text, fixAll(source, STRICT));
	assert.ok(
		fixed.endsWith(MENDED_NEIGHBOUR),
		"all is fixed up to the neighbour",
	);
}

/** What may be written at a place replaces what is there on its line, and changes nothing in the neighbour. */
function assertCompletions(source: Source, at: number): void {
	for (const { range, also = [] } of completionsAt(source, at, STRICT, "en")) {
		assert.ok(range.start <= at && at <= range.end);
		assert.ok(!source.text.slice(range.start, range.end).includes("\n"));
		const edit = [...also].sort((a, b) => a.start - b.start);
		assert.ok(applyEdit(source.text, edit).endsWith(NEIGHBOUR));
	}
}

/** What is offered at a place can be made, and changes nothing in the neighbour. */
function assertActions(source: Source, at: number, end: number): void {
	for (const action of actionsAt(source, { start: at, end: at }, STRICT)) {
		for (const language of LANGUAGES)
			assert.notEqual(action.title(language), "");
		const edit = action.edit();
		assert.equal(
			edit === undefined,
			action.disabled !== undefined,
			`${action.id} has an edit or a reason`,
		);
		if (!edit) continue;
		const after = applyEdit(source.text, edit);
		assert.notEqual(after, source.text, `${action.id} changes something`);
		// At the border of the documents an action may be the neighbour's own, or silence the whole file.
		if (at === end || action.id.endsWith("/file")) continue;
		assert.ok(
			keepsNeighbour(source.update(after)),
			`${action.id} keeps the neighbour:\n${after.slice(0, 2_000)}`,
		);
	}
}
