import { formatQuantity, parseQuantity } from "../../kubernetes/quantity";
import { text } from "../../text/language";
import type { Answer } from "../answer";
import { type Constraints, format, reportFlaws, required } from "../constraint";
import { dnsLabel, dnsSubdomain, qualifiedName } from "../formats";
import {
	configMapKey,
	relaxedEnvironmentName,
	withoutBacksteps,
} from "../formats-volume";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { check } from "./volume-place";

const noField = text({
	en: (path: string) => `\`${path}\` is no field that a Pod can hand over.`,
	ja: (path) =>
		`\`${path}\` は、コンテナに渡せるPodのフィールドではありません。`,
});
const noSubscript = text({
	en: (path: string) =>
		`Only \`metadata.labels\` and \`metadata.annotations\` take a key in brackets, not \`${path}\`.`,
	ja: (path) =>
		`角かっこでキーを指定できるのは \`metadata.labels\` と \`metadata.annotations\` だけで、\`${path}\` には指定できません。`,
});
const oldVersion = text({
	en: () => "`apiVersion` of a field reference must be `v1`.",
	ja: () => "フィールド参照の `apiVersion` は `v1` でなければなりません。",
});
const noHostIps = text({
	en: () => "Kubernetes 1.28 has `status.hostIPs` switched off by default.",
	ja: () => "Kubernetes 1.28では `status.hostIPs` が既定で無効になっています。",
});
const badKey = text({
	en: (key: string) =>
		`\`${key}\` cannot be the key of a label or an annotation.`,
	ja: (key) => `\`${key}\` はラベルやアノテーションのキーになりません。`,
});

/** What `metadata.labels['key']` consists of. */
const SUBSCRIPT = /^(.+?)\['(.*)'\]$/s;

/** Fields that `ConvertDownwardAPIFieldLabel` knows. */
const KNOWN = new Set([
	"metadata.annotations",
	"metadata.labels",
	"metadata.name",
	"metadata.namespace",
	"metadata.uid",
	"spec.nodeName",
	"spec.restartPolicy",
	"spec.serviceAccountName",
	"spec.schedulerName",
	"status.phase",
	"status.hostIP",
	"status.hostIPs",
	"status.podIP",
	"status.podIPs",
]);

const IN_ENVIRONMENT = [
	"metadata.name",
	"metadata.namespace",
	"metadata.uid",
	"spec.nodeName",
	"spec.serviceAccountName",
	"status.hostIP",
	"status.hostIPs",
	"status.podIP",
	"status.podIPs",
];
const IN_VOLUMES = [
	"metadata.annotations",
	"metadata.labels",
	"metadata.name",
	"metadata.namespace",
	"metadata.uid",
];

/** What `fieldPath` may say, in variables or in files. */
export const FIELD_PATHS: readonly string[] = [
	...new Set([...IN_ENVIRONMENT, ...IN_VOLUMES]),
];

/** `validateObjectFieldSelector`: a field of the Pod, for a variable or a file. */
export function fieldReference(
	answer: Answer,
	reference: Place,
	use: "environment" | "volume",
): void {
	const place = reference.at("fieldPath");
	const path = place.string;
	if (path === undefined) return;
	if (path === "") {
		answer.required(place);
		return;
	}
	const allowed =
		use === "volume"
			? IN_VOLUMES
			: IN_ENVIRONMENT.filter(
					(field) => field !== "status.hostIPs" || answer.atLeast("1.28"),
				);
	const version = reference.at("apiVersion").string;
	if (version === undefined) return;
	const [, base, key] = SUBSCRIPT.exec(path) ?? [];
	const cannot = (detail: string, message = noField(path)) =>
		answer.invalid(place, {
			detail: `error converting fieldPath: ${detail}`,
			message,
			instead: allowed,
		});
	if (version !== "" && version !== "v1") {
		cannot(`unsupported pod version: ${version}`, oldVersion());
		return;
	}
	if (base !== undefined && key !== undefined) {
		if (base !== "metadata.annotations" && base !== "metadata.labels") {
			cannot(
				`field label does not support subscript: ${path}`,
				noSubscript(base),
			);
			return;
		}
		const name = base === "metadata.annotations" ? key.toLowerCase() : key;
		const unit = answer.atLeast("1.36") ? "bytes" : "characters";
		for (const { detail } of qualifiedName(name, unit))
			answer.invalid(reference, {
				value: goQuote(name),
				detail: answer.atLeast("1.35")
					? detail.replace(/^a qualified name/, "a valid label key")
					: detail,
				message: badKey(key),
				at: place.range,
			});
	} else {
		const known =
			path === "spec.host" ||
			(KNOWN.has(path) &&
				(path !== "status.hostIPs" || answer.atLeast("1.28")));
		const field = path === "spec.host" ? "spec.nodeName" : path;
		if (!known) {
			cannot(`field label not supported: ${path}`);
			return;
		}
		if (!allowed.includes(field))
			answer.unsupported(place, allowed, { value: goQuote(field) });
	}
	if (path === "status.hostIPs" && answer.version === "1.28")
		answer.forbidden(reference, {
			detail: "may not be set when feature gate 'PodHostIPs' is not enabled",
			message: noHostIps(),
			at: place.range,
		});
}

const RESOURCES = [
	"limits.cpu",
	"limits.ephemeral-storage",
	"limits.memory",
	"requests.cpu",
	"requests.ephemeral-storage",
	"requests.memory",
];
const HUGE_PAGES = /^(?:limits|requests)\.hugepages-/;

const CPU_DIVISORS = ["1m", "1"];
const BYTE_DIVISORS = [
	..."1,1k,1M,1G,1T,1P,1E,1Ki,1Mi,1Gi,1Ti,1Pi,1Ei".split(","),
];

const divisors = text({
	en: (resource: string, values: string) =>
		`\`divisor\` for \`${resource}\` must be one of ${values}.`,
	ja: (resource, values) =>
		`\`${resource}\` の \`divisor\` に使えるのは ${values} だけです。`,
});

/** `validateContainerResourceFieldSelector`: an amount of a container, for a variable or a file. */
export function resourceReference(
	answer: Answer,
	reference: Place,
	use: "environment" | "volume",
): void {
	const container = reference.at("containerName");
	const resource = reference.at("resource");
	const name = resource.string;
	if (use === "volume" && container.string === "") answer.required(container);
	else if (container.string === undefined && use === "volume") return;
	else if (name === "") answer.required(resource);
	else if (
		name !== undefined &&
		!RESOURCES.includes(name) &&
		!HUGE_PAGES.test(name)
	)
		answer.unsupported(resource, RESOURCES);
	if (name !== undefined) divisorOf(answer, reference, name);
}

function divisorOf(answer: Answer, reference: Place, resource: string): void {
	const place = reference.at("divisor");
	const quantity = place.json && parseQuantity(place.json.text);
	if (!quantity || quantity.nano === 0n) return;
	const kind = HUGE_PAGES.test(resource)
		? "hugepages resource"
		: RESOURCE_KINDS[resource.replace(/^\w+\./, "")];
	if (kind === undefined || !/^(?:limits|requests)\./.test(resource)) return;
	const allowed = kind === "cpu resource" ? CPU_DIVISORS : BYTE_DIVISORS;
	if (allowed.includes(formatQuantity(quantity))) return;
	answer.invalid(place, {
		value: goQuote(resource),
		detail: `only divisor's values ${allowed.join(kind === "cpu resource" ? " and " : ", ")} are supported with the ${kind}`,
		message: divisors(
			resource,
			allowed.map((value) => `\`${value}\``).join(", "),
		),
	});
}

const RESOURCE_KINDS: Readonly<Record<string, string>> = {
	cpu: "cpu resource",
	memory: "memory resource",
	"ephemeral-storage": "local ephemeral storage resource",
};

/** `validateConfigMapKeySelector`, `validateSecretKeySelector`: a key, and the object that has it. */
export function keyReference(answer: Answer, reference: Place): void {
	const name = reference.at("name");
	// The server demands a name by its form: an empty one has it not.
	if (name.string !== undefined && (name.isWritten || !answer.partial))
		reportFlaws(answer, name, dnsSubdomain(name.string));
	check(answer, reference, KEY);
}

const KEY: Constraints = { key: [required(), format(configMapKey)] };

/** `validateFileKeySelector`: a variable in a file of a volume. */
export function fileKeyReference(answer: Answer, reference: Place): void {
	check(answer, reference, FILE_KEY);
}

const FILE_KEY: Constraints = {
	key: [required(), format(relaxedEnvironmentName)],
	volumeName: [required(), format(dnsLabel)],
	path: [required(), format(withoutBacksteps)],
};
