import assert from "node:assert/strict";
import fc from "fast-check";
import type { Diagnostic } from "vscode-languageserver";
import { WrittenDiagnostics } from "../../server/src/lsp/written-diagnostics";

const diagnosticOf = (message: string): Diagnostic => ({
	range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
	message,
});

/** Few objects, so that the same ones come again; with characters of one to four bytes. */
const POOL = ["a", '"', "サイドカー", "🛵", "é", ""].map(diagnosticOf);

describe("written diagnostics", () => {
	it("are the JSON of each list, whatever was written before it", () => {
		const lists = fc.array(fc.array(fc.constantFrom(...POOL)));
		fc.assert(
			fc.property(lists, (all) => {
				const written = new WrittenDiagnostics();
				for (const diagnostics of all)
					assert.equal(
						`[${written.write(diagnostics)}]`,
						JSON.stringify(diagnostics),
					);
			}),
		);
	});
});
