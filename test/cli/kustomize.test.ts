import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { base, listed, PROXY, patch } from "../kit/kustomize-shop";
import { TemporaryFolder } from "../kit/temporary-folder";

const PATH = "overlays/dev/proxy.yaml";

describe("sidecar-patterns convert: Kustomize", () => {
	let folder: TemporaryFolder;
	beforeEach(() => {
		folder = new TemporaryFolder();
		folder.write("base/web.yaml", base());
		folder.write("base/kustomization.yaml", "resources: [web.yaml]\n");
		folder.write(
			"overlays/dev/kustomization.yaml",
			"resources: [../../base]\npatches: [{ path: proxy.yaml }]\n",
		);
		folder.write(PATH, patch(listed("containers", PROXY)));
	});
	afterEach(() => folder.remove());

	it("changes the patches of a base as well, and back", async () => {
		const there = await runIn(folder.path, ["convert", "base/web.yaml"]);
		assert.equal(there.code, 0, there.stderr);
		assert.equal(folder.read(PATH), patch(listed("initContainers", PROXY)));
		assert.match(
			folder.read("base/web.yaml"),
			/initContainers:\n(.*\n)*? {8}- name: proxy/,
		);
		const back = await runIn(folder.path, [
			"convert",
			"--to",
			"classic",
			"base/web.yaml",
		]);
		assert.equal(back.code, 0, back.stderr);
		assert.equal(folder.read(PATH), patch(listed("containers", PROXY)));
	});

	it("shows them in the diff of a dry run", async () => {
		const { stdout } = await runIn(folder.path, ["convert", "--dry-run", "."]);
		assert.match(stdout, /^\+\+\+ b\/overlays\/dev\/proxy\.yaml/m);
		assert.equal(folder.read(PATH), patch(listed("containers", PROXY)));
	});
});
