import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	DEFAULT_SETTINGS,
	filesToRead,
	findingsOf,
	outwardFacts,
	Sight,
	Source,
} from "../../server/src/engine/engine";

const service = (port: string, namespace = "") => `apiVersion: v1
kind: Service
metadata:
  name: web
${namespace && `  namespace: ${namespace}\n`}spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: ${port}
`;

const deployment = (port: string, namespace = "") => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
${namespace && `  namespace: ${namespace}\n`}spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
        tier: front
    spec:
      containers:
        - name: web
          image: example/web:1.8.0
          ports:
            - name: ${port}
              containerPort: 8080
`;

const MISSING = "service-target-port-missing";

/** The rules that speak in a file that has others beside it. */
function rulesIn(
	file: string,
	files: Readonly<Record<string, string>>,
): readonly string[] {
	const sources = Object.entries(files).map(([name, text]) => ({
		name,
		source: Source.open(text),
	}));
	const own = sources.find(({ name }) => name === file)?.source;
	assert.ok(own);
	return findingsOf(own, DEFAULT_SETTINGS, {
		file,
		sight: new Sight(sources),
	}).map(({ finding }) => finding.rule.id);
}

describe("facts across documents", () => {
	it("follow a change of another document, and go when it is right again", () => {
		const text = (port: string) => `${service("http")}---\n${deployment(port)}`;
		let source = Source.open(text("http"));
		const found = () =>
			findingsOf(source, DEFAULT_SETTINGS).map(
				({ finding }) => finding.rule.id,
			);
		assert.deepEqual(found(), []);
		source = source.update(text("htt"));
		assert.deepEqual(found(), [MISSING]);
		source = source.update(text("http"));
		assert.deepEqual(found(), []);
	});

	it("keep what was found as long as nothing that was asked for changes", () => {
		const rest = `---\n${deployment("web")}---\n${deployment("x").replaceAll("web", "other")}`;
		let source = Source.open(service("http") + rest);
		const first = findingsOf(source, DEFAULT_SETTINGS)[0]?.finding;
		source = source.update(
			source.text.replace("example/other:1.8.0", "example/other:1.9.0"),
		);
		assert.equal(findingsOf(source, DEFAULT_SETTINGS)[0]?.finding, first);
		source = source.update(
			source.text.replace("example/web:1.8.0", "example/web:1.10.0"),
		);
		const again = findingsOf(source, DEFAULT_SETTINGS)[0];
		assert.notEqual(again?.finding, first);
		const [related] = again?.finding.related ?? [];
		assert.equal(related?.document, source.documents[1]?.document);
	});

	it("are the same after any row of edits as in a file that is opened anew", () => {
		const texts = [
			`${service("http")}---\n${deployment("http")}`,
			`${service("http")}---\n${deployment("web")}---\n${service("web")}`,
			`${deployment("web")}---\n${service("http")}---\n${service("web")}`,
			`${deployment("http")}---\n${deployment("web")}---\n${service("http")}`,
			`${deployment("web").replace("app: web\n        tier", "app: back\n        tier")}---\n${service("http")}`,
			`${service("http")}---\n${deployment("web").replace("spec:", "spec: {")}`,
			`${service("http")}---\n${deployment("{{ .Values.port }}")}`,
		];
		const look = (source: Source) =>
			findingsOf(source, DEFAULT_SETTINGS)
				.filter(({ finding }) => finding.rule.id === MISSING)
				.map(({ finding, placed }) => [
					placed.index,
					finding.at,
					finding.message("en"),
				]);
		let source = Source.open("");
		let findings = 0;
		for (let step = 0; step < 200; step++) {
			const text = texts[(step * 5 + (step % 7)) % texts.length] ?? "";
			source = source.update(text);
			const expected = look(Source.open(text));
			assert.deepEqual(look(source), expected, text);
			findings += expected.length;
		}
		assert.ok(findings > 50, `only ${findings} findings`);
	});

	it("ask for the same namespace, and take none as any where it is right", () => {
		const inOne = (...texts: string[]) =>
			rulesIn("a.yaml", { "a.yaml": texts.join("---\n") });
		assert.deepEqual(inOne(service("http", "a"), deployment("web", "a")), [
			MISSING,
		]);
		assert.deepEqual(inOne(service("http", "a"), deployment("web", "b")), []);
		assert.deepEqual(inOne(service("http", "a"), deployment("web")), []);
		assert.deepEqual(
			inOne(service("http", "a"), deployment("web", "a"), deployment("http")),
			[],
		);
	});

	it("accuse in the same folder only; acquit from anywhere", () => {
		assert.deepEqual(
			rulesIn("k/service.yaml", {
				"k/service.yaml": service("http"),
				"k/deployment.yaml": deployment("web"),
			}),
			[MISSING],
		);
		assert.deepEqual(
			rulesIn("k/service.yaml", {
				"k/service.yaml": service("http"),
				"l/deployment.yaml": deployment("web"),
			}),
			[],
		);
		assert.deepEqual(
			rulesIn("k/service.yaml", {
				"k/service.yaml": service("http"),
				"k/deployment.yaml": deployment("web"),
				"l/deployment.yaml": deployment("http"),
			}),
			[],
		);
	});

	it("see a Kustomize tree as one place", () => {
		const files = {
			"overlays/dev/kustomization.yaml":
				"resources: [../../base, service.yaml]\npatches: [{ path: patches/proxy.yaml }]\n",
			"overlays/dev/service.yaml": service("http"),
			"base/kustomization.yml": "resources:\n- ./deployments/web.yaml\n",
			"base/deployments/web.yaml": deployment("web"),
		};
		assert.deepEqual(rulesIn("overlays/dev/service.yaml", files), [MISSING]);
		const patch = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      initContainers:
        - name: web
          image: example/web:1.9.0
`;
		assert.deepEqual(
			rulesIn("overlays/dev/patches/proxy.yaml", {
				...files,
				"overlays/dev/patches/proxy.yaml": patch,
			}),
			["patch-targets-old-list"],
		);
		const { "base/kustomization.yml": _gone, ...without } = files;
		assert.deepEqual(rulesIn("overlays/dev/service.yaml", without), []);
	});

	it("name the file and place of what they speak of", () => {
		const own = Source.open(service("http"));
		const other = Source.open(`# the workload\n---\n${deployment("web")}`);
		const sight = new Sight([{ name: "k/other.yaml", source: other }]);
		const [found] = findingsOf(own, DEFAULT_SETTINGS, {
			file: "k/service.yaml",
			sight,
		});
		const [related] = found?.finding.related ?? [];
		assert.ok(related?.document);
		const there = found?.elsewhere?.get(related.document);
		assert.equal(there?.file, "k/other.yaml");
		const start = (there?.placed.start ?? 0) + related.at.start;
		assert.equal(other.text.slice(start, start + 3), "web");
	});

	it("know a file from outside only by what others can ask for", () => {
		const facts = (text: string) => outwardFacts(Source.open(text));
		const before = facts(deployment("http"));
		assert.equal(facts(deployment("http").replace("1.8.0", "1.9.0")), before);
		assert.notEqual(facts(deployment("web")), before);
		assert.notEqual(
			facts(deployment("http").replace("tier: front", "tier: back")),
			before,
		);
	});
});

describe("a Kustomization that adds labels", () => {
	const SELECTOR = "  selector:\n    matchLabels:\n      app: web\n";
	const TIER = "      app: web\n";
	const bare = deployment("http").replace(SELECTOR, "");
	const empty = deployment("http").replace(
		SELECTOR,
		"  selector: { matchLabels: {} }\n",
	);
	const more = deployment("http").replace(TIER, `${TIER}      team: shop\n`);
	const look = (workload: string, kustomization: string) =>
		rulesIn("k/base/web.yaml", {
			"k/base/web.yaml": workload,
			"k/base/kustomization.yaml": kustomization,
		});
	const RESOURCES = "resources: [web.yaml]\n";

	it("gives a workload the selector that it lacks", () => {
		for (const added of [
			"commonLabels: { team: shop }",
			"labels: [{ pairs: { team: shop }, includeSelectors: true }]",
			"commonLabels: { team: '{{ team }}' }",
		])
			for (const workload of [bare, empty, more])
				assert.deepEqual(look(workload, RESOURCES + added), [], added);
	});

	it("gives a template the labels that its selector asks for", () => {
		const added = "labels: [{ pairs: { team: shop }, includeTemplates: true }]";
		assert.deepEqual(look(more, RESOURCES + added), []);
		assert.ok(look(bare, RESOURCES + added).includes("workload-selector"));
	});

	it("helps from above, too, and in a List", () => {
		const list = `kind: List\napiVersion: v1\nitems:\n- ${bare.trim().replaceAll("\n", "\n  ")}\n`;
		for (const text of [bare, list])
			assert.deepEqual(
				rulesIn("k/base/web.yaml", {
					"k/base/web.yaml": text,
					"k/base/kustomization.yaml": RESOURCES,
					"k/dev/kustomization.yaml":
						"resources: [../base]\ncommonLabels: { team: shop }\n",
				}),
				[],
			);
	});

	it("does not hide what it leaves wrong", () => {
		for (const [workload, kustomization] of [
			[bare, RESOURCES],
			[bare, "resources: [other.yaml]\ncommonLabels: { team: shop }"],
			[bare, `${RESOURCES}labels: [{ pairs: { team: shop } }]`],
			[more, `${RESOURCES}commonLabels: { tier: front }`],
			[
				more,
				`${RESOURCES}labels: [{ pairs: { team: x }, includeTemplates: true }]`,
			],
		] as const)
			assert.ok(
				look(workload, kustomization).includes("workload-selector"),
				kustomization,
			);
		assert.ok(
			findingsOf(Source.open(bare), DEFAULT_SETTINGS).some(
				({ finding }) => finding.rule.id === "workload-selector",
			),
			"a file without anything around it",
		);
	});

	it("is something that others know of a file, with or without its kind", () => {
		const facts = (text: string) => outwardFacts(Source.open(text));
		for (const head of ["", "kind: Kustomization\n"])
			assert.notEqual(
				facts(`${head}${RESOURCES}`),
				facts(`${head}${RESOURCES}commonLabels: { team: shop }\n`),
			);
	});
});

describe("reading a Kustomize tree", () => {
	const TREE: Readonly<Record<string, string>> = {
		"/k/overlays/dev/kustomization.yaml":
			"resources: [../../base, https://example.com/x.yaml, extra.yaml]\npatchesStrategicMerge:\n- patch.yaml\n- |-\n  kind: Deployment\n",
		"/k/overlays/dev/extra.yaml": service("http"),
		"/k/overlays/dev/patch.yaml": deployment("http"),
		"/k/base/kustomization.yml": "resources: [web.yaml, ../../k/base]\n",
		"/k/base/web.yaml": deployment("http"),
		"/k/base/stray.yaml": deployment("stray"),
	};
	const read = (file: string): readonly string[] => {
		const known = new Map<string, Source | undefined>();
		for (let round = 0; round < 20; round++) {
			const wanted = filesToRead(file, known);
			if (wanted.length === 0)
				return [...known]
					.flatMap(([name, source]) => (source ? name : []))
					.sort();
			for (const name of wanted) {
				assert.ok(!known.has(name), `${name} is read once`);
				const text = TREE[name];
				known.set(name, text === undefined ? undefined : Source.open(text));
			}
		}
		assert.fail("reading comes to no end");
	};

	it("begins at the Kustomization that names a file", () => {
		assert.deepEqual(read("/k/overlays/dev/patch.yaml"), [
			"/k/base/kustomization.yml",
			"/k/base/web.yaml",
			"/k/overlays/dev/extra.yaml",
			"/k/overlays/dev/kustomization.yaml",
			"/k/overlays/dev/patch.yaml",
		]);
	});

	it("reads no more than that where none names it, and nothing without a folder", () => {
		assert.deepEqual(read("/k/base/stray.yaml"), ["/k/base/kustomization.yml"]);
		assert.deepEqual(filesToRead("untitled:Untitled-1", new Map()), []);
	});
});

describe("inline patches", () => {
	it("have findings on their own lines, in files with any line end", () => {
		const text = `${deployment("web")}---
kind: Kustomization
patches:
  - patch: |
      kind: Deployment
      apiVersion: apps/v1
      metadata: { name: web }
      spec: { template: { spec: { initContainers: [{ name: web, image: 'a/b:1' }] } } }
`;
		for (const each of [text, text.replaceAll("\n", "\r\n")]) {
			const source = Source.open(each);
			const [found] = findingsOf(source, DEFAULT_SETTINGS);
			assert.equal(found?.finding.rule.id, "patch-targets-old-list");
			const { start, end } = found.finding.at;
			const marked = applyEdit(found.placed.document.text, [
				{ start, end, text: "HERE" },
			]);
			assert.match(marked, /initContainers: \[\{ name: HERE, image/);
		}
	});
});
