import type { ServerError } from "../../apiserver/answer";
import type { Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import { firstOf, insertEntryAfter } from "../../yaml/edit";
import { entryOf } from "../../yaml/tree";
import { writeMeant, writeText } from "../mends";
import { serverRule } from "../server-rule";

const set = text({
	en: (value: string) => `Set \`restartPolicy: ${value}\``,
	ja: (value) => `\`restartPolicy: ${value}\` を設定`,
});

export default serverRule({
	id: "job-restart-policy",
	title: fixedText({
		en: "The Pods of a Job have no restartPolicy with which they can end",
		ja: "JobのPodのrestartPolicyが終了できる値になっていない",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template",
	fixes(error, document) {
		if (error.instead) return [writeMeant(error)];
		const mayRestart =
			!error.place.parent?.parent?.parent?.at("podFailurePolicy").isSet;
		return [
			setPolicy(error, document, "Never", !isWrittenElsewhere(error.place)),
			mayRestart ? setPolicy(error, document, "OnFailure") : undefined,
		];
	},
});

/** Does a policy with which Pods end stand around the Pod spec or in a container? Then that one was meant. */
function isWrittenElsewhere({ parent: spec, key }: Place): boolean {
	const name = String(key);
	const objects = spec?.at("containers").items.map(({ mapping }) => mapping);
	for (let each = spec?.parent; each; each = each.parent)
		objects?.push(each.mapping);
	return (objects ?? []).some((mapping) =>
		/^(?:Never|OnFailure)$/.test(
			stringOf(mapping && entryOf(mapping, name)?.value) ?? "",
		),
	);
}

function setPolicy(
	error: ServerError,
	document: Document,
	value: string,
	preferred = false,
): Change | undefined {
	const { place } = error;
	if (place.isWritten)
		return writeText(error, value, set(value), "review", preferred);
	const spec = place.parent?.mapping;
	const neighbour = spec && firstOf(spec, "containers");
	if (!neighbour || neighbour.parent !== spec) return undefined;
	return {
		title: set(value),
		safety: "review",
		preferred,
		edit: () => insertEntryAfter(document, neighbour, "restartPolicy", value),
	};
}
