import type { Change } from "../kubernetes/change";
import { podsOf } from "../kubernetes/workloads";
import { REFACTORINGS } from "../refactorings/index.generated";
import type { FixSafety } from "../rules/rule";
import {
	applyEdit,
	type Edit,
	makeEdit,
	type Range,
	shiftEdit,
} from "../text/edit";
import { fixedText, type Message } from "../text/language";
import { memoizeBoth } from "../text/memo";
import { Document } from "../yaml/document";
import { isReadAnyway } from "../yaml/lenient";
import type { PlacedDocument, Source } from "../yaml/source";
import {
	type Finding,
	findingsOf,
	type PlacedFinding,
	type Surroundings,
} from "./findings";
import { settingsOf } from "./head";
import { factsFor, type Settings } from "./settings";
import { suppressFile, suppressLine } from "./suppress";

/** Something that a person can choose to have done. */
export interface Action {
	readonly kind: "fix" | "refactoring" | "suppression";
	/** Tells actions at one place apart: rule or refactoring id, and a number. */
	readonly id: string;
	readonly title: Message;
	readonly preferred: boolean;
	/** Why it cannot be done here; then there is no edit. */
	readonly disabled: Message | undefined;
	/** The findings that it settles. */
	readonly findings: readonly PlacedFinding[];
	/** Offsets of the file. */
	readonly edit: () => Edit | undefined;
}

/** The actions at a place, fixes first. */
export function actionsAt(
	source: Source,
	range: Range,
	settings: Settings,
	surroundings?: Surroundings,
): readonly Action[] {
	const findings = findingsOf(source, settings, surroundings).filter(
		({ finding, placed }) => meets(finding.at, placed, range),
	);
	return [
		...fixes(findings),
		...refactorings(source, range, settings),
		...suppressions(source, findings),
	];
}

/**
 * The edit of a change, in offsets of the document.
 * @returns nothing when the change declines, or would break a document that is whole
 */
export function editOf(document: Document, change: Change): Edit | undefined {
	return provenEdits(document, change);
}

/** Proving an edit reads the whole result: once for a change, however many findings share it. */
const provenEdits = memoizeBoth(
	(document: Document, change: Change): Edit | undefined => {
		const splices = change.edit();
		if (!splices || splices.length === 0) return undefined;
		const edit = makeEdit(splices);
		return new Document(applyEdit(document.text, edit)).faults.length === 0
			? edit
			: undefined;
	},
);

function fixes(findings: readonly PlacedFinding[]): Action[] {
	const actions: (Action & { key: string })[] = [];
	for (const placedFinding of findings) {
		const { finding, placed } = placedFinding;
		for (const [number, change] of (finding.fixes ?? []).entries()) {
			const edit = change && editOf(placed.document, change);
			if (!change || !edit) continue;
			const key = `${placed.start}:${JSON.stringify(edit)}`;
			const same = actions.findIndex((action) => action.key === key);
			const twin = actions[same];
			if (twin)
				actions[same] = {
					...twin,
					findings: [...twin.findings, placedFinding],
				};
			else {
				actions.push({
					key,
					kind: "fix",
					id: `${finding.rule.id}/${number}`,
					title: change.title,
					preferred: change.preferred ?? false,
					disabled: undefined,
					findings: [placedFinding],
					edit: () => shiftEdit(edit, placed.start),
				});
			}
		}
	}
	return actions.map(({ key: _key, ...action }) => action);
}

const NOT_YAML = fixedText({
	en: "the document has a mistake in its YAML, which has to be mended first",
	ja: "ドキュメントにYAMLの誤りがあります。先に直してください",
});
const NO_PLAIN_EDIT = fixedText({
	en: "it is written in a way in which other lines would have to be rewritten",
	ja: "ほかの行を書き換えずに変更できない書き方になっています",
});

function refactorings(
	source: Source,
	range: Range,
	settings: Settings,
): Action[] {
	const context = factsFor(settingsOf(source, settings));
	const actions: Action[] = [];
	for (const placed of source.documents) {
		if (
			placed.start > range.end ||
			placed.start + placed.document.text.length < range.start
		)
			continue;
		const { document } = placed;
		const isBroken = document.faults.length > 0;
		// What Kubernetes reads nevertheless is worth a reason; in all else there is no telling what is a container.
		if (isBroken && !isReadAnyway(document)) continue;
		for (const pod of podsOf(document)) {
			for (const container of pod.all) {
				if (
					!meets(container.item, placed, range) &&
					!meetsLine(container.item, placed, range)
				)
					continue;
				for (const refactoring of REFACTORINGS) {
					const offer = refactoring.offer(pod, container, context);
					if (!offer) continue;
					const edit = offer.disabled ? undefined : editOf(document, offer);
					const impossible = isBroken ? NOT_YAML : NO_PLAIN_EDIT;
					actions.push({
						kind: "refactoring",
						id: `${refactoring.id}/${container.index}`,
						title: offer.title,
						preferred: false,
						disabled: offer.disabled ?? (edit ? undefined : impossible),
						findings: [],
						edit: () => edit && shiftEdit(edit, placed.start),
					});
				}
			}
		}
	}
	return actions;
}

function suppressions(
	source: Source,
	findings: readonly PlacedFinding[],
): Action[] {
	const actions: Action[] = [];
	const seen = new Set<string>();
	for (const placedFinding of findings) {
		const { finding, placed } = placedFinding;
		const { id } = finding.rule;
		if (seen.has(id)) continue;
		seen.add(id);
		const line = suppressLine(placed.document, finding);
		const file = suppressFile(source, id);
		const base = {
			kind: "suppression" as const,
			preferred: false,
			disabled: undefined,
			findings: [placedFinding],
		};
		if (line) {
			actions.push({
				...base,
				id: `${id}/line`,
				title: line.title,
				edit: () => shiftEdit(makeEdit(line.splices), placed.start),
			});
		}
		if (file)
			actions.push({
				...base,
				id: `${id}/file`,
				title: file.title,
				edit: () => makeEdit(file.splices),
			});
	}
	return actions;
}

function meets(at: Range, placed: PlacedDocument, range: Range): boolean {
	return (
		at.start + placed.start <= range.end && range.start <= at.end + placed.start
	);
}

/** Is the cursor on the line where something begins, before its dash? */
function meetsLine(at: Range, placed: PlacedDocument, range: Range): boolean {
	const { lines } = placed.document;
	const start = lines.start(lines.lineAt(at.start)) + placed.start;
	return start <= range.end && range.start <= at.start + placed.start;
}

/** Is there a fix for a finding that can be made, and is it a safe one? */
export function fixSafetyOf(
	{ fixes = [] }: Finding,
	document: Document,
): FixSafety {
	const possible = fixes.flatMap((change) =>
		change && editOf(document, change) ? change.safety : [],
	);
	return possible.includes("safe") ? "safe" : (possible[0] ?? "none");
}
