import { parseQuantity } from "../../kubernetes/quantity";
import { text } from "../../text/language";
import type { Answer } from "../answer";
import { dnsSubdomain } from "../formats";
import { keysOf, type Place } from "../place";
import { goQuote } from "../printing";
import { ephemeralClaim } from "./volume-claim";
import { downwardApi, projected } from "./volume-files";
import { LEGACY_SOURCES } from "./volume-legacy";
import { overlapWarnings } from "./volume-overlap";
import { hasKey } from "./volume-place";
import { imageReferenceWarning, PLAIN_SOURCES } from "./volume-plain";

/** What the server checks in a source of a volume. */
export type SourceCheck = (answer: Answer, source: Place) => void;

const CHECKS: Readonly<Record<string, SourceCheck>> = {
	...LEGACY_SOURCES,
	...PLAIN_SOURCES,
	downwardAPI: downwardApi,
	projected,
	ephemeral: ephemeralClaim,
};

/** The sources in the order in which the server looks for them, with what it calls them where that is not their name. */
const ORDER: readonly (readonly [
	name: string,
	forbidden?: string | undefined,
	inner?: string | undefined,
])[] = [
	["emptyDir"],
	["hostPath"],
	["gitRepo"],
	["gcePersistentDisk", undefined, "persistentDisk"],
	["awsElasticBlockStore"],
	["secret"],
	["nfs"],
	["iscsi"],
	["glusterfs"],
	["flocker"],
	["persistentVolumeClaim"],
	["rbd"],
	["cinder"],
	["cephfs", "cephFS"],
	["quobyte"],
	["downwardAPI", "downwarAPI"],
	["fc"],
	["flexVolume"],
	["configMap"],
	["azureFile"],
	["vsphereVolume"],
	["photonPersistentDisk"],
	["portworxVolume"],
	["azureDisk"],
	["storageos"],
	["projected"],
	["scaleIO"],
	["csi"],
	["ephemeral"],
	["image"],
];

const onlyOne = text({
	en: (volume: string, one: string, other: string) =>
		`A volume has one source only, and ${volume === "" ? "this one" : `\`${volume}\``} has \`${one}\` and \`${other}\`.`,
	ja: (volume, one, other) =>
		`ボリュームのソースは1つだけですが、${volume === "" ? "ここには" : `\`${volume}\` には `}\`${one}\` と \`${other}\` があります。`,
});
const negative = text({
	en: () => "`sizeLimit` must not be negative.",
	ja: () => "`sizeLimit` を負の値にすることはできません。",
});
const longTogether = text({
	en: () =>
		"With `initiatorName`, the volume's name and the `targetPortal` may have 63 characters together.",
	ja: () =>
		"`initiatorName` を指定する場合、ボリューム名と `targetPortal` は合わせて63文字以内でなければなりません。",
});
const longClaim = text({
	en: (claim: string) =>
		`The claim of this volume would be called \`${claim}\`, which cannot be a name.`,
	ja: (claim) =>
		`このボリュームの要求の名前は \`${claim}\` になりますが、これは名前として使えません。`,
});

/** The sources that a volume has, in the server's order. */
function sourcesOf(volume: Place): typeof ORDER {
	const keys = volume.mapping ? keysOf(volume.mapping) : [];
	return ORDER.filter(([name]) => keys.includes(name) && volume.at(name).isSet);
}

/**
 * `validateVolumeSource`: the first source is looked at, the others are not allowed.
 * @returns the first, or nothing where it is not known; a volume without one is an empty directory
 */
export function volumeSource(
	answer: Answer,
	volume: Place,
	podName: string | undefined,
): string {
	const name = volume.at("name");
	let first: Place | undefined;
	for (const [key, forbidden = key, inner = key] of sourcesOf(volume)) {
		const source = volume.at(key);
		const isFirst = first === undefined;
		if (first)
			answer.forbidden(source, {
				rule: "volume-source-count",
				detail: "may not specify more than 1 volume type",
				message: onlyOne(name.string ?? "", String(first.key), key),
				path: `${volume.path}.${forbidden}`,
				at: source.keyRange,
			});
		else {
			first = source;
			if (source.mapping)
				CHECKS[key]?.(answer, source.called(`${volume.path}.${inner}`));
		}
		if (key === "emptyDir") sizeLimit(answer, source.at("sizeLimit"));
		if (key === "iscsi") initiator(answer, source, name);
		if (key === "ephemeral" && isFirst) claimName(answer, name, podName);
	}
	if (first) return String(first.key);
	return answer.partial ? "" : "emptyDir";
}

/** What the server only warns of. */
export function volumeWarnings(answer: Answer, volume: Place): void {
	if (hasKey(volume, "image"))
		imageReferenceWarning(answer, volume.at("image"));
	if (
		answer.atLeast("1.32") &&
		hasKey(volume, "configMap", "secret", "downwardAPI", "projected")
	)
		overlapWarnings(answer, volume);
}

function sizeLimit(answer: Answer, place: Place): void {
	const quantity = place.json && parseQuantity(place.json.text);
	if (quantity && quantity.nano < 0n)
		answer.forbidden(place, {
			detail: "SizeLimit field must be a valid resource quantity",
			message: negative(),
		});
}

function initiator(answer: Answer, source: Place, name: Place): void {
	const portal = source.at("targetPortal").string;
	if (!source.at("initiatorName").isSet || portal === undefined) return;
	if (name.string === undefined || `${name.string}:${portal}`.length <= 64)
		return;
	answer.invalid(name, {
		detail:
			"Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.",
		message: longTogether(),
	});
}

function claimName(
	answer: Answer,
	name: Place,
	podName: string | undefined,
): void {
	if (podName === undefined || !name.string) return;
	const claim = `${podName}-${name.string}`;
	for (const { detail } of dnsSubdomain(claim))
		answer.invalid(name, {
			detail: `PVC name ${goQuote(claim)}: ${detail}`,
			message: longClaim(claim),
		});
}
