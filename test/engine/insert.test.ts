import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { applyEdit, makeEdit } from "../../server/src/engine/text/edit";
import { Document } from "../../server/src/engine/yaml/document";
import { insertEntry, insertItem } from "../../server/src/engine/yaml/insert";
import { slotUnder } from "../../server/src/engine/yaml/list-slot";
import {
	Commented,
	Literal,
	type Tree,
} from "../../server/src/engine/yaml/render";
import { type Mapping, valueAt } from "../../server/src/engine/yaml/tree";

const text = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

function mappingIn(document: Document, ...path: readonly string[]): Mapping {
	const node = valueAt(document.root, ...path);
	assert.ok(node?.kind === "mapping", "a mapping");
	return node;
}

/** The text with an entry behind the last one of the mapping `at`. */
function withEntry(before: string, key: string, value: Tree) {
	const document = new Document(before);
	const last = mappingIn(document, "at").entries.at(-1);
	assert.ok(last, "an entry");
	const splices = insertEntry(document, last, key, value);
	return splices && applyEdit(before, makeEdit(splices));
}

/** The text with an item at the end of the list `list` of the root, made behind the first entry where it is missing. */
function withItem(before: string, value: Tree, comments?: readonly string[]) {
	const document = new Document(before);
	const root = mappingIn(document);
	const [first] = root.entries;
	const slot = first && slotUnder(root, "list", 99, first, "after");
	const splices = slot && insertItem(document, slot, value, comments);
	return splices && applyEdit(before, makeEdit(splices));
}

const SCRIPT = {
	command: ["sh", "-c"],
	args: [new Literal("set -e\nserve\n")],
};

describe("inserting data", () => {
	it("writes an entry as its neighbours are written", () => {
		const cases: readonly (readonly [string, string, string])[] = [
			[
				"block style",
				text("at:", "  a: 1"),
				text("at:", "  a: 1", "  b:", "    c: x", '    d: "8080"'),
			],
			[
				"four columns",
				text("at:", "    a: 1 # one", "z: 1"),
				text(
					"at:",
					"    a: 1 # one",
					"    b:",
					"        c: x",
					'        d: "8080"',
					"z: 1",
				),
			],
			[
				"flow style",
				text("at: { a: 1 }"),
				text('at: { a: 1, b: { c: x, d: "8080" } }'),
			],
			[
				"without padding",
				text("at: {a: z}"),
				text('at: {a: z, b: {c: x, d: "8080"}}'),
			],
			[
				"JSON",
				text('{"at":{"a":1}}'),
				text('{"at":{"a":1,"b":{"c":"x","d":"8080"}}}'),
			],
			[
				"JSON over lines",
				text("{", '  "at": {', '    "a": 1', "  }", "}"),
				text(
					"{",
					'  "at": {',
					'    "a": 1,',
					'    "b": {',
					'      "c": "x",',
					'      "d": "8080"',
					"    }",
					"  }",
					"}",
				),
			],
			[
				"KYAML",
				text("{", "  at: {", '    a: "1", # one', "  },", "}"),
				text(
					"{",
					"  at: {",
					'    a: "1", # one',
					"    b: {",
					'      c: "x",',
					'      d: "8080",',
					"    },",
					"  },",
					"}",
				),
			],
		];
		for (const [name, before, after] of cases) {
			assert.equal(withEntry(before, "b", { c: "x", d: "8080" }), after, name);
		}
	});

	it("writes an item as its neighbours are written", () => {
		const value = { name: "b", ...SCRIPT };
		assert.equal(
			withItem(text("list:", "- name: a", "", "- name: c", "z: 1"), value, [
				"why",
			]),
			text(
				"list:",
				"- name: a",
				"",
				"- name: c",
				"",
				"# why",
				"- name: b",
				"  command:",
				"  - sh",
				"  - -c",
				"  args:",
				"  - |",
				"    set -e",
				"    serve",
				"z: 1",
			),
		);
		// As formatters write it that indent by four.
		assert.equal(
			withItem(text("list:", "    -   name: a"), value),
			text(
				"list:",
				"    -   name: a",
				"    -   name: b",
				"        command:",
				"            -   sh",
				"            -   -c",
				"        args:",
				"            -   |",
				"                set -e",
				"                serve",
			),
		);
		assert.equal(
			withItem(text("list:", "-   { name: a }"), { name: "b" }),
			text("list:", "-   { name: a }", "-   { name: b }"),
		);
		assert.equal(
			withItem(text("list:", "-   a", "-", "    b"), "c"),
			text("list:", "-   a", "-", "    b", "-   c"),
		);
		assert.equal(
			withItem(text("list:", "  - { name: a, args: ['x'] }"), {
				name: "b",
				args: ["y:z", "-c", "on"],
			}),
			text(
				"list:",
				"  - { name: a, args: ['x'] }",
				"  - { name: b, args: [y:z, -c, 'on'] }",
			),
		);
		assert.equal(
			withItem(
				text(
					"{",
					'    "list": [',
					"        {",
					'            "name": "a"',
					"        }",
					"    ]",
					"}",
				),
				{ name: "b", args: [] },
			),
			text(
				"{",
				'    "list": [',
				"        {",
				'            "name": "a"',
				"        },",
				"        {",
				'            "name": "b",',
				'            "args": []',
				"        }",
				"    ]",
				"}",
			),
		);
		assert.equal(
			withItem(
				text("---", "{", "  list: [{", '    name: "a",', "  }],", "}"),
				value,
			),
			text(
				"---",
				"{",
				"  list: [{",
				'    name: "a",',
				"  }, {",
				'    name: "b",',
				"    command: [",
				'      "sh",',
				'      "-c",',
				"    ],",
				"    args: [",
				'      "\\',
				"         set -e\\n\\",
				"         serve\\n\\",
				'        ",',
				"    ],",
				"  }],",
				"}",
			),
		);
	});

	it("makes the list that is missing or empty", () => {
		assert.equal(
			withItem(text("other:", "  - x", "z: 1"), { name: "b" }),
			text("other:", "  - x", "list:", "  - name: b", "z: 1"),
		);
		assert.equal(
			withItem(text("other:", "- x", "list: [] # none", "z: 1"), { name: "b" }),
			text("other:", "- x", "list: # none", "- name: b", "z: 1"),
		);
		assert.equal(
			withItem(text('{"a": 1, "list": []}'), "x"),
			text('{"a": 1, "list": ["x"]}'),
		);
		assert.equal(
			withItem(text('{"a": 1}'), { n: true }),
			text('{"a": 1, "list": [{"n": true}]}'),
		);
	});

	it("quotes what would be read as something else", () => {
		const words = [
			"yes",
			"1_000",
			"0x1f",
			"1e3",
			"2001-01-01",
			"12:30",
			"~",
			"",
			" a",
			"a: b",
			"a #b",
			"- a",
			"{{ x }}",
			"*a",
			"a\tb",
			"été",
			"1.8.0",
			"a:b",
			"--a=b",
			"null",
			"=",
			"it's",
			'say "hi"',
		];
		for (const before of [
			"at:\n  a: 1\n",
			"at: { a: 1 }\n",
			'{"at": {"a": 1}}\n',
		]) {
			const after = withEntry(before, "b", words) ?? "";
			for (const version of ["1.1", "1.2"] as const)
				assert.deepEqual(parse(after, { version }).at.b, words, after);
		}
		const block = withEntry("at:\n  a: 1\n", "b", words) ?? "";
		for (const plain of ["été", "1.8.0", "a:b", "--a=b", "it's"])
			assert.ok(block.includes(`- ${plain}\n`), plain);
	});

	it("puts comments above entries where there can be any", () => {
		const value = { c: new Commented(["look"], "x"), d: 1 };
		assert.equal(
			withEntry("at:\n  a: 1\n", "b", value),
			text("at:", "  a: 1", "  b:", "    # look", "    c: x", "    d: 1"),
		);
		assert.equal(
			withEntry('{"at": {"a": 1}}\n', "b", value),
			'{"at": {"a": 1, "b": {"c": "x", "d": 1}}}\n',
		);
	});

	it("declines a key that is there and what is shared through an anchor", () => {
		assert.equal(withEntry("at: { b: 1 }\n", "b", 1), undefined);
		assert.equal(withEntry("at: &x\n  a: 1\nz: *x\n", "b", 1), undefined);
		assert.equal(
			withEntry("at: &x\n  a: 1\nz:\n  <<: *x\n", "b", 1),
			undefined,
		);
		assert.equal(
			withEntry("at: &x\n  a: 1\n", "b", 1),
			"at: &x\n  a: 1\n  b: 1\n",
		);
	});
});
