import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { applyEdit, makeEdit } from "../../server/src/engine/text/edit";
import { Document } from "../../server/src/engine/yaml/document";
import { moveItem } from "../../server/src/engine/yaml/move-item";
import { valueAt } from "../../server/src/engine/yaml/tree";

/** The text with an item of the list `list` at the place of another one; nothing where that is declined. */
function moved(text: string, from: number, to: number): string | undefined {
	const document = new Document(text);
	const list = valueAt(document.root, "list");
	assert.ok(list?.kind === "sequence", "a list");
	const [item, target] = [list.items[from], list.items[to]];
	assert.ok(item && target, "both items");
	const splices = moveItem(document, item, target);
	return splices && applyEdit(text, makeEdit(splices));
}

const text = (...lines: readonly string[]) => `${lines.join("\n")}\n`;

describe("moving an item of a list", () => {
	it("takes its comments along, up and down", () => {
		const before = text(
			"list:",
			"  # first",
			"  - name: a # the first",
			"    # inside a",
			"  # second",
			"  - name: b",
			"    x: 1",
			"  - name: c",
			"after: 1",
		);
		assert.equal(
			moved(before, 1, 0),
			text(
				"list:",
				"  # second",
				"  - name: b",
				"    x: 1",
				"  # first",
				"  - name: a # the first",
				"    # inside a",
				"  - name: c",
				"after: 1",
			),
		);
		assert.equal(
			moved(before, 0, 2),
			text(
				"list:",
				"  # second",
				"  - name: b",
				"    x: 1",
				"  - name: c",
				"  # first",
				"  - name: a # the first",
				"    # inside a",
				"after: 1",
			),
		);
	});

	it("keeps blank lines between items", () => {
		const before = text("list:", "- a", "", "- b", "", "- c", "", "after: 1");
		const up = text("list:", "- c", "", "- a", "", "- b", "", "after: 1");
		const down = text("list:", "- b", "", "- c", "", "- a", "", "after: 1");
		assert.equal(moved(before, 2, 0), up);
		assert.equal(moved(before, 0, 2), down);
	});

	it("works at the end of a text without final line end, and with CRLF", () => {
		assert.equal(moved("list:\n- a\n- b", 1, 0), "list:\n- b\n- a");
		assert.equal(moved("list:\n- a\n- b", 0, 1), "list:\n- b\n- a");
		assert.equal(
			moved("list:\r\n- a\r\n\r\n- b\r\n", 1, 0),
			"list:\r\n- b\r\n\r\n- a\r\n",
		);
	});

	it("works in flow style and JSON", () => {
		assert.equal(moved("list: [a, b, c]\n", 2, 0), "list: [c, a, b]\n");
		assert.equal(moved("list: [a, b, c]\n", 0, 1), "list: [b, a, c]\n");
		assert.equal(
			moved('{"list": [\n  {"name": "a"},\n  {"name": "b"}\n]}\n', 1, 0),
			'{"list": [\n  {"name": "b"},\n  {"name": "a"}\n]}\n',
		);
	});

	it("declines what it cannot tell", () => {
		assert.equal(moved("list: [a, # first\n b]\n", 1, 0), undefined, "comment");
		assert.equal(
			moved("list:\n- &a x\n- *a\n", 1, 0),
			undefined,
			"an alias before its anchor",
		);
		assert.equal(
			moved("list:\n- |+\n  a\n\n- b\n", 1, 0),
			undefined,
			"blank lines that are text",
		);
		assert.equal(
			moved("list:\n- a\n{{- if .x }}\n- b\n{{- end }}\n", 1, 0),
			undefined,
			"a template around it",
		);
		assert.equal(moved("list:\n- a\n- b\n", 1, 1), undefined, "no move");
	});

	it("keeps all lines and the order of the others, whatever stands around", () => {
		const lead = fc.constantFrom("", "  # note\n", "\n", "\n  # note\n");
		const item = fc.record({
			lead,
			body: fc.constantFrom(
				"",
				"    x: 1\n",
				"    # tail\n",
				"    s: |\n      a\n",
			),
		});
		fc.assert(
			fc.property(
				fc.array(item, { minLength: 2, maxLength: 5 }),
				fc.nat(),
				fc.nat(),
				(items, one, other) => {
					const from = one % items.length;
					const to = other % items.length;
					fc.pre(from !== to);
					const names = items.map((_, index) => `n${index}`);
					const before = `list:\n${items
						.map(
							({ lead, body }, index) => `${lead}  - name: n${index}\n${body}`,
						)
						.join("")}after: 1\n`;
					const result = moved(before, from, to);
					assert.ok(result !== undefined, "not declined");
					const order = [...names];
					order.splice(to, 0, ...order.splice(from, 1));
					assert.deepEqual(
						[...result.matchAll(/n\d/g)].map(([name]) => name),
						order,
					);
					assert.deepEqual(
						result.split("\n").sort(),
						before.split("\n").sort(),
						"the same lines",
					);
				},
			),
		);
	});
});
