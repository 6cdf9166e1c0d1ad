// Both languages everywhere: what VS Code itself reads from the manifest, and what the client says at run time.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";

const root = join(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const readTexts = (path: string): Record<string, string> =>
	JSON.parse(read(path));

/** A string literal as the only or first argument of `l10n.t`. Anything else could not be looked up in a bundle. */
const message = /\bl10n\.t\(\s*("(?:[^"\\]|\\.)*")\s*[,)]/g;

describe("localisation", () => {
	describe("package.json", () => {
		const english = readTexts("package.nls.json");
		const japanese = readTexts("package.nls.ja.json");

		it("has the same texts in both languages", () => {
			assert.deepEqual(Object.keys(japanese), Object.keys(english));
		});

		it("names only texts that exist, and all of them", () => {
			const named = [...read("package.json").matchAll(/"%([\w.-]+)%"/g)].map(
				([, key]) => key,
			);
			assert.deepEqual([...new Set(named)].sort(), Object.keys(english).sort());
		});
	});

	describe("client", () => {
		const japanese = readTexts("l10n/bundle.l10n.ja.json");
		const source = readdirSync(join(root, "client/src"), {
			recursive: true,
			encoding: "utf8",
		})
			.filter((file) => file.endsWith(".ts"))
			.map((file) => read(join("client/src", file)))
			.join("\n");
		const messages = [...source.matchAll(message)].map(
			([, literal = ""]): string => JSON.parse(literal),
		);

		it("passes nothing but literals to l10n.t", () => {
			assert.equal(messages.length, source.match(/\bl10n\.t\(/g)?.length);
		});

		it("has a Japanese text for every message, and no text left over", () => {
			assert.deepEqual(
				[...new Set(messages)].sort(),
				Object.keys(japanese).sort(),
			);
		});

		it("keeps the placeholders", () => {
			const placeholders = (text: string) =>
				[...text.matchAll(/\{\d\}/g)].map(([found]) => found).sort();
			for (const [english, translation] of Object.entries(japanese)) {
				assert.deepEqual(placeholders(translation), placeholders(english));
			}
		});
	});
});
