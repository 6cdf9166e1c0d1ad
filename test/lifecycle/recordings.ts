import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Version } from "../../server/src/engine/kubernetes/versions";

/** A Pod, and what is done to it from outside. */
export interface Scenario {
	readonly scenario: string;
	readonly what: string;
	/** `CONTAINER+SECONDS`: deleted that long after the first start of that container. */
	readonly delete?: string;
	/** The same; its sandbox is killed. */
	readonly disturb?: string;
	/** Of the deletion. */
	readonly options?: { readonly gracePeriodSeconds?: number };
	/** How long it was looked at, in seconds. */
	readonly for: number;
	/** It was looked at no longer than 2 s after its last container's end. */
	readonly done?: boolean;
	readonly yaml: string;
}

export type Mode = "static" | "api";

/** Time in ms since the Pod was handed over, container (or `pod`, `sandbox`), event, code or detail. */
export type RecordedEvent = readonly [
	at: number,
	container: string,
	event: string,
	value?: number | string,
];

/** What a kubelet did with a scenario. */
export interface Recording {
	readonly scenario: string;
	readonly minor: Version;
	readonly mode: Mode;
	readonly kubelet: string;
	readonly last: number;
	readonly events: readonly RecordedEvent[];
}

const isRecording = (line: Scenario | Recording): line is Recording =>
	"events" in line;

/** Made by `tools/lifecycle/compact.mjs`. */
export function readRecordings(): {
	readonly scenarios: ReadonlyMap<string, Scenario>;
	readonly recordings: readonly Recording[];
} {
	const lines = gunzipSync(readFileSync(join(__dirname, "recordings.jsonl.gz")))
		.toString("utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as Scenario | Recording);
	return {
		scenarios: new Map(
			lines.flatMap((line) =>
				isRecording(line) ? [] : [[line.scenario, line] as const],
			),
		),
		recordings: lines.filter(isRecording),
	};
}
