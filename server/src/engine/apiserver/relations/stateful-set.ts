import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import type { Relation } from "../validate";
import {
	countOrPercent,
	notBeyondAll,
	podCount,
	printedCount,
} from "./rolling-update";
import { templateSelector } from "./selector";
import { lastingTemplate } from "./template";

const TYPES = ["RollingUpdate", "OnDelete"] as const;
const MANAGEMENT = ["OrderedReady", "Parallel"] as const;

const management = text({
	en: () => "`podManagementPolicy` must be `OrderedReady` or `Parallel`.",
	ja: () =>
		"`podManagementPolicy` は `OrderedReady` または `Parallel` でなければなりません。",
});
const strategyType = text({
	en: () => "The update strategy must be `RollingUpdate` or `OnDelete`.",
	ja: () =>
		"更新方式は `RollingUpdate` または `OnDelete` でなければなりません。",
});
const noRollingUpdate = text({
	en: () =>
		"`OnDelete` leaves it to you to delete Pods: `rollingUpdate` says nothing then.",
	ja: () =>
		"`OnDelete` ではPodの削除が利用者に任されるため、`rollingUpdate` は書けません。",
});
const notZero = text({
	en: () => "With `maxUnavailable: 0` no Pod could ever be replaced.",
	ja: () => "`maxUnavailable: 0` ではPodを1つも入れ替えられません。",
});

/** `ValidateStatefulSetSpec`, without the volume claims. */
export const statefulSet: Relation = (answer, spec) => {
	const policy = spec.at("podManagementPolicy");
	const { string } = policy;
	if (string && !MANAGEMENT.some((known) => known === string))
		answer.invalid(policy, {
			detail: "must be 'OrderedReady' or 'Parallel'",
			message: management(),
			instead: MANAGEMENT,
		});
	templateSelector(answer, spec, {
		kind: "StatefulSet",
		emptyFor: "statefulset",
		required: true,
		brokenDetail: "",
	});
	lastingTemplate(answer, spec.at("template"), "StatefulSet");
	updateStrategy(answer, spec.at("updateStrategy"));
};

function updateStrategy(answer: Answer, place: Place): void {
	const type = place.at("type");
	const { string } = type;
	const rollingUpdate = place.at("rollingUpdate");
	if (string === undefined) return;
	if (string === "OnDelete") {
		if (rollingUpdate.isSet)
			answer.invalid(rollingUpdate, {
				detail: "only allowed for updateStrategy 'RollingUpdate'",
				value: printedRollingUpdate(answer, rollingUpdate),
				message: noRollingUpdate(),
				at: rollingUpdate.keyRange,
			});
		return;
	}
	if (string !== "" && string !== "RollingUpdate") {
		answer.invalid(type, {
			path: place.path,
			detail: "must be 'RollingUpdate' or 'OnDelete'",
			value: printedStrategy(answer, place),
			message: strategyType(),
			instead: TYPES,
		});
		return;
	}
	const unavailable = maxUnavailable(answer, rollingUpdate);
	if (!unavailable?.isSet) return;
	countOrPercent(answer, unavailable);
	if (podCount(unavailable) === 0)
		answer.invalid(unavailable, {
			detail: "cannot be 0",
			value: printedCount(answer, unavailable),
			message: notZero(),
			instead: ["1"],
		});
	notBeyondAll(answer, unavailable);
}

/** Clusters before 1.37 drop it by default. */
const maxUnavailable = (
	answer: Answer,
	rollingUpdate: Place,
): Place | undefined =>
	answer.atLeast("1.37") ? rollingUpdate.at("maxUnavailable") : undefined;

function printedStrategy(answer: Answer, place: Place): string {
	const type = goQuote(place.at("type").string ?? "");
	const rollingUpdate = place.at("rollingUpdate");
	if (!answer.atLeast("1.34"))
		return `apps.StatefulSetUpdateStrategy{Type:${type}, RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy)(${rollingUpdate.isSet ? "0x…" : "nil"})}`;
	return `{"Type":${type},"RollingUpdate":${rollingUpdate.isSet ? printedRollingUpdate(answer, rollingUpdate) : "null"}}`;
}

/** The internal struct: a partition of 0 unless it is set, and perhaps no number. */
function printedRollingUpdate(answer: Answer, rollingUpdate: Place): string {
	const partition = rollingUpdate.at("partition").integer ?? 0;
	const unavailable = maxUnavailable(answer, rollingUpdate);
	if (!answer.atLeast("1.34"))
		return `apps.RollingUpdateStatefulSetStrategy{Partition:${partition}, MaxUnavailable:(*intstr.IntOrString)(nil)}`;
	return `{"Partition":${partition},"MaxUnavailable":${unavailable?.isSet ? printedCount(answer, unavailable) : "null"}}`;
}
