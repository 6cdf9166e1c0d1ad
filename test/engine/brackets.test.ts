import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { repairsOf } from "../../server/src/engine/kubernetes/repairs";
import { Document } from "../../server/src/engine/yaml/document";
import { judge } from "../kit/mending";

const OBJECT = {
	apiVersion: "v1",
	kind: "Pod",
	metadata: { name: "web", labels: { app: "web" } },
	spec: {
		containers: [
			{
				name: "web",
				image: "nginx",
				ports: [{ containerPort: 80 }],
				volumeMounts: [{ name: "data", mountPath: "/data" }],
			},
			{ name: "ship", image: "fluent/fluent-bit:4.0.7" },
		],
		volumes: [{ name: "data", emptyDir: {} }],
	},
};
const KYAML = `---
{
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "web",
  },
  spec: {
    containers: [{
      name: "web",
      image: "nginx",
      args: [
        "serve",
      ],
    }, {
      name: "ship",
      image: "fluent/fluent-bit:4.0.7",
    }],
  },
}
`;
const ONE_LINE =
	'{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: web, image: nginx, command: [sleep, "3600"]}]}}\n';

const styles: readonly (readonly [string, string])[] = [
	["JSON", `${JSON.stringify(OBJECT, undefined, 2)}\n`],
	["JSON, four blanks", `${JSON.stringify(OBJECT, undefined, 4)}\n`],
	["KYAML", KYAML],
];

describe("a bracket in brackets", () => {
	for (const [style, text] of styles) {
		const places = [...text.matchAll(/[[\]{}]/g)];
		const outcomes = (change: (bracket: string) => string): string[] =>
			places.map(({ 0: bracket, index }) => {
				const broken =
					text.slice(0, index) + change(bracket) + text.slice(index + 1);
				return `${index} ${bracket} ${judge(text, broken).outcome}`;
			});

		it(`that is missing comes back: ${style}`, () => {
			const kept = outcomes(() => "").filter(
				(each) => !/(?:bytes|meaning|same)$/.test(each),
			);
			// Without the first one it is no text in brackets.
			assert.ok(kept.length <= 1, kept.join("\n"));
			assert.ok(kept.every((each) => !each.endsWith("different")));
		});

		it(`that is too many goes: ${style}`, () => {
			const left = outcomes((bracket) =>
				/[\]}]/.test(bracket) ? bracket + bracket : bracket,
			).filter((each) => !/(?:bytes|same)$/.test(each));
			assert.deepEqual(left, []);
		});

		it(`that is of the other kind becomes that of the one that it closes: ${style}`, () => {
			const left = outcomes((bracket) =>
				bracket === "]" ? "}" : bracket === "}" ? "]" : bracket,
			).filter((each) => !/(?:bytes|same)$/.test(each));
			assert.deepEqual(left, []);
		});
	}

	it("on one line stands where the most fields fit", () => {
		for (const [was, is] of [
			['"3600"]', '"3600"'],
			["web}, spec", "web, spec"],
			["nginx, command: [", "nginx, command: "],
		] as const)
			assert.equal(judge(ONE_LINE, ONE_LINE.replace(was, is)).outcome, "bytes");
	});

	it("is offered in each place, and in none preferred, where several are as good", () => {
		const broken = ONE_LINE.replace("web}, spec", "web}}, spec");
		assert.ok(repairsOf(new Document(broken)).length > 1);
		assert.equal(judge(ONE_LINE, broken).outcome, "none");
	});
});

describe("a bracket in a value of block style", () => {
	const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: example/web:1.8.0
      command: ["sh", "-c"]
      args: [serve, now]
      resources: {limits: {cpu: 1}}
  volumes:
    - name: data
      emptyDir: {}
`;
	const broken: readonly (readonly [string, string])[] = [
		['["sh", "-c"]', '"sh", "-c"]'],
		['["sh", "-c"]', '["sh", "-c"}'],
		["[serve, now]", "[serve, now}"],
		["[serve, now]", "[serve, now]]"],
		["[serve, now]", "serve, now]"],
		['["sh", "-c"]', '["sh"， "-c"]'],
		['["sh", "-c"]', '［"sh"， "-c"］'],
		["emptyDir: {}", "emptyDir: }"],
		["emptyDir: {}", "emptyDir: {]"],
		["emptyDir: {}", "emptyDir: {"],
		["{cpu: 1}}", "{cpu: 1}"],
		["{cpu: 1}}", "{cpu: 1}}}"],
		["{limits: {", "{limits: "],
		["{ name: web }", "{ name: web ]"],
	];
	for (const [was, is] of broken)
		it(`${was} → ${is}`, () => {
			assert.ok(POD.includes(was));
			assert.equal(judge(POD, POD.replace(was, is)).outcome, "bytes");
		});
});

describe("a comma in brackets", () => {
	for (const [style, text] of [...styles, ["one line", ONE_LINE]] as const)
		it(`that is missing comes back: ${style}`, () => {
			const left = [...text.matchAll(/,(?!\s*[\]}]|$)/gm)].flatMap(
				({ index }) => {
					const broken = text.slice(0, index) + text.slice(index + 1);
					const { outcome } = judge(text, broken);
					return /bytes|same/.test(outcome) ? [] : [`${index} ${outcome}`];
				},
			);
			assert.deepEqual(left, []);
		});
});

describe("a quote in brackets", () => {
	for (const [style, text] of styles)
		it(`that is missing comes back: ${style}`, () => {
			const quotes = [...text.matchAll(/"/g)];
			assert.ok(quotes.length > 0);
			const left = quotes.flatMap(({ index }) => {
				const broken = text.slice(0, index) + text.slice(index + 1);
				const { outcome } = judge(text, broken);
				return /bytes|same|meaning/.test(outcome)
					? []
					: [`${broken.slice(index - 12, index + 12)} ${outcome}`];
			});
			assert.deepEqual(left, []);
		});
});

describe("a colon in brackets", () => {
	it("that is missing comes back, and no comma", () => {
		const colons = [...ONE_LINE.matchAll(/: /g)];
		assert.ok(colons.length > 5);
		const left = colons.flatMap(({ index }) => {
			const broken = ONE_LINE.slice(0, index) + ONE_LINE.slice(index + 1);
			const { outcome } = judge(ONE_LINE, broken);
			return outcome === "bytes" ? [] : [`${broken} ${outcome}`];
		});
		assert.deepEqual(left, []);
	});
});

describe("a bracket that is missing at the end of a document", () => {
	for (const eol of ["\n", "\r\n"])
		it(`leaves the next document where it is: ${JSON.stringify(eol)}`, () => {
			const text =
				'{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": { "name": "web" }\n}\n---\na: b\n'.replaceAll(
					"\n",
					eol,
				);
			const broken = text.replace(`${eol}}${eol}`, eol);
			assert.equal(judge(text, broken).outcome, "bytes");
		});
});
