import type { Change } from "../kubernetes/change";
import type { Container } from "../kubernetes/container";
import { type Neighbours, neighboursOf } from "../kubernetes/neighbours";
import type { Version } from "../kubernetes/versions";
import { type FixSafety, SEVERITIES } from "../rules/rule";
import { makeEdit, type Range, shiftEdit } from "../text/edit";
import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import { type Action, changing, editOfFix, meets, reasonNotTo } from "./action";
import { type Foresight, foresightFor } from "./consequences";
import { convertAllAt } from "./convert-all-action";
import type { Finding } from "./finding";
import { findingsOf, type PlacedFinding, type Surroundings } from "./findings";
import { refactoringsAt } from "./refactoring-actions";
import type { Settings } from "./settings";
import { suppressFile, suppressLine } from "./suppress";

/** The actions at a place, fixes first. */
export function actionsAt(
	source: Source,
	range: Range,
	settings: Settings,
	surroundings?: Surroundings,
): readonly Action[] {
	const { file = "", sight, orders } = surroundings ?? {};
	orders?.note(file, source);
	if (sight) orders?.noteAround(file, sight);
	const findings = findingsOf(source, settings, surroundings)
		.filter(({ finding, placed }) => meets(finding.at, placed, range))
		.sort(byUrgency);
	return toldApart([
		...fixes(
			source,
			findings,
			neighboursOf(source, sight, file, orders),
			foresightFor(source, settings, surroundings),
			settings.kubernetesVersion,
			surroundings,
		),
		...refactoringsAt(source, range, settings, surroundings),
		...convertAllAt(source, range, settings, surroundings),
		...suppressions(source, findings),
	]);
}

/** A rule may find the same several times in a range: who asks for the edit of the second one must not get that of the first. */
function toldApart(actions: readonly Action[]): readonly Action[] {
	const times = new Map<string, number>();
	return actions.map((action) => {
		const before = times.get(action.id) ?? 0;
		times.set(action.id, before + 1);
		return before === 0
			? action
			: { ...action, id: `${action.id}/${before + 1}` };
	});
}

/** Of what is found in one place, errors first: what may be made better is looked at when all is right. */
function byUrgency(a: PlacedFinding, b: PlacedFinding): number {
	return (
		a.placed.start + a.finding.at.start - b.placed.start - b.finding.at.start ||
		SEVERITIES.indexOf(a.finding.severity) -
			SEVERITIES.indexOf(b.finding.severity)
	);
}

function fixes(
	source: Source,
	findings: readonly PlacedFinding[],
	neighbours: Neighbours,
	foresight: Foresight,
	version: Version,
	{ orders, file }: Surroundings = { file: "" },
): Action[] {
	const indexBefore = (container: Container) =>
		orders?.indexOf(file, container);
	const actions: (Action & { key: string })[] = [];
	const declined: Action[] = [];
	for (const placedFinding of findings) {
		const { finding, placed } = placedFinding;
		// Several mends may think themselves the best; the first that can be made is.
		let isPreferred = false;
		for (const [number, fix] of (finding.fixes ?? []).entries()) {
			const change = (orders && fix?.withOrder?.(indexBefore)) ?? fix;
			const edit =
				change && editOfFix(placed.document, finding, change, version);
			if (!change) continue;
			if (!edit) {
				const disabled = reasonNotTo(placed.document, change);
				if (disabled)
					declined.push({
						...declinedFix(placedFinding, change, number),
						disabled,
					});
				continue;
			}
			const key = `${placed.start}:${JSON.stringify(edit)}`;
			const same = actions.findIndex((action) => action.key === key);
			const twin = actions[same];
			if (twin) {
				const preferred: boolean =
					twin.preferred || (!isPreferred && (change.preferred ?? false));
				isPreferred ||= preferred;
				actions[same] = {
					...twin,
					preferred,
					findings: [...twin.findings, placedFinding],
				};
			} else {
				const preferred: boolean = !isPreferred && (change.preferred ?? false);
				isPreferred ||= preferred;
				actions.push({
					key,
					kind: "fix",
					id: `${finding.rule.id}/${number}`,
					title: change.titleAt?.(finding.at.start) ?? change.title,
					preferred,
					disabled: undefined,
					findings: [placedFinding],
					variant: undefined,
					...changing(change, edit, placed, source, neighbours, foresight),
				});
			}
		}
	}
	return [...actions.map(({ key: _key, ...action }) => action), ...declined];
}

/** A fix that is shown with the reason why it is not made. */
const declinedFix = (
	placedFinding: PlacedFinding,
	change: Change,
	number: number,
): Action => ({
	kind: "fix",
	id: `${placedFinding.finding.rule.id}/${number}`,
	title: change.titleAt?.(placedFinding.finding.at.start) ?? change.title,
	preferred: false,
	disabled: undefined,
	findings: [placedFinding],
	variant: undefined,
	edit: () => undefined,
	elsewhere: () => [],
	notes: () => [],
});

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
			variant: undefined,
			elsewhere: () => [],
			notes: () => [],
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

/** Is there a fix for a finding that can be made, and is it a safe one? */
export function fixSafetyOf(
	finding: Finding,
	document: Document,
	{ kubernetesVersion }: Settings,
): FixSafety {
	const possible = (finding.fixes ?? []).flatMap((change) =>
		change && editOfFix(document, finding, change, kubernetesVersion)
			? change.safety
			: [],
	);
	return possible.includes("safe") ? "safe" : (possible[0] ?? "none");
}
