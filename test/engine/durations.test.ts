import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { graceOf, sleepOf } from "../../server/src/engine/kubernetes/durations";
import { readStatements } from "../../server/src/engine/kubernetes/statements";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { rangeInScalar } from "../../server/src/engine/yaml/scalar-text";
import { Source } from "../../server/src/engine/yaml/source";
import { valueAt } from "../../server/src/engine/yaml/tree";

const documentOf = (text: string) => {
	const [placed] = Source.open(text).documents;
	assert.ok(placed);
	return placed.document;
};

describe("how long a hook sleeps for sure", () => {
	const sleep = (hook: object, version: "1.29" | "1.35" = "1.35") => {
		const found = sleepOf(documentOf(JSON.stringify(hook)).root, version);
		return found && [found.seconds, found.only];
	};
	const sh = (text: string) => sleep({ exec: { command: ["sh", "-c", text] } });

	it("by Kubernetes' own action, where it is served", () => {
		assert.deepEqual(sleep({ sleep: { seconds: 15 } }), [15, true]);
		assert.equal(sleep({ sleep: { seconds: 15 } }, "1.29"), undefined);
		assert.equal(sleep({ sleep: { seconds: "15" } }), undefined);
	});

	it("by a command", () => {
		assert.deepEqual(sleep({ exec: { command: ["/bin/sleep", "20"] } }), [
			20,
			true,
		]);
		assert.equal(sleep({ exec: { command: ["drain"] } }), undefined);
		assert.equal(sleep({ httpGet: { path: "/", port: 80 } }), undefined);
	});

	const cases: readonly (readonly [string, number | undefined, boolean?])[] = [
		["sleep 15", 15, true],
		["sleep 1m 30s", 90, true],
		["sleep 0.5", 0.5, true],
		["echo bye; sleep 5 && sleep 10", 15, true],
		["kill -15 1; sleep 15s", 15, false],
		["curl -s localhost/drain || true; sleep 3", 3, false],
		["curl -s localhost/drain || sleep 3", undefined],
		["drain && sleep 3", undefined],
		["sleep $DELAY", undefined],
		["sleep 5 & drain", undefined],
		["if [ -f /a ]; then sleep 30; fi", undefined],
		["for i in 1 2 3; do sleep 30; done; sleep 2", 2, false],
		["[ -f /a ] && exit 0; sleep 30", undefined],
		["echo 'sleep 30'; # sleep 40", undefined],
		["sleep 2 >/dev/null 2>&1", 2, true],
	];
	for (const [text, seconds, only] of cases)
		it(text, () => {
			const expected = seconds === undefined ? undefined : [seconds, only];
			assert.deepEqual(sh(text), expected);
		});
});

describe("the grace period", () => {
	const grace = (line: string, kind = "Pod") => {
		const document = documentOf(
			`apiVersion: v1\nkind: ${kind}\nmetadata: { name: a }\nspec:\n${line}  containers: [{ name: a, image: 'a:1' }]\n`,
		);
		const [pod] = podsOf(document);
		return pod && graceOf(pod)?.seconds;
	};

	it("is 30 seconds where none is written, and not known behind a template", () => {
		assert.equal(grace(""), 30);
		assert.equal(grace("  terminationGracePeriodSeconds: 90\n"), 90);
		assert.equal(
			grace("  terminationGracePeriodSeconds: {{ .Values.grace }}\n"),
			undefined,
		);
		assert.equal(grace("", "Thing"), undefined);
	});
});

describe("the commands of a script", () => {
	const read = (script: string) =>
		readStatements(script)?.map(
			({ text, after, depth, background }) =>
				`${after}${depth > 0 ? `(${depth})` : ""} ${text}${background ? " &" : ""}`,
		);

	it("are told apart with what joins them", () => {
		assert.deepEqual(read("a 'b; c' && d | e || f; g & h\n# i\nj"), [
			" a 'b; c'",
			"&& d",
			"| e",
			"|| f",
			"; g &",
			"& h",
			"; j",
		]);
	});

	it("know how deep they stand", () => {
		assert.deepEqual(read("if a; then b; else c; fi; (d; e) 2>&1; f"), [
			"(1) if a",
			";(1) b",
			";(1) c",
			"; fi",
			";(1) d",
			";(1) e",
			"; 2>&1",
			"; f",
		]);
	});

	it("are left alone where it is not sure", () => {
		assert.equal(read("cat <<EOF\na\nEOF"), undefined);
		assert.equal(read("f() { a; }; f"), undefined);
		assert.equal(read("echo 'a"), undefined);
		assert.equal(readStatements("a;".repeat(60_000)), undefined);
	});
});

describe("a part of a scalar", () => {
	const part = (yaml: string, what: string) => {
		const document = documentOf(yaml);
		const scalar = valueAt(document.root, "a");
		assert.ok(scalar?.kind === "scalar");
		const at = scalar.text.indexOf(what);
		const range = rangeInScalar(document, scalar, at, at + what.length);
		return range && document.text.slice(range.start, range.end);
	};

	it("stands where it is read from", () => {
		for (const yaml of [
			"a: one two\n",
			"a: 'one two'\n",
			'a: "one two"\n',
			"a: |\n  zero\n\n  one two\n  three\n",
			"a: |-\r\n    zero\r\n    one two\r\n",
			"a: |\n  zero\n  one two",
		])
			assert.equal(part(yaml, "one two"), "one two", JSON.stringify(yaml));
	});

	it("may span lines of a literal block", () => {
		assert.equal(part("a: |\n  one\n  two\n", "one\ntwo"), "one\n  two");
	});

	it("is not known behind escapes and folds", () => {
		for (const yaml of [
			"a: 'it''s one two'\n",
			'a: "\\tone two"\n',
			"a: >\n  one\n  two\n",
		])
			assert.equal(part(yaml, "two"), undefined, JSON.stringify(yaml));
	});
});
