import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	findingsOf,
	LANGUAGES,
	Source,
} from "../../server/src/engine/engine";
import { ARTICLE_MENDED as MEANT, ARTICLE as PRINTED } from "../kit/manifests";

const indent = (text: string, by: number): string =>
	text.replace(/^(?=[^\n])/gm, " ".repeat(by));

/** The snippet among what stands around it in real files. */
const PLACES: Readonly<Record<string, (snippet: string) => string>> = {
	alone: (snippet) => snippet,
	indented: (snippet) => indent(snippet, 6),
	"in a Pod": (snippet) => `apiVersion: v1
kind: Pod
metadata:
  name: web # the shop
spec:
  # what runs
  containers:
  - name: web
    image: "nginx:1.29.1"
    volumeMounts: [{name: data, mountPath: /var/log/nginx}]

${indent(snippet, 2)}  volumes:
  - name: data
    emptyDir: {}
`,
	"in a Deployment, behind other init containers": (
		snippet,
	) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
    spec:
${indent(snippet.replace("initContainers:\n", "initContainers:\n  - name: setup\n    image: busybox:1.37\n    command:\n    - sh\n    - -c\n    - |\n      set: -e\n        deep\n"), 6)}      containers:
      - name: web
        image: nginx:1.29.1
`,
	"second in a stream": (snippet) =>
		`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\n${snippet}`,
};

const DEFECTS: Readonly<Record<string, (text: string) => string>> = {
	both: () => PRINTED,
	"command only": () => PRINTED.replace("        mountPath", "      mountPath"),
	"mountPath only": () => PRINTED.replace("  command", "    command"),
};

const LINE_ENDS: Readonly<Record<string, (text: string) => string>> = {
	LF: (text) => text,
	CRLF: (text) => text.replaceAll("\n", "\r\n"),
	"no final newline": (text) => text.slice(0, -1),
};

const mend = (text: string): { rules: string[]; results: Set<string> } => {
	const source = Source.open(text);
	const findings = findingsOf(source, DEFAULT_SETTINGS);
	const actions = actionsAt(
		source,
		{ start: 0, end: text.length },
		DEFAULT_SETTINGS,
	).filter(({ kind }) => kind === "fix");
	return {
		// What else there is to say goes on being said.
		rules: findings
			.map(({ finding }) => finding.rule.id)
			.filter((id) => id.startsWith("misindented") || id === "yaml-syntax"),
		results: new Set(
			actions.map((action) => applyEdit(text, action.edit() ?? [])),
		),
	};
};

describe("repair of indentation", () => {
	for (const [place, put] of Object.entries(PLACES)) {
		for (const [defect, breakIt] of Object.entries(DEFECTS)) {
			for (const [lineEnd, end] of Object.entries(LINE_ENDS)) {
				it(`mends the article's snippet: ${place}, ${defect}, ${lineEnd}`, () => {
					const { rules, results } = mend(end(put(breakIt(PRINTED))));
					const expected = {
						both: ["misindented-key", "misindented-nested-key"],
						"command only": ["misindented-key"],
						"mountPath only": ["misindented-nested-key"],
					}[defect];
					assert.deepEqual(rules, expected);
					assert.deepEqual([...results], [end(put(MEANT))]);
				});
			}
		}
	}

	it("puts back any one line of a container that was moved, or says nothing", () => {
		const text = PLACES["in a Pod"]?.(MEANT) ?? "";
		const lines = text.split("\n");
		const keys = lines.flatMap((line, index) =>
			/^ +[a-z]\w*:/i.test(line) ? [index] : [],
		);
		let mended = 0;
		fc.assert(
			fc.property(
				fc.constantFrom(...keys),
				fc.constantFrom(-4, -3, -2, -1, 1, 2, 3, 4),
				(index, by) => {
					const line = lines[index] ?? "";
					if (by < 0 && !line.startsWith(" ".repeat(-by))) return;
					const moved = by > 0 ? " ".repeat(by) + line : line.slice(-by);
					const broken = lines.with(index, moved).join("\n");
					if (
						Source.open(broken).documents.every(
							({ document }) => document.faults.length === 0,
						)
					)
						return;
					const { rules, results } = mend(broken);
					assert.notDeepEqual(rules, [], "the break is told");
					if (!rules.some((rule) => rule.startsWith("misindented"))) return;
					for (const result of results) {
						const [whole] = Source.open(result).documents;
						assert.deepEqual(whole?.document.faults, []);
					}
					mended++;
				},
			),
			{ numRuns: 300 },
		);
		assert.ok(mended > 100, `only ${mended} were mended`);
	});

	it("leaves other breaks to yaml-syntax, and templates alone", () => {
		const broken = `${PLACES["in a Pod"]?.(MEANT)}  hostNetwork: "true\n`;
		assert.deepEqual(mend(broken).rules, ["yaml-syntax"]);
		assert.deepEqual(
			mend(`{{- if .Values.ship }}\n${PRINTED}{{- end }}\n`).rules,
			[],
		);
	});

	it("offers two equally good readings without preferring one", () => {
		// `cpu` may belong to the limits or to the requests.
		const text = `containers:
- name: web
  image: nginx:1.29.1
  resources:
    requests:
        memory: 1Gi
      cpu: 1
`;
		const source = Source.open(text);
		const fixes = actionsAt(
			source,
			{ start: 0, end: text.length },
			DEFAULT_SETTINGS,
		).filter(({ kind }) => kind === "fix");
		assert.ok(fixes.length >= 1);
		assert.equal(
			fixes.filter(({ preferred }) => preferred).length,
			fixes.length === 1 ? 1 : 0,
		);
	});

	it("says in the title to whom a line goes", () => {
		const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
  - name: ship
    image: fluent/fluent-bit:4.0.7
   restartPolicy: Always
  containers:
  - name: web
    image: nginx:1.29.1
`;
		const titles = LANGUAGES.map((language) =>
			actionsAt(
				Source.open(text),
				{ start: 0, end: text.length },
				DEFAULT_SETTINGS,
			)
				.filter(({ kind }) => kind === "fix")
				.map(({ title }) => title(language)),
		);
		assert.deepEqual(titles, [
			[
				"Put `restartPolicy` at its right column, as part of `- name: ship`",
				"Put `restartPolicy` at its right column, as part of `spec:`",
			],
			[
				"`restartPolicy` を正しい桁に直し、`- name: ship` に属する行にする",
				"`restartPolicy` を正しい桁に直し、`spec:` に属する行にする",
			],
		]);
	});

	it("names the key below which a line of a mapping belongs, not the mapping's first line", () => {
		const place = PLACES["in a Pod"]?.(MEANT) ?? "";
		const messagesOf = (text: string) =>
			findingsOf(Source.open(text), DEFAULT_SETTINGS)
				.filter(({ finding }) => finding.rule.id.startsWith("misindented"))
				.map(({ finding }) => finding.message("en"));
		assert.deepEqual(messagesOf(place.replace("  volumes:", "   volumes:")), [
			"`volumes` stands 1 column too far to the right: it belongs to `spec:`.",
		]);
		assert.deepEqual(messagesOf(`${MEANT} volumes: []\n`), [
			"`volumes` stands 1 column too far to the right: it belongs to the top level of the document.",
		]);
	});
});
