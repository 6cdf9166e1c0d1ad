import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parse } from "yaml";
import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Source,
} from "../../server/src/engine/engine";

/** Its scripts keep the blank lines behind them: one in front of `containers`, one in a helper that moves. */
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: prepare
      image: busybox:1.37.0
      command:
        - sh
        - -c
        - |+
          echo prepared


  containers:
    - name: web
      image: example/web:1.8.0
    - name: shipper
      image: fluent/fluent-bit:3.1.9
      args:
        - |+
          -c /fluent-bit.yaml

    - name: other
      image: example/other:1.0.0
`;

const textsOf = (text: string): readonly string[] =>
	[...JSON.stringify(parse(text)).matchAll(/"[^"]*\\n"/g)].map(String).sort();

describe("texts that keep the blank lines behind them", () => {
	it("have as many after each refactoring", () => {
		const source = Source.open(POD);
		const before = textsOf(POD);
		const made = new Map<string, string>();
		for (const place of ["spec:", "name: prepare", "name: shipper"]) {
			const at = POD.indexOf(place) + place.length;
			for (const { id, kind, edit } of actionsAt(
				source,
				{ start: at, end: at },
				DEFAULT_SETTINGS,
			)) {
				const splices = kind === "refactoring" ? edit() : undefined;
				if (splices) made.set(id, applyEdit(POD, splices));
			}
		}
		// Five patterns, and the conversion.
		assert.equal(made.size, 6);
		for (const text of made.values()) {
			const after = textsOf(text);
			for (const one of before)
				assert.ok(after.includes(one), `${one} is in\n${text}`);
		}
	});
});
