import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	BulkConversion,
	DEFAULT_SETTINGS,
	Orders,
	Sight,
	Source,
} from "../../server/src/engine/engine";
import type { Files } from "../kit/kustomize";
import { convertInTree } from "../kit/kustomize-conversion";
import {
	BASE,
	base,
	counting,
	DEV,
	follow,
	listed,
	NATIVE,
	OPERATIONS,
	patch,
	tree,
} from "../kit/kustomize-shop";

describe("conversion in a Kustomize tree: JSON patches", () => {
	it("count again", () => {
		const { changed, told } = follow(
			counting(
				`${OPERATIONS("containers/0/image")}${OPERATIONS("containers/1/image")}${OPERATIONS("containers/2/image")}`,
			),
		);
		assert.deepEqual(changed, {
			"dev/image.yaml": `${OPERATIONS("containers/0/image")}${OPERATIONS("initContainers/0/image")}${OPERATIONS("containers/1/image")}`,
		});
		assert.deepEqual(told, [
			"Paths in `dev/image.yaml` follow the containers: `containers/1/image` → `initContainers/0/image`, `containers/2/image` → `containers/1/image`.",
		]);
	});

	it("are told to a person whose new startup probe they do not know", () => {
		const port = "readinessProbe/httpGet/port";
		const gated = base(
			"      initContainers:\n        - name: migrate\n          image: example/migrate:1\n          command: [sh, -c, 'until curl -s localhost:9901; do sleep 1; done']\n",
		).replace(
			"          args: [-c",
			"          ports:\n            - containerPort: 9901\n          readinessProbe:\n            httpGet: { path: /ready, port: 9901 }\n          args: [-c",
		);
		const told = (path: string) =>
			follow(counting(OPERATIONS(path), gated)).told.join("\n");
		const probe = /`dev\/image.yaml` changes the `readinessProbe` of `proxy`/;
		assert.match(told(`containers/1/${port}`), probe);
		assert.doesNotMatch(told(`containers/2/${port}`), probe);
	});

	it("count again on the way back", () => {
		const { changed } = follow(
			counting(
				`${OPERATIONS("initContainers/1/image")}${OPERATIONS("initContainers/0/image")}`,
				NATIVE,
			),
			"classic",
		);
		assert.deepEqual(changed, {
			"dev/image.yaml": `${OPERATIONS("containers/2/image")}${OPERATIONS("initContainers/0/image")}`,
		});
	});

	it("count what other operations and patches have left", () => {
		const operations = (a: string, b: string, c: string) => `- op: add
  path: /spec/template/spec/containers/0
  value: { name: first, image: 'example/first:1.0.0' }
- op: test
  path: /spec/template/spec/${a}/name
  value: proxy
- op: remove
  path: /spec/template/spec/${b}
- op: replace
  path: /spec/template/spec/${c}/image
  value: example/log:2
`;
		const files = counting(
			operations("containers/2", "containers/1", "containers/2"),
		);
		assert.deepEqual(follow(files).changed, {
			"dev/image.yaml": operations(
				"initContainers/0",
				"containers/1",
				"containers/1",
			),
		});
		// Kustomize puts what a patch names first.
		const KUSTOMIZATION = "shop/dev/kustomization.yaml";
		const merged = {
			...files,
			[KUSTOMIZATION]:
				files[KUSTOMIZATION]?.replace(
					"patches:\n",
					"patches:\n  - path: log.yaml\n",
				) ?? "",
			"shop/dev/log.yaml": patch(
				listed("containers", "        - name: log\n          tty: true\n"),
			),
			"shop/dev/image.yaml": OPERATIONS("containers/2/image"),
		};
		assert.deepEqual(follow(merged).changed, {
			"dev/image.yaml": OPERATIONS("initContainers/0/image"),
		});
	});

	it("stand in Kustomizations, as a block and in one line", () => {
		const text = (path: string) => `${DEV}patches:
  - target: { kind: Deployment, name: web }
    patch: |-
      # the proxy
      - op: remove
        path: /spec/template/spec/${path}/args
patchesJson6902:
  - target: { version: v1, group: apps, kind: Deployment, name: web }
    patch: '[{"op": "remove", "path": "/spec/template/spec/${path}/volumeMounts"}]'
`;
		const files = tree({ "shop/dev/kustomization.yaml": text("containers/1") });
		assert.deepEqual(follow(files).changed, {
			"dev/kustomization.yaml": text("initContainers/0"),
		});
	});

	it("make no empty list where there is one", () => {
		const made =
			"- op: add\n  path: /spec/template/spec/initContainers\n  value: []\n";
		const added =
			"- op: add\n  path: /spec/template/spec/initContainers/-\n  value: { name: last, image: 'example/last:1' }\n";
		const { changed, told } = follow(counting(made + added));
		assert.deepEqual(changed, { "dev/image.yaml": added });
		assert.match(told[0] ?? "", /no longer makes an empty `initContainers`/);
	});

	it("are left, and spoken of, where it is not certain what they mean", () => {
		const cases: readonly (readonly [string, RegExp])[] = [
			// The whole list.
			[
				"- op: remove\n  path: /spec/template/spec/containers\n",
				/^`containers` in `dev\/image.yaml` is about a list that `proxy` leaves or joins/,
			],
			// A whole container, which would not be a sidecar there.
			[
				"- op: replace\n  path: /spec/template/spec/containers/1\n  value: { name: proxy, image: 'example/envoy:1' }\n",
				/^`containers\/1` in `dev\/image.yaml` is `proxy` now, and `log` afterwards/,
			],
			// Behind an operation that moves containers.
			[
				`- op: move\n  from: /spec/template/spec/containers/0\n  path: /spec/template/spec/containers/1\n${OPERATIONS("containers/1/image")}`,
				/^`containers\/1` in `dev\/image.yaml` may mean another container/,
			],
		];
		for (const [operations, note] of cases) {
			const { changed, told } = follow(counting(operations));
			assert.deepEqual(changed, {}, operations);
			assert.match(told[0] ?? "", note);
		}
	});

	it("are left, and spoken of, where they are for others as well", () => {
		const files = counting(OPERATIONS("containers/1/image"));
		const { changed, told } = follow({
			...files,
			"shop/dev/kustomization.yaml": `resources: [../base, api.yaml]
patches:
  - path: image.yaml
    target: { kind: Deployment }
`,
			"shop/dev/api.yaml": base().replaceAll("name: web", "name: api"),
		});
		assert.deepEqual(changed, {});
		assert.match(
			told[0] ?? "",
			/may mean another container once `proxy` has moved/,
		);
	});

	it("of other workloads stay as they are", () => {
		const files = counting(OPERATIONS("containers/1/image"));
		const KUSTOMIZATION = "shop/dev/kustomization.yaml";
		assert.deepEqual(
			follow({
				...files,
				[KUSTOMIZATION]:
					files[KUSTOMIZATION]?.replace("name: web", "name: api") ?? "",
			}),
			{ changed: {}, told: [] },
		);
	});
});

describe("conversion in a Kustomize tree: replacements and variables", () => {
	const text = (
		name: string,
		index: string,
		select = "name: web",
	) => `${DEV}replacements:
  - source:
      kind: Deployment
      name: web
      fieldPath: spec.template.spec.${name}.image
    targets:
      - select:
          ${select}
        fieldPaths:
          - spec.template.spec.${name}.env.[name=IMAGE].value
          - spec.template.spec.${index}.image
          - metadata.annotations.image
`;

	it("follow the container", () => {
		const files = tree({
			"shop/dev/kustomization.yaml": text(
				"containers.[name=proxy]",
				"containers.2",
			),
		});
		assert.deepEqual(follow(files).changed, {
			"dev/kustomization.yaml": text(
				"initContainers.[name=proxy]",
				"containers.1",
			),
		});
	});

	it("stand in files of their own", () => {
		const own = (list: string) => `source:
  kind: Deployment
  name: web
  fieldPath: spec.template.spec.${list}.[name=proxy].image
targets:
  - select: { kind: ConfigMap, name: versions }
    fieldPaths: [data.proxy]
`;
		const files = tree({
			"shop/dev/kustomization.yaml": `${DEV}replacements: [{ path: image.yaml }]\n`,
			"shop/dev/image.yaml": own("containers"),
		});
		assert.deepEqual(follow(files).changed, {
			"dev/image.yaml": own("initContainers"),
		});
	});

	it("are left, and spoken of, where they mean several containers", () => {
		const { changed, told } = follow(
			tree({
				"shop/dev/kustomization.yaml": text(
					"containers.[name=log]",
					"containers.*",
				),
			}),
		);
		assert.deepEqual(changed, {});
		assert.deepEqual(told, [
			"`containers.*.image` in `dev/kustomization.yaml` is about a list that `proxy` leaves or joins: have a look at it.",
		]);
	});

	it("count, which is only told of variables", () => {
		const { changed, told } = follow(
			tree({
				"shop/dev/kustomization.yaml": `${DEV}vars:
  - name: IMAGE
    objref: { apiVersion: apps/v1, kind: Deployment, name: web }
    fieldref: { fieldpath: 'spec.template.spec.containers[1].image' }
`,
			}),
		);
		assert.deepEqual(changed, {});
		assert.deepEqual(told, [
			"`containers[1].image` in `dev/kustomization.yaml` may mean another container once `proxy` has moved: have a look at it.",
		]);
	});
});

describe("conversion in a Kustomize tree: JSON patches for several workloads", () => {
	const API = "shop/base/api.yaml";
	const FILE = "shop/dev/image.yaml";
	const api = (text = base()) => text.replaceAll("name: web", "name: api");
	const shared = (operations: string, second: string, more = ""): Files => ({
		...tree({
			"shop/dev/kustomization.yaml": `${DEV}patches:\n${more}  - path: image.yaml\n    target:\n      kind: Deployment\n`,
			[FILE]: operations,
		}),
		"shop/base/kustomization.yaml": "resources: [web.yaml, api.yaml]\n",
		[API]: second,
	});

	/** Converts the proxy of both, one after the other. */
	function convertBoth(files: Files) {
		const orders = new Orders();
		const first = convertInTree(files, BASE, "proxy", "native", false, orders);
		const second = convertInTree(
			first.files,
			API,
			"proxy",
			"native",
			false,
			orders,
		);
		return { first, second, orders };
	}
	const paths = (...all: string[]) =>
		all.map((path) => OPERATIONS(`${path}/image`)).join("");
	const SHARED =
		/`containers\/[12]\/image` in `dev\/image.yaml` is for `api` as well, and may mean another container/;

	it("follow when the last of them has been converted in the same way, and come back", () => {
		const before = paths("containers/0", "containers/1", "containers/2");
		const files = shared(before, api());
		const { first, second, orders } = convertBoth(files);
		assert.equal(first.files[FILE], before, "not yet");
		assert.match(first.notes.join("\n"), SHARED);
		assert.equal(
			second.files[FILE],
			paths("containers/0", "initContainers/0", "containers/1"),
		);
		assert.doesNotMatch(second.notes.join("\n"), /have a look/);
		const one = convertInTree(
			second.files,
			BASE,
			"proxy",
			"classic",
			false,
			orders,
		);
		const both = convertInTree(
			one.files,
			API,
			"proxy",
			"classic",
			false,
			orders,
		);
		assert.deepEqual(both.files, files);
	});

	it("follow where all of a tree are converted at once", () => {
		const files = shared(paths("containers/1"), api());
		const seen = Object.entries(files).map(([name, text]) => ({
			name,
			source: Source.open(text),
		}));
		const bulk = new BulkConversion("native", new Sight(seen));
		for (const file of seen) bulk.convert(file, DEFAULT_SETTINGS);
		const changed = bulk.edits.find(({ file }) => file.name === FILE);
		assert.equal(
			changed && applyEdit(files[FILE] ?? "", changed.edit),
			// The log shipper goes, too.
			paths("initContainers/0"),
		);
	});

	it("stay where they have to say different things, or something else has a part in it", () => {
		const before = paths("containers/1");
		const other = api().replace(
			/( {8}- name: api\n.*\n)([\s\S]*?)(?= {8}- name: log)/,
			"$2$1",
		);
		const named = `  - patch: |\n${patch(
			listed("containers", "        - name: log\n"),
			"api",
		).replace(/^(?=.)/gm, "      ")}`;
		const added = `- op: add\n  path: /spec/template/spec/containers/0\n  value: { name: first, image: "example/first:1" }\n`;
		for (const files of [
			shared(before, other),
			shared(before, api(), named),
			shared(added + paths("containers/2"), api()),
		]) {
			const { first, second } = convertBoth(files);
			assert.equal(second.files[FILE], files[FILE]);
			assert.match(first.notes.join("\n"), SHARED);
		}
	});
});
