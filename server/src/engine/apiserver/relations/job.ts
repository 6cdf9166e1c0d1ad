import { text } from "../../text/language";
import type { Answer } from "../answer";
import { dnsLabel, dnsSubdomain } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import type { Relation } from "../validate";
import { jobSelector } from "./job-selector";
import { podFailurePolicy } from "./pod-failure-policy";
import { successPolicy } from "./success-policy";

const mustEnd = text({
	en: (kind: string) =>
		`The Pods of a ${kind} must end: \`restartPolicy\` must be \`Never\` or \`OnFailure\`, and its default is \`Always\`.`,
	ja: (kind) =>
		`${kind}のPodは終わらなければなりません。\`restartPolicy\` には \`Never\` または \`OnFailure\` が必要です(既定は \`Always\`)。`,
});
const onlyNever = text({
	en: () =>
		"A `podFailurePolicy` decides what a failed Pod means, so that its containers may not be restarted in place: `restartPolicy` must be `Never`.",
	ja: () =>
		"`podFailurePolicy` は失敗したPodの扱いを決めるものなので、コンテナをその場で再起動することはできません。`restartPolicy` は `Never` でなければなりません。",
});
const needsCompletions = text({
	en: () => "An indexed Job needs `completions`: how many indexes there are.",
	ja: () =>
		"Indexed Jobには、インデックスの数を表す `completions` が必要です。",
});
const needsIndexes = text({
	en: (field: string) =>
		`\`${field}\` needs an indexed Job: \`completionMode: Indexed\`.`,
	ja: (field) =>
		`\`${field}\` を使うには、\`completionMode: Indexed\` のJobにする必要があります。`,
});
const needsBoth = text({
	en: () => "`maxFailedIndexes` only counts with a `backoffLimitPerIndex`.",
	ja: () => "`maxFailedIndexes` には `backoffLimitPerIndex` が必要です。",
});
const atMost = text({
	en: (field: string, most: number | string) =>
		`\`${field}\` may be at most ${most} here.`,
	ja: (field, most) =>
		`ここでの \`${field}\` は${most}以下でなければなりません。`,
});
const needsMaxFailed = text({
	en: () =>
		"With more than 100000 completions and a `backoffLimitPerIndex`, `maxFailedIndexes` is needed.",
	ja: () =>
		"`completions` が100000を超え、`backoffLimitPerIndex` があるときは、`maxFailedIndexes` が必要です。",
});
const hostNameTooLong = text({
	en: (host: string) =>
		`The Pods take their host names from this: \`${host}\` is no DNS label of at most 63 characters.`,
	ja: (host) =>
		`この名前からPodのホスト名が作られますが、\`${host}\` は63文字以内のDNSラベルになりません。`,
});
const onlyFailed = text({
	en: () =>
		"With a `podFailurePolicy`, a Pod is replaced only after it has failed: `podReplacementPolicy: Failed`.",
	ja: () =>
		"`podFailurePolicy` があるときは、Podが失敗した後にのみ置き換えられます: `podReplacementPolicy: Failed`。",
});
const managerName = text({
	en: () =>
		"`managedBy` names a controller as `domain/path`, with at most 63 characters.",
	ja: () =>
		"`managedBy` にはコントローラーの名前を `ドメイン/パス` の形で、63文字以内で書きます。",
});

const MANY = 100_000;
const FEW = 10_000;

/** `validateJobSpec`, for Jobs and what CronJobs make of their template. */
export const job: Relation = (answer, spec) => {
	const isTemplate = spec.parent?.type === "JobTemplateSpec";
	const kind = isTemplate ? "CronJob" : "Job";
	indexes(answer, spec);
	podFailurePolicy(answer, spec);
	successPolicy(answer, spec, needsIndexes("successPolicy"));
	replacementPolicy(answer, spec);
	managedBy(answer, spec.at("managedBy"));
	restartPolicy(answer, spec, kind);
	jobSelector(answer, spec, isTemplate);
	if (!isTemplate) hostNames(answer, spec);
};

/** Completions, parallelism and limits of an indexed Job. */
function indexes(answer: Answer, spec: Place): void {
	const mode = spec.at("completionMode").string;
	const completions = spec.at("completions");
	const parallelism = spec.at("parallelism");
	const perIndex = spec.at("backoffLimitPerIndex");
	// Dropped together with `backoffLimitPerIndex` in 1.28.
	const maxFailed = answer.atLeast("1.29")
		? spec.at("maxFailedIndexes")
		: undefined;
	if (maxFailed?.isSet && !perIndex.isSet)
		answer.required(perIndex, {
			detail: "when maxFailedIndexes is specified",
			message: needsBoth(),
			at: maxFailed.range,
		});
	if (mode === "" || mode === "NonIndexed") {
		for (const field of [perIndex, maxFailed])
			if (field?.isSet)
				answer.invalid(field, {
					detail: "requires indexed completion mode",
					message: needsIndexes(String(field.key)),
				});
	}
	if (mode !== "Indexed") return;
	if (!completions.isSet && parallelism.isSet)
		answer.required(completions, {
			detail: "when completion mode is Indexed",
			message: needsCompletions(),
		});
	const most = (place: Place | undefined, limit: number, detail: string) => {
		const value = place?.isSet ? place.integer : undefined;
		if (place && value !== undefined && value > limit)
			answer.invalid(place, {
				detail,
				message: atMost(String(place.key), limit),
				instead: [String(limit)],
			});
	};
	most(
		parallelism,
		MANY,
		`must be less than or equal to ${MANY} when completion mode is Indexed`,
	);
	const count = completions.isSet ? completions.integer : undefined;
	if (count !== undefined)
		most(maxFailed, count, "must be less than or equal to completions");
	most(maxFailed, MANY, `must be less than or equal to ${MANY}`);
	if (count === undefined || count <= MANY || !perIndex.isSet) return;
	if (maxFailed && !maxFailed.isSet)
		answer.required(maxFailed, {
			detail: `must be specified when completions is above ${MANY}`,
			message: needsMaxFailed(),
		});
	const detail = `must be less than or equal to ${FEW} when completions are above ${MANY} and used with backoff limit per index`;
	most(parallelism, FEW, detail);
	most(maxFailed, FEW, detail);
}

function replacementPolicy(answer: Answer, spec: Place): void {
	const policy = spec.at("podReplacementPolicy");
	const { string } = policy;
	if (!policy.isSet || string === undefined) return;
	const isRestricted = spec.at("podFailurePolicy").isSet;
	const supported = isRestricted
		? ["Failed"]
		: ["Failed", "TerminatingOrFailed"];
	if (!supported.includes(string))
		answer.unsupported(
			policy,
			supported,
			isRestricted ? { message: onlyFailed() } : {},
		);
}

/** `IsDomainPrefixedPath`, where it is surely none. */
function managedBy(answer: Answer, place: Place): void {
	const { string } = place;
	if (!place.isSet || string === undefined) return;
	const [domain = "", ...path] = string.split("/");
	if (string === "") answer.required(place, { message: managerName() });
	else if (path.length === 0 || domain === "" || path.join("/") === "")
		answer.invalid(place, {
			detail: 'must be a domain-prefixed path (such as "acme.io/foo")',
			message: managerName(),
		});
	else
		for (const { detail } of dnsSubdomain(domain))
			answer.invalid(place, {
				value: goQuote(domain),
				detail,
				message: managerName(),
			});
	if (string.length > 63) answer.tooLong(place, 63, { message: managerName() });
}

function restartPolicy(answer: Answer, spec: Place, kind: string): void {
	const policy = spec.in("template", "spec", "restartPolicy");
	const { string } = policy;
	if (string === undefined) return;
	if (string === "" || string === "Always")
		answer.required(policy, {
			rule: "job-restart-policy",
			detail: 'valid values: "OnFailure", "Never"',
			message: mustEnd(kind),
		});
	else if (string !== "OnFailure" && string !== "Never")
		answer.unsupported(policy, ["OnFailure", "Never"], {
			rule: "job-restart-policy",
		});
	else if (string === "OnFailure" && spec.at("podFailurePolicy").isSet)
		answer.invalid(policy, {
			rule: "job-pod-failure-policy-restart-policy",
			detail: 'only "Never" is supported when podFailurePolicy is specified',
			message: onlyNever(),
			instead: ["Never"],
			related: {
				at: spec.at("podFailurePolicy").keyRange,
				message: onlyNever(),
			},
		});
}

/** The Pods of an indexed Job are called by its name and their index. */
function hostNames(answer: Answer, spec: Place): void {
	const completions = spec.at("completions");
	const count = completions.isSet
		? completions.integer
		: spec.at("parallelism").isSet
			? undefined
			: 1;
	const name = spec.parent?.in("metadata", "name");
	if (
		spec.at("completionMode").string !== "Indexed" ||
		count === undefined ||
		count <= 0 ||
		!name?.string
	)
		return;
	const host = `${name.string}-${count - 1}`;
	if (dnsLabel(host).length > 0)
		answer.invalid(name, {
			detail: `will not able to create pod with invalid DNS label: ${host}`,
			message: hostNameTooLong(host),
		});
}
