import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { completionOf } from "../../server/src/engine/kubernetes/completion";
import {
	type Assumptions,
	simulate,
} from "../../server/src/engine/kubernetes/simulation/simulate";
import { podIn } from "./compare";

const JOB = `apiVersion: batch/v1
kind: Job
metadata: { name: report }
spec:
  template:
    spec:
      restartPolicy: Never
      initContainers:
        - { name: migrate, image: example/migrate:1 }
        - { name: proxy, image: envoyproxy/envoy:v1.30.1, restartPolicy: Always }
      containers:
        - { name: app, image: example/app:1 }
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      initContainers:
        - name: tail
          image: busybox:1.36
          restartPolicy: Always
          command: [sh, -c, "tail -F /log/app"]
      containers:
        - name: app
          image: example/app:1
          lifecycle: { preStop: { exec: { command: [sleep, "5"] } } }
          startupProbe: { periodSeconds: 1, failureThreshold: 3, httpGet: { port: 80 } }
          livenessProbe: { httpGet: { port: 80 } }
`;

const lifeOf = (yaml: string, assumptions?: Assumptions) =>
	simulate(podIn(yaml), "1.35", assumptions).events;

describe("a life with assumed programs", () => {
	it("of a Job: work that ends, helpers that are stopped", () => {
		const events = lifeOf(JOB);
		const told = events
			.filter(({ type }) => /^(?:running|exited|sigterm)$/.test(type))
			.map(({ code = "", container, type }) =>
				`${container} ${type} ${code}`.trim(),
			);
		assert.deepEqual(told, [
			"migrate running",
			"migrate exited 0",
			"proxy running",
			"app running",
			"app exited 0",
			"proxy sigterm",
			"proxy exited 0",
		]);
		assert.equal(
			events.findLast(({ type }) => type === "phase")?.detail,
			"Succeeded",
		);
	});

	it("of a Deployment: a server that stays, and is up within what its startup probe allows", () => {
		const events = lifeOf(DEPLOYMENT);
		assert.ok(events.every(({ type }) => type !== "exited"));
		assert.equal(
			events.findLast(({ type }) => type === "condition")?.detail,
			"Ready=True",
		);
	});

	it("lasts as long as a hook says, and 30 s for a PID 1 that takes no notice of SIGTERM", () => {
		const events = lifeOf(DEPLOYMENT, {
			stimuli: [{ type: "delete", at: 20_000 }],
		});
		const when = (type: string, container: string) =>
			events.find(
				(event) => event.type === type && event.container === container,
			)?.at ?? 0;
		assert.equal(Math.round(when("sigterm", "app") / 1000), 25);
		assert.equal(Math.round(when("exited", "app") / 1000), 26);
		// 6 of the 30 seconds are gone when it is its turn.
		assert.equal(Math.round(when("exited", "tail") / 1000), 50);
		assert.equal(
			events.find(({ type }) => type === "sigkill")?.container,
			"tail",
		);
	});

	it("of a Pod that is stuck: nothing behind a command that never ends", () => {
		const stuck = DEPLOYMENT.replace("          restartPolicy: Always\n", "");
		assert.deepEqual(
			lifeOf(stuck).flatMap(({ container, type }) =>
				type === "running" ? [container] : [],
			),
			["tail"],
		);
		// A policy of its own does not make it end.
		const own = DEPLOYMENT.replace(
			"restartPolicy: Always",
			"restartPolicy: OnFailure",
		);
		assert.equal(completionOf(podIn(own), "1.35", {}).because?.why, "blocked");
	});

	it("of what is no whole Pod, or not readable, does not fail", () => {
		for (const spec of [
			"containers: []",
			"containers: [{ name: app }, { name: app }, {}]",
			'initContainers: [{ name: "{{ .Name }}", restartPolicy: "{{ .P }}" }]\n  containers: [{ image: 5, lifecycle: [], startupProbe: no }]',
			"restartPolicy: Sometimes\n  terminationGracePeriodSeconds: -5\n  containers: [{ name: app, livenessProbe: { periodSeconds: 0 } }]",
		]) {
			const yaml = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  ${spec}\n`;
			const events = lifeOf(yaml, {
				stimuli: [{ type: "delete", at: 9000 }],
			});
			assert.ok(
				events.some(({ type }) => type === "deleted"),
				spec,
			);
		}
	});
});
