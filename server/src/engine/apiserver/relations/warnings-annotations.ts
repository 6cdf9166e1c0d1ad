import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { containersOf } from "./pod-spec";
import {
	APP_ARMOR,
	annotationsOf,
	becomesField,
	SECCOMP_CONTAINER,
	SECCOMP_POD,
	saysTheSame,
} from "./security-annotations";
import { warn } from "./warnings";

const OLD: Readonly<Record<string, readonly [note: string, field: string]>> = {
	"scheduler.alpha.kubernetes.io/critical-pod": [
		"non-functional in v1.16+",
		"priorityClassName",
	],
	"security.alpha.kubernetes.io/sysctls": [
		"non-functional in v1.11+",
		"sysctls",
	],
	"security.alpha.kubernetes.io/unsafe-sysctls": [
		"non-functional in v1.11+",
		"sysctls",
	],
};

const nothingLeft = text({
	en: (field: string) =>
		`This annotation does nothing any more; the field is \`${field}\`.`,
	ja: (field) =>
		`このアノテーションにはもう効果がありません。フィールド \`${field}\` を使ってください。`,
});
const nowField = text({
	en: (field: string) =>
		`This annotation is out of date; the field is \`${field}\`.`,
	ja: (field) =>
		`このアノテーションは非推奨です。フィールド \`${field}\` を使ってください。`,
});

/** Annotations that are fields now. */
export function annotationWarnings(answer: Answer, spec: Place): void {
	const annotations = annotationsOf(spec);
	if (annotations.size === 0) return;
	const old = (key: string, note: string, field: string): void => {
		const place = annotations.get(key);
		if (place)
			warn(
				answer,
				place,
				`${place.path}: ${note}; use the "${field}" field instead`,
				(note.startsWith("non-functional") ? nothingLeft : nowField)(field),
				[],
				place.keyRange,
			);
	};
	for (const [key, [note, field]] of Object.entries(OLD)) old(key, note, field);
	const seccomp = (holder: Place, key: string): void => {
		if (!holder.in("securityContext", "seccompProfile").isSet)
			old(key, "non-functional in v1.27+", "seccompProfile");
	};
	seccomp(spec, SECCOMP_POD);
	for (const container of containersOf(spec)) {
		const name = container.at("name").string;
		if (name === undefined) continue;
		seccomp(container, `${SECCOMP_CONTAINER}${name}`);
		const key = `${APP_ARMOR}${name}`;
		if (isOutdated(answer, spec, container, annotations.get(key)))
			old(key, "deprecated since v1.30", "appArmorProfile");
	}
}

/** Does the server warn of the annotation of an AppArmor profile? Not where a field says the same. */
function isOutdated(
	answer: Answer,
	spec: Place,
	container: Place,
	annotation: Place | undefined,
): boolean {
	if (!annotation || !answer.atLeast("1.30")) return false;
	if (container.in("securityContext", "appArmorProfile").isSet) return false;
	const ofPod = spec.in("securityContext", "appArmorProfile");
	if (spec.parent?.type === "Pod")
		return (
			spec.in("os", "name").string !== "windows" &&
			(!becomesField(annotation) || !saysTheSame(ofPod, annotation))
		);
	return answer.atLeast("1.34")
		? !saysTheSame(ofPod, annotation)
		: !ofPod.isSet;
}
