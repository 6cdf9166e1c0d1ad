import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	BulkConversion,
	DEFAULT_SETTINGS,
	Sight,
	Source,
} from "../../server/src/engine/engine";
import type { Files } from "../kit/kustomize";
import {
	BASE,
	DEV,
	listed,
	OPERATIONS,
	patch,
	tree,
} from "../kit/kustomize-shop";

/** Converts all files of a tree in a certain order. */
function convertAll(files: Files, order: readonly string[]) {
	const seen = Object.entries(files).map(([name, text]) => ({
		name,
		source: Source.open(text),
	}));
	const bulk = new BulkConversion("native", new Sight(seen));
	const done = order.map((name) => {
		const file = seen.find((each) => each.name === name);
		assert.ok(file);
		return bulk.convert(file, DEFAULT_SETTINGS);
	});
	const left = done.flatMap((each) => each.left);
	const notes = done.flatMap(({ converted }) =>
		converted.flatMap((each) => each.notes.map((note) => note("en"))),
	);
	const result: Record<string, string> = { ...files };
	for (const { file, edit } of bulk.edits)
		result[file.name] = applyEdit(file.source.text, edit);
	return { result, left, notes };
}

const web = "        - name: web\n          image: example/web:2\n";
const log = (more: string) => `        - name: log\n${more}`;
const LIMITS =
	"          resources:\n            limits:\n              cpu: 1\n";
const IMAGE = "          image: fluent/fluent-bit:4.1.0\n";
const KUSTOMIZATION = `${DEV}namePrefix: dev-\npatches:\n  - path: log.yaml\n  - path: image.yaml\n    target:\n      kind: Deployment\n`;
const PATCH = "shop/dev/log.yaml";

describe("bulk conversion in a Kustomize tree", () => {
	for (const [what, item, name] of [
		["only changes a container", log(LIMITS), "web"],
		["gives it another image", log(IMAGE), "web"],
		["knows the name with its prefix", log(IMAGE), "dev-web"],
	] as const)
		it(`does the same in any order of files, where a patch ${what}`, () => {
			const files = tree({
				"shop/dev/kustomization.yaml": KUSTOMIZATION,
				[PATCH]: patch(listed("containers", item + web), name),
				"shop/dev/image.yaml": OPERATIONS("containers/1/image"),
			});
			const one = convertAll(files, [BASE, PATCH]);
			const other = convertAll(files, [PATCH, BASE]);
			assert.notEqual(one.result[BASE], files[BASE]);
			assert.deepEqual(other.result, one.result);
			assert.deepEqual(other.left, []);
		});

	it("converts what a patch brings, also where that is all that it says", () => {
		const item = `        # ships logs\n        - name: shipper\n          image: fluent/fluentd:v1.18-1\n`;
		const files = tree({
			"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: log.yaml\n  - path: more.yaml\n    target:\n      kind: Deployment\n      name: web\n`,
			[PATCH]: patch(listed("containers", item)),
			"shop/dev/more.yaml": `- op: add\n  path: /spec/template/spec/containers/-\n  value: { name: more, image: example/more:1 }\n`,
		});
		const { result, notes } = convertAll(files, [PATCH]);
		assert.deepEqual(notes, []);
		assert.equal(
			result[PATCH],
			patch(
				listed(
					"initContainers",
					item.replace(/\n$/, "\n          restartPolicy: Always\n"),
				),
			),
		);
		assert.equal(result[BASE], files[BASE]);
	});
});

describe("the conversion of a container in a patch", () => {
	it("is refused where the patch only changes it", () => {
		const text = patch(listed("containers", log(LIMITS) + web));
		const at = text.indexOf("name: log") + 6;
		const action = actionsAt(
			Source.open(text),
			{ start: at, end: at },
			DEFAULT_SETTINGS,
		).find(({ id }) => id.startsWith("convert-to-native/"));
		assert.match(action?.disabled?.("en") ?? "", /^a patch only changes it/);
		assert.match(action?.disabled?.("ja") ?? "", /パッチ/);
	});
});
