import { atLeast } from "../kubernetes/versions";
import { applyEdit, type Edit } from "../text/edit";
import type { Message } from "../text/language";
import type { Source } from "../yaml/source";
import type { Finding } from "./finding";
import { findingsOf, type PlacedFinding, type Surroundings } from "./findings";
import type { Settings } from "./settings";

/** More than this nobody reads in a preview. */
const MOST = 8;

/** Adds to the notes of a change what its result will be told. */
export type Foresight = (
	notes: readonly Message[],
	edit: Edit,
) => readonly Message[];

/** Looks at the result of an edit of a file with the rules, as if it were made. */
export function foresightFor(
	source: Source,
	settings: Settings,
	surroundings: Surroundings | undefined,
): Foresight {
	return (notes, edit) =>
		withForeseen(
			notes,
			freshIn(
				findingsOf(source, settings, surroundings),
				findingsOf(
					source.update(applyEdit(source.text, edit)),
					settings,
					surroundings,
				),
			),
		).slice(0, MOST);
}

/** Notes of a change with what its result will be told: what is wrong comes first. */
export function withForeseen(
	notes: readonly Message[],
	fresh: readonly Finding[],
): readonly Message[] {
	const messages = (is: (severity: Finding["severity"]) => boolean) =>
		fresh.filter(({ severity }) => is(severity)).map(({ message }) => message);
	return [
		...messages((severity) => severity === "error" || severity === "warning"),
		...notes,
		...messages((severity) => severity === "information"),
	];
}

/** The findings of which there are more than before, as far as they matter to who decides on a change. */
export function freshIn(
	before: readonly PlacedFinding[],
	after: readonly PlacedFinding[],
): readonly Finding[] {
	// Documents that have not changed have the very same.
	const [old, now] = [before, after].map(
		(all) => new Set(all.map(({ finding }) => finding)),
	);
	const known = byRule(before.filter(({ finding }) => !now?.has(finding)));
	const fresh = byRule(after.filter(({ finding }) => !old?.has(finding)));
	return [...fresh].flatMap(([key, findings]) => {
		const gone = known.get(key) ?? [];
		const said = new Set(gone.map(({ message }) => message("en")));
		return findings
			.filter(({ message }) => !said.has(message("en")))
			.slice(0, Math.max(0, findings.length - gone.length))
			.filter(matters);
	});
}

/** A mistake, or something that is so since there are native sidecars; what else may be better is for later. */
const matters = ({ rule, severity }: Finding): boolean =>
	severity === "error" ||
	severity === "warning" ||
	(severity === "information" &&
		rule.kubernetes.from !== undefined &&
		atLeast(rule.kubernetes.from, "1.29"));

function byRule(
	findings: readonly PlacedFinding[],
): ReadonlyMap<string, readonly Finding[]> {
	const groups = new Map<string, Finding[]>();
	for (const { finding, placed } of findings) {
		const key = `${placed.index} ${finding.rule.id}`;
		const group = groups.get(key);
		if (group) group.push(finding);
		else groups.set(key, [finding]);
	}
	return groups;
}
