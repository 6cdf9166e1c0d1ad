import type { Message } from "../text/language";
import { memoize, memoizeBoth } from "../text/memo";
import { matchesImage } from "./catalogue";
import type { Container } from "./container";
import { evidenceOf, imageOf } from "./evidence";
import { because, bothReasons, quotable } from "./evidence-reasons";
import type { Pod } from "./pod";
import { programOf, runsForever } from "./program";
import { type Assignment, type Evidence, RECOGNISED, type Role } from "./role";

/** A person's own images: pattern → role. */
export type Catalog = Readonly<Record<string, Role>>;

const NO_CATALOG: Catalog = {};
const assignments = memoizeBoth(assign);

/** The role of a container, how sure that is, and why. */
export function roleOf(
	container: Container,
	catalog: Catalog = NO_CATALOG,
): Assignment {
	return assignments(container.pod, catalog).get(container) ?? APP;
}

const APP: Assignment = { role: "app", confidence: 0.5, reason: because.rest };

/** What all evidence together says of a container; the same whatever a person's catalogue says of others. */
const judgements = memoize((container: Container) =>
	judge(evidenceOf(container)),
);

function assign(
	pod: Pod,
	catalog: Catalog,
): ReadonlyMap<Container, Assignment> {
	const roles = new Map<Container, Assignment>();
	for (const container of pod.list("ephemeralContainers")) {
		roles.set(container, {
			role: "helper",
			confidence: 1,
			reason: because.ephemeral,
		});
	}
	for (const container of pod.initContainers)
		roles.set(container, ofInit(container, catalog));
	const [only, second] = pod.containers;
	if (only && !second && !pod.isPatch) {
		const own = fromCatalog(only, catalog);
		return roles.set(
			only,
			own ?? { role: "app", confidence: 1, reason: because.only },
		);
	}
	const judged = pod.containers.map((container) => {
		const own = fromCatalog(container, catalog);
		return {
			container,
			isOwn: own !== undefined,
			assignment: own ?? judgements(container),
		};
	});
	// Somebody has to be the application: if all look like helpers, the one that looks so least.
	const open = judged.filter(({ isOwn }) => !isOwn);
	const isWithoutApp =
		!pod.isPatch && judged.every(({ assignment }) => assignment.role !== "app");
	const least = isWithoutApp
		? open.reduce<(typeof open)[number] | undefined>(
				(a, b) =>
					a && a.assignment.confidence <= b.assignment.confidence ? a : b,
				undefined,
			)
		: undefined;
	for (const each of judged) {
		roles.set(
			each.container,
			each === least ? { ...APP, reason: because.left } : each.assignment,
		);
	}
	return roles;
}

/** An init container runs to its end, unless it is a native sidecar: then it is surely a helper, of whatever kind. */
function ofInit(container: Container, catalog: Catalog): Assignment {
	if (container.restartPolicyText !== "Always")
		return { role: "init", confidence: 1, reason: because.init };
	const own = fromCatalog(container, catalog);
	if (own) return own;
	const evidence = evidenceOf(container).filter(({ role }) => role !== "app");
	const { role, reason } = judge(evidence);
	return role === "app"
		? { role: "helper", confidence: 1, reason: because.native }
		: { role, confidence: 1, reason };
}

const logit = (probability: number): number =>
	Math.log(probability / (1 - probability));
/** In hundredths: what one piece of evidence says comes back as it was. */
const probability = (score: number): number =>
	Math.round(100 / (1 + Math.exp(-score))) / 100;

/** Evidence never makes it certain: that is for what Kubernetes or a person says. */
const MOST = 0.99;

/** A helper that needs the application first is none of those of which rules speak. */
const MOST_OF_A_FOLLOWER = 0.69;

const mostFor = (found: readonly Evidence[]): number =>
	found.some(({ needsApp }) => needsApp) ? MOST_OF_A_FOLLOWER : MOST;

/**
 * Adds the evidence up, as odds: what speaks for a role and for helpers in general, less what speaks for an application.
 * The role with the highest sum is taken if that is high enough, otherwise the container is an application.
 */
function judge(evidence: readonly Evidence[]): Assignment {
	const against = strongest(evidence, ["app"]);
	const roles = new Set(evidence.map(({ role }) => role));
	roles.delete("app");
	let best:
		| { role: Role; score: number; own: number; found: Evidence[] }
		| undefined;
	for (const role of roles) {
		const found = strongest(evidence, [role, "helper"]);
		const score = sum(found) - sum(against);
		const own = sum(strongest(evidence, [role]));
		// Of two that are as sure, the one that has more of its own to say.
		if (!best || score > best.score || (score === best.score && own > best.own))
			best = { role, score, own, found };
	}
	const confidence = probability(best?.score ?? 0);
	if (best && confidence >= RECOGNISED) {
		return {
			role: best.role,
			confidence: Math.min(mostFor(best.found), confidence),
			reason: reasonOf(best.role, best.found),
		};
	}
	const [main] = against;
	return main
		? {
				role: "app",
				confidence: Math.min(MOST, Math.max(0.5, 1 - confidence)),
				reason: main.reason,
			}
		: APP;
}

const sum = (evidence: readonly Evidence[]): number =>
	evidence.reduce((total, { weight }) => total + logit(weight), 0);

/** The strongest evidence of each kind for one of some roles, strongest first. */
function strongest(
	evidence: readonly Evidence[],
	roles: readonly Role[],
): Evidence[] {
	const kinds = new Map<Evidence["kind"], Evidence>();
	for (const each of evidence) {
		if (!roles.includes(each.role)) continue;
		const known = kinds.get(each.kind);
		if (!known || known.weight < each.weight) kinds.set(each.kind, each);
	}
	return [...kinds.values()].sort((a, b) => b.weight - a.weight);
}

/** What speaks for the role itself comes first; what alone is telling is told alone, otherwise the next with it. */
function reasonOf(role: Role, found: readonly Evidence[]): Message {
	const [first, second] = [
		...found.filter((each) => each.role === role),
		...found.filter((each) => each.role !== role),
	];
	if (!first) return because.rest;
	return second && first.weight < TELLING
		? bothReasons(first.reason, second.reason)
		: first.reason;
}

const TELLING = 0.7;

function fromCatalog(
	container: Container,
	catalog: Catalog,
): Assignment | undefined {
	const patterns = Object.keys(catalog);
	const image = patterns.length === 0 ? undefined : imageOf(container);
	if (image === undefined) return undefined;
	const pattern = patterns.find((candidate) => matchesImage(image, candidate));
	const role = pattern === undefined ? undefined : catalog[pattern];
	return role && pattern !== undefined
		? { role, confidence: 1, reason: because.catalog(quotable(pattern)) }
		: undefined;
}

/** Would a container be taken for a helper if it did not stand alone? */
export const looksLikeHelper = (container: Container): boolean =>
	judgements(container).role !== "app";

/** Why a program that never ends keeps its Pod from ending, as a reason for a role. */
export function endlessReason(container: Container): Message | undefined {
	return runsForever(programOf(container)) ? because.forever : undefined;
}
