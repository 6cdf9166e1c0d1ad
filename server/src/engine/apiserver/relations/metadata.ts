import { text } from "../../text/language";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { dnsLabel, dnsSubdomain, type Format, qualifiedName } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import type { Relation } from "../validate";
import { label, unitOf } from "./selector";

const nameless = text({
	en: () => "Every object needs a `name`, or a `generateName` to make one of.",
	ja: () =>
		"すべてのオブジェクトには `name`、または名前の元になる `generateName` が必要です。",
});
const nameTooLong = text({
	en: (most: number) =>
		`The name may have at most ${most} characters: Kubernetes appends to it for what it makes of this object.`,
	ja: (most) =>
		`この名前は${most}文字以内でなければなりません。Kubernetesがこれに文字列を付け足して使うためです。`,
});
const annotationsTooLong = text({
	en: () => "All annotations together may have at most 256 KiB.",
	ja: () => "アノテーションは合計で256 KiB以内でなければなりません。",
});
const notInteger = text({
	en: () => "The deletion cost must be a whole number of 32 bits.",
	ja: () => "削除コストは32ビットの整数でなければなりません。",
});
const noContainer = text({
	en: (name: string) =>
		`This annotation is about a container \`${name}\`, which this Pod does not have.`,
	ja: (name) =>
		`このアノテーションの対象であるコンテナ \`${name}\` は、このPodにありません。`,
});

const finalizerName = text({
	en: () => "The name of a finalizer has the form `example.com/name`.",
	ja: () => "ファイナライザーの名前は `example.com/name` の形です。",
});

const ANNOTATIONS_LIMIT = 256 * 1024;
const DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
const APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
const INT32 = 2n ** 31n;

/** Five random characters follow a `generateName`, of which at most 58 are kept. */
const GENERATED = { kept: 58, added: "xxxxx" } as const;

/** `ValidateObjectMeta`, as objects of a kind demand it of their names. */
export function objectMeta(
	nameFormat: Format,
	longest?: number,
): readonly Relation[] {
	return [
		(answer, object) => {
			const metadata = object.at("metadata");
			if (metadata.isSet && !metadata.mapping) return;
			names(answer, metadata, nameFormat, longest);
			const namespace = metadata.at("namespace");
			if (namespace.string)
				reportFlaws(answer, namespace, dnsLabel(namespace.string));
			for (const value of metadata.at("labels").values)
				label(answer, value, metadata.at("labels").path);
			annotations(answer, metadata.at("annotations"));
			finalizers(answer, metadata.at("finalizers"));
		},
	];
}

/** Names of most kinds: of Pods, Deployments, Jobs … */
export const SUBDOMAIN_NAME = objectMeta(dnsSubdomain);
/** A StatefulSet's name begins its Pods' host names. */
export const LABEL_NAME = objectMeta(dnsLabel);
/** A CronJob's name gets eleven characters more for its Jobs. */
export const CRON_JOB_NAME = objectMeta(dnsSubdomain, 52);

function names(
	answer: Answer,
	metadata: Place,
	nameFormat: Format,
	longest: number | undefined,
): void {
	const name = metadata.at("name");
	const generateName = metadata.at("generateName");
	const prefix = generateName.string;
	if (prefix)
		reportFlaws(answer, generateName, nameFormat(withoutHyphen(prefix)));
	const { string } = name;
	if (string === "" && prefix === "") {
		answer.required(name, {
			detail: "name or generateName is required",
			message: nameless(),
		});
		return;
	}
	if (string) reportFlaws(answer, name, nameFormat(string));
	if (longest === undefined || string === undefined) return;
	const [place, whole] =
		string !== "" || prefix === undefined
			? [name, string]
			: [generateName, prefix.slice(0, GENERATED.kept) + GENERATED.added];
	if (whole.length > longest)
		answer.invalid(place, {
			path: name.path,
			value: goQuote(whole),
			detail: `must be no more than ${longest} characters`,
			message: nameTooLong(
				place === name ? longest : longest - GENERATED.added.length,
			),
		});
}

/** The finalizers that need no domain in front. */
const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"];

/** `ValidateFinalizers`. */
function finalizers(answer: Answer, list: Place): void {
	for (const finalizer of list.items) {
		const { string } = finalizer;
		if (string === undefined) continue;
		for (const { detail } of qualifiedName(string, unitOf(answer)))
			answer.invalid(finalizer, {
				path: list.path,
				detail,
				message: finalizerName(),
			});
		if (!string.includes("/") && !STANDARD_FINALIZERS.includes(string))
			answer.invalid(finalizer, {
				detail:
					"name is neither a standard finalizer name nor is it fully qualified",
				message: finalizerName(),
			});
	}
}

/** What follows makes up for a hyphen at the end. */
const withoutHyphen = (prefix: string): string =>
	prefix.length > 1 && prefix.endsWith("-")
		? `${prefix.slice(0, -2)}a`
		: prefix;

function annotations(
	answer: Answer,
	place: Place,
	path: string = place.path,
): void {
	let size = 0;
	for (const value of place.values) {
		const key = String(value.key);
		size += bytes(key) + bytes(value.string ?? "");
		for (const { detail, message } of qualifiedName(
			key.toLowerCase(),
			unitOf(answer),
		))
			answer.invalid(value, {
				path,
				detail,
				value: goQuote(key),
				message: message(key),
				at: value.keyRange,
			});
	}
	if (size > ANNOTATIONS_LIMIT)
		answer.tooLong(place, ANNOTATIONS_LIMIT, {
			path,
			message: annotationsTooLong(),
			at: place.keyRange,
		});
}

/** The length in UTF-8. */
function bytes(value: string): number {
	let length = 0;
	for (const letter of value) {
		const code = letter.codePointAt(0) ?? 0;
		length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return length;
}

/** `ValidatePodSpecificAnnotations`: annotations that Kubernetes reads itself. */
function podAnnotations(
	answer: Answer,
	place: Place,
	spec: Place,
	path: string = place.path,
): void {
	for (const value of place.values) {
		const key = String(value.key);
		const { string } = value;
		if (key === DELETION_COST && string !== undefined && !isInt32(string))
			answer.invalid(value, {
				path: `${path}[${key}]`,
				detail: "must be a 32bit integer",
				message: notInteger(),
			});
		const container = key.startsWith(APP_ARMOR)
			? key.slice(APP_ARMOR.length)
			: undefined;
		if (
			container !== undefined &&
			!answer.partial &&
			!mayHaveContainer(spec, container)
		)
			answer.invalid(value, {
				path: `${path}[${key}]`,
				detail: "container not found",
				value: goQuote(container),
				message: noContainer(container),
				at: value.keyRange,
			});
	}
}

/** Kubernetes takes neither a plus sign nor leading zeros. */
const isInt32 = (value: string): boolean =>
	/^(?:0|[1-9]\d*|-\d+)$/.test(value) &&
	BigInt(value) < INT32 &&
	BigInt(value) >= -INT32;

function mayHaveContainer(spec: Place, name: string): boolean {
	return ["initContainers", "containers", "ephemeralContainers"].some((list) =>
		spec
			.at(list)
			.items.some((container) =>
				[name, undefined].includes(container.at("name").string),
			),
	);
}

/** A Pod's own annotations. */
export const podMeta: Relation = (answer, pod) =>
	podAnnotations(answer, pod.in("metadata", "annotations"), pod.at("spec"));

/** The metadata of a Pod template: the server leaves `metadata` out of its paths. */
export const templateMeta: Relation = (answer, template) => {
	const labels = template.in("metadata", "labels");
	for (const value of labels.values)
		label(answer, value, `${template.path}.labels`);
	const place = template.in("metadata", "annotations");
	const path = `${template.path}.annotations`;
	annotations(answer, place, path);
	podAnnotations(answer, place, template.at("spec"), path);
};
