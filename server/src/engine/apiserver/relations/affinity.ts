import { text } from "../../text/language";
import type { Answer } from "../answer";
import { dnsLabel } from "../formats";
import type { Place } from "../place";
import {
	isElsewhere,
	labelKeys,
	labelName,
	nodeSelectorTerm,
} from "./pod-selector";
import { labelSelector } from "./selector";

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

const noTerm = text({
	en: () => "A node affinity that is required needs at least one term.",
	ja: () => "必須のノードアフィニティには、条件が1つ以上必要です。",
});
const weightBounds = text({
	en: () => "`weight` must be a number from 1 to 100.",
	ja: () => "`weight` は1から100までの数でなければなりません。",
});

/** `validateAffinity`: of nodes and of Pods. */
export function affinity(answer: Answer, spec: Place): void {
	const place = spec.at("affinity");
	if (!place.isSet) return;
	nodeAffinity(answer, place.at("nodeAffinity"));
	const owner = spec.parent;
	const labels =
		owner?.type === "Pod" && answer.atLeast("1.31")
			? owner.in("metadata", "labels")
			: undefined;
	for (const name of ["podAffinity", "podAntiAffinity"]) {
		const pods = place.at(name);
		for (const term of pods.at(REQUIRED).items)
			podAffinityTerm(answer, term, labels);
		for (const term of pods.at(PREFERRED).items) {
			weight(answer, term);
			podAffinityTerm(answer, term.at("podAffinityTerm"), labels);
		}
	}
}

function nodeAffinity(answer: Answer, place: Place): void {
	const selector = place.at(REQUIRED);
	const terms = selector.at("nodeSelectorTerms");
	if (selector.isSet && terms.isEmpty)
		answer.required(terms, {
			detail: "must have at least one node selector term",
			message: noTerm(),
		});
	for (const term of terms.items) nodeSelectorTerm(answer, term, false);
	for (const term of place.at(PREFERRED).items) {
		weight(answer, term);
		nodeSelectorTerm(answer, term.at("preference"), true);
	}
}

function weight(answer: Answer, term: Place): void {
	const place = term.at("weight");
	const value = place.integer;
	if (
		value === undefined ||
		(value >= 1 && value <= 100) ||
		isElsewhere(answer, place)
	)
		return;
	answer.invalid(place, {
		detail: "must be in the range 1-100",
		message: weightBounds(),
		instead: [value > 100 ? "100" : "1"],
	});
}

function podAffinityTerm(
	answer: Answer,
	term: Place,
	labels: Place | undefined,
): void {
	labelSelector(answer, term.at("labelSelector"));
	labelSelector(answer, term.at("namespaceSelector"));
	for (const item of term.at("namespaces").items) {
		const name = item.string;
		for (const { detail, message } of name === undefined ? [] : dnsLabel(name))
			answer.invalid(item, {
				path: `${term.path}.namespace`,
				detail,
				message: message("namespaces"),
			});
	}
	if (answer.atLeast("1.31")) labelKeys(answer, term, labels);
	const key = term.at("topologyKey");
	if (key.string === "") answer.required(key, { detail: "can not be empty" });
	labelName(answer, key);
}
