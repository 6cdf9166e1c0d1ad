import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { TextDocumentSyncKind } from "vscode-languageserver/node";
import packageManifest from "../../package.json";
import { CAPABILITIES, type ClientOptions, LspClient } from "../kit/lsp-client";

const PULLS = {
	...CAPABILITIES,
	textDocument: { ...CAPABILITIES.textDocument, diagnostic: {} },
};

describe("language server: initialize and shutdown", () => {
	let client: Awaited<ReturnType<typeof LspClient.start>>;
	const start = async (options?: ClientOptions) => {
		client = await LspClient.start(options);
		return client.initialized;
	};
	afterEach(() => client.stop());

	it("says who it is", async () => {
		const { serverInfo } = await start();
		assert.deepEqual(serverInfo, {
			name: "sidecar-patterns-language-server",
			version: packageManifest.version,
		});
	});

	it("offers incremental synchronization, code actions with resolve, completion, hover, code lenses and inlay hints", async () => {
		const { capabilities } = await start();
		assert.deepEqual(capabilities, {
			textDocumentSync: {
				openClose: true,
				change: TextDocumentSyncKind.Incremental,
			},
			codeActionProvider: {
				codeActionKinds: [
					"quickfix",
					"refactor.rewrite.sidecarPatterns",
					"source.fixAll.sidecarPatterns",
				],
				resolveProvider: true,
			},
			completionProvider: { triggerCharacters: [" ", ":", '"'] },
			hoverProvider: true,
			codeLensProvider: { resolveProvider: true },
			inlayHintProvider: true,
		});
	});

	it("lets clients pull diagnostics that can", async () => {
		const { capabilities } = await start({ capabilities: PULLS });
		assert.deepEqual(capabilities.diagnosticProvider, {
			interFileDependencies: true,
			workspaceDiagnostics: false,
		});
	});

	it("does not offer to be pulled to a client that asks for push", async () => {
		const { capabilities } = await start({
			capabilities: PULLS,
			initializationOptions: { diagnostics: "push" },
		});
		assert.equal(capabilities.diagnosticProvider, undefined);
	});

	it("copes with a client that says nothing of itself", async () => {
		await start({ capabilities: {} });
		client.open("untitled:one", "kind: Pod\n");
		assert.deepEqual(await client.diagnostics("untitled:one"), []);
	});

	it("ends with 0 after shutdown and exit", async () => {
		await start();
		await client.request("shutdown");
		client.notify("exit");
		assert.equal(await client.ended, 0);
	});

	it("ends with 1 after exit without shutdown", async () => {
		await start();
		client.notify("exit");
		assert.equal(await client.ended, 1);
	});
});
