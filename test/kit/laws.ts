import assert from "node:assert/strict";
import {
	type Action,
	actionsAt,
	applyEdit,
	type Edit,
	type FileEdit,
	findingsOf,
	type Settings,
	Source,
	type Surroundings,
} from "../../server/src/engine/engine";
import { literally } from "../../server/src/engine/text/pattern";
import { assertCommentsKept } from "./comment-law";
import { assertMoved, assertScriptSplit } from "./refactoring-laws";
import { assertReversed } from "./reversal-law";

/** An action with what it makes of the text. */
export interface Applied {
	/** The same for the same change of the same text in other clothes. */
	readonly key: string;
	readonly action: Action;
	readonly result: string;
}

/**
 * Every change that is offered anywhere in a text: for each finding, and at each container.
 * @param before documents in front that do not count
 * @param surroundings what is beside the file; fixes of findings that others explain do not obey the laws without
 */
export function changesOf(
	text: string,
	settings: Settings,
	before = 0,
	surroundings?: Surroundings,
): readonly Applied[] {
	const source = Source.open(text);
	const everywhere = { start: 0, end: text.length };
	const seen = new Set<string>();
	const named = new Map<string, number>();
	return actionsAt(source, everywhere, settings, surroundings).flatMap(
		(action) => {
			const edit = action.disabled ? undefined : action.edit();
			const known = `${action.id} ${JSON.stringify(edit)}`;
			if (!edit || seen.has(known)) return [];
			seen.add(known);
			const [id, document] = action.id.split("/");
			const index = action.findings[0]?.placed.index ?? Number(document);
			const name = `${id} ${index - before} ${action.title("en")}`;
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
	const wasWhole = isWhole(before);
	if (wasWhole) assertWhole(after, what);
	const edit = action.edit() ?? [];
	assertUntouched(text, edit, result, what);
	for (const other of action.elsewhere()) assertOther(other, what);
	if (action.kind === "fix") {
		assertSettled(text, action, result, settings, what);
		if (wasWhole) assertCommentsKept(text, result, edit, what);
	}
	if (action.id.startsWith("split-setup/"))
		assertScriptSplit(text, result, what);
	else if (action.id.startsWith("move-init-container/"))
		assertMoved(text, result, what);
	else if (action.id.startsWith("convert-to-classic/")) {
		const index = Number(action.id.split("/")[1]);
		const part = ({ documents }: Source) =>
			documents[index]?.document.text ?? "";
		assertReversed(part(before), part(after), what);
	} else if (action.kind === "refactoring")
		assertWordsKept(text, result, announcedBy(action), what);
}

const isWhole = ({ documents }: Source): boolean =>
	documents.every(({ document }) => document.faults.length === 0);

function assertWhole({ documents }: Source, what: string): void {
	for (const { document } of documents)
		assert.deepEqual(document.faults, [], `${what}: the result is YAML`);
}

/** What changes in another file is a move there, or a word; comments stay, and so does YAML. */
function assertOther({ file, edit }: FileEdit, what: string): void {
	const { text } = file.source;
	const result = applyEdit(text, edit);
	const where = `${what}, in ${file.name}`;
	assert.notEqual(result, text, `${where}: something changes`);
	assertUntouched(text, edit, result, where);
	if (!isWhole(file.source)) return;
	assertWhole(Source.open(result), where);
	assertCommentsKept(text, result, edit, where);
}

/** Outside the splices every byte is the same: the edit says so itself, and the result must agree. */
function assertUntouched(
	text: string,
	edit: Edit,
	result: string,
	what: string,
): void {
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

/** What an action says that it deletes: a probe or hook by its key, and commands in which certain words stand. */
interface Announced {
	readonly keys: readonly string[];
	readonly words: readonly RegExp[];
}

function announcedBy(action: Action): Announced {
	const notes = action.notes().map((note) => note("en"));
	const quoted = (pattern: RegExp) =>
		notes.flatMap((note) => pattern.exec(note)?.[1] ?? []);
	return {
		keys: quoted(/^The `(preStop|startupProbe)`.* is removed[:.]/),
		words: [
			...quoted(/^`[^`]+` of `[^`]+` says `[^`]+` instead of `([^`]+)`: /).map(
				literally,
			),
			...quoted(/^`([^`]+)` in `[^`]+` is removed[:.]/).map(literally),
			...quoted(/^`restartPolicy: ([^`]+)` becomes/).map(
				(policy) => `restartPolicy["']?: *["']?${literally(policy)}\\b`,
			),
			// The list that a patch names gets another name.
			...quoted(/^(What patches say) of /).map(() => "^\\W*containers\\W*$"),
			...quoted(/ gets `targetPort: \d+` for `([^`]+)`/).map(
				(name) => `targetPort"?: *"?${literally(name)}\\b`,
			),
		].map((source) => new RegExp(source)),
	};
}

/**
 * A refactoring moves and adds words, also between styles; it loses none, but for those that it announces, and those of a
 * list or policy that says nothing any more.
 */
function assertWordsKept(
	text: string,
	result: string,
	{ keys, words }: Announced,
	what: string,
): void {
	const left = countWords(result);
	const spare = countWords(
		[
			OWN,
			...keys.flatMap((key) => entriesNamed(text, key)),
			...text
				.split(/[\n;,{}]|&&/)
				.filter((part) => words.some((word) => word.test(part))),
		].join("\n"),
	);
	const lost = [...countWords(text)]
		.filter(
			([word, times]) => times > (left.get(word) ?? 0) + (spare.get(word) ?? 0),
		)
		.map(([word]) => word);
	assert.deepEqual(lost, [], `${what}: all words are still there`);
}

/** What a conversion itself writes and takes away: a policy, and a list without items. */
const OWN = "initContainers null restartPolicy Always";

/** The entries of a key, each with the `lifecycle` above that goes with its only hook. */
function entriesNamed(text: string, name: string): readonly string[] {
	const lines = text.split(/\r?\n/);
	const indent = (line: string) => line.length - line.trimStart().length;
	return lines.flatMap((line, at) => {
		if (!new RegExp(`(?:^|[\\s{,"])${name}"?:`).test(line)) return [];
		const rest = lines.slice(at + 1);
		const end = rest.findIndex(
			(each) => each.trim() !== "" && indent(each) <= indent(line),
		);
		const own = line.slice(line.indexOf(name));
		return ["lifecycle", own, ...rest.slice(0, end === -1 ? rest.length : end)];
	});
}

/** How often each word stands in a text; punctuation, quotes and layout are no words. */
function countWords(text: string): ReadonlyMap<string, number> {
	const words = new Map<string, number>();
	for (const [word] of text.matchAll(/[^\s"',:;[\]{}&|]+/g)) {
		if (/^[-~#]+$/.test(word)) continue;
		words.set(word, (words.get(word) ?? 0) + 1);
	}
	return words;
}
