import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { applyEdit, makeEdit } from "../../server/src/engine/text/edit";
import { Document } from "../../server/src/engine/yaml/document";
import { insertEntry } from "../../server/src/engine/yaml/insert";
import {
	type ListSlot,
	slotUnder,
} from "../../server/src/engine/yaml/list-slot";
import { moveItemTo } from "../../server/src/engine/yaml/relocate";
import { type Mapping, valueAt } from "../../server/src/engine/yaml/tree";
import { LAYOUTS, type Layout, type Spec, specs } from "../kit/layouts";

type List = "containers" | "initContainers";

interface Move {
	readonly from: List;
	readonly item: number;
	readonly to: List;
	readonly index: number;
	/** Is `restartPolicy: Always` added on the way? */
	readonly changed: boolean;
}

/** The text with an item of one list in the other one; nothing where that is declined. */
function moved(text: string, move: Move): string | undefined {
	const document = new Document(text);
	assert.deepEqual(document.faults, [], `YAML to begin with:\n${text}`);
	const spec = valueAt(document.root, "spec");
	assert.ok(spec?.kind === "mapping", "a spec");
	const list = valueAt(spec, move.from);
	assert.ok(list?.kind === "sequence", "a list");
	const item = list.items[move.item];
	const slot = slotOf(spec, move);
	assert.ok(item?.value?.kind === "mapping" && slot, "an item and a place");
	const [first] = item.value.entries;
	assert.ok(first, "an entry");
	const inner = move.changed
		? insertEntry(document, first, "restartPolicy", "Always")
		: [];
	assert.ok(inner, "the change inside");
	const splices = moveItemTo(document, item, inner, slot, "removed");
	return splices && applyEdit(text, makeEdit(splices));
}

function slotOf(
	spec: Mapping,
	{ from, to, index }: Move,
): ListSlot | undefined {
	const beside = spec.entries.find(({ key }) => key.text === from);
	const side = to === "initContainers" ? "before" : "after";
	return beside && slotUnder(spec, to, index, beside, side);
}

/** What the text says after the move, worked out on the data. */
function expected(text: string, move: Move): unknown {
	const data = parse(text) as { spec: Partial<Record<List, object[]>> };
	const source = data.spec[move.from] ?? [];
	const [item = {}] = source.splice(move.item, 1);
	if (source.length === 0) delete data.spec[move.from];
	const target = data.spec[move.to] ?? [];
	target.splice(
		move.index,
		0,
		move.changed ? { ...item, restartPolicy: "Always" } : item,
	);
	data.spec[move.to] = target;
	return data;
}

const commentsIn = (text: string): string[] =>
	[...text.matchAll(/# c\d+/g)].map(([comment]) => comment).sort();

const moves = (spec: Spec): fc.Arbitrary<Move> =>
	fc
		.record({
			from: fc.constantFrom<List>("containers", "initContainers"),
			item: fc.nat(9),
			index: fc.nat(9),
			changed: fc.boolean(),
		})
		.map(({ from: wanted, item, index, changed }) => {
			const from = (spec[wanted] ?? []).length > 0 ? wanted : "containers";
			const to = from === "containers" ? "initContainers" : "containers";
			return {
				from,
				item: item % (spec[from] ?? [{}]).length,
				to,
				index: index % ((spec[to] ?? []).length + 1),
				changed,
			};
		});

const cases = specs.chain((spec) =>
	fc.record({
		spec: fc.constant(spec),
		move: moves(spec),
		eol: fc.constantFrom("\n", "\r\n"),
		open: fc.boolean(),
	}),
);

function textOf(
	layout: Layout,
	spec: Spec,
	eol: string,
	open: boolean,
): string {
	const text = layout.print(spec);
	return (open ? text.replace(/\n$/, "") : text).replaceAll("\n", eol);
}

describe("moving an item into another list", () => {
	for (const layout of LAYOUTS) {
		it(`gives the data that is meant and keeps all comments: ${layout.name}`, () => {
			let done = 0;
			fc.assert(
				fc.property(cases, ({ spec, move, eol, open }) => {
					const text = textOf(layout, spec, eol, open);
					const result = moved(text, move);
					if (result === undefined) return;
					done++;
					assert.deepEqual(parse(result), expected(text, move), result);
					assert.deepEqual(commentsIn(result), commentsIn(text), result);
					const alien = eol === "\r\n" ? /[^\r]\n/ : /\r/;
					assert.ok(!alien.test(result), "line ends as they were");
					const open2 = /[^\n]$/.test(text);
					assert.equal(/[^\n]$/.test(result), open2, "the end as it was");
				}),
				{ numRuns: 150, seed: 6 },
			);
			assert.ok(done >= 120, `only ${done} of 150 were moved`);
		});

		it(`gives back the same text when moved back: ${layout.name}`, () => {
			let done = 0;
			fc.assert(
				fc.property(cases, ({ spec, move, eol, open }) => {
					if ((spec[move.from] ?? []).length < 2) return;
					const text = textOf(layout, spec, eol, open);
					const there = moved(text, { ...move, changed: false });
					if (there === undefined) return;
					const back = moved(there, {
						from: move.to,
						item: move.index,
						to: move.from,
						index: move.item,
						changed: false,
					});
					done++;
					assert.equal(back, text, there);
				}),
				{ numRuns: 150, seed: 7 },
			);
			assert.ok(done >= 80, `only ${done} of 150 were moved`);
		});
	}
});
