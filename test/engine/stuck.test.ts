import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	explainAll,
	findingsOf,
	type Language,
	Source,
	say,
	timelineDrawingAt,
	timelinesOf,
} from "../../server/src/engine/engine";

/** A Pod of init containers that are written as flow mappings, before an application that listens and writes a log. */
const podOf = (...inits: readonly string[]): string =>
	`apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  initContainers:
${inits.map((one) => `    - { image: 'example/one:1', volumeMounts: [{ name: logs, mountPath: /logs }], ${one} }\n`).join("")}  containers:
    - name: app
      image: example/app:1.0.0
      command: [sh, -c, "app >> /logs/app.log"]
      ports: [{ containerPort: 8080 }]
      volumeMounts: [{ name: logs, mountPath: /logs }]
  volumes: [{ name: logs, emptyDir: {} }]
`;

function lifeOf(text: string) {
	const [timeline] = timelinesOf(Source.open(text), DEFAULT_SETTINGS);
	assert.ok(timeline);
	return timeline;
}

/** All that the drawing says as text. */
function told(text: string, language: Language): string {
	const drawing = timelineDrawingAt(
		Source.open(text),
		text.indexOf("initContainers"),
		DEFAULT_SETTINGS,
		language,
	);
	return (drawing?.sections ?? [])
		.flatMap(({ facts }) => facts.map((fact) => fact.text))
		.concat(
			(drawing?.lanes ?? []).flatMap(({ bars }) =>
				bars.map(({ label }) => label),
			),
		)
		.join("\n");
}

const SIDECAR = "restartPolicy: Always";
const WAIT =
	'command: [sh, -c, "until nc -z localhost 8080; do sleep 1; done"]';
const FILE = "startupProbe: { exec: { command: [test, -f, /logs/app.log] } }";
const HOOK =
	'lifecycle: { postStart: { exec: { command: [sh, -c, "until [ -f /logs/app.log ]; do sleep 1; done"] } } }';
const LOCAL =
	"args: ['TCP-LISTEN:3306,bind=127.0.0.1,fork', 'TCP:db:3306'], startupProbe: { tcpSocket: { port: 3306 } }";

describe("a Pod that stays in Init: what rules are certain of, the timeline says too", () => {
	for (const [what, init, rule, note] of [
		[
			"an init container that waits for the application",
			`name: one, ${WAIT}`,
			"classic-sidecar-needed-by-init",
			/`one` waits for port 8080 of `app`, which is started only/,
		],
		[
			"a startup probe that needs the application's file",
			`name: one, ${SIDECAR}, ${FILE}`,
			"sidecar-startup-waits-for-app",
			/The `startupProbe` of `one` never succeeds: nothing behind it/,
		],
		[
			"a startup probe that asks a port of localhost",
			`name: one, ${SIDECAR}, ${LOCAL}`,
			"probe-port-on-localhost",
			/The `startupProbe` of `one` never succeeds: nothing behind it/,
		],
		[
			"a hook that waits for the application's file",
			`name: one, ${SIDECAR}, ${HOOK}`,
			"sidecar-startup-waits-for-app",
			/The `postStart` hook of `one` never returns: .* nothing of it is stopped/,
		],
	] as const)
		it(what, () => {
			const text = podOf(init, "name: two");
			const rules = findingsOf(Source.open(text), DEFAULT_SETTINGS).map(
				({ finding }) => finding.rule.id,
			);
			assert.ok(rules.includes(rule), rules.join(" "));
			const { completes, kubectl, neverStarts, notes, stop } = lifeOf(text);
			assert.deepEqual(neverStarts, ["two", "app"]);
			assert.equal(completes, "no");
			assert.match(
				kubectl ? say(kubectl, "en") : "",
				/STATUS is .Init:0\/2. and stays there, and READY is .0\/[12]./,
			);
			assert.ok(notes.some((one) => note.test(one("en"))));
			assert.deepEqual(stop, init.includes(HOOK) ? [] : [["one"]]);
			for (const language of ["en", "ja"] as const)
				assert.match(
					told(text, language),
					language === "en"
						? /app: is never started, because/
						: /app: one .*ため起動しない/,
				);
			const [page = ""] = explainAll(Source.open(text), DEFAULT_SETTINGS, "en");
			assert.doesNotMatch(page, /Running|Stop order\*\*: (?:$|`app`)/);
		});

	it("goes on where the file is there before, or the check gives up", () => {
		for (const inits of [
			[
				"name: seed, command: [touch, /logs/app.log]",
				`${SIDECAR}, name: one, ${FILE}`,
			],
			[`name: one, ${WAIT.replace("sleep 1", "sleep 1; break")}`],
			[`name: one, ${SIDECAR}, ${HOOK.replace("sleep 1", "sleep 1; break")}`],
		])
			assert.deepEqual(lifeOf(podOf(...inits)).neverStarts, []);
	});
});
