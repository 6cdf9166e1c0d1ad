import { isWithin } from "../kubernetes/versions";
import type { Report, Rule, Severity } from "../rules/rule";
import type { Range } from "../text/edit";
import type { Document } from "../yaml/document";
import type { Settings } from "./settings";
import { isSuppressed } from "./suppression";

/** What a rule found in a document; all offsets are the document's. */
export interface Finding extends Report {
	readonly rule: Rule;
	readonly severity: Severity;
}

/** A finding in another state of its document, where what it points at stands elsewhere; without its fixes. */
export const movedFinding = (
	finding: Finding,
	move: (range: Range) => Range,
): Finding => ({
	...finding,
	at: move(finding.at),
	related: (finding.related ?? []).map((place) => ({
		...place,
		at: place.document ? place.at : move(place.at),
	})),
	fixes: [],
});

/** In the order of the text. */
export const byPlace = (a: Finding, b: Finding): number =>
	a.at.start - b.at.start || a.at.end - b.at.end;

/** Does a person want to hear of the rule, and has it something to say of the version? */
export function isOn(rule: Rule, settings: Settings): boolean {
	const chosen = settings.rules[rule.id];
	return (
		chosen !== "off" &&
		isWithin(settings.kubernetesVersion, rule.kubernetes) &&
		(!rule.strict || settings.preset === "strict" || chosen !== undefined)
	);
}

/** Makes findings of a rule's reports: each place once, without those that a comment silences. */
export function keep(
	document: Document,
	rule: Rule,
	reports: readonly Report[],
	settings: Settings,
	findings: Finding[],
): void {
	if (reports.length === 0) return;
	const chosen = settings.rules[rule.id];
	const severity = chosen === "off" ? undefined : chosen;
	const places = new Set<string>();
	for (const report of reports) {
		if (
			isSuppressed(
				document.lines,
				document.lines.lineAt(report.at.start),
				rule.id,
			)
		)
			continue;
		// What an anchor says once is seen through each of its aliases.
		const place = `${report.at.start}-${report.at.end}`;
		if (places.has(place)) continue;
		places.add(place);
		findings.push({
			...report,
			rule,
			severity: severity ?? severityOf(rule, report),
		});
	}
}

export function severityOf(rule: Rule, report: Report): Severity {
	return report.severity ?? rule.severity;
}
