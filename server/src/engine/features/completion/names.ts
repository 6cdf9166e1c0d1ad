import type { Container } from "../../kubernetes/container";
import type { Pod, Volume } from "../../kubernetes/pod";
import { stringOf } from "../../kubernetes/values";
import { type Mapping, type Scalar, valueAt } from "../../yaml/tree";
import type { Expected } from "./context";

/** A name that the Pod has, and what it names there. */
export interface Name {
	readonly name: string;
	readonly about: string | undefined;
}

interface Around {
	readonly pod: Pod;
	readonly container: Container | undefined;
}

/** The names that a scalar may refer to. */
export function namesFor(
	{ owner, field, isElement }: Expected,
	value: Scalar,
	around: Around | undefined,
): readonly Name[] {
	if (!field || !around) return [];
	const key = isElement ? keyOf(value) : field.name;
	const names = NAMES[`${owner}.${field.name}${isElement ? `.${key}` : ""}`];
	return unique(names?.(around, value) ?? []);
}

const keyOf = ({ holder }: Scalar): string =>
	holder && "key" in holder ? holder.key.text : "";

const NAMES: Readonly<
	Record<string, (around: Around, value: Scalar) => readonly Name[]>
> = {
	"VolumeMount.name": ({ pod }) => volumesOf(pod),
	"VolumeDevice.name": ({ pod }) => volumesOf(pod),
	"Volume.name": ({ pod }, value) => undeclared(pod, value),
	"VolumeMount.mountPath": ({ pod }, value) => pathsElsewhere(pod, value),
	"HTTPGetAction.port": portsOf,
	"TCPSocketAction.port": portsOf,
	"GRPCAction.port": (around) =>
		portsOf(around).filter(({ name }) => /^\d+$/.test(name)),
	"ResourceFieldSelector.resource": () => RESOURCES.map(plain),
	"ResourceFieldSelector.containerName": ({ pod }) => containersOf(pod.all),
	"PodFailurePolicyOnExitCodesRequirement.containerName": ({ pod }) =>
		containersOf([...pod.containers, ...pod.initContainers]),
	"EphemeralContainer.targetContainerName": ({ pod }) =>
		containersOf([...pod.containers, ...pod.initContainers]),
	"ObjectMeta.annotations.kubectl.kubernetes.io/default-container": ({ pod }) =>
		containersOf([...pod.containers, ...pod.initContainers]),
};

const plain = (name: string): Name => ({ name, about: undefined });

const RESOURCES = [
	"limits.cpu",
	"limits.memory",
	"limits.ephemeral-storage",
	"requests.cpu",
	"requests.memory",
	"requests.ephemeral-storage",
];

const volumesOf = (pod: Pod): readonly Name[] =>
	[...pod.volumeNames].map((name) => ({
		name,
		about: sourceOf(pod.volumes.find((volume) => volume.name?.text === name)),
	}));

/** What a volume is made of: the key of its source. */
const sourceOf = (volume: Volume | undefined): string | undefined =>
	volume?.node.entries.find(({ key }) => key.text !== "name")?.key.text;

/** Volumes that are mounted and that the Pod does not have. */
function undeclared(pod: Pod, value: Scalar): readonly Name[] {
	const own = pod.volumes.find(({ name }) => name === value);
	const has = (name: string): boolean =>
		pod.volumes.some((volume) => volume !== own && volume.name?.text === name);
	return pod.all.flatMap((container) =>
		container.mounts.flatMap(({ name }) =>
			name && name.text !== "" && !has(name.text)
				? [{ name: name.text, about: container.name }]
				: [],
		),
	);
}

/** Where other containers mount the same volume. */
function pathsElsewhere(pod: Pod, value: Scalar): readonly Name[] {
	const mount = mappingAround(value);
	const volume = stringOf(valueAt(mount, "name"));
	return pod.all.flatMap((container) =>
		container.mounts.flatMap(({ node, name, path }) =>
			node !== mount && path !== undefined && name?.text === volume
				? [{ name: path, about: container.name }]
				: [],
		),
	);
}

const mappingAround = ({ holder }: Scalar): Mapping | undefined =>
	holder && "key" in holder ? holder.parent : undefined;

function portsOf({ container }: Around): readonly Name[] {
	return (container?.ports ?? []).flatMap(({ name, number }) => [
		...(name === undefined ? [] : [{ name, about: number?.toString() }]),
		...(number === undefined ? [] : [{ name: String(number), about: name }]),
	]);
}

const containersOf = (containers: readonly Container[]): readonly Name[] =>
	containers.flatMap(({ name, list }) =>
		name === undefined ? [] : [{ name, about: list }],
	);

function unique(names: readonly Name[]): readonly Name[] {
	return [...new Map(names.map((each) => [each.name, each])).values()];
}
