import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { effectiveResources } from "../../server/src/engine/apiserver/effective";
import { memoryShields } from "../../server/src/engine/apiserver/memory-shield";
import { lackingForQuota } from "../../server/src/engine/apiserver/quota";
import { defaultContainerOf } from "../../server/src/engine/kubernetes/default-container";
import { startOrder } from "../../server/src/engine/kubernetes/lifecycle";
import type { Pod } from "../../server/src/engine/kubernetes/pod";
import { formatQuantity } from "../../server/src/engine/kubernetes/quantity";
import { canBeResized } from "../../server/src/engine/kubernetes/resize";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { rulesIn } from "./asked";
import { podIn } from "./compare";
import { ends, Life, SIDECAR, yamlOf } from "./life";

/** What other components make of Pods, fact by fact; the life of Pods itself is told of in the other `facts` files. */
const amounts = (cpu: string, memory: string) =>
	`resources: { requests: { cpu: ${cpu}, memory: ${memory} }, limits: { cpu: ${cpu}, memory: ${memory} } }`;
const APP = `name: app, ${amounts("1", "1Gi")}`;
const pod = (play: Parameters<typeof yamlOf>[0]): Pod => podIn(yamlOf(play));
const qos = (play: Parameters<typeof yamlOf>[0], version: Version = "1.35") =>
	effectiveResources(pod(play), version).qos;
/** A Deployment of a Pod, and something else that is about it. */
const beside = (
	other: string,
	{ inits = [], apps = ["name: app"] }: Parameters<typeof yamlOf>[0],
): string => {
	const list = (all: readonly string[]) =>
		all.map((one) => `        - { image: example/one:1, ${one} }\n`).join("");
	return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    metadata: { labels: { app: web } }\n    spec:\n${inits.length > 0 ? `      initContainers:\n${list(inits)}` : ""}      containers:\n${list(apps)}---\n${other}`;
};

describe("facts around the life of Pods: resources", () => {
	it("fact 19: app, init and sidecar containers count alike for the QoS class; ephemeral ones never; the Pod's own values replace them", () => {
		assert.equal(qos({ apps: [APP] }), "Guaranteed");
		assert.equal(qos({ apps: [APP], inits: [SIDECAR] }), "Burstable");
		assert.equal(qos({ apps: [APP], inits: ["name: seed"] }), "Burstable");
		assert.equal(
			qos({ apps: [APP], inits: [`${SIDECAR}, ${amounts("1", "1Gi")}`] }),
			"Guaranteed",
		);
		const debugged = { apps: [APP], ephemerals: ["name: debugger"] };
		assert.equal(qos(debugged), "Guaranteed");
		const own = { spec: amounts("2", "2Gi") };
		assert.equal(qos(own, "1.33"), "BestEffort", "dropped");
		assert.equal(qos(own, "1.34"), "Guaranteed");
		const empty = { apps: [APP], spec: "resources: {}" };
		assert.equal(qos(empty, "1.36"), "BestEffort");
		assert.equal(qos(empty, "1.37"), "Guaranteed");
	});

	it("fact 20: since 1.32 a sidecar is shielded from the kernel like the app with the smallest memory request; its ephemeral-storage limit is enforced from 1.37 on", () => {
		const shields = (version: Version, sidecar: string, app = "1Gi") =>
			[
				...(memoryShields(
					pod({
						inits: [
							`${SIDECAR}, resources: { requests: { memory: ${sidecar} } }`,
						],
						apps: [
							`name: app, resources: { requests: { memory: ${app} } }`,
							"name: worker, resources: { requests: { memory: 2Gi } }",
						],
					}),
					version,
				) ?? []),
			].map(([{ name }, memory]) => `${name} ${formatQuantity(memory)}`);
		const others = ["app 1Gi", "worker 2Gi"];
		assert.deepEqual(shields("1.31", "64Mi"), ["proxy 64Mi", ...others]);
		assert.deepEqual(shields("1.32", "64Mi"), ["proxy 1Gi", ...others]);
		assert.deepEqual(shields("1.35", "3Gi"), ["proxy 3Gi", ...others]);
		assert.equal(memoryShields(pod({ apps: [APP] }), "1.35"), undefined);
		const limited = yamlOf({
			inits: [`${SIDECAR}, resources: { limits: { ephemeral-storage: 1Gi } }`],
		});
		const told = (version: Version) =>
			rulesIn(limited, version).includes("sidecar-ephemeral-storage-limit");
		assert.deepEqual([told("1.36"), told("1.37")], [true, false]);
	});

	it("fact 21: a ResourceQuota demands a value of every app and init container, unless the Pod has its own from 1.34 on", () => {
		const play = { inits: ["name: seed", SIDECAR], apps: [APP] };
		const lacking = (more: object, version: Version) =>
			lackingForQuota(pod({ ...play, ...more }), version, "limits.cpu")?.map(
				({ name }) => name,
			);
		assert.deepEqual(lacking({}, "1.35"), ["seed", "proxy"]);
		assert.deepEqual(lacking({ inits: [] }, "1.35"), []);
		const debugged = { inits: [], ephemerals: ["name: debugger"] };
		assert.deepEqual(lacking(debugged, "1.35"), []);
		const own = { spec: amounts("2", "2Gi") };
		assert.deepEqual(lacking(own, "1.33"), ["seed", "proxy"]);
		assert.deepEqual(lacking(own, "1.34"), []);
		// A request that is missing is the limit.
		const limits = {
			apps: ["name: app, resources: { limits: { memory: 1Gi } }"],
		};
		assert.deepEqual(
			lackingForQuota(pod(limits), "1.35", "requests.memory"),
			[],
		);
	});

	it("fact 22: a HorizontalPodAutoscaler needs a request of every app and sidecar; one of a container can name a sidecar", () => {
		const scaler = (metric: string) =>
			`apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  maxReplicas: 3\n  metrics: [${metric}]\n`;
		const TARGET =
			"name: cpu, target: { type: Utilization, averageUtilization: 80 }";
		const all = scaler(`{ type: Resource, resource: { ${TARGET} } }`);
		const has = (rule: string, text: string) =>
			rulesIn(text, "1.35").includes(rule);
		const lacks = (play: Parameters<typeof yamlOf>[0]) =>
			has("hpa-missing-requests", beside(all, play));
		assert.equal(lacks({ apps: [APP] }), false);
		assert.equal(lacks({ apps: [APP, "name: worker"] }), true);
		assert.equal(lacks({ apps: [APP], inits: [SIDECAR] }), true);
		assert.equal(lacks({ apps: [APP], inits: ["name: seed"] }), false);
		const of = (container: string) =>
			has(
				"hpa-container-missing",
				beside(
					scaler(
						`{ type: ContainerResource, containerResource: { container: ${container}, ${TARGET} } }`,
					),
					{ apps: [APP], inits: [SIDECAR, "name: seed"] },
				),
			);
		assert.deepEqual([of("proxy"), of("seed")], [false, true]);
	});

	it("fact 23: sidecars can be resized in place from 1.33 on, ordinary init containers from 1.36 on, ephemeral ones never", () => {
		const all = pod({
			inits: ["name: seed", SIDECAR],
			ephemerals: ["name: debugger"],
		}).all;
		const can = (version: Version) =>
			all.flatMap((one) => (canBeResized(one, version) ? [one.name] : []));
		assert.deepEqual(can("1.32"), []);
		assert.deepEqual(can("1.33"), ["proxy", "app"]);
		assert.deepEqual(can("1.35"), ["proxy", "app"]);
		assert.deepEqual(can("1.36"), ["seed", "proxy", "app"]);
	});
});

describe("facts around the life of Pods: other components", () => {
	it("fact 24: a Service finds a named port of a sidecar from 1.33 on, a number always", () => {
		const told = (version: Version, port: string, sidecar = SIDECAR) =>
			rulesIn(
				beside(
					`apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web }\n  ports: [{ port: 80, targetPort: ${port} }]\n`,
					{
						inits: [
							`${sidecar}, ports: [{ name: metrics, containerPort: 9102 }]`,
						],
					},
				),
				version,
			).includes("sidecar-named-target-port");
		for (const version of ["1.29", "1.31", "1.32"] as const) {
			assert.equal(told(version, "metrics"), true, version);
			assert.equal(told(version, "9102"), false, version);
		}
		assert.equal(told("1.33", "metrics"), false);
	});

	it("fact 25: up to 1.28 a sidecar is an ordinary init container: nothing behind it ever starts", () => {
		const play = { inits: [SIDECAR] };
		const gate = (version: Version) =>
			startOrder(pod(play), version)[1]?.after?.gate;
		assert.deepEqual((["1.27", "1.28", "1.29"] as const).map(gate), [
			"exited",
			"exited",
			"running",
		]);
		const runs = (version: Version) =>
			new Life({ ...play, version }).order("running");
		assert.deepEqual(runs("1.28"), ["proxy"]);
		assert.deepEqual(runs("1.29"), ["proxy", "app"]);
	});

	it("fact 26: kubelets up to 1.34 go by the Pod's policy whatever a container says for itself", () => {
		const play = {
			apps: ["name: app, restartPolicy: OnFailure"],
			spec: "restartPolicy: Never",
			programs: { app: ends(1, 1) },
		};
		const runs = (version: Version) =>
			new Life({ ...play, version }).of("running").length;
		assert.equal(runs("1.34"), 1);
		assert.ok(runs("1.35") > 1);
		const told = (version: Version) =>
			rulesIn(yamlOf(play), version).includes(
				"container-restart-policy-old-nodes",
			);
		assert.deepEqual([told("1.34"), told("1.35")], [false, true]);
	});

	it("fact 27: an old webhook that writes the Pod anew takes a sidecar's policy away", () => {
		const told = (annotations: string) =>
			rulesIn(
				yamlOf({ inits: [SIDECAR] }).replace(
					"{ name: web }",
					`{ name: web, annotations: { ${annotations} } }`,
				),
				"1.35",
			).includes("app-mesh-strips-restart-policy");
		const KEY = "appmesh.k8s.aws/sidecarInjectorWebhook";
		assert.equal(told(`${KEY}: enabled`), true);
		assert.equal(told(`${KEY}: disabled`), false);
	});

	it("fact 28: kubectl takes the container of the annotation, which may be a sidecar, else the first of `containers`", () => {
		const play = { inits: [SIDECAR], apps: ["name: app", "name: worker"] };
		const taken = (annotation?: string) =>
			defaultContainerOf(
				podIn(
					yamlOf(play).replace(
						"{ name: web }",
						`{ name: web, annotations: { ${annotation ? `kubectl.kubernetes.io/default-container: ${annotation}` : ""} } }`,
					),
				),
			)?.name;
		assert.equal(taken(), "app");
		assert.equal(taken("worker"), "worker");
		assert.equal(taken("proxy"), "proxy");
		assert.equal(taken("nobody"), "app");
	});
});

describe("facts", () => {
	it("each from 1 to 28 has a test of its own, each kubelet bug of fact 10 too", () => {
		const titles = readdirSync(__dirname)
			.filter((file) => /^facts.*\.test\.ts$/.test(file))
			.map((file) => readFileSync(join(__dirname, file), "utf8"))
			.join("\n");
		const told = [...titles.matchAll(/\bit\("fact (\d+[a-d]?): /g)].map(
			([, fact]) => fact,
		);
		const all = Array.from({ length: 28 }, (_, index) => `${index + 1}`);
		assert.deepEqual(
			new Set(told),
			new Set(
				all.flatMap((fact) =>
					fact === "10" ? ["10a", "10b", "10c", "10d"] : fact,
				),
			),
		);
	});
});
