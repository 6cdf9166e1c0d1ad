import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	DEFAULT_SETTINGS,
	fixAll,
	Source,
} from "../../server/src/engine/engine";
import { readCarets } from "../kit/carets";
import { pagesIn } from "../kit/page";
import { settingsOf } from "../kit/settings";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: first
      image: example/first:1.0.0
      restartPolicy: always
    # between
    - name: second
      image: example/second:1.0.0
      restartPolicy: ALWAYS
  containers:
    - name: web
      image: example/web:1.8.0
`;

describe("fix all", () => {
	it("touches nothing between two fixes", () => {
		const edit = fixAll(Source.open(POD), DEFAULT_SETTINGS);
		assert.deepEqual(
			edit.map(({ start, end, text }) => [POD.slice(start, end), text]),
			[
				["always", "Always"],
				["ALWAYS", "Always"],
			],
		);
	});

	it("leaves whole what was whole, and replaces nothing by the same", () => {
		let changed = 0;
		for (const page of [...pagesIn("rules"), ...pagesIn("refactorings")])
			for (const fence of page.fences) {
				const { text } = readCarets(fence.text.replace("$0", ""));
				const source = Source.open(text);
				const edit = fixAll(source, settingsOf(fence.options));
				if (edit.length === 0) continue;
				changed++;
				const name = `${page.id} line ${fence.line}`;
				const isWhole = (each: Source) =>
					each.documents.every(({ document }) => document.faults.length === 0);
				const result = Source.open(applyEdit(text, edit));
				if (isWhole(source)) assert.ok(isWhole(result), name);
				for (const { start, end, text: inserted } of edit)
					assert.notEqual(text.slice(start, end), inserted, name);
			}
		assert.ok(changed > 50, `only ${changed} texts were changed`);
	});
});
