import assert from "node:assert/strict";
import {
	type Completion,
	completionOf,
} from "../../server/src/engine/kubernetes/completion";
import { injectionsOf } from "../../server/src/engine/kubernetes/injectors";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Source } from "../../server/src/engine/yaml/source";

interface Tags {
	readonly annotations?: Readonly<Record<string, string>>;
	readonly labels?: Readonly<Record<string, string>>;
}

/** The Pod of a Job with these annotations and labels in its template. */
function jobOf(
	{ annotations = {}, labels = {} }: Tags,
	...containers: readonly string[]
) {
	const { documents } = Source.open(`apiVersion: batch/v1
kind: Job
metadata: { name: work }
spec:
  template:
    metadata:
      annotations: ${JSON.stringify(annotations)}
      labels: ${JSON.stringify(labels)}
    spec:
      restartPolicy: Never
      containers:
        - { name: work, image: "example/work:1.0.0", command: [sh, -c, "work; ${containers.join("; ")}"] }
`);
	const [pod] = documents.flatMap(({ document }) => podsOf(document));
	assert.ok(pod);
	return pod;
}

const added = (tags: Tags): readonly string[] =>
	injectionsOf(jobOf(tags)).map(({ name }) => name);

function decided(
	tags: Tags,
	version: Version = "1.35",
	...commands: readonly string[]
): readonly [Completion["ends"], string | undefined] {
	const { because, ends } = completionOf(jobOf(tags, ...commands), version, {});
	return [
		ends,
		because?.why === "injected" ? because.injection.name : undefined,
	];
}

const VAULT = { "vault.hashicorp.com/agent-inject": "true" };
const DAPR = { "dapr.io/enabled": "true" };

describe("injectors", () => {
	it("add what annotations and labels ask for", () => {
		assert.deepEqual(added({ annotations: { ...DAPR, ...VAULT } }), [
			"daprd",
			"vault-agent",
		]);
		assert.deepEqual(added({ labels: { "sidecar.istio.io/inject": "true" } }), [
			"istio-proxy",
		]);
		assert.deepEqual(
			added({ annotations: { "linkerd.io/inject": "enabled" } }),
			["linkerd-proxy"],
		);
		assert.deepEqual(
			added({ annotations: { "sidecar.opentelemetry.io/inject": "traces" } }),
			["otc-container"],
		);
	});

	it("add nothing where a switch says no or is not known", () => {
		for (const annotations of [
			{},
			{ "dapr.io/enabled": "false" },
			{ "dapr.io/enabled": "{{ .Values.dapr }}" },
			{
				"sidecar.istio.io/inject": "false",
				"sidecar.istio.io/nativeSidecar": "false",
			},
			{ "sidecar.opentelemetry.io/inject": "false" },
			{ ...VAULT, "vault.hashicorp.com/agent-pre-populate-only": "true" },
		])
			assert.deepEqual(added({ annotations }), []);
	});

	it("a Job does not end when nothing can stop what is injected", () => {
		assert.deepEqual(decided({ annotations: VAULT }), ["no", "vault-agent"]);
	});

	it("it may end where the work may stop it, and ends where it does", () => {
		assert.deepEqual(decided({ annotations: DAPR }), ["unknown", "daprd"]);
		assert.deepEqual(
			decided(
				{ annotations: DAPR },
				"1.35",
				"curl -X POST localhost:3500/v1.0/shutdown",
			),
			["yes", undefined],
		);
		const quit = { ...VAULT, "vault.hashicorp.com/agent-enable-quit": "true" };
		assert.deepEqual(decided({ annotations: quit }), [
			"unknown",
			"vault-agent",
		]);
	});

	it("a native sidecar keeps nothing from ending", () => {
		const native = "sidecar.istio.io/nativeSidecar";
		assert.deepEqual(decided({ annotations: { [native]: "true" } }), [
			"yes",
			undefined,
		]);
		assert.deepEqual(decided({ annotations: { [native]: "false" } }), [
			"unknown",
			"istio-proxy",
		]);
	});

	it("without a switch, the version of Kubernetes decides whether there can be one", () => {
		const annotations = { "linkerd.io/inject": "enabled" };
		assert.deepEqual(decided({ annotations }), ["unknown", undefined]);
		assert.deepEqual(decided({ annotations }, "1.28"), [
			"unknown",
			"linkerd-proxy",
		]);
	});
});
