import { COMPANIONS } from "../../kubernetes/companions.generated";
import { nearest } from "../../kubernetes/nearest";
import type { Pod } from "../../kubernetes/pod";
import { fixedText, text } from "../../text/language";
import { type Mapping, valueAt } from "../../yaml/tree";
import type { Answer } from "../answer";
import { Place } from "../place";

/** The one version that serves each kind of workload, since 1.25. */
export const SERVED: Readonly<Record<string, string>> = {
	Pod: "v1",
	PodTemplate: "v1",
	ReplicationController: "v1",
	Deployment: "apps/v1",
	StatefulSet: "apps/v1",
	DaemonSet: "apps/v1",
	ReplicaSet: "apps/v1",
	Job: "batch/v1",
	CronJob: "batch/v1",
};

/** What the same versions serve besides, or OpenShift's client understands in `v1`. */
const NO_WORKLOADS =
	/^(?:Binding|ComponentStatus|ConfigMap|Endpoints|Event|LimitRange|Namespace|Node|PersistentVolume|PersistentVolumeClaim|ResourceQuota|Secret|Service|ServiceAccount|ControllerRevision|DeploymentConfig|BuildConfig|Build|Template|ImageStream|Route|List|\w+List)$/;

/** Groups that are Kubernetes' own; the core has no name. Others define kinds as they like. */
const OWN_GROUP = /^(?:[^/]*|(?:apps|batch|extensions)\/.*)$/;

/** Where the Pod spec stands in some kind of workload. */
const POD_PATHS = [
	"spec",
	"template.spec",
	"spec.template.spec",
	"spec.jobTemplate.spec.template.spec",
];

const RULE = "unserved-kind";

const noKind = fixedText({
	en: "This object does not say what it is: `kind` is missing.",
	ja: "何のオブジェクトかを示す `kind` がありません。",
});
const noVersion = text({
	en: (kind: string, served: string) =>
		`\`apiVersion\` is missing: a ${kind} is served as \`${served}\`.`,
	ja: (kind, served) =>
		`\`apiVersion\` がありません。${kind}は \`${served}\` で提供されます。`,
});
const otherVersion = text({
	en: (kind: string, version: string, served: string) =>
		`Kubernetes does not serve a ${kind} as \`${version}\`: its \`apiVersion\` is \`${served}\`.`,
	ja: (kind, version, served) =>
		`Kubernetesは${kind}を \`${version}\` では提供していません。\`apiVersion\` は \`${served}\` です。`,
});
const otherKind = text({
	en: (kind: string, version: string) =>
		`There is no kind \`${kind}\` in \`${version}\`.`,
	ja: (kind, version) =>
		`\`${version}\` に \`${kind}\` という種類はありません。`,
});

/**
 * Says of an object with a Pod spec that no API of Kubernetes takes it, before it is even decoded. Custom resources in
 * groups of their own are theirs.
 */
export function objectHead(answer: Answer, object: Mapping, pod: Pod): void {
	if (!POD_PATHS.includes(pod.place.path) || pod.lacks > 1) return;
	const root = Place.root(object, "Pod", answer.version);
	const kind = root.at("kind");
	const version = root.at("apiVersion");
	if (isTemplated(object, "kind") || isTemplated(object, "apiVersion")) return;
	const served = SERVED[kind.string ?? ""];
	// Who leaves out the head and more means to: it is a part of something.
	if (!(kind.string && version.string) && pod.lacks > 0) return;
	if (!kind.string) {
		if (version.string && Object.values(SERVED).includes(version.string))
			answer.undecodable(kind, "Object 'Kind' is missing", {
				rule: RULE,
				message: noKind,
				at: kind.isWritten ? kind.range : version.keyRange,
				instead: kindsAt(pod.place.path, version.string),
			});
		return;
	}
	const written = version.string ?? "";
	if (!OWN_GROUP.test(written) || served === written) return;
	const quote = `no matches for kind "${kind.string}" in version "${written}"`;
	if (served !== undefined)
		answer.undecodable(version, quote, {
			rule: RULE,
			message:
				written === ""
					? noVersion(kind.string, served)
					: otherVersion(kind.string, written, served),
			at: version.isWritten ? version.range : kind.range,
			instead: [served],
		});
	else if (
		Object.values(SERVED).includes(written) &&
		!NO_WORKLOADS.test(kind.string)
	)
		answer.undecodable(kind, quote, {
			rule: RULE,
			message: otherKind(kind.string, written),
			instead: meant(kind.string, kindsAt(pod.place.path, written)),
		});
}

/**
 * Says of what stands beside Pods, such as a Service, that it has no `kind` for the API server, or no `apiVersion`: a person wrote
 * it, but with something behind it that makes another key of it, `kind:: Service`.
 */
export function companionHead(answer: Answer, object: Mapping): void {
	const root = Place.root(object, "Pod", answer.version);
	const kind = root.at("kind");
	const version = root.at("apiVersion");
	const isMeant = (key: string) =>
		object.entries.some(
			({ key: { text: written } }) =>
				written.startsWith(key) && /^\W/.test(written.slice(key.length)),
		);
	if (version.string && !kind.isWritten && isMeant("kind"))
		answer.undecodable(kind, "Object 'Kind' is missing", {
			rule: RULE,
			message: noKind,
			at: version.keyRange,
		});
	else if (kind.string && !version.isWritten && isMeant("apiVersion"))
		answer.undecodable(
			version,
			`no matches for kind "${kind.string}" in version ""`,
			{
				rule: RULE,
				message: noVersion(kind.string, COMPANIONS[kind.string] ?? ""),
				at: kind.range,
			},
		);
}

const isTemplated = (object: Mapping, key: string): boolean => {
	const value = valueAt(object, key);
	return value?.kind === "scalar" && value.templated;
};

/** The kinds that a version serves and whose Pod spec stands there. */
const kindsAt = (path: string, version: string): readonly string[] =>
	Object.keys(SERVED).filter(
		(kind) =>
			SERVED[kind] === version &&
			path ===
				(kind === "Pod"
					? "spec"
					: kind === "PodTemplate"
						? "template.spec"
						: kind === "CronJob"
							? "spec.jobTemplate.spec.template.spec"
							: "spec.template.spec"),
	);

/** A kind that is written in a similar way, or the only one that it can be. */
function meant(kind: string, kinds: readonly string[]): readonly string[] {
	const near = nearest(kind, Object.keys(SERVED));
	return near === undefined ? kinds : [near];
}
