import { atLeast, type Version } from "../versions";
import type { Because, TraceEvent } from "./trace";

/**
 * How long things take, in ms: the usual values, and the ranges that were seen on kubelets 1.29 to 1.37 (containerd, two
 * busy cores). `test/lifecycle` holds them against recordings.
 */
export const USUAL = {
	/** To create the sandbox. */
	sandbox: 400,
	/** To create and start a container. */
	start: 60,
	/** From a decision to what it does: to begin a hook, to send a signal. */
	step: 15,
	/** From a signal, or the end of a program, to the runtime's word for it. */
	exit: 10,
	/** To look at a container that it has just started itself, where the kubelet does that. */
	look: 5,
	/** To run a probe. */
	probe: 15,
	/** To tell the API server. */
	publish: 40,
	/** To stop the sandbox. */
	stopSandbox: 50,
} as const;

/** The kubelet asks the runtime for its containers each second (PLEG), and looks into its work queue each second. */
export const RELIST_PERIOD = 1000;
export const QUEUE_PERIOD = 1000;
/** What a kubelet looks at again though nothing has happened, in ms: a minute, stretched by up to a half. */
export const RESYNC = 75_000;
/** The longest that it waits for the end of a back-off before it looks again. */
export const LONGEST_WAIT = 60_000;
/** What failed is tried again after this, stretched by up to a half. */
export const RETRY = 10_000;

/** It needs a look of the kubelet to be noticed. */
export const LOOK: Range = [0, 1200];
/** The first container in a new sandbox. */
export const FIRST: Range = [0, 400];
/** One step of something that the kubelet is doing. */
export const STEP: Range = [0, 250];
/** The first run of a probe has to wait until the kubelet has seen the container. */
export const PROBE_LATE = 2000;
/** On the way of a signal. */
export const SIGNAL: Range = [0, 80];

export type Range = readonly [least: number, most: number];

export const after = (
	cause: TraceEvent,
	[least, most]: Range,
	more = 0,
): Because => ({ cause, least: least + more, most: most + more });

/**
 * From 1.36 on (`PLEGOnDemandRelist`) the kubelet looks at once at a container that it has started itself.
 * Source: `RequestPodRelist` of pkg/kubelet/kubelet.go.
 */
export const looksAtOnce = (version: Version): boolean =>
	atLeast(version, "1.36");

export const ownStart = (version: Version): Range =>
	looksAtOnce(version) ? [0, 500] : LOOK;

/**
 * When a container starts that waits for its back-off. The back-off counts from the end of its last run, but a kubelet
 * up to 1.34 looks again only each 10 to 15 s; a newer one does when the back-off is over, or up to half of it later.
 * Source: `completeWork` of pkg/kubelet/pod_workers.go.
 */
export function backOffRange(backOff: number, version: Version): Range {
	if (backOff === 0) return LOOK;
	const late = atLeast(version, "1.35")
		? Math.min(backOff, LONGEST_WAIT) / 2
		: 15_000;
	return [backOff, backOff + late + 2200];
}
