import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	describePods,
	explainAll,
	Source,
	timelinesOf,
	timelineText,
	type Version,
} from "../../server/src/engine/engine";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: migrate
      image: example/migrate:1.0.0
      resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }
    - name: proxy
      image: envoyproxy/envoy:v1.35.3
      restartPolicy: Always
  containers:
    - name: app
      image: example/app:1.0.0
      resources: { requests: { cpu: 1, memory: 2Gi }, limits: { memory: 2Gi } }
    - name: worker
      image: example/worker:1.0.0
      resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }
  ephemeralContainers:
    - name: debugger
      image: busybox:1.37
`;

function page(
	text: string,
	version: Version = "1.35",
	language: "en" | "ja" = "en",
): string {
	const settings = { ...DEFAULT_SETTINGS, kubernetesVersion: version };
	const [only, ...others] = explainAll(Source.open(text), settings, language);
	assert.ok(only && others.length === 0);
	return only;
}

/** A line of the page that says something, without its bullet. */
const line = (text: string, about: string): string | undefined =>
	text
		.split("\n")
		.find((each) => each.includes(about))
		?.replace(/^- /, "");

describe("explained: what a person sees with kubectl", () => {
	it("the words of STATUS and READY, and the default container", () => {
		assert.equal(
			line(page(POD), "kubectl get pods"),
			"In `kubectl get pods`, STATUS is `Init:0/2` → `Init:1/2` → `PodInitializing` → `Running`, and READY is `3/3` once all of them are ready.",
		);
		assert.equal(
			line(page(POD), "kubectl logs"),
			"`kubectl logs`, `exec` and `attach` take `app` when no container is named.",
		);
	});

	it("what it does not count: containers that an injector adds, or a template decides on", () => {
		const seen = (text: string, language?: "ja") =>
			line(page(text, "1.35", language), "kubectl get pods") ?? "";
		const injected = POD.replace(
			"  name: web\n",
			'  name: web\n  annotations: { dapr.io/enabled: "true" }\n',
		);
		assert.match(
			seen(injected),
			/READY is `3\/3` .*\. `daprd`, which Dapr adds, is not counted in that\.$/,
		);
		assert.match(seen(injected, "ja"), /`daprd`は含めずに数えています。$/);
		const worker = POD.slice(
			POD.indexOf("    - name: worker"),
			POD.indexOf("  ephemeralContainers"),
		);
		const HEDGE = /a template decides which of them the Pod gets/;
		const sometimes = (part: string) => POD.replace(worker, part);
		for (const varying of [
			sometimes(`    {{- if .Values.on }}\n${worker}    {{- end }}\n`),
			sometimes(`    {% if on %}\n${worker}    {% endif %}\n`),
			sometimes(`    # {{- if .Values.on }}\n${worker}    # {{- end }}\n`),
			sometimes(`${worker}    {{- toYaml .Values.more | nindent 4 }}\n`),
			POD.replace("spec:\n", "spec:\n  {{- if .Values.on }}\n").replace(
				"  containers:\n",
				"  {{- end }}\n  containers:\n",
			),
			POD.replace(
				/ {2}initContainers:[\s\S]*(?= {2}containers:)/,
				"  initContainers: {{ toYaml .Values.inits | nindent 4 }}\n",
			),
		])
			assert.match(page(varying), HEDGE, varying);
		for (const inside of [
			`${worker}      {{- toYaml .Values.more | nindent 6 }}\n`,
			`${worker}      {{- with .Values.env }}\n      env: []\n      {{- end }}\n`,
		])
			assert.doesNotMatch(page(sometimes(inside)), HEDGE);
		for (const [begin, end] of [
			["{{- if .Values.on }}", "{{- end }}"],
			["{% if on %}", "{% endif %}"],
		])
			assert.doesNotMatch(page(`${begin}\n${POD}${end}\n`), HEDGE);
	});

	it("where a Pod is stuck, and how a Job ends", () => {
		assert.match(
			page(POD, "1.28"),
			/STATUS is `Init:0\/2` → `Init:1\/2` and stays there, and READY is `0\/2`/,
		);
		const job = `apiVersion: batch/v1\nkind: Job\nmetadata: { name: report }\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{ name: report, image: "example/report:1.0.0" }]\n`;
		assert.match(
			page(job),
			/STATUS is `ContainerCreating` → `Running` → `Completed`, and READY is `0\/1` in the end/,
		);
	});

	it("of many init containers the first and the last", () => {
		const inits = Array.from(
			{ length: 9 },
			(_, index) => `{ name: i${index}, image: "example/i:1" }`,
		);
		const text = `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  initContainers: [${inits.join(", ")}]\n  containers: [{ name: app, image: "example/app:1" }]\n`;
		assert.match(
			page(text),
			/STATUS is `Init:0\/9` → `Init:1\/9` → … → `Init:8\/9` → `PodInitializing` → `Running`/,
		);
	});
});

describe("explained: what follows from requests and limits", () => {
	it("which quota rejects the Pod, where some containers have a value and others do not", () => {
		assert.match(
			line(page(POD), "ResourceQuota") ?? "",
			/quota of `requests.cpu`, `requests.memory`, `limits.memory` rejects the Pod \(`must specify requests.cpu for: proxy; requests.memory for: proxy; limits.memory for: proxy`\)/,
		);
		const even = POD.replace(/ {6}resources: .*\n/g, "");
		assert.equal(line(page(even), "ResourceQuota"), undefined);
	});

	it("whom the kernel spares when memory runs out", () => {
		const spared = (version: Version) =>
			line(page(POD, version), "runs out of memory");
		assert.match(
			spared("1.35") ?? "",
			/spares `app` most, `proxy`, `worker` least/,
		);
		assert.match(spared("1.31") ?? "", /spares `app` most, `proxy` least/);
	});

	it("what can be resized in place", () => {
		const resized = (version: Version) =>
			line(page(POD, version), "In-place resize") ?? "";
		assert.equal(resized("1.32"), "");
		assert.match(
			resized("1.35"),
			/as long as the QoS class stays the same, CPU and memory of `proxy`, `app`, `worker` can be changed without a new Pod, not `migrate`$/,
		);
		assert.match(resized("1.36"), /of `migrate`, `proxy`, `app`, `worker` can/);
	});

	it("what cannot: any amount gives a BestEffort Pod another class, and Pods with their own were refused", () => {
		const bare = POD.replace(/ {6}resources: .*\n/g, "");
		const own = POD.replace(
			"spec:\n",
			"spec:\n  resources: { limits: { cpu: 8 } }\n",
		);
		const resized = (text: string, version: Version) =>
			line(page(text, version), "In-place resize") ?? "";
		assert.match(resized(bare, "1.35"), /not possible: the QoS class may not/);
		assert.match(resized(own, "1.35"), /not possible: this version refuses/);
		assert.match(resized(own, "1.36"), /can be changed without a new Pod$/);
		const resizedInJapanese = line(page(bare, "1.35", "ja"), "リサイズ");
		assert.match(resizedInJapanese ?? "", /できません.*BestEffort/);
	});
});

describe("explained: ephemeral containers", () => {
	it("are listed with their list, and in no order", () => {
		const [pod] = describePods(Source.open(POD), DEFAULT_SETTINGS);
		assert.deepEqual(
			pod?.containers
				.filter(({ list }) => list === "ephemeralContainers")
				.map(({ name }) => name),
			["debugger"],
		);
		const told = page(POD);
		assert.match(told, /`debugger` in `ephemeralContainers`/);
		assert.match(
			told,
			/\*\*Start order\*\*: `migrate` → `proxy` → `app` \+ `worker`\n/,
		);
		assert.match(told, /The ephemeral container `debugger` is in no order/);
		const [timeline] = timelinesOf(Source.open(POD), DEFAULT_SETTINGS);
		assert.ok(timeline);
		assert.deepEqual(
			timeline.start.map(({ container }) => container),
			["migrate", "proxy", "app", "worker"],
		);
		assert.deepEqual(timeline.stop, [["app", "worker"], ["proxy"]]);
		const text = timelineText(timeline, "en");
		assert.match(text, /The ephemeral container 'debugger' is in no order/);
		assert.match(text, /In 'kubectl get pods', STATUS is 'Init:0\/2'/);
	});

	it("all of it in Japanese as well", () => {
		const told = page(POD, "1.35", "ja");
		for (const words of [
			"エフェメラルコンテナ",
			"`kubectl get pods`のSTATUS",
			"コンテナを指定しなければ",
			"ノードのメモリ不足",
			"稼働中のリサイズ",
		])
			assert.ok(told.includes(words), words);
		assert.doesNotMatch(told, /\b(?:once|rejects|spares|without)\b/);
	});
});
