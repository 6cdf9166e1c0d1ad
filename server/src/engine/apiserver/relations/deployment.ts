import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import type { Relation } from "../validate";
import { labelsOf } from "./labels";
import {
	countOrPercent,
	notBeyondAll,
	podCount,
	printedCount,
} from "./rolling-update";
import {
	isKnown,
	reportMismatch,
	templateSelector,
	unmetLabel,
} from "./selector";
import { lastingTemplate } from "./template";

const TYPES = ["Recreate", "RollingUpdate"] as const;

const notBoth = text({
	en: () =>
		"With `maxUnavailable` and `maxSurge` both 0, no Pod could ever be replaced: give one of them at least 1.",
	ja: () =>
		"`maxUnavailable` と `maxSurge` がどちらも0では、Podを1つも入れ替えられません。どちらかを1以上にしてください。",
});
const noRollingUpdate = text({
	en: () =>
		"`Recreate` ends all Pods before it starts new ones: `rollingUpdate` says nothing then.",
	ja: () =>
		"`Recreate` はすべてのPodを終了してから新しいPodを起動するため、`rollingUpdate` は書けません。",
});
const deadlineTooEarly = text({
	en: () =>
		"`progressDeadlineSeconds` (600 by default) must be greater than `minReadySeconds`, or no rollout could succeed.",
	ja: () =>
		"`progressDeadlineSeconds`(既定は600)は `minReadySeconds` より大きくなければなりません。そうでないとロールアウトが成功しません。",
});
/** `ValidateDeploymentSpec`. */
export const deployment: Relation = (answer, spec) => {
	templateSelector(answer, spec, {
		kind: "Deployment",
		emptyFor: "deployment",
		required: true,
		brokenDetail: "invalid label selector",
	});
	lastingTemplate(answer, spec.at("template"), "Deployment", "ReplicaSet");
	strategy(answer, spec.at("strategy"));

	const deadline = spec.at("progressDeadlineSeconds");
	const ready = spec.at("minReadySeconds");
	const seconds = deadline.isSet ? deadline.integer : 600;
	if (
		seconds !== undefined &&
		ready.integer !== undefined &&
		seconds <= ready.integer
	)
		answer.invalid(deadline, {
			detail: "must be greater than minReadySeconds",
			value: String(seconds),
			message: deadlineTooEarly(),
			...(deadline.isSet ? {} : { at: ready.range }),
		});
};

/** `ValidateDeploymentStrategy`. */
function strategy(answer: Answer, place: Place): void {
	const type = place.at("type");
	const rollingUpdate = place.at("rollingUpdate");
	const { string } = type;
	if (string === undefined) return;
	if (string === "Recreate") {
		if (rollingUpdate.isSet)
			answer.forbidden(rollingUpdate, {
				detail: "may not be specified when strategy `type` is 'Recreate'",
				message: noRollingUpdate(),
				at: rollingUpdate.keyRange,
			});
	} else if (string === "RollingUpdate" || string === "") {
		const unavailable = rollingUpdate.at("maxUnavailable");
		const surge = rollingUpdate.at("maxSurge");
		countOrPercent(answer, unavailable);
		countOrPercent(answer, surge);
		if (podCount(unavailable) === 0 && podCount(surge) === 0)
			answer.invalid(unavailable, {
				detail: "may not be 0 when `maxSurge` is 0",
				value: printedCount(answer, unavailable),
				message: notBoth(),
			});
		notBeyondAll(answer, unavailable);
	} else
		answer.unsupported(type, TYPES, {
			path: place.path,
			value: printedStrategy(answer, place),
		});
}

/** The internal struct, in which both numbers are 0 unless they are set. */
function printedStrategy(answer: Answer, place: Place): string {
	const type = goQuote(place.at("type").string ?? "");
	const rollingUpdate = place.at("rollingUpdate");
	if (!answer.atLeast("1.34"))
		return `apps.DeploymentStrategy{Type:${type}, RollingUpdate:(*apps.RollingUpdateDeployment)(${rollingUpdate.isSet ? "0x…" : "nil"})}`;
	const count = (name: string) => printedCount(answer, rollingUpdate.at(name));
	return `{"Type":${type},"RollingUpdate":${rollingUpdate.isSet ? `{"MaxUnavailable":${count("maxUnavailable")},"MaxSurge":${count("maxSurge")}}` : "null"}}`;
}

/** `ValidateReplicaSetSpec`: its messages call it a Deployment. */
export const replicaSet: Relation = (answer, spec) => {
	templateSelector(answer, spec, {
		kind: "ReplicaSet",
		emptyFor: "deployment",
		required: true,
		brokenDetail: "invalid label selector",
	});
	lastingTemplate(answer, spec.at("template"), "ReplicaSet");
};

/** `ValidateReplicationControllerSpec`: its selector is a map, and by default the labels of the template. */
export const replicationController: Relation = (answer, spec) => {
	const template = spec.at("template");
	const selector = spec.at("selector");
	const labels = template.in("metadata", "labels");
	if (selector.isEmpty === true) {
		if (labels.isEmpty === true && isKnown(answer, labels))
			answer.required(selector, { rule: "workload-selector" });
	} else if (selector.mapping) {
		const asked = unmetLabel(labelsOf(selector), labelsOf(labels));
		if (asked !== undefined) reportMismatch(answer, labels, selector, asked);
	}
	lastingTemplate(answer, template, "ReplicationController");
};
