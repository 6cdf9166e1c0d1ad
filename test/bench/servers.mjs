/** The language servers of the benchmark. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const here = (name) => new URL(name, import.meta.url);

/** The repository, where `dist` is. */
export const root = fileURLToPath(here("../../"));

/** @type {import("./client.mjs").Server} */
export const ours = {
	name: "ours",
	module: join(root, "dist/server/node.js"),
	settings: { sidecarPatterns: {} },
};

const peerPackage = require.resolve("yaml-language-server/package.json");
const { version } = JSON.parse(readFileSync(peerPackage, "utf8"));

/**
 * The YAML extension's server: it validates against a local schema and never goes to the network.
 * @type {import("./client.mjs").Server}
 */
export const peer = {
	name: `yaml-language-server ${version}`,
	module: join(dirname(peerPackage), "bin/yaml-language-server"),
	settings: {
		yaml: {
			validate: true,
			schemaStore: { enable: false },
			kubernetesCRDStore: { enable: false },
			schemas: { [here("workloads.schema.json").href]: "*.yaml" },
		},
	},
};

/**
 * Answers at once without looking at the text: what Node, the pipe and the machine's other work cost on their own.
 * @type {import("./client.mjs").Server}
 */
export const floor = {
	name: "floor",
	module: fileURLToPath(here("floor-server.mjs")),
	settings: {},
};

/** The peer waits this long after each change before it looks at the text (`validationDelayMs` in its source). */
export const PEER_WAIT_MS = 200;

/** What a reader must know to judge the comparison. */
export const conditions = [
	`${peer.name} runs with yaml.validate, without schema store and network, on a local schema of Pods, Deployments and`,
	"Jobs (test/bench/workloads.schema.json), which is much smaller than the Kubernetes schema that its users have.",
	`Its times hold its fixed wait of ${PEER_WAIT_MS} ms after each change; "work" is what remains without that wait.`,
	`"floor" is a server that reads nothing and publishes an empty list at once: what Node, the pipe and this machine cost.`,
];
