import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SERVER } from "../../server/src/engine/kubernetes/simulation/programs";
import { ends, failsFirst, Life, probe, SIDECAR, stopsIn } from "./life";

const rule = (action: string, code: number) =>
	`restartPolicyRules: [{ action: ${action}, exitCodes: { operator: In, values: [${code}] } }]`;
const NEVER = "restartPolicy: Never";
const fallsIll = {
	passes: { ...SERVER.passes, liveness: { from: 0, until: 4000 } },
};

describe("what is started again", () => {
	it("a native sidecar, whatever its code and the Pod's policy: at once, after 10 s, after 20 s", () => {
		for (const policy of ["Always", "OnFailure", "Never"])
			for (const code of [0, 1]) {
				const life = new Life({
					inits: [SIDECAR],
					spec: `restartPolicy: ${policy}`,
					programs: { proxy: ends(2, code) },
				});
				const [first = 9, second = 0, third = 0] = life.pauses("proxy");
				assert.ok(first < 1.3, `${first}`);
				assert.ok(second >= 10 && second <= 17.2, `${second}`);
				assert.ok(third >= 20 && third <= 37.2, `${third}`);
				const waits = life
					.of("running", "proxy")
					.slice(2, 4)
					.map(({ least, most }) => [least, most]);
				assert.deepEqual(waits, [
					[10_000, 17_200],
					[20_000, 32_200],
				]);
			}
	});

	it("an app by the Pod's policy and its code", () => {
		const starts = (policy: string, code: number) =>
			new Life(
				{ spec: `restartPolicy: ${policy}`, programs: { app: ends(1, code) } },
				{ until: 30_000 },
			).of("running", "app").length > 1;
		assert.deepEqual(
			["Always", "OnFailure", "Never"].map((policy) =>
				[0, 1].map((code) => starts(policy, code)),
			),
			[
				[true, true],
				[false, true],
				[false, false],
			],
		);
	});

	it("an ordinary init container that fails, but not with policy Never: then the Pod has failed", () => {
		const programs = { migrate: failsFirst(ends(1)), app: ends(1) };
		const play = (policy: string) =>
			new Life({
				inits: ["name: migrate"],
				spec: `restartPolicy: ${policy}`,
				programs,
			});
		assert.deepEqual(play("OnFailure").codes("migrate"), [1, 0]);
		assert.deepEqual(play("OnFailure").phases, [
			"Pending",
			"Running",
			"Succeeded",
		]);
		assert.deepEqual(play("Never").codes("migrate"), [1]);
		assert.deepEqual(play("Never").phases, ["Pending", "Failed"]);
	});

	it("from 1.35 on by the first rule that matches, else the container's own policy, else the Pod's", () => {
		const runs = (app: string, version: "1.34" | "1.35", code = 42) =>
			new Life(
				{
					apps: [`name: app, ${app}`],
					spec: NEVER,
					programs: {
						app: { runs: [{ lasts: 1000, code }, ...SERVER.runs] },
					},
					version,
				},
				{ until: 30_000 },
			).of("running", "app").length;
		assert.equal(runs("restartPolicy: OnFailure", "1.35"), 2);
		assert.equal(runs("restartPolicy: OnFailure", "1.34"), 1);
		assert.equal(runs(`${NEVER}, ${rule("Restart", 42)}`, "1.35"), 2);
		assert.equal(runs(`${NEVER}, ${rule("Restart", 42)}`, "1.35", 1), 1);
		assert.equal(runs(`${NEVER}, ${rule("Restart", 42)}`, "1.34"), 1);
	});

	it("after a failed probe by the container's policy, not by its rules", () => {
		const runs = (policy: string) =>
			new Life(
				{
					apps: [
						`name: app, restartPolicy: ${policy}, ${rule("Restart", 0)}, ${probe("liveness")}`,
						"name: other",
					],
					spec: NEVER,
					programs: { app: fallsIll },
				},
				{ until: 8000 },
			).of("running", "app").length;
		assert.deepEqual([runs("Always"), runs("OnFailure")], [2, 2]);
		// It ends with 0 on SIGTERM, and that the rule speaks of.
		assert.equal(runs("Never"), 2);
		const without = new Life(
			{
				apps: [`name: app, ${NEVER}, ${probe("liveness")}`, "name: other"],
				programs: { app: fallsIll },
			},
			{ until: 20_000 },
		);
		assert.equal(without.of("running", "app").length, 1);
	});

	it("a native sidecar alone when its liveness probe fails", () => {
		const life = new Life(
			{
				inits: [`${SIDECAR}, ${probe("liveness")}`],
				programs: { proxy: fallsIll },
			},
			{ until: 8000 },
		);
		assert.deepEqual(life.order("sigterm"), ["proxy"]);
		assert.deepEqual(life.order("running"), ["proxy", "app", "proxy"]);
		const [pause = 9] = life.pauses("proxy");
		assert.ok(pause < 0.3);
	});

	it("everything, from the first init container on, when the sandbox is lost: but not with policy Never", () => {
		const play = (policy: string) =>
			new Life(
				{
					inits: ["name: migrate", SIDECAR],
					spec: `restartPolicy: ${policy}`,
					programs: { migrate: ends(1), app: stopsIn(1) },
				},
				{
					stimuli: [{ type: "lose-sandbox", at: { after: "app", ms: 3000 } }],
					until: 40_000,
				},
			);
		const again = play("Always");
		assert.deepEqual(again.order("sigterm"), ["app", "proxy"]);
		assert.deepEqual(again.order("running"), [
			"migrate",
			"proxy",
			"app",
			"migrate",
			"proxy",
			"app",
		]);
		assert.ok(again.phases.lastIndexOf("Pending") > 0);
		const once = play("Never");
		assert.deepEqual(once.order("running"), ["migrate", "proxy", "app"]);
		assert.equal(once.phases.at(-1), "Succeeded");
	});

	it("all of it by RestartAllContainers from 1.36 on, apps before sidecars, without a back-off", () => {
		const life = new Life(
			{
				inits: ["name: migrate", SIDECAR],
				apps: [
					`name: app, ${NEVER}, ${rule("RestartAllContainers", 42)}`,
					"name: other, lifecycle: { preStop: { exec: { command: [/hook] } } }",
				],
				programs: { migrate: ends(1), app: ends(3, 42) },
				version: "1.36",
			},
			{ until: 25_000 },
		);
		assert.deepEqual(life.order("sigterm").slice(0, 2), ["other", "proxy"]);
		assert.deepEqual(
			life.order("prestop-begin"),
			[],
			"there is no time for it",
		);
		assert.ok(life.of("running", "app").length >= 4);
		assert.ok(life.pauses("app").every((pause) => pause < 4));
		const [migrated, worked] = ["migrate", "app"].map(
			(name) => life.of("exited", name).length,
		);
		assert.equal(migrated, worked);
		assert.ok(life.phases.lastIndexOf("Pending") > 0);
	});
});
