import { fixedText, text } from "../../text/language";
import { amountsOf } from "../amounts";
import type { Answer } from "../answer";
import { labelValue } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import type { Relation } from "../validate";
import { parseAddress } from "./pod-address";
import { isElsewhere } from "./pod-selector";
import { fractionalBytes } from "./resources";
import { unitOf } from "./selector";
import { warn } from "./warnings";
import { annotationWarnings } from "./warnings-annotations";
import { volumeWarnings } from "./warnings-volumes";

/** Labels of nodes that had another name once. */
const OLD_LABELS: Readonly<Record<string, string>> = {
	"beta.kubernetes.io/arch":
		'deprecated since v1.14; use "kubernetes.io/arch" instead',
	"beta.kubernetes.io/os":
		'deprecated since v1.14; use "kubernetes.io/os" instead',
	"failure-domain.beta.kubernetes.io/region":
		'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
	"failure-domain.beta.kubernetes.io/zone":
		'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
	"beta.kubernetes.io/instance-type":
		'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};
/** Those that the server knows from 1.31 on. */
const OLD_SINCE_131: Readonly<Record<string, string>> = {
	"app.kubernetes.io/created-by": "deprecated since v1.9",
	"scheduler.alpha.kubernetes.io/preferAvoidPods":
		"deprecated since v1.22; use Taints and Tolerations instead",
	"node-role.kubernetes.io/master":
		'use "node-role.kubernetes.io/control-plane" instead',
};

const noteOf = (answer: Answer, label: string): string | undefined =>
	OLD_LABELS[label] ??
	(answer.atLeast("1.31") ? OLD_SINCE_131[label] : undefined);

const oldLabel = text({
	en: (label: string, now: string | undefined) =>
		now === undefined
			? `The label \`${label}\` is out of use; nodes need not have it.`
			: `The label \`${label}\` is now \`${now}\`; nodes need not have the old one.`,
	ja: (label, now) =>
		now === undefined
			? `ラベル \`${label}\` は廃止されています。ノードにあるとは限りません。`
			: `ラベル \`${label}\` は今は \`${now}\` です。古いラベルはノードにあるとは限りません。`,
});
const neverMatches = text({
	en: (value: string) =>
		`No label can have the value \`${value}\`: no node will match.`,
	ja: (value) =>
		`\`${value}\` はラベルの値になりえないため、一致するノードはありません。`,
});
const matchesNothing = fixedText({
	en: "Without `labelSelector` this matches no Pod at all; an empty one (`{}`) matches all.",
	ja: "`labelSelector` がないと、どのPodにも一致しません。空の `{}` ならすべてのPodに一致します。",
});
const sameTwice = text({
	en: (value: string) =>
		`\`${value}\` is here more than once; \`kubectl apply\` and others may keep only one of them.`,
	ja: (value) =>
		`\`${value}\` が複数あります。\`kubectl apply\` などで1つしか残らないことがあります。`,
});
const namelessSecret = fixedText({
	en: "A pull secret without a name is none.",
	ja: "名前のないイメージプルシークレットに意味はありません。",
});
const oldAddress = text({
	en: (address: string) =>
		`This notation will be refused one day: write \`${address}\`.`,
	ja: (address) =>
		`この書き方は将来拒否されます。\`${address}\` と書いてください。`,
});
const longAddress = text({
	en: (address: string) =>
		`The usual notation of this IPv6 address is \`${address}\`.`,
	ja: (address) => `このIPv6アドレスの標準的な表記は \`${address}\` です。`,
});
const negativeGrace = fixedText({
	en: "The grace period must be 0 or more; the Pods will get 1 second.",
	ja: "猶予期間は0以上でなければなりません。Podの猶予期間は1秒になります。",
});

/** What the server warns of where it accepts the Pod or template; not what other rules tell of. */
export const podWarnings: Relation = (answer, spec) => {
	nodeLabels(answer, spec);
	nullSelectors(answer, spec);
	volumeWarnings(answer, spec);
	duplicates(answer, spec);
	annotationWarnings(answer, spec);
	fractionalBytes(answer, amountsOf(spec.at("overhead")));
	gracePeriod(answer, spec);
	if (answer.atLeast("1.33")) addresses(answer, spec);
};

function nodeLabels(answer: Answer, spec: Place): void {
	for (const entry of spec.at("nodeSelector").values) {
		const label = String(entry.key);
		const note = noteOf(answer, label);
		const now = note === undefined ? undefined : successorOf(note);
		if (note !== undefined)
			warn(
				answer,
				entry,
				`${entry.path}: ${note}`,
				oldLabel(label, now),
				now === undefined ? [] : [now],
				entry.keyRange,
			);
	}
	const affinity = spec.in("affinity", "nodeAffinity");
	for (const term of affinity.in(
		"requiredDuringSchedulingIgnoredDuringExecution",
		"nodeSelectorTerms",
	).items)
		termLabels(answer, term, false);
	for (const term of affinity.at(
		"preferredDuringSchedulingIgnoredDuringExecution",
	).items)
		termLabels(answer, term.at("preference"), answer.atLeast("1.33"));
	for (const constraint of spec.at("topologySpreadConstraints").items)
		oldKey(answer, constraint.at("topologyKey"));
}

const successorOf = (note: string): string | undefined =>
	/use "(.+)" instead/.exec(note)?.[1];

function oldKey(answer: Answer, place: Place): void {
	const label = place.string ?? "";
	const note = noteOf(answer, label);
	if (note === undefined) return;
	const now = successorOf(note);
	warn(
		answer,
		place,
		`${place.path}: ${label} is ${note}`,
		oldLabel(label, now),
		now === undefined ? [] : [now],
	);
}

function termLabels(answer: Answer, term: Place, values: boolean): void {
	for (const requirement of term.at("matchExpressions").items) {
		oldKey(answer, requirement.at("key"));
		if (!values) continue;
		for (const item of requirement.at("values").items) {
			const value = item.string;
			for (const { detail } of labelValue(value ?? "", unitOf(answer)))
				warn(
					answer,
					item,
					`${item.path}: ${value} is invalid, ${detail}`,
					neverMatches(value ?? ""),
				);
		}
	}
}

function nullSelectors(answer: Answer, spec: Place): void {
	if (!answer.atLeast("1.28")) return;
	const affinity = spec.at("affinity");
	const terms = ["podAffinity", "podAntiAffinity"].flatMap((name) => [
		...affinity.at(name).at("requiredDuringSchedulingIgnoredDuringExecution")
			.items,
		...affinity
			.at(name)
			.at("preferredDuringSchedulingIgnoredDuringExecution")
			.items.map((term) => term.at("podAffinityTerm")),
	]);
	for (const holder of [
		...spec.at("topologySpreadConstraints").items,
		...terms,
	]) {
		const selector = holder.at("labelSelector");
		if (!selector.isSet && !isElsewhere(answer, selector))
			warn(
				answer,
				selector,
				`${selector.path}: a null labelSelector results in matching no pod`,
				matchesNothing,
			);
	}
}

function duplicates(answer: Answer, spec: Place): void {
	for (const [list, field, what] of [
		["hostAliases", "ip", "ip"],
		["imagePullSecrets", "name", "name"],
	] as const) {
		const seen = new Set<string>();
		for (const item of spec.at(list).items) {
			const place = item.at(field);
			const value = place.string;
			if (value === undefined) continue;
			if (seen.has(value))
				warn(
					answer,
					place,
					`${place.path}: duplicate ${what} ${goQuote(value)}`,
					sameTwice(value),
				);
			seen.add(value);
			if (
				list === "imagePullSecrets" &&
				value === "" &&
				!isElsewhere(answer, place)
			)
				warn(
					answer,
					place,
					`${place.path}: invalid empty name ""`,
					namelessSecret,
				);
		}
	}
}

function addresses(answer: Answer, spec: Place): void {
	const places = [
		...spec.in("dnsConfig", "nameservers").items,
		...spec.at("hostAliases").items.map((alias) => alias.at("ip")),
	];
	for (const place of places) {
		const written = place.string ?? "";
		const address = parseAddress(written);
		if (!address) continue;
		const { canonical, legacy, version } = address;
		if (legacy) {
			if (!answer.atLeast("1.36"))
				warn(
					answer,
					place,
					`${place.path}: non-standard IP address ${goQuote(written)} will be considered invalid in a future Kubernetes release: use ${goQuote(canonical)}`,
					oldAddress(canonical),
					[canonical],
				);
		} else if (version === 6 && canonical !== written)
			warn(
				answer,
				place,
				`${place.path}: IPv6 address ${goQuote(written)} should be in RFC 5952 canonical format (${goQuote(canonical)})`,
				longAddress(canonical),
				[canonical],
			);
	}
}

/** The server makes it 1 in a Pod itself, silently. */
function gracePeriod(answer: Answer, spec: Place): void {
	const place = spec.at("terminationGracePeriodSeconds");
	const seconds = place.integer ?? 0;
	if (seconds >= 0 || spec.parent?.type === "Pod") return;
	answer.warn(
		place,
		`${place.path}: must be >= 0; negative values are invalid and will be treated as 1`,
		negativeGrace,
		{ rule: "grace-period-negative", instead: ["1"] },
	);
}
