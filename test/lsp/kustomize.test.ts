import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import type {
	TextDocumentEdit,
	WorkspaceEdit,
} from "vscode-languageserver/node";
import { base, DEV, listed, PROXY, patch } from "../kit/kustomize-shop";
import { LspClient } from "../kit/lsp-client";
import { rangeOf } from "../kit/lsp-text";
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
