import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SERVER } from "../../server/src/engine/kubernetes/simulation/programs";
import { podIn } from "./compare";
import {
	DEAF,
	ends,
	failsFirst,
	HOOK,
	Life,
	probe,
	SIDECAR,
	stopsIn,
	yamlOf,
} from "./life";
import { watchPod } from "./watch-pod";

/**
 * What has been found out about the life of Pods, fact by fact, as the model tells it: what is told here in short is looked
 * at from all sides in `start`, `restart` and `end.test.ts`, and held against real kubelets in `recordings.test.ts`.
 */
const SHIPPER = "name: shipper, restartPolicy: Always";
const MIGRATE = "name: migrate";
const NEVER = "restartPolicy: Never";
const PRE_STOP = `lifecycle: { preStop: ${HOOK} }`;
const passesFrom = (kind: string, seconds: number) => ({
	passes: { ...SERVER.passes, [kind]: { from: seconds * 1000, until: 1e9 } },
});
const DELETE = [{ type: "delete" as const, at: { after: "app", ms: 3000 } }];

describe("facts of the life of Pods: readiness and status", () => {
	it("fact 11: the Pod is ready when every app and every sidecar is; ordinary init containers do not count", () => {
		const play = (container: string, program = {}) =>
			new Life({
				inits: [MIGRATE, container],
				programs: { migrate: ends(1), proxy: program },
			}).condition("Ready");
		assert.deepEqual(play(SIDECAR), ["False", "True"]);
		assert.deepEqual(
			play(`${SIDECAR}, ${probe("readiness")}`, passesFrom("readiness", 1e6)),
			["False"],
		);
	});

	it("fact 12: the apps alone decide the phase, once the sidecars have stopped", () => {
		const play = (app: number, proxy: number) =>
			new Life({
				inits: [SIDECAR],
				spec: NEVER,
				programs: {
					app: ends(2, app),
					proxy: { sigterm: { after: 3000, code: proxy } },
				},
			});
		assert.equal(play(0, 3).phases.at(-1), "Succeeded");
		assert.equal(play(1, 0).phases.at(-1), "Failed");
		const life = play(0, 3);
		assert.ok(life.at("phase", undefined, 3) > life.at("exited", "proxy"));
	});

	it("fact 13: kubectl counts apps and sidecars in READY, all init containers in `Init:k/n`, restarts of init containers while they go on", () => {
		const rows = (play: ConstructorParameters<typeof Life>[0]) => {
			const life = new Life(play);
			return watchPod(podIn(yamlOf(play)), play.version ?? "1.35", {
				programs: life.programs,
			});
		};
		const words = (play: ConstructorParameters<typeof Life>[0]) =>
			rows(play).map(({ ready, status }) => `${ready} ${status}`);
		const play = {
			inits: [MIGRATE, SIDECAR],
			programs: { migrate: failsFirst(ends(3)) },
		};
		assert.deepEqual(words({ ...play, programs: { migrate: ends(3) } }), [
			"0/2 Pending",
			"0/2 Init:0/2",
			"0/2 Init:1/2",
			"1/2 PodInitializing",
			"2/2 Running",
		]);
		assert.deepEqual(words({ apps: ["name: app", "name: worker"] }), [
			"0/2 Pending",
			"0/2 ContainerCreating",
			"2/2 Running",
		]);
		const restarts = rows(play);
		assert.ok(
			restarts.some(
				({ restarts, status }) => status === "Init:0/2" && restarts === 1,
			),
		);
		assert.ok(restarts.some(({ status }) => status === "Init:Error"));
		assert.equal(restarts.at(-1)?.restarts, 0, "forgotten once it is through");
		const crashing = rows({
			inits: [SIDECAR],
			programs: { proxy: ends(5, 1) },
		});
		assert.ok(
			crashing.some(
				({ ready, restarts, status }) =>
					status === "Init:CrashLoopBackOff" && ready === "1/2" && restarts > 0,
			),
			"a sidecar's are counted for good",
		);
		assert.equal(
			words({ inits: [SIDECAR], programs: { proxy: { image: "missing" } } }).at(
				-1,
			),
			"0/2 Init:ImagePullBackOff",
		);
		assert.equal(
			words({ inits: [SIDECAR], spec: NEVER, programs: { app: ends(2) } }).at(
				-1,
			),
			"0/2 Completed",
		);
		const half = { apps: ["name: app", "name: worker"], spec: NEVER };
		const halfEnded = { ...half, programs: { app: ends(2) } };
		assert.equal(words(halfEnded).at(-1), "1/2 NotReady");
		const failed = { ...half, programs: { worker: ends(2, 1) } };
		assert.equal(words(failed).at(-1), "1/2 Error");
		assert.ok(
			words({ ephemerals: ["name: debugger"] }).includes("1/1 Running"),
		);
	});
});

describe("facts of the life of Pods: termination", () => {
	it("fact 14: all preStop hooks begin at once; SIGTERM goes to the apps, then to the sidecars in reverse order", () => {
		const life = new Life(
			{
				inits: [`${SIDECAR}, ${PRE_STOP}`, `${SHIPPER}, ${PRE_STOP}`],
				apps: [`name: app, ${PRE_STOP}`],
				programs: { app: stopsIn(2), shipper: stopsIn(2) },
			},
			{ stimuli: DELETE },
		);
		for (const name of ["app", "proxy", "shipper"])
			assert.ok(life.at("prestop-begin", name) - life.at("delete") < 100);
		assert.deepEqual(life.order("sigterm"), ["app", "shipper", "proxy"]);
		assert.ok(life.at("sigterm", "proxy") > life.at("exited", "shipper"));
		const starting = new Life(
			{ inits: [SIDECAR, MIGRATE] },
			{ stimuli: [{ type: "delete", at: { after: "migrate", ms: 3000 } }] },
		);
		const [one = 0, other = 9999] = starting.of("sigterm").map(({ at }) => at);
		assert.ok(Math.abs(one - other) < 100, "an init container is in no order");
	});

	it("fact 15: the grace period is one budget; when it is over all that is left gets SIGTERM, and 2 s", () => {
		const play = (seconds: number, app: object) =>
			new Life(
				{
					inits: [SIDECAR, SHIPPER],
					spec: `terminationGracePeriodSeconds: ${seconds}`,
					programs: { app, proxy: DEAF, shipper: DEAF },
				},
				{ stimuli: DELETE },
			);
		const since = (life: Life, type: "sigterm" | "exited", name: string) =>
			Math.round((life.at(type, name) - life.at("delete")) / 1000);
		const late = play(5, DEAF);
		for (const name of ["proxy", "shipper"]) {
			assert.equal(since(late, "sigterm", name), 5);
			assert.equal(since(late, "exited", name), 7);
			assert.deepEqual(late.codes(name), [137]);
		}
		const early = play(20, stopsIn(1));
		assert.equal(since(early, "sigterm", "shipper"), 1);
		assert.equal(since(early, "exited", "shipper"), 20);
	});

	it("fact 16: a sidecar that ends early while the Pod ends is not started again", () => {
		const play = (stimuli: typeof DELETE) =>
			new Life(
				{
					inits: [`${SIDECAR}, ${PRE_STOP}`],
					programs: {
						app: stopsIn(8),
						proxy: {
							endsWith: { container: "proxy", event: "prestop-end", code: 1 },
						},
					},
				},
				{ stimuli },
			);
		assert.equal(play(DELETE).of("running", "proxy").length, 1);
		assert.ok(
			play(DELETE).at("exited", "proxy") < play(DELETE).at("exited", "app"),
		);
		const alive = new Life({ inits: [SIDECAR], programs: { proxy: ends(4) } });
		assert.ok(alive.of("running", "proxy").length > 1);
	});

	it("fact 17: a Job waits for its sidecars, up to the whole grace period for a PID 1 that takes no notice of SIGTERM", () => {
		const job = (proxy: object) => {
			const life = new Life({
				inits: [SIDECAR],
				spec: `${NEVER}\n  terminationGracePeriodSeconds: 12`,
				programs: { app: ends(2), proxy },
			});
			assert.equal(life.phases.at(-1), "Succeeded");
			return life;
		};
		const lasts = (life: Life) =>
			Math.round(
				(life.at("exited", "proxy") - life.at("sigterm", "proxy")) / 1000,
			);
		assert.equal(lasts(job(DEAF)), 12);
		assert.deepEqual(job(DEAF).codes("proxy"), [137]);
		assert.equal(lasts(job(stopsIn(1))), 1);
		assert.deepEqual(job(stopsIn(1)).codes("proxy"), [0]);
	});

	it("fact 18: liveness probes of apps stop when the Pod ends; those of sidecars, and readiness probes of all, go on", () => {
		const probes = `${probe("readiness")}, ${probe("liveness")}`;
		const life = new Life(
			{
				inits: [`${SIDECAR}, ${probes}`],
				apps: [`name: app, ${probes}`],
				programs: { app: stopsIn(5) },
				version: "1.37",
			},
			{ stimuli: DELETE, everyProbe: true },
		);
		const late = life
			.of("probe")
			.filter(({ at }) => at > life.at("delete") + 1000)
			.map((event) => `${event.container} ${event.probe}`);
		assert.deepEqual([...new Set(late)].sort(), [
			"app readiness",
			"proxy liveness",
			"proxy readiness",
		]);
	});
});
