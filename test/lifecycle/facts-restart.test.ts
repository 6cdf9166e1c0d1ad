import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SERVER } from "../../server/src/engine/kubernetes/simulation/programs";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { rulesIn } from "./asked";
import {
	ends,
	failsFirst,
	Life,
	probe,
	SIDECAR,
	stopsIn,
	yamlOf,
} from "./life";

/**
 * What has been found out about the life of Pods, fact by fact, as the model tells it: what is told here in short is looked
 * at from all sides in `start`, `restart` and `end.test.ts`, and held against real kubelets in `recordings.test.ts`.
 */
const MIGRATE = "name: migrate";
const NEVER = "restartPolicy: Never";
const passesFrom = (kind: string, seconds: number) => ({
	passes: { ...SERVER.passes, [kind]: { from: seconds * 1000, until: 1e9 } },
});
const PATIENT =
	"startupProbe: { periodSeconds: 1, failureThreshold: 30, exec: { command: [/check] } }";
const DELETE = [{ type: "delete" as const, at: { after: "app", ms: 3000 } }];

describe("facts of the life of Pods: restart", () => {
	it("fact 7: a sidecar that ends is started again whatever its code and the policy, others by the policy", () => {
		for (const policy of ["Always", "OnFailure", "Never"])
			for (const code of [0, 1]) {
				const life = new Life({
					inits: [SIDECAR],
					spec: `restartPolicy: ${policy}`,
					programs: { proxy: ends(2, code) },
				});
				const [first = 9, second = 0] = life.pauses("proxy");
				assert.ok(first < 1.3 && second >= 10 && second < 17.2);
			}
		const failing = (policy: string) =>
			new Life({
				inits: [MIGRATE],
				spec: `restartPolicy: ${policy}`,
				programs: { migrate: ends(1, 1) },
			});
		assert.ok(failing("OnFailure").of("running", "migrate").length > 1);
		assert.equal(failing("Never").phases.at(-1), "Failed");
		const own = (version: Version) =>
			new Life({
				apps: ["name: app, restartPolicy: Never"],
				programs: { app: ends(1, 1) },
				version,
			}).of("running").length;
		assert.equal(own("1.35"), 1);
		assert.ok(own("1.34") > 1);
	});

	it("fact 8: a lost sandbox and RestartAllContainers run the init containers again", () => {
		const lost = (policy: string) =>
			new Life(
				{
					inits: [MIGRATE],
					spec: `restartPolicy: ${policy}`,
					programs: { migrate: ends(1) },
				},
				{ stimuli: [{ type: "lose-sandbox", at: { after: "app", ms: 3000 } }] },
			);
		assert.equal(lost("Always").of("running", "migrate").length, 2);
		assert.deepEqual(lost("Always").phases, [
			"Pending",
			"Running",
			"Pending",
			"Running",
		]);
		assert.equal(lost("Never").of("running", "migrate").length, 1);
		assert.equal(lost("Never").phases.at(-1), "Succeeded");
		const all = (code: number, version: Version) =>
			new Life({
				inits: [MIGRATE],
				apps: [
					`name: app, restartPolicy: Never, restartPolicyRules: [{ action: RestartAllContainers, exitCodes: { operator: In, values: [${code}] } }]`,
				],
				programs: { migrate: ends(1), app: failsFirst({}) },
				version,
			}).of("running", "migrate").length;
		assert.equal(all(1, "1.36"), 2);
		assert.equal(all(42, "1.36"), 1, "another code");
		assert.equal(all(1, "1.35"), 1);
	});

	it("fact 9: when all apps are done for good the sidecars are stopped; with policy Always they are not", () => {
		const play = (spec: string, version: Version) =>
			new Life({ inits: [SIDECAR], spec, programs: { app: ends(2) }, version });
		for (const version of ["1.35", "1.36"] as const) {
			const life = play(NEVER, version);
			const gap = life.at("sigterm", "proxy") - life.at("exited", "app");
			assert.ok(gap > 0 && gap <= 1100, `${gap}`);
			assert.deepEqual(
				play("restartPolicy: Always", version).of("sigterm"),
				[],
			);
		}
	});

	it("fact 10a: up to 1.32 a startup probe of a sidecar that dies at first is forgotten, with policy Never and another probe", () => {
		const starts = (version: Version, app: string, spec = NEVER) =>
			new Life({
				inits: [`${SIDECAR}, ${PATIENT}`],
				apps: [app],
				spec,
				programs: { proxy: failsFirst(passesFrom("startup", 3)) },
				version,
			}).of("running", "app").length > 0;
		const probed = `name: app, ${probe("readiness")}`;
		assert.equal(starts("1.31", probed), false);
		assert.equal(starts("1.31", "name: app"), true);
		assert.equal(starts("1.31", probed, "restartPolicy: OnFailure"), true);
		assert.equal(starts("1.33", probed), true, "1.33.6");
	});

	it("fact 10b: a kubelet that was restarted starts apps again beside a sidecar with a startup probe; 1.35.0 to 1.35.3 do not", () => {
		const play = {
			inits: [`${SIDECAR}, ${probe("startup")}`],
			programs: { app: { runs: [{ lasts: 30_000, code: 1 }] } },
		};
		for (const version of ["1.34", "1.35", "1.36", "1.37"] as const) {
			const life = new Life(
				{ ...play, version },
				{ stimuli: [{ type: "restart-kubelet", at: 20_000 }] },
			);
			assert.ok(life.at("kubelet-restarted") < life.at("exited", "app"));
			assert.ok(life.of("running", "app").length > 1, version);
			assert.equal(life.of("running", "proxy").length, 1, version);
		}
		// The model knows the newest patch releases; of the others a rule tells.
		const told = (version: Version) =>
			rulesIn(yamlOf(play), version).includes(
				"kubelet-135-sidecar-restart-bug",
			);
		assert.deepEqual((["1.34", "1.35", "1.36"] as const).map(told), [
			false,
			true,
			false,
		]);
	});

	it("fact 10c: an init container that the runtime could not start is tried again (1.29.9, 1.30.5, 1.31.1 and newer)", () => {
		for (const version of ["1.29", "1.31", "1.35", "1.37"] as const) {
			const life = new Life({
				inits: [SIDECAR, MIGRATE],
				programs: { migrate: { ...ends(1), failedStarts: 1 } },
				version,
			});
			assert.equal(life.of("start-failed", "migrate").length, 1);
			assert.deepEqual(life.order("running"), ["proxy", "migrate", "app"]);
			const broken = new Life({
				inits: [SIDECAR, MIGRATE],
				programs: { migrate: { ...ends(1), failedStarts: 1000 } },
				version,
			});
			assert.deepEqual(broken.order("running"), ["proxy"]);
		}
	});

	it("fact 10d: on 1.35 and 1.36 exec probes stop telling anything once the Pod ends", () => {
		const late = (version: Version) => {
			const life = new Life(
				{
					apps: [`name: app, ${probe("readiness")}`],
					programs: { app: stopsIn(6) },
					version,
				},
				{ stimuli: DELETE, everyProbe: true },
			);
			return life.of("probe").some(({ at }) => at > life.at("delete") + 1000);
		};
		assert.deepEqual((["1.34", "1.35", "1.36", "1.37"] as const).map(late), [
			true,
			false,
			false,
			true,
		]);
	});
});
