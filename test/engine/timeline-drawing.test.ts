import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
	LANGUAGES,
	podsOf,
	Source,
	type TimelineDrawing,
} from "../../server/src/engine/engine";
import {
	arrowsOf,
	bones,
	check,
	drawingAt,
	drawingOf,
	lanesOf,
	podOf,
	sectionOf,
	talksOf,
	textsOf,
} from "../kit/drawings";

const EXAMPLES = join(__dirname, "../../examples");

describe("timeline drawing", () => {
	for (const file of readdirSync(EXAMPLES)) {
		it(`of ${file} is sound, and the same in both languages`, () => {
			const text = readFileSync(join(EXAMPLES, file), "utf8");
			const offsets = Source.open(text)
				.documents.filter(({ document }) => podsOf(document).length > 0)
				.map(({ start, document }) => start + document.text.length - 1);
			assert.notEqual(offsets.length, 0);
			for (const offset of offsets) {
				const [english, japanese] = LANGUAGES.map((language) =>
					drawingAt(text, offset, { language }),
				);
				assert.ok(english && japanese);
				check(text, english);
				check(text, japanese);
				assert.deepEqual(bones(japanese), bones(english));
				assert.match(textsOf(japanese.sections).join(), /[ぁ-ん]/);
				assert.doesNotMatch(textsOf(english).join(), /[ぁ-ん]/);
			}
		});
	}

	it("shows who waits for whom, and who stops after whom", () => {
		const drawing = drawingOf(
			podOf(`initContainers: [
				{ name: migrate, image: example/migrate:1.0.0 },
				{ name: proxy, image: envoyproxy/envoy:v1.35.3, restartPolicy: Always, startupProbe: { tcpSocket: { port: 9901 } } },
				{ name: shipper, image: fluent/fluent-bit:4.0.7, restartPolicy: Always } ],
			containers: [
				{ name: app, image: example/app:1.0.0, readinessProbe: { httpGet: { port: 8080 } } },
				{ name: worker, image: example/worker:1.0.0 } ]`),
		);
		assert.deepEqual(lanesOf(drawing), [
			"migrate: init 0-1",
			"proxy: waiting 0-1, starting 1-2, ready 2-7.6, stopping 7.6-8.6",
			"shipper: waiting 0-2, ready 2-6.6, stopping 6.6-7.6",
			"app: waiting 0-2.6, starting 2.6-3.6, ready 3.6-5.6, stopping 5.6-6.6",
			"worker: waiting 0-2.6, ready 2.6-5.6, stopping 5.6-6.6",
		]);
		assert.deepEqual(arrowsOf(drawing), [
			"gate migrate → proxy: completed",
			"gate proxy → shipper: startupProbe passed",
			"gate shipper → app + worker: runs",
			"stop app → shipper: ",
			"stop shipper → proxy: ",
		]);
		assert.deepEqual(
			drawing.moments.map(({ at, text }) => `${text} ${at}`),
			["Pod ready 3.6", "Pod deleted 5.6"],
		);
		assert.deepEqual(sectionOf(drawing, "Stop (SIGTERM)"), [
			"app and worker get SIGTERM first, at the same time",
			"shipper gets SIGTERM after app and worker have ended",
			"proxy gets SIGTERM after shipper has ended",
		]);
		assert.deepEqual(sectionOf(drawing, "Ready"), [
			"app: has to pass its readinessProbe",
		]);
	});

	it("goes to the gate that others wait for", () => {
		const text = podOf(
			"initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always, startupProbe: { tcpSocket: { port: 1 } } }], containers: [{ name: app, image: example/app:1.0.0 }]",
		);
		const { arrows, places } = drawingOf(text);
		const place = places[arrows[0]?.place ?? -1];
		assert.equal(text.slice(place?.start, place?.end), "startupProbe");
	});

	it("shows what never starts, and why", () => {
		const text = podOf(
			"initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always }], containers: [{ name: app, image: example/app:1.0.0 }]",
		);
		const hooked = text.replace(
			"Always",
			"Always, lifecycle: { preStop: { sleep: { seconds: 5 } } }",
		);
		check(hooked, drawingOf(hooked, { version: "1.27" }));
		const old = drawingOf(text, { version: "1.27" });
		assert.deepEqual(lanesOf(old), [
			"proxy: stuck 0-2, stopping 2-3",
			"app: never 0-3",
		]);
		check(text, old);
		assert.deepEqual(arrowsOf(old), []);
		assert.deepEqual(sectionOf(old, "Start"), [
			"proxy (init container): starts first",
			"app: is never started, because proxy never ends",
		]);
		assert.deepEqual(sectionOf(old, "Ready"), []);
		assert.deepEqual(lanesOf(drawingOf(text)), [
			"proxy: ready 0-4.2, stopping 4.2-5.2",
			"app: waiting 0-0.6, ready 0.6-3.2, stopping 3.2-4.2",
		]);
	});

	it("shows a Job that ends by itself, and sidecars stopped then", () => {
		const drawing = drawingOf(
			podOf(
				"restartPolicy: Never, initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always }], containers: [{ name: report, image: example/report:1.0.0 }]",
				"Job",
			),
		);
		assert.equal(drawing.moments.at(-1)?.text, "Apps have ended");
		assert.deepEqual(
			drawing.lanes.map(({ bars }) => bars.at(-1)?.kind),
			["stopping", "ready"],
		);
		assert.deepEqual(sectionOf(drawing, "Stop (SIGTERM)"), [
			"report ends by itself",
			"proxy gets SIGTERM after the apps have ended",
		]);
	});

	it("begins all preStop hooks at once, and SIGTERM in order", () => {
		const hook = "lifecycle: { preStop: { exec: { command: [/drain] } } }";
		const drawing = drawingOf(
			podOf(
				`initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always, ${hook} }], containers: [{ name: app, image: example/app:1.0.0, ${hook} }, { name: worker, image: example/worker:1.0.0 }]`,
			),
		);
		const hooks = drawing.lanes.map(({ bars }) =>
			bars.find(({ kind }) => kind === "hook"),
		);
		const stops = drawing.lanes.map(({ bars }) =>
			bars.find(({ kind }) => kind === "stopping"),
		);
		const [proxy, app, worker] = hooks;
		assert.equal(proxy?.from, app?.from);
		assert.equal(worker, undefined);
		assert.equal(stops[2]?.from, app?.from, "worker has no hook to wait for");
		assert.equal(stops[1]?.from, app?.to);
		assert.equal(stops[0]?.from, stops[1]?.to, "the sidecar waits for both");
	});

	it("holds apps up behind a postStart hook", () => {
		const drawing = drawingOf(
			podOf(
				"containers: [{ name: proxy, image: example/proxy:1.0.0, lifecycle: { postStart: { exec: { command: [/wait] } } } }, { name: app, image: example/app:1.0.0 }]",
			),
		);
		assert.deepEqual(arrowsOf(drawing), [
			"gate proxy → app: postStart returned",
		]);
		assert.match(lanesOf(drawing)[1] ?? "", /^app: waiting 0-1, ready 1-/);
	});

	it("runs a startup probe only when the postStart hook has returned", () => {
		const drawing = drawingOf(
			podOf(
				"initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always, startupProbe: { tcpSocket: { port: 1 } }, lifecycle: { postStart: { exec: { command: [/wait] } } } }], containers: [{ name: app, image: example/app:1.0.0 }]",
			),
		);
		const [proxy, app] = drawing.lanes;
		assert.deepEqual(
			proxy?.bars
				.slice(0, 2)
				.map(({ from, text, to }) => `${text} ${from}-${to}`),
			["postStart 0-1", "startup 1-2"],
		);
		assert.equal(app?.bars[0]?.to, 2);
	});

	it("gives ephemeral containers a lane beside the others: in no order, and stopped at once", () => {
		const text = podOf(
			"initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always }], containers: [{ name: app, image: example/app:1.0.0 }], ephemeralContainers: [{ name: debugger, image: busybox }]",
		);
		const drawing = drawingOf(text);
		check(text, drawing);
		assert.deepEqual(lanesOf(drawing), [
			"proxy: ready 0-4.2, stopping 4.2-5.2",
			"app: waiting 0-0.6, ready 0.6-3.2, stopping 3.2-4.2",
			"debugger: beside 0-3.2, stopping 3.2-4.2",
		]);
		assert.equal(drawing.lanes[2]?.detail, "ephemeral container");
		assert.deepEqual(arrowsOf(drawing), [
			"gate proxy → app: runs",
			"stop app → proxy: ",
		]);
		for (const title of ["Start", "Ready", "Stop (SIGTERM)"])
			assert.doesNotMatch(sectionOf(drawing, title).join(), /debugger/);
		const note = /^The ephemeral container .debugger. is in no order/;
		const notesOf = (one: TimelineDrawing) =>
			sectionOf(one, "Good to know").some((fact) => note.test(fact));
		assert.ok(notesOf(drawing));
		assert.ok(!notesOf(drawingOf(text.replace("ephemeralContainers", "x"))));
	});

	it("tells the numbers of probes and hooks where they are known", () => {
		const text = podOf(
			"initContainers: [{ name: proxy, image: example/proxy:1.0.0, restartPolicy: Always, startupProbe: { periodSeconds: 2, failureThreshold: 15, tcpSocket: { port: 1 } }, lifecycle: { preStop: { sleep: { seconds: 7 } } } }], containers: [{ name: app, image: example/app:1.0.0, readinessProbe: { initialDelaySeconds: 5, tcpSocket: { port: 1 } } }]",
		);
		const labels = (drawing: TimelineDrawing) =>
			drawing.lanes.flatMap(({ bars }) => bars.map(({ label }) => label));
		const told = labels(drawingOf(text)).filter((label) => /\d s/.test(label));
		assert.deepEqual(told, [
			"proxy: has started; its startupProbe has not passed yet (checked every 2 s; restarted after 15 failures)",
			"proxy: its preStop hook runs and sleeps 7 s",
			"app: runs; its readinessProbe has not passed yet (checked every 10 s after the first 5 s)",
		]);
		const templated = text.replace(
			"periodSeconds: 2",
			"periodSeconds: {{ .P }}",
		);
		assert.doesNotMatch(
			labels(drawingOf(templated)).join(),
			/checked every .* restarted/,
		);
	});

	it("shows who talks to whom, and who calls too early", () => {
		const drawing = drawingOf(
			podOf(`initContainers: [
				{ name: check, image: "postgres:17", command: [pg_isready, --host=127.0.0.1, --port=5432] } ],
			containers: [
				{ name: app, image: example/app:1.0.0, command: [sh, -c, "exec app > /logs/app.log"], env: [{ name: DATABASE_URL, value: "postgres://127.0.0.1:5432/shop" }], volumeMounts: [{ name: logs, mountPath: /logs }, { name: settings, mountPath: /etc/app }] },
				{ name: shipper, image: fluent/fluent-bit:4.0.7, volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }, { name: settings, mountPath: /etc/app }] },
				{ name: proxy, image: example/proxy:1.0.0, ports: [{ containerPort: 5432 }] } ],
			volumes: [{ name: logs, emptyDir: {} }, { name: settings, configMap: { name: settings } }]`),
		);
		assert.deepEqual(talksOf(drawing), [
			"logs: app out writes, shipper in reads",
			":5432: check out calls too early, app out calls, proxy in listens",
		]);
		assert.deepEqual(sectionOf(drawing, "Who talks to whom"), [
			"Volume logs (emptyDir): app writes /logs/app.log, shipper reads /logs/app.log",
			"check and app call proxy on port 5432 of localhost; check does so before it runs",
		]);
	});

	it("marks the container at the cursor, in the Pod at the cursor", () => {
		const stream = `${podOf("containers: [{ name: one, image: a }, { name: two, image: b }]")}---\n${podOf("containers: [{ name: three, image: c }]")}`;
		const at = (piece: string) => drawingAt(stream, stream.indexOf(piece));
		const current = (drawing: TimelineDrawing | undefined) =>
			drawing?.lanes.map(({ text, current }) => [text, current]);
		assert.deepEqual(current(at("two")), [
			["one", false],
			["two", true],
		]);
		assert.deepEqual(current(at("three")), [["three", true]]);
		assert.equal(drawingAt("kind: Service\n", 3), undefined);
		assert.equal(drawingAt("", 0), undefined);
	});

	it("takes names as they come, but shows one line of visible characters", () => {
		const names = [
			'"><img src=x onerror=alert(1)>',
			"]]></script><script>alert(1)</script>",
			"a\u0000b\u001b[31m\u202Ec\u200b\ud800",
			"line\nbreak",
			"x".repeat(100_000),
			"$(alert) {{ .Values.name }} &lt; `code`",
			"日本語のコンテナ",
			"",
		];
		const text = podOf(
			`initContainers: [${names.map((name) => `{ name: ${JSON.stringify(name)}, image: a, restartPolicy: Always, startupProbe: {} }`).join(", ")}], containers: [${names.map((name) => `{ name: ${JSON.stringify(name)}, image: ${JSON.stringify(name)}, volumeMounts: [{ name: ${JSON.stringify(name)}, mountPath: ${JSON.stringify(name)} }] }`).join(", ")}]`,
		);
		for (const language of LANGUAGES) {
			const drawing = drawingOf(text, { language });
			check(text, drawing);
			const shown = drawing.lanes.map((lane) => lane.text);
			assert.equal(shown[0], names[0]);
			assert.equal(shown[2], "a�b�[31m�c��");
			assert.equal(shown[3], "line break");
			assert.equal(shown[4]?.length, 80);
			assert.equal(shown[6], names[6]);
			assert.equal(shown[7], "?");
		}
	});

	it("draws Pods of which little is known", () => {
		for (const text of [
			"initContainers:\n  - name: logshipper\n    image: alpine:latest\n    restartPolicy: Always\n",
			"apiVersion: v1\nkind: Pod\nspec:\n  containers: []\n",
			"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    -\n    - {}\n    - name: {{ .Values.name }}\n",
			"apiVersion: v1\nkind: Pod\nmetadata: { name: [1] }\nspec:\n  terminationGracePeriodSeconds: {{ .Values.grace }}\n  containers: [{ name: ~ }, { name: 7 }]\n",
		]) {
			const drawing = drawingOf(text);
			check(text, drawing);
		}
	});
});
