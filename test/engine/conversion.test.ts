import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { APP, convert, job, notesOf, pod, SHIPPER } from "../kit/conversion";

describe("conversion to a native sidecar", () => {
	describe("notes", () => {
		it("are none where there is nothing to say", () => {
			assert.deepEqual(notesOf(pod(APP + SHIPPER), "ship"), []);
		});

		it("give the reason for the place", () => {
			const text = pod(`  initContainers:
  - name: fetch
    image: example/fetch:1.0.0
    volumeMounts:
    - { name: config, mountPath: /out }
  - name: migrate
    image: example/migrate:1.0.0
    args: [--database=localhost:5432]
${APP}  - name: proxy
    image: example/sql-proxy:2.0.0
    ports:
    - containerPort: 5432
    volumeMounts:
    - { name: config, mountPath: /etc/proxy }
  volumes:
  - name: config
    emptyDir: {}
`);
			const notes = notesOf(text, "proxy");
			assert.ok(
				notes.includes(
					"`proxy` comes before `migrate`, which calls `localhost:5432`, and behind `fetch`, which prepares `/etc/proxy`.",
				),
				notes.join("\n"),
			);
		});

		it("tell of an init container that reads what it writes, and may come too early", () => {
			const text = (command: string, more = "") =>
				pod(`  initContainers:
  - name: migrate
    image: example/shop:1.8.0
    command: [sh, -c, "${command}"]
    volumeMounts: [{ name: secrets, mountPath: /vault/secrets }]
${APP}  - name: vault
    image: hashicorp/vault:1.17.0
    args: [agent, -config=/etc/vault/agent.hcl]
${more}    volumeMounts: [{ name: secrets, mountPath: /vault/secrets }]
  volumes: [{ name: secrets, emptyDir: { medium: Memory } }]
`);
			const place =
				"`vault` comes before `migrate`, which reads what it writes to `/vault/secrets`.";
			const reads = text(". /vault/secrets/db && ./migrate");
			const notes = notesOf(reads, "vault");
			assert.ok(notes.includes(place), notes.join("\n"));
			assert.match(
				notes.join("\n"),
				/`migrate` may look for the files of `vault` before they are written/,
			);
			const { result } = convert(reads, "vault");
			assert.ok(
				result.indexOf("name: vault") < result.indexOf("name: migrate"),
			);
			const waits = text(
				"until [ -f /vault/secrets/db ]; do sleep 1; done; ./migrate",
			);
			assert.deepEqual(notesOf(waits, "vault"), [place]);
			const probe =
				"    startupProbe: { exec: { command: [test, -s, /vault/secrets/db] } }\n";
			assert.deepEqual(
				notesOf(text(". /vault/secrets/db && ./migrate", probe), "vault"),
				[place],
			);
			// Who writes there itself prepares it.
			const writes = text("echo 1 > /vault/secrets/db; . /vault/secrets/db");
			assert.deepEqual(notesOf(writes, "vault"), []);
		});

		it("say how long a copied probe may take", () => {
			const text = pod(`  containers:
  - name: shop
    image: example/shop:3.1.0
    args: [--database=localhost:5432]
  - name: proxy
    image: example/sql-proxy:2.0.0
    ports:
    - containerPort: 5432
    readinessProbe:
      tcpSocket:
        port: 5432
      periodSeconds: 7
`);
			const { result } = convert(text, "proxy");
			assert.match(
				result,
				/startupProbe:[\s\S]*failureThreshold: 9\n.*readinessProbe/,
			);
			assert.deepEqual(notesOf(text, "proxy"), [
				"`startupProbe` is the check of the `readinessProbe`, which makes nobody wait: `shop` starts only when it has passed. `proxy` has 63 s to come up, then it is started anew.",
			]);
			assert.match(notesOf(text, "proxy", "1.35")[1] ?? "", /1\.35\.4/);
		});

		it("name a wait of the application that is not needed any more", () => {
			const text = pod(`  containers:
  - name: shop
    image: example/shop:3.1.0
    command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done; exec shop"]
  - name: proxy
    image: example/sql-proxy:2.0.0
    ports:
    - containerPort: 5432
    startupProbe:
      tcpSocket: { port: 5432 }
`);
			const needless = [
				"`shop` need not wait for `proxy` itself any more (`until nc -z localhost 5432`): it starts when the `startupProbe` has passed.",
			];
			assert.deepEqual(notesOf(text, "proxy"), needless);
			const inHook = text.replace(
				/command: .*/,
				'lifecycle: { postStart: { exec: { command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done"] } } }',
			);
			assert.deepEqual(notesOf(inHook, "proxy"), needless);
		});

		it("name the hook that held the others back before there was a gate", () => {
			const text = (wait: string) =>
				pod(`  containers:
  - name: proxy
    image: istio/proxyv2:1.26.2
    lifecycle: { postStart: { exec: { command: ${wait} } } }
    readinessProbe:
      httpGet: { path: /healthz/ready, port: 15021 }
  - name: shop
    image: example/shop:3.1.0
`);
			for (const [command, shown] of [
				["[pilot-agent, wait]", "pilot-agent wait"],
				[
					'[sh, -c, "until curl -sf localhost:15021/healthz/ready; do sleep 1; done"]',
					"until curl -sf localhost:15021/healthz/ready",
				],
			] as const)
				assert.ok(
					notesOf(text(command), "proxy").some((note) =>
						note.startsWith(
							`The \`postStart\` hook of \`proxy\` (\`${shown}\`) is not needed any more`,
						),
					),
					command,
				);
			assert.ok(
				!notesOf(text("[warm-up]"), "proxy").some((note) =>
					/postStart/.test(note),
				),
			);
		});

		it("tell of nodes that may be too old, and of bugs, only for the versions that have them", () => {
			const text = pod(APP + SHIPPER);
			assert.match(notesOf(text, "ship", "1.31").join(), /1\.29 or newer/);
			assert.deepEqual(notesOf(text, "ship", "1.32"), []);
		});

		it("tell whom kubectl takes from now on", () => {
			const first = pod(
				`  containers:\n${SHIPPER}${APP.replace("  containers:\n", "")}`,
			);
			assert.deepEqual(notesOf(first, "ship"), [
				"`kubectl logs` and `kubectl exec` without `-c` take `shop` from now on, not `ship`.",
			]);
			const named = first.replace(
				"  name: shop\n",
				"  name: shop\n  annotations:\n    kubectl.kubernetes.io/default-container: shop\n",
			);
			assert.deepEqual(notesOf(named, "ship"), []);
		});

		it("tell what is left of the grace period", () => {
			const text = pod(`  terminationGracePeriodSeconds: 40
${APP}    lifecycle:
      preStop:
        exec:
          command: [sleep, "35"]
${SHIPPER}`);
			assert.match(
				notesOf(text, "ship")[0] ?? "",
				/`shop` first sleeps 35 s .*\(40 s\) it leaves at most 5 s to both/,
			);
		});

		it("tell of a policy that looks at its exit code", () => {
			const text = job(`      - name: report
        image: example/report:1.0.0
      - name: ship
        image: fluent/fluent-bit:4.0.7
`).replace(
				"  template:",
				`  podFailurePolicy:
    rules:
    - action: FailJob
      onExitCodes: { containerName: ship, operator: In, values: [1] }
  template:`,
			);
			assert.match(
				notesOf(text, "ship")[0] ?? "",
				/looks at the exit code of `ship`/,
			);
			const all = text
				.replace("containerName: ship, ", "")
				.replace("[1]", "[143]");
			assert.match(notesOf(all, "ship")[0] ?? "", /Without `containerName`/);
		});

		it("tell of a file that ends it", () => {
			const text = job(
				`      - name: report
        image: example/report:1.0.0
        command: [sh, -c, "report; touch /run/work/done"]
        volumeMounts: [{ name: work, mountPath: /run/work }]
      - name: upload
        image: example/upload:1.0.0
        command: [sh, -c, "while [ ! -f /run/work/done ]; do sleep 1; done; upload /run/work"]
        volumeMounts: [{ name: work, mountPath: /run/work }]
`,
				"      volumes: [{ name: work, emptyDir: {} }]\n",
			);
			assert.match(
				notesOf(text, "upload").join("\n"),
				/goes on with `\/run\/work\/done`.* within 30 s, and the Pod succeeds even if that fails/,
			);
			const poll = text.replace("; upload /run/work", "");
			assert.match(
				notesOf(poll, "upload").join("\n"),
				/ends when `\/run\/work\/done` is there/,
			);
		});

		it("tell of a file for which a loop in the background looks", () => {
			const text = job(
				`      - name: report
        image: example/report:1.0.0
        command: [sh, -c, "trap 'touch /run/work/done' EXIT; report"]
        volumeMounts: [{ name: work, mountPath: /run/work }]
      - name: envoy
        image: envoyproxy/envoy:v1.34.1
        command:
        - sh
        - -c
        - |
          envoy -c /etc/envoy.yaml &
          CHILD=$!
          (while true; do if [ -f /run/work/done ]; then kill $CHILD; fi; sleep 1; done) &
          wait $CHILD
        volumeMounts: [{ name: work, mountPath: /run/work }]
`,
				"      volumes: [{ name: work, emptyDir: {} }]\n",
			);
			assert.match(
				notesOf(text, "envoy").join("\n"),
				/ends when `\/run\/work\/done` is there/,
			);
		});

		it("tell of a helper that waits for the application before it serves, to whom nobody may wait", () => {
			const text = (wait: string, probe = "readinessProbe") =>
				pod(`  containers:
  - name: web
    image: example/web:1.8.0
    command: [sh, -c, "touch /shared/up; exec web --proxy=http://localhost:8081"]
    ports: [{ containerPort: 8080 }]
    volumeMounts: [{ name: shared, mountPath: /shared }]
  - name: proxy
    image: example/proxy:1.8.0
    command: [sh, -c, "${wait}exec proxy"]
    ports: [{ containerPort: 8081 }]
    ${probe}: { httpGet: { path: /, port: 8081 } }
    volumeMounts: [{ name: shared, mountPath: /shared, readOnly: true }]
  volumes: [{ name: shared, emptyDir: {} }]
`);
			for (const wait of [
				"until curl -sf localhost:8080/healthz; do sleep 1; done; ",
				"while ! nc -z 127.0.0.1 8080; do sleep 1; done && ",
				"while [ ! -f /shared/up ]; do sleep 1; done; ",
			]) {
				assert.match(
					notesOf(text(wait), "proxy").join("\n"),
					/would never start: `proxy` itself waits/,
				);
				const { result } = convert(text(wait), "proxy");
				assert.doesNotMatch(result, /startupProbe/);
				const told = findingsOf(Source.open(result), DEFAULT_SETTINGS).map(
					({ finding }) => finding.rule.id,
				);
				assert.ok(!told.includes("sidecar-no-startup-gate"), told.join());
				const { action } = convert(text(wait, "startupProbe"), "proxy");
				assert.match(action.disabled?.("en") ?? "", /startup probe needs/);
			}
			for (const wait of [
				"",
				"for i in 1 2; do sleep 1; done; ",
				"until curl -sf db.example:8080; do sleep 1; done; ",
			])
				assert.match(
					convert(text(wait), "proxy").result,
					/ startupProbe: /,
					wait,
				);
		});

		it("tell of a hook that waits for a file of which nobody says who makes it", () => {
			const text = pod(`  containers:
  - name: driver
    image: example/driver:1.0.0
    volumeMounts: [{ name: socket, mountPath: /csi }]
  - name: registrar
    image: registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.13.0
    lifecycle:
      postStart: { exec: { command: [sh, -c, "until [ -S /csi/csi.sock ]; do sleep 1; done"] } }
    volumeMounts: [{ name: socket, mountPath: /csi }]
  volumes: [{ name: socket, emptyDir: {} }]
`);
			assert.match(
				notesOf(text, "registrar").join("\n"),
				/waits for `\/csi\/csi\.sock`.* if `driver` makes that file/,
			);
			const alone = text.replace(
				"name: socket, mountPath",
				"name: x, mountPath",
			);
			assert.doesNotMatch(notesOf(alone, "registrar").join("\n"), /csi\.sock/);
		});

		it("tell of a probe that never succeeds", () => {
			const text = pod(`  containers:
  - name: shop
    image: example/shop:3.1.0
    args: [--database=localhost:5432]
  - name: sql-proxy
    image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
    args: [--port=5432, a:b:c]
    readinessProbe:
      tcpSocket:
        port: 5432
`);
			const notes = notesOf(text, "sql-proxy").join("\n");
			assert.match(notes, /listens on localhost only, and the kubelet asks/);
			assert.doesNotMatch(notes, /same check/);
		});

		it("tell of a hook of the application that ends it", () => {
			const text = pod(`${APP}    lifecycle:
      preStop:
        exec:
          command: [sh, -c, "sleep 5; curl -X POST localhost:9091/quitquitquit"]
  - name: sql-proxy
    image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
    args: [--port=5432, a:b:c]
`);
			assert.match(
				notesOf(text, "sql-proxy").join("\n"),
				/`\/quitquitquit` in the `preStop` hook of `shop` ends `sql-proxy`/,
			);
		});

		it("foresee what will be found, mistakes first", () => {
			const text = job(`      - name: report
        image: example/report:1.0.0
        command: [sh, -c, "report; curl -X POST localhost:9091/quitquitquit"]
      - name: sql-proxy
        image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0
        args: [--quitquitquit, --port=5432, a:b:c]
`);
			const { result } = convert(text, "sql-proxy");
			const found = findingsOf(Source.open(result), DEFAULT_SETTINGS).map(
				({ finding }) => finding.message("en"),
			);
			const notes = notesOf(text, "sql-proxy");
			assert.ok(
				notes.some((note) => /`\/quitquitquit` is not needed/.test(note)),
				notes.join("\n"),
			);
			assert.ok(found.some((message) => notes.includes(message)));
		});
	});
});
