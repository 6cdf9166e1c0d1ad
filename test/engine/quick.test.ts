import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { Lines, Source } from "../../server/src/engine/engine";
import { parse } from "../../server/src/engine/yaml/parse";
import { readQuickly } from "../../server/src/engine/yaml/quick";
import type { Node } from "../../server/src/engine/yaml/tree";
import { readCarets } from "../kit/carets";
import { pagesIn } from "../kit/page";

/** A tree as plain values, with every range. */
function flat(node: Node | undefined): unknown {
	if (!node) return null;
	const { kind, start, end, anchor } = node;
	if (node.kind === "alias") return { kind, start, end };
	if (node.kind === "scalar") {
		const { style, text, templated } = node;
		return { kind, start, end, anchor, style, text, templated };
	}
	if (node.kind === "mapping") {
		const entries = node.entries.map(({ start, end, key, value }) => [
			start,
			end,
			{ ...key },
			flat(value),
		]);
		return { kind, start, end, anchor, flow: node.flow, entries };
	}
	const items = node.items.map(({ start, end, index, value }) => [
		start,
		end,
		index,
		flat(value),
	]);
	return { kind, start, end, anchor, flow: node.flow, items };
}

/** `yaml` is the authority: where the quick reader answers, the text is YAML and the tree is the same. */
function agree(text: string): boolean {
	const quick = readQuickly(new Lines(text));
	if (!quick) return false;
	const slow = parse({ text, expressions: [], structural: false });
	assert.deepEqual(slow.faults, [], `not YAML at all:\n${text}`);
	assert.deepEqual(flat(quick.root), flat(slow.root), text);
	return true;
}

const manifests = [
	...[...pagesIn("rules"), ...pagesIn("refactorings"), ...pagesIn("knowledge")]
		.flatMap(({ fences }) => fences)
		.map(({ text }) => readCarets(text).text),
	...["examples", "test/vscode/fixtures"].flatMap((folder) =>
		readdirSync(join(__dirname, "../..", folder))
			.filter((name) => /\.ya?ml$/.test(name))
			.map((name) =>
				readFileSync(join(__dirname, "../..", folder, name), "utf8"),
			),
	),
].flatMap((text) =>
	Source.open(text).documents.map(({ document }) => document.text),
);

describe("quick reader", () => {
	it("reads manifests as `yaml` does, and most of them", () => {
		const variants = manifests.flatMap((text) => [
			text,
			text.replaceAll("\n", "\r\n"),
			text.replace(/\n$/, ""),
		]);
		const read = variants.filter(agree).length;
		assert.ok(
			read > 0.6 * variants.length,
			`only ${read} of ${variants.length} were read`,
		);
	});

	it("agrees with `yaml` on text that was changed at random", () => {
		const change = fc.tuple(
			fc.nat(10_000),
			fc.nat(3),
			fc.constantFrom(
				"",
				" ",
				"  ",
				"\n",
				"-",
				"- ",
				":",
				": ",
				"#",
				" #",
				'"',
				"'",
				"[",
				"]",
				"{",
				"}",
				",",
				"|",
				">",
				"&a",
				"*a",
				"!",
				"%",
				"\t",
				"\r",
				"a: b\n",
				"? ",
				"---\n",
				"\u3000",
			),
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...manifests),
				fc.array(change, { minLength: 1, maxLength: 3 }),
				(manifest, changes) => {
					let text = manifest;
					for (const [at, length, inserted] of changes) {
						const start = at % (text.length + 1);
						text = text.slice(0, start) + inserted + text.slice(start + length);
					}
					for (const { document } of Source.open(text).documents)
						agree(document.text);
				},
			),
			{ numRuns: 6000 },
		);
	});

	it("agrees with `yaml` on lines that were thrown together", () => {
		const content = fc.constantFrom(
			"a:",
			"a: b",
			"- a",
			"- a: b",
			"-",
			"- - c",
			"b: |",
			"b: |-",
			"text",
			"# c",
			"",
			"c: [a, 'b', {d: e}]",
			"d: {a: b}",
			'e: "x\\ny" # z',
			"f: 'it''s'",
			"- g: |",
			"h: a:b",
			"i: a #b",
			"j: -1",
			"- [a]",
			"k:  v  ",
		);
		const line = fc
			.tuple(fc.nat(3), content)
			.map(([depth, text]) => " ".repeat(2 * depth) + text);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
				agree(`${lines.join("\n")}\n`);
			}),
			{ numRuns: 20_000 },
		);
	});
});
