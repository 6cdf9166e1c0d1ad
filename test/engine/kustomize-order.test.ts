import assert from "node:assert/strict";
import { describe, it } from "mocha";
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

const overlay = (lists: string) =>
	tree({
		"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: proxy.yaml\n`,
		"shop/dev/proxy.yaml": patch(lists),
	});

describe("patches in the tree of a container that is converted name it in front of those that call it", () => {
	const CALLS = `      initContainers:
        - name: migrate
          image: example/migrate:1.0.0
          args: [--database, "localhost:5432"]
`;
	const migrate =
		"        - name: migrate\n          image: example/migrate:2\n";
	const NAMED = "        - name: proxy\n";
	const followed = (lists: string, init = CALLS) =>
		follow({ ...overlay(lists), [BASE]: withCalls(init) });
	const withCalls = (init: string) =>
		base(init).replace(
			"          args: [-c",
			"          ports:\n            - containerPort: 5432\n          args: [-c",
		);

	it("where they say something of both", () => {
		const { changed } = followed(
			listed("initContainers", migrate) + listed("containers", PROXY),
		);
		assert.deepEqual(changed, {
			"dev/proxy.yaml": patch(listed("initContainers", PROXY + migrate)),
		});
	});

	it("where they say something of the others only", () => {
		const { changed, told } = followed(listed("initContainers", migrate));
		assert.deepEqual(changed, {
			"dev/proxy.yaml": patch(listed("initContainers", NAMED + migrate)),
		});
		assert.match(
			told.join("\n"),
			/`dev\/proxy.yaml` names `proxy` in front of `migrate`/,
		);
	});

	it("and no longer once it is an application again", () => {
		const native = NATIVE.replace(
			/( {8}- name: migrate\n.*\n)( {8}- name: proxy\n.*\n.*\n)/,
			"$2$1",
		);
		const files = {
			...overlay(listed("initContainers", NAMED + migrate)),
			[BASE]: native,
		};
		assert.deepEqual(follow(files, "classic").changed, {
			"dev/proxy.yaml": patch(listed("initContainers", migrate)),
		});
	});

	it("but not where they delete those", () => {
		const gone = "        - name: migrate\n          $patch: delete\n";
		assert.deepEqual(followed(listed("initContainers", gone)).told, []);
	});

	it("or are spoken of, where they set the whole list", () => {
		for (const lists of [
			listed("initContainers", `        - $patch: replace\n${migrate}`),
			"      initContainers: null\n",
		]) {
			const { changed, told } = followed(lists);
			assert.deepEqual(changed, {});
			assert.match(
				told.join("\n"),
				/`initContainers` in `dev\/proxy.yaml` may mean something else/,
			);
		}
	});

	it("or are spoken of, where they have another order", () => {
		const fetch = FETCH.replace(/^.*\n/, "");
		const { changed, told } = followed(
			listed("initContainers", migrate + fetch),
			FETCH + CALLS.replace(/^.*\n/, ""),
		);
		assert.deepEqual(changed, {});
		assert.match(told.join("\n"), /have a look at the order there/);
	});
});
