import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { EXPLAINED, NEAR } from "../../server/src/engine/apiserver/meant";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
	say,
} from "../../server/src/engine/engine";
import { fieldsOf } from "../../server/src/engine/kubernetes/schema";

describe("inventions", () => {
	it("belong to types that there are, and are no fields of them", () => {
		for (const [type, keys] of [
			...Object.entries(NEAR),
			...Object.entries(EXPLAINED),
		]) {
			const fields = [...(fieldsOf(type)?.keys() ?? [])];
			assert.notEqual(fields.length, 0, type);
			const names = fields.map((name) => name.toLowerCase());
			for (const key of Object.keys(keys))
				assert.ok(!names.includes(key), `${type}.${key}`);
		}
	});

	it("are renamed to fields of the same type", () => {
		for (const [type, keys] of Object.entries(NEAR))
			for (const near of Object.values(keys))
				assert.ok(fieldsOf(type)?.has(near), `${type}.${near}`);
	});

	it("are looked up whatever way they are written", () => {
		for (const key of ["healthcheck", "healthCheck", "health_check"]) {
			const [found] = findingsOf(
				Source.open(
					`containers:\n  - name: web\n    image: example/web:1.8.0\n    ${key}: {}\n`,
				),
				DEFAULT_SETTINGS,
			);
			assert.equal(found?.finding.rule.id, "unknown-field");
			assert.match(say(found.finding.message, "en"), /livenessProbe/);
			assert.match(say(found.finding.message, "ja"), /livenessProbe/);
		}
	});
});
