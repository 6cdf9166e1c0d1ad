import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import {
	refitsOf,
	repairsOf,
} from "../../server/src/engine/kubernetes/repairs";
import { Document } from "../../server/src/engine/yaml/document";
import { judge } from "../kit/mending";
import {
	AFTER,
	ALONE,
	BESIDE,
	CLOSED,
	CUSTOM,
	FLOW,
	FLUSH,
	MANAGED,
	POD,
	replaced,
	SCRIPT,
	SERVICE,
	SNIPPET,
	STATUS,
	tabbed,
	WORKFLOW,
} from "../kit/repair-texts";

describe("repair of single lines", () => {
	/** What is broken, the text as it was, and as it is. */
	const cases: readonly (readonly [string, string, string])[] = [
		[
			"the first item of a list behind its key",
			`${POD}  volumes:\n  - name: logs\n    emptyDir: {}\n`,
			`${POD}  volumes:  - name: logs\n    emptyDir: {}\n`,
		],
		[
			"two fields on one line, and the first item of a list behind its key",
			`${POD}      volumeMounts:\n      - mountPath: /logs/\n        name: logs\n  volumes:\n  - name: logs\n    emptyDir: {}\n`,
			`${POD}      volumeMounts:\n      - mountPath: /logs/      name: logs\n  volumes:  - name: logs\n    emptyDir: {}\n`,
		],
		[
			"a line among those of managed fields, whose keys have brackets and quotes",
			MANAGED,
			replaced(MANAGED, "      imagePull", "       imagePull"),
		],
		[
			"a full-width colon in managed fields",
			MANAGED,
			replaced(MANAGED, "f:containers:", "f:containers："),
		],
		[
			"the first key below one that has to have something below it",
			replaced(POD, "kind: Pod\n", ""),
			replaced(POD, "kind: Pod\n", "").replace("  name: web", "name: web"),
		],
		[
			"a quote that is not closed, with another quoted text below it",
			STATUS,
			replaced(STATUS, '10:00:00Z"', "10:00:00Z"),
		],
		[
			"a line in tabs, below a key of which nothing is known",
			STATUS,
			replaced(STATUS, "          startedAt", "\t\t  startedAt"),
		],
		[
			"no blank behind a colon, in a list of which nothing is known",
			replaced(STATUS, "kind: Pod\n", ""),
			replaced(STATUS, "kind: Pod\n", "").replace(
				"    - name: web\n      ready",
				"    - name:web\n      ready",
			),
		],
		[
			"a field at the dash of its item, in an object of which nothing is known",
			FLUSH,
			replaced(FLUSH, "        image:", "      image:"),
		],
		[
			"a list too far to the left, below a key of which nothing is known",
			WORKFLOW,
			WORKFLOW.replace(/^ {8}containers:[\s\S]*/m, (lines) =>
				lines.replace(/^ {3}/gm, ""),
			),
		],
		[
			"no bracket behind an object in a list of them",
			FLOW,
			replaced(FLOW, "http }", "http "),
		],
		[
			"no quote in front of a blank and a bracket",
			replaced(
				FLOW,
				", ports: [{ containerPort: 80, name: http }, { containerPort: 81, name: admin }]",
				"",
			),
			replaced(
				FLOW,
				", ports: [{ containerPort: 80, name: http }, { containerPort: 81, name: admin }]",
				"",
			).replace('1.8.0"', "1.8.0"),
		],
		[
			"no colon in front of a bracket",
			FLOW,
			replaced(FLOW, "metadata: {", "metadata {"),
		],
		[
			"two full-width blanks, which are four columns",
			SNIPPET,
			replaced(SNIPPET, "    restartPolicy", "\u3000\u3000restartPolicy"),
		],
		[
			"tabs of four columns where two are usual",
			ALONE,
			ALONE.replace(/^ {6}resources:[\s\S]*/m, (lines) => tabbed(lines, 4)),
		],
		["a title right before a snippet", SNIPPET, `Example\n${SNIPPET}`],
		["a file's name before a snippet", SNIPPET, `pod.yaml:\n\n${SNIPPET}`],
		[
			"a title right before a manifest without a kind",
			replaced(STATUS, "apiVersion: v1\nkind: Pod\n", ""),
			`Example\n${replaced(STATUS, "apiVersion: v1\nkind: Pod\n", "")}`,
		],
		[
			"a sentence behind the last mark of a document",
			`${POD}---\n`,
			`${POD}---\nThen run kubectl apply -f pod.yaml.\n`,
		],
		[
			"a sentence before an object without a Pod",
			`${SERVICE}---\n${POD}`,
			`Here is the manifest:\n\n${SERVICE}---\n${POD}`,
		],
		[
			"full-width blanks in an object without a Pod",
			`${SERVICE}---\n${POD}`,
			`${SERVICE.replace(/^ +/gm, ({ length }) => "\u3000".repeat(length))}---\n${POD}`,
		],
		[
			"tabs in an object without a Pod",
			`${SERVICE}---\n${POD}`,
			`${SERVICE.replaceAll("  ", "\t")}---\n${POD}`,
		],
		[
			"a comma behind the name of what could be a sidecar",
			POD,
			replaced(POD, "name: ship", "name: ship,"),
		],
		[
			"printed quotes around words, among others",
			replaced(
				POD,
				"  labels:",
				'  annotations:\n    text: "a, b and c"\n  labels:',
			).replace("64Mi", '"64Mi"'),
			replaced(
				POD,
				"  labels:",
				"  annotations:\n    text: “a, b and c”\n  labels:",
			).replace("64Mi", "“64Mi”"),
		],
		[
			"several fields at their item's dash, the last of which a Pod may have too",
			BESIDE,
			BESIDE.replace(
				/^ {4}(?=image|command|resources)|^ {6}| {8}/gm,
				(blanks) => blanks.slice(2),
			),
		],
		[
			"a Pod without a name, whose metadata stand too far to the right",
			replaced(POD, "  name: web\n", ""),
			replaced(POD, "  name: web\n", "").replace(
				/^metadata:\n.*\n.*\n/m,
				(lines) => lines.replace(/^(?=.)/gm, "    "),
			),
		],
		[
			"a field among objects in brackets that are closed below their keys",
			CLOSED,
			replaced(CLOSED, "      image: example", "       image: example"),
		],
		[
			"a field at the column of its list, in an object of which nothing is known",
			WORKFLOW,
			replaced(
				WORKFLOW,
				"            image: example/a",
				"        image: example/a",
			),
		],
	];
	for (const [what, text, broken] of cases)
		it(what, () => {
			assert.notEqual(broken, text);
			const { outcome, mended } = judge(text, broken);
			assert.ok(/^(?:bytes|meaning)$/.test(outcome), `${outcome}:\n${mended}`);
		});

	it("puts lines back by as many columns as they were moved together, the first too where it could stay", () => {
		for (const blanks of ["  ", "   ", "    "]) {
			const text = BESIDE + AFTER;
			const shifted = text.replace(
				/^ {6}limits[\s\S]*(?=^ {2}volumes)/m,
				(lines) => lines.replace(/^/gm, blanks).replace(/ +$/, ""),
			);
			assert.notEqual(shifted, text);
			assert.equal(judge(text, shifted).outcome, "bytes", shifted);
		}
	});

	it("leaves alone what is not broken", () => {
		const text = replaced(
			CLOSED,
			"      image: example",
			"       image: example",
		);
		assert.equal(judge(CLOSED, text).outcome, "bytes");
	});

	it("prefers none where the line before may be what moved", () => {
		// Either `tier` stands too far to the left, or `track` too far to the right.
		const broken = replaced(CUSTOM, "    tier", "  tier");
		const repairs = repairsOf(new Document(broken));
		assert.equal(repairs.length, 2);
		assert.ok(repairs.some(({ text }) => text === CUSTOM));
	});

	it("hides no unknown field where nothing is known", () => {
		const beginning = replaced(
			POD,
			"  containers:",
			"  nodeSelector:\n    disktype: ssd\n  terminationGracePeriod: 60\n  containers:",
		);
		assert.deepEqual(refitsOf(new Document(beginning)), []);
		const below = replaced(
			POD,
			"      resources:",
			"      environment:\n        - name: A\n      ports:\n        - port: 80\n      resources:",
		);
		assert.deepEqual(refitsOf(new Document(below)), []);
	});

	it("takes no marks from keys that only begin with a number", () => {
		const text = `${POD}  nodeSelector:\n    1 day: "yes"\n    2 days: "no"\n`;
		assert.deepEqual(repairsOf(new Document(text)), []);
	});

	it("leaves a script alone that ends with what looks like a field", () => {
		const text = replaced(
			SCRIPT,
			"exec serve\n",
			"exec serve\n          name: x\n",
		);
		assert.deepEqual(repairsOf(new Document(text)), []);
		const broken = replaced(
			text,
			"      image: example",
			"     image: example",
		);
		const [repair, ...others] = repairsOf(new Document(broken));
		assert.equal(repair?.text, text);
		assert.deepEqual(others, []);
	});
});

describe("look-alikes beside a Pod", () => {
	it("are told where they hide what would make it one", () => {
		const broken = SNIPPET.replaceAll(/^( {2})+/gm, ({ length }) =>
			"\u3000".repeat(length / 2),
		);
		const rules = findingsOf(Source.open(broken), DEFAULT_SETTINGS).map(
			({ finding }) => finding.rule.id,
		);
		assert.ok(rules.length > 0);
		assert.deepEqual([...new Set(rules)], ["look-alike-character"]);
	});
});
