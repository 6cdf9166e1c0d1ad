import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Source,
} from "../../server/src/engine/engine";
import { offers, POD, titles, told } from "../kit/offers";

describe("a configuration of which lines have fallen out of its block scalar", () => {
	const CONFIG = POD.replace(
		"        - /etc/shop.yaml\n",
		`        - |
          cat > /etc/shop.yaml <<END
          server:
            port: 8080
          level: info
          END
`,
	);

	it("gets them back, where the text goes on behind them", () => {
		const fallen = CONFIG.replace(
			/ {10}(server:\n) {10}( {2}port.*\n)/,
			(_, first, second) => first + second,
		);
		const [only, ...others] = offers(fallen);
		assert.deepEqual(others, []);
		assert.equal(only?.preferred, true);
		assert.equal(only?.result, CONFIG);
	});

	it("gets them back where the text goes on as a value of theirs", () => {
		const text = CONFIG.replace("          level", "      level");
		const preferred = actionsAt(
			Source.open(text),
			{ start: 0, end: text.length },
			DEFAULT_SETTINGS,
		).find((action) => action.kind === "fix" && action.preferred);
		assert.equal(applyEdit(text, preferred?.edit() ?? []), CONFIG);
	});

	it("leaves fields where they are", () => {
		const text = CONFIG.replace("          level: info", "      tty: true");
		assert.ok(offers(text).every(({ result }) => !/^ {8,}tty/m.test(result)));
	});
});

describe("what a key held that has become a comment", () => {
	const args = "      args:\n        - -c\n        - /etc/shop.yaml\n";
	const without = (mark: string) =>
		POD.replace("      args:", `      ${mark}args:`);

	for (const mark of ["#", "# "])
		it(`goes as well, or the key comes back: ${mark}args:`, () => {
			assert.deepEqual(told(without(mark)), ["11 yaml-syntax"]);
			assert.deepEqual(titles(without(mark)), [
				"Bring `args:` back",
				"Make comments of what belonged to `args:`, too",
			]);
			const [back, gone] = offers(without(mark));
			assert.equal(back?.result, POD);
			assert.equal(
				gone?.result,
				POD.replace(args, args.replace(/^ {6}/gm, `      ${mark}`)),
			);
		});

	it("goes where another part of it is a comment already", () => {
		const text = POD.replace("      env:", "      #env:").replace(
			"        - name: LEVEL",
			"        #- name: LEVEL",
		);
		assert.deepEqual(titles(text), [
			"Make comments of what belonged to `env:`, too",
		]);
	});

	it("is not what stands below a remark", () => {
		const text = POD.replace("      args:", "      # note:\n       args:");
		assert.ok(titles(text).every((title) => !title.includes("note")));
	});
});

describe("two entries on one line", () => {
	it("get a line each, with one blank between them and in texts not", () => {
		const script = "        - |\n          name: a image: b\n        - -c\n";
		const text = POD.replace("        - -c\n", script);
		const joined = text.replace(
			"name: LEVEL\n          value",
			"name: LEVEL value",
		);
		assert.deepEqual(
			offers(joined).map(({ result }) => result),
			[text],
		);
	});

	it("get a line each where one holds the other", () => {
		const nested = POD.replace(
			"      env:",
			"      securityContext:\n        capabilities:\n          drop: [ALL]\n      env:",
		);
		const joined = nested.replace(
			"securityContext:\n        cap",
			"securityContext: cap",
		);
		assert.deepEqual(
			offers(joined).map(({ result }) => result),
			[nested],
		);
	});
});

describe("two words where keys are free", () => {
	const labelled = (line: string) =>
		POD.replace(
			"  name: shop\n",
			`  name: shop\n  labels:\n    app: shop\n    ${line}\n`,
		);

	it("may be a label or a remark: nobody says which", () => {
		assert.deepEqual(titles(labelled("see below")), [
			"Put a colon after the key",
		]);
	});

	it("are a label where the words are used as one, or look like nothing else", () => {
		for (const line of [
			"name shop",
			"app.kubernetes.io/part-of shop",
			"tier web-1",
		])
			assert.deepEqual(titles(labelled(line)), ["Put a colon after the key!"]);
	});
});

describe("several breaks", () => {
	it("are mended together: the title speaks of the one at the cursor", () => {
		const text = POD.replace("name: LEVEL", "name LEVEL").replace(
			"        - -c",
			"        --c",
		);
		const at = text.indexOf("name LEVEL");
		const titlesAt = actionsAt(
			Source.open(text),
			{ start: at, end: at },
			DEFAULT_SETTINGS,
		).map(({ title }) => title("en"));
		assert.equal(
			titlesAt[0],
			"Put a colon after the key, and mend 1 other place too",
		);
		assert.equal(
			titles(text)[0],
			"Put a space after the dash, and mend 1 other place too!",
		);
	});
});
