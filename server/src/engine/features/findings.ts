import { serverAnswer } from "../apiserver/answers";
import type { Pod } from "../kubernetes/pod";
import { atLeast, isWithin, type Version } from "../kubernetes/versions";
import { podsOf } from "../kubernetes/workloads";
import { RULES } from "../rules/index.generated";
import type { Report, Rule, RuleContext, Severity } from "../rules/rule";
import { type Language, say } from "../text/language";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { PlacedDocument, Source } from "../yaml/source";
import { settingsOf } from "./head";
import { factsFor, type Settings } from "./settings";
import { fileSuppressions, isSuppressed, names } from "./suppression";

/** What a rule found in a document; all offsets are the document's. */
export interface Finding extends Report {
	readonly rule: Rule;
	readonly severity: Severity;
}

export interface PlacedFinding {
	readonly finding: Finding;
	readonly placed: PlacedDocument;
}

/** A finding in words, with what the API server says behind it. */
export function messageOf(
	{ message, quote }: Finding,
	language: Language,
): string {
	const sentence = say(message, language);
	return quote ? `${sentence} (${quote})` : sentence;
}

/** The findings that a document was last asked for. */
const lastFindings = memoize(
	(_: Document): { settings?: Settings; findings: readonly Finding[] } => ({
		findings: [],
	}),
);

/** The findings of a whole file, in the order of its text. */
export function findingsOf(
	source: Source,
	settings: Settings,
): readonly PlacedFinding[] {
	const silenced = fileSuppressions(source);
	const own = settingsOf(source, settings);
	return source.documents.flatMap((placed) =>
		findingsOfDocument(placed.document, own)
			.filter(({ rule }) => !silenced.some((rules) => names(rules, rule.id)))
			.map((finding) => ({ finding, placed })),
	);
}

/** The findings of one document. Asked again with the same settings, it answers without work. */
export function findingsOfDocument(
	document: Document,
	settings: Settings,
): readonly Finding[] {
	const last = lastFindings(document);
	if (last.settings !== settings) {
		last.findings = document.mayHoldPod ? find(document, settings) : [];
		last.settings = settings;
	}
	return last.findings;
}

function find(document: Document, settings: Settings): readonly Finding[] {
	// What Kubernetes gets from a template is not in sight: better silent than wrong.
	if (document.templated) return [];
	const findings: Finding[] = [];
	const isBroken = document.faults.length > 0;
	const pods = isBroken ? [] : podsOf(document);
	const facts = factsFor(settings);
	const answer = serverAnswer(document, facts.version);
	for (const fault of answer.faults) settings.onFault("api-server", fault);
	let reports: Report[] = [];
	let cap = false;
	let current: Rule | undefined;
	const context: RuleContext = {
		...facts,
		report: (report) =>
			reports.push(
				cap && current && severityOf(current, report) === "error"
					? { ...report, severity: "warning" }
					: report,
			),
	};
	for (const rule of RULES) {
		if (rule.isAnswer && !answer.errors.has(rule.id)) continue;
		const chosen = settings.rules[rule.id];
		if (
			chosen === "off" ||
			!isWithin(settings.kubernetesVersion, rule.kubernetes)
		)
			continue;
		if (rule.strict && settings.preset !== "strict" && chosen === undefined)
			continue;
		reports = [];
		cap = false;
		current = rule;
		try {
			rule.checkDocument?.(document, context);
			for (const pod of pods) {
				cap = !isJudgedByApiServer(pod, rule, settings.kubernetesVersion);
				rule.checkPod?.(pod, context);
			}
		} catch (error) {
			reports = [];
			settings.onFault(rule.id, error);
		}
		if (reports.length === 0) continue;
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
				severity: chosen ?? severityOf(rule, report),
			});
		}
	}
	return findings.sort(
		(a, b) => a.at.start - b.at.start || a.at.end - b.at.end,
	);
}

/**
 * Does the API server look at this Pod spec? Another controller may complete what stands in its own resource first; the
 * template of a StatefulSet is not checked before 1.34 (`ValidatePodTemplateSpecForStatefulSet`), its Pods fail later.
 */
function isJudgedByApiServer(pod: Pod, rule: Rule, version: Version): boolean {
	if (pod.place.origin === "shape") return false;
	return (
		pod.kind !== "StatefulSet" ||
		rule.stage === "decoding" ||
		atLeast(version, "1.34")
	);
}

function severityOf(rule: Rule, report: Report): Severity {
	return report.severity ?? rule.severity;
}
