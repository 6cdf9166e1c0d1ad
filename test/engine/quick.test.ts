import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { Lines, Source } from "../../server/src/engine/engine";
import { faultsNear } from "../../server/src/engine/yaml/faults-near";
import { Gaps } from "../../server/src/engine/yaml/gaps";
import { parse } from "../../server/src/engine/yaml/parse";
import { parseRest } from "../../server/src/engine/yaml/parse-rest";
import { readQuickly, type Unread } from "../../server/src/engine/yaml/quick";
import type { Node } from "../../server/src/engine/yaml/tree";
import { readCarets } from "../kit/carets";
import { DISGUISES } from "../kit/disguise";
import { pagesIn } from "../kit/page";

/** A tree as plain values, with every range. */
function flat(node: Node | undefined): unknown {
	if (!node) return null;
	const { kind, start, end, anchor } = node;
	if (node.kind === "alias")
		return { kind, start, end, target: node.target?.start };
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
	if (quick.unread) return false;
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

const tabsFor = (blanks: string): string => "\t".repeat(blanks.length / 2);

/** The same as JSON and as KYAML, and indented by tabs. */
const inBrackets = DISGUISES.filter(({ name }) =>
	["JSON", "KYAML"].includes(name),
)
	.flatMap(({ put }) => manifests.flatMap((text) => put(text) ?? []))
	.map((text, index) =>
		index % 3 > 0 ? text : text.replace(/^ +/gm, tabsFor),
	);

/** Where a text is changed, how many characters go there, and what comes instead. */
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

function changed(
	text: string,
	changes: readonly (readonly [number, number, string])[],
): string {
	let after = text;
	for (const [at, length, inserted] of changes) {
		const start = at % (after.length + 1);
		after = after.slice(0, start) + inserted + after.slice(start + length);
	}
	return after;
}

/** Looks at manifests that were changed at random, where the quick reader has stopped in them. */
function forChanged(
	shortest: number,
	longest: number,
	check: (text: string, lines: Lines, unread: Unread) => void,
): void {
	const some = [...manifests, ...inBrackets].filter(
		({ length }) => length > shortest && length < longest,
	);
	fc.assert(
		fc.property(
			fc.constantFrom(...some),
			fc.array(change, { minLength: 1, maxLength: 3 }),
			(manifest, changes) => {
				const text = changed(manifest, changes);
				const lines = new Lines(text);
				const { unread } = readQuickly(lines);
				if (unread) check(text, lines, unread);
			},
		),
		{ numRuns: 3000 },
	);
}

describe("quick reader", () => {
	it("reads manifests as `yaml` does, and most of them", () => {
		const variants = [...manifests, ...inBrackets].flatMap((text) => [
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

	it("reads nearly all that is JSON or KYAML", () => {
		const read = inBrackets.filter(agree).length;
		assert.ok(
			read > 0.9 * inBrackets.length,
			`only ${read} of ${inBrackets.length} were read`,
		);
	});

	it("allows a comment in brackets where a line begins, as Kubernetes does", () => {
		const text = '{\n "a": "b"\n# c\n}\n';
		assert.ok(agree(text));
		const { faults } = parse({
			text: text.replace("\n# c", "# c"),
			expressions: [],
			structural: false,
		});
		assert.deepEqual(
			faults.map(({ code }) => code),
			["MISSING_CHAR"],
		);
	});

	it("agrees with `yaml` on text that was changed at random", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...manifests, ...inBrackets),
				fc.array(change, { minLength: 1, maxLength: 3 }),
				(manifest, changes) => {
					const text = changed(manifest, changes);
					for (const { document } of Source.open(text).documents)
						agree(document.text);
				},
			),
			{ numRuns: 6000 },
		);
	});

	it("tells what is wrong with a text of which it has read the beginning as `yaml` does", () => {
		let told = 0;
		forChanged(600, 4000, (text, lines, unread) => {
			const rest = parseRest(lines, unread.open);
			if (!rest) return;
			const slow = parse({ text, expressions: [], structural: false });
			assert.deepEqual(rest.faults, slow.faults, text);
			assert.deepEqual(flat(rest.root), flat(slow.root), text);
			if (slow.faults.length > 0) told++;
		});
		assert.ok(told > 30, `only ${told} beginnings were left out`);
	});

	it("tells from a few lines only what is wrong with the whole text", () => {
		let told = 0;
		forChanged(1000, 8000, (text, lines, unread) => {
			const [first] = faultsNear(lines, unread);
			if (!first) return;
			const slow = parse({ text, expressions: [], structural: false });
			assert.ok(
				slow.faults.some(
					({ code, start, end }) =>
						code === first.code &&
						start === first.start &&
						(end === first.end || text.slice(start, first.end).includes("\n")),
				),
				`${first.code} at ${first.start} of:\n${text}`,
			);
			told++;
		});
		assert.ok(told > 300, `only ${told} were known to be none`);
	});

	it("leaves out what is long above a fault, except what has a name", () => {
		const item = (value: string) =>
			`  - name: a\n    args: [sh, -c, ${value}]\n`.repeat(50);
		const left = (value: string) => {
			const text = `spec:\n  containers:\n${item(value)}  - name\n    image: b\n`;
			const lines = new Lines(text);
			const { unread } = readQuickly(lines);
			assert.ok(unread);
			return new Gaps(lines, unread.open).rest(text).length;
		};
		assert.ok(left("a && b") < 200, "a program is no anchor");
		assert.ok(left("&name b") > 2000, "an anchor");
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
			"l: >",
			"m: |+",
			"n: |2-",
			"o: 'a",
			"b'",
			"p: [a,",
			"b]",
			"q: [",
			"]",
			"{}",
			"q: &x a",
			"r: !t a",
			"s: *x",
			"\tt",
			"u: a\tb",
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

	it("agrees with `yaml` on brackets that were thrown together", () => {
		const token = fc.constantFrom(
			...["{", "}", "[", "]", ",", ":", "#", "# c", "- a", "-", "-1", "? a"],
			...'a b: a: a:b \'it\'\'s\' \'a\': "b" "a": "a":1 "a\\tb" "open'.split(
				" ",
			),
			...["{}", "[]", "a: 1,", '"a": "b",', "[1, 2],", '{"a": [b]},', "|", ">"],
			...["&x", "*x", "!t", "<<: *x", "<<", "%", "@", "---", "...", "\t", "\r"],
			...["http://a:80/b", "a#b", "a #b", "$(A)", "b c", "true", "~"],
		);
		const space = fc.constantFrom("", " ", "  ", "\n", "\n ", "\n  ", "\r\n  ");
		const text = fc
			.tuple(
				fc.constantFrom("{", "[", "---\n{", "# c\n{ "),
				fc.array(fc.tuple(space, token), { maxLength: 9 }),
				fc.constantFrom(
					"}",
					"]",
					"\n}",
					"\n]\n",
					"}\n# c\n",
					"} # c",
					"}\n...\n",
				),
			)
			.map(([start, parts, end]) => start + parts.flat().join("") + end);
		let read = 0;
		fc.assert(
			fc.property(text, (each) => {
				if (agree(each)) read++;
			}),
			{ numRuns: 20_000 },
		);
		assert.ok(read > 300, `only ${read} were read`);
	});
});
