import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	messageOf,
	type Settings,
	type Source,
	type Version,
} from "../../server/src/engine/engine";
import { entryOf, type Node, resolve } from "../../server/src/engine/yaml/tree";

/** One manifest and what Kubernetes' own code answered to it. */
export interface Case {
	readonly id: string;
	readonly path?: string;
	readonly mutation: string;
	readonly yaml: string;
	readonly results: readonly {
		readonly minors: readonly string[];
		readonly docs: readonly Answered[];
	}[];
}

export interface Answered {
	readonly verdict: "accepted" | "rejected" | "not-covered" | "unparsable";
	readonly stage?: "yaml" | "decode" | "strict" | "validate";
	readonly errors?: readonly { path: string; type: string; message: string }[];
	readonly strictErrors?: readonly string[];
	readonly message?: string;
	readonly warnings?: readonly string[];
	readonly onlyDuplicateKeys?: boolean;
}

export function readCases(file: string): Case[] {
	return gunzipSync(readFileSync(file))
		.toString("utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as Case);
}

/** One complaint of the API server: what it prints, and where. */
export interface Complaint {
	readonly kind: string;
	readonly path: string | undefined;
	readonly text: string;
}

/** What the API server complained of, stage by stage. */
export function complaints(
	answer: Answered,
	path: string | undefined,
): Complaint[] {
	if (answer.stage === "decode")
		return [{ kind: "decode", path, text: answer.message ?? "" }];
	const strict = (answer.strictErrors ?? []).map((text) => ({
		kind: "strict",
		path: /"(.+)"$/.exec(text)?.[1],
		text,
	}));
	const errors = (answer.errors ?? []).map(({ path, type, message }) => ({
		kind: type.replace("FieldValue", ""),
		path,
		text: message,
	}));
	return [...strict, ...errors];
}

/** An error of ours; offsets of its document. */
export interface Said {
	readonly document: number;
	readonly start: number;
	readonly end: number;
	readonly text: string;
	readonly rule: string;
}

/** The errors that a person gets to see. */
export function saidOf(source: Source, version: Version): Said[] {
	return findingsOf(source, settingsFor(version))
		.filter(({ finding }) => finding.severity === "error")
		.map(({ finding, placed }) => ({
			document: placed.index,
			start: finding.at.start,
			end: finding.at.end,
			text: messageOf(finding, "en"),
			rule: finding.rule.id,
		}));
}

const known = new Map<Version, Settings>();

/** The same object each time: findings are kept by it. */
function settingsFor(kubernetesVersion: Version): Settings {
	const settings = known.get(kubernetesVersion) ?? {
		...DEFAULT_SETTINGS,
		kubernetesVersion,
	};
	known.set(kubernetesVersion, settings);
	return settings;
}

/** Does a range show the place that a path names: its key or value, or, where it is not written, what should hold it? */
export function shows(
	root: Node | undefined,
	path: string,
	said: Said,
): boolean {
	let node = resolve(root);
	let key: { start: number; end: number } | undefined;
	let written = true;
	for (const [, name, item] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
		const step = name ?? item ?? "";
		if (node?.kind === "sequence") {
			const index = Number(step);
			const found = node.items[index];
			if (!found || !/^\d+$/.test(step)) {
				written = false;
				break;
			}
			node = resolve(found.value);
			key = found;
		} else if (node?.kind === "mapping") {
			const entry = entryOf(node, step);
			if (!entry) {
				written = false;
				break;
			}
			key = entry.key;
			node = resolve(entry.value) ?? undefined;
		} else {
			written = false;
			break;
		}
	}
	const within = (outer: { start: number; end: number } | undefined) =>
		outer !== undefined && said.start >= outer.start && said.end <= outer.end;
	const equal = (other: { start: number; end: number } | undefined) =>
		other !== undefined && said.start === other.start && said.end === other.end;
	if (equal(key) || equal(node)) return true;
	return !written || node?.kind !== "scalar"
		? within(node) || within(key)
		: false;
}
