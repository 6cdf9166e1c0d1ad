import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { Source } from "../../server/src/engine/engine";

const parts = (source: Source): string[] =>
	source.documents.map(({ document }) => document.text);

const placeOf = ({ start, line, document }: Source["documents"][number]) => [
	start,
	line,
	document.isProse,
	document.isPassedOver,
];

describe("source", () => {
	it("cuts where YAML does", () => {
		assert.deepEqual(parts(Source.open("a: 1\n---\nb: 2\n")), [
			"a: 1\n",
			"---\nb: 2\n",
		]);
		assert.deepEqual(
			parts(Source.open("# hi\n%YAML 1.2\n---\na: 1\n...\n# next\n---\nb: 2")),
			["# hi\n%YAML 1.2\n---\na: 1\n...\n", "# next\n---\nb: 2"],
		);
		assert.deepEqual(parts(Source.open("a: |\n  ---\n----\n--- # b\nc")), [
			"a: |\n  ---\n----\n",
			"--- # b\nc",
		]);
		assert.deepEqual(parts(Source.open("")), [""]);
		assert.deepEqual(parts(Source.open("\uFEFF---\r\na: 1\r\n---\r\n")), [
			"---\r\na: 1\r\n",
			"---\r\n",
		]);
	});

	it("knows what kubectl does not come to: what stands behind `...` without `---`", () => {
		const passedOver = (text: string) =>
			Source.open(text).documents.map(({ document }) => document.isPassedOver);
		assert.deepEqual(passedOver("a: 1\n...\nb: 2\n"), [false, true]);
		assert.deepEqual(passedOver("a: 1\r\n... # x\r\nb: 2\r\n"), [false, true]);
		assert.deepEqual(passedOver("a: 1\n...\n%YAML 1.2\nb: 2"), [false, true]);
		assert.deepEqual(passedOver("a: 1\n...\n---\nb: 2\n"), [false, false]);
		assert.deepEqual(passedOver("a: 1\n...\n# b\n--- # c\nb: 2\n"), [
			false,
			false,
		]);
		assert.deepEqual(passedOver("a: 1\n...\n# the end\n"), [false, false]);
		assert.deepEqual(passedOver("a: |\n  ...\nb: 2\n"), [false]);
	});

	it("keeps documents that did not change as they are", () => {
		const before = Source.open("a: 1\n---\nb: 2\n---\nc: 3\n");
		const after = before.update("a: 1\n---\nb: 22\n---\nc: 3\n");
		assert.equal(after.documents[0]?.document, before.documents[0]?.document);
		assert.notEqual(
			after.documents[1]?.document,
			before.documents[1]?.document,
		);
		assert.equal(after.documents[2]?.document, before.documents[2]?.document);
		assert.equal(after.documents[2]?.line, 3);
	});

	it("is after any change what it would be if opened anew", () => {
		const line = fc.constantFrom(
			"---",
			"--- # x",
			"...",
			"# c",
			"",
			"a: 1",
			"  b: 2",
			"Here it is:",
			"Run it now.",
			"%YAML 1.2",
			"---x",
		);
		const eol = fc.constantFrom("\n", "\r\n");
		const text = fc
			.array(fc.tuple(line, eol), { maxLength: 12 })
			.map((lines) => lines.map(([content, end]) => content + end).join(""));
		const body = fc
			.tuple(fc.constantFrom("", "\uFEFF"), text)
			.map(([mark, rest]) => mark + rest);
		fc.assert(
			fc.property(
				body,
				fc.array(fc.tuple(fc.nat(200), fc.nat(30), text), { maxLength: 4 }),
				fc.boolean(),
				(first, changes, tells) => {
					let source = Source.open(first);
					for (const [at, length, inserted] of changes) {
						const old = source.text;
						const start = Math.min(at, old.length);
						const behind = old.slice(start + length);
						source = source.update(
							old.slice(0, start) + inserted + behind,
							tells ? { head: start, tail: behind.length } : undefined,
						);
						const fresh = Source.open(source.text);
						assert.deepEqual(parts(source), parts(fresh));
						assert.deepEqual(
							source.documents.map(placeOf),
							fresh.documents.map(placeOf),
						);
					}
				},
			),
			{ numRuns: 2000 },
		);
	});
});
