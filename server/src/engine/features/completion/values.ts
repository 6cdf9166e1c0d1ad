import { serverAnswer } from "../../apiserver/answers";
import { FIELD_PATHS } from "../../apiserver/relations/environment-selectors";
import type { TopicId } from "../../knowledge/topic";
import type { Container } from "../../kubernetes/container";
import { restartPolicyFate } from "../../kubernetes/restart-policy";
import type { Version } from "../../kubernetes/versions";
import type { Language } from "../../text/language";
import { Document } from "../../yaml/document";
import type { Scalar } from "../../yaml/tree";
import type { Offer } from "./completion";
import { type Expected, type expectations, podAround } from "./context";
import { headValues } from "./head";
import { aboutTopic, CURSOR } from "./keys";
import { namesFor } from "./names";
import type { Spot } from "./spot";

/** More values than these are not shown to the API server one by one: signals, of which it knows all. */
const MOST_ASKED = 12;

/** The values that may stand where one is written. */
export function valuesFor(
	spot: Spot,
	{ value, isGlued }: { readonly value: Scalar; readonly isGlued: boolean },
	expected: ReturnType<typeof expectations>,
	version: Version,
	language: Language,
): readonly Offer[] {
	const here = expected(value);
	const around = podAround(spot.document, value);
	const container = around?.container;
	const accepted = (here ? fixedValues(here) : []).filter((text, _, all) =>
		here && container && isContainerPolicy(here)
			? restartPolicyFate(container, text, version) === "honoured"
			: all.length > MOST_ASKED || isAccepted(spot, value, text, version),
	);
	const glue = isGlued ? " " : "";
	return [
		...accepted.map((label) =>
			offer(label, "value", glue, {
				documentation: here && aboutValue(here, label, container, language),
			}),
		),
		...headValues(value).map((label) => offer(label, "value", glue, {})),
		...(here ? namesFor(here, value, around) : []).map(({ name, about }) =>
			offer(name, "name", glue, { detail: about }),
		),
	];
}

const offer = (
	label: string,
	kind: Offer["kind"],
	glue: string,
	more: Partial<Pick<Offer, "detail" | "documentation">>,
): Offer => ({
	detail: undefined,
	documentation: undefined,
	...more,
	label,
	kind,
	insert: `${glue}${label}${CURSOR}`,
});

/** The values that a field can have at all. */
function fixedValues({ owner, field, isElement }: Expected): readonly string[] {
	if (!field || (field.holds !== "scalar" && !isElement)) return [];
	if (field.scalar === "boolean") return ["true", "false"];
	if (owner === "ObjectFieldSelector" && field.name === "fieldPath")
		return FIELD_PATHS;
	return (field.values ?? UNLISTED[field.go] ?? []).filter(
		(value) => value !== "",
	);
}

/** Enumerations that Kubernetes' schema does not have as such. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {
	ContainerRestartPolicy: ["Always", "Never", "OnFailure"],
};

/**
 * Does the API server of the version take the value here? Which of an enumeration's it takes depends on the version and
 * on what is around: a Job's Pods cannot be restarted always.
 */
function isAccepted(
	{ document: { text }, isQuoted }: Spot,
	{ start, end }: Scalar,
	choice: string,
	version: Version,
): boolean {
	const instead = isQuoted ? `"${choice}"` : choice;
	const tried = new Document(
		`${text.slice(0, start)}${instead}${text.slice(end)}`,
	);
	return ![...serverAnswer(tried, version).errors.values()].some((errors) =>
		errors.some(({ at, severity, rule }) => {
			const isHere = start <= at.end && at.start <= start + instead.length;
			return isHere && (severity === "error" || rule === "dropped-field");
		}),
	);
}

/** The rules of containers tell of these, and know what a version makes of each. */
const isContainerPolicy = ({ field }: Expected): boolean =>
	field?.go === "ContainerRestartPolicy";

function aboutValue(
	expected: Expected,
	value: string,
	container: Container | undefined,
	language: Language,
): string | undefined {
	if (!isContainerPolicy(expected) || !container) return undefined;
	const topics = RESTART_TOPICS[value];
	return (
		topics &&
		aboutTopic(topics[container.list === "initContainers" ? 0 : 1], language)
	);
}

const RESTART_TOPICS: Readonly<
	Record<string, readonly [init: TopicId, app: TopicId]>
> = {
	Always: ["restart-policy-always-init", "restart-policy-always-app"],
	Never: ["restart-policy-never-init", "restart-policy-never-app"],
	OnFailure: [
		"restart-policy-on-failure-init",
		"restart-policy-on-failure-app",
	],
};
