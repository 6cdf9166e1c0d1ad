import {
	completionOf,
	neverStarted,
	stopGroups,
} from "../kubernetes/completion";
import { type Gate, startOrder } from "../kubernetes/lifecycle";
import type { Pod } from "../kubernetes/pod";
import type { Message } from "../text/language";
import type { Source } from "../yaml/source";
import { type PlacedPod, placedPods, plainName } from "./describe";
import { settingsOf } from "./head";
import { kubectlText } from "./kubectl-text";
import type { Settings } from "./settings";
import { notesOf } from "./timeline-notes";

/** When a container is started. */
export interface TimelineStart {
	readonly container: string;
	/** What the kubelet waits for. */
	readonly after: readonly {
		readonly container: string;
		readonly event: Gate;
	}[];
}

/** The life of a Pod: in which order its containers start and stop, and whether it ends by itself. */
export interface Timeline {
	/** Position of its document in the file, from 0. */
	readonly document: number;
	/** Offset in the file of the Pod spec. */
	readonly at: number;
	readonly kind: string | undefined;
	readonly name: string | undefined;
	readonly path: string;
	readonly start: readonly TimelineStart[];
	/** Who gets SIGTERM together, one group after the other. */
	readonly stop: readonly (readonly string[])[];
	/** Does it end once its apps have? */
	readonly completes: "yes" | "no" | "unknown";
	readonly neverStarts: readonly string[];
	/** What `kubectl get pods` shows of it. */
	readonly kubectl: Message | undefined;
	readonly notes: readonly Message[];
}

/** The life of each Pod of a file. */
export function timelinesOf(
	source: Source,
	settings: Settings,
): readonly Timeline[] {
	const chosen = settingsOf(source, settings);
	return placedPods(source).map((one) => timelineOf(one, chosen));
}

function timelineOf(
	{ placed, pod, inFile }: PlacedPod,
	settings: Settings,
): Timeline {
	const { kubernetesVersion: version, catalog } = settings;
	return {
		document: placed.index,
		at: inFile(pod.spec).start,
		kind: pod.kind,
		name: pod.name,
		path: pod.place.path,
		start: startsOf(pod, settings),
		stop: stopGroups(pod, version, catalog).map((group) =>
			group.map(plainName),
		),
		completes: completionOf(pod, version, catalog).ends,
		neverStarts: neverStarted(pod, version, catalog).map(plainName),
		kubectl: kubectlText(pod, version, catalog),
		notes: notesOf(pod, version, catalog),
	};
}

const startsOf = (
	pod: Pod,
	{ kubernetesVersion: version }: Settings,
): readonly TimelineStart[] =>
	startOrder(pod, version).map(({ container, after, hooks }) => ({
		container: plainName(container),
		after: [
			...(after
				? [{ container: plainName(after.container), event: after.gate }]
				: []),
			...hooks.map((app) => ({
				container: plainName(app),
				event: "poststart" as const,
			})),
		],
	}));
