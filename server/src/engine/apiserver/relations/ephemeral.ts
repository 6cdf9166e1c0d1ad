import { fixedText, text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";

/** What only a container that is part of the workload can have. */
const FORBIDDEN = [
	"ports",
	"resources",
	"livenessProbe",
	"readinessProbe",
	"startupProbe",
	"lifecycle",
	"resizePolicy",
	"restartPolicy",
	"restartPolicyRules",
] as const;
const DETAIL = "cannot be set for an Ephemeral Container";

const onlyLater = fixedText({
	en: "Ephemeral containers can only be added to a Pod that runs, with `kubectl debug`; a manifest cannot have them.",
	ja: "エフェメラルコンテナは、動いているPodに `kubectl debug` で追加するものです。マニフェストには書けません。",
});
const notInTemplates = fixedText({
	en: "Ephemeral containers can only be added to a Pod that runs, with `kubectl debug`; a Pod template cannot have them.",
	ja: "エフェメラルコンテナは、動いているPodに `kubectl debug` で追加するものです。Podテンプレートには書けません。",
});
const notForEphemeral = text({
	en: (field: string) => `An ephemeral container cannot have \`${field}\`.`,
	ja: (field) => `エフェメラルコンテナに \`${field}\` は書けません。`,
});
const wholeVolume = text({
	en: (field: string) =>
		`An ephemeral container mounts whole volumes only: \`${field}\` is not allowed.`,
	ja: (field) =>
		`エフェメラルコンテナがマウントできるのはボリューム全体だけです。\`${field}\` は書けません。`,
});
const noTarget = text({
	en: (name: string) =>
		`No container or init container of this Pod is named \`${name}\`, so that there is nothing to look into.`,
	ja: (name) =>
		`このPodには \`${name}\` という名前のコンテナもInitコンテナもないため、対象になりません。`,
});

/** `validateEphemeralContainers`, and that nobody creates a Pod with them. */
export function ephemeralContainers(answer: Answer, spec: Place): void {
	const list = spec.at("ephemeralContainers");
	if (list.isEmpty !== false) return;
	const template = spec.parent?.type !== "Pod";
	answer.forbidden(list, {
		rule: template ? "template-ephemeral-containers" : "ephemeral-on-create",
		detail: template
			? "ephemeral containers not allowed in pod template"
			: "cannot be set on create",
		message: template ? notInTemplates : onlyLater,
		at: list.keyRange,
	});
	const names = [
		...spec.at("initContainers").items,
		...spec.at("containers").items,
	].map((container) => container.at("name").string);
	for (const container of list.items) {
		target(answer, container, names);
		fields(answer, container);
		subPaths(answer, container);
	}
}

function target(
	answer: Answer,
	container: Place,
	names: readonly (string | undefined)[],
): void {
	const place = container.at("targetContainerName");
	const name = place.string;
	if (!name || names.includes(name) || names.includes(undefined)) return;
	answer.notFound(place, {
		rule: "ephemeral-target-missing",
		message: noTarget(name),
		instead: names.flatMap((other) => other || []),
	});
}

function fields(answer: Answer, container: Place): void {
	for (const name of FORBIDDEN) {
		const place = container.at(name);
		// 1.34 drops it before it looks, unlike the versions around it.
		if (name === "restartPolicy" && answer.version === "1.34") continue;
		const isThere =
			name === "resources"
				? ["limits", "requests", "claims"].some(
						(field) => place.at(field).isSet,
					)
				: place.isSet;
		if (isThere)
			answer.forbidden(place, {
				rule: "ephemeral-forbidden-field",
				detail: DETAIL,
				message: notForEphemeral(name),
				at: place.keyRange,
			});
	}
}

function subPaths(answer: Answer, container: Place): void {
	for (const mount of container.at("volumeMounts").items)
		for (const name of ["subPath", "subPathExpr"]) {
			const place = mount.at(name);
			if (place.string)
				answer.forbidden(place, {
					rule: "ephemeral-sub-path",
					detail: DETAIL,
					message: wholeVolume(name),
					at: place.keyRange,
				});
		}
}
