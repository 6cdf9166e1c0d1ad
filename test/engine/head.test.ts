import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	fixAll,
	headVersion,
	hoverAt,
	Source,
	settingsOf,
} from "../../server/src/engine/engine";

const HEAD = "# sidecar-patterns: kubernetes=1.28\n";
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: proxy
      image: envoyproxy/envoy:v1.34.0
      restartPolicy: Always
  containers:
    - name: web
      image: example/web:1.8.0
`;

const rulesOf = (text: string): string[] =>
	findingsOf(Source.open(text), DEFAULT_SETTINGS)
		.filter(({ finding }) => finding.severity !== "information")
		.map(({ finding }) => finding.rule.id);

describe("the version that a file names for itself", () => {
	it("goes before what was chosen", () => {
		assert.deepEqual(rulesOf(POD), []);
		assert.deepEqual(rulesOf(HEAD + POD), [
			"unknown-restart-policy-old-cluster",
		]);
	});

	it("counts for every document of the file", () => {
		const source = Source.open(`${HEAD}---\n${POD}---\n${POD}`);
		const found = findingsOf(source, DEFAULT_SETTINGS).filter(
			({ finding }) => finding.rule.id === "unknown-restart-policy-old-cluster",
		);
		assert.deepEqual(
			found.map(({ placed }) => placed.index),
			[0, 1],
		);
	});

	it("counts for hovers and fixes", () => {
		const text = HEAD + POD.replace("Always", "always");
		const source = Source.open(text);
		// 1.28 drops the right word as well: nothing is mended by it.
		assert.deepEqual(fixAll(source, DEFAULT_SETTINGS), []);
		const hover = hoverAt(
			source,
			text.indexOf("restartPolicy"),
			DEFAULT_SETTINGS,
			"en",
		);
		assert.match(hover?.markdown ?? "", /1\.28/);
	});

	for (const [name, comment, version] of [
		[
			"blanks and a patch release",
			"#  sidecar-patterns:  kubernetes = v1.31.4",
			"1.31",
		],
		["quotation marks", '# sidecar-patterns: kubernetes="1.30"', "1.30"],
		["a newer version", "# sidecar-patterns: kubernetes=1.99", "1.37"],
		["an older version", "# sidecar-patterns: kubernetes=1.9", "1.27"],
		["a byte order mark", "\uFEFF# sidecar-patterns: kubernetes=1.29", "1.29"],
		[
			"another comment above",
			"# ours\n\n# sidecar-patterns: kubernetes=1.29",
			"1.29",
		],
	] as const)
		it(`is read with ${name}`, () => {
			const source = Source.open(`${comment}\n${POD}`);
			assert.equal(headVersion(source)?.version, version);
		});

	for (const [name, text] of [
		["below the first key", `a: 1\n${HEAD}${POD}`],
		["as a value", `# kubernetes=1.29\n${POD}`],
		["without a version", `# sidecar-patterns: kubernetes=newest\n${POD}`],
	] as const)
		it(`is none ${name}`, () => {
			assert.equal(headVersion(Source.open(text))?.version, undefined);
			const source = Source.open(text);
			assert.equal(settingsOf(source, DEFAULT_SETTINGS), DEFAULT_SETTINGS);
		});

	it("gives the same settings each time, so that findings are kept", () => {
		const source = Source.open(HEAD + POD);
		assert.equal(
			settingsOf(source, DEFAULT_SETTINGS),
			settingsOf(Source.open(HEAD), DEFAULT_SETTINGS),
		);
	});
});
