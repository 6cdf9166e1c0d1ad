import {
	type Companion,
	companionsIn,
	customResourcesIn,
	isCompanion,
} from "../kubernetes/companions";
import { customTypeOf } from "../kubernetes/custom-kinds";
import type { Pod } from "../kubernetes/pod";
import { fieldsOf } from "../kubernetes/schema";
import { stepOf } from "../kubernetes/step";
import { stringOf } from "../kubernetes/values";
import type { Version } from "../kubernetes/versions";
import { atLeast } from "../kubernetes/versions";
import { emptyWorkloadsOf, objectsOf, podsOf } from "../kubernetes/workloads";
import { memoizeBoth } from "../text/memo";
import { notice, noticed } from "../text/notice";
import type { Document } from "../yaml/document";
import { entryOf, type Mapping, resolve, valueAt } from "../yaml/tree";
import { Answer, type ServerError } from "./answer";
import { decode, type ObjectHead } from "./decoding";
import { Place } from "./place";
import { Quiet } from "./quiet";
import { companionHead, objectHead } from "./relations/object-head";
import { validate } from "./validate";

/** What the API server of a version answers to the objects of a document. */
export interface ServerAnswer {
	/** By the rule that tells of it. */
	readonly errors: ReadonlyMap<string, readonly ServerError[]>;
	/** What checks of ours have thrown; what they would have said is missing. */
	readonly faults: readonly unknown[];
}

export function serverAnswer(
	document: Document,
	version: Version,
): ServerAnswer {
	return document.templated || document.isFaulty
		? UNANSWERED
		: byVersion(document, version);
}

/** What Kubernetes gets from a template, or from what is no YAML, is not in sight. */
/** To what is not asked. */
export const UNANSWERED: ServerAnswer = { errors: new Map(), faults: [] };

const byVersion = memoizeBoth(askAll);

/** What is known of the checks of a document's objects, for the next keystroke. */
interface Checks {
	readonly heads: Quiet;
	readonly companions: readonly Quiet[];
	readonly customs: readonly Quiet[];
	readonly pods: readonly PodChecks[];
}

interface PodChecks {
	readonly decoding: Quiet;
	readonly validation: Quiet;
}

/** Nothing where it hangs on what is being typed into which objects there are. */
const known = memoizeBoth(
	(_: Document, _version: Version): { checks?: Checks } => ({}),
);

function askAll(document: Document, version: Version): ServerAnswer {
	const outer = notice();
	const questions = [...podsOf(document), ...emptyWorkloadsOf(document)].map(
		(pod) => questionAbout(pod, version),
	);
	const isSteady = !noticed(outer);
	const step = isSteady ? stepOf(document) : undefined;
	const before = step && known(step.before, version).checks;
	const heads = new Quiet(before?.heads);
	const headAnswer = headsOf(document, version, heads);
	const companions = companionsIn(document).map((companion, index) => {
		const quiet = new Quiet(before?.companions[index]);
		return {
			quiet,
			answer: answerToCompanion(document, companion, version, quiet),
		};
	});
	const customs = customResourcesIn(document).map((object, index) => {
		const quiet = new Quiet(before?.customs[index]);
		return {
			quiet,
			answer: answerToCustomResource(document, object, version, quiet),
		};
	});
	const pods = questions.map((question, index) => {
		const checks = {
			decoding: new Quiet(before?.pods[index]?.decoding),
			validation: new Quiet(before?.pods[index]?.validation),
		};
		return { pod: question.pod, checks, answer: answerTo(question, checks) };
	});
	const ofCustoms = customs.flatMap(({ answer }) => answer.errors);
	if (isSteady)
		known(document, version).checks = {
			heads,
			companions: companions.map(({ quiet }) => quiet),
			customs: customs.map(({ quiet }) => quiet),
			pods: pods.map(({ checks }) => checks),
		};
	return {
		errors: byRule([
			...headAnswer.errors,
			...companions.flatMap(({ answer }) => answer.errors),
			...ofCustoms,
			...pods
				.flatMap(({ pod, answer }) => errorsOf(pod, answer))
				.filter((error) => !isSaid(error, ofCustoms)),
		]),
		faults: [
			headAnswer,
			...companions.map(({ answer }) => answer),
			...customs.map(({ answer }) => answer),
			...pods.map(({ answer }) => answer),
		].flatMap(({ faults }) => faults),
	};
}

function byRule(
	errors: readonly ServerError[],
): ReadonlyMap<string, readonly ServerError[]> {
	const groups = new Map<string, ServerError[]>();
	for (const error of errors) {
		const group = groups.get(error.rule);
		if (group) group.push(error);
		else groups.set(error.rule, [error]);
	}
	return groups;
}

/** Objects that no API takes are not looked at by the server; a person wants to know the rest too. */
function headsOf(document: Document, version: Version, quiet: Quiet): Answer {
	const answer = new Answer(document, version, false, () => true);
	for (const [index, object] of objectsOf(document).entries()) {
		const pod = podsOf(document).find(({ place }) => place.object === object);
		if (pod)
			quiet.object(answer, String(index), () =>
				objectHead(answer, object, pod),
			);
	}
	if (isCompanion(document))
		for (const object of customResourcesIn(document))
			companionHead(answer, object);
	return answer;
}

/** What stands beside Pods is decoded and no more: that tells where a line does not belong. */
const answerToCompanion = (
	document: Document,
	{ kind, apiVersion, object }: Companion,
	version: Version,
	quiet: Quiet,
): Answer =>
	decoded(
		document,
		Place.root(object, kind, version),
		{ kind, version: apiVersion.replace(/^.*\//, "") },
		quiet,
	);

/** Has the whole object been asked about the same already? */
const isSaid = (error: ServerError, others: readonly ServerError[]): boolean =>
	others.some(
		({ rule, at }) => rule === error.rule && at.start === error.at.start,
	);

/**
 * Of another kind it is known that its `metadata` has no `spec`, of some also what is around their Pods. Everything else may be
 * somebody's own: what looks like an object of Kubernetes need not be one.
 */
function answerToCustomResource(
	document: Document,
	object: Mapping,
	version: Version,
	quiet: Quiet,
): Answer {
	const answer = new Answer(document, version, true, () => true);
	const type = customTypeOf(
		stringOf(valueAt(object, "kind")),
		stringOf(valueAt(object, "apiVersion")),
	);
	if (type !== undefined) {
		const root = Place.root(object, type, version);
		const all = decoded(document, root, { kind: type, version: "" }, quiet);
		answer.faults.push(...all.faults);
		answer.errors.push(
			...all.errors.flatMap((error): ServerError[] =>
				error.rule === "unknown-field"
					? [{ ...error, quote: "", severity: "warning" }]
					: [],
			),
		);
		return answer;
	}
	const metadata = resolve(valueAt(object, "metadata"));
	if (metadata?.kind !== "mapping" || !entryOf(metadata, "spec")) return answer;
	if (entryOf(object, "spec")) return answer;
	const root = Place.root(object, "CustomResource", version);
	const kind = stringOf(valueAt(object, "kind")) ?? "";
	const all = decoded(document, root, { kind, version: "" }, new Quiet());
	answer.faults.push(...all.faults);
	answer.errors.push(
		...all.errors.flatMap((error) =>
			error.place.path === "metadata.spec" ? [{ ...error, quote: "" }] : [],
		),
	);
	return answer;
}

/** What decoding says of an object that is no Pod's. */
function decoded(
	document: Document,
	root: Place,
	head: Pick<ObjectHead, "kind" | "version">,
	quiet: Quiet,
): Answer {
	const answer = new Answer(document, root.version, true, () => true);
	try {
		decode(answer, root, { ...head, foreign: false, untold: true }, quiet);
	} catch (error) {
		answer.faults.push(error);
	}
	return answer;
}

function errorsOf(pod: Pod, { errors }: Answer): readonly ServerError[] {
	if (!isForeign(pod)) return errors;
	// An image that is left empty for the controller to fill in is no mistake.
	return errors
		.filter(
			({ rule, place }) => rule !== "required-value" || place.key !== "image",
		)
		.map((error) => ({ ...error, severity: "warning" }));
}

/**
 * Does something else read it first: a controller its own resource, which it may complete, or a template its values? Then
 * the API server's word is not the last.
 */
function isForeign({ place, spec }: Pod): boolean {
	return (
		place.origin === "shape" ||
		(place.origin === "snippet" &&
			spec.entries.some(({ key }) => !fieldsOf("PodSpec")?.has(key.text)))
	);
}

/**
 * Is it a part that something else completes? Without a Pod spec an object mostly is one, unless it says which Pods are its
 * own, or the place for them is there and nothing in it.
 */
function isPart(pod: Pod): boolean {
	const isEmpty =
		emptyWorkloadsOf(pod.document).includes(pod) ||
		(pod.place.origin === "known" && pod.spec.entries.length === 0);
	if (!isEmpty) return pod.partial;
	const { object, path } = pod.place;
	const isNamed = ["name", "generateName"].some((key) =>
		valueAt(object, "metadata", key),
	);
	const isPatch = object.entries.some(({ key }) => key.text.startsWith("$"));
	if (!isNamed || isPatch) return true;
	if (valueAt(object, "spec", "selector")) return false;
	let at = object;
	for (const step of path.split(".")) {
		const entry = entryOf(at, step);
		const value = resolve(entry?.value);
		if (value?.kind !== "mapping")
			return !entry && (at === object || at.entries.length > 0);
		at = value;
	}
	return false;
}

/**
 * Before 1.34 the server looks into no StatefulSet's Pods and volume claims, but for the labels and annotations; its
 * controller fails with them.
 */
const UNCHECKED = /^spec\.(?:template\.spec|volumeClaimTemplates)\b/;

/** One object, as it is to be looked at. */
interface Question {
	readonly pod: Pod;
	readonly answer: Answer;
	readonly root: Place;
	readonly head: ObjectHead;
}

function questionAbout(pod: Pod, version: Version): Question {
	const { kind = "", document, place } = pod;
	const known = place.origin === "known" && fieldsOf(kind) !== undefined;
	return {
		pod,
		answer: new Answer(
			document,
			version,
			isPart(pod) || document.templated,
			kind === "StatefulSet" && !atLeast(version, "1.34")
				? (place) => !UNCHECKED.test(place.path)
				: () => true,
		),
		root: known
			? Place.root(place.object, kind, version)
			: Place.root(pod.spec, "PodSpec", version, place.path),
		head: {
			kind: known ? kind : "Pod",
			version: "v1",
			foreign: isForeign(pod),
		},
	};
}

function answerTo(
	{ answer, root, head }: Question,
	{ decoding, validation }: PodChecks,
): Answer {
	try {
		decode(answer, root, head, decoding);
	} catch (error) {
		answer.faults.push(error);
	}
	validate(answer, root, validation);
	return answer;
}
