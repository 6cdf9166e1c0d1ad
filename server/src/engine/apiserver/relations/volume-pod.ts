import { nearest } from "../../kubernetes/nearest";
import { fateOf, fieldsOf } from "../../kubernetes/schema";
import { isNull } from "../../kubernetes/values";
import { text } from "../../text/language";
import { entryOf } from "../../yaml/tree";
import type { Answer } from "../answer";
import { format, required } from "../constraint";
import { dnsLabel } from "../formats";
import type { Place } from "../place";
import { isKnown, isListKnown, objectsOf } from "./volume-place";
import { volumeSource, volumeWarnings } from "./volume-sources";

/** What containers can find among the volumes of a Pod. */
export interface PodVolumes {
	/** Volumes without an error: their source, or nothing where that is not known. */
	readonly sound: ReadonlyMap<string, string>;
	/** Volumes with one: the server does not find them. */
	readonly faulty: ReadonlySet<string>;
	/** Image volumes that the version drops, and their mounts with them. */
	readonly dropped: ReadonlySet<string>;
	/** Are they all, and all known by name? */
	readonly complete: boolean;
	/** Every volume: is it an empty directory, as far as is known? */
	readonly emptyDirs: ReadonlyMap<string, boolean>;
	/** The volume that somebody may have meant. */
	nearest(name: string): string | undefined;
}

const sameName = text({
	en: (name: string) =>
		`The Pod already has a volume \`${name}\`; each volume must have a name of its own.`,
	ja: (name) =>
		`Podにはすでにボリューム \`${name}\` があります。ボリュームにはそれぞれ異なる名前を付けてください。`,
});
const first = text({
	en: (name: string) => `\`${name}\` is declared here first.`,
	ja: (name) => `\`${name}\` は先にここで宣言されています。`,
});
const ownClaim = text({
	en: (claim: string) =>
		`\`${claim}\` is the claim that an \`ephemeral\` volume of this Pod creates; it cannot be used as a claim of its own.`,
	ja: (claim) =>
		`\`${claim}\` は、このPodの \`ephemeral\` ボリュームが作成する要求です。別の要求としては使えません。`,
});

/** `ValidateVolumes`. */
export function podVolumes(answer: Answer, spec: Place): PodVolumes {
	const list = spec.at("volumes");
	const claims = claimTemplates(spec);
	const sound = new Map<string, string>();
	const faulty = new Set<string>();
	const dropped = new Set<string>();
	const emptyDirs = new Map<string, boolean>();
	const places = new Map<string, Place>();
	const podName = nameOfPod(spec);
	const volumes = objectsOf(list);
	const created = new Set(
		podName === undefined
			? []
			: volumes
					.filter((volume) => volume.at("ephemeral").isSet)
					.map((volume) => `${podName}-${volume.at("name").string}`),
	);

	for (const [index, [name, place]] of [...claims.names].entries()) {
		const before = answer.errors.length;
		const path = `${list.path}[${index}]`;
		// Of a missing name, the server says twice that it is missing: as the volume's, and as the claim's.
		const named = place.called(`${path}.name`);
		required()(answer, named);
		format(dnsLabel)(answer, named);
		if (answer.errors.length === before)
			sound.set(name, "persistentVolumeClaim");
		else faulty.add(name);
		emptyDirs.set(name, false);
		places.set(name, place);
	}
	// The server counts what is left: the claims' volumes come first, what it drops and what they replace is not there.
	let shift = claims.names.size;
	for (const written of volumes) {
		const name = written.at("name").string;
		const isReplaced = name !== undefined && claims.names.has(name);
		if (isReplaced || isDropped(written)) {
			if (!isReplaced && name !== undefined) dropped.add(name);
			shift--;
			continue;
		}
		const volume =
			shift === 0
				? written
				: written.called(`${list.path}[${Number(written.key) + shift}]`);
		const before = answer.errors.length;
		const source = volumeSource(answer, volume, podName);
		const place = volume.at("name");
		required()(answer, place);
		format(dnsLabel)(answer, place);
		const other = name === undefined ? undefined : places.get(name);
		if (name && other && sound.has(name))
			answer.duplicate(place, {
				message: sameName(name),
				related: { at: other.range, message: first(name) },
			});
		const isSound = answer.errors.length === before;
		if (name !== undefined) {
			emptyDirs.set(name, source === "" || source === "emptyDir");
			if (isSound) sound.set(name, source);
			else if (!sound.has(name)) faulty.add(name);
			if (!places.has(name)) places.set(name, place);
		}
		const claim = volume.in("persistentVolumeClaim", "claimName");
		if (created.size > 0 && claim.string && created.has(claim.string))
			answer.invalid(claim, {
				detail:
					"must not reference a PVC that gets created for an ephemeral volume",
				message: ownClaim(claim.string),
			});
		volumeWarnings(answer, volume);
	}
	for (const name of sound.keys()) faulty.delete(name);

	return {
		sound,
		faulty,
		dropped,
		emptyDirs,
		complete:
			claims.complete &&
			isListKnown(list) &&
			volumes.every((volume) => volume.at("name").string !== undefined),
		nearest: (name) =>
			name === ""
				? undefined
				: nearest(name, [...sound.keys()].filter(Boolean)),
	};
}

/** The claims that a StatefulSet adds to its Pods as volumes, before their own. */
function claimTemplates(spec: Place): {
	readonly names: ReadonlyMap<string, Place>;
	readonly complete: boolean;
} {
	const set = spec.parent?.parent;
	if (set?.type !== "StatefulSetSpec")
		return { names: new Map(), complete: true };
	const list = set.at("volumeClaimTemplates");
	const names = new Map<string, Place>();
	let complete = isListKnown(list);
	for (const claim of objectsOf(list)) {
		const place = claim.in("metadata", "name");
		if (!isKnown(claim.at("metadata")) || place.string === undefined)
			complete = false;
		else names.set(place.string, place);
	}
	return { names, complete };
}

/** The name of a Pod that stands for itself: claims are called by it. */
function nameOfPod(spec: Place): string | undefined {
	const object = spec.parent;
	if (object?.type !== "Pod") return undefined;
	return object.in("metadata", "name").string || undefined;
}

/** Is it an image volume where the version drops these as a whole? */
function isDropped(volume: Place): boolean {
	const field = fieldsOf("Volume")?.get("image");
	if (!field || !volume.mapping || fateOf(field, volume.version) !== "dropped")
		return false;
	const entry = entryOf(volume.mapping, "image");
	return entry !== undefined && !isNull(entry.value);
}
