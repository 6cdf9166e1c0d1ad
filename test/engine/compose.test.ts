import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { composeEdits } from "../../server/src/engine/text/compose";
import {
	applyEdit,
	type Edit,
	makeEdit,
	type Splice,
} from "../../server/src/engine/text/edit";

const texts = fc.string({
	unit: fc.constantFrom("a", "b", "\n"),
	maxLength: 30,
});

/** Any edit of a text: ranges between ascending cuts, each replaced or not. */
const editsOf = (text: string): fc.Arbitrary<Edit> =>
	fc
		.array(
			fc.tuple(
				fc.nat(text.length),
				fc.string({ unit: fc.constantFrom("x", "y"), maxLength: 3 }),
				fc.boolean(),
			),
			{ maxLength: 8 },
		)
		.map((cuts) => {
			const sorted = [...cuts].sort(([a], [b]) => a - b);
			return makeEdit(
				sorted.flatMap(([start, inserted, isReplaced], index): Splice[] => {
					const next = sorted[index + 1]?.[0] ?? text.length;
					const end = isReplaced ? Math.min(start + 4, next) : start;
					return [{ start, end, text: inserted }];
				}),
			);
		});

/** A text, an edit of it, and an edit of what that makes of it. */
const twoEdits = texts.chain((text) =>
	editsOf(text).chain((first) =>
		fc.tuple(
			fc.constant(text),
			fc.constant(first),
			editsOf(applyEdit(text, first)),
		),
	),
);

/** The offsets of the characters that an edit leaves where they are. */
function untouched(text: string, edit: Edit): readonly number[] {
	return [...text].flatMap((_, at) =>
		edit.some(({ start, end }) => start <= at && at < end) ? [] : [at],
	);
}

describe("composed edits", () => {
	it("do what the two do after each other", () => {
		fc.assert(
			fc.property(twoEdits, ([text, first, second]) => {
				assert.equal(
					applyEdit(text, composeEdits(first, second)),
					applyEdit(applyEdit(text, first), second),
				);
			}),
			{ numRuns: 5_000 },
		);
	});

	it("are edits: ascending, without overlap, and none that does nothing", () => {
		fc.assert(
			fc.property(twoEdits, ([, first, second]) => {
				const composed = composeEdits(first, second);
				assert.deepEqual(makeEdit(composed), composed);
			}),
			{ numRuns: 5_000 },
		);
	});

	it("touch no character that neither of the two touches", () => {
		fc.assert(
			fc.property(twoEdits, ([text, first, second]) => {
				// Every character is its own, so that it can be found again.
				const marks = [...text].map((_, at) =>
					String.fromCharCode(0x4e00 + at),
				);
				const marked = marks.join("");
				const left = applyEdit(applyEdit(marked, first), second);
				assert.deepEqual(
					untouched(marked, composeEdits(first, second)),
					marks.flatMap((mark, at) => (left.includes(mark) ? [at] : [])),
				);
			}),
			{ numRuns: 5_000 },
		);
	});

	it("compose again, in whatever order they are taken together", () => {
		const three = twoEdits.chain(([text, first, second]) =>
			fc.tuple(
				fc.constant([text, first, second] as const),
				editsOf(applyEdit(applyEdit(text, first), second)),
			),
		);
		fc.assert(
			fc.property(three, ([[text, first, second], third]) => {
				assert.equal(
					applyEdit(text, composeEdits(composeEdits(first, second), third)),
					applyEdit(text, composeEdits(first, composeEdits(second, third))),
				);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("leave nothing of what is put in and taken out again", () => {
		const first = [{ start: 3, end: 3, text: "new" }];
		const second = [{ start: 3, end: 6, text: "" }];
		assert.deepEqual(composeEdits(first, second), []);
	});
});
