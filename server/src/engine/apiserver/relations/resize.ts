import { text } from "../../text/language";
import type { Answer } from "../answer";
import { required as missing } from "../messages";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isSidecar, listOf, specOf } from "./around";
import { named } from "./resource-names";

const neverRestarted = text({
	en: () =>
		"A Pod with `restartPolicy: Never` restarts no container, not for a resize either: write `NotRequired`.",
	ja: () =>
		"`restartPolicy: Never` のPodでは、リサイズのためでもコンテナは再起動されません。`NotRequired` と書いてください。",
});
const onInit = text({
	en: () =>
		"An ordinary init container is not restarted for a resize: write `NotRequired`.",
	ja: () =>
		"通常のInitコンテナがリサイズのために再起動されることはありません。`NotRequired` と書いてください。",
});
const twice = text({
	en: (resource: string) =>
		`\`resizePolicy\` has \`${resource}\` twice; each resource may have one policy.`,
	ja: (resource) =>
		`\`resizePolicy\` に \`${resource}\` が2つあります。リソースごとに設定できるポリシーは1つです。`,
});

const RULE = "resize-policy-values";
const RESOURCES = ["cpu", "memory"];
const POLICIES = ["NotRequired", "RestartContainer"];

/** `validateResizePolicy`; its errors name the list, not the item. Versions before 1.33 drop the list. */
export function resizePolicy(answer: Answer, container: Place): void {
	const list = container.at("resizePolicy");
	const isInit =
		listOf(container) === "initContainers" &&
		answer.atLeast("1.36") &&
		isSidecar(container) === false;
	const podNever = specOf(container)?.at("restartPolicy").string === "Never";
	const seen = new Set<string>();
	for (const item of list.items) {
		if (item.isSet && !item.mapping) continue;
		const resource = item.at("resourceName");
		const name = resource.string;
		if (name !== undefined) {
			if (seen.has(name))
				answer.duplicate(item, {
					rule: RULE,
					value: named(name, answer.version),
					message: twice(name),
					at: resource.range,
				});
			seen.add(name);
		}
		oneOf(answer, list, resource, RESOURCES, (value) =>
			named(value, answer.version),
		);
		const policy = item.at("restartPolicy");
		oneOf(answer, list, policy, POLICIES, goQuote);
		const value = policy.string;
		const restarts = value !== undefined && value !== "NotRequired";
		if (podNever && restarts && (policy.isSet || !answer.partial))
			answer.invalid(policy, {
				path: list.path,
				rule: RULE,
				value: goQuote(value),
				detail: `must be 'NotRequired' when ${answer.atLeast("1.36") ? "pod " : ""}\`restartPolicy\` is 'Never'`,
				message: neverRestarted(),
				instead: ["NotRequired"],
			});
		if (isInit && value === "RestartContainer")
			answer.invalid(policy, {
				rule: "resize-policy-init-restart",
				detail:
					"must not be set to 'RestartContainer' for non-sidecar initContainers",
				message: onInit(),
				instead: ["NotRequired"],
			});
	}
}

function oneOf(
	answer: Answer,
	list: Place,
	place: Place,
	values: readonly string[],
	print: (value: string) => string,
): void {
	const value = place.string;
	if (value === undefined || values.includes(value)) return;
	if (value === "")
		answer.required(place, {
			path: list.path,
			rule: RULE,
			message: missing(String(place.key)),
		});
	else
		answer.unsupported(place, values, {
			path: list.path,
			rule: RULE,
			value: print(value),
		});
}
