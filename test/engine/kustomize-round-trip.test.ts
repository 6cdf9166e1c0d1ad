import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Orders } from "../../server/src/engine/engine";
import type { Files } from "../kit/kustomize";
import { convertInTree } from "../kit/kustomize-conversion";
import {
	BASE,
	base,
	DEV,
	listed,
	OPERATIONS,
	PROXY,
	patch,
	tree,
} from "../kit/kustomize-shop";

const WEB = "        - name: web\n          image: example/web:2\n";
const LOG = "        - name: log\n          image: example/log:2\n";
const NEW = "        - name: new\n          image: example/new:2\n";

const indented = (text: string) => text.replace(/^(?=.)/gm, "      ");
const FILE = "shop/dev/lists.yaml";

/** The patch in a file, as a text in the Kustomization, and in a component. */
const trees = (lists: string): Readonly<Record<string, Files>> => ({
	"in a file": tree({
		"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: lists.yaml\n`,
		[FILE]: patch(lists),
	}),
	"in its text": tree({
		"shop/dev/kustomization.yaml": `${DEV}patches:\n  - patch: |\n${indented(patch(lists))}`,
	}),
	"in a component": tree({
		"shop/dev/kustomization.yaml": `${DEV}components:\n  - ../part\n`,
		"shop/part/kustomization.yaml": `kind: Component\npatches:\n  - patch: |-\n${indented(patch(lists))}`,
	}),
	"before paths that count": tree({
		"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: lists.yaml\n  - path: image.yaml\n    target:\n      kind: Deployment\n      name: web\n`,
		[FILE]: patch(lists),
		"shop/dev/image.yaml": [0, 1, 2]
			.map((index) => OPERATIONS(`containers/${index}/image`))
			.join(""),
	}),
});

describe("conversion there and back in a Kustomize tree", () => {
	for (const [order, lists] of [
		["that of the base", WEB + PROXY + LOG],
		["another", PROXY + WEB],
		["the opposite", LOG + PROXY + WEB],
		["one with new ones", LOG + NEW + PROXY + WEB],
		["none, as it is alone", PROXY],
	] as const)
		for (const [where, files] of Object.entries(
			trees(listed("containers", lists)),
		))
			it(`restores a patch ${where}, whose order is ${order}`, () => {
				const orders = new Orders();
				const there = convertInTree(
					files,
					BASE,
					"proxy",
					"native",
					false,
					orders,
				);
				assert.notEqual(there.files[BASE], base());
				assert.equal(
					Object.keys(files).filter((each) => there.files[each] !== files[each])
						.length > 1,
					true,
					"the patch follows",
				);
				const back = convertInTree(
					there.files,
					BASE,
					"proxy",
					"classic",
					false,
					orders,
				);
				assert.deepEqual(back.files, files);
			});

	it("makes a list again on the side where it was", () => {
		const early = listed(
			"initContainers",
			"        - name: early\n          image: example/early:2\n",
		);
		const own = listed("containers", PROXY);
		for (const lists of [own + early, early + own])
			for (const [where, files] of Object.entries(trees(lists))) {
				if (where === "before paths that count") continue;
				const orders = new Orders();
				const go = (now: Files, to: "native" | "classic") =>
					convertInTree(now, BASE, "proxy", to, false, orders).files;
				assert.deepEqual(go(go(files, "native"), "classic"), files, where);
			}
	});

	it("tells of a patch that would delete it in the list where it comes to stand", () => {
		const files = trees(
			listed(
				"containers",
				"        - name: proxy\n          $patch: delete\n        - name: web\n          image: example/web:2\n",
			),
		)["in a file"];
		const native = base(
			"      initContainers:\n        - name: proxy\n          image: envoyproxy/envoy:v1.34.1\n          restartPolicy: Always\n",
		).replace(
			/ {8}- name: proxy\n {10}image.*\n {10}args[\s\S]*?(?= {8}- name: log)/,
			"",
		);
		const { files: after, notes } = convertInTree(
			{ ...files, [BASE]: native },
			BASE,
			"proxy",
			"classic",
		);
		assert.equal(after[FILE], files?.[FILE]);
		assert.match(
			notes.join("\n"),
			/`containers` in `dev\/lists.yaml` may mean/,
		);
	});
});

describe("a merge patch that is for several workloads", () => {
	const API = "shop/base/api.yaml";
	const NATIVE_API = (init: string) =>
		base(
			`      initContainers:\n${init}        - name: proxy\n          image: envoyproxy/envoy:v1.34.1\n          restartPolicy: Always\n`,
		)
			.replace(
				/ {8}- name: proxy\n {10}image.*\n {10}args[\s\S]*?(?= {8}- name: log)/,
				"",
			)
			.replaceAll("name: web", "name: api");
	const INIT = (name: string) =>
		`        - name: ${name}\n          image: example/${name}:1\n          volumeMounts:\n            - name: config\n              mountPath: /out\n`;
	const convert = (own: string, other: string, more = "") => {
		const files: Files = {
			...tree({
				"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: lists.yaml\n    target:\n      kind: Deployment\n`,
				[FILE]: patch(listed("containers", PROXY)),
			}),
			[BASE]: base(own),
			[API]: other,
			"shop/base/kustomization.yaml": `resources: [web.yaml, api.yaml]\n${more}`,
		};
		const { files: after } = convertInTree(files, BASE, "proxy");
		return after[FILE] !== files[FILE];
	};
	const list = (init: string) => `      initContainers:\n${init}`;

	it("follows where the others have the container behind the same ones", () => {
		assert.equal(convert("", NATIVE_API("")), true);
		assert.equal(convert(list(INIT("fetch")), NATIVE_API(INIT("fetch"))), true);
	});

	it("stays where it would bring them others, or another order", () => {
		assert.equal(convert(list(INIT("fetch")), NATIVE_API("")), false);
		assert.equal(convert("", NATIVE_API(INIT("fetch"))), false);
		const deletes = `patches:\n  - patch: |\n${indented(
			patch(
				listed(
					"initContainers",
					"        - name: proxy\n          $patch: delete\n",
				),
				"api",
			),
		)}`;
		assert.equal(convert("", NATIVE_API(""), deletes), false);
	});
});
