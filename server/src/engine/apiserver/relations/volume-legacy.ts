import { atLeast } from "../../kubernetes/versions";
import { text } from "../../text/language";
import type { Answer } from "../answer";
import {
	type Constraints,
	format,
	oneOfIfSet,
	range,
	required,
} from "../constraint";
import { dnsLabel } from "../formats";
import { descending, iscsiName } from "../formats-volume";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { check, isKnown } from "./volume-place";

/** Sources of the time before CSI drivers, iSCSI and Fibre Channel. Most of them no longer work, and are checked still. */

type SourceCheck = (answer: Answer, source: Place) => void;

const needs =
	(...fields: readonly string[]): SourceCheck =>
	(answer, source) =>
		check(
			answer,
			source,
			Object.fromEntries(fields.map((field) => [field, [required()]])),
		);

/** A secret that is named must have a name. */
function secretName(answer: Answer, source: Place): void {
	const secret = source.at("secretRef");
	if (secret.isSet && isKnown(secret)) required()(answer, secret.at("name"));
}

const disk = (field: string): SourceCheck => {
	const constraints: Constraints = {
		[field]: [required()],
		partition: [range(0, 255, "must be between 1 and 255, inclusive")],
	};
	return (answer, source) => check(answer, source, constraints);
};

const GIT: Constraints = {
	repository: [required()],
	directory: [format(descending)],
};

const ISCSI: Constraints = {
	targetPortal: [required()],
	iqn: [required(), format(iscsiName)],
	lun: [range(0, 255)],
};

function iscsi(answer: Answer, source: Place): void {
	check(answer, source, ISCSI);
	if (
		(source.at("chapAuthDiscovery").boolean ||
			source.at("chapAuthSession").boolean) &&
		!source.at("secretRef").isSet
	)
		answer.required(source.at("secretRef"));
	const initiator = source.at("initiatorName");
	if (initiator.isSet && initiator.string !== undefined)
		for (const { detail, message } of iscsiName(initiator.string))
			answer.invalid(initiator, {
				detail,
				message: message("initiatorName"),
				path: `${source.path}.initiatorname`,
			});
}

const oneOfDataset = text({
	en: () => "`flocker` needs `datasetName` or `datasetUUID`.",
	ja: () => "`flocker` には `datasetName` か `datasetUUID` が必要です。",
});
const oneDataset = text({
	en: () => "`flocker` takes `datasetName` or `datasetUUID`, not both.",
	ja: () =>
		"`flocker` に書けるのは `datasetName` か `datasetUUID` のどちらか一方です。",
});
const noSlash = text({
	en: () => "`datasetName` must not have a slash.",
	ja: () => "`datasetName` にスラッシュを含めることはできません。",
});

function flocker(answer: Answer, source: Place): void {
	const name = source.at("datasetName");
	const uuid = source.at("datasetUUID");
	if (name.string === "" && uuid.string === "" && !answer.partial)
		answer.required(source, {
			detail: "one of datasetName and datasetUUID is required",
			message: oneOfDataset(),
		});
	if (name.string && uuid.string)
		answer.invalid(source, {
			value: '"resource"',
			detail: "datasetName and datasetUUID can not be specified simultaneously",
			message: oneDataset(),
		});
	if (name.string?.includes("/"))
		answer.invalid(name, {
			detail: "must not contain '/'",
			message: noSlash(),
		});
}

const hostPorts = text({
	en: () => "`registry` must be a `host:port` pair, or several with commas.",
	ja: () =>
		"`registry` は `host:port` の組でなければなりません。複数ある場合はコンマで区切ります。",
});
const longTenant = text({
	en: () => "`tenant` may have at most 64 characters.",
	ja: () => "`tenant` は64文字以内でなければなりません。",
});
const HOST_PORTS =
	"must be a host:port pair or multiple pairs separated by commas";

function quobyte(answer: Answer, source: Place): void {
	const registry = source.at("registry");
	const tenant = source.at("tenant");
	if (registry.string === "")
		answer.required(registry, { detail: HOST_PORTS, message: hostPorts() });
	else if ((tenant.string ?? "").length >= 65)
		answer.required(tenant, {
			detail: "must be a UUID and may not exceed a length of 64 characters",
			message: longTenant(),
		});
	else
		for (const pair of registry.string?.split(",") ?? [])
			if (!/^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair))
				answer.invalid(registry, { detail: HOST_PORTS, message: hostPorts() });
	required()(answer, source.at("volume"));
}

const wwn = text({
	en: () => "`fc` needs `targetWWNs` or `wwids`.",
	ja: () => "`fc` には `targetWWNs` か `wwids` が必要です。",
});
const oneWwn = text({
	en: () => "`fc` takes `targetWWNs` or `wwids`, not both.",
	ja: () => "`fc` に書けるのは `targetWWNs` か `wwids` のどちらか一方です。",
});
const lunToo = text({
	en: () => "`targetWWNs` needs a `lun`.",
	ja: () => "`targetWWNs` には `lun` も必要です。",
});

function fibreChannel(answer: Answer, source: Place): void {
	const targets = source.at("targetWWNs");
	const ids = source.at("wwids");
	if (targets.isEmpty === true && ids.isEmpty === true)
		answer.required(targets, {
			detail: "must specify either targetWWNs or wwids, but not both",
			message: wwn(),
		});
	if (targets.isEmpty !== false) return;
	if (ids.isEmpty === false) {
		const names = targets.items.map(({ json }) => goQuote(json?.text ?? ""));
		answer.invalid(targets, {
			value: atLeast(answer.version, "1.34")
				? `[${names.join(",")}]`
				: `[]string{${names.join(", ")}}`,
			detail: "targetWWNs and wwids can not be specified simultaneously",
			message: oneWwn(),
		});
	}
	const lun = source.at("lun");
	if (!lun.isSet)
		answer.required(lun, {
			detail: "lun is required if targetWWNs is specified",
			message: lunToo(),
		});
	else range(0, 255)(answer, lun);
}

const reserved = text({
	en: (key: string) =>
		`\`${key}\`: options below \`kubernetes.io\` and \`k8s.io\` are Kubernetes' own.`,
	ja: (key) =>
		`\`${key}\`: \`kubernetes.io\` と \`k8s.io\` 以下のオプションはKubernetesが予約しています。`,
});

function flexVolume(answer: Answer, source: Place): void {
	needs("driver")(answer, source);
	for (const option of source.at("options").values) {
		const key = String(option.key);
		const [namespace = ""] = key.split("/", 2);
		if (/\.(?:kubernetes|k8s)\.io$/i.test(`.${namespace}`))
			answer.invalid(option, {
				value: goQuote(key),
				detail: "kubernetes.io and k8s.io namespaces are reserved",
				message: reserved(key),
				at: option.keyRange,
			});
	}
}

const MANAGED =
	"/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
const BLOB =
	"https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";
const AZURE_DISK: Constraints = {
	diskName: [required()],
	diskURI: [required()],
	cachingMode: [oneOfIfSet("None", "ReadOnly", "ReadWrite")],
	kind: [oneOfIfSet("Dedicated", "Managed", "Shared")],
};

function azureDisk(answer: Answer, source: Place): void {
	check(answer, source, AZURE_DISK);
	const kind = source.at("kind");
	const uri = source.at("diskURI");
	// Without a kind, the default is shared.
	const isManaged = (kind.isSet ? kind.string : "Shared") === "Managed";
	if (kind.string === undefined || uri.string === undefined) return;
	if (!uri.isWritten && answer.partial) return;
	if (!uri.string.startsWith(isManaged ? "/subscriptions/" : "https://"))
		answer.unsupported(uri, [isManaged ? MANAGED : BLOB]);
}

const STORAGE_OS: Constraints = {
	volumeName: [required(), format(dnsLabel)],
	volumeNamespace: [format(dnsLabel)],
};

export const LEGACY_SOURCES: Readonly<Record<string, SourceCheck>> = {
	gitRepo: (answer, source) => check(answer, source, GIT),
	gcePersistentDisk: disk("pdName"),
	awsElasticBlockStore: disk("volumeID"),
	iscsi,
	glusterfs: needs("endpoints", "path"),
	flocker,
	rbd: needs("monitors", "image"),
	cinder: (answer, source) => {
		needs("volumeID")(answer, source);
		secretName(answer, source);
	},
	cephfs: needs("monitors"),
	quobyte,
	fc: fibreChannel,
	flexVolume,
	azureFile: needs("secretName", "shareName"),
	vsphereVolume: needs("volumePath"),
	photonPersistentDisk: needs("pdID"),
	portworxVolume: needs("volumeID"),
	azureDisk,
	storageos: (answer, source) => {
		check(answer, source, STORAGE_OS);
		secretName(answer, source);
	},
	scaleIO: needs("gateway", "system", "volumeName"),
};
