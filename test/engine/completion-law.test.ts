import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isNode, parseAllDocuments, visit } from "yaml";
import {
	completionsAt,
	DEFAULT_SETTINGS,
	Source,
} from "../../server/src/engine/engine";
import { fencedManifests, isWhole, manifests } from "../kit/originals";

/** A line that is a key of Kubernetes with a scalar: what stands before it, the key, the value. */
const LINE =
	/^([ \t]*(?:- +)*)([a-z][A-Za-z]*): +([^\s|>&*!{["'#][^#]*?)[ \t]*$/;

const labelsAt = (text: string, at: number): readonly string[] =>
	completionsAt(Source.open(text), at, DEFAULT_SETTINGS, "en").map(
		({ label }) => label,
	);

interface Typed {
	readonly text: string;
	readonly at: number;
	readonly key: string;
}

/** Each line of a manifest that has a key with a scalar, typed as far as the key's third letter; the rest stands. */
function* halfTyped(text: string): Generator<Typed> {
	let start = 0;
	for (const line of text.split("\n")) {
		const [, before = "", key = ""] = LINE.exec(line) ?? [];
		if (key.length > 3) {
			const typed = before + key.slice(0, 3);
			yield {
				text: text.slice(0, start) + typed + text.slice(start + line.length),
				at: start + typed.length,
				key,
			};
		}
		start += line.length + 1;
	}
}

const FREE =
	/^(?:annotations|labels|matchLabels|nodeSelector|limits|requests|overhead)$/;
const WORKLOAD =
	/^(?:Pod|Deployment|StatefulSet|DaemonSet|ReplicaSet|Job|CronJob)$/;

/** Offsets of what is not asked for: keys that are somebody's own, and objects that hold no Pods. */
function foreign(text: string): readonly (readonly [number, number])[] {
	const ranges: (readonly [number, number])[] = [];
	for (const document of parseAllDocuments(text)) {
		const [start, end] = document.range;
		if (!WORKLOAD.test(String(document.get("kind")))) ranges.push([start, end]);
		visit(document, {
			Pair(_, { key, value }) {
				if (FREE.test(String(key)) && isNode(value) && value.range)
					ranges.push([value.range[0], value.range[2]]);
			},
		});
	}
	return ranges;
}

describe("completion of real manifests", () => {
	it("offers the field that stands on a line while it is typed, whatever stands around", () => {
		let asked = 0;
		const missed: string[] = [];
		for (const text of [...manifests(), ...fencedManifests()].filter(isWhole)) {
			const ranges = foreign(text);
			for (const { text: typed, at, key } of halfTyped(text)) {
				if (ranges.some(([from, to]) => from < at && at <= to)) continue;
				// Every third says as much, in a third of the time.
				if (asked++ % 3 > 0) continue;
				if (!labelsAt(typed, at).includes(key))
					missed.push(`${key} at\n${typed.slice(Math.max(0, at - 160), at)}‸`);
			}
		}
		assert.ok(asked > 1000, `${asked} lines`);
		assert.equal(
			missed.length,
			0,
			`${missed.length} of ${asked}\n${missed.slice(0, 12).join("\n=====\n")}`,
		);
	});
});
