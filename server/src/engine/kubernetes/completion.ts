import { itemsOf, valueAt } from "../yaml/tree";
import type { Container } from "./container";
import {
	endsByItself,
	isHelper,
	isLastingHelper,
	isStoppedByAnother,
} from "./helpers";
import {
	type Injection,
	injectionsOf,
	isClassic,
	outlastsWork,
} from "./injectors";
import { stopOrder } from "./lifecycle";
import type { Pod } from "./pod";
import { programOf, runsForever } from "./program";
import {
	isNativeSidecar,
	restartPolicyFate,
	restartPolicyValue,
} from "./restart-policy";
import type { Catalog } from "./roles";
import { likelyServerOf, serverOf } from "./servers";
import { earlyNeed, type Need } from "./start-needs";
import { type VainCheck, vainCheckOf } from "./startup-check";
import { integerOf, isNull, scalarOf } from "./values";
import { atLeast, type Version } from "./versions";

/** Why nothing behind an init container is ever started. */
export type Endless =
	| {
			/** Its command does not end; its image is a server's; it would be a native sidecar, if this version listened. */
			readonly why: "command" | "image" | "policy";
	  }
	/** It waits for what only a container behind it could give it. */
	| { readonly why: "waits"; readonly need: Need }
	/** It is a native sidecar, and its check never succeeds. */
	| ({ readonly why: "check" } & VainCheck);

/** An init container that never ends, or a native sidecar that is never up: nothing behind it is ever started. */
export type Blocker = Endless & { readonly container: Container };

/** The first container of a Pod that keeps all behind it from starting. */
export function blockerOf(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): Blocker | undefined {
	for (const container of pod.initContainers) {
		const reason = endless(container, version, catalog);
		if (reason) return { container, ...reason };
	}
	return undefined;
}

function endless(
	container: Container,
	version: Version,
	catalog: Catalog,
): Endless | undefined {
	if (isNativeSidecar(container, version)) {
		const vain = vainCheckOf(container);
		return vain && { why: "check", ...vain };
	}
	const written = container.restartPolicy && container.restartPolicyText;
	const fate = restartPolicyFate(container, written ?? "", version);
	// What decides is behind a template, or the server rejects it.
	if (container.restartPolicy && written === undefined) return undefined;
	if (
		written !== undefined &&
		(fate === "dropped" || fate === "unknown") &&
		restartPolicyValue(written) === "Always"
	)
		return { why: "policy" };
	if (runsForever(programOf(container))) return { why: "command" };
	if (likelyServerOf(container) !== undefined) return { why: "image" };
	const need = earlyNeed(container, catalog);
	return need?.fate === "waits" ? { why: "waits", need } : undefined;
}

/** The containers that are never started. */
export function neverStarted(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): readonly Container[] {
	const blocker = blockerOf(pod, version, catalog);
	return blocker
		? [
				...pod.initContainers.slice(
					pod.initContainers.indexOf(blocker.container) + 1,
				),
				...pod.containers,
			]
		: [];
}

/**
 * Who gets SIGTERM together when the Pod ends. In a Pod that is stuck there are no apps to wait for, and the ordinary init
 * container that runs waits for nobody; while a postStart hook runs, nobody gets it at all.
 */
export function stopGroups(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): readonly (readonly Container[])[] {
	const blocker = blockerOf(pod, version, catalog);
	if (!blocker) return stopOrder(pod, version);
	if (blocker.why === "check" && blocker.hangs) return [];
	const stuck = blocker.container;
	const [last, ...others] = pod.initContainers
		.slice(0, pod.initContainers.indexOf(stuck) + 1)
		.filter((container) => isNativeSidecar(container, version))
		.toReversed();
	const first = [last, stuck].filter((one) => one !== undefined);
	return [
		pod.initContainers.filter((container) => first.includes(container)),
		...others.map((container) => [container]),
	];
}

/** Does a Pod end once its apps have ended with success, and which container decides? */
export interface Completion {
	readonly ends: "yes" | "no" | "unknown";
	/** Nothing when no single container decides. */
	readonly because:
		| {
				readonly container: Container;
				readonly why: "blocked" | "restarted" | "lasting" | "uncertain";
		  }
		| { readonly injection: Injection; readonly why: "injected" }
		| undefined;
}

/** Kinds whose Pods have `restartPolicy: Always`, written or not. */
const ALWAYS =
	/^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController)$/;
/** Kinds in which a policy that is not written is `Always`. */
const ALWAYS_BY_DEFAULT = /^(?:Pod|PodTemplate)$/;

/**
 * Does a Pod end once its apps have? Source: `ContainerShouldRestart` of pkg/api/v1/pod/util.go and `getPhase` of
 * pkg/kubelet/kubelet_pods.go: all of `containers` must have ended for good; native sidecars are stopped then.
 */
export function completionOf(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): Completion {
	const blocker = blockerOf(pod, version, catalog);
	if (blocker)
		return {
			ends: "no",
			because: { container: blocker.container, why: "blocked" },
		};
	let uncertain: Container | undefined;
	for (const container of pod.containers) {
		const isRestarted = restartsAfterSuccess(container, version);
		if (isRestarted)
			return { ends: "no", because: { container, why: "restarted" } };
		const stays = goesOn(container, catalog);
		if (stays === true)
			return { ends: "no", because: { container, why: "lasting" } };
		if (isRestarted === undefined || stays === undefined)
			uncertain ??= container;
	}
	const { sure, possible } = injectedBlockers(pod, version);
	if (sure)
		return { ends: "no", because: { injection: sure, why: "injected" } };
	if (uncertain)
		return {
			ends: "unknown",
			because: { container: uncertain, why: "uncertain" },
		};
	if (possible)
		return {
			ends: "unknown",
			because: { injection: possible, why: "injected" },
		};
	return isInSight(pod) && !mayGetLasting(pod)
		? { ends: "yes", because: undefined }
		: { ends: "unknown", because: undefined };
}

/** Injected containers of `containers` that go on when the work is done: surely, or unless the work stops them. */
export function injectedBlockers(
	pod: Pod,
	version: Version,
): {
	readonly sure: Injection | undefined;
	readonly possible: Injection | undefined;
} {
	const classic = injectionsOf(pod).filter((each) => isClassic(each, version));
	return {
		sure: classic.find((each) => outlastsWork(pod, each)),
		possible: classic.find((each) => outlastsWork(pod, each) === undefined),
	};
}

/** May it get an ordinary container that goes on: does the injector's own configuration decide? */
const mayGetLasting = (pod: Pod): boolean =>
	injectionsOf(pod).some(
		(each) => each.native === undefined && outlastsWork(pod, each) !== false,
	);

/** Are all containers in sight: no patch, nothing behind a template? */
function isInSight(pod: Pod): boolean {
	const { document, place } = pod;
	return (
		pod.containers.length > 0 &&
		!document.templated &&
		!document.isFaulty &&
		(place.origin !== "known" || !pod.partial)
	);
}

/** Is it started again after it has ended with 0? Nothing when that is not known. */
function restartsAfterSuccess(
	container: Container,
	version: Version,
): boolean | undefined {
	if (!atLeast(version, "1.35")) return podRestarts(container.pod);
	const rule = ruleForSuccess(container);
	if (rule !== false) return rule;
	const own = container.restartPolicy;
	if (!own) return podRestarts(container.pod);
	const text = container.restartPolicyText;
	if (text === undefined) return undefined;
	return restartPolicyFate(container, text, version) === "honoured"
		? text === "Always"
		: podRestarts(container.pod);
}

/** Does one of its restart rules speak of exit code 0? All that a rule can do is restart. */
function ruleForSuccess(container: Container): boolean | undefined {
	for (const { value } of itemsOf(
		container.field("restartPolicyRules")?.value,
	)) {
		const operator = scalarOf(valueAt(value, "exitCodes", "operator"))?.text;
		const codes = itemsOf(valueAt(value, "exitCodes", "values")).map((item) =>
			integerOf(item.value),
		);
		if (operator === undefined || codes.includes(undefined)) return undefined;
		if (operator === "In" ? codes.includes(0) : !codes.includes(0)) return true;
	}
	return false;
}

/** Does the Pod's own policy start containers again that have ended with 0? */
function podRestarts(pod: Pod): boolean | undefined {
	const { kind = "", place } = pod;
	if (place.origin === "known" && ALWAYS.test(kind)) return true;
	const written = pod.entry("restartPolicy");
	if (!written || isNull(written.value))
		return place.origin === "known" &&
			ALWAYS_BY_DEFAULT.test(kind) &&
			!pod.document.templated
			? true
			: undefined;
	const text = scalarOf(written.value)?.text;
	if (text === "Always") return true;
	return text === "Never" || text === "OnFailure" ? false : undefined;
}

/** Does a container of `containers` go on when the others have ended? Nothing when that is not known. */
export function goesOn(
	container: Container,
	catalog: Catalog,
): boolean | undefined {
	if (isStoppedByAnother(container)) return false;
	if (runsForever(programOf(container)) || serverOf(container) !== undefined)
		return true;
	const isBeside = container.pod.containers.length > 1;
	if (!isBeside || !isHelper(container, catalog)) return false;
	if (isLastingHelper(container, catalog)) return true;
	return endsByItself(container) ? false : undefined;
}
