import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	completionsAt,
	DEFAULT_SETTINGS,
	hoverAt,
	lensesOf,
	Source,
} from "../../server/src/engine/engine";
import { offers, POD, told } from "../kit/offers";

const CRLF = (text: string): string => text.replaceAll("\n", "\r\n");

describe("what a command wrote beside a manifest", () => {
	const TABLE = `NAME                   READY   STATUS             AGE
shop-7d9f8b6c5-x2x4z   1/2     CrashLoopBackOff   47m
`;
	const LIST = "NAME   READY\nshop    1/2\n";
	for (const [where, text, rest] of [
		["in front", LIST + POD, POD],
		["in front, with a mark between", `${LIST}---\n${POD}`, `---\n${POD}`],
		["in front, with its command", `$ kubectl get pod\n${TABLE}\n${POD}`, POD],
		["in front, without its header", `shop   1/2\nlog   1/1\n${POD}`, POD],
		["behind", POD + TABLE, POD],
		["behind, with a mark between", `${POD}---\n${LIST}`, `${POD}---\n`],
		["in the middle", POD.replace("spec:\n", `${TABLE}spec:\n`), POD],
	] as const)
		it(`is no key: ${where}`, () => {
			const found = offers(text);
			const gone = text.split("\n").length - rest.split("\n").length;
			assert.ok(gone > 1);
			assert.deepEqual(
				found.map(({ title }) => title.replace(/, and mend .*?(?= \(|$)/, "")),
				[
					`Remove what is not YAML (${gone} lines go)`,
					"Make comments of what is not YAML",
				],
			);
			const [removed, commented] = found;
			assert.equal(removed?.result, rest);
			assert.equal(
				commented?.result.replaceAll(/^# /gm, "").trimEnd(),
				text.trimEnd(),
			);
			assert.deepEqual(told(commented?.result ?? ""), []);
		});
});

describe("a line that is neither field nor item", () => {
	const PLACES: Readonly<Record<string, string>> = {
		"a document": "spec:\n",
		metadata: "  name: shop\n",
		"the spec": "  # what runs\n",
		"a container": "      image: example/shop:2.1.0\n",
		"a list": "        - /etc/shop.yaml\n",
	};
	for (const [where, before] of Object.entries(PLACES)) {
		const blanks = before.slice(0, before.search(/\S/));
		const put = (line: string) =>
			POD.replace(before, `${blanks}${line}\n${before}`);
		const line = POD.slice(0, POD.indexOf(before)).split("\n").length;

		it(`is passed over as long as somebody types it: in ${where}`, () => {
			const typed = put("terminat");
			assert.deepEqual(told(typed), [`${line} yaml-syntax`]);
			const [comment, removed] = offers(typed);
			assert.equal(comment?.preferred, false);
			assert.equal(comment?.result, put("# terminat"));
			assert.equal(removed?.preferred, false);
			assert.equal(removed?.result, POD);
		});

		it(`is a comment if it says something: in ${where}`, () => {
			for (const [said, comment] of [
				["wait for the database", "# wait for the database"],
				["// what waits", "# what waits"],
				["/* what waits */", "# what waits"],
				["<!-- what waits -->", "# what waits"],
				["データベースを待つ", "# データベースを待つ"],
			] as const)
				for (const end of [(text: string) => text, CRLF]) {
					const text = end(put(said));
					assert.deepEqual(told(text), [`${line} yaml-syntax`]);
					const [preferred] = offers(text);
					assert.equal(preferred?.preferred, true);
					assert.equal(preferred?.result, end(put(comment)));
				}
		});
	}

	it("takes nothing from what stands around it", () => {
		const typed = POD.replace("  # what runs\n", "  termi\n  # what runs\n");
		const source = Source.open(typed);
		const [lens] = lensesOf(source, DEFAULT_SETTINGS, "en");
		assert.match(lens?.title ?? "", /^2 containers/);
		const name = typed.indexOf("log\n");
		const hover = hoverAt(source, name, DEFAULT_SETTINGS, "en");
		assert.match(hover?.markdown ?? "", /`log`/);
		const at = typed.indexOf("image: example/log");
		const labels = (offset: number) =>
			completionsAt(source, offset, DEFAULT_SETTINGS, "en").map(
				({ label }) => label,
			);
		assert.ok(
			labels(typed.indexOf("termi\n") + 5).includes(
				"terminationGracePeriodSeconds",
			),
		);
		assert.ok(labels(at).includes("restartPolicy"));
	});

	it("is a field whose colon was forgotten if there is one of its name", () => {
		const text = POD.replace("image: example/shop", "image example/shop");
		assert.deepEqual(
			offers(text).map(({ result }) => result),
			[POD],
		);
	});
});

describe("a dash too many", () => {
	const once = (text: string): void => {
		const [only, ...others] = actionsAt(
			Source.open(text),
			{ start: 0, end: text.length },
			DEFAULT_SETTINGS,
		).filter(({ kind, preferred }) => kind === "fix" && preferred);
		assert.deepEqual(others, []);
		assert.equal(applyEdit(text, only?.edit() ?? []), POD);
	};

	it("goes, where the rest of its object stands right without it", () => {
		once(POD.replace("    - name: log", "    - - name: log"));
		once(POD.replace("        - name: LEVEL", "        - - name: LEVEL"));
	});

	it("goes, where the rest of its object stands right with it", () => {
		const [head = "", log = ""] = POD.split(/(?= {4}- name: log)/);
		const deep = log.replace(/^/gm, "  ").replace("      - ", "    - - ");
		once(head + deep.trimEnd().concat("\n"));
	});

	it("goes with those of all items of the list in the list", () => {
		const [head = "", list = ""] = POD.split(/(?= {4}- name: shop)/);
		const deep = list.replace(/^/gm, "  ").replace("      - ", "    - - ");
		once(head + deep.trimEnd().concat("\n"));
	});

	it("goes, where no blank is between the two or behind them", () => {
		once(POD.replace("    - name: log", "    -- name: log"));
		once(POD.replace("    - name: log", "    --name: log"));
	});

	it("stays in front of an argument", () => {
		const text = POD.replace("        - -c\n", "        --name: x\n");
		assert.ok(
			offers(text).every(({ result }) => !/^ +- name: x/m.test(result)),
		);
	});

	it("stays in lists of lists", () => {
		const workflow = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: a}
spec:
  templates:
    - name: a
      container: {image: "example/a:1"}
      initContainers: []
      steps:
        - - name: a
            template: b
        - - name: c
            template d
`;
		assert.deepEqual(
			offers(workflow).filter(({ result }) => !result.includes("- - name: c")),
			[],
		);
	});
});

describe("dashes and bullets of printed text", () => {
	for (const mark of ["–", "—", "•", "*", "・", "•\u00A0"])
		it(`are those of items: ${mark}`, () => {
			const blank = mark.endsWith("\u00A0") ? "" : " ";
			for (const dashes of [/- (?=name)/g, /- (?=[-/])/g, /- (?=name: log)/g]) {
				const text = POD.replace(dashes, mark + blank);
				const preferred = actionsAt(
					Source.open(text),
					{ start: 0, end: text.length },
					DEFAULT_SETTINGS,
				).find((action) => action.kind === "fix" && action.preferred);
				assert.equal(applyEdit(text, preferred?.edit() ?? []), POD);
			}
		});

	it("are those of items right in front of a key, too", () => {
		for (const mark of ["•", "・", "▪"])
			assert.deepEqual(
				offers(POD.replaceAll("- name", `${mark}name`)).map(
					({ result }) => result,
				),
				[POD],
			);
	});

	it("stay what they are in texts", () => {
		const text = POD.replace(
			"  name: shop\n",
			`  name shop
  annotations:
    a: "what is
      – name: old"
    b: |
      • name: new
    c: sold – name and all
`,
		);
		const [only] = offers(text);
		assert.equal(only?.result, text.replace("name shop", "name: shop"));
	});
});

describe("a script that has fallen out of its block scalar", () => {
	const SCRIPT = POD.replace(
		"        - /etc/shop.yaml\n",
		`        - |
          set -e
          until nc -z db 5432; do
            sleep 1
          done

          exec "shop: a" # runs
`,
	);
	const lines = SCRIPT.split("\n");
	const first = lines.indexOf("          set -e");
	/** The script's lines from one on, further to the left. */
	const moved = (from: number, by: number): string =>
		lines
			.map((line, at) => (at >= from && at < first + 6 ? line.slice(by) : line))
			.join("\n");

	for (const [where, text] of [
		["to the dash's column", moved(first, 2)],
		["to the margin", moved(first, 10)],
		["in part", moved(first + 3, 2)],
		["with other line ends", CRLF(moved(first, 2))],
	] as const)
		it(`is put back: ${where}`, () => {
			const [only, ...others] = offers(text);
			assert.deepEqual(others, []);
			assert.equal(only?.preferred, true);
			assert.equal(only?.result.replaceAll("\r", ""), SCRIPT);
		});
});

describe("a document in brackets on the line of its mark", () => {
	const POD_AND_MARK =
		"--- {kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: b}]}}\n";

	it("is one of its own, and mended as one", () => {
		const text = POD_AND_MARK + POD_AND_MARK.replace("]}}", "]}");
		assert.ok(told(text).includes("2 yaml-syntax"));
		assert.deepEqual(
			offers(text).map(({ result }) => result),
			[POD_AND_MARK + POD_AND_MARK],
		);
	});
});
