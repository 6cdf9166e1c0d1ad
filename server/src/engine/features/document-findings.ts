import { serverAnswer, UNANSWERED } from "../apiserver/answers";
import { isObject } from "../kubernetes/companions";
import { meantBy } from "../kubernetes/meant";
import type { Pod } from "../kubernetes/pod";
import { isUndecided, repairsOf } from "../kubernetes/repairs";
import { stepOf } from "../kubernetes/step";
import { mayVary } from "../kubernetes/templated-lists";
import { atLeast, type Version } from "../kubernetes/versions";
import { isAboutPods, podsOf } from "../kubernetes/workloads";
import { RULES } from "../rules/index.generated";
import type { Report, Rule, RuleContext } from "../rules/rule";
import { memoize } from "../text/memo";
import { notice, noticed } from "../text/notice";
import type { Document, Step } from "../yaml/document";
import {
	byPlace,
	type Finding,
	isOn,
	keep,
	movedFinding,
	severityOf,
} from "./finding";
import { factsFor, type Settings } from "./settings";

/** What was found in a document. */
interface Found {
	readonly settings: Settings;
	readonly findings: readonly Finding[];
	/** Do the findings have their fixes? */
	readonly isWhole: boolean;
	/** The rules that have looked at the scalar that is being typed into; nothing where none is, or all hangs on it. */
	readonly looking: ReadonlySet<Rule> | undefined;
}

/** What a document was last asked for. */
const last = memoize((_: Document): { found?: Found } => ({}));

/** The findings of one document. Asked again with the same settings, it answers without work. */
export function findingsOfDocument(
	document: Document,
	settings: Settings,
): readonly Finding[] {
	const known = last(document);
	if (known.found?.settings !== settings || !known.found.isWhole)
		known.found = find(document, settings);
	return known.found.findings;
}

/**
 * The same findings, as they are told while somebody types: after a second keystroke in the same scalar only the rules that
 * have looked at that scalar look again, and what the others have found is found without fixes.
 */
export function diagnosesOfDocument(
	document: Document,
	settings: Settings,
): readonly Finding[] {
	const known = last(document);
	if (known.found?.settings !== settings)
		known.found = find(document, settings, keptFor(document, settings));
	return known.found.findings;
}

/** What rules found before a keystroke that has not changed what they look at. */
interface Kept {
	readonly looking: ReadonlySet<Rule>;
	readonly findings: ReadonlyMap<Rule, readonly Finding[]>;
}

function keptFor(document: Document, settings: Settings): Kept | undefined {
	const step = stepOf(document);
	const before = step && last(step.before).found;
	if (!step || !before?.looking || before.settings !== settings)
		return undefined;
	const looking = new Set(before.looking);
	const findings = new Map<Rule, Finding[]>();
	for (const finding of before.findings) {
		const moved = findingAfter(finding, step);
		if (!moved) looking.add(finding.rule);
		else {
			const others = findings.get(finding.rule);
			if (others) others.push(moved);
			else findings.set(finding.rule, [moved]);
		}
	}
	return { looking, findings };
}

/**
 * A finding after a keystroke that does not matter to it, without its fixes.
 * @returns nothing when it points into what has been changed
 */
export function findingAfter(
	finding: Finding,
	step: Step,
): Finding | undefined {
	const own = (finding.related ?? []).filter(({ document }) => !document);
	const pointsInside = [finding, ...own].some(
		({ at }) => isInside(at.start, step) || isInside(at.end, step),
	);
	return pointsInside
		? undefined
		: movedFinding(finding, ({ start, end }) => ({
				start: offsetAfter(start, step),
				end: offsetAfter(end, step),
			}));
}

const isInside = (offset: number, { from }: Step): boolean =>
	from.start < offset && offset < from.end;

const offsetAfter = (offset: number, { from, to }: Step): number =>
	offset <= from.start ? offset : offset - from.end + to.end;

/** Is a document about Pods, or applied together with them? */
const isOurs = (document: Document): boolean =>
	isAboutPods(document) || isObject(document) || isUndecided(document);

/** @param kept nothing when all rules are to look */
function find(document: Document, settings: Settings, kept?: Kept): Found {
	// What Kubernetes gets from a template is not in sight: better silent than wrong.
	if (!isOurs(document) || document.templated)
		return { settings, findings: [], isWhole: true, looking: undefined };
	const findings: Finding[] = [];
	const isBroken = document.isFaulty || repairsOf(document).length > 0;
	const before = notice();
	const pods = isBroken ? [] : podsOf(document);
	// Who else is in a Pod decides over most: where a template does, only what the API server says is sure.
	const knownPods = pods.filter((pod) => !mayVary(pod));
	// Which Pods there are may hang on what is being typed into.
	const isSteady = !noticed(before) && !isBroken;
	const known = isSteady ? kept : undefined;
	const looking = new Set<Rule>();
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
		// What the server says has been asked again, as far as it needed to be.
		if (known && !rule.isAnswer && !known.looking.has(rule)) {
			findings.push(...(known.findings.get(rule) ?? []));
			continue;
		}
		if (
			rule.isAnswer
				? !answer.errors.has(rule.id)
				: rule.mentions?.some((word) => !document.mentions(word))
		)
			continue;
		reports = [];
		cap = false;
		current = rule;
		const outer = notice();
		let hasFailed = false;
		try {
			rule.checkDocument?.(document, context);
			for (const pod of rule.isAnswer ? pods : knownPods) {
				cap = !isJudgedByApiServer(pod, rule, settings.kubernetesVersion);
				rule.checkPod?.(pod, context);
			}
			// What a message is made of may be looked at only when it is made.
			if (document.isWatched) for (const report of reports) sayAll(report);
		} catch (error) {
			reports = [];
			hasFailed = true;
			settings.onFault(rule.id, error);
		}
		if (noticed(outer) || hasFailed) looking.add(rule);
		keep(document, rule, reports, settings, findings);
	}
	if (isBroken) findings.push(...findingsAsMeant(document, settings));
	return {
		settings,
		findings: findings.sort(byPlace),
		isWhole: !known,
		looking: isSteady && document.isWatched ? looking : undefined,
	};
}

/** Makes the messages of a report, so that what they look at is noticed. */
export function sayAll({ message, related = [] }: Report): void {
	message("en");
	for (const place of related) place.message("en");
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
	return findingsOfDocument(meant.document, settings).map((finding) =>
		movedFinding(finding, meant.placeOf),
	);
}

/** The rules that look at single documents, and that a person wants to hear of. */
const rulesOf = memoize((settings: Settings) =>
	RULES.filter(
		(rule) =>
			(rule.checkDocument ?? rule.checkPod) !== undefined &&
			isOn(rule, settings),
	),
);

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
