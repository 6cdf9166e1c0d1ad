import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	filesToRead,
	Source,
	searchAround,
} from "../../server/src/engine/engine";

/** What a host reads of a tree, as long as the engine asks for more. */
function read(
	tree: Readonly<Record<string, string>>,
	file: string,
): {
	readonly files: readonly string[];
	readonly folders: readonly string[];
	readonly isCut: boolean;
} {
	const known = new Map<string, Source | undefined>();
	const listed = new Map<string, readonly string[]>();
	let isCut = false;
	for (let round = 0; round < 24; round++) {
		const wanted = filesToRead(file, known, listed);
		const search = searchAround(file, known, listed);
		isCut ||= search.isCut;
		if (wanted.length + search.folders.length === 0)
			return {
				files: [...known]
					.flatMap(([name, source]) => (source ? name : []))
					.sort(),
				folders: [...listed.keys()].sort(),
				isCut,
			};
		for (const name of wanted) {
			assert.ok(!known.has(name), `${name} is read once`);
			const text = tree[name];
			known.set(name, text === undefined ? undefined : Source.open(text));
		}
		for (const folder of search.folders) {
			assert.ok(!listed.has(folder), `${folder} is listed once`);
			const below = Object.keys(tree)
				.filter((name) => name.startsWith(`${folder}/`))
				.map((name) => name.slice(folder.length + 1).split(/(?<=\/)/)[0] ?? "");
			listed.set(folder, [...new Set(below)]);
		}
	}
	assert.fail("reading comes to no end");
}

const POD = "kind: Pod\n";

describe("looking for Kustomizations that build on a file", () => {
	for (const root of [
		"/repo",
		"file:///repo",
		"vscode-vfs://github/team/repo",
		"c:/repo",
	]) {
		it(`finds overlays beside and below, and what they patch with: ${root}`, () => {
			const tree = {
				[`${root}/app/base/web.yaml`]: POD,
				[`${root}/app/base/kustomization.yaml`]: "resources: [web.yaml]\n",
				[`${root}/app/overlays/dev/kustomization.yaml`]:
					"resources: [../../base]\npatches: [{ path: proxy.yaml }]\n",
				[`${root}/app/overlays/dev/proxy.yaml`]: POD,
				[`${root}/app/overlays/eu/prod/Kustomization`]:
					"resources: [../../dev, more.yaml]\n",
				[`${root}/app/overlays/eu/prod/more.yaml`]: POD,
				[`${root}/app/base/local/kustomization.yml`]:
					"resources: [..]\ncomponents: [../../../parts/log]\n",
				[`${root}/parts/log/kustomization.yaml`]:
					"kind: Component\npatches: [{ path: log.yaml }]\n",
				[`${root}/parts/log/log.yaml`]: POD,
			};
			assert.deepEqual(
				read(tree, `${root}/app/base/web.yaml`).files,
				Object.keys(tree).sort(),
			);
		});
	}

	it("finds those of other applications two folders up, but reads no more of what does not build on it", () => {
		const tree = {
			"/repo/.git/config": "",
			"/repo/apps/base/web/web.yaml": POD,
			"/repo/apps/base/web/kustomization.yaml": "resources: [web.yaml]\n",
			"/repo/apps/prod/kustomization.yaml":
				"resources: [../base/web]\npatches: [{ path: web.yaml }]\n",
			"/repo/apps/prod/web.yaml": POD,
			"/repo/apps/other/kustomization.yaml": "resources: [other.yaml]\n",
			"/repo/apps/other/other.yaml": POD,
		};
		const { files, folders } = read(tree, "/repo/apps/base/web/web.yaml");
		assert.deepEqual(
			files,
			Object.keys(tree)
				.filter((name) => !/config|other\.yaml/.test(name))
				.sort(),
		);
		assert.ok(!folders.includes("/repo/.git"));
	});

	it("ends where the repository does, and below the root of a disk", () => {
		const within = {
			"/work/repo/.git/config": "",
			"/work/repo/base/web.yaml": POD,
			"/work/repo/base/kustomization.yaml": "resources: [web.yaml]\n",
			"/work/other/kustomization.yaml": "resources: [../repo/base]\n",
		};
		assert.deepEqual(read(within, "/work/repo/base/web.yaml").folders, [
			"/work/repo",
			"/work/repo/base",
		]);
		const high = {
			"/base/web.yaml": POD,
			"/base/kustomization.yaml": "resources: [web.yaml]\n",
		};
		assert.deepEqual(read(high, "/base/web.yaml").folders, ["/base"]);
	});

	it("looks nowhere for a file that no Kustomization names", () => {
		const tree = { "/repo/app/web.yaml": POD };
		assert.deepEqual(read(tree, "/repo/app/web.yaml").folders, []);
	});

	it("says when there is more than it looks into", () => {
		const tree: Record<string, string> = {
			"/work/repo/base/web.yaml": POD,
			"/work/repo/base/kustomization.yaml": "resources: [web.yaml]\n",
		};
		assert.equal(read(tree, "/work/repo/base/web.yaml").isCut, false);
		for (let number = 0; number < 300; number++)
			tree[`/work/repo/site-${number}/pod.yaml`] = POD;
		const { folders, isCut } = read(tree, "/work/repo/base/web.yaml");
		assert.equal(isCut, true);
		assert.ok(folders.length <= 200, `${folders.length} folders`);
	});
});
