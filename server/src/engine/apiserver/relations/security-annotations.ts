import { fixedText, text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { containersOf } from "./pod-spec";

export const SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
export const SECCOMP_CONTAINER =
	"container.seccomp.security.alpha.kubernetes.io/";
export const APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
const MIRROR = "kubernetes.io/config.mirror";

const noSeccomp = fixedText({
	en: "This is no seccomp profile; annotations for it have no effect any more: use `seccompProfile`.",
	ja: "seccompプロファイルの値ではありません。このアノテーションにはもう効果がないため、`seccompProfile` を使ってください。",
});
const noAppArmor = fixedText({
	en: "This is no AppArmor profile: `runtime/default`, `unconfined` or `localhost/<name>`.",
	ja: "AppArmorプロファイルの値ではありません。`runtime/default`、`unconfined`、`localhost/<名前>` のいずれかです。",
});
const mirror = fixedText({
	en: "Only a kubelet makes mirror Pods, with `nodeName` set.",
	ja: "ミラーPodを作るのはkubeletだけで、`nodeName` が必要です。",
});
const differs = text({
	en: (key: string) =>
		`The annotation \`${key}\` names another profile; remove the annotation.`,
	ja: (key) =>
		`アノテーション \`${key}\` が別のプロファイルを指しています。アノテーションを削除してください。`,
});

/** The annotations of a Pod or template by key. */
export function annotationsOf(spec: Place): ReadonlyMap<string, Place> {
	const annotations = spec.parent?.in("metadata", "annotations").values;
	return new Map(annotations?.map((place) => [String(place.key), place]));
}

/** `ValidatePodSpecificAnnotations`, and whether annotations and fields say the same. */
export function podAnnotations(answer: Answer, spec: Place): void {
	const annotations = annotationsOf(spec);
	if (annotations.size === 0) return;
	// Of a template the server's paths leave out `metadata`.
	const base = `${spec.parent?.type === "Pod" ? "metadata" : spec.parent?.path}.annotations`;
	for (const [key, place] of annotations) {
		const value = place.string;
		if (value === undefined) continue;
		if (key === MIRROR && spec.at("nodeName").string === "" && !answer.partial)
			answer.invalid(place, {
				path: `${base}[${key}]`,
				detail: "must set spec.nodeName if mirror pod annotation is set",
				message: mirror,
			});
		if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER))
			seccomp(answer, place, value, `${base}.${key}`);
		if (key.startsWith(APP_ARMOR) && !isAppArmor(value))
			answer.invalid(place, {
				path: `${base}[${key}]`,
				detail: `invalid AppArmor profile name: ${goQuote(value)}`,
				message: noAppArmor,
			});
	}
	seccompTwice(answer, spec, annotations);
	if (answer.atLeast("1.30") && spec.in("os", "name").string !== "windows")
		appArmorTwice(answer, spec, annotations);
}

function seccomp(
	answer: Answer,
	place: Place,
	value: string,
	path: string,
): void {
	if (["runtime/default", "docker/default", "unconfined"].includes(value))
		return;
	if (!value.startsWith("localhost/")) {
		answer.invalid(place, {
			path,
			detail: "must be a valid seccomp profile",
			message: noSeccomp,
		});
		return;
	}
	const profile = value.slice("localhost/".length);
	const details = { path, value: goQuote(profile), message: noSeccomp };
	if (profile.startsWith("/"))
		answer.invalid(place, { ...details, detail: "must be a relative path" });
	if (profile.split("/").includes(".."))
		answer.invalid(place, { ...details, detail: "must not contain '..'" });
}

const isAppArmor = (value: string): boolean =>
	["", "runtime/default", "unconfined"].includes(value) ||
	value.startsWith("localhost/");

/** What the annotation of a profile may say. */
function annotationOf(
	profile: Place,
	defaults: readonly string[],
): readonly string[] {
	switch (profile.at("type").string) {
		case "Unconfined":
			return ["unconfined"];
		case "RuntimeDefault":
			return defaults;
		case "Localhost":
			return [`localhost/${profile.at("localhostProfile").string ?? ""}`];
		default:
			return [];
	}
}

/** Says that a field and an annotation differ; the server's path may be another than that of the field. */
function compare(
	answer: Answer,
	profile: Place,
	annotation: Place | undefined,
	defaults: readonly string[],
	what: string,
	base = profile.path,
): void {
	const value = annotation?.string;
	const expected = annotationOf(profile, defaults);
	if (
		!annotation ||
		value === undefined ||
		expected.length === 0 ||
		expected.includes(value)
	)
		return;
	const local =
		profile.at("type").string === "Localhost" && value.startsWith("localhost/");
	const field = profile.at(local ? "localhostProfile" : "type");
	answer.forbidden(field, {
		path: `${base}.${field.key}`,
		detail: `${what} ${local ? "profile" : "type"} in annotation and field must match`,
		message: differs(String(annotation.key)),
		related: {
			at: annotation.keyRange,
			message: differs(String(annotation.key)),
		},
	});
}

function seccompTwice(
	answer: Answer,
	spec: Place,
	annotations: ReadonlyMap<string, Place>,
): void {
	const defaults = ["runtime/default", "docker/default"];
	const holders: [Place, string][] = [
		[spec, SECCOMP_POD],
		...containersOf(spec).map((container): [Place, string] => [
			container,
			`${SECCOMP_CONTAINER}${container.at("name").string}`,
		]),
	];
	for (const [holder, key] of holders) {
		const profile = holder.in("securityContext", "seccompProfile");
		if (profile.isSet)
			compare(answer, profile, annotations.get(key), defaults, "seccomp");
	}
}

function appArmorTwice(
	answer: Answer,
	spec: Place,
	annotations: ReadonlyMap<string, Place>,
): void {
	for (const container of containersOf(spec)) {
		const own = container.in("securityContext", "appArmorProfile");
		const profile = own.isSet
			? own
			: spec.in("securityContext", "appArmorProfile");
		const annotation = annotations.get(
			`${APP_ARMOR}${container.at("name").string}`,
		);
		// A Pod's annotation becomes the container's field before anyone compares.
		const synced = spec.parent?.type === "Pod" && !own.isSet;
		if (profile.isSet && !(synced && becomesField(annotation)))
			compare(
				answer,
				profile,
				annotation,
				["runtime/default"],
				"apparmor",
				own.path,
			);
	}
}

/** Does an annotation say something that a field can say? */
export const becomesField = (annotation: Place | undefined): boolean => {
	const value = annotation?.string ?? "";
	return (
		value === "unconfined" ||
		value === "runtime/default" ||
		(value.startsWith("localhost/") && value.length > "localhost/".length)
	);
};

/** Does a field of an AppArmor profile say what an annotation says? */
export const saysTheSame = (profile: Place, annotation: Place): boolean =>
	profile.isSet &&
	annotationOf(profile, ["runtime/default"]).includes(annotation.string ?? "");
