import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	type CompletionItem,
	CompletionItemKind,
	InsertTextFormat,
} from "vscode-languageserver/node";
import { type ClientOptions, LspClient } from "../kit/lsp-client";
import { positionOf } from "../kit/lsp-text";

const URI = "file:///manifests/completion.yaml";
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29.0
      volumeMounts:
        - {name: x, mountPath: /srv}
  volumes:
    - name: data$1
      emptyDir: {}
`;
const TYPED = POD.replace("  containers:", "  init\n  containers:");

async function complete(
	typed: string,
	options: ClientOptions = {},
	text = TYPED,
): Promise<readonly CompletionItem[]> {
	const client = await LspClient.start(options);
	try {
		client.open(URI, text);
		const { line, character } = positionOf(text, typed);
		return await client.request<CompletionItem[]>("textDocument/completion", {
			textDocument: { uri: URI },
			position: { line, character: character + typed.length },
		});
	} finally {
		await client.stop();
	}
}

const WITH_SNIPPETS: ClientOptions = {
	capabilities: {
		textDocument: { completion: { completionItem: { snippetSupport: true } } },
	},
};

describe("language server: completion", () => {
	it("replaces what is typed, with the cursor where it goes on", async () => {
		const items = await complete("  init", WITH_SNIPPETS);
		const item = items.find(({ label }) => label === "initContainers");
		assert.deepEqual(item?.textEdit, {
			range: {
				start: { line: 5, character: 2 },
				end: { line: 5, character: 6 },
			},
			newText: "initContainers:\n    - name: $0",
		});
		assert.equal(item?.insertTextFormat, InsertTextFormat.Snippet);
		assert.equal(item?.kind, CompletionItemKind.Property);
		assert.deepEqual(
			items.map(({ sortText = "" }) => sortText),
			items.map(({ sortText = "" }) => sortText).sort(),
		);
	});

	it("is plain text for a client without snippets", async () => {
		const item = (await complete("  init")).find(
			({ label }) => label === "initContainers",
		);
		assert.equal(item?.insertTextFormat, InsertTextFormat.PlainText);
		assert.deepEqual(item?.textEdit?.newText, "initContainers:\n    - name: ");
	});

	it("escapes what has a meaning in snippets", async () => {
		const [item] = await complete("{name: x", WITH_SNIPPETS, POD);
		assert.equal(item?.label, "data$1");
		assert.equal(item?.textEdit?.newText, "data\\$1$0");
	});

	it("brings whole patterns, found by what people type", async () => {
		const pattern = (await complete("  init")).find(
			({ kind }) => kind === CompletionItemKind.Snippet,
		);
		assert.equal(pattern?.label, "sidecar-here");
		assert.ok((pattern?.additionalTextEdits?.length ?? 0) > 2);
	});

	it("offers nothing where it is turned off", async () => {
		const initializationOptions = { completion: { enabled: false } };
		assert.deepEqual(await complete("  init", { initializationOptions }), []);
	});
});
