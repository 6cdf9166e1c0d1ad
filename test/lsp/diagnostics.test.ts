import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import {
	type Diagnostic,
	DiagnosticSeverity,
} from "vscode-languageserver/node";
import { CAPABILITIES, LspClient } from "../kit/lsp-client";
import { positionOf, rangeOf, textIn } from "../kit/lsp-text";

/** Wrong in one place: Kubernetes compares `restartPolicy` letter by letter. */
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: proxy # 🚀
      image: example/proxy:1.4.0
      restartPolicy: always
  containers:
    - name: web
      image: example/web:1.8.0
`;

const TWICE = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
    - name: web
      image: example/web:1.8.0
`;

const codes = (diagnostics: readonly Diagnostic[]) =>
	diagnostics.map(({ code }) => code);

/** A new document for each test. */
let count = 0;
const newUri = () => `file:///manifests/pod-${++count}.yaml`;

describe("language server: pushed diagnostics", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start();
	});
	after(() => client.stop());

	it("come with the version, source, rule and page", async () => {
		const uri = newUri();
		client.open(uri, POD);
		const published = await client.publications.first(
			(each) => each.uri === uri,
		);
		assert.equal(published.version, 1);
		const [diagnostic] = published.diagnostics;
		assert.deepEqual(diagnostic, {
			range: rangeOf(POD, "always"),
			severity: DiagnosticSeverity.Error,
			code: "init-restart-policy-case",
			codeDescription: diagnostic?.codeDescription,
			source: "sidecar-patterns",
			message: diagnostic?.message,
		});
		assert.match(
			diagnostic?.codeDescription?.href ?? "",
			/^https:\/\/kubernetes\.io\//,
		);
		assert.match(String(diagnostic?.message), /'always'/);
	});

	it("are published for each version of the document", async () => {
		const uri = newUri();
		client.open(uri, POD);
		assert.deepEqual(codes(await client.diagnostics(uri)), [
			"init-restart-policy-case",
		]);
		client.change(uri, { range: rangeOf(POD, "always"), text: "Always" });
		assert.deepEqual(await client.diagnostics(uri), []);
		client.change(uri, { text: TWICE });
		assert.deepEqual(codes(await client.diagnostics(uri)), [
			"duplicate-container-name",
		]);
		const versions = client.publications.all
			.filter((each) => each.uri === uri)
			.map(({ version }) => version);
		assert.deepEqual(versions, [1, 2, 3]);
	});

	it("point to the other place", async () => {
		const uri = newUri();
		client.open(uri, TWICE);
		const [diagnostic] = await client.diagnostics(uri);
		const [related] = diagnostic?.relatedInformation ?? [];
		assert.equal(related?.location.uri, uri);
		assert.deepEqual(related?.location.range.start, { line: 6, character: 12 });
		assert.deepEqual(diagnostic?.range.start, { line: 8, character: 12 });
	});

	it("are published once for changes that arrive together", async () => {
		const uri = newUri();
		client.open(uri, POD);
		await client.diagnostics(uri);
		for (let key = 0; key < 20; key++) {
			client.change(uri, {
				range: {
					start: { line: 0, character: 0 },
					end: { line: 0, character: 0 },
				},
				text: "#",
			});
		}
		client.change(uri, {
			range: {
				start: { line: 0, character: 0 },
				end: { line: 0, character: 0 },
			},
			text: "# after 20 keys\n",
		});
		const diagnostics = await client.diagnostics(uri);
		// The keys have made a comment of the line that says apiVersion.
		assert.deepEqual(codes(diagnostics), [
			"unserved-kind",
			"init-restart-policy-case",
		]);
		await client.idle();
		const versions = client.publications.all
			.filter((each) => each.uri === uri)
			.map(({ version }) => version);
		assert.equal(versions.at(-1), 22, "the last version comes last");
		assert.ok(
			versions.length < 22,
			`fewer publications than changes: ${versions}`,
		);
		assert.deepEqual(
			versions,
			[...new Set(versions)].sort((a, b) => Number(a) - Number(b)),
			"each version once, in order",
		);
	});

	it("are emptied when the document is closed", async () => {
		const uri = newUri();
		client.open(uri, POD);
		assert.equal((await client.diagnostics(uri)).length, 1);
		client.close(uri);
		const emptied = await client.publications.first(
			(each) => each.uri === uri && each.version === undefined,
		);
		assert.deepEqual(emptied.diagnostics, []);
		client.open(uri, POD);
		await client.idle();
		const last = client.publications.all.findLast((each) => each.uri === uri);
		assert.deepEqual(
			codes(last?.diagnostics ?? []),
			["init-restart-policy-case"],
			"and come back when it is opened again",
		);
	});

	it("of a document that is closed before it is checked do not stay", async () => {
		const uri = newUri();
		client.open(uri, POD);
		client.change(uri, { text: TWICE });
		client.close(uri);
		await client.idle();
		assert.deepEqual(
			client.publications.all.findLast((each) => each.uri === uri)?.diagnostics,
			[],
		);
	});

	it("say nothing of YAML that is no manifest", async () => {
		const uri = newUri();
		client.open(
			uri,
			"services:\n  web:\n    image: example/web:latest\n  web: {\n",
		);
		assert.deepEqual(await client.diagnostics(uri), []);
	});
});

describe("language server: text that could end the process", () => {
	let client: LspClient;
	beforeEach(async () => {
		client = await LspClient.start();
	});
	afterEach(() => client.stop());

	/** A stack that ends while V8 compiles a regular expression takes the whole process with it; no `catch` sees that. */
	for (const [what, nested] of [
		["brackets", (levels: number) => `containers: ${"[{".repeat(levels)}`],
		["dashes", (levels: number) => `containers:\n${"- ".repeat(levels)}x\n`],
		[
			"question marks",
			(levels: number) => `containers:\n${"? ".repeat(levels)}x\n`,
		],
	] as const) {
		it(`nested more and more deeply with ${what} is told, and the server lives on`, async () => {
			const uri = newUri();
			client.open(uri, POD);
			for (const levels of [1_000, 10_000, 3_000, 100_000]) {
				client.change(uri, { text: nested(levels) });
				assert.deepEqual(
					codes(await client.diagnostics(uri)),
					["yaml-syntax"],
					`${levels} levels`,
				);
			}
			client.change(uri, { text: POD });
			assert.deepEqual(codes(await client.diagnostics(uri)), [
				"init-restart-policy-case",
			]);
		});
	}
});

describe("language server: places in the text", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start();
	});
	after(() => client.stop());

	const found = async (text: string) => {
		const uri = newUri();
		client.open(uri, text);
		return (await client.diagnostics(uri)).map(
			({ code, range }) => `${code}: ${textIn(text, range)}`,
		);
	};

	it("are right with CRLF", async () => {
		assert.deepEqual(await found(POD.replaceAll("\n", "\r\n")), [
			"init-restart-policy-case: always",
		]);
	});

	it("are right behind a byte order mark", async () => {
		assert.deepEqual(await found(`\uFEFF${POD}`), [
			"init-restart-policy-case: always",
		]);
	});

	it("are right in the second document of a stream", async () => {
		const stream = `# 🚢\n${POD.replace("always", "Always")}---\n${POD}`;
		const uri = newUri();
		client.open(uri, stream);
		const [diagnostic, ...others] = await client.diagnostics(uri);
		assert.deepEqual(others, []);
		assert.deepEqual(diagnostic?.range, rangeOf(stream, "always"));
	});

	it("count UTF-16 code units: an emoji on the line counts twice", async () => {
		const text = POD.replace(
			"    - name: proxy # 🚀\n      image: example/proxy:1.4.0\n      restartPolicy: always",
			'    - { name: proxy, image: "example/🚀🚀:1", restartPolicy: always }',
		);
		const uri = newUri();
		client.open(uri, text);
		const diagnostic = (await client.diagnostics(uri)).find(
			({ code }) => code === "init-restart-policy-case",
		);
		assert.deepEqual(diagnostic?.range, rangeOf(text, "always"));
		const before =
			'    - { name: proxy, image: "example/🚀🚀:1", restartPolicy: ';
		assert.equal(diagnostic?.range.start.character, before.length);
	});

	it("stay right through edits inside lines with CRLF and emoji", async () => {
		const uri = newUri();
		const text = POD.replaceAll("\n", "\r\n");
		client.open(uri, text);
		await client.diagnostics(uri);
		const behindEmoji = {
			...positionOf(text, "🚀"),
			character: positionOf(text, "🚀").character + 2,
		};
		client.change(
			uri,
			{
				range: { start: behindEmoji, end: behindEmoji },
				text: "🚀\r\n      tty: true",
			},
			{ range: rangeOf(text, "  name: web\r\n"), text: "  name: x\r\n" },
		);
		const now = text
			.replace("🚀", "🚀🚀\r\n      tty: true")
			.replace("  name: web\r\n", "  name: x\r\n");
		const [diagnostic] = await client.diagnostics(uri);
		assert.ok(diagnostic, "the finding is still there");
		assert.deepEqual(diagnostic.range, rangeOf(now, "always"));
	});

	it("reach over a deleted document border", async () => {
		const uri = newUri();
		const text = `---\n${TWICE}---\n${POD}`;
		client.open(uri, text);
		assert.deepEqual(codes(await client.diagnostics(uri)), [
			"duplicate-container-name",
			"init-restart-policy-case",
		]);
		client.change(uri, {
			range: {
				start: { line: 0, character: 0 },
				end: positionOf(
					text,
					"---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  init",
				),
			},
			text: "",
		});
		const [diagnostic, ...others] = await client.diagnostics(uri);
		assert.deepEqual(others, []);
		assert.deepEqual(diagnostic?.range, rangeOf(`---\n${POD}`, "always"));
	});
});

describe("language server: pulled diagnostics", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start({
			capabilities: {
				...CAPABILITIES,
				textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} },
			},
		});
	});
	after(() => client.stop());

	const pull = (uri: string) =>
		client.request<{ kind: string; items: Diagnostic[] }>(
			"textDocument/diagnostic",
			{ textDocument: { uri } },
		);

	it("are those of the document as it is, and nothing is pushed beside them", async () => {
		const uri = newUri();
		client.open(uri, POD);
		const first = await pull(uri);
		assert.equal(first.kind, "full");
		assert.deepEqual(
			first.items.map(({ code, range }) => [code, range]),
			[["init-restart-policy-case", rangeOf(POD, "always")]],
		);
		const before = client.publications.all.length;
		client.change(uri, { text: TWICE });
		assert.deepEqual(codes((await pull(uri)).items), [
			"duplicate-container-name",
		]);
		await client.idle();
		assert.deepEqual(client.publications.all.slice(before), []);
		const shown =
			client.publications.all.filter((each) => each.uri === uri).at(-1)
				?.diagnostics ?? [];
		assert.deepEqual(shown, [], "nothing that was pushed before shows twice");
	});

	it("of a document that is not open are none", async () => {
		assert.deepEqual((await pull(newUri())).items, []);
	});
});
