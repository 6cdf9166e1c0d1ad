import { text } from "../../text/language";
import type { Answer } from "../answer";
import { required } from "../constraint";
import type { Place } from "../place";
import { objectsOf } from "./volume-place";
import type { PodVolumes } from "./volume-pod";

const RULE = "volume-device-rules";

/** Where a container has its volumes, as files or as devices; the last of equal names counts. */
export type PathsByName = ReadonlyMap<string, string>;

/** Reads a list of mounts or devices; what is templated, missing in a part, or dropped by the version is not in it. */
export function pathsOf(
	answer: Answer,
	list: Place,
	field: string,
	dropped?: ReadonlySet<string>,
): PathsByName {
	const paths = new Map<string, string>();
	for (const item of objectsOf(list)) {
		const name = item.at("name").string;
		const path = item.at(field).string;
		if (name === undefined || path === undefined || dropped?.has(name))
			continue;
		if (answer.partial && (name === "" || path === "")) continue;
		paths.set(name, path);
	}
	return paths;
}

const bothWays = text({
	en: (name: string) =>
		`A container has a volume as files or as a device, not both: \`${name}\` is under \`volumeMounts\` and \`volumeDevices\`.`,
	ja: (name) =>
		`コンテナがボリュームを使えるのは、ファイルかデバイスのどちらか一方としてだけです。\`${name}\` が \`volumeMounts\` と \`volumeDevices\` の両方にあります。`,
});
const samePath = text({
	en: (path: string) =>
		`\`${path}\` is the path of a mount and of a device in this container.`,
	ja: (path) =>
		`\`${path}\` は、このコンテナでマウントのパスでもデバイスのパスでもあります。`,
});
const notBlock = text({
	en: (name: string) =>
		`\`${name}\` cannot be a device: only a \`persistentVolumeClaim\` or an \`ephemeral\` volume can.`,
	ja: (name) =>
		`\`${name}\` はデバイスにできません。デバイスにできるのは \`persistentVolumeClaim\` と \`ephemeral\` のボリュームだけです。`,
});
const missing = text({
	en: (name: string) =>
		name === ""
			? "A device must name a volume of the Pod."
			: `The Pod has no volume \`${name}\` for this device.`,
	ja: (name) =>
		name === ""
			? "デバイスにはPodのボリュームの名前が必要です。"
			: `Podに、このデバイスのボリューム \`${name}\` がありません。`,
});
const twice = text({
	en: (field: string, value: string) =>
		`This container already has a device with \`${field}: ${value}\`.`,
	ja: (field, value) =>
		`このコンテナには、すでに \`${field}: ${value}\` のデバイスがあります。`,
});
const backstep = text({
	en: () => "`devicePath` must not lead out with `..`.",
	ja: () => "`devicePath` に `..` を含めることはできません。",
});

/** What a mount must not share with the devices of its container. */
export function deviceClashes(
	answer: Answer,
	name: Place,
	path: Place,
	devices: PathsByName,
): void {
	clashes(answer, { name, path, others: devices, list: "volumeDevices" });
}

function clashes(
	answer: Answer,
	{
		name,
		path,
		others,
		list,
	}: { name: Place; path: Place; others: PathsByName; list: string },
): void {
	if (name.string !== undefined && others.has(name.string))
		answer.invalid(name, {
			rule: RULE,
			detail: `must not already exist in ${list}`,
			message: bothWays(name.string),
		});
	if (path.string !== undefined && [...others.values()].includes(path.string))
		answer.invalid(path, {
			rule: RULE,
			detail: `must not already exist as a path in ${list}`,
			message: samePath(path.string),
		});
}

/** `ValidateVolumeDevices`. */
export function devices(
	answer: Answer,
	container: Place,
	volumes: PodVolumes,
	mounted: PathsByName,
): void {
	const list = container.at("volumeDevices");
	const names = new Set<string>();
	const paths = new Set<string>();
	for (const device of objectsOf(list)) {
		const name = device.at("name");
		const path = device.at("devicePath");
		required()(answer, name);
		if (name.string !== undefined) {
			if (names.has(name.string)) repeated(answer, name, name.string);
			volume(answer, name, name.string, volumes);
			if (name.string !== "") names.add(name.string);
		}
		required()(answer, path);
		if (path.string !== undefined) {
			if (paths.has(path.string)) repeated(answer, path, path.string);
			if (path.string.split("/").includes(".."))
				answer.invalid(path, {
					rule: RULE,
					detail: "can not contain backsteps ('..')",
					message: backstep(),
				});
			else if (path.string !== "" || !answer.partial) paths.add(path.string);
		}
		clashes(answer, { name, path, others: mounted, list: "volumeMounts" });
	}
}

function repeated(answer: Answer, place: Place, value: string): void {
	answer.invalid(place, {
		rule: RULE,
		detail: "must be unique",
		message: twice(String(place.key), value),
	});
}

function volume(
	answer: Answer,
	place: Place,
	name: string,
	{ sound, faulty, complete }: PodVolumes,
): void {
	const source = sound.get(name);
	if (source === undefined) {
		if (name === "" || complete || faulty.has(name))
			answer.notFound(place, { rule: RULE, message: missing(name) });
	} else if (
		source !== "" &&
		source !== "persistentVolumeClaim" &&
		source !== "ephemeral"
	)
		answer.invalid(place, {
			rule: RULE,
			detail:
				"can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
			message: notBlock(name),
		});
}
