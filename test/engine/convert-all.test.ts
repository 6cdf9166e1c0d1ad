import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	BulkConversion,
	DEFAULT_SETTINGS,
	type SidecarKind,
	Sight,
	Source,
} from "../../server/src/engine/engine";

function convert(text: string, to: SidecarKind = "native", only?: number) {
	const bulk = new BulkConversion(to);
	const source = Source.open(text);
	const { converted, left } = bulk.convert(
		{ name: "manifest.yaml", source },
		DEFAULT_SETTINGS,
		only,
	);
	const edit = bulk.edits[0]?.edit ?? [];
	return {
		edit,
		result: applyEdit(text, edit),
		converted: converted.map(({ name }) => name),
		left: left.map(({ name, reason }) => [name, reason("en")]),
		places: converted.map(({ name, at }) => text.slice(at, at + name.length)),
	};
}

const spec = (...containers: readonly string[]) =>
	`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
${containers.map((each) => `    - ${each.split("\n").join("\n      ")}\n`).join("")}`;

const WEB = "name: web\nimage: example/web:1.8.0";
const SHIPPER = "name: shipper\nimage: fluent/fluent-bit:4.0.7";
const EXPORTER = "name: exporter\nimage: nginx/nginx-prometheus-exporter:1.4.2";

describe("converting all sidecars", () => {
	it("means those of a Job that the work stops, of which no rule complains", () => {
		const job = (script: string, sidecar: string) => `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: report
          image: example/report:1.4.0
          command: [sh, -c, "${script}"]
        - ${sidecar.split("\n").join("\n          ")}
`;
		const quit = "curl -X POST localhost:9091/quitquitquit";
		const proxy =
			"name: proxy\nimage: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.18.0\nargs: [--quitquitquit, 'a:b:c']";
		const sql = convert(job(`report; code=$?; ${quit}; exit $code`, proxy));
		assert.deepEqual(sql.converted, ["proxy"]);
		assert.match(sql.result, /"report; code=\$\?; exit \$code"/);
		const mesh = "name: istio-proxy\nimage: istio/proxyv2:1.26.2";
		const call = "curl -X POST localhost:15020/quitquitquit";
		assert.deepEqual(convert(job(`report; ${call}`, mesh)).converted, [
			"istio-proxy",
		]);
		// What ends by itself is part of the work.
		const upload = "name: upload\nimage: example/upload:1.4.0";
		assert.deepEqual(convert(job(`report; ${call}`, upload)).converted, []);
	});

	it("says of the Pod what it says for each of them once", () => {
		const text = `apiVersion: v1
kind: Pod
metadata:
  name: report
spec:
  restartPolicy: Never
  shareProcessNamespace: true
  containers:
    - name: report
      image: example/report:1.4.0
      command: [sh, -c, "report; pkill envoy; pkill fluent-bit"]
    - name: envoy
      image: envoyproxy/envoy:v1.34.1
    - name: fluent-bit
      image: fluent/fluent-bit:4.0.7
`;
		const at = text.indexOf("name: envoy");
		const action = actionsAt(
			Source.open(text),
			{ start: at, end: at },
			DEFAULT_SETTINGS,
		).find(({ title }) => /^Convert all 2/.test(title("en")));
		const notes = action?.notes().map((note) => note("en")) ?? [];
		const about = notes.filter((note) => /^`shareProcessNamespace/.test(note));
		assert.equal(about.length, 1, notes.join("\n"));
	});

	it("converts one after the other, in their order", () => {
		const { converted, left, result, places } = convert(
			spec(WEB, SHIPPER, EXPORTER),
		);
		assert.deepEqual(converted, ["shipper", "exporter"]);
		assert.deepEqual(places, ["shipper", "exporter"]);
		assert.deepEqual(left, []);
		assert.equal(
			result,
			`apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: shipper
      image: fluent/fluent-bit:4.0.7
      restartPolicy: Always
    - name: exporter
      image: nginx/nginx-prometheus-exporter:1.4.2
      restartPolicy: Always
  containers:
    - name: web
      image: example/web:1.8.0
`,
		);
	});

	it("brings them back", () => {
		const text = spec(WEB, SHIPPER, EXPORTER);
		const { result } = convert(text);
		const back = convert(result, "classic");
		assert.deepEqual(back.converted, ["shipper", "exporter"]);
		assert.equal(back.result, text);
	});

	it("leaves what is no helper, and one container always", () => {
		const helpers = spec(SHIPPER, EXPORTER);
		assert.deepEqual(convert(helpers).converted, ["exporter"]);
		const apps = spec(WEB, "name: other\nimage: example/other:1.0.0");
		assert.equal(convert(apps).result, apps);
	});

	it("goes on behind one that must stay, and tells why", () => {
		const { converted, left } = convert(
			spec(
				`${WEB}\nports:\n- containerPort: 8080`,
				"name: proxy\nimage: envoyproxy/envoy:v1.35.0\nlifecycle:\n  postStart:\n    exec:\n      command: [curl, 'http://localhost:8080']",
				SHIPPER,
			),
		);
		assert.deepEqual(converted, ["shipper"]);
		assert.deepEqual(
			left.map(([name]) => name),
			["proxy"],
		);
		assert.match(left[0]?.[1] ?? "", /postStart/);
	});

	it("touches only the lines that change", () => {
		const text = `${spec(WEB, SHIPPER)}---\n# between\nkind: Service\n---\n${spec(WEB, EXPORTER)}`;
		const { edit, result } = convert(text);
		const between = text.indexOf("# between");
		const last = text.indexOf(WEB.slice(0, 9), between);
		for (const at of [between, last])
			assert.ok(
				!edit.some(({ start, end }) => start <= at && at < end),
				"untouched",
			);
		assert.equal(convert(result).result, result, "nothing is left to do");
	});

	it("converts in one document of a stream only, if asked to", () => {
		const text = `${spec(WEB, SHIPPER)}---\n${spec(WEB, EXPORTER)}`;
		assert.deepEqual(convert(text, "native", 1).converted, ["exporter"]);
	});

	it("leaves a document that is not YAML", () => {
		const broken = spec(WEB, SHIPPER).replace(
			"    - name: shipper",
			"   - name: shipper",
		);
		assert.equal(convert(broken).result, broken);
	});

	it("tells containers of one name apart", () => {
		const { converted, result } = convert(spec(WEB, SHIPPER, SHIPPER));
		assert.deepEqual(converted, ["shipper", "shipper"]);
		assert.equal(result.match(/restartPolicy: Always/g)?.length, 2);
	});

	it("tells what will be found, of the one that brings it", () => {
		const bulk = new BulkConversion("native");
		const text = spec(
			`${WEB}\nenv:\n- name: OTLP\n  value: http://localhost:4317`,
			"name: otel\nimage: otel/opentelemetry-collector:0.110.0\nports:\n- containerPort: 4317",
			SHIPPER,
		);
		const { converted } = bulk.convert(
			{ name: "manifest.yaml", source: Source.open(text) },
			DEFAULT_SETTINGS,
		);
		assert.deepEqual(
			converted.map(({ name, notes }) => [
				name,
				notes.filter((note) => /but may start before/.test(note("en"))).length,
			]),
			[
				["otel", 1],
				["shipper", 0],
			],
		);
	});

	it("converts what an init container misses, and what `restartPolicy: Always` was meant to make one", () => {
		const consul =
			"name: consul\nimage: hashicorp/consul:1.19\nports:\n- containerPort: 8500";
		const missed = spec(WEB, consul).replace(
			"  containers:\n",
			"  initContainers:\n    - name: fetch\n      image: curlimages/curl:8.10.1\n      command: [curl, 'http://localhost:8500/v1/kv/a']\n  containers:\n",
		);
		assert.deepEqual(convert(missed).converted, ["consul"]);
		assert.deepEqual(
			convert(
				missed.replace(
					"    - name: fetch",
					"    # sidecar-patterns-ignore\n    - name: fetch",
				),
			).converted,
			[],
		);
		const misplaced = spec(WEB, `${SHIPPER}\nrestartPolicy: Always`);
		assert.deepEqual(convert(misplaced).converted, ["shipper"]);
	});

	it("tells why it leaves the application that an init container misses", () => {
		const text = spec(
			`${WEB}\nports:\n- containerPort: 8500`,
			"name: other\nimage: example/other:1.0.0",
		).replace(
			"  containers:\n",
			"  initContainers:\n    - name: fetch\n      image: curlimages/curl:8.10.1\n      command: [curl, 'http://localhost:8500/v1/kv/a']\n  containers:\n",
		);
		const { converted, left } = convert(text);
		assert.deepEqual(converted, []);
		assert.match(left[0]?.[1] ?? "", /^it is taken for an application/);
	});

	it("changes other files once for all that is converted", () => {
		const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: logs
      port: 2020
      targetPort: logs
    - name: metrics
      port: 9113
      targetPort: metrics
`;
		const pod = spec(
			WEB,
			`${SHIPPER}\nports:\n- name: logs\n  containerPort: 2020`,
			`${EXPORTER}\nports:\n- name: metrics\n  containerPort: 9113`,
		).replace("name: web\n", "name: web\n  labels:\n    app: web\n");
		const files = [
			{ name: "/shop/pod.yaml", source: Source.open(pod) },
			{ name: "/shop/service.yaml", source: Source.open(service) },
		] as const;
		// Before 1.33 Services do not find the ports of native sidecars by name.
		const settings = {
			...DEFAULT_SETTINGS,
			kubernetesVersion: "1.32",
		} as const;
		const bulk = new BulkConversion("native", new Sight(files));
		for (const file of files) bulk.convert(file, settings);
		const changed = new Map(
			bulk.edits.map(({ file, edit }) => [
				file.name,
				applyEdit(file.source.text, edit),
			]),
		);
		assert.equal(
			changed.get("/shop/service.yaml"),
			service
				.replace("targetPort: logs", "targetPort: 2020")
				.replace("targetPort: metrics", "targetPort: 9113"),
		);
		assert.equal(
			changed.get("/shop/pod.yaml")?.match(/restartPolicy: Always/g)?.length,
			2,
		);
	});

	it("tells a person who converts those of a file which ones stay", () => {
		const text = spec(
			WEB,
			SHIPPER,
			EXPORTER,
			"name: vector\nimage: timberio/vector:0.43.1-alpine\nresources:\n  requests:\n    cpu: 2",
		)
			.replace(
				"  containers:\n",
				"  resources:\n    requests:\n      cpu: 2\n  initContainers:\n    - name: wait\n      image: example/wait:1.0.0\n      command: [sh, -c, 'curl localhost:8686']\n      resources:\n        requests:\n          cpu: 1\n  containers:\n",
			)
			.replace(
				"resources:\n        requests:\n          cpu: 2",
				"ports:\n        - containerPort: 8686\n      resources:\n        requests:\n          cpu: 2",
			);
		const at = text.indexOf("shipper");
		const action = actionsAt(
			Source.open(text),
			{ start: at, end: at },
			{ ...DEFAULT_SETTINGS, kubernetesVersion: "1.35" },
		).find(({ id }) => id === "convert-all-in-file");
		assert.ok(action);
		assert.ok(action.edit());
		const told = action.notes().map((note) => [note("en"), note("ja")]);
		assert.match(
			told.join("\n"),
			/`vector` stays as it is: the API server would/,
		);
		assert.match(told.join("\n"), /`vector` は変換されません/);
	});
});
