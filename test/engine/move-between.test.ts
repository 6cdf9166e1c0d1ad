import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyEdit, makeEdit } from "../../server/src/engine/text/edit";
import { sharedThrough } from "../../server/src/engine/yaml/anchors";
import { Document } from "../../server/src/engine/yaml/document";
import { slotUnder } from "../../server/src/engine/yaml/list-slot";
import { moveEntry } from "../../server/src/engine/yaml/move-entry";
import { moveItem } from "../../server/src/engine/yaml/move-item";
import { moveItemTo } from "../../server/src/engine/yaml/relocate";
import { type Mapping, valueAt } from "../../server/src/engine/yaml/tree";

const text = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

function mappingIn(document: Document, ...path: readonly string[]): Mapping {
	const node = valueAt(document.root, ...path);
	assert.ok(node?.kind === "mapping", "a mapping");
	return node;
}

/** The text with the last item of `from` as the first one of `to`. */
function moved(before: string) {
	const document = new Document(before);
	const root = mappingIn(document);
	const list = valueAt(root, "from");
	const beside = root.entries.find(({ key }) => key.text === "from");
	const slot = beside && slotUnder(root, "to", 0, beside, "before");
	assert.ok(list?.kind === "sequence" && slot, "a list and a place");
	const item = list.items.at(-1);
	const splices = item && moveItemTo(document, item, [], slot);
	return splices && applyEdit(before, makeEdit(splices));
}

describe("moving an item by hand-made examples", () => {
	it("takes along the comments that are surely its own", () => {
		assert.equal(
			moved(
				text(
					"{",
					"  to: [",
					'    "x", # x',
					"  ],",
					"  from: [ # all",
					"    # a",
					'    "a", # the first',
					"    # { b: 1 },",
					"",
					"    # c",
					'    "c" # the last',
					"  ]",
					"}",
				),
			),
			text(
				"{",
				"  to: [",
				"    # c",
				'    "c", # the last',
				"",
				'    "x", # x',
				"  ],",
				"  from: [ # all",
				"    # a",
				'    "a" # the first',
				"    # { b: 1 },",
				"  ]",
				"}",
			),
		);
	});

	it("moves an item of flow style into a list of block style and back", () => {
		assert.equal(
			moved(text("to:", "- { a: 1 }", "from: [{ b: 1 }, { c: 1 }]")),
			text("to:", "- { c: 1 }", "- { a: 1 }", "from: [{ b: 1 }]"),
		);
		assert.equal(
			moved(text("to: [{ a: 1 }]", "from:", "- { b: 1 }", "- { c: 1 }")),
			text("to: [{ c: 1 }, { a: 1 }]", "from:", "- { b: 1 }"),
		);
	});

	it("declines where a comment's owner is unclear, or an item would have to be written anew", () => {
		for (const before of [
			text("from: [a, # which?", "  b]"),
			text("to: [x]", "from:", "- a: 1", "- b: 1"),
			text("from: [a]"),
			text("from: &l [a, b]", "z: *l"),
			text("from: [b, &a x]"),
			text("to: [1]", "from:", "- &a { b: 1 }", "- { c: *a }"),
		])
			assert.equal(moved(before), undefined, before);
	});

	it("moves within a list of flow style, with comments", () => {
		const before = text("list: [", "  # a", "  a,", "  # b", "  b # last", "]");
		const document = new Document(before);
		const list = valueAt(document.root, "list");
		assert.ok(list?.kind === "sequence");
		const [a, b] = list.items;
		const splices = a && b && moveItem(document, b, a);
		assert.ok(splices);
		assert.equal(
			applyEdit(before, makeEdit(splices)),
			text("list: [", "  # b", "  b, # last", "  # a", "  a", "]"),
		);
	});
});

describe("moving an entry", () => {
	function entryMoved(before: string) {
		const document = new Document(before);
		const entry = mappingIn(document, "from").entries[0];
		const after = mappingIn(document, "to").entries.at(-1);
		assert.ok(entry && after, "two entries");
		const splices = moveEntry(document, entry, after);
		return splices && applyEdit(before, makeEdit(splices));
	}

	it("goes between mappings of all styles", () => {
		assert.equal(
			entryMoved(text("from: { a: [1], b: 2 }", "to: { c: 3 }")),
			text("from: { b: 2 }", "to: { c: 3, a: [1] }"),
		);
		assert.equal(
			entryMoved(text("from: { a: [1], b: 2 }", "to:", "  c: 3")),
			text("from: { b: 2 }", "to:", "  c: 3", "  a: [1]"),
		);
		assert.equal(
			entryMoved(text("from:", "  a:", "    - 'on'", "  b: 2", "to: { c: 3 }")),
			text("from:", "  b: 2", "to: { c: 3, a: ['on'] }"),
		);
		assert.equal(
			entryMoved(
				text(
					"{",
					"  from: {",
					"    a: 1, # one",
					"    b: 2,",
					"  },",
					"  to: {",
					"    c: 3,",
					"  },",
					"}",
				),
			),
			text(
				"{",
				"  from: {",
				"    b: 2,",
				"  },",
				"  to: {",
				"    c: 3,",
				"    a: 1, # one",
				"  },",
				"}",
			),
		);
	});

	it("declines the only entry, a key that is there, and an anchor", () => {
		for (const before of [
			"from: { a: 1 }\nto: { c: 3 }\n",
			"from: { a: 1, b: 2 }\nto: { a: 3 }\n",
			"from: { a: &x 1, b: 2 }\nto: { c: *x }\n",
		])
			assert.equal(entryMoved(before), undefined, before);
	});
});

describe("what is shared", () => {
	it("is found through aliases and merge keys, from anywhere inside", () => {
		const document = new Document(
			"a: &x\n  b:\n  - c: 1\nd: &y 1\ne:\n  <<: *x\n",
		);
		const inner = valueAt(document.root, "a", "b");
		assert.ok(inner);
		assert.equal(sharedThrough(document, inner)?.anchor, "x");
		const through = valueAt(document.root, "e", "b");
		assert.equal(through && sharedThrough(document, through)?.anchor, "x");
		const alone = valueAt(document.root, "d");
		assert.equal(alone && sharedThrough(document, alone), undefined);
	});
});
