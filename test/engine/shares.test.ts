import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { sharesOf } from "../../server/src/engine/apiserver/shares";
import { applyEdit, Source } from "../../server/src/engine/engine";
import { copyField } from "../../server/src/engine/kubernetes/verbs-copy";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { makeEdit } from "../../server/src/engine/text/edit";

const podIn = (text: string) => {
	const [placed] = Source.open(text).documents;
	const [pod] = placed ? podsOf(placed.document) : [];
	assert.ok(pod, "a Pod in the text");
	return pod;
};

const FULL = "{ limits: { cpu: 1, memory: 1Gi } }";

function classes(text: string, version: Version = "1.35") {
	const pod = podIn(text);
	const shares = sharesOf(pod, version);
	return (
		shares && {
			pod: shares.qos,
			each: Object.fromEntries(
				[...shares.of.values()].map(({ container, qos }) => [
					container.name,
					qos,
				]),
			),
			demotes: pod.all
				.filter((container) => shares.demotes(container))
				.map(({ name }) => name),
		}
	);
}

const template = (init: string, app: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { a: b } }
  template:
    metadata: { labels: { a: b } }
    spec:
      initContainers:
${init}
      containers:
      - { name: web, image: 'example/web:1', resources: ${app} }
`;

describe("shares of containers", () => {
	it("are those of the Pods that are made: limits are requests, too", () => {
		const text = template(
			"      - { name: init, image: 'example/web:1' }",
			FULL,
		);
		assert.deepEqual(classes(text), {
			pod: "Burstable",
			each: { init: "BestEffort", web: "Guaranteed" },
			demotes: ["init"],
		});
	});

	it("name nobody where several keep the Pod from being Guaranteed", () => {
		const text = template(
			"      - { name: a, image: 'example/web:1' }\n      - { name: b, image: 'example/web:1' }",
			FULL,
		);
		assert.deepEqual(classes(text)?.demotes, []);
	});

	it("hold whatever the Pod says for itself", () => {
		const text = `containers:\n- { name: web, image: 'example/web:1', resources: ${FULL} }\nresources: {}\n`;
		assert.equal(classes(text)?.pod, "Guaranteed");
	});

	it("are not known behind a template", () => {
		assert.equal(
			classes(
				template(
					"      - { name: init, image: 'example/web:1' }",
					"{{ .Values.resources }}",
				),
			),
			undefined,
		);
	});
});

/** The text with the `resources` of the only container given to the only init container. */
function copied(text: string): string | undefined {
	const pod = podIn(text);
	const [from] = pod.containers;
	const [to] = pod.initContainers;
	assert.ok(from && to);
	const splices = copyField(from, to, "resources");
	return splices && applyEdit(text, makeEdit(splices));
}

describe("copying a field", () => {
	it("keeps its lines and comments, and takes the other's indentation", () => {
		const block = (more: string) =>
			`initContainers:\n- name: init\n  image: example/web:1\n${more}containers:\n  -   name: web\n      image: example/web:1\n      resources: # all of it\n        limits:\n          cpu: 1 # one\n\n        # no more\n        requests: {}\n`;
		assert.equal(
			copied(block("")),
			block(
				"  resources:\n    limits:\n      cpu: 1 # one\n\n    # no more\n    requests: {}\n",
			),
		);
	});

	it("copies one line of flow style", () => {
		const flow = (more: string) =>
			`initContainers:\n- { name: init, image: a${more} }\ncontainers:\n- { name: web, image: a, resources: ${FULL} }\n`;
		assert.equal(copied(flow("")), flow(`, resources: ${FULL}`));
	});

	for (const [what, init, value] of [
		["of an alias", "{ name: init, image: a }", "*known"],
		[
			"with an anchor",
			"{ name: init, image: a }",
			"{ limits: &all { cpu: 1 } }",
		],
		["that is there", "{ name: init, image: a, resources: {} }", FULL],
	] as const)
		it(`does not copy one ${what}`, () => {
			const text = `x: &known { limits: { cpu: 1 } }\ninitContainers:\n- ${init}\ncontainers:\n- { name: web, image: a, resources: ${value} }\n`;
			assert.equal(copied(text), undefined);
		});
});
