import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { findingsOf, Source } from "../../server/src/engine/engine";
import { assertCopes, STRICT } from "../kit/engine-check";

const rulesOf = (text: string) =>
	findingsOf(Source.open(text), STRICT).map(({ finding }) => finding.rule.id);

const pod = (containers: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
${containers}`;

const TWICE = pod(`    - name: web
      image: example/web:1.8.0
    - name: web
      image: example/web:1.8.0
`);

describe("bad input: odd texts", () => {
	const texts: readonly (readonly [what: string, text: string])[] = [
		["nothing", ""],
		["one newline", "\n"],
		["blanks", "   \n \n"],
		["only comments", "# containers: []\n# and nothing else"],
		["only a document marker", "---"],
		["only the end of a document", "..."],
		["many empty documents", "---\n".repeat(50)],
		["a byte order mark", `\uFEFF${TWICE}`],
		["two byte order marks", `\uFEFF\uFEFF${TWICE}`],
		["a byte order mark in the middle", TWICE.replace("web:1", "\uFEFFweb:1")],
		["a NUL byte", TWICE.replace("example", "exa\0mple")],
		["only NUL bytes", "\0".repeat(100)],
		[
			"other control characters",
			TWICE.replace("example", "\u0001\u001b[31m\u007f"),
		],
		["half of a surrogate pair", TWICE.replace("example", "\uD83D")],
		[
			"line and paragraph separators",
			TWICE.replace("example", "a\u2028b\u2029c\u0085"),
		],
		["tabs as indentation", TWICE.replaceAll("    ", "\t")],
		["tabs behind values", TWICE.replaceAll("\n", "\t\n")],
		["a tab behind the dash", TWICE.replaceAll("- name", "-\tname")],
		["old Mac line ends", TWICE.replaceAll("\n", "\r")],
		["mixed line ends", TWICE.replace("\n", "\r\n")],
		["a text that is one scalar", "containers"],
		[
			"many lines like sentences, then one that is none",
			`${"a b\n".repeat(200)}x: y\n`,
		],
		["a list", "- containers\n- initContainers: []\n"],
		["directives", `%YAML 1.2\n%TAG ! tag:example.com,2000:\n---\n${TWICE}`],
		["an unknown directive", `%CONTAINERS 9\n---\n${TWICE}`],
		[
			"tags",
			TWICE.replaceAll("name: ", "name: !!str ").replace(
				"spec:",
				"spec: !custom",
			),
		],
		["an unknown tag handle", TWICE.replace("spec:", "spec: !e!x")],
		[
			"complex keys",
			pod(
				"    - ? name\n      : web\n    - ? [containers]\n      : { ? containers : x }\n",
			),
		],
		[
			"keys that are objects' own names",
			pod(
				"    - name: web\n      constructor: {}\n      __proto__: { name: x }\n      toString: x\n      image: a\n",
			),
		],
		["an unclosed quote", TWICE.replace("example", '"example')],
		["an unclosed flow", TWICE.replace("spec:", "spec: {")],
		["a block scalar without end", `${TWICE}      command: |\n`],
		[
			"a marker in a string",
			TWICE.replace("example/web:1.8.0", '"a\n--- b\n..."'),
		],
	];
	for (const [what, text] of texts) {
		it(what, () =>
			assertCopes(text, [0, Math.floor(text.length / 2), text.length]),
		);
	}

	it("a NUL byte in a manifest is told", () => {
		assert.deepEqual(rulesOf(TWICE.replace("example", "exa\0mple")), [
			"yaml-syntax",
		]);
	});

	it("brackets in a script are no nesting", () => {
		const script = "          printf '\\033[0m'\n".repeat(600);
		const text = `${pod(`    - name: web\n      image: &image example/web:1.8.0\n      args:\n        - |\n${script}`)}`;
		assert.deepEqual(rulesOf(text), []);
	});

	it("a byte order mark hides nothing", () => {
		assert.deepEqual(rulesOf(`\uFEFF${TWICE}`), ["duplicate-container-name"]);
	});
});

describe("bad input: size", () => {
	it("10 MB in one document", () => {
		const container = (index: number) =>
			`    - name: c${index}\n      image: example/web:1.8.0\n      env:\n        - name: A\n          value: "${"x".repeat(400)}"\n`;
		let containers = "";
		for (let index = 0; containers.length < 10_000_000; index++)
			containers += container(index);
		assertCopes(pod(containers), [0, 200]);
	}).timeout(120_000);

	it("10 MB in one value", () => {
		assertCopes(
			`${TWICE}      command: [sh, -c, "${"echo sidecar; ".repeat(750_000)}"]\n`,
			[200],
		);
	}).timeout(60_000);

	it("10 MB that hold no Pod cost next to nothing", () => {
		const text = "key: value # ---\n".repeat(600_000);
		assert.deepEqual(rulesOf(text), []);
	});

	it("10,000 documents", () => {
		const documents = Array.from(
			{ length: 10_000 },
			(_, index) => `---\n${TWICE}# ${index}\n`,
		).join("");
		assert.equal(rulesOf(documents).length, 10_000);
		assertCopes(documents, [200]);
	}).timeout(120_000);

	it("10,000 documents, one changed", () => {
		const documents = Array.from(
			{ length: 10_000 },
			(_, index) => `---\n${TWICE}# ${index}\n`,
		).join("");
		const before = Source.open(documents);
		assert.equal(findingsOf(before, STRICT).length, 10_000);
		const after = before.update(
			documents.replace("# 5000\n", "# changed\n---\n").replace(TWICE, ""),
		);
		assert.equal(findingsOf(after, STRICT).length, 9_999);
	}).timeout(120_000);

	it("300 containers whose lines are mis-indented", () => {
		assertCopes(
			pod("    - name: web\n   image: a\n       command: [b]\n".repeat(300)),
			[200],
		);
	}).timeout(60_000);
});

describe("bad input: depth", () => {
	const DEPTH = 2_000;
	const nested: readonly (readonly [what: string, text: string])[] = [
		[
			"block mappings",
			Array.from(
				{ length: DEPTH },
				(_, level) => `${" ".repeat(level)}containers:\n`,
			).join(""),
		],
		["block sequences", `containers:\n${"- ".repeat(DEPTH)}name: web\n`],
		[
			"flow sequences",
			`containers: ${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}\n`,
		],
		[
			"flow sequences that are not closed",
			`containers: ${"[".repeat(DEPTH)}\n`,
		],
		[
			"flow mappings",
			`containers: ${"{containers: ".repeat(DEPTH)}${"}".repeat(DEPTH)}\n`,
		],
		[
			"flow mappings that are not closed",
			`containers: ${"{containers: ".repeat(DEPTH)}\n`,
		],
		[
			"lists in mappings",
			`containers:\n${Array.from({ length: DEPTH }, (_, level) => `${" ".repeat(2 * level)}- containers:\n`).join("")}`,
		],
		[
			"lists that are mis-indented, each in the one before",
			Array.from(
				{ length: DEPTH },
				(_, level) =>
					`${" ".repeat(level)}${level % 2 ? "- containers:" : "containers:"}\n`,
			).join(""),
		],
		[
			"templates",
			`containers: ${"{{ ".repeat(DEPTH)}x${" }}".repeat(DEPTH)}\n`,
		],
		["dots", `containers: ${"- ? ".repeat(DEPTH)}\n`],
	];
	for (const [what, text] of nested) {
		it(`${DEPTH} ${what}`, () =>
			assertCopes(text, [0, 13, Math.floor(text.length / 2)])).timeout(60_000);
		it(`${DEPTH} ${what} inside a Pod`, () => {
			const inside = `${pod("    - name: web\n      image: a\n").replace("  containers:\n", "  overhead:\n    a: b\n  containers:\n")}      x-${text.replaceAll("\n", "\n        ").trimEnd()}\n`;
			assertCopes(inside, [200, Math.floor(inside.length / 2)]);
		}).timeout(60_000);
	}
});

describe("bad input: anchors, aliases and merge keys", () => {
	const bomb = (first: string, list: (name: string) => string) => {
		const levels = "abcdefghij".split("");
		return levels
			.map(
				(level, index) =>
					`${level}: &${level} ${
						index === 0
							? first
							: `[${Array(10)
									.fill(list(levels[index - 1] ?? ""))
									.join(", ")}]`
					}`,
			)
			.join("\n");
	};
	const texts: readonly (readonly [what: string, text: string])[] = [
		[
			"a billion laughs as env",
			`${bomb('{name: A, value: "lol"}', (name) => `*${name}`)}\n${pod("    - name: web\n      image: a\n      env: *j\n")}`,
		],
		[
			"a billion laughs as containers",
			`${bomb("{name: web, image: a}", (name) => `*${name}`)}\n${pod("").replace("containers:\n", "containers: *j\n")}`,
		],
		[
			"a billion laughs of mappings",
			`${"abcdefghij"
				.split("")
				.map(
					(level, index, all) =>
						`${level}: &${level} {${index === 0 ? "name: web" : Array.from({ length: 10 }, (_, key) => `k${key}: *${all[index - 1]}`).join(", ")}}`,
				)
				.join("\n")}\nspec:\n  containers: [*j]\n`,
		],
		[
			"a billion laughs of merge keys",
			`${"abcdefghij"
				.split("")
				.map(
					(level, index, all) =>
						`${level}: &${level}\n  ${
							index === 0
								? "name: web"
								: `<<: [${Array(10)
										.fill(`*${all[index - 1]}`)
										.join(", ")}]`
						}`,
				)
				.join("\n")}\nspec:\n  containers:\n    - <<: *j\n      image: a\n`,
		],
		[
			"a list of containers that holds itself",
			pod(
				"    - &self\n      name: web\n      image: a\n      env: [*self]\n      volumeMounts: *self\n",
			),
		],
		[
			"containers that are themselves",
			"kind: Pod\nspec: &spec\n  containers: &list\n    - *list\n    - *spec\n  initContainers: *list\n",
		],
		[
			"a spec that is its own template",
			"apiVersion: apps/v1\nkind: Deployment\nspec: &spec\n  template:\n    spec: *spec\n  containers: [{name: a, image: b}]\n",
		],
		[
			"items that hold themselves",
			`apiVersion: v1\nkind: List\nitems: &items\n  - kind: List\n    items: *items\n  - ${TWICE.trimEnd().replaceAll("\n", "\n    ")}\n`,
		],
		[
			"aliases without anchor",
			pod("    - *nothing\n    - name: *nothing\n      image: *nothing\n"),
		],
		[
			"an alias before its anchor",
			pod(
				"    - name: *later\n      image: a\n    - name: &later web\n      image: a\n",
			),
		],
		[
			"an anchor twice",
			pod(
				"    - name: &a web\n      image: &a x\n    - name: *a\n      image: *a\n",
			),
		],
		[
			"a merge key",
			`base: &base { image: a, restartPolicy: Always }\n${pod("    - <<: *base\n      name: web\n")}`,
		],
		[
			"a merge key that refers to itself",
			pod("    - &self\n      <<: *self\n      name: web\n"),
		],
		[
			"merge keys in a circle",
			"a: &a\n  <<: *b\nb: &b\n  <<: *a\nspec:\n  containers:\n    - <<: *b\n      image: x\n",
		],
		[
			"a merge key of a scalar, a list, null",
			pod(
				"    - <<: text\n      name: a\n    - <<: [1, 2]\n      name: b\n    - <<:\n      name: c\n",
			),
		],
		[
			"2,000 merge keys, each of the one before",
			`${Array.from({ length: 2_000 }, (_, level) => `m${level}: &m${level}\n  ${level ? `<<: *m${level - 1}` : "image: a"}`).join("\n")}\n${pod("    - <<: *m1999\n      name: web\n")}`,
		],
		[
			"duplicate keys",
			pod(
				"    - name: web\n      name: web\n      image: a\n      image: b\n",
			).replace(
				"spec:",
				"spec:\n  containers:\n    - name: other\n      image: x\nspec:",
			),
		],
		[
			"duplicate lists in one spec",
			`${TWICE}  initContainers:\n    - name: web\n      image: a\n  containers:\n    - name: web\n      image: b\n  initContainers: []\n`,
		],
		[
			"a shared list of containers",
			pod("    - &web\n      name: web\n      image: a\n    - *web\n"),
		],
	];
	for (const [what, text] of texts) {
		it(what, () =>
			assertCopes(text, [0, text.indexOf("containers") + 2, text.length - 3]),
		).timeout(60_000);
	}
});
