import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	hintsIn,
	type Language,
	lensesOf,
	type Settings,
	Source,
} from "../../server/src/engine/engine";

const FILE = `apiVersion: v1
kind: Service
metadata:
  name: shop
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      initContainers:
        - name: migrate
          image: example/migrate:1.0.0
        - name: proxy
          image: envoyproxy/envoy:v1.35.3
          restartPolicy: Always
          resources:
            requests: {cpu: 100m, memory: 64Mi}
      containers:
        - name: shop
          image: example/shop:2.1.0
          resources:
            requests: {cpu: 250m, memory: 384Mi}
---
apiVersion: v1
kind: Pod
metadata:
  name: alone
spec:
  containers:
    - {name: alone, image: "example/alone:1.0.0", resources: {requests: {cpu: 1}}}
`;

/** The titles of all lenses of a file, in their order. */
function titles(text: string, language: Language, settings = DEFAULT_SETTINGS) {
	return lensesOf(Source.open(text), settings, language).map(
		({ title }) => title,
	);
}

/** The hints of a part of a file, each with the text in front of it on its line. */
function hints(
	text: string,
	language: Language = "en",
	part = { start: 0, end: text.length },
	settings: Settings = DEFAULT_SETTINGS,
) {
	return hintsIn(Source.open(text), part, settings, language).map(
		({ at, label }) => {
			const line = text.slice(0, at).split("\n").at(-1) ?? "";
			return `${line.replace(/^[ -]*/, "")} ‹${label}›`;
		},
	);
}

describe("code lenses", () => {
	it("stand at the key of each Pod spec", () => {
		const lenses = lensesOf(Source.open(FILE), DEFAULT_SETTINGS, "en");
		assert.deepEqual(
			lenses.map(({ range }) => range.start),
			[FILE.indexOf("    spec:\n") + 4, FILE.lastIndexOf("spec:")],
		);
	});

	it("tell containers, start order, effective requests and QoS class", () => {
		assert.deepEqual(titles(FILE, "en"), [
			"3 containers · 1 native sidecar · start: migrate → proxy → shop · requests 350m / 448Mi · Burstable",
			"1 container · requests 1 CPU · Burstable",
		]);
		assert.deepEqual(titles(FILE, "ja"), [
			"3コンテナ · ネイティブサイドカー1 · 起動: migrate → proxy → shop · 要求 350m / 448Mi · Burstable",
			"1コンテナ · 要求 1 CPU · Burstable",
		]);
	});

	it("speak of the version that is meant: below 1.29 nothing is a native sidecar", () => {
		const [title] = titles(
			`# sidecar-patterns: kubernetes=1.28\n${FILE}`,
			"en",
		);
		assert.match(title ?? "", /^3 containers · start: /);
	});

	it("say nothing of what a template hides", () => {
		const [title] = titles(
			FILE.replace("384Mi", '"{{ .Values.memory }}"'),
			"en",
		);
		assert.doesNotMatch(title ?? "", /Mi|Burstable/);
		const varying = FILE.replace(
			"      containers:\n",
			"      {{- with .Values.sidecars }}\n        {{- toYaml . | nindent 8 }}\n      {{- end }}\n      containers:\n",
		);
		assert.match(
			titles(varying, "en")[0] ?? "",
			/^3 containers \(templated\) ·/,
		);
		assert.match(
			titles(varying, "ja")[0] ?? "",
			/^3コンテナ\(テンプレート\) ·/,
		);
	});

	it("cut a long start order in the middle, and make no icons of names", () => {
		const many = Array.from(
			{ length: 9 },
			(_, index) => `    - {name: i${index}, image: a}\n`,
		).join("");
		const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  initContainers:\n${many}  containers:\n    - {name: "$(flame)", image: a}\n`;
		assert.match(
			titles(text, "en")[0] ?? "",
			/start: i0 → i1 → i2 → i3 → … → \$ \(flame\) ·/,
		);
	});

	it("can be turned off", () => {
		assert.deepEqual(
			titles(FILE, "en", { ...DEFAULT_SETTINGS, codeLens: false }),
			[],
		);
	});
});

describe("inlay hints", () => {
	it("tell kind, role and start position behind each name; nothing for a single container", () => {
		assert.deepEqual(hints(FILE), [
			"name: migrate ‹init container · starts 1/3›",
			"name: proxy ‹native sidecar · ambassador · starts 2/3›",
			"name: shop ‹application · starts 3/3›",
		]);
		assert.deepEqual(hints(FILE, "ja"), [
			"name: migrate ‹Initコンテナ · 起動 1/3›",
			"name: proxy ‹ネイティブサイドカー · Ambassador · 起動 2/3›",
			"name: shop ‹アプリケーション · 起動 3/3›",
		]);
	});

	it("are those of the part that is asked for", () => {
		const at = FILE.indexOf("proxy");
		assert.deepEqual(hints(FILE, "en", { start: at, end: at + 10 }), [
			"name: proxy ‹native sidecar · ambassador · starts 2/3›",
		]);
	});

	it("can be turned off", () => {
		const off = { ...DEFAULT_SETTINGS, inlayHints: false };
		assert.deepEqual(
			hints(FILE, "en", { start: 0, end: FILE.length }, off),
			[],
		);
	});

	it("explain themselves without markup from the manifest", () => {
		const text = FILE.replace("name: migrate", 'name: "<b>`x"');
		const [first] = hintsIn(
			Source.open(text),
			{ start: 0, end: text.length },
			DEFAULT_SETTINGS,
			"en",
		);
		assert.match(first?.tooltip ?? "", /^\*\*`<b> x`\*\* — init container/);
	});
});
