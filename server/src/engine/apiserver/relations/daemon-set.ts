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

const eitherOr = text({
	en: () =>
		"A DaemonSet replaces its Pods either with `maxSurge` or with `maxUnavailable` (1 by default): set `maxUnavailable: 0` to use `maxSurge`.",
	ja: () =>
		"DaemonSetのPodの入れ替え方は `maxSurge` と `maxUnavailable`(既定は1)のどちらか一方です。`maxSurge` を使うには `maxUnavailable: 0` と書いてください。",
});
const notBoth = text({
	en: () =>
		"With `maxUnavailable` and `maxSurge` both 0, no Pod could ever be replaced: give one of them at least 1.",
	ja: () =>
		"`maxUnavailable` と `maxSurge` がどちらも0では、Podを1つも入れ替えられません。どちらかを1以上にしてください。",
});

/** `ValidateDaemonSetSpec`. */
export const daemonSet: Relation = (answer, spec) => {
	templateSelector(answer, spec, {
		kind: "DaemonSet",
		emptyFor: "daemonset",
		required: false,
	});
	lastingTemplate(answer, spec.at("template"), "DaemonSet");
	updateStrategy(answer, spec.at("updateStrategy"));
};

function updateStrategy(answer: Answer, place: Place): void {
	const type = place.at("type");
	const { string } = type;
	if (string === undefined || string === "OnDelete") return;
	if (string !== "" && string !== "RollingUpdate") {
		answer.unsupported(type, TYPES, {
			path: place.path,
			value: printedStrategy(answer, place),
		});
		return;
	}
	const unavailable = place.in("rollingUpdate", "maxUnavailable");
	const surge = place.in("rollingUpdate", "maxSurge");
	for (const count of [unavailable, surge]) {
		countOrPercent(answer, count);
		notBeyondAll(answer, count);
	}
	const unavailableCount = unavailable.isSet ? podCount(unavailable) : 1;
	const surgeCount = surge.isSet ? podCount(surge) : 0;
	if (unavailableCount === undefined || surgeCount === undefined) return;
	if (unavailableCount !== 0 && surgeCount !== 0)
		answer.invalid(surge, {
			detail: "may not be set when maxUnavailable is non-zero",
			value: printedCount(answer, surge),
			message: eitherOr(),
			...(unavailable.isWritten
				? { related: { at: unavailable.range, message: eitherOr() } }
				: {}),
		});
	else if (unavailableCount === 0 && surgeCount === 0)
		answer.required(unavailable, {
			detail: "cannot be 0 when maxSurge is 0",
			message: notBoth(),
		});
}

/** The internal struct, in which both numbers are 0 unless they are set. */
function printedStrategy(answer: Answer, place: Place): string {
	const type = goQuote(place.at("type").string ?? "");
	const rollingUpdate = place.at("rollingUpdate");
	if (!answer.atLeast("1.34"))
		return `apps.DaemonSetUpdateStrategy{Type:${type}, RollingUpdate:(*apps.RollingUpdateDaemonSet)(${rollingUpdate.isSet ? "0x…" : "nil"})}`;
	const count = (name: string) => printedCount(answer, rollingUpdate.at(name));
	return `{"Type":${type},"RollingUpdate":${rollingUpdate.isSet ? `{"MaxUnavailable":${count("maxUnavailable")},"MaxSurge":${count("maxSurge")}}` : "null"}}`;
}
