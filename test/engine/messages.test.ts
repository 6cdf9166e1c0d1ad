import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	messageOf,
	Source,
} from "../../server/src/engine/engine";

/** What a rule says of a Pod of which the lists of containers are written. */
function said(rule: string, lists: string): readonly string[] {
	const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${lists}`;
	return findingsOf(Source.open(text), DEFAULT_SETTINGS).flatMap(
		({ finding }) =>
			finding.rule.id === rule ? [messageOf(finding, "en")] : [],
	);
}

describe("messages say what is known, and no more", () => {
	it("what the scheduler reserves, where another amount is broken", () => {
		const of = (cpu: string, memory: string) =>
			said(
				"sidecar-missing-requests",
				`  initContainers:
    - { name: proxy, image: envoyproxy/envoy:v1.35.3, restartPolicy: Always }
    - { name: cache, image: redis:8.2.1, restartPolicy: Always, resources: { requests: { memory: ${memory} } } }
  containers:
    - { name: app, image: example/app:1.0.0, resources: { requests: { cpu: ${cpu}, memory: 128Mi } } }
`,
			).find((message) => message.startsWith("'proxy'"));
		assert.match(
			of('"100m,"', "64Mi") ?? "",
			/no request for 'memory': the scheduler reserves 'memory' 192Mi for the Pod/,
		);
		assert.match(
			of("100m", '"64Mi,"') ?? "",
			/no request for 'cpu' or 'memory': none of what the scheduler reserves/,
		);
	});

	it("that a readinessProbe makes nobody wait, of those that have one", () => {
		const of = (probe: string) =>
			said(
				"sidecar-no-startup-gate",
				`  initContainers: [{ name: envoy, image: envoyproxy/envoy:v1.35.3, restartPolicy: Always, ports: [{ containerPort: 10000 }]${probe} }]
  containers: [{ name: app, image: example/app:1.0.0 }]
`,
			).join();
		assert.match(of(""), /With a 'startupProbe' they wait\.$/);
		assert.doesNotMatch(of(""), /readinessProbe/);
		assert.match(
			of(", readinessProbe: { tcpSocket: { port: 10000 } }"),
			/its 'readinessProbe' does not make them wait/,
		);
	});
});
