import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { RULES } from "../../server/src/engine/engine";
import { ENGINE, pagesIn, readPage } from "../kit/page";

const ROOT = join(__dirname, "../..");
const files = execFileSync(
	"git",
	["ls-files", "--cached", "--others", "--exclude-standard"],
	{ cwd: ROOT, encoding: "utf8" },
)
	.trim()
	.split("\n")
	.filter((file) => existsSync(join(ROOT, file)));
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Which layer of the server may import which; paths from `server/src/`. Downward only. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
	"engine/text": [],
	"engine/yaml": ["engine/text", "yaml"],
	"engine/kubernetes": ["engine/text", "engine/yaml"],
	"engine/knowledge": ["engine/text"],
	"engine/apiserver": ["engine/text", "engine/yaml", "engine/kubernetes"],
	"engine/rules": [
		"engine/text",
		"engine/yaml",
		"engine/kubernetes",
		"engine/apiserver",
	],
	"engine/refactorings": [
		"engine/text",
		"engine/yaml",
		"engine/kubernetes",
		"engine/rules",
	],
	"engine/features": [
		"engine/text",
		"engine/yaml",
		"engine/kubernetes",
		"engine/apiserver",
		"engine/rules",
		"engine/refactorings",
		"engine/knowledge",
	],
	"engine/engine.ts": [
		"engine/text",
		"engine/yaml",
		"engine/kubernetes",
		"engine/rules",
		"engine/features",
	],
	lsp: ["engine/engine.ts"],
	cli: ["engine/engine.ts"],
};

const layerOf = (path: string): string | undefined =>
	Object.keys(LAYERS).find(
		(layer) => path === layer || path.startsWith(`${layer}/`),
	);

describe("tree", () => {
	it("imports downward only", () => {
		const wrong: string[] = [];
		for (const file of files.filter((name) =>
			/^server\/src\/.*\.ts$/.test(name),
		)) {
			const path = file.slice("server/src/".length);
			const layer = layerOf(path);
			assert.ok(layer, `${file} belongs to a layer`);
			const allowed = [layer, ...(LAYERS[layer] ?? [])];
			for (const [, target = ""] of read(file).matchAll(
				/(?:from|import) "([^"]+)"/g,
			)) {
				const imported = target.startsWith(".")
					? layerOf(
							join(path, "..", target)
								.replaceAll("\\", "/")
								.replace(/^engine\/engine$/, "engine/engine.ts"),
						)
					: layer.startsWith("engine")
						? target
						: undefined;
				if (target.endsWith("package.json") || imported === undefined) continue;
				if (!allowed.includes(imported)) wrong.push(`${file} → ${target}`);
			}
		}
		assert.deepEqual(wrong, []);
	});

	it("has no rule that imports another", () => {
		const ids = new Set(RULES.map(({ id }) => id));
		const wrong = files
			.filter((file) => /engine\/rules\/.+\/.+\.ts$/.test(file))
			.filter((file) =>
				[...read(file).matchAll(/from "([^"]+)"/g)].some(([, target = ""]) =>
					ids.has(target.split("/").at(-1) ?? ""),
				),
			);
		assert.deepEqual(wrong, []);
	});

	it("has no file of more than 400 lines", () => {
		const long = files
			.filter(
				(file) => /\.(?:ts|mjs)$/.test(file) && !file.endsWith(".generated.ts"),
			)
			.filter((file) => read(file).split("\n").length > 401);
		assert.deepEqual(long, []);
	});

	it("names no registry in the lock file", () => {
		assert.doesNotMatch(read("package-lock.json"), /"resolved": "https?:/);
	});
});

describe("pages", () => {
	const english = [
		...pagesIn("rules"),
		...pagesIn("refactorings"),
		...pagesIn("knowledge"),
	];

	for (const page of english) {
		it(`${page.id}: the translation is there and up to date`, () => {
			const path = page.path.replace(/\.md$/, ".ja.md");
			const japanese = readPage(path);
			const hash = createHash("sha256")
				.update(readFileSync(page.path))
				.digest("hex")
				.slice(0, 12);
			const stamp = /<!-- en: ([0-9a-f]{12}) -->\s*$/.exec(japanese.text)?.[1];
			assert.equal(
				stamp,
				hash,
				`look at ${path.slice(ROOT.length + 1)}, then: node scripts/stamp.mjs ${path.slice(ROOT.length + 1)}`,
			);
			const published = page.text.split(/^## Corner cases$/m)[0] ?? "";
			const headings = (text: string) =>
				[...text.matchAll(/^(#+) /gm)].map(([, level]) => level?.length);
			assert.deepEqual(
				headings(japanese.text.replace(/^```[\s\S]*?^```$/gm, "")),
				headings(published.replace(/^```[\s\S]*?^```$/gm, "")),
				"the same headings",
			);
			const blocks = (text: string) => [...text.matchAll(/^```\w.*$/gm)].length;
			assert.equal(blocks(japanese.text), blocks(published), "the same blocks");
			assert.match(japanese.text, /[ぁ-ん]/, "it is Japanese");
		});
	}

	for (const rule of RULES) {
		it(`${rule.id}: the pages are called what the rule is called`, () => {
			const page = english.find(
				({ id, path }) =>
					id === rule.id && path.startsWith(join(ENGINE, "rules")),
			);
			assert.ok(page);
			const title = (text: string) =>
				text.split("\n", 1)[0]?.replace(/^# /, "");
			assert.equal(title(page.text), rule.title("en"));
			assert.equal(
				title(readFileSync(page.path.replace(/\.md$/, ".ja.md"), "utf8")),
				rule.title("ja"),
			);
			assert.match(rule.docs, /^https:\/\/kubernetes\.io\/docs\//);
		});
	}
});
