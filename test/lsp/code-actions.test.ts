import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { CodeAction, Diagnostic } from "vscode-languageserver/node";
import { LspClient } from "../kit/lsp-client";
import { applyAction, rangeOf } from "../kit/lsp-text";
import {
	ARTICLE,
	ARTICLE_MENDED,
	POD_WITH_SHIPPER as POD,
} from "../kit/manifests";

let count = 0;
const newUri = () => `file:///manifests/actions-${++count}.yaml`;
const titles = (actions: readonly CodeAction[]) =>
	actions.map(({ title }) => title);
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

describe("language server: code actions", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start();
	});
	after(() => client.stop());

	it("mend a finding: preferred, with the client's diagnostic, the edit on resolve", async () => {
		const { uri, diagnostics } = await opened(client, POD);
		const mistakes = diagnostics.filter(
			({ code }) => code === "init-restart-policy-case",
		);
		assert.equal(mistakes.length, 1);
		const actions = await client.codeActions(uri, rangeOf(POD, "always"), {
			diagnostics: [...diagnostics],
			only: ["quickfix"],
		});
		const [fix] = actions;
		assert.equal(fix?.kind, "quickfix");
		assert.equal(fix?.isPreferred, true);
		assert.deepEqual(fix?.diagnostics, mistakes);
		assert.equal(fix?.edit, undefined, "no edit before it is asked for");
		const resolved = await client.resolve(fix);
		assert.equal(resolved.title, fix.title);
		assert.deepEqual(
			resolved.edit?.documentChanges?.map(
				(change) => "textDocument" in change && change.textDocument,
			),
			[{ uri, version: 1 }],
		);
		assert.equal(applyAction(POD, resolved), POD.replace("always", "Always"));
	});

	it("offer one preferred fix at most", async () => {
		const { uri, diagnostics } = await opened(client, POD);
		const actions = await client.codeActions(uri, rangeOf(POD, "always"), {
			diagnostics: [...diagnostics],
		});
		assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 1);
	});

	it("leave foreign diagnostics alone", async () => {
		const { uri } = await opened(client, POD);
		const foreign: Diagnostic = {
			range: rangeOf(POD, "always"),
			message: "unknown",
			source: "yaml",
			code: "init-restart-policy-case",
		};
		const actions = await client.codeActions(uri, rangeOf(POD, "always"), {
			diagnostics: [foreign],
		});
		assert.ok(actions.length > 0);
		for (const { diagnostics = [] } of actions)
			assert.deepEqual(diagnostics, []);
	});

	it("have no edit when the text has changed since they were listed", async () => {
		const { uri } = await opened(client, POD);
		const [fix] = await client.codeActions(uri, rangeOf(POD, "always"));
		assert.ok(fix);
		client.change(uri, { text: `# moved\n${POD}` });
		const resolved = await client.resolve(fix);
		assert.equal(resolved.edit, undefined);
	});

	it("have no edit when the document has been closed", async () => {
		const { uri } = await opened(client, POD);
		const [fix] = await client.codeActions(uri, rangeOf(POD, "always"));
		assert.ok(fix);
		client.close(uri);
		assert.equal((await client.resolve(fix)).edit, undefined);
	});

	it("come back from resolve as they are when they carry no data of ours", async () => {
		const action: CodeAction = { title: "of somebody else", kind: "quickfix" };
		assert.deepEqual(await client.resolve(action), action);
	});

	it("convert a helper, at its name and on the line of its dash", async () => {
		const { uri } = await opened(client, POD);
		const atName = await client.codeActions(uri, rangeOf(POD, "shipper"), {
			only: ["refactor"],
		});
		assert.deepEqual(titles(atName), ["Convert 'shipper' to a native sidecar"]);
		assert.deepEqual(kinds(atName), ["refactor.rewrite.sidecarPatterns"]);
		const resolved = await client.resolve(atName[0] as CodeAction);
		const converted = applyAction(POD, resolved) ?? "";
		for (const line of POD.split("\n"))
			assert.ok(converted.split("\n").includes(line), `still there: ${line}`);
		assert.match(
			converted,
			/initContainers:[\s\S]*- name: shipper\n[\s\S]*restartPolicy: Always[\s\S]*containers:\n {4}- name: web/,
		);
		const line = rangeOf(POD, "    - name: shipper").start;
		const atLine = await client.codeActions(
			uri,
			{ start: line, end: line },
			{ only: ["refactor"] },
		);
		assert.deepEqual(titles(atLine), titles(atName));
	});

	it("convert the helper that was chosen, where a selection reaches over several", async () => {
		const text = `${POD}    - name: proxy\n      image: envoyproxy/envoy:v1.34.1\n`;
		const { uri, diagnostics } = await opened(client, text);
		const helpers = {
			start: rangeOf(text, "    - name: shipper").start,
			end: rangeOf(text, "envoyproxy").end,
		};
		const actions = await client.codeActions(uri, helpers, {
			diagnostics: [...diagnostics],
			only: ["quickfix"],
		});
		for (const name of ["shipper", "proxy"]) {
			const action = actions.find(
				({ title }) => title === `Convert '${name}' to a native sidecar`,
			);
			assert.ok(action, name);
			const converted = applyAction(text, await client.resolve(action)) ?? "";
			const [native = "", classic = ""] = converted.split("  containers:\n");
			assert.ok(native.includes(`- name: ${name}\n`), `${name} has moved`);
			assert.equal(classic.match(/- name:/g)?.length, 2, "the other has not");
		}
	});

	it("mend the article's snippet with one quick fix", async () => {
		const { uri, diagnostics } = await opened(client, ARTICLE);
		// Beside the break, what there is to say of the container goes on being said.
		assert.deepEqual(
			diagnostics
				.map(({ code }) => String(code))
				.filter((code) => code.startsWith("misindented")),
			["misindented-key", "misindented-nested-key"],
		);
		for (const place of ["command", "mountPath"]) {
			const actions = await client.codeActions(uri, rangeOf(ARTICLE, place), {
				diagnostics: [...diagnostics],
				only: ["quickfix"],
			});
			const fix = actions.find(({ isPreferred }) => isPreferred);
			assert.ok(fix, `a preferred fix at ${place}`);
			assert.equal(
				applyAction(ARTICLE, await client.resolve(fix)),
				ARTICLE_MENDED,
			);
		}
	});

	it("write suppression comments", async () => {
		const { uri, diagnostics } = await opened(client, POD);
		const actions = await client.codeActions(uri, rangeOf(POD, "always"), {
			diagnostics: [...diagnostics],
			only: ["quickfix"],
		});
		const onLine = actions.find(
			({ title }) => title === "Ignore init-restart-policy-case on this line",
		);
		const inFile = actions.find(
			({ title }) => title === "Ignore init-restart-policy-case in this file",
		);
		assert.ok(onLine && inFile, titles(actions).join("; "));
		const line = "      restartPolicy: always\n";
		const comment =
			"      # sidecar-patterns-ignore init-restart-policy-case\n";
		assert.equal(
			applyAction(POD, await client.resolve(onLine)),
			POD.replace(line, comment + line),
		);
		assert.equal(
			applyAction(POD, await client.resolve(inFile)),
			`# sidecar-patterns-ignore-file init-restart-policy-case\n${POD}`,
		);
		for (const action of [onLine, inFile])
			assert.equal(
				action.isPreferred,
				undefined,
				"silence is never the preferred mend",
			);
	});

	it("do not exist for a document that is not open", async () => {
		assert.deepEqual(
			await client.codeActions(newUri(), rangeOf(POD, "always")),
			[],
		);
	});

	it("do not name a command that the client does not know", async () => {
		const { uri, diagnostics } = await opened(client, POD);
		const actions = await client.codeActions(uri, rangeOf(POD, "always"), {
			diagnostics: [...diagnostics],
		});
		assert.deepEqual(
			actions.filter(({ command }) => command),
			[],
		);
	});
});
