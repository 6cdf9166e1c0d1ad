import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	lensesOf,
	Source,
} from "../../server/src/engine/engine";
import { offers, POD, titles, told } from "../kit/offers";

const CRLF = (text: string): string => text.replaceAll("\n", "\r\n");

/** A text with a merge in it that was not decided. */
function merge(
	text: string,
	ours: string,
	theirs: string,
	{ base = "", name = "main" } = {},
): string {
	assert.ok(text.includes(ours), "one side is there");
	return text.replace(
		ours,
		`<<<<<<< HEAD\n${ours}${base}=======\n${theirs}>>>>>>> ${name}\n`,
	);
}

describe("a merge that was not decided", () => {
	const SHOP = "      image: example/shop:2.1.0\n";
	const NEXT = "      image: example/shop:2.2.0\n";
	const CONFLICT = merge(POD, SHOP, NEXT);

	it("is told once, at its first marker", () => {
		assert.deepEqual(told(CONFLICT), ["9 yaml-syntax"]);
	});

	it("may be decided for either side, and nobody says for which", () => {
		assert.deepEqual(titles(CONFLICT), [
			"Keep ours (`HEAD`)",
			"Keep theirs (`main`)",
		]);
		const [ours, theirs] = offers(CONFLICT);
		assert.equal(ours?.result, POD);
		assert.equal(theirs?.result, POD.replace(SHOP, NEXT));
	});

	it("is told wherever it stands in a file: nothing of it is applied", () => {
		const service = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  ports:
    - port: 80
`;
		const undecided = merge(service, "    - port: 80\n", "    - port: 81\n");
		assert.deepEqual(told(`${undecided}---\n${POD}`), ["7 yaml-syntax"]);
		assert.deepEqual(titles(undecided), [
			"Keep ours (`HEAD`)",
			"Keep theirs (`main`)",
			"Keep both",
		]);
		// What is no object of Kubernetes is somebody else's.
		assert.deepEqual(told(undecided.replace("apiVersion", "version")), []);
	});

	it("keeps its line ends", () => {
		assert.deepEqual(
			offers(CRLF(CONFLICT)).map(({ result }) => result),
			[CRLF(POD), CRLF(POD.replace(SHOP, NEXT))],
		);
	});

	it("may have the text before both beside it", () => {
		const base = "||||||| 3e28b56\n      image: example/shop:2.0.0\n";
		assert.deepEqual(
			offers(merge(POD, SHOP, NEXT, { base })).map(({ result }) => result),
			[POD, POD.replace(SHOP, NEXT)],
		);
	});

	it("may keep both sides where they go together: in a list", () => {
		const log = POD.slice(POD.indexOf("    - name: log"));
		const other = log.replaceAll("log", "metrics");
		const found = offers(merge(POD, log, other, { name: "" }));
		assert.deepEqual(
			found.map(({ title }) => title),
			["Keep ours (`HEAD`)", "Keep theirs", "Keep both"],
		);
		assert.equal(found[2]?.result, POD + other);
	});

	it("is decided on its own where there are several", () => {
		const both = merge(CONFLICT, "  name: shop\n", "  name: store\n");
		assert.deepEqual(told(both), ["4 yaml-syntax", "13 yaml-syntax"]);
		const results = offers(both).map(({ result }) => result);
		assert.equal(results.length, 4);
		assert.equal(results[0], CONFLICT);
		assert.deepEqual(told(results[1] ?? ""), ["9 yaml-syntax"]);
	});

	it("is decided on its own where there are very many", () => {
		const one = CONFLICT.slice(CONFLICT.indexOf("  containers:\n") + 14);
		const text = CONFLICT + one.repeat(99);
		const at = text.lastIndexOf("<<<<<<<");
		const fixes = actionsAt(
			Source.open(text),
			{ start: at, end: at },
			DEFAULT_SETTINGS,
		).filter(({ kind }) => kind === "fix");
		assert.deepEqual(
			fixes.map(({ title }) => title("en")),
			["Keep ours (`HEAD`)", "Keep theirs (`main`)"],
		);
		const edit = fixes[0]?.edit();
		const left = edit && told(applyEdit(text, edit));
		assert.equal(left?.filter((each) => /yaml-syntax$/.test(each)).length, 99);
	});

	it("is decided also for a side that is broken otherwise", () => {
		const broken = merge(POD, SHOP, "      image: 'example/shop:2.2.0\n");
		const [, theirs] = offers(broken);
		assert.deepEqual(told(theirs?.result ?? ""), ["9 yaml-syntax"]);
	});

	it("leaves the other rules to one side", () => {
		const wrong = merge(POD, SHOP, `${SHOP}      foo: 1\n`);
		assert.deepEqual(told(wrong), ["9 yaml-syntax"]);
		const [lens] = lensesOf(Source.open(CONFLICT), DEFAULT_SETTINGS, "en");
		assert.match(lens?.title ?? "", /^2 containers/);
		const typo = CONFLICT.replace("      env:", "      foo: 1\n      env:");
		assert.deepEqual(told(typo), ["9 yaml-syntax", "19 unknown-field"]);
	});

	it("may be nothing but a marker that was left", () => {
		const left = POD.replace(SHOP, `${SHOP}>>>>>>> main\n`);
		assert.deepEqual(told(left), ["10 yaml-syntax"]);
		assert.deepEqual(
			offers(left).map(({ result }) => result),
			[POD],
		);
	});
});
