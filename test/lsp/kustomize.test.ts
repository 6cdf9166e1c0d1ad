import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import type {
	TextDocumentEdit,
	TextEdit,
	WorkspaceEdit,
} from "vscode-languageserver/node";
import type { PatternsResult } from "../../server/src/lsp/protocol";
import { base, DEV, listed, PROXY, patch } from "../kit/kustomize-shop";
import { LspClient } from "../kit/lsp-client";
import { applyTextEdits, rangeOf } from "../kit/lsp-text";
import { TemporaryFolder } from "../kit/temporary-folder";

const TREE = {
	"base/web.yaml": base(),
	"base/kustomization.yaml": "resources: [web.yaml]\n",
	"overlays/dev/kustomization.yaml": `${DEV.replace("../base", "../../base")}patches: [{ path: proxy.yaml }]\n`,
	"overlays/dev/proxy.yaml": patch(listed("containers", PROXY)),
};

describe("language server: conversion in a Kustomize tree", () => {
	let client: LspClient | undefined;
	let folder: TemporaryFolder;
	beforeEach(() => {
		folder = new TemporaryFolder();
	});
	afterEach(async () => {
		const logs = [...(client?.logs.all ?? [])];
		await client?.stop();
		folder.remove();
		assert.deepEqual(logs, [], "the server logs no fault");
	});

	/** The edit of an action at the proxy of the open base. */
	const edit = async (
		own: LspClient,
		uri: string,
		title: RegExp,
	): Promise<WorkspaceEdit> => {
		client = own;
		own.open(uri, base());
		const actions = await own.codeActions(uri, rangeOf(base(), "proxy"));
		const action = actions.find((each) => title.test(each.title));
		assert.ok(action, "offered");
		const resolved = await own.resolve(action);
		assert.ok(resolved.edit);
		return resolved.edit;
	};

	const changesOf = ({ documentChanges = [] }: WorkspaceEdit) =>
		(documentChanges as TextDocumentEdit[]).map(
			({ textDocument, edits }) =>
				[textDocument.uri, textDocument.version, edits] as const,
		);

	it("changes the base that is open and a patch that is not", async () => {
		for (const [name, text] of Object.entries(TREE)) folder.write(name, text);
		const changes = changesOf(
			await edit(
				await LspClient.start(),
				folder.uri("base/web.yaml"),
				/^Convert .proxy. to a native sidecar$/,
			),
		);
		assert.deepEqual(
			changes.map(([uri, version]) => [uri, version]),
			[
				[folder.uri("base/web.yaml"), 1],
				[folder.uri("overlays/dev/proxy.yaml"), null],
			],
		);
		assert.deepEqual(
			changes[1]?.[2].map((each) => ("newText" in each ? each.newText : "")),
			["initContainers"],
		);
	});

	it("inserts a pattern with the patches that count what it comes in front of, by command as by code action", async () => {
		const waits = base(`      initContainers:
        - name: migrate
          image: example/migrate:1
          command: [migrate, --database, "localhost:5432"]
`);
		const count = (index: number) =>
			`- op: replace\n  path: /spec/template/spec/initContainers/${index}/image\n  value: example/migrate:2\n`;
		folder.write("base/web.yaml", waits);
		folder.write("base/kustomization.yaml", "resources: [web.yaml]\n");
		folder.write("dev/image.yaml", count(0));
		folder.write(
			"dev/kustomization.yaml",
			`${DEV}patches: [{ path: image.yaml, target: { kind: Deployment, name: web } }]\n`,
		);
		const own = await LspClient.start();
		client = own;
		const uri = folder.uri("base/web.yaml");
		own.open(uri, waits);
		const range = rangeOf(waits, "    spec:");
		const found = await own.request<PatternsResult>(
			"sidecarPatterns/patterns",
			{ textDocument: { uri }, position: range.end },
		);
		const chosen = found.patterns.find(
			({ variant }) => variant === "ambassador",
		);
		assert.ok(chosen?.edit && chosen.image);
		assert.match(
			chosen.details.join(),
			/'initContainers\/0\/image' → 'initContainers\/1\/image'/,
		);
		const changes = changesOf(chosen.edit);
		assert.deepEqual(
			changes.map(([each, version]) => [each, version]),
			[
				[uri, 1],
				[folder.uri("dev/image.yaml"), null],
			],
		);
		const [, [, , patched] = []] = changes;
		assert.equal(
			applyTextEdits(count(0), (patched ?? []) as TextEdit[]),
			count(1),
		);
		const actions = await own.codeActions(uri, range);
		const action = actions.find(
			({ data }) => (data as { variant?: string }).variant === "ambassador",
		);
		assert.ok(action);
		const { edit: same } = await own.resolve(action);
		assert.deepEqual(chosen.edit, same);
	});

	it("asks the client for what is in folders of a virtual workspace, if that can tell", async () => {
		const root = "vscode-vfs://github/team/shop";
		const files = Object.fromEntries(
			Object.entries(TREE).map(([name, text]) => [`${root}/${name}`, text]),
		);
		const told = await LspClient.start({
			initializationOptions: { readFile: true, listFolder: true },
			files,
		});
		const title = /^Convert .proxy. to a native sidecar$/;
		const uri = `${root}/base/web.yaml`;
		assert.deepEqual(
			changesOf(await edit(told, uri, title)).map(([each]) => each),
			[uri, `${root}/overlays/dev/proxy.yaml`],
		);
		await told.stop();
		const untold = await LspClient.start({
			initializationOptions: { readFile: true },
			files,
			capabilities: {
				workspace: {
					workspaceEdit: {
						documentChanges: true,
						changeAnnotationSupport: {},
					},
				},
			},
		});
		client = untold;
		untold.open(uri, base());
		const actions = await untold.codeActions(uri, rangeOf(base(), "proxy"));
		const action = actions.find((each) => title.test(each.title));
		assert.match(
			JSON.stringify(action?.edit?.changeAnnotations),
			/Kustomizations that build on this one and are not open cannot be seen/,
		);
	});

	it("sees a Kustomization that is made while the base is open", async () => {
		for (const [name, text] of Object.entries(TREE))
			if (name.startsWith("base")) folder.write(name, text);
		const uri = folder.uri("base/web.yaml");
		const own = await LspClient.start();
		const title = /^Convert .proxy. to a native sidecar$/;
		assert.equal(changesOf(await edit(own, uri, title)).length, 1);
		for (const [name, text] of Object.entries(TREE)) folder.write(name, text);
		const made = folder.uri("overlays/dev/kustomization.yaml");
		own.notify("workspace/didChangeWatchedFiles", {
			changes: [{ uri: made, type: 1 }],
		});
		await own.idle();
		const [action] = (
			await own.codeActions(uri, rangeOf(base(), "proxy"))
		).filter((each) => title.test(each.title));
		assert.ok(action);
		const resolved = await own.resolve(action);
		assert.equal(changesOf(resolved.edit ?? {}).length, 2);
	});
});
