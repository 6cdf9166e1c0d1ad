import assert from "node:assert/strict";
import { CONFIDENT } from "../../server/src/engine/kubernetes/role";
import type { Catalog } from "../../server/src/engine/kubernetes/roles";
import { type Extra, podOf, roles, rolesIn, WEB } from "../kit/role-pods";

describe("roles", () => {
	describe("the place of a container settles some", () => {
		it("the only one in `containers` is the application, whatever it is", () => {
			assert.deepEqual(roles(["{ name: envoy, image: envoyproxy/envoy:v1 }"]), {
				envoy: "app",
			});
		});

		it("an init container runs to its end; a native sidecar is a helper, of whatever kind", () => {
			const init = [
				"{ name: setup, image: fluent/fluent-bit:4 }",
				"{ name: ship, image: fluent/fluent-bit:4, restartPolicy: Always }",
				"{ name: cache, image: memcached:1, restartPolicy: Always }",
			];
			assert.deepEqual(roles([WEB], { init }), {
				setup: "init",
				ship: "log-shipper",
				cache: "helper",
				web: "app",
			});
		});

		it("where nothing marks a helper, all are applications", () => {
			const other = "{ name: api, image: example/api:1 }";
			assert.deepEqual(roles([WEB, other]), { web: "app", api: "app" });
		});
	});

	describe("command and arguments", () => {
		const cases: readonly (readonly [string, string, string])[] = [
			[
				"a proxy",
				"command: [/usr/bin/cloud_sql_proxy, -instances=a]",
				"ambassador",
			],
			[
				"a tunnel",
				"command: [ssh, -N, -L, '5432:db:5432', bastion]",
				"ambassador",
			],
			[
				"kubectl as a proxy",
				"command: [kubectl, proxy, '--port=8001']",
				"ambassador",
			],
			[
				"requests passed on",
				"args: ['--upstream=http://127.0.0.1:8080/']",
				"ambassador",
			],
			[
				"a log followed",
				"command: [tail, -F, /var/log/web.log]",
				"log-shipper",
			],
			[
				"content fetched",
				"command: [sh, -c, 'while true; do git pull; sleep 60; done']",
				"app",
			],
			[
				"metrics scraped",
				"args: ['--nginx.scrape-uri=http://localhost:8080/stub_status']",
				"adapter",
			],
			["an agent", "command: [vault, agent, -config=/a.hcl]", "config-helper"],
			["nothing but waiting", "command: [sleep, infinity]", "helper"],
			["an ordinary server", "command: [serve, --port=9000]", "app"],
		];
		for (const [what, command, role] of cases) {
			it(`${what}: ${role}`, () => {
				const other = `{ name: other, image: example/base:1, ${command} }`;
				assert.equal(roles([WEB, other]).other, role);
			});
		}

		it("content that is fetched again and again into a volume of another", () => {
			const web =
				"{ name: web, image: nginx, volumeMounts: [{ name: html, mountPath: /html }] }";
			const pull =
				"{ name: pull, image: alpine/git, command: [sh, -c, 'while true; do git pull; sleep 60; done'], volumeMounts: [{ name: html, mountPath: /html }] }";
			assert.equal(roles([web, pull]).pull, "config-helper");
		});

		it("two that only wait are equals", () => {
			const sleeper = (name: string) =>
				`{ name: ${name}, image: busybox, command: [sleep, infinity] }`;
			assert.deepEqual(roles([sleeper("one"), sleeper("two")]), {
				one: "app",
				two: "app",
			});
		});
	});

	describe("volumes, by who writes and who reads", () => {
		const pair = (web: string, other: string, path: string) =>
			roles([
				`{ name: web, image: example/web:1, volumeMounts: [{ name: shared, mountPath: ${path}${web} }] }`,
				`{ name: other, image: example/other:1, volumeMounts: [{ name: shared, mountPath: ${path}${other} }] }`,
			]).other;

		it("who only reads the logs of another ships them", () => {
			assert.equal(pair("", ", readOnly: true", "/var/log/web"), "log-shipper");
		});

		it("who writes what the others only read configures them", () => {
			assert.equal(
				pair(", readOnly: true", "", "/etc/web/conf"),
				"config-helper",
			);
		});

		it("who uses another's socket helps it", () => {
			assert.equal(pair("", ", readOnly: true", "/run/sockets"), "helper");
		});

		it("data that both write says nothing", () => {
			assert.equal(pair("", "", "/data"), "app");
			assert.equal(pair("", "", "/var/log/web"), "app");
		});
	});

	describe("ports, probes, environment", () => {
		const other = (fields: string) =>
			roles([WEB, `{ name: other, image: example/other:1, ${fields} }`]).other;

		it("a port that only such helpers have", () => {
			assert.equal(
				other("ports: [{ containerPort: 15090, name: http-envoy-prom }]"),
				"mesh-proxy",
			);
			assert.equal(other("ports: [{ containerPort: 9187 }]"), "adapter");
		});

		it("but not beside a port of its own", () => {
			assert.equal(
				other("ports: [{ containerPort: 80 }, { containerPort: 9113 }]"),
				"app",
			);
		});

		it("a probe of the proxy's own health", () => {
			assert.equal(
				other(
					"readinessProbe: { httpGet: { path: /healthz/ready, port: 15021 } }",
				),
				"mesh-proxy",
			);
		});

		it("a probe of the application that asks this one", () => {
			const app =
				"{ name: grpc, image: example/grpc:1, ports: [{ containerPort: 9000 }], livenessProbe: { httpGet: { path: /, port: 8000 } } }";
			const bridge =
				"{ name: http, image: example/http:1, ports: [{ containerPort: 8000 }] }";
			assert.deepEqual(roles([app, bridge]), { grpc: "app", http: "adapter" });
		});

		it("a store on localhost, which another one calls", () => {
			const api =
				"{ name: api, image: example/api:1, args: ['--etcd-servers=http://127.0.0.1:2379'] }";
			const etcd =
				"{ name: etcd, image: etcd:3, args: ['--listen-client-urls=http://127.0.0.1:2379'] }";
			assert.deepEqual(roles([api, etcd]), { api: "app", etcd: "helper" });
		});

		it("a variable that only it reads", () => {
			assert.equal(
				other("env: [{ name: GITSYNC_REPO, value: 'https://example.com/a' }]"),
				"config-helper",
			);
			assert.equal(
				other(
					"env: [{ name: OTEL_EXPORTER_OTLP_ENDPOINT, value: 'http://o:4317' }]",
				),
				"app",
			);
		});
	});

	describe("names", () => {
		const named = (name: string, more: Partial<Extra> = {}) =>
			roles([WEB, `{ name: ${name}, image: example/thing:1 }`], more)[name];

		it("hint at a role", () => {
			assert.equal(named("log-shipper"), "log-shipper");
			assert.equal(named("api-proxy"), "ambassador");
			assert.equal(named("config-reloader"), "config-helper");
			assert.equal(named("redis-exporter"), "adapter");
			assert.equal(named("sidecar"), "helper");
		});

		it("what the workload is called after is what it is for", () => {
			assert.equal(named("api-proxy", { name: "api-proxy" }), "app");
			assert.equal(
				named("config-watcher", { name: "config-watcher-controller" }),
				"app",
			);
		});
	});

	describe("annotations", () => {
		const proxy = "{ name: istio-proxy, image: auto }";

		it("of an injector speak for what it adds", () => {
			const status = `{ sidecar.istio.io/status: '{"containers":["mesh"],"volumes":["a"]}' }`;
			const mesh = "{ name: mesh, image: example/mesh:1 }";
			assert.equal(roles([WEB, mesh]).mesh, "app");
			assert.equal(
				roles([WEB, mesh], { annotations: status }).mesh,
				"mesh-proxy",
			);
			const debug = "{ name: linkerd-debug, image: example/debug:1 }";
			assert.equal(
				roles([WEB, debug], {
					annotations: "{ config.linkerd.io/enable-debug-sidecar: 'true' }",
				})["linkerd-debug"],
				"helper",
			);
		});

		it("of a gateway say that the proxy is the application", () => {
			assert.equal(roles([WEB, proxy])["istio-proxy"], "mesh-proxy");
			assert.equal(
				roles([WEB, proxy], {
					annotations: "{ inject.istio.io/templates: gateway }",
				})["istio-proxy"],
				"app",
			);
		});

		it("name the main container", () => {
			const envoy = "{ name: edge, image: envoyproxy/envoy:v1 }";
			assert.equal(roles([WEB, envoy]).edge, "ambassador");
			assert.equal(
				roles([WEB, envoy], {
					annotations: "{ kubectl.kubernetes.io/default-container: edge }",
				}).edge,
				"app",
			);
		});
	});

	describe("evidence adds up", () => {
		it("two hints make surer than one, and both are told", () => {
			const debug = (name: string, command: string) =>
				rolesIn(
					podOf([
						WEB,
						`{ name: ${name}, image: busybox, command: ${command} }`,
					]),
				)[name];
			const idle = debug("tools", "[sleep, infinity]");
			const named = debug("debug", "[serve]");
			const both = debug("debug", "[sleep, infinity]");
			for (const one of [idle, named]) {
				assert.equal(one?.role, "helper");
				assert.ok((one?.confidence ?? 1) < CONFIDENT);
			}
			assert.ok((both?.confidence ?? 0) >= CONFIDENT);
			assert.equal(
				both?.reason("en"),
				"it is called `debug`, and it does nothing but wait beside the others",
			);
			assert.match(both?.reason("ja") ?? "", /名前が `debug` であるため、また/);
		});

		it("no rule builds on a helper that needs the application first", () => {
			const provisioner =
				"{ name: csi-provisioner, image: sig-storage/csi-provisioner:v5, ports: [{ name: metrics, containerPort: 9000 }] }";
			const { "csi-provisioner": assigned } = rolesIn(
				podOf([WEB, provisioner]),
			);
			assert.equal(assigned?.role, "adapter");
			assert.ok((assigned?.confidence ?? 1) < CONFIDENT);
		});

		it("an image and a name that comes from it are one hint, not two", () => {
			const { ship } = rolesIn(
				podOf([WEB, "{ name: ship, image: fluent/fluent-bit:4 }"]),
			);
			const { "fluent-bit": same } = rolesIn(
				podOf([WEB, "{ name: fluent-bit, image: fluent/fluent-bit:4 }"]),
			);
			assert.equal(ship?.confidence, 0.9);
			assert.equal(same?.confidence, 0.9);
		});

		it("an agent of every node is the application of its DaemonSet", () => {
			const agent =
				"{ name: agent, image: fluent/fluent-bit:4, volumeMounts: [{ name: logs, mountPath: /var/log }] }";
			const options = {
				volumes: "[{ name: logs, hostPath: { path: /var/log } }]",
			};
			const watch = "{ name: watch, image: jimmidyson/configmap-reload:v1 }";
			assert.equal(
				roles([agent, watch], { ...options, kind: "DaemonSet" }).agent,
				"app",
			);
			assert.equal(roles([WEB, agent], options).agent, "log-shipper");
		});

		it("if all look like helpers, the one that looks so least is the application", () => {
			const containers = [
				"{ name: a, image: brancz/kube-rbac-proxy:v1 }",
				"{ name: b, image: example/odd-exporter:1 }",
			];
			assert.deepEqual(roles(containers), { a: "ambassador", b: "app" });
		});
	});

	describe("a person's own catalogue wins", () => {
		const envoy = "{ name: edge, image: registry.example/envoyproxy/envoy:v1 }";

		it("over the built-in one, in both directions", () => {
			assert.equal(
				roles([WEB, envoy], { catalog: { "envoyproxy/envoy": "app" } }).edge,
				"app",
			);
			assert.equal(
				roles([WEB, envoy], { catalog: { "example/web": "adapter" } }).web,
				"adapter",
			);
		});

		it("over the need for an application, and over annotations", () => {
			const annotations = "{ kubectl.kubernetes.io/default-container: web }";
			const catalog: Catalog = {
				"example/*": "helper",
				"envoy*/envoy": "mesh-proxy",
			};
			assert.deepEqual(roles([WEB, envoy], { annotations, catalog }), {
				web: "helper",
				edge: "mesh-proxy",
			});
		});

		it("and is what is told as the reason", () => {
			const catalog: Catalog = { "example/web": "adapter" };
			const { web } = rolesIn(podOf([WEB, envoy]), catalog);
			assert.equal(web?.confidence, 1);
			assert.equal(web?.reason("en"), "your catalogue lists `example/web`");
		});
	});
});
