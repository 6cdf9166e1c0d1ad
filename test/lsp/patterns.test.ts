import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { TextDocumentEdit, TextEdit } from "vscode-languageserver/node";
import { applyEdit, Lines } from "../../server/src/engine/engine";
import { toRange } from "../../server/src/lsp/convert";
import type { PatternsResult } from "../../server/src/lsp/protocol";
import { LspClient } from "../kit/lsp-client";
import { positionOf } from "../kit/lsp-text";

const POD = [
	"apiVersion: v1",
	"kind: Pod",
	"metadata:",
	"  name: web",
	"spec:",
	"  hostNetwork: true",
	"  containers:",
	"    - name: web",
	"      image: nginx:1.28.0",
	"",
].join("\r\n");

describe("language server: patterns for a Pod", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start({});
	});
	after(() => client.stop());

	const patterns = (uri: string, text: string, piece: string) =>
		client.request<PatternsResult | null>("sidecarPatterns/patterns", {
			textDocument: { uri },
			position: positionOf(text, piece),
		});

	it("come with edits and with where to look, or with a reason", async () => {
		const text = `# other\r\n---\r\n${POD}`;
		client.open("untitled:patterns", text);
		const found = await patterns("untitled:patterns", text, "nginx");
		assert.deepEqual(
			found?.patterns.map(({ variant, disabled }) => [
				variant,
				disabled !== undefined,
			]),
			[
				["native-sidecar", false],
				["init-container", false],
				["ambassador", true],
				["configuration-helper", false],
				["adapter", true],
			],
		);
		const lines = new Lines(text);
		for (const { edit, image, details, disabled } of found.patterns) {
			assert.equal(edit === undefined, disabled !== undefined);
			if (!edit || !image) continue;
			const [change, another] = (edit.documentChanges ??
				[]) as TextDocumentEdit[];
			assert.equal(another, undefined);
			const edits = (change?.edits ?? []) as TextEdit[];
			assert.ok(details.length > 0);
			const result = applyEdit(
				text,
				edits.map(({ range, newText }) => ({
					...toRange(lines, range),
					text: newText,
				})),
			);
			const at = toRange(new Lines(result), image);
			assert.match(result.slice(at.start, at.end), /^[\w./-]+:[\d.]+$/);
		}
	});

	it("are none where there is no Pod", async () => {
		const text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n";
		client.open("untitled:config", text);
		assert.equal(await patterns("untitled:config", text, "kind"), null);
		client.open("untitled:empty", "");
		assert.equal(await patterns("untitled:empty", "", ""), null);
	});

	it("are code actions of the Pod's spec as well", async () => {
		client.open("untitled:actions", POD);
		const position = positionOf(POD, "spec:");
		const actions = await client.request<
			{ data?: { refactoring?: string; variant?: string } }[]
		>("textDocument/codeAction", {
			textDocument: { uri: "untitled:actions" },
			range: { start: position, end: position },
			context: { diagnostics: [], only: ["refactor.rewrite"] },
		});
		assert.deepEqual(
			actions.flatMap(({ data }) =>
				data?.refactoring === "insert-pattern" ? data.variant : [],
			),
			[
				"native-sidecar",
				"init-container",
				"ambassador",
				"configuration-helper",
				"adapter",
			],
		);
	});
});
