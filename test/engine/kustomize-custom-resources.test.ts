import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Files } from "../kit/kustomize";
import {
	BASE,
	base,
	DEV,
	follow,
	listed,
	OPERATIONS,
	PROXY,
	patch,
	tree,
} from "../kit/kustomize-shop";

/** As a custom resource, whose lists Kustomize replaces: it knows no key to merge them by. */
const custom = (text: string) =>
	text
		.replace("apps/v1", "argoproj.io/v1alpha1")
		.replace("kind: Deployment", "kind: Rollout");

const WEB = "        - name: web\n          image: example/web:2\n";
const LOG = "        - name: log\n          image: example/log:2\n";
const FETCH =
	"        - name: fetch\n          image: example/fetch:1.2.0\n          volumeMounts:\n            - name: config\n              mountPath: /out\n";

const overlay = (
	lists: string,
	{ init = "", more = "" }: { init?: string; more?: string } = {},
): Files => ({
	...tree({
		"shop/dev/kustomization.yaml": `${DEV}${more}patches:\n  - path: lists.yaml\n  - path: image.yaml\n    target:\n      kind: Rollout\n`,
		"shop/dev/lists.yaml": custom(patch(lists)),
		"shop/dev/image.yaml": OPERATIONS("containers/1/image"),
	}),
	[BASE]: custom(base(init)),
});

describe("conversion in a Kustomize tree: custom resources", () => {
	const whole = /`dev\/lists.yaml` sets whole lists of containers/;

	it("have patches that say what the lists are, policy included", () => {
		const { changed, told } = follow(
			overlay(listed("containers", WEB + PROXY + LOG)),
		);
		assert.deepEqual(changed, {
			"dev/lists.yaml": custom(
				patch(
					listed("containers", WEB + LOG) +
						listed(
							"initContainers",
							PROXY.replace(
								/( {10})(?=resources)/,
								"$1restartPolicy: Always\n$1",
							),
						),
				),
			),
			"dev/image.yaml": OPERATIONS("initContainers/0/image"),
		});
		assert.doesNotMatch(told.join("\n"), whole);
	});

	const left = (files: Files) => {
		const { changed, told } = follow(files);
		assert.equal(changed["dev/lists.yaml"], undefined);
		assert.match(told.join("\n"), whole);
	};

	it("have patches that are left where init containers would be lost", () => {
		const init = listed("initContainers", FETCH);
		left(overlay(listed("containers", WEB + PROXY + LOG), { init }));
		left(overlay(init));
	});

	it("have patches that are left where they leave the container out", () => {
		left(overlay(listed("containers", WEB + LOG)));
	});

	it("have patches that are left where nothing else would be in the list", () => {
		left(overlay(listed("containers", PROXY)));
	});

	it("are merged where a schema may say how", () => {
		const { changed } = follow(
			overlay(listed("containers", PROXY), {
				more: "openapi:\n  path: schema.json\n",
			}),
		);
		assert.deepEqual(
			changed["dev/lists.yaml"],
			custom(patch(listed("initContainers", PROXY))),
		);
	});
});
