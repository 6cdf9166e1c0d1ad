import {
	Asked,
	type Neighbours,
	neighboursOf,
	type Questions,
} from "../kubernetes/neighbours";
import type { Orders } from "../kubernetes/orders";
import { mayMatter, resourcesOf } from "../kubernetes/resources";
import type { Sight } from "../kubernetes/sight";
import { stepOf } from "../kubernetes/step";
import { RULES } from "../rules/index.generated";
import type { Report } from "../rules/rule";
import { type Language, say } from "../text/language";
import { memoize } from "../text/memo";
import { notice, noticed } from "../text/notice";
import type { Document } from "../yaml/document";
import type { PlacedDocument, Source } from "../yaml/source";
import {
	diagnosesOfDocument,
	findingAfter,
	findingsOfDocument,
	sayAll,
} from "./document-findings";
import { byPlace, type Finding, isOn, keep } from "./finding";
import { settingsOf } from "./head";
import { factsFor, type Settings } from "./settings";
import { fileSuppressions, names } from "./suppression";

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

/** What was last found between a document and others, and what was asked of them for it. */
interface AmongOthers {
	settings: Settings | undefined;
	asked: Asked;
	findings: readonly Finding[];
	/** Do the findings have their fixes? */
	isWhole: boolean;
	/** Does it hang on the scalar that is being typed into? */
	hangsOnStep: boolean;
}

const lastAmongOthers = memoize(
	(_: Document): AmongOthers => ({
		settings: undefined,
		asked: new Asked(),
		findings: [],
		isWhole: false,
		hangsOnStep: true,
	}),
);

/**
 * The findings of a whole file, in the order of its text.
 * @param isOpen which documents are looked at; of the others only what lies between them and those beside them
 */
export function findingsOf(
	source: Source,
	settings: Settings,
	around: Surroundings = NOTHING_AROUND,
	isOpen: (placed: PlacedDocument) => boolean = () => true,
): readonly PlacedFinding[] {
	return collect(source, settings, around, true, isOpen);
}

/** The same, to be shown while somebody types: not all of them have their fixes. */
export function diagnosesOf(
	source: Source,
	settings: Settings,
	around: Surroundings = NOTHING_AROUND,
): readonly PlacedFinding[] {
	return collect(source, settings, around, false, () => true);
}

function collect(
	source: Source,
	settings: Settings,
	{ sight, file }: Surroundings,
	isWhole: boolean,
	isOpen: (placed: PlacedDocument) => boolean,
): readonly PlacedFinding[] {
	const silenced = fileSuppressions(source);
	const own = settingsOf(source, settings);
	const neighbours = neighboursOf(source, sight, file);
	const ofDocument = isWhole ? findingsOfDocument : diagnosesOfDocument;
	const found: PlacedFinding[] = [];
	for (const placed of source.documents) {
		const { document } = placed;
		const findings = merge(
			isOpen(placed) ? ofDocument(document, own) : [],
			findingsAmongOthers(document, own, neighbours, isWhole),
		);
		for (const finding of findings)
			if (!silenced.some((rules) => names(rules, finding.rule.id)))
				found.push(place(finding, placed, source, sight));
	}
	return found;
}

/**
 * What is wrong between an object of a document and others. Asked again, it looks only whether it would be told the same
 * of the others: what a keystroke costs depends on the document under the cursor and on those that speak of it.
 */
function findingsAmongOthers(
	document: Document,
	settings: Settings,
	neighbours: Neighbours,
	isWhole: boolean,
): readonly Finding[] {
	const last = lastAmongOthers(document);
	if (
		last.settings !== settings ||
		(isWhole && !last.isWhole) ||
		!last.asked.holds(neighbours)
	) {
		const kept = isWhole
			? undefined
			: keptAmongOthers(document, settings, neighbours);
		Object.assign(last, kept ?? lookAround(document, settings, neighbours));
	}
	return last.findings;
}

function lookAround(
	document: Document,
	settings: Settings,
	neighbours: Neighbours,
): AmongOthers {
	const asked = new Asked(neighbours);
	const before = notice();
	const findings = findAmongOthers(document, settings, asked);
	if (document.isWatched) for (const finding of findings) sayAll(finding);
	return {
		settings,
		asked: asked.close(),
		findings,
		isWhole: true,
		hangsOnStep: noticed(before),
	};
}

/** What was found before a keystroke that does not matter to it. */
function keptAmongOthers(
	document: Document,
	settings: Settings,
	neighbours: Neighbours,
): AmongOthers | undefined {
	const step = stepOf(document);
	const before = step && lastAmongOthers(step.before);
	if (
		!before ||
		before.settings !== settings ||
		before.hangsOnStep ||
		!before.asked.holds(neighbours)
	)
		return undefined;
	const findings = before.findings.flatMap(
		(finding) => findingAfter(finding, step) ?? [],
	);
	return findings.length < before.findings.length
		? undefined
		: { ...before, findings, isWhole: false };
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

const NEIGHBOUR_RULES = RULES.filter((rule) => rule.checkNeighbours);

/** What is wrong between the objects of a document and others. */
function findAmongOthers(
	document: Document,
	settings: Settings,
	neighbours: Questions,
): readonly Finding[] {
	const resources = mayMatter(document) ? resourcesOf(document) : [];
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
