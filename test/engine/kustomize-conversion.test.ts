import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	DEFAULT_SETTINGS,
	Sight,
	Source,
} from "../../server/src/engine/engine";
import type { Files } from "../kit/kustomize";
import { convertInTree } from "../kit/kustomize-conversion";
import {
	BASE,
	base,
	DEV,
	FETCH,
	follow,
	listed,
	NATIVE,
	PROXY,
	patch,
	tree,
} from "../kit/kustomize-shop";

describe("conversion in a Kustomize tree: strategic merge patches", () => {
	const overlay = (lists: string) =>
		tree({
			"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: proxy.yaml\n`,
			"shop/dev/proxy.yaml": patch(lists),
		});

	it("name the container under the other list", () => {
		const { changed, told } = follow(overlay(listed("containers", PROXY)));
		assert.deepEqual(changed, {
			"dev/proxy.yaml": patch(listed("initContainers", PROXY)),
		});
		assert.deepEqual(told, [
			"What patches say of `proxy` moves to `initContainers`, too: `dev/proxy.yaml`.",
		]);
	});

	it("keep what they say of others", () => {
		const log = "        - name: log\n          image: example/log:2\n";
		const { changed } = follow(overlay(listed("containers", PROXY + log)));
		assert.deepEqual(changed, {
			"dev/proxy.yaml": patch(
				listed("containers", log) + listed("initContainers", PROXY),
			),
		});
	});

	it("delete it where it will be", () => {
		const item = "        - name: proxy\n          $patch: delete\n";
		assert.deepEqual(follow(overlay(listed("containers", item))).changed, {
			"dev/proxy.yaml": patch(listed("initContainers", item)),
		});
	});

	it("go back", () => {
		const files = tree(
			{
				"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: proxy.yaml\n`,
				"shop/dev/proxy.yaml": patch(listed("initContainers", PROXY)),
			},
			NATIVE,
		);
		assert.deepEqual(follow(files, "classic").changed, {
			"dev/proxy.yaml": patch(listed("containers", PROXY)),
		});
	});

	it("come back as they were", () => {
		for (const init of ["", FETCH]) {
			const files = tree(
				{
					"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: proxy.yaml\n`,
					"shop/dev/proxy.yaml": patch(listed("containers", PROXY)),
				},
				base(init).replace(/ {8}- name: log\n.*\n/, ""),
			);
			const there = convertInTree(files, BASE, "proxy").files;
			assert.notDeepEqual(there, files);
			assert.deepEqual(
				convertInTree(there, BASE, "proxy", "classic").files,
				files,
			);
		}
	});

	it("leave init containers in front that have to be", () => {
		const { changed, told } = follow({
			...overlay(listed("containers", PROXY)),
			[BASE]: base(FETCH),
		});
		assert.deepEqual(changed, {
			"dev/proxy.yaml": patch(
				listed("initContainers", `        - name: fetch\n${PROXY}`),
			),
		});
		assert.match(
			told[1] ?? "",
			/^`dev\/proxy\.yaml` names `fetch` in front of `proxy`: Kustomize/,
		);
	});

	it("have a `restartPolicy` that fits", () => {
		const item = (policy: string) =>
			`        - name: proxy\n          image: example/envoy:1\n${policy}`;
		const never = item("          restartPolicy: OnFailure\n");
		const always = item("          restartPolicy: Always\n");
		assert.deepEqual(follow(overlay(listed("containers", never))).changed, {
			"dev/proxy.yaml": patch(listed("initContainers", always)),
		});
		const files = {
			...overlay(listed("initContainers", always)),
			[BASE]: NATIVE,
		};
		assert.deepEqual(follow(files, "classic").changed, {
			"dev/proxy.yaml": patch(listed("containers", item(""))),
		});
	});

	it("stand in Kustomizations, in any indentation and with any line end", () => {
		const inline = (list: string) => `${DEV}patches:
  # one line
  - patch: '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"template":{"spec":{"${list}":[{"name":"proxy","tty":true}]}}}}'
  - patch: |- # several
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              ${list}:
                - name: proxy

                  tty: true
patchesStrategicMerge:
- |
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec: { template: { spec: { ${list}: [{ name: proxy, tty: true }] } } }
`;
		for (const eol of ["\n", "\r\n"]) {
			const text = (list: string) => inline(list).replaceAll("\n", eol);
			const files = tree({ "shop/dev/kustomization.yaml": text("containers") });
			assert.deepEqual(follow(files).changed, {
				"dev/kustomization.yaml": text("initContainers"),
			});
		}
	});

	it("stand in transformers", () => {
		const transformer = (lists: string) =>
			`apiVersion: builtin\nkind: PatchTransformer\nmetadata:\n  name: limits\ntarget:\n  kind: Deployment\n  name: web\npatch: |-\n${patch(lists).replace(/^(?=.)/gm, "  ")}`;
		const { changed } = follow(
			tree({
				"shop/dev/kustomization.yaml": `${DEV}transformers:\n  - limits.yaml\n`,
				"shop/dev/limits.yaml": transformer(listed("containers", PROXY)),
			}),
		);
		assert.deepEqual(changed, {
			"dev/limits.yaml": transformer(listed("initContainers", PROXY)),
		});
	});

	it("stand in components and in several overlays", () => {
		const own = patch(listed("containers", PROXY));
		const files = tree({
			"shop/tracing/kustomization.yaml":
				"apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: proxy.yaml\n",
			"shop/tracing/proxy.yaml": own,
			"shop/dev/kustomization.yaml": `${DEV}components: [../tracing]\n`,
			"shop/prod/kustomization.yaml":
				"resources: [../dev]\nnamePrefix: prod-\npatchesStrategicMerge: [proxy.yaml]\n",
			"shop/prod/proxy.yaml": own,
		});
		assert.deepEqual(Object.keys(follow(files).changed), [
			"tracing/proxy.yaml",
			"prod/proxy.yaml",
		]);
	});

	it("may be for the name that an overlay below has given", () => {
		const files = tree({
			"shop/dev/kustomization.yaml": `${DEV}namePrefix: dev-\n`,
			"shop/prod/kustomization.yaml":
				"resources: [../dev]\npatches: [{ path: proxy.yaml }]\n",
			"shop/prod/proxy.yaml": patch(listed("containers", PROXY), "dev-web"),
		});
		assert.deepEqual(Object.keys(follow(files).changed), ["prod/proxy.yaml"]);
	});

	it("stand in the same file, and need no Kustomization", () => {
		const own = patch(listed("containers", PROXY));
		const { files } = convertInTree(
			{ "a/web.yaml": `${base()}---\n${own}` },
			"a/web.yaml",
			"proxy",
		);
		assert.match(
			files["a/web.yaml"] ?? "",
			/---\n[\s\S]*initContainers:\n {8}# a crowd at noon\n {8}- name: proxy/,
		);
	});

	it("are for a target, whatever they are called themselves", () => {
		const target = (lines: string) =>
			tree({
				"shop/dev/kustomization.yaml": `${DEV}patches:
  - path: proxy.yaml
    target:
${lines}`,
				"shop/dev/proxy.yaml": patch(listed("containers", PROXY), "any"),
			});
		for (const lines of [
			"      kind: Deployment\n",
			"      kind: Deployment\n      name: w.*\n",
			"      labelSelector: app=web,tier!=back\n",
			"      group: apps\n      version: v1\n      kind: Deployment\n      name: web\n",
		])
			assert.deepEqual(
				Object.keys(follow(target(lines)).changed),
				["dev/proxy.yaml"],
				lines,
			);
		for (const lines of [
			"      kind: StatefulSet\n",
			"      name: worker\n",
			"      labelSelector: app=worker\n",
			"      kind: Deployment\n      namespace: other\n",
		])
			assert.deepEqual(follow(target(lines)), { changed: {}, told: [] }, lines);
	});

	describe("are left, and spoken of,", () => {
		const NAMED =
			"`dev/proxy.yaml` names `proxy` under `containers`: as far as it is for this container, it has to stand under `initContainers`.";
		const left = (files: Files) =>
			assert.deepEqual(follow(files), { changed: {}, told: [NAMED] });

		it("where they are for other workloads as well", () => {
			const files = (target: string) => ({
				...tree({
					"shop/dev/kustomization.yaml": `resources: [../base, api.yaml]
patches:
  - path: proxy.yaml
    target: { kind: Deployment${target} }
`,
					"shop/dev/api.yaml": base().replaceAll("name: web", "name: api"),
					"shop/dev/proxy.yaml": patch(listed("containers", PROXY)),
				}),
			});
			left(files(""));
			assert.deepEqual(Object.keys(follow(files(", name: web")).changed), [
				"dev/proxy.yaml",
			]);
			// Once the other has been converted, it is certain.
			const half = convertInTree(files(""), "shop/dev/api.yaml", "proxy");
			assert.equal(
				half.files["shop/dev/proxy.yaml"],
				patch(listed("containers", PROXY)),
			);
			assert.deepEqual(Object.keys(follow(half.files).changed), [
				"dev/proxy.yaml",
			]);
		});

		it("where others use the file", () => {
			const files = overlay(listed("containers", PROXY));
			left({
				...files,
				"shop/api/kustomization.yaml":
					"patches:\n  - path: ../dev/proxy.yaml\n    target: { kind: Job }\n",
			});
		});

		it("where it is not certain for what they are", () => {
			const files = (target: string, more = "") =>
				tree({
					"shop/dev/kustomization.yaml": `${DEV}${more}patches:
  - path: proxy.yaml
    target: ${target}
`,
					"shop/dev/proxy.yaml": patch(listed("containers", PROXY)),
				});
			left(files("{ kind: Deployment, name: '(w|x)+eb' }"));
			left(files("{ kind: Deployment, labelSelector: 'app in (web)' }"));
			left(files("{ kind: Deployment }", "  - https://example.com/other\n"));
		});

		it("where they say what the whole list is", () => {
			const item = "        - $patch: replace\n";
			left(overlay(listed("containers", item + PROXY)));
		});

		it("where they name it under both lists", () => {
			left(
				overlay(listed("initContainers", PROXY) + listed("containers", PROXY)),
			);
		});

		it("where other lines would have to be written anew", () => {
			left(overlay(`      containers: &all\n${PROXY}      x-more: *all\n`));
		});
	});

	it("are told to a person whose new startup probe they do not know", () => {
		const probe = (port: number) =>
			`          readinessProbe:\n            httpGet: { path: /ready, port: ${port} }\n`;
		const gated = base(
			"      initContainers:\n        - name: migrate\n          image: example/migrate:1\n          command: [sh, -c, 'until curl -s localhost:9901; do sleep 1; done']\n",
		).replace(
			"          args: [-c",
			`          ports:\n            - containerPort: 9901\n${probe(9901)}          args: [-c`,
		);
		const { told } = follow({
			...overlay(listed("containers", `        - name: proxy\n${probe(9902)}`)),
			[BASE]: gated,
		});
		assert.match(
			told.join("\n"),
			/`dev\/proxy.yaml` changes the `readinessProbe` of `proxy`/,
		);
	});

	it("may be where nobody has looked", () => {
		const files = tree({});
		const unseen = /Kustomizations that build on this one/;
		const notes = (isLimited: boolean) =>
			convertInTree(files, BASE, "proxy", "native", isLimited).notes.join();
		assert.match(notes(true), unseen);
		assert.doesNotMatch(notes(false), unseen);
	});
});

describe("the quick fix that converts", () => {
	it("changes patches as well", () => {
		const files = tree({
			"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: proxy.yaml\n`,
			"shop/dev/proxy.yaml": patch(listed("containers", PROXY)),
		});
		const sources = Object.entries(files).map(([name, text]) => ({
			name,
			source: Source.open(text),
		}));
		const own = sources.find(({ name }) => name === BASE)?.source;
		assert.ok(own);
		const at = own.text.indexOf("name: proxy") + "name: ".length;
		const fix = actionsAt(own, { start: at, end: at }, DEFAULT_SETTINGS, {
			file: BASE,
			sight: new Sight(sources),
		}).find(({ id }) => id.startsWith("classic-sidecar-could-be-native/"));
		assert.deepEqual(
			fix?.elsewhere().map(({ file }) => file.name),
			["shop/dev/proxy.yaml"],
		);
		assert.match(
			fix
				?.notes()
				.map((note) => note("en"))
				.join("\n") ?? "",
			/What patches say of `proxy`/,
		);
	});
});
