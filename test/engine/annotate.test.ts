import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdit, Source } from "../../server/src/engine/engine";
import {
	addAnnotation,
	hasHiddenAnnotations,
} from "../../server/src/engine/kubernetes/annotate";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { makeEdit } from "../../server/src/engine/text/edit";

const podIn = (text: string) => {
	const [placed] = Source.open(text).documents;
	const [pod] = placed ? podsOf(placed.document) : [];
	assert.ok(pod, "a Pod in the text");
	return pod;
};

/** The text with the annotation `example.com/main: web` added to its Pod. */
function annotated(text: string, value = "web"): string | undefined {
	const splices = addAnnotation(podIn(text), "example.com/main", value);
	return splices && applyEdit(text, makeEdit(splices));
}

const SPEC = "spec:\n  containers:\n  - name: web\n    image: example/web:1\n";
const podOf = (metadata: string) =>
	`apiVersion: v1\nkind: Pod\n${metadata}${SPEC}`;

describe("annotations of a Pod", () => {
	const cases: readonly (readonly [string, string, string])[] = [
		[
			"behind the last of those that are there",
			'metadata:\n  annotations:\n    # why\n    a: "1" # one\n    # two\n  name: web\n',
			'metadata:\n  annotations:\n    # why\n    a: "1" # one\n    example.com/main: web\n    # two\n  name: web\n',
		],
		[
			"in an empty mapping",
			"metadata:\n  name: web\n  annotations: {}\n",
			"metadata:\n  name: web\n  annotations: { example.com/main: web }\n",
		],
		[
			"in flow style",
			"metadata: { name: web, annotations: { a: b } }\n",
			"metadata: { name: web, annotations: { a: b, example.com/main: web } }\n",
		],
		[
			"where the metadata has none, in flow style without blanks",
			"metadata: {name: web}\n",
			"metadata: {name: web, annotations: {example.com/main: web}}\n",
		],
		[
			"behind the labels, as deep as they are",
			"metadata:\n    labels:\n        app: web\n    name: web\n",
			"metadata:\n    labels:\n        app: web\n    annotations:\n        example.com/main: web\n    name: web\n",
		],
		[
			"in metadata that it makes, in front of the spec",
			"# What it runs.\n",
			"metadata:\n  annotations:\n    example.com/main: web\n# What it runs.\n",
		],
	];
	for (const [what, before, after] of cases)
		it(`adds one ${what}`, () => {
			assert.equal(annotated(podOf(before)), podOf(after));
		});

	it("takes the metadata of a workload's template, not its own", () => {
		const workload = (inner: string) =>
			`apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: web\nspec:\n  template:\n${inner}    ${SPEC.replaceAll("\n", "\n    ").trimEnd()}\n`;
		assert.equal(
			annotated(workload("    metadata:\n      labels: { a: b }\n")),
			workload(
				"    metadata:\n      labels: { a: b }\n      annotations:\n        example.com/main: web\n",
			),
		);
	});

	it("writes JSON where JSON stands", () => {
		const json = (more: string) =>
			`{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "annotations": {"a": "b"${more}}}, "spec": {"containers": [{"name": "web", "image": "example/web:1"}]}}\n`;
		const after = annotated(json(""));
		assert.equal(after, json(', "example.com/main": "web"'));
		assert.doesNotThrow(() => JSON.parse(after ?? ""));
		for (const value of ["7up", "true"])
			assert.equal(
				annotated(json(""), value),
				json(`, "example.com/main": "${value}"`),
			);
	});

	it("puts quotes round what would be another type", () => {
		const before = "metadata:\n  name: web\n";
		for (const value of ["7", "on", "true", "1e3", "0x1"])
			assert.equal(
				annotated(podOf(before), value),
				podOf(`${before}  annotations:\n    example.com/main: "${value}"\n`),
			);
	});

	for (const [what, metadata] of [
		[
			"that is there already",
			"metadata: { annotations: { example.com/main: a } }\n",
		],
		[
			"to annotations behind an alias",
			"x: &a { b: c }\nmetadata: { annotations: *a }\n",
		],
		[
			"to annotations that others read",
			"metadata: { annotations: &a { b: c } }\nx: *a\n",
		],
		[
			"to annotations that others bring in",
			"x: &a { b: c }\nmetadata: { annotations: { <<: *a } }\n",
		],
		["to annotations without a value", "metadata:\n  annotations:\n"],
	] as const)
		it(`adds none ${what}`, () => {
			assert.equal(annotated(podOf(metadata)), undefined);
		});

	it("adds none to a snippet, whose metadata is not in sight", () => {
		assert.equal(annotated(SPEC.replace("spec:\n", "")), undefined);
	});

	it("knows where some may be hidden", () => {
		const hidden = (metadata: string) =>
			hasHiddenAnnotations(podIn(podOf(metadata)));
		assert.equal(hidden("metadata:\n  name: web\n"), false);
		assert.equal(hidden("metadata:\n  annotations:\n"), false);
		assert.equal(hidden("metadata:\n  annotations: {{ .Values.a }}\n"), true);
		assert.equal(hidden("metadata: {{ .Values.a }}\n"), true);
		assert.equal(
			hidden(
				"metadata:\n  annotations:\n    {{- toYaml .Values.a | nindent 4 }}\n",
			),
			true,
		);
	});
});
