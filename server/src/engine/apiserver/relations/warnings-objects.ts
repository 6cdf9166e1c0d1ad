import { PLACEHOLDER } from "../../kubernetes/json";
import { fixedText, text } from "../../text/language";
import type { Answer } from "../answer";
import { dnsLabel } from "../formats";
import type { Place } from "../place";
import type { Relation } from "../validate";
import { warn } from "./warnings";
import { podWarnings } from "./warnings-pod";
import { claimWarnings } from "./warnings-volumes";

/** From here on the server cannot be sure to keep track of the indexes of a Job. */
const MOST_INDEXES = { completions: 100_000, parallelism: 10_000 };

const hostName = text({
	en: (name: string) =>
		`The host names of Pods come from \`${name}\`, which is no DNS label (at most 63 small letters, digits and hyphens): they will be cut or changed.`,
	ja: (name) =>
		`Podのホスト名は \`${name}\` から作られますが、DNSラベル(63文字以内の英小文字、数字、ハイフン)ではないため、切り詰められたり変わったりします。`,
});
const keepsAll = fixedText({
	en: "With a negative number all old revisions are kept for ever.",
	ja: "負の数にすると、古いリビジョンがすべて残り続けます。",
});
const manyIndexes = fixedText({
	en: "So many indexes at once may be more than Kubernetes can keep track of when many fail.",
	ja: "インデックスの数も並列数も多すぎるため、失敗が多いと追跡しきれないことがあります。",
});

const nameOf =
	(use: string): Relation =>
	(answer, object) => {
		const place = object.in("metadata", "name");
		const name = place.string;
		const flaws = name && !PLACEHOLDER.test(name) ? dnsLabel(name) : [];
		if (name && flaws.length > 0)
			warn(
				answer,
				place,
				`metadata.name: this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${flaws.map(({ detail }) => detail).join(" ")}]`,
				hostName(name),
			);
	};

const ofPods = nameOf("Pod names and hostnames");

function indexes(answer: Answer, spec: Place): void {
	if (!answer.atLeast("1.28")) return;
	if (spec.at("completionMode").string !== "Indexed") return;
	const completions = spec.at("completions");
	if (
		(completions.integer ?? 0) > MOST_INDEXES.completions &&
		(spec.at("parallelism").integer ?? 0) > MOST_INDEXES.parallelism
	)
		warn(
			answer,
			completions,
			`${spec.path}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail`,
			manyIndexes,
		);
}

function statefulSet(answer: Answer, object: Place): void {
	const limit = object.in("spec", "revisionHistoryLimit");
	if ((limit.integer ?? 0) < 0 && answer.atLeast("1.33"))
		warn(
			answer,
			limit,
			"spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended",
			keepsAll,
		);
	for (const claim of object.in("spec", "volumeClaimTemplates").items)
		claimWarnings(answer, claim.at("spec"), claim.path);
}

/** What the server warns of in each kind of object. */
export const WARNINGS: Readonly<Record<string, readonly Relation[]>> = {
	PodSpec: [podWarnings],
	Pod: [nameOf("the Pod's hostname")],
	Deployment: [ofPods],
	ReplicaSet: [ofPods],
	ReplicationController: [ofPods],
	Job: [ofPods],
	CronJob: [ofPods],
	StatefulSet: [statefulSet],
	JobSpec: [indexes],
};
