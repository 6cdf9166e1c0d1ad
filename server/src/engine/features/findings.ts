import { serverAnswer, UNANSWERED } from "../apiserver/answers";
import { meantBy } from "../kubernetes/meant";
import {
	Asked,
	type Neighbours,
	neighboursOf,
	type Questions,
} from "../kubernetes/neighbours";
import type { Orders } from "../kubernetes/orders";
import type { Pod } from "../kubernetes/pod";
import { repairsOf } from "../kubernetes/repairs";
import { mayMatter, resourcesOf } from "../kubernetes/resources";
import type { Sight } from "../kubernetes/sight";
import { atLeast, isWithin, type Version } from "../kubernetes/versions";
import { isAboutPods, podsOf } from "../kubernetes/workloads";
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
	/** Where other documents stand that related places are in. */
	readonly elsewhere?: ReadonlyMap<Document, Elsewhere>;
}

export interface Elsewhere {
	/** The name of the file among those in sight; nothing for the finding's own. */
	readonly file: string | undefined;
	readonly placed: PlacedDocument;
}

/** What a host has in sight beside a file, and what it calls the file there. */
export interface Surroundings {
	readonly sight?: Sight;
	readonly file: string;
	/** What a host keeps of a session. */
	readonly orders?: Orders;
}

const NOTHING_AROUND: Surroundings = { file: "" };

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

/** What was last found in a document by looking at others, and what was asked of them. */
const lastAmongOthers = memoize(
	(
		_: Document,
	): { settings?: Settings; asked: Asked; findings: readonly Finding[] } => ({
		asked: new Asked(),
		findings: [],
	}),
);

/** The findings of a whole file, in the order of its text. */
export function findingsOf(
	source: Source,
	settings: Settings,
	{ sight, file }: Surroundings = NOTHING_AROUND,
): readonly PlacedFinding[] {
	const silenced = fileSuppressions(source);
	const own = settingsOf(source, settings);
	const neighbours = neighboursOf(source, sight, file);
	return source.documents.flatMap((placed) =>
		merge(
			findingsOfDocument(placed.document, own),
			findingsAmongOthers(placed.document, own, neighbours),
		)
			.filter(({ rule }) => !silenced.some((rules) => names(rules, rule.id)))
			.map((finding) => place(finding, placed, source, sight)),
	);
}

function place(
	finding: Finding,
	placed: PlacedDocument,
	source: Source,
	sight: Sight | undefined,
): PlacedFinding {
	let elsewhere: Map<Document, Elsewhere> | undefined;
	for (const { document } of finding.related ?? []) {
		if (!document || document === placed.document) continue;
		const here = source.documents.find((each) => each.document === document);
		const seen = here ? undefined : sight?.seen(document);
		const there =
			here ?? seen?.source.documents.find((each) => each.document === document);
		elsewhere ??= new Map();
		if (there) elsewhere.set(document, { file: seen?.name, placed: there });
	}
	return elsewhere ? { finding, placed, elsewhere } : { finding, placed };
}

function merge(
	some: readonly Finding[],
	others: readonly Finding[],
): readonly Finding[] {
	if (others.length === 0) return some;
	return some.length === 0 ? others : [...some, ...others].sort(byPlace);
}

const byPlace = (a: Finding, b: Finding): number =>
	a.at.start - b.at.start || a.at.end - b.at.end;

/**
 * What is wrong between an object of a document and others. Asked again, it looks only whether it would be told the same
 * of the others: what a keystroke costs depends on the document under the cursor and on those that speak of it.
 */
function findingsAmongOthers(
	document: Document,
	settings: Settings,
	neighbours: Neighbours,
): readonly Finding[] {
	if (!mayMatter(document)) return [];
	const last = lastAmongOthers(document);
	if (last.settings !== settings || !last.asked.holds(neighbours)) {
		const asked = new Asked(neighbours);
		last.findings = findAmongOthers(document, settings, asked);
		last.asked = asked.close();
		last.settings = settings;
	}
	return last.findings;
}

const NEIGHBOUR_RULES = RULES.filter((rule) => rule.checkNeighbours);

function findAmongOthers(
	document: Document,
	settings: Settings,
	neighbours: Questions,
): readonly Finding[] {
	const resources = resourcesOf(document);
	if (resources.length === 0) return [];
	const findings: Finding[] = [];
	let reports: Report[] = [];
	const context = {
		...factsFor(settings),
		neighbours,
		report: (report: Report) => reports.push(report),
	};
	for (const rule of NEIGHBOUR_RULES) {
		if (!isOn(rule, settings)) continue;
		reports = [];
		try {
			for (const resource of resources)
				rule.checkNeighbours?.(resource, context);
		} catch (error) {
			reports = [];
			settings.onFault(rule.id, error);
		}
		keep(document, rule, reports, settings, findings);
	}
	return findings.sort(byPlace);
}

/** The findings of one document. Asked again with the same settings, it answers without work. */
export function findingsOfDocument(
	document: Document,
	settings: Settings,
): readonly Finding[] {
	const last = lastFindings(document);
	if (last.settings !== settings) {
		last.findings = isAboutPods(document) ? find(document, settings) : [];
		last.settings = settings;
	}
	return last.findings;
}

function find(document: Document, settings: Settings): readonly Finding[] {
	// What Kubernetes gets from a template is not in sight: better silent than wrong.
	if (document.templated) return [];
	const findings: Finding[] = [];
	const isBroken = document.faults.length > 0 || repairsOf(document).length > 0;
	const pods = isBroken ? [] : podsOf(document);
	const facts = factsFor(settings);
	// What is YAML by accident says nothing; what it is meant to be is looked at below.
	const answer = isBroken ? UNANSWERED : serverAnswer(document, facts.version);
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
	for (const rule of rulesOf(settings)) {
		if (
			rule.isAnswer
				? !answer.errors.has(rule.id)
				: rule.mentions?.some((word) => !document.mentions(word))
		)
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
		keep(document, rule, reports, settings, findings);
	}
	if (isBroken) findings.push(...findingsAsMeant(document, settings));
	return findings.sort(byPlace);
}

/**
 * What there is to say of a broken document beside its break, as far as it is known how it is meant. Mends come when it
 * is mended.
 */
function findingsAsMeant(
	document: Document,
	settings: Settings,
): readonly Finding[] {
	const meant = meantBy(document);
	if (!meant) return [];
	return findingsOfDocument(meant.document, settings).map((finding) => ({
		...finding,
		at: meant.placeOf(finding.at),
		related: (finding.related ?? []).map((place) => ({
			...place,
			at: place.document ? place.at : meant.placeOf(place.at),
		})),
		fixes: [],
	}));
}

/** The rules that look at single documents, and that a person wants to hear of. */
const rulesOf = memoize((settings: Settings) =>
	RULES.filter(
		(rule) =>
			(rule.checkDocument ?? rule.checkPod) !== undefined &&
			isOn(rule, settings),
	),
);

/** Does a person want to hear of the rule, and has it something to say of the version? */
function isOn(rule: Rule, settings: Settings): boolean {
	const chosen = settings.rules[rule.id];
	return (
		chosen !== "off" &&
		isWithin(settings.kubernetesVersion, rule.kubernetes) &&
		(!rule.strict || settings.preset === "strict" || chosen !== undefined)
	);
}

/** Makes findings of a rule's reports: each place once, without those that a comment silences. */
function keep(
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
