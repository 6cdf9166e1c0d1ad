import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { CodeLens, InlayHint } from "vscode-languageserver/node";
import { type ClientOptions, LspClient } from "../kit/lsp-client";
import { positionOf } from "../kit/lsp-text";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: logshipper
      image: fluent/fluent-bit:3.2.10
      restartPolicy: Always
  containers:
    - name: web
      image: example/web:1.8.0
`;
const URI = "file:///manifests/glance.yaml";

/** Opens the Pod with a client and hands it over. */
async function withPod(
	options: ClientOptions,
	task: (client: LspClient) => Promise<void>,
): Promise<void> {
	const client = await LspClient.start(options);
	try {
		client.open(URI, POD);
		await task(client);
	} finally {
		await client.stop();
	}
}

const lenses = (client: LspClient) =>
	client.request<CodeLens[]>("textDocument/codeLens", {
		textDocument: { uri: URI },
	});

const hints = (client: LspClient, lines: readonly [number, number]) =>
	client.request<InlayHint[]>("textDocument/inlayHint", {
		textDocument: { uri: URI },
		range: {
			start: { line: lines[0], character: 0 },
			end: { line: lines[1], character: 0 },
		},
	});

describe("language server: code lenses and inlay hints", () => {
	it("stand at the key of the Pod spec and sum it up", () =>
		withPod({}, async (client) => {
			const [lens, ...others] = await lenses(client);
			assert.deepEqual(others, []);
			assert.deepEqual(lens?.range.start, positionOf(POD, "spec:"));
			assert.match(
				lens?.command?.title ?? "",
				/^2 containers · 1 native sidecar · start: logshipper → web/,
			);
		}));

	it("have their words again at once after a keystroke, where they were in view", async () => {
		const client = await LspClient.start();
		try {
			const text = Array(60).fill(POD).join("---\n");
			client.open(URI, text);
			const listed = await lenses(client);
			assert.equal(listed.length, 60);
			const last = listed.at(-1);
			assert.ok(last && last.command === undefined, "many: it is asked for");
			const resolved = await client.request<CodeLens>("codeLens/resolve", last);
			assert.match(resolved.command?.title ?? "", /^2 containers · /);
			const first = text.indexOf("    - name: web");
			client.change(URI, {
				text: `${text.slice(0, first)}    - name: shop\n${text.slice(first)}`,
			});
			const then = await lenses(client);
			assert.deepEqual(then.at(-1)?.command?.title, resolved.command?.title);
			assert.match(
				then[0]?.command?.title ?? "",
				/^3 containers · .*shop \+ web/,
			);
			// With each answer there are more.
			await lenses(client);
			const all = await lenses(client);
			assert.ok(all.every(({ command }) => command !== undefined));
		} finally {
			await client.stop();
		}
	});

	it("points to the timeline only where the client has one", async () => {
		const commandOf = async (client: LspClient) => {
			const [lens] = await lenses(client);
			return lens?.command;
		};
		await withPod({}, async (client) => {
			assert.equal((await commandOf(client))?.command, "");
		});
		const initializationOptions = {
			commands: ["sidecarPatterns.showTimeline"],
		};
		await withPod({ initializationOptions }, async (client) => {
			const command = await commandOf(client);
			assert.equal(command?.command, "sidecarPatterns.showTimeline");
			assert.deepEqual(command?.arguments, [URI, positionOf(POD, "spec:")]);
		});
	});

	it("gives hints for the lines that are asked for, in the client's language", () =>
		withPod({ locale: "ja" }, async (client) => {
			const [hint, ...others] = await hints(client, [5, 8]);
			assert.deepEqual(others, []);
			assert.equal(hint?.label, "ネイティブサイドカー · ログ転送 · 起動 1/2");
			const name = positionOf(POD, "logshipper");
			assert.deepEqual(hint?.position, {
				...name,
				character: name.character + "logshipper".length,
			});
			assert.equal((await hints(client, [0, 12])).length, 2);
		}));

	it("gives none when they are turned off, and none for a file that is not open", async () => {
		const initializationOptions = {
			codeLens: { enabled: false },
			inlayHints: { enabled: false },
		};
		await withPod({ initializationOptions }, async (client) => {
			assert.deepEqual(await lenses(client), []);
			assert.deepEqual(await hints(client, [0, 12]), []);
		});
		await withPod({}, async (client) => {
			client.close(URI);
			assert.deepEqual(await lenses(client), []);
			assert.deepEqual(await hints(client, [0, 12]), []);
		});
	});
});
