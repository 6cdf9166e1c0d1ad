import { itemsOf, type Node, valueAt } from "../../yaml/tree";
import type { Container } from "../container";
import { hasHook } from "../lifecycle";
import type { Pod } from "../pod";
import { isNativeSidecar, restartPolicyFate } from "../restart-policy";
import { integerOf, isNull, scalarOf } from "../values";
import { atLeast, type Version } from "../versions";
import type { ProbeKind } from "./trace";

export type RestartPolicy = "Always" | "OnFailure" | "Never";

export interface RestartRule {
	readonly action: "Restart" | "RestartAllContainers";
	readonly isIn: boolean;
	readonly codes: readonly number[];
}

export interface ProbePlan {
	readonly kind: ProbeKind;
	/** In seconds, as all of these. */
	readonly initialDelay: number;
	readonly period: number;
	readonly failures: number;
	readonly successes: number;
	readonly gracePeriod: number | undefined;
	readonly isExec: boolean;
}

/** What the kubelet reads of a container. */
export interface Planned {
	/** Its name, or its place in the Pod when that tells it better. */
	readonly key: string;
	readonly container: Container;
	readonly kind: "init" | "sidecar" | "app" | "ephemeral";
	/** Its own policy, where this version listens to it. */
	readonly policy: RestartPolicy | undefined;
	readonly rules: readonly RestartRule[];
	readonly hasPostStart: boolean;
	readonly hasPreStop: boolean;
	readonly probes: readonly ProbePlan[];
}

/** What the kubelet reads of a Pod. */
export interface PodPlan {
	readonly pod: Pod;
	readonly version: Version;
	readonly inits: readonly Planned[];
	readonly apps: readonly Planned[];
	/** Started beside the others as soon as there is a sandbox, and never again: nobody waits for them. */
	readonly ephemerals: readonly Planned[];
	readonly policy: RestartPolicy;
	/** In seconds. */
	readonly gracePeriod: number;
	readonly deadline: number | undefined;
	readonly sharesProcesses: boolean;
	/** Can one of its containers make all of them restart? */
	readonly mayRestartAll: boolean;
}

/** Reads what decides over the life of a Pod. What is missing, templated or wrong counts as the default. */
export function planOf(pod: Pod, version: Version): PodPlan {
	const names = pod.all.map(({ name }) => name);
	const keyOf = (container: Container): string => {
		const { name, list, index } = container;
		const isUnique =
			name !== undefined && names.indexOf(name) === names.lastIndexOf(name);
		return isUnique ? name : `${list}[${index}]`;
	};
	const plan = (container: Container) =>
		planContainer(container, keyOf(container), version);
	const inits = pod.initContainers.map(plan);
	const apps = pod.containers.map(plan);
	const ephemerals = pod.list("ephemeralContainers").map(plan);
	const gracePeriod = integerOf(
		pod.entry("terminationGracePeriodSeconds")?.value,
	);
	return {
		pod,
		version,
		inits,
		apps,
		ephemerals,
		policy: policyOf(pod),
		gracePeriod: Math.max(0, gracePeriod ?? 30),
		deadline: integerOf(pod.entry("activeDeadlineSeconds")?.value),
		sharesProcesses: pod.sharesProcesses,
		mayRestartAll: [...inits, ...apps].some(({ rules }) =>
			rules.some(({ action }) => action === "RestartAllContainers"),
		),
	};
}

/** A Job has no default: that one does not exist without a policy. */
function policyOf(pod: Pod): RestartPolicy {
	const text = scalarOf(pod.entry("restartPolicy")?.value)?.text;
	return isPolicy(text) ? text : pod.runsToCompletion ? "Never" : "Always";
}

const isPolicy = (text: string | undefined): text is RestartPolicy =>
	text === "Always" || text === "OnFailure" || text === "Never";

function planContainer(
	container: Container,
	key: string,
	version: Version,
): Planned {
	const kind = kindOf(container, version);
	// The API server lets these have neither probes nor hooks, and ephemeral containers no policy either.
	const isBare = kind === "init" || kind === "ephemeral";
	const text = container.restartPolicyText;
	const isOwn =
		kind !== "ephemeral" &&
		isPolicy(text) &&
		atLeast(version, "1.35") &&
		restartPolicyFate(container, text, version) === "honoured";
	return {
		key,
		container,
		kind,
		policy: isOwn ? text : undefined,
		rules: isOwn ? rulesOf(container, version) : [],
		hasPostStart: !isBare && hasHook(container, "postStart"),
		hasPreStop: !isBare && hasHook(container, "preStop"),
		probes: isBare
			? []
			: (["startup", "readiness", "liveness"] as const).flatMap((probe) =>
					probesOf(container.field(`${probe}Probe`)?.value, probe),
				),
	};
}

function kindOf(container: Container, version: Version): Planned["kind"] {
	if (container.list === "containers") return "app";
	if (container.list === "ephemeralContainers") return "ephemeral";
	return isNativeSidecar(container, version) ? "sidecar" : "init";
}

function rulesOf(container: Container, version: Version): RestartRule[] {
	return itemsOf(container.field("restartPolicyRules")?.value).flatMap(
		({ value }): RestartRule[] => {
			const action = scalarOf(valueAt(value, "action"))?.text;
			const operator = scalarOf(valueAt(value, "exitCodes", "operator"))?.text;
			const codes = itemsOf(valueAt(value, "exitCodes", "values")).flatMap(
				(item) => integerOf(item.value) ?? [],
			);
			const isKnown =
				action === "Restart" ||
				(action === "RestartAllContainers" && atLeast(version, "1.36"));
			return isKnown && (operator === "In" || operator === "NotIn")
				? [{ action, isIn: operator === "In", codes }]
				: [];
		},
	);
}

/** A probe as the kubelet runs it; none when there is none. */
export function probesOf(node: Node | undefined, kind: ProbeKind): ProbePlan[] {
	const probe = valueAt(node);
	if (probe?.kind !== "mapping") return [];
	const number = (name: string, otherwise: number) => {
		const value = integerOf(valueAt(probe, name));
		// The API server replaces 0 by the default, but for the delay, where they are the same.
		return value === undefined || value <= 0 ? otherwise : value;
	};
	return [
		{
			kind,
			initialDelay: number("initialDelaySeconds", 0),
			period: number("periodSeconds", 10),
			failures: number("failureThreshold", 3),
			successes: number("successThreshold", 1),
			gracePeriod: integerOf(valueAt(probe, "terminationGracePeriodSeconds")),
			isExec: !isNull(valueAt(probe, "exec")),
		},
	];
}
