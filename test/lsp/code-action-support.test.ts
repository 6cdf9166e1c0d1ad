import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type {
	ClientCapabilities,
	CodeAction,
	Diagnostic,
} from "vscode-languageserver/node";
import { CAPABILITIES, LspClient } from "../kit/lsp-client";
import { applyAction, rangeOf } from "../kit/lsp-text";
import {
	ARTICLE,
	ARTICLE_MENDED,
	POD_WITH_SHIPPER as POD,
} from "../kit/manifests";

const withoutResolve: ClientCapabilities = {
	...CAPABILITIES,
	textDocument: {
		...CAPABILITIES.textDocument,
		codeAction: { disabledSupport: true, isPreferredSupport: true },
	},
};
const withoutDisabled: ClientCapabilities = {
	...CAPABILITIES,
	textDocument: {
		...CAPABILITIES.textDocument,
		codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
	},
};

let count = 0;
const newUri = () => `file:///manifests/actions-${++count}.yaml`;
const kinds = (actions: readonly CodeAction[]) => [
	...new Set(actions.map(({ kind }) => kind)),
];

/** A server, one open document, and what it says about it. */
async function opened(
	client: LspClient,
	text: string,
): Promise<{ uri: string; diagnostics: readonly Diagnostic[] }> {
	const uri = newUri();
	client.open(uri, text);
	return { uri, diagnostics: await client.diagnostics(uri) };
}

describe("language server: code actions of the asked kinds only", () => {
	let client: LspClient;
	let uri: string;
	before(async () => {
		client = await LspClient.start();
		({ uri } = await opened(client, POD));
	});
	after(() => client.stop());

	const everywhere = {
		start: { line: 0, character: 0 },
		end: { line: 99, character: 0 },
	};
	const expected: readonly (readonly [
		only: string | undefined,
		kinds: readonly string[],
	])[] = [
		[undefined, ["quickfix", "refactor.rewrite.sidecarPatterns"]],
		[
			"",
			[
				"quickfix",
				"refactor.rewrite.sidecarPatterns",
				"source.fixAll.sidecarPatterns",
			],
		],
		["quickfix", ["quickfix"]],
		["refactor", ["refactor.rewrite.sidecarPatterns"]],
		["refactor.rewrite", ["refactor.rewrite.sidecarPatterns"]],
		["refactor.rewrite.sidecarPatterns", ["refactor.rewrite.sidecarPatterns"]],
		["refactor.rewrite.sidecarPatterns.other", []],
		["refactor.extract", []],
		["source", ["source.fixAll.sidecarPatterns"]],
		["source.fixAll", ["source.fixAll.sidecarPatterns"]],
		["source.fixAll.sidecarPatterns", ["source.fixAll.sidecarPatterns"]],
		["source.fixAllOfIt", []],
		["source.organizeImports", []],
	];
	for (const [only, wanted] of expected) {
		it(only === undefined ? "no kind" : `"${only}"`, async () => {
			const actions = await client.codeActions(
				uri,
				everywhere,
				only === undefined ? {} : { only: [only] },
			);
			assert.deepEqual(kinds(actions), wanted);
		});
	}

	it("two kinds", async () => {
		const actions = await client.codeActions(uri, everywhere, {
			only: ["refactor", "source.fixAll"],
		});
		assert.deepEqual(kinds(actions), [
			"refactor.rewrite.sidecarPatterns",
			"source.fixAll.sidecarPatterns",
		]);
	});
});

describe("language server: fix all", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start();
	});
	after(() => client.stop());

	const fixAll = async (text: string) => {
		const { uri } = await opened(client, text);
		const start = { line: 0, character: 0 };
		const actions = await client.codeActions(
			uri,
			{ start, end: start },
			{ only: ["source.fixAll.sidecarPatterns"] },
		);
		assert.ok(actions.length <= 1);
		return actions[0];
	};

	it("mends the article's snippet at once", async () => {
		const action = await fixAll(ARTICLE);
		assert.equal(action && applyAction(ARTICLE, action), ARTICLE_MENDED);
	});

	it("mends each document of a stream, with CRLF", async () => {
		const stream = `${ARTICLE}---\n${POD}`.replaceAll("\n", "\r\n");
		const action = await fixAll(stream);
		const mended =
			`${ARTICLE_MENDED}---\n${POD.replace("always", "Always")}`.replaceAll(
				"\n",
				"\r\n",
			);
		assert.equal(action && applyAction(stream, action), mended);
	});

	it("is not offered where nothing is to be mended", async () => {
		assert.equal(await fixAll(ARTICLE_MENDED), undefined);
	});
});

describe("language server: code actions for what the client can do", () => {
	const use = async <T>(
		options: Parameters<typeof LspClient.start>[0],
		task: (client: LspClient) => Promise<T>,
	): Promise<T> => {
		const client = await LspClient.start(options);
		try {
			return await task(client);
		} finally {
			await client.stop();
		}
	};

	it("carry their edit at once where it cannot be asked for later", () =>
		use({ capabilities: withoutResolve }, async (client) => {
			const { uri } = await opened(client, POD);
			const [fix] = await client.codeActions(uri, rangeOf(POD, "always"), {
				only: ["quickfix"],
			});
			assert.equal(
				fix && applyAction(POD, fix),
				POD.replace("always", "Always"),
			);
		}));

	it("change documents by URI where the client knows no versions", () =>
		use(
			{ capabilities: { ...withoutResolve, workspace: {} } },
			async (client) => {
				const { uri } = await opened(client, POD);
				const [fix] = await client.codeActions(uri, rangeOf(POD, "always"), {
					only: ["quickfix"],
				});
				assert.deepEqual(Object.keys(fix?.edit?.changes ?? {}), [uri]);
				assert.equal(
					fix && applyAction(POD, fix),
					POD.replace("always", "Always"),
				);
			},
		));

	it("say why a conversion is not possible on Kubernetes 1.28", () =>
		use(
			{ initializationOptions: { kubernetesVersion: "1.28" } },
			async (client) => {
				const { uri } = await opened(client, POD);
				const [action] = await client.codeActions(
					uri,
					rangeOf(POD, "shipper"),
					{ only: ["refactor"] },
				);
				assert.match(action?.disabled?.reason ?? "", /1\.29/);
				assert.equal(
					(await client.resolve(action as CodeAction)).edit,
					undefined,
				);
			},
		));

	it("leave out what is disabled where the client cannot show it", () =>
		use(
			{
				initializationOptions: { kubernetesVersion: "1.28" },
				capabilities: withoutDisabled,
			},
			async (client) => {
				const { uri } = await opened(client, POD);
				assert.deepEqual(
					await client.codeActions(uri, rangeOf(POD, "shipper"), {
						only: ["refactor"],
					}),
					[],
				);
			},
		));

	it("open the page of a rule where the client has the command", () =>
		use(
			{ initializationOptions: { commands: ["sidecarPatterns.showRule"] } },
			async (client) => {
				const { uri, diagnostics } = await opened(client, POD);
				const mistakes = diagnostics.filter(
					({ code }) => code === "init-restart-policy-case",
				);
				const actions = await client.codeActions(uri, rangeOf(POD, "always"), {
					diagnostics: mistakes,
				});
				const [show, ...others] = actions.filter(({ command }) => command);
				assert.deepEqual(others, []);
				assert.equal(show?.kind, "quickfix");
				assert.deepEqual(show?.diagnostics, mistakes);
				assert.deepEqual(show?.command, {
					title: "Show documentation for init-restart-policy-case",
					command: "sidecarPatterns.showRule",
					arguments: ["init-restart-policy-case"],
				});
			},
		));

	it("offer a conversion once in a menu of fixes and refactorings", () =>
		use({}, async (client) => {
			const { uri } = await opened(client, POD);
			const convert = async (only?: string) =>
				(
					await client.codeActions(
						uri,
						rangeOf(POD, "shipper"),
						only === undefined ? {} : { only: [only] },
					)
				)
					.filter(({ title }) => title.startsWith("Convert 'shipper'"))
					.map(({ kind }) => kind);
			assert.deepEqual(await convert(), ["quickfix"]);
			assert.deepEqual(await convert("refactor"), [
				"refactor.rewrite.sidecarPatterns",
			]);
		}));

	it("take the cursor along where the client has the command", () =>
		use(
			{ initializationOptions: { commands: ["sidecarPatterns.select"] } },
			async (client) => {
				const { uri } = await opened(client, POD);
				const { start } = rangeOf(POD, "fluent-bit");
				const [action] = await client.codeActions(
					uri,
					{ start, end: start },
					{ only: ["refactor"] },
				);
				const { title, command } = await client.resolve(action as CodeAction);
				const result = applyAction(
					POD,
					await client.resolve(action as CodeAction),
				);
				const line = result
					?.split("\n")
					.findIndex((each) => each.includes("fluent-bit"));
				const place = { line, character: start.character };
				assert.deepEqual(command, {
					title,
					command: "sidecarPatterns.select",
					arguments: [uri, { start: place, end: place }],
				});
			},
		));

	it("name no command that the client does not have", () =>
		use({}, async (client) => {
			const { uri } = await opened(client, POD);
			const [action] = await client.codeActions(
				uri,
				rangeOf(POD, "fluent-bit"),
				{ only: ["refactor"] },
			);
			const { edit, command } = await client.resolve(action as CodeAction);
			assert.ok(edit);
			assert.equal(command, undefined);
		}));

	it("speak Japanese", () =>
		use(
			{ locale: "ja", initializationOptions: { kubernetesVersion: "1.28" } },
			async (client) => {
				const { uri } = await opened(client, POD);
				const [action] = await client.codeActions(
					uri,
					rangeOf(POD, "shipper"),
					{ only: ["refactor"] },
				);
				assert.match(action?.title ?? "", /ネイティブサイドカーに変換/);
				assert.match(action?.disabled?.reason ?? "", /[ぁ-ん]/);
			},
		));
});
