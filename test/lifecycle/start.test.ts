import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	FOREVER,
	NEVER_PASSES,
	SERVER,
} from "../../server/src/engine/kubernetes/simulation/programs";
import { ends, HOOK, Life, probe, SIDECAR } from "./life";

const passes = (kind: "startup" | "readiness", from: number) => ({
	passes: { ...SERVER.passes, [kind]: { from: from * 1000, until: FOREVER } },
});
const never = (kind: "startup" | "readiness") => ({
	passes: { ...SERVER.passes, [kind]: NEVER_PASSES },
});
const fails = { lasts: 1000, code: 1 };

describe("how a Pod starts", () => {
	it("runs init containers in order, each when the one before has ended with 0, then the apps", () => {
		const life = new Life({
			inits: ["name: one", "name: two"],
			apps: ["name: a", "name: b"],
			programs: { one: ends(1), two: ends(2) },
		});
		assert.deepEqual(life.order("running"), ["one", "two", "a", "b"]);
		assert.ok(life.at("running", "two") > life.at("exited", "one"));
		assert.ok(life.at("running", "a") > life.at("exited", "two"));
		assert.deepEqual(life.phases, ["Pending", "Running"]);
	});

	it("goes on behind a native sidecar that runs, and far sooner from 1.36 on", () => {
		const lead = (version: "1.35" | "1.36") => {
			const life = new Life({ inits: [SIDECAR], version });
			return life.at("running", "app") - life.at("running", "proxy");
		};
		assert.ok(lead("1.35") > 150, `${lead("1.35")}`);
		assert.ok(lead("1.36") < 140, `${lead("1.36")}`);
	});

	it("waits for the startup probe of a native sidecar", () => {
		const life = new Life({
			inits: [`${SIDECAR}, ${probe("startup", ", failureThreshold: 30")}`],
			programs: { proxy: passes("startup", 4) },
		});
		const [passed] = life.of("probe", "proxy").filter((event) => event.passed);
		assert.ok(passed && passed.at >= life.at("running", "proxy") + 4000);
		assert.ok(life.at("running", "app") > passed.at);
		assert.equal(life.of("running", "app")[0]?.cause, passed);
	});

	it("does not wait for its readiness probe, but the Pod is not ready without it", () => {
		const life = new Life({
			inits: [`${SIDECAR}, ${probe("readiness")}`],
			programs: { proxy: never("readiness") },
		});
		assert.equal(life.order("running").length, 2);
		assert.deepEqual(life.condition("Ready"), ["False"]);
		assert.deepEqual(life.condition("Initialized"), ["False", "True"]);
	});

	it("waits for its postStart hook, and runs probes only when that has returned", () => {
		const hooked = `${SIDECAR}, lifecycle: { postStart: ${HOOK} }, ${probe("startup")}`;
		const life = new Life({
			inits: [hooked],
			programs: { proxy: { postStart: { lasts: 3000, code: 0 } } },
		});
		const returned = life.at("poststart-end", "proxy");
		assert.ok(returned >= life.at("running", "proxy") + 3000);
		assert.ok(life.at("probe", "proxy") > returned);
		assert.ok(life.at("running", "app") > life.at("probe", "proxy"));
	});

	it("never comes to the app when the image of a native sidecar cannot be had", () => {
		const life = new Life({
			inits: [SIDECAR],
			programs: { proxy: { image: "missing" } },
		});
		assert.deepEqual(life.order("running"), []);
		assert.deepEqual(life.phases, ["Pending"]);
	});

	it("starts the app once a look has found the sidecar running, even if it has died since: surely from 1.36 on", () => {
		const started = (version: "1.35" | "1.36") =>
			new Life({
				inits: [SIDECAR],
				programs: { proxy: ends(0, 1) },
				version,
			}).of("running", "app").length;
		assert.deepEqual([started("1.35"), started("1.36")], [0, 1]);
	});

	it("stops a container whose postStart hook fails, and tries again: first at once, then with a back-off", () => {
		const life = new Life({
			inits: [`${SIDECAR}, lifecycle: { postStart: ${HOOK} }`],
			programs: { proxy: { postStart: { lasts: 1000, code: 1 } } },
		});
		assert.ok(life.at("sigterm", "proxy") > life.at("poststart-end", "proxy"));
		const [first = 0, second = 0] = life.pauses("proxy");
		assert.ok(first < 1.3 && second >= 10 && second < 17.2);
		assert.deepEqual(life.of("running", "app"), []);
		assert.deepEqual(life.phases, ["Pending"]);
	});

	it("restarts a native sidecar for ever whose startup probe fails, also with policy Never", () => {
		for (const policy of ["Always", "Never"]) {
			const life = new Life({
				inits: [`${SIDECAR}, ${probe("startup")}`],
				spec: `restartPolicy: ${policy}`,
				programs: { proxy: never("startup") },
			});
			const [first = 9, second = 9, third = 0] = life.pauses("proxy");
			assert.ok(first < 0.3 && second < 0.3, "two times without a back-off");
			assert.ok(third >= 10);
			assert.deepEqual(life.of("running", "app"), []);
			assert.deepEqual(life.phases, ["Pending"]);
		}
	});

	it("starts apps one after another: a postStart hook holds up those behind it", () => {
		const apps = [`name: a, lifecycle: { postStart: ${HOOK} }`, "name: b"];
		for (const code of [0, 1]) {
			const life = new Life({
				apps,
				programs: { a: { postStart: { lasts: 3000, code } } },
			});
			assert.deepEqual(life.order("running").slice(0, 2), ["a", "b"]);
			assert.ok(life.at("running", "b") > life.at("poststart-end", "a"));
		}
	});

	it("is ready when all apps and native sidecars are; ordinary init containers do not count", () => {
		const life = new Life({
			inits: [`${SIDECAR}, ${probe("readiness")}`, "name: migrate"],
			programs: { proxy: passes("readiness", 6), migrate: ends(1) },
		});
		assert.deepEqual(life.condition("Ready"), ["False", "True"]);
		const [, ready] = life
			.of("condition")
			.filter(({ detail }) => detail?.startsWith("Ready="));
		assert.ok(ready && ready.at >= life.at("running", "proxy") + 6000);
		assert.ok(ready.at > life.at("running", "app"));
	});

	it("up to 1.32 forgets the startup probe of a sidecar in a Pod with policy Never, when the app has a probe too", () => {
		const started = (version: "1.32" | "1.33", app: string) =>
			new Life({
				inits: [`${SIDECAR}, ${probe("startup", ", initialDelaySeconds: 3")}`],
				apps: [app],
				spec: "restartPolicy: Never",
				programs: { proxy: { runs: [fails, ...SERVER.runs] } },
				version,
			}).of("running", "app").length;
		const probed = `name: app, ${probe("readiness")}`;
		assert.equal(started("1.32", probed), 0);
		assert.equal(started("1.33", probed), 1);
		assert.equal(started("1.32", "name: app"), 1);
	});

	it("takes a sidecar for an ordinary init container where the version does", () => {
		const life = new Life({ inits: [SIDECAR], version: "1.28" });
		assert.deepEqual(life.order("running"), ["proxy"]);
		assert.deepEqual(life.phases, ["Pending"]);
	});
});
