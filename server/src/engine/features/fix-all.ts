import type { Change } from "../kubernetes/change";
import {
	applyEdit,
	commonEnds,
	type Edit,
	makeEdit,
	overlaps,
	type Splice,
} from "../text/edit";
import { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import { editOf } from "./action";
import { findingsOfDocument } from "./findings";
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
	const splices = source.documents.flatMap(({ document, start }): Splice[] => {
		const fixed = fixDocument(document, own, wanted);
		return fixed === document.text
			? []
			: [difference(document.text, fixed, start)];
	});
	return makeEdit(splices);
}

function fixDocument(
	original: Document,
	settings: Settings,
	wanted: (rule: string) => boolean,
): string {
	let document = original;
	for (let round = 0; round < ROUNDS; round++) {
		const edit = fixesOf(document, settings, wanted);
		if (edit.length === 0) break;
		document = new Document(applyEdit(document.text, edit));
	}
	return document.text;
}

/** The safe fixes of a document that do not get in each other's way. */
function fixesOf(
	document: Document,
	settings: Settings,
	wanted: (rule: string) => boolean,
): Edit {
	let all: Edit = [];
	const taken = new Set<Change>();
	for (const { rule, fixes = [] } of findingsOfDocument(document, settings)) {
		if (!wanted(rule.id)) continue;
		const safe = fixes.find((fix) => fix?.safety === "safe");
		if (!safe || taken.has(safe)) continue;
		taken.add(safe);
		const edit = editOf(document, safe);
		if (edit && !overlaps(all, edit)) all = makeEdit([...all, ...edit]);
	}
	return all;
}

/** The one splice that makes a text of another: all between the common beginning and the common end. */
function difference(before: string, after: string, offset: number): Splice {
	const { head, tail } = commonEnds(before, after);
	return {
		start: offset + head,
		end: offset + before.length - tail,
		text: after.slice(head, after.length - tail),
	};
}
