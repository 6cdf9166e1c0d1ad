import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { listOf } from "./around";

const needsPolicy = text({
	en: () =>
		"`restartPolicyRules` are exceptions to the container's own `restartPolicy`, which is missing.",
	ja: () =>
		"`restartPolicyRules` はコンテナ自身の `restartPolicy` に対する例外ですが、その `restartPolicy` がありません。",
});
const onSidecar = text({
	en: () =>
		"Kubernetes 1.35 does not allow `restartPolicyRules` on a native sidecar, which is restarted whatever it exits with.",
	ja: () =>
		"Kubernetes 1.35では、ネイティブサイドカーに `restartPolicyRules` を設定できません。ネイティブサイドカーは終了コードにかかわらず再起動されます。",
});

const POLICIES = ["Always", "Never", "OnFailure"];

/** `validateContainerRestartPolicy`, `validateInitContainerRestartPolicy`: versions before 1.35 drop the rules. */
export function restartRules(answer: Answer, container: Place): void {
	const list = listOf(container);
	if (!answer.atLeast("1.35") || list === "ephemeralContainers") return;
	const isInit = list === "initContainers";
	const policy = container.at("restartPolicy");
	const rules = container.at("restartPolicyRules");
	const value = policy.string;
	// What an init container's may be is said by other rules.
	if (
		!isInit &&
		policy.isSet &&
		value !== undefined &&
		!POLICIES.includes(value)
	)
		answer.unsupported(policy, POLICIES);
	if (rules.items.length === 0) return;
	if (!policy.isSet) {
		answer.required(policy, {
			rule: "restart-rules-need-policy",
			detail: "must specify restartPolicy when restart rules are used",
			message: needsPolicy(),
			at: policy.isWritten ? policy.keyRange : rules.keyRange,
		});
		if (isInit) return;
	}
	if (isInit && !answer.atLeast("1.36")) {
		if (value === undefined) return;
		if (value === "Always") {
			answer.forbidden(rules, {
				rule: "restart-rules-on-sidecar",
				detail:
					"restartPolicyRules are not allowed for init containers with restart policy Always",
				message: onSidecar(),
				at: rules.keyRange,
			});
			return;
		}
	}
	if (rules.items.length > 20)
		answer.tooMany(rules, rules.items.length, 20, { at: rules.keyRange });
	for (const rule of rules.items) oneRule(answer, rule);
}

function oneRule(answer: Answer, rule: Place): void {
	if (rule.isSet && !rule.mapping) return;
	const actions = answer.atLeast("1.36")
		? ["Restart", "RestartAllContainers"]
		: ["Restart"];
	among(answer, rule.at("action"), actions);
	const codes = rule.at("exitCodes");
	if (!codes.isSet) {
		answer.required(codes, { detail: "must be specified" });
		return;
	}
	if (!codes.mapping) return;
	among(answer, codes.at("operator"), ["In", "NotIn"]);
	const values = codes.at("values");
	if (values.items.length > 255)
		answer.tooMany(values, values.items.length, 255, { at: values.keyRange });
}

/** The field has no default: what is missing is wrong too. */
function among(answer: Answer, place: Place, values: readonly string[]): void {
	const value = place.string;
	if (value === undefined || values.includes(value)) return;
	if (!place.isSet && answer.partial) return;
	answer.unsupported(place, values);
}
