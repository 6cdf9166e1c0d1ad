import assert from "node:assert/strict";
import { applyPatch, createTwoFilesPatch } from "diff";
import fc from "fast-check";
import { describe, it } from "mocha";
import { patchOf } from "../../server/src/cli/patch";
import { applyEdit, type Edit, Source } from "../../server/src/engine/engine";

/** Documents of lines that are all different, so that there is only one way to compare them. */
const documents = fc
	.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 })
	.map((lengths) =>
		lengths
			.map((length, at) =>
				Array.from({ length }, (_, line) => `k${at}-${line}: 1\n`).join(""),
			)
			.join("---\n"),
	);

/** What happens to single lines. */
const changes = fc.array(
	fc.tuple(
		fc.nat({ max: 200 }),
		fc.constantFrom("", "new: 2\n", "other: 3\nmore: 4\n"),
		fc.boolean(),
	),
	{ minLength: 1, maxLength: 6 },
);

/** An edit that replaces lines or puts others in front of them; markers and the first line of all stay. */
function editOf(
	text: string,
	wanted: readonly (readonly [number, string, boolean])[],
): Edit {
	const lines = text.split(/(?<=\n)/);
	const starts = lines.map((_, at) => lines.slice(0, at).join("").length);
	const chosen = new Map(
		wanted.map(([at, ...rest]) => [at % lines.length, rest] as const),
	);
	return [...chosen]
		.filter(([line]) => line > 0 && lines[line] !== "---\n")
		.sort(([one], [other]) => one - other)
		.map(([line, [put, isReplaced]]) => ({
			start: starts[line] ?? 0,
			end: (starts[line] ?? 0) + (isReplaced ? (lines[line]?.length ?? 0) : 0),
			text: put === "" ? put : put.replace(/^/, `at${line}-`),
		}))
		.filter(({ start, end, text }) => start !== end || text !== "");
}

describe("patches of the command line", () => {
	it("are those of a comparison of everything, though each document is compared on its own", () => {
		fc.assert(
			fc.property(documents, changes, fc.boolean(), (whole, wanted, isCut) => {
				const text = isCut ? whole.slice(0, -1) : whole;
				const edit = editOf(text, wanted);
				if (edit.length === 0) return;
				const after = applyEdit(text, edit);
				const patch = patchOf("x.yaml", Source.open(text), edit);
				assert.equal(
					patch,
					createTwoFilesPatch("a/x.yaml", "b/x.yaml", text, after, "", ""),
				);
				assert.equal(applyPatch(text, patch), after);
			}),
			{ numRuns: 500, seed: 5 },
		);
	});
});
