import type { Change } from "../kubernetes/change";
import { composeEdits } from "../text/compose";
import {
	applyEdit,
	type Edit,
	makeEdit,
	overlaps,
	shiftEdit,
} from "../text/edit";
import { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import { editOf } from "./action";
import { findingsOfDocument } from "./document-findings";
import { settingsOf } from "./head";
import type { Settings } from "./settings";
import { fileSuppressions, names } from "./suppression";

/** Rounds after which fixing stops: rules that undo each other must not keep a person waiting. */
const ROUNDS = 10;

/**
 * All safe fixes of a file, applied until nothing is left to fix.
 * @param only rules to take part; all by default
 * @returns an edit of the file; empty when there is nothing to fix
 */
export function fixAll(
	source: Source,
	settings: Settings,
	only?: readonly string[],
): Edit {
	const silenced = fileSuppressions(source);
	const own = settingsOf(source, settings);
	const wanted = (rule: string) =>
		(!only || only.includes(rule)) &&
		!silenced.some((rules) => names(rules, rule));
	return makeEdit(
		source.documents.flatMap(({ document, start }) =>
			shiftEdit(fixDocument(document, own, wanted), start),
		),
	);
}

function fixDocument(
	original: Document,
	settings: Settings,
	wanted: (rule: string) => boolean,
): Edit {
	let document = original;
	let all: Edit = [];
	for (let round = 0; round < ROUNDS; round++) {
		const fixed = fixOnce(document, settings, wanted);
		if (!fixed) break;
		document = fixed.document;
		all = composeEdits(all, fixed.edit);
	}
	return all;
}

interface Fixed {
	readonly edit: Edit;
	readonly document: Document;
}

/**
 * Applies the safe fixes of a document that do not get in each other's way.
 * @returns nothing when there are none
 */
function fixOnce(
	document: Document,
	settings: Settings,
	wanted: (rule: string) => boolean,
): Fixed | undefined {
	const edits = fixesOf(document, settings, wanted);
	const apply = (some: readonly Edit[]): Fixed => {
		const edit = makeEdit(some.flat());
		return { edit, document: new Document(applyEdit(document.text, edit)) };
	};
	if (edits.length === 0) return undefined;
	const all = apply(edits);
	// Each by itself is known to leave the document whole; should they not do so together, one is made after the other.
	return all.document.isFaulty ? apply(edits.slice(0, 1)) : all;
}

/** The safe fixes that touch different places. One that reaches into other documents wants an eye on those. */
function fixesOf(
	document: Document,
	settings: Settings,
	wanted: (rule: string) => boolean,
): readonly Edit[] {
	const edits: Edit[] = [];
	const taken = new Set<Change>();
	for (const { rule, fixes = [] } of findingsOfDocument(document, settings)) {
		if (!wanted(rule.id)) continue;
		const safe = fixes.find((fix) => fix?.safety === "safe" && !fix.elsewhere);
		if (!safe || taken.has(safe)) continue;
		taken.add(safe);
		const edit = editOf(document, safe);
		if (edit && !edits.some((other) => overlaps(other, edit))) edits.push(edit);
	}
	return edits;
}
