import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	type Edit,
	makeEdit,
	type Splice,
} from "../../server/src/engine/text/edit";
import { Document } from "../../server/src/engine/yaml/document";
import { editInside } from "../../server/src/engine/yaml/nested-text";
import { nodesOf, type Scalar } from "../../server/src/engine/yaml/tree";
import { seeded } from "../kit/breaks/random";

const INNER = "a: 1\nb:\n  # of c\n  - c\n\n  - d\nlast: x\n";

/** A document with the text as a scalar, and that scalar. */
function around(
	text: string,
	scalar: string,
): { document: Document; scalar: Scalar } {
	const document = new Document(text);
	const found = [...nodesOf(document.root)].find(
		(node) => node.kind === "scalar" && node.text === scalar,
	);
	assert.ok(found?.kind === "scalar", text);
	return { document, scalar: found };
}

/** What the document says once the text has been edited. */
function edited(text: string, inner: string, edit: Edit): string | undefined {
	const { document, scalar } = around(text, inner);
	const splices = editInside(document, scalar, edit);
	return splices && applyEdit(text, makeEdit(splices));
}

const block = (header: string, indent: string, inner: string, end: string) =>
	`list:\n  - patch: ${header}\n${inner.replace(/\n$/, "").replace(/^(?=.)/gm, indent)}${end}`;

describe("editing the text that a scalar means", () => {
	it("writes a block as if it had been written so, whatever is edited", () => {
		const random = seeded(6);
		const at = (length: number) => Math.floor(random() * (length + 1));
		let tried = 0;
		for (let round = 0; round < 2000; round++) {
			const isOpen = round % 2 === 0;
			const inner = isOpen ? INNER.trimEnd() : INNER;
			const first = inner.lastIndexOf("\n", at(inner.length)) + 1;
			const next = inner.indexOf("\n", first + at(20)) + 1;
			const text = ["", "new: 1\n", "e: 2\n\nf: 3\n"][round % 3] ?? "";
			const edit = makeEdit([
				{ start: first, end: Math.max(first, next), text },
			]);
			const after = applyEdit(inner, edit);
			// Such a text would need another header.
			if (
				!/^\S/.test(after) ||
				/\n\n$/.test(after) ||
				after.endsWith("\n") === isOpen
			)
				continue;
			tried++;
			for (const [indent, end, eol] of [
				["      ", "\n    more: 1\n", "\n"],
				["          ", "\nother: 1\n", "\r\n"],
				["     ", isOpen ? "" : "\n", "\n"],
			] as const) {
				const write = (of: string) =>
					block(isOpen ? "|-" : "| # a patch", indent, of, end).replaceAll(
						"\n",
						eol,
					);
				assert.equal(
					edited(write(inner), inner, edit),
					write(after),
					JSON.stringify({ edit, indent, end }),
				);
			}
		}
		assert.ok(tried > 500, `${tried} edits`);
	});

	it("writes a text of one line", () => {
		const inner = '{"a": 1}';
		const edit = [{ start: 2, end: 3, text: "b" }];
		assert.equal(edited(`x: '${inner}'\n`, inner, edit), `x: '{"b": 1}'\n`);
	});

	it("writes escapes in double quotes, and doubles single ones", () => {
		const cases: readonly (readonly [string, string, Splice, string])[] = [
			[
				String.raw`x: "a: \"1\"\n"`,
				'a: "1"\n',
				{ start: 0, end: 0, text: '# "é"\\\n' },
				String.raw`x: "# \"é\"\\\na: \"1\"\n"`,
			],
			[
				"x: 'a: ''1'''",
				"a: '1'",
				{ start: 0, end: 1, text: "b" },
				"x: 'b: ''1'''",
			],
		];
		for (const [before, inner, splice, after] of cases)
			assert.equal(edited(`${before}\n`, inner, [splice]), `${after}\n`);
	});

	it("gives a line of KYAML to each line of the text", () => {
		const kyaml = (...lines: readonly string[]) =>
			['x: "\\', ...lines.map((line) => `  ${line}\\n\\`), '  "', ""].join(
				"\n",
			);
		assert.equal(
			edited(kyaml(" a:", "\\  - 1"), "a:\n  - 1\n", [
				{ start: 3, end: 3, text: "  - 0\n" },
				{ start: 9, end: 9, text: "b: 2\n" },
			]),
			kyaml(" a:", "\\  - 0", "\\  - 1", "b: 2"),
		);
	});

	it("declines where the text is not written as it is read", () => {
		const edit = [{ start: 0, end: 1, text: "b" }];
		for (const [text, inner] of [
			["x: >\n  a: 1\n  b: 2\n", "a: 1 b: 2\n"],
			["x: |2\n   a: 1\n", " a: 1\n"],
		] as const)
			assert.equal(edited(text, inner, edit), undefined, text);
		for (const text of ["it's", "a\nb", "\\"])
			assert.equal(
				edited("x: 'a: 1'\n", "a: 1", [{ start: 0, end: 1, text }]),
				undefined,
			);
	});

	it("declines what would change the meaning of the text around", () => {
		assert.equal(
			edited("x: a b\n", "a b", [{ start: 1, end: 2, text: ": " }]),
			undefined,
		);
	});
});
