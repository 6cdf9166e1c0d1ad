import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SERVER } from "../../server/src/engine/kubernetes/simulation/programs";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { DEAF, ends, HOOK, Life, probe, SIDECAR, stopsIn } from "./life";

/**
 * What has been found out about the life of Pods, fact by fact, as the model tells it: what is told here in short is looked
 * at from all sides in `start`, `restart` and `end.test.ts`, and held against real kubelets in `recordings.test.ts`.
 */
const MIGRATE = "name: migrate";
const NEVER = "restartPolicy: Never";
const POST_START = `lifecycle: { postStart: ${HOOK} }`;
const passesFrom = (kind: string, seconds: number) => ({
	passes: { ...SERVER.passes, [kind]: { from: seconds * 1000, until: 1e9 } },
});
const PATIENT =
	"startupProbe: { periodSeconds: 1, failureThreshold: 30, exec: { command: [/check] } }";
const NEVER_STARTED = passesFrom("startup", 1e6);
const DELETE = [{ type: "delete" as const, at: { after: "app", ms: 3000 } }];

describe("facts of the life of Pods: start", () => {
	it("fact 1: init containers start one by one in the order of their list, the apps after all of them", () => {
		const life = new Life({
			inits: [MIGRATE, SIDECAR, "name: seed"],
			programs: { migrate: ends(2), seed: ends(2) },
		});
		assert.deepEqual(life.order("running"), [
			"migrate",
			"proxy",
			"seed",
			"app",
		]);
		assert.ok(life.at("running", "proxy") > life.at("exited", "migrate"));
		assert.ok(life.at("running", "app") > life.at("exited", "seed"));
		const failed = new Life({
			inits: [MIGRATE, SIDECAR],
			programs: { migrate: ends(2, 1) },
		});
		assert.deepEqual(failed.of("running", "proxy"), []);
	});

	it("fact 2: a sidecar counts as started when it runs, its postStart hook has returned and its startup probe has passed", () => {
		const gap = (more: string, program = {}, version: Version = "1.35") => {
			const life = new Life({
				inits: [`${SIDECAR}${more}`],
				programs: { proxy: program },
				version,
			});
			return (life.at("running", "app") - life.at("running", "proxy")) / 1000;
		};
		assert.ok(gap("") < 1.2);
		assert.ok(gap("", {}, "1.36") < 0.15, "the head start is gone");
		assert.ok(gap(`, ${probe("startup")}`, passesFrom("startup", 0)) < 2.5);
		assert.ok(gap(`, ${PATIENT}`, passesFrom("startup", 5)) > 5);
		assert.ok(
			gap(`, ${POST_START}`, { postStart: { lasts: 3000, code: 0 } }) > 3,
		);
		const unready = passesFrom("readiness", 60);
		assert.ok(gap(`, ${probe("readiness")}`, unready) < 1.2, "no gate");
		assert.ok(gap(`, ${probe("liveness")}`) < 1.2, "no gate");
	});

	it("fact 3: a postStart hook that fails stops its container, which is started again, with a back-off from the second time on", () => {
		const life = new Life({
			inits: [`${SIDECAR}, ${POST_START}`],
			programs: { proxy: { postStart: { lasts: 500, code: 1 } } },
		});
		const [first = 9, second = 0] = life.pauses("proxy");
		assert.ok(first < 1.3 && second >= 10);
		assert.deepEqual(life.of("running", "app"), []);
		const fine = new Life({ inits: [`${SIDECAR}, ${POST_START}`] });
		assert.deepEqual(fine.of("sigterm", "proxy"), []);
	});

	it("fact 4: a startup probe that fails restarts the sidecar for ever and keeps the Pod in Init, with policy Never too", () => {
		for (const policy of ["Always", "Never"]) {
			const play = {
				inits: [`${SIDECAR}, ${probe("startup")}`],
				spec: `restartPolicy: ${policy}`,
				programs: { proxy: NEVER_STARTED },
			};
			const life = new Life(play);
			assert.ok(life.of("running", "proxy").length > 4, policy);
			assert.deepEqual(life.of("running", "app"), []);
			assert.deepEqual(life.phases, ["Pending"]);
			const [first = 9, second = 9, third = 0] = life.pauses("proxy");
			assert.ok(first < 0.3 && second < 0.3 && third >= 10, "the third waits");
			const passed = new Life({ ...play, programs: {} });
			assert.equal(passed.phases.at(-1), "Running");
		}
	});

	it("fact 5: apps start one after another; a postStart hook holds up those behind it, one that fails does not stop them", () => {
		const play = (code: number) =>
			new Life({
				apps: [`name: proxy, ${POST_START}`, "name: app"],
				programs: { proxy: { postStart: { lasts: 4000, code } } },
			});
		for (const code of [0, 1]) {
			const life = play(code);
			assert.ok(life.at("running", "app") > life.at("poststart-end", "proxy"));
		}
		const free = new Life({ apps: ["name: proxy", "name: app"] });
		const gap = free.at("running", "app") - free.at("running", "proxy");
		assert.ok(gap >= 50 && gap <= 100, `${gap}`);
	});

	it("fact 6: ephemeral containers wait for the sandbox alone, are never started again, and nobody waits for them", () => {
		const DEBUGGER = "name: debugger";
		const stuck = new Life({
			inits: [MIGRATE],
			ephemerals: [DEBUGGER],
			programs: { debugger: ends(3, 1) },
		});
		assert.deepEqual(stuck.order("running"), ["migrate", "debugger"]);
		assert.ok(stuck.at("running", "debugger") > stuck.at("sandbox-ready"));
		assert.deepEqual(stuck.phases, ["Pending"], "migrate goes on");
		const deleted = new Life(
			{
				inits: [SIDECAR],
				ephemerals: [DEBUGGER],
				programs: { app: stopsIn(2) },
			},
			{ stimuli: DELETE },
		);
		assert.deepEqual(deleted.order("running"), ["proxy", "debugger", "app"]);
		assert.ok(deleted.at("sigterm", "debugger") - deleted.at("delete") < 100);
		assert.ok(deleted.at("sigterm", "proxy") > deleted.at("exited", "app"));
		const deaf = new Life(
			{
				inits: [SIDECAR],
				ephemerals: [DEBUGGER],
				programs: { debugger: DEAF },
			},
			{ stimuli: DELETE },
		);
		assert.ok(deaf.at("sigterm", "proxy") < deaf.at("exited", "debugger"));
		const job = new Life({
			ephemerals: [DEBUGGER],
			spec: NEVER,
			programs: { app: ends(2) },
		});
		assert.equal(job.phases.at(-1), "Succeeded", "nor is it counted");
		const again = new Life(
			{ ephemerals: [DEBUGGER] },
			{ stimuli: [{ type: "lose-sandbox", at: { after: "app", ms: 4000 } }] },
		);
		assert.equal(again.of("running", "app").length, 2);
		assert.equal(again.of("running", "debugger").length, 1);
	});
});
