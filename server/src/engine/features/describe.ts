import {
	type EffectiveResources,
	effectiveResources,
	type ResourceList,
} from "../apiserver/effective";
import type { Container, ContainerList } from "../kubernetes/container";
import { meantBy } from "../kubernetes/meant";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import type { Role } from "../kubernetes/role";
import { roleOf } from "../kubernetes/roles";
import { integerOf, isNull } from "../kubernetes/values";
import { podsOf } from "../kubernetes/workloads";
import type { Range } from "../text/edit";
import type { Message } from "../text/language";
import type { PlacedDocument, Source } from "../yaml/source";
import { settingsOf } from "./head";
import type { Settings } from "./settings";

/** A Pod and where it stands in its file: in a document that is broken, as what it is meant to be. */
export interface PlacedPod {
	/** The document as it is written. */
	readonly placed: PlacedDocument;
	readonly pod: Pod;
	/** Where something of the Pod stands in the file. */
	inFile(range: Range): Range;
	/** Where an offset of the file is in the Pod's document. */
	inPod(offset: number): number;
}

/** The Pods of a file, in their order. */
export const placedPods = (source: Source): readonly PlacedPod[] =>
	source.documents.flatMap(podsIn);

/** The Pods of a document, in their order. */
export function podsIn(placed: PlacedDocument): readonly PlacedPod[] {
	const meant = meantBy(placed.document);
	return podsOf(meant?.document ?? placed.document).map((pod) => ({
		placed,
		pod,
		inFile: (range) => {
			const { start, end } = meant ? meant.placeOf(range) : range;
			return { start: start + placed.start, end: end + placed.start };
		},
		inPod: (offset) => {
			const at = offset - placed.start;
			return meant ? meant.offsetOf(at) : at;
		},
	}));
}

/** The Pod at an offset, else the first one of the document that stands there. */
export function podAt(source: Source, offset: number): PlacedPod | undefined {
	const placed = source.documentAt(offset);
	if (!placed) return undefined;
	const pods = podsIn(placed);
	return (
		pods.find(({ pod: { spec }, inPod }) => {
			const at = inPod(offset);
			return spec.start <= at && at <= spec.end;
		}) ?? pods[0]
	);
}

/** What there is to say of a container. */
export interface ContainerFacts {
	readonly list: ContainerList;
	readonly name: string;
	readonly role: Role;
	/** Is it a native sidecar for the chosen version? */
	readonly native: boolean;
	readonly reason: Message;
	/** Offset in the file of its name. */
	readonly at: number;
}

/** What there is to say of a Pod; what is not known is nothing. */
export interface PodFacts {
	/** Position of its document in the file, from 0. */
	readonly document: number;
	/** Offset in the file of the Pod spec. */
	readonly at: number;
	readonly kind: string | undefined;
	readonly name: string | undefined;
	/** Where the Pod spec stands: `spec.template.spec`. */
	readonly path: string;
	readonly qos: string | undefined;
	readonly requests: ResourceList | undefined;
	readonly limits: ResourceList | undefined;
	readonly gracePeriodSeconds: number | undefined;
	readonly containers: readonly ContainerFacts[];
}

/** What there is to say of each Pod of a file. */
export function describePods(
	source: Source,
	settings: Settings,
): readonly PodFacts[] {
	const chosen = settingsOf(source, settings);
	return placedPods(source).map((one) => describePod(one, chosen));
}

function describePod(
	{ placed, pod, inFile }: PlacedPod,
	{ kubernetesVersion: version, catalog }: Settings,
): PodFacts {
	const { limits, qos, requests }: EffectiveResources = effectiveResources(
		pod,
		version,
	);
	return {
		document: placed.index,
		at: inFile(pod.spec).start,
		kind: pod.kind,
		name: pod.name,
		path: pod.place.path,
		qos,
		requests,
		limits,
		gracePeriodSeconds: gracePeriodOf(pod),
		containers: pod.all.map((container) => {
			const { reason, role } = roleOf(container, catalog);
			return {
				list: container.list,
				name: plainName(container),
				role,
				native: isNativeSidecar(container, version),
				reason,
				at: inFile(container.label).start,
			};
		}),
	};
}

/** The name as the file says it, also where a template has a part in it. */
export const plainName = (container: Container): string =>
	container.name ?? shownName(container);

/** The seconds that all containers have together to stop; nothing behind a template. */
export function gracePeriodOf(pod: Pod): number | undefined {
	const entry = pod.entry("terminationGracePeriodSeconds");
	return entry && !isNull(entry.value) ? integerOf(entry.value) : 30;
}
