import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { effectiveResources } from "../../server/src/engine/apiserver/effective";
import {
	DEFAULT_SETTINGS,
	podsOf,
	Source,
} from "../../server/src/engine/engine";
import { refactoringsAt } from "../../server/src/engine/features/refactoring-actions";
import { APP, convert, notesOf, pod } from "../kit/conversion";

describe("conversion to a native sidecar: what goes with it", () => {
	describe("named ports before Kubernetes 1.33", () => {
		const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
      - name: web
        image: example/web:1.8.0
      - name: metrics
        image: example/nginx-exporter:1.4.2
        ports:
        - { name: metrics, containerPort: 9113 }
`;
		const service = (selector: string) => `---
apiVersion: v1
kind: Service
metadata:
  name: web-metrics
spec:
  selector: { app: ${selector} }
  ports:
  - port: 80
    targetPort: metrics # the exporter's
`;

		it("a Service of the Pod gets the number", () => {
			const text = web + service("web");
			const { result } = convert(text, "metrics", "1.32");
			assert.match(result, /targetPort: 9113 # the exporter's/);
			assert.match(
				notesOf(text, "metrics", "1.32").join(),
				/The Service `web-metrics` gets `targetPort: 9113` for `metrics`/,
			);
			assert.match(
				convert(text, "metrics", "1.33").result,
				/targetPort: metrics/,
			);
		});

		it("another Service stays", () => {
			assert.match(
				convert(web + service("other"), "metrics", "1.32").result,
				/targetPort: metrics/,
			);
		});

		it("a Service that means other Pods too stays", () => {
			const other = web
				.replace("name: web\n", "name: old\n")
				.replace("9113", "9114");
			const text = `${web}---\n${other}${service("web")}`;
			assert.match(
				convert(text, "metrics", "1.32").result,
				/targetPort: metrics/,
			);
			assert.match(
				notesOf(text, "metrics", "1.32").join(),
				/asks for the port `metrics` by name/,
			);
		});

		it("where no Service is in sight, it is said", () => {
			assert.match(
				notesOf(web, "metrics", "1.32").join(),
				/find the ports of `metrics` \(`metrics`\) by name/,
			);
			assert.deepEqual(
				notesOf(web, "metrics", "1.33").filter((note) => /Service/.test(note)),
				[],
			);
		});
	});

	describe("amounts", () => {
		const text = (more = "") =>
			pod(`${more}  initContainers:
  - name: migrate
    image: example/migrate:1.0.0
    args: [--database=localhost:5432]
    resources:
      requests: { cpu: 800m, memory: 64Mi }
  containers:
  - name: shop
    image: example/shop:3.1.0
    resources:
      requests: { cpu: 500m, memory: 128Mi }
  - name: proxy
    image: example/sql-proxy:2.0.0
    ports:
    - containerPort: 5432
    resources:
      requests: { cpu: 300m, memory: 32Mi }
`);

		it("that change are announced as they will be", () => {
			const { result } = convert(text(), "proxy");
			const [before, after] = [text(), result].map((each) => {
				const [found] = podsOf(
					Source.open(each).documents[0]?.document ?? assert.fail(),
				);
				assert.ok(found);
				return effectiveResources(found, "1.36", { created: true });
			});
			assert.deepEqual(before?.requests, { cpu: "800m", memory: "160Mi" });
			assert.deepEqual(after?.requests, { cpu: "1100m", memory: "160Mi" });
			assert.ok(
				notesOf(text(), "proxy").includes(
					"The effective requests of the Pod change: `cpu` 800m → 1100m.",
				),
			);
		});

		it("that change on the way back are announced, too", () => {
			const native = convert(text(), "proxy").result;
			// Who needs it would keep it.
			const result = native.replace(/ +args: .*localhost.*\n/, "");
			const [back] = refactoringsAt(
				Source.open(result),
				{ start: 0, end: result.length },
				DEFAULT_SETTINGS,
			).filter(
				({ title }) =>
					title("en") === "Convert `proxy` back to a classic sidecar",
			);
			assert.ok(
				back
					?.notes()
					.map((note) => note("en"))
					.includes(
						"The effective requests of the Pod change: `cpu` 1100m → 800m.",
					),
			);
		});

		it("that are only written otherwise do not change", () => {
			const asking = (name: string, memory: string) =>
				`  - name: ${name}\n    image: example/${name}:1.0.0\n    resources: { requests: { memory: ${memory} } }\n`;
			const mixed = pod(
				`  containers:\n${asking("web", "64Mi")}${asking("proxy", "128M")}`,
			);
			assert.doesNotMatch(notesOf(mixed, "proxy").join("\n"), /effective/);
		});

		it("above what the Pod has for itself forbid it", () => {
			const { action } = convert(
				text("  resources:\n    requests: { cpu: '1' }\n"),
				"proxy",
			);
			assert.equal(action.edit(), undefined);
			assert.match(
				action.disabled?.("en") ?? "",
				/^the API server would refuse the result: .*1100m/,
			);
			assert.match(action.disabled?.("ja") ?? "", /拒否/);
			const enough = convert(
				text("  resources:\n    requests: { cpu: '2' }\n"),
				"proxy",
			);
			assert.equal(enough.action.disabled, undefined);
		});
	});

	it("is refused for a task that comes to its end", () => {
		const { action } = convert(
			pod(`${APP}  - name: seed
    image: busybox:1.37.0
    command: [cp, -r, /seed, /data]
`),
			"seed",
		);
		assert.match(action.disabled?.("en") ?? "", /ends by itself/);
	});

	describe("a readiness probe as a startup probe", () => {
		const gateway = (more: string, app = "") =>
			pod(`  volumes: [{ name: run, emptyDir: {} }]
  containers:
  - name: web
    image: example/web:1.8.0
    ports: [{ containerPort: 8080 }]
    env: [{ name: PROXY, value: "http://localhost:9001" }]
    volumeMounts: [{ name: run, mountPath: /run/web }]
${app}  - name: gateway
    image: envoyproxy/envoy:v1.34.1
    ports: [{ containerPort: 9001 }]
    volumeMounts: [{ name: run, mountPath: /run/web }]
${more}`);
		const isCopied = (text: string) =>
			/startupProbe/.test(convert(text, "gateway").result);

		it("is none where a tool keeps the program waiting for the application", () => {
			const waiting = (command: string) =>
				gateway(`    readinessProbe: { tcpSocket: { port: 9001 } }
    command: [${command}]
`);
			for (const never of [
				"dockerize, -wait, 'tcp://localhost:8080', envoy",
				"wait-for, 'localhost:8080', --, envoy",
				"/bin/wait-for-it.sh, 'localhost:8080', --strict, --, envoy",
				"sh, -c, 'wait4x tcp localhost:8080 && exec envoy'",
			]) {
				assert.ok(!isCopied(waiting(never)), never);
				assert.match(
					notesOf(waiting(never), "gateway").join("\n"),
					/`gateway` itself waits for what starts only after it/,
					never,
				);
			}
			for (const sometime of [
				// Goes on after 15 s, whoever answers.
				"/bin/wait-for-it.sh, 'localhost:8080', --, envoy",
				"dockerize, -wait, 'tcp://example.com:8080', envoy",
				"dockerize, envoy, 'localhost:8080'",
			])
				assert.ok(isCopied(waiting(sometime)), sometime);
		});

		it("is looked at by a person where it is not known who makes its file", () => {
			const probe =
				"    readinessProbe: { exec: { command: [cat, /run/web/ready] } }\n";
			const isTold = (text: string) =>
				/`startupProbe` of `gateway` looks for `\/run\/web\/ready`.*if `web` makes that file/.test(
					notesOf(text, "gateway").join("\n"),
				);
			assert.ok(isCopied(gateway(probe)) && isTold(gateway(probe)));
			const surely = gateway(
				probe,
				"    command: [sh, -c, 'touch /run/web/ready; exec web']\n",
			);
			assert.ok(!isCopied(surely) && !isTold(surely));
			const own = gateway(probe.replace("/run/web", "/tmp"));
			assert.ok(isCopied(own) && !isTold(own));
		});
	});

	describe("what it needs of the application at once", () => {
		const proxy = (command: string, web: string) =>
			pod(`  volumes: [{ name: run, emptyDir: {} }]
  containers:
  - name: web
    image: example/web:1.8.0
    command: [sh, -c, "${web}"]
    ports: [{ containerPort: 8080 }]
    volumeMounts: [{ name: run, mountPath: /run/web }]
  - name: proxy
    image: envoyproxy/envoy:v1.34.1
    command: [${command}]
    volumeMounts: [{ name: run, mountPath: /etc/web }]
`);
		const told = (text: string) => notesOf(text, "proxy").join("\n");

		it("is told of a file that only the application makes", () => {
			const render = "render > /run/web/envoy.yaml; exec web";
			const needs =
				/`proxy` needs `\/etc\/web\/envoy.yaml`, which `web` makes, and that starts only after it/;
			const reads = "envoy, -c, /etc/web/envoy.yaml";
			assert.match(told(proxy(reads, render)), needs);
			assert.doesNotMatch(told(proxy(reads, "exec web")), needs);
			for (const patient of [
				"sh, -c, 'until [ -f /etc/web/envoy.yaml ]; do sleep 1; done; exec envoy -c /etc/web/envoy.yaml'",
				"tail, -F, /etc/web/envoy.yaml",
			])
				assert.doesNotMatch(told(proxy(patient, render)), needs, patient);
			const init = `  initContainers:
  - name: render
    image: example/render:1.8.0
    volumeMounts: [{ name: run, mountPath: /run/web }]
  containers:
  - name: web`;
			const before = proxy(reads, render).replace(
				"  containers:\n  - name: web",
				init,
			);
			assert.doesNotMatch(told(before), needs);
		});

		it("is told of a program that the application copies", () => {
			const text = proxy("/etc/web/proxy", "cp /proxy /run/web/proxy; web");
			assert.match(told(text), /`proxy` needs `\/etc\/web\/proxy`/);
		});

		it("is told of a script's only call", () => {
			const calls =
				/`proxy` calls `localhost:8080` of `web`, which starts only/;
			const once =
				"sh, -c, 'curl -f http://localhost:8080/config > /tmp/c; exec envoy -c /tmp/c'";
			assert.match(told(proxy(once, "web")), calls);
			const again = once.replace("curl", "curl --retry 9");
			assert.doesNotMatch(told(proxy(again, "web")), calls);
		});
	});

	it("says that Istio's proxy need not wait for connections to end", () => {
		const text = (image: string, value: string) =>
			pod(`${APP}  - name: proxy
    image: ${image}
    env:
    - { name: EXIT_ON_ZERO_ACTIVE_CONNECTIONS, value: "${value}" }
`);
		const isTold = (image: string, value: string) =>
			/^`EXIT_ON_ZERO_ACTIVE_CONNECTIONS` of `proxy` is not needed any more/m.test(
				notesOf(text(image, value), "proxy").join("\n"),
			);
		assert.ok(isTold("istio/proxyv2:1.26.2", "true"));
		assert.ok(!isTold("istio/proxyv2:1.26.2", "false"));
		assert.ok(!isTold("envoyproxy/envoy:v1.34.1", "true"));
	});

	it("says that another policy is replaced", () => {
		const text = pod(`${APP}  - name: ship
    image: fluent/fluent-bit:4.0.7
    restartPolicy: OnFailure
`);
		assert.match(
			notesOf(text, "ship")[0] ?? "",
			/`restartPolicy: OnFailure` becomes `Always`/,
		);
	});
});
