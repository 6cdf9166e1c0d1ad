import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
	type Life,
	scheduleOf,
} from "../../server/src/engine/features/drawing/schedule";
import { DEFAULT_SETTINGS } from "../../server/src/engine/features/settings";
import {
	completionOf,
	stopGroups,
} from "../../server/src/engine/kubernetes/completion";
import type { Container } from "../../server/src/engine/kubernetes/container";
import {
	hasHook,
	startOrder,
} from "../../server/src/engine/kubernetes/lifecycle";
import type { Pod } from "../../server/src/engine/kubernetes/pod";
import {
	expectedRows,
	kubectlColumns,
} from "../../server/src/engine/kubernetes/simulation/kubectl";
import type { Version } from "../../server/src/engine/kubernetes/versions";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Source } from "../../server/src/engine/yaml/source";
import { playInOrder, stepsOf, type Times } from "./in-order";
import { HOOK, probe, SIDECAR, yamlOf } from "./life";
import { readRecordings } from "./recordings";

const EXAMPLES = join(__dirname, "../../examples");
const podsIn = (text: string): readonly Pod[] =>
	Source.open(text).documents.flatMap(({ document }) => podsOf(document));

const POST_START = `lifecycle: { postStart: ${HOOK} }`;
const PRE_STOP = `lifecycle: { preStop: ${HOOK} }`;
const INITS = [
	"name: NAME",
	SIDECAR,
	`${SIDECAR}, ${probe("startup")}`,
	`${SIDECAR}, ${POST_START}`,
	`${SIDECAR}, ${POST_START}, ${probe("startup")}, ${probe("readiness")}`,
	`${SIDECAR}, ${probe("readiness")}, ${PRE_STOP}`,
].map((one) => one.replace("name: proxy", "name: NAME"));
const APPS = [
	"name: NAME",
	`name: NAME, ${POST_START}`,
	`name: NAME, ${probe("startup")}, ${probe("readiness")}, ${PRE_STOP}`,
];
const named = (one: string, name: string) => [one.replace("NAME", name)];

/** Everything that two init containers and two apps can be. */
const combined = INITS.flatMap((one) =>
	[undefined, ...INITS].flatMap((two) =>
		APPS.flatMap((app) =>
			[undefined, ...APPS].map((other, index) =>
				yamlOf({
					inits: [...named(one, "one"), ...(two ? named(two, "two") : [])],
					apps: [...named(app, "app"), ...(other ? named(other, "other") : [])],
					ephemerals: index === 1 ? ["name: debugger"] : [],
					spec: index === 2 ? "restartPolicy: Never" : "restartPolicy: Always",
				}),
			),
		),
	),
);
/** All that keeps a Pod from starting, behind two native sidecars and before one. */
const stuck = [
	'name: wait, command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"]',
	"name: tail, command: [tail, -F, /app.log]",
	`name: late, restartPolicy: Always, ${PRE_STOP}, startupProbe: { tcpSocket: { port: 8080 } }`,
	`name: hooked, restartPolicy: Always, ${POST_START}, startupProbe: { tcpSocket: { port: 8080 } }, ${probe("readiness")}`,
	"name: socat, restartPolicy: Always, args: ['TCP-LISTEN:3306,bind=127.0.0.1', 'TCP:db:3306'], startupProbe: { tcpSocket: { port: 3306 } }",
	'name: hook, restartPolicy: Always, lifecycle: { postStart: { exec: { command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"] } } }',
].map((one) =>
	yamlOf({
		inits: [
			"name: seed",
			SIDECAR,
			`name: second, restartPolicy: Always, ${PRE_STOP}`,
			one,
			"name: last, restartPolicy: Always",
		],
		apps: ["name: app, ports: [{ containerPort: 8080 }]"],
	}),
);
const PODS: Readonly<Record<string, readonly Pod[]>> = {
	"recorded Pods": [...readRecordings().scenarios.values()].flatMap(
		({ yaml }) => podsIn(yaml),
	),
	examples: readdirSync(EXAMPLES)
		.filter((file) => /\.ya?ml$/.test(file))
		.flatMap((file) => podsIn(readFileSync(join(EXAMPLES, file), "utf8"))),
	"Pods that are stuck": stuck.flatMap(podsIn),
	"combinations of containers": combined.flatMap(podsIn),
};
/** Before native sidecars, and with and without a kubelet that looks at once; the many combinations without the first. */
const VERSIONS = ["1.28", "1.35", "1.37"] as const satisfies readonly Version[];

/** When what is drawn of a container. */
const drawn = (life: Life): readonly (number | undefined)[] => [
	life.starts,
	life.hooked,
	life.started,
	life.ready,
	life.hook,
	life.stops,
	life.ended,
];

/** The same of what was played. */
function played(
	container: Container,
	times: Times,
	kind: string,
): readonly (number | undefined)[] {
	const at = (name: string) => times.get(name);
	const starts = at("running");
	if (starts === undefined) return Array(7).fill(undefined);
	const hooked = at("poststart-end");
	const begun = Math.max(starts, hooked ?? 0, at("startup") ?? 0);
	const isUp =
		(hooked !== undefined || !hasHook(container, "postStart")) &&
		(at("startup") !== undefined || !container.field("startupProbe"));
	const lasts = (kind === "app" || kind === "sidecar") && isUp;
	const worked =
		kind === "init" && at("sigterm") === undefined ? at("exited") : undefined;
	return [
		starts,
		hooked,
		lasts ? begun : worked,
		lasts ? (at("readiness") ?? begun) : undefined,
		at("prestop-begin"),
		at("sigterm"),
		at("exited"),
	];
}

const rounded = (times: readonly (number | undefined)[]): string =>
	times.map((time) => time?.toFixed(2) ?? "-").join(" ");

describe("one model: what is told of an order is what the simulated kubelet does", () => {
	for (const [what, pods] of Object.entries(PODS))
		for (const version of VERSIONS.slice(pods.length > 200 ? 1 : 0)) {
			it(`draws ${what} so (${version})`, () => {
				assert.ok(pods.length > 5);
				const settings = { ...DEFAULT_SETTINGS, kubernetesVersion: version };
				for (const pod of pods) {
					const schedule = scheduleOf(pod, settings);
					const steps = stepsOf(pod, version);
					assert.deepEqual(
						[
							rounded([schedule.ready, schedule.stop]),
							...schedule.lives.map(
								(life) => `${life.container.name} ${rounded(drawn(life))}`,
							),
						],
						[
							rounded([steps.ready, steps.stop]),
							...schedule.lives.map(({ container }) => {
								const { kind, times } = steps.of.get(container) ?? {};
								return `${container.name} ${rounded(played(container, times ?? new Map(), kind ?? ""))}`;
							}),
						],
						pod.document.text,
					);
				}
			});

			it(`says what ${what} wait for, and who stops together (${version})`, () => {
				for (const pod of pods) {
					const { events, plan } = playInOrder(pod, version);
					const keyOf = new Map(
						[...plan.inits, ...plan.apps].map(({ container, key }) => [
							container,
							key,
						]),
					);
					const first = (type: string, key: string | undefined) =>
						events.find(
							(event) =>
								event.type === type &&
								event.container === key &&
								event.passed !== false &&
								(type !== "probe" || event.probe === "startup"),
						)?.at;
					const EVENTS = {
						exited: "exited",
						"startup-probe": "probe",
						poststart: "poststart-end",
						running: "running",
					};
					for (const { after, container, hooks } of startOrder(pod, version)) {
						const starts = first("running", keyOf.get(container));
						if (starts === undefined) continue;
						const gates = [
							...(after
								? [first(EVENTS[after.gate], keyOf.get(after.container))]
								: []),
							...hooks.map((app) => first("poststart-end", keyOf.get(app))),
						];
						for (const gate of gates)
							assert.ok(gate !== undefined && gate <= starts, container.name);
					}
					const isOver = completionOf(pod, version, {}).ends === "yes";
					const groups = stopGroups(pod, version, {}).slice(isOver ? 1 : 0);
					const stopped = groups.map((group) =>
						group.map((one) => ({
							ended: first("exited", keyOf.get(one)) ?? 0,
							stops: first("sigterm", keyOf.get(one)) ?? 0,
						})),
					);
					for (const [index, group] of stopped.entries())
						for (const { stops } of group)
							for (const { ended } of stopped.slice(0, index).flat())
								assert.ok(ended <= stops, pod.document.text);
				}
			});

			it(`says what kubectl shows of ${what} (${version})`, () => {
				for (const pod of pods.filter(
					({ containers }) => containers.length > 0,
				)) {
					const expected = expectedRows(pod, version, {}).map((row) => row());
					const { plan, told } = playInOrder(pod, version);
					const seen = told
						.filter(({ isDeleted, status }) => status && !isDeleted)
						.map((one) => kubectlColumns(plan, one));
					const words = (rows: readonly { status: string }[]) =>
						rows
							.map(({ status }) => status)
							.filter((status, index, all) => status !== all[index - 1]);
					assert.deepEqual(words(seen), words(expected), pod.document.text);
					assert.equal(seen.at(-1)?.ready, expected.at(-1)?.ready);
				}
			});
		}
});
