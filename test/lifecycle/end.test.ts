import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SERVER } from "../../server/src/engine/kubernetes/simulation/programs";
import type { Stimulus } from "../../server/src/engine/kubernetes/simulation/simulate";
import {
	DEAF,
	ends,
	HOOK,
	Life,
	type Play,
	probe,
	SIDECAR,
	stopsIn,
} from "./life";

const SECOND = "name: shipper, restartPolicy: Always";
const PRE_STOP = `lifecycle: { preStop: ${HOOK} }`;
const sleeps = (seconds: number) => ({
	preStop: { lasts: seconds * 1000, code: 0 },
});
const NEVER = "restartPolicy: Never";

/** Deleted some seconds after the app's start; times are seconds since then. */
class Deleted extends Life {
	constructor(
		play: Play,
		more: { gracePeriod?: number; after?: string; everyProbe?: boolean } = {},
	) {
		const { after = "app", gracePeriod, everyProbe = false } = more;
		const stimulus: Stimulus = {
			type: "delete",
			at: { after, ms: 3000 },
			...(gracePeriod !== undefined && { gracePeriod }),
		};
		super(play, { stimuli: [stimulus], everyProbe });
	}

	since(type: Parameters<Life["at"]>[0], container?: string): number {
		return (this.at(type, container) - this.at("delete")) / 1000;
	}
}

const near = (actual: number, expected: number) =>
	assert.ok(
		actual >= expected && actual < expected + 0.15,
		`${actual}, about ${expected}`,
	);

describe("how a Pod completes", () => {
	it("stops native sidecars when all apps have ended, in reverse order, with their hooks", () => {
		const life = new Life({
			inits: [SIDECAR, `${SECOND}, ${PRE_STOP}`],
			apps: ["name: a", `name: b, ${PRE_STOP}`],
			spec: NEVER,
			programs: {
				a: ends(2),
				b: ends(5),
				shipper: { ...sleeps(2), ...stopsIn(1) },
			},
		});
		assert.deepEqual(life.order("sigterm"), ["shipper", "proxy"]);
		// An app that ends by itself runs no hook.
		assert.deepEqual(life.order("prestop-begin"), ["shipper"]);
		assert.ok(life.at("sigterm", "shipper") >= life.at("exited", "b") + 2000);
		assert.ok(life.at("sigterm", "proxy") > life.at("exited", "shipper"));
	});

	it("does not start a sidecar again that has ended together with the apps", () => {
		const life = new Life({
			inits: [SIDECAR],
			spec: NEVER,
			programs: { app: ends(4), proxy: ends(4.7, 1) },
		});
		assert.deepEqual(life.order("running"), ["proxy", "app"]);
		assert.equal(life.phases.at(-1), "Succeeded");
	});

	it("keeps them with policy Always: the app is started again", () => {
		const life = new Life({ inits: [SIDECAR], programs: { app: ends(2) } });
		assert.deepEqual(life.of("sigterm"), []);
		assert.ok(life.of("running", "app").length > 2);
		assert.deepEqual(life.phases, ["Pending", "Running"]);
	});

	it("never while a classic sidecar goes on, though the Pod is unready from the app's end on", () => {
		const life = new Life({
			apps: ["name: app", "name: proxy"],
			spec: NEVER,
			programs: { app: ends(3) },
		});
		assert.deepEqual(life.phases, ["Pending", "Running"]);
		assert.deepEqual(life.condition("Ready"), ["False", "True", "False"]);
	});

	it("by the codes of its apps alone, once the sidecars have stopped", () => {
		const play = (app: number, proxy: number) =>
			new Life({
				inits: [SIDECAR],
				spec: NEVER,
				programs: {
					app: ends(2, app),
					proxy: { sigterm: { after: 3000, code: proxy } },
				},
			});
		assert.deepEqual(play(0, 3).phases, ["Pending", "Running", "Succeeded"]);
		assert.deepEqual(play(1, 0).phases, ["Pending", "Running", "Failed"]);
		const life = play(0, 3);
		assert.ok(life.at("phase", undefined, 3) > life.at("exited", "proxy"));
	});

	it("takes the whole grace period for a sidecar that takes no notice of SIGTERM", () => {
		const life = new Life({
			inits: [SIDECAR],
			spec: `${NEVER}\n  terminationGracePeriodSeconds: 5`,
			programs: { app: ends(2), proxy: DEAF },
		});
		near((life.at("exited", "proxy") - life.at("sigterm", "proxy")) / 1000, 5);
		assert.deepEqual(life.codes("proxy"), [137]);
		assert.equal(life.phases.at(-1), "Succeeded");
	});

	it("has failed for the kubelet before the sidecars are stopped, for the API server after that", () => {
		const life = new Life({
			inits: [SIDECAR, "name: migrate"],
			spec: NEVER,
			programs: { migrate: ends(2, 1), proxy: stopsIn(1) },
		});
		const failed = life
			.of("kubelet-phase")
			.find(({ detail }) => detail === "Failed");
		assert.ok(failed && failed.at < life.at("sigterm", "proxy"));
		assert.ok(life.at("phase", undefined, 2) > life.at("exited", "proxy"));
		assert.deepEqual(life.of("running", "app"), []);
	});

	it("stops at its deadline, in order and with the grace period, and has failed", () => {
		const life = new Life({
			inits: [SIDECAR],
			spec: `${NEVER}\n  activeDeadlineSeconds: 5`,
			programs: { app: stopsIn(2) },
		});
		assert.ok(life.at("sigterm", "app") >= 5000);
		assert.deepEqual(life.order("sigterm"), ["app", "proxy"]);
		assert.deepEqual(life.codes("app"), [0]);
		assert.equal(life.phases.at(-1), "Failed");
	});

	it("succeeds when the app ends with 0 after its liveness probe has failed, with policy Never", () => {
		const life = new Life({
			apps: [`name: app, ${probe("liveness")}`],
			spec: NEVER,
			programs: {
				app: {
					passes: { ...SERVER.passes, liveness: { from: 0, until: 4000 } },
				},
			},
		});
		assert.deepEqual(life.codes("app"), [0]);
		assert.equal(life.phases.at(-1), "Succeeded");
	});
});

describe("how a Pod is deleted", () => {
	const hooked = {
		inits: [`${SIDECAR}, ${PRE_STOP}`, `${SECOND}, ${PRE_STOP}`],
		apps: [`name: app, ${PRE_STOP}`],
	};

	it("begins all preStop hooks at once, and sends SIGTERM to apps, then to sidecars in reverse order", () => {
		const life = new Deleted({
			...hooked,
			programs: {
				app: { ...sleeps(2), ...stopsIn(1) },
				proxy: { ...sleeps(1), ...stopsIn(1) },
				shipper: { ...sleeps(1), ...stopsIn(1) },
			},
		});
		for (const name of ["app", "proxy", "shipper"])
			near(life.since("prestop-begin", name), 0);
		near(life.since("sigterm", "app"), 2);
		near(life.since("sigterm", "shipper"), 3);
		near(life.since("sigterm", "proxy"), 4);
		assert.equal(life.phases.at(-1), "Succeeded");
		assert.ok(life.at("deleted") > life.at("phase", undefined, 3) - 1);
	});

	it("gives SIGTERM to an ordinary init container and the sidecars together", () => {
		const life = new Deleted(
			{
				inits: [SIDECAR, "name: migrate"],
				programs: { migrate: stopsIn(3) },
			},
			{ after: "migrate" },
		);
		near(life.since("sigterm", "proxy"), 0);
		near(life.since("sigterm", "migrate"), 0);
		assert.deepEqual(life.phases, ["Pending", "Failed"]);
	});

	it("waits for a postStart hook first, even beyond the grace period", () => {
		const life = new Deleted(
			{
				inits: [`${SIDECAR}, lifecycle: { postStart: ${HOOK} }`],
				spec: "terminationGracePeriodSeconds: 8",
				programs: { proxy: { postStart: { lasts: 12_000, code: 0 } } },
			},
			{ after: "proxy" },
		);
		assert.ok(life.since("sigterm", "proxy") >= 9);
		assert.ok(life.since("sigterm", "proxy") < 10.3);
		assert.deepEqual(life.of("running", "app"), []);
	});

	it("stops all that is left at once when the grace period is over, and gives it 2 s", () => {
		const life = new Deleted({
			inits: [SIDECAR, SECOND],
			spec: "terminationGracePeriodSeconds: 5",
			programs: { app: DEAF, proxy: DEAF, shipper: stopsIn(1) },
		});
		near(life.since("sigterm", "app"), 0);
		near(life.since("exited", "app"), 5);
		near(life.since("sigterm", "shipper"), 5);
		near(life.since("sigterm", "proxy"), 5);
		near(life.since("exited", "shipper"), 6);
		near(life.since("exited", "proxy"), 7);
		assert.deepEqual(life.codes("proxy"), [137]);
	});

	it("gives an app 2 s whose hook has used the grace period up", () => {
		const life = new Deleted({
			...hooked,
			spec: "terminationGracePeriodSeconds: 5",
			programs: { app: { ...sleeps(30), ...DEAF }, proxy: DEAF },
		});
		near(life.since("sigterm", "app"), 5);
		near(life.since("exited", "app"), 7);
		near(life.since("sigterm", "shipper"), 5);
	});

	it("takes the place in the order from a sidecar whose own hook uses the grace period up", () => {
		const life = new Deleted({
			inits: [`${SIDECAR}, ${PRE_STOP}`, SECOND],
			spec: "terminationGracePeriodSeconds: 5",
			programs: { app: stopsIn(3), proxy: sleeps(30) },
		});
		near(life.since("sigterm", "shipper"), 3);
		near(life.since("sigterm", "proxy"), 5);
	});

	it("has 2 s for the app and 3 s for sidecars with a grace period of 1 s", () => {
		const life = new Deleted({
			inits: [SIDECAR],
			spec: "terminationGracePeriodSeconds: 1",
			programs: { app: DEAF, proxy: DEAF },
		});
		near(life.since("exited", "app"), 2);
		near(life.since("sigterm", "proxy"), 1);
		near(life.since("exited", "proxy"), 3);
	});

	it("takes 0 s for 1 s, so that hooks run; the object is gone at once", () => {
		const play = { ...hooked, programs: { app: { ...sleeps(1), ...DEAF } } };
		const life = new Deleted(play, { gracePeriod: 0 });
		near(life.since("deleted"), 0);
		near(life.since("prestop-begin", "app"), 0);
		near(life.since("sigterm", "app"), 1);
		near(life.since("exited", "app"), 3);
		const older = new Deleted({ ...play, version: "1.30" }, { gracePeriod: 0 });
		near(older.since("deleted"), 0);
		near(older.since("exited", "app"), 30);
	});

	it("does not start a sidecar again that ends early", () => {
		const life = new Deleted({
			...hooked,
			programs: {
				app: stopsIn(5),
				proxy: {
					endsWith: { container: "proxy", event: "prestop-end", code: 1 },
				},
			},
		});
		near(life.since("exited", "proxy"), 1);
		assert.equal(life.of("running", "proxy").length, 1);
	});

	it("does not start one again that is in back-off", () => {
		const life = new Deleted({
			inits: [SIDECAR],
			programs: { proxy: ends(1, 1), app: stopsIn(15) },
		});
		assert.equal(life.of("running", "proxy").length, 2);
		assert.equal(life.phases.at(-1), "Succeeded");
	});

	it("stops liveness probes of apps, goes on with readiness, and with both of sidecars", () => {
		const probes = `${probe("readiness")}, ${probe("liveness")}`;
		const runs = (version: "1.34" | "1.35" | "1.37") => {
			const life = new Deleted(
				{
					inits: [`${SIDECAR}, ${probes}`],
					apps: [`name: app, ${probes}`],
					programs: { app: stopsIn(5) },
					version,
				},
				{ everyProbe: true },
			);
			const late = life
				.of("probe")
				.filter(({ at }) => at > life.at("delete") + 1000);
			return [
				...new Set(late.map((event) => `${event.container} ${event.probe}`)),
			].sort();
		};
		const all = ["app readiness", "proxy liveness", "proxy readiness"];
		assert.deepEqual(runs("1.34"), all);
		assert.deepEqual(runs("1.35"), [], "their context is cancelled");
		assert.deepEqual(runs("1.37"), all);
	});

	it("restarts nothing because of a liveness probe that fails meanwhile", () => {
		const life = new Deleted({
			inits: [`${SIDECAR}, ${probe("liveness")}`],
			programs: {
				app: stopsIn(6),
				proxy: {
					passes: { ...SERVER.passes, liveness: { from: 0, until: 5000 } },
				},
			},
			version: "1.34",
		});
		assert.ok(life.of("probe", "proxy").some(({ passed }) => passed === false));
		assert.deepEqual(life.order("sigterm"), ["app", "proxy"]);
		assert.equal(life.of("running", "proxy").length, 1);
	});
});
