import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type {
	TextDocumentEdit,
	WorkspaceEdit,
} from "vscode-languageserver/node";
import { CAPABILITIES, LspClient } from "../kit/lsp-client";
import { applyAction, applyTextEdits, rangeOf } from "../kit/lsp-text";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
    - name: shipper
      image: fluent/fluent-bit:4.0.7
`;
const NATIVE = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: shipper
      image: fluent/fluent-bit:4.0.7
      restartPolicy: Always
  containers:
    - name: web
      image: example/web:1.8.0
`;

interface Result {
	readonly edit: WorkspaceEdit | null;
	readonly converted: { uri: string; name: string; notes: string[] }[];
	readonly left: { uri: string; name: string; reason: string }[];
}

/** What an edit makes of a file. */
function result(edit: WorkspaceEdit | null, uri: string, text: string) {
	const change = edit?.documentChanges?.find(
		(each): each is TextDocumentEdit =>
			"edits" in each && each.textDocument.uri === uri,
	);
	return applyTextEdits(text, (change?.edits ?? []) as never);
}

describe("language server: convert all", () => {
	let client: LspClient;
	let count = 0;
	const newUri = () => `file:///manifests/convert-${++count}.yaml`;
	const convertAll = (params: object) =>
		client.request<Result>("sidecarPatterns/convertAll", params);
	before(async () => {
		client = await LspClient.start({
			capabilities: {
				...CAPABILITIES,
				workspace: {
					configuration: true,
					workspaceEdit: {
						documentChanges: true,
						changeAnnotationSupport: { groupsOnLabel: true },
					},
				},
			},
			configuration: {
				"": { kubernetesVersion: "1.35" },
				"file:///old/pod.yaml": { kubernetesVersion: "1.28" },
			},
		});
	});
	after(() => client.stop());

	it("converts an open file, and says what and with what version", async () => {
		const uri = newUri();
		client.open(uri, POD);
		const { edit, converted, left } = await convertAll({
			files: [{ uri, text: "# stale" }],
		});
		assert.equal(result(edit, uri, POD), NATIVE);
		assert.deepEqual(
			converted.map(({ name }) => name),
			["shipper"],
		);
		assert.deepEqual(left, []);
		const [change] = edit?.documentChanges ?? [];
		assert.ok(change && "textDocument" in change);
		assert.equal(change.textDocument.version, 1);
	});

	it("converts files that are not open, each under its own settings", async () => {
		const uri = newUri();
		const old = "file:///old/pod.yaml";
		const { edit, converted, left } = await convertAll({
			files: [
				{ uri, text: POD },
				{ uri: old, text: POD },
			],
		});
		assert.equal(result(edit, uri, POD), NATIVE);
		assert.equal(result(edit, old, POD), POD);
		assert.deepEqual(
			converted.map((each) => each.uri),
			[uri],
		);
		assert.equal(left[0]?.uri, old);
		assert.match(left[0]?.reason ?? "", /1\.29/);
	});

	it("asks for confirmation of each change, with what it is", async () => {
		const uri = newUri();
		const { edit } = await convertAll({
			files: [{ uri, text: POD }],
			confirm: true,
		});
		const annotations = Object.values(edit?.changeAnnotations ?? {});
		assert.equal(annotations.length, 1);
		assert.equal(annotations[0]?.needsConfirmation, true);
		assert.equal(annotations[0]?.label, "Convert to native sidecars");
		assert.match(annotations[0]?.description ?? "", /shipper/);
		for (const change of edit?.documentChanges ?? []) {
			assert.ok("edits" in change);
			for (const each of change.edits)
				assert.ok("annotationId" in each && each.annotationId);
		}
	});

	it("converts only the document at a position", async () => {
		const uri = newUri();
		const text = `${POD}---\n${POD}`;
		const { edit, converted } = await convertAll({
			files: [{ uri, text }],
			position: { line: 12, character: 0 },
		});
		assert.equal(result(edit, uri, text), `${POD}---\n${NATIVE}`);
		assert.equal(converted.length, 1);
	});

	it("brings native sidecars back", async () => {
		const uri = newUri();
		const { edit } = await convertAll({
			files: [{ uri, text: NATIVE }],
			to: "classic",
		});
		assert.equal(result(edit, uri, NATIVE), POD);
	});

	it("has no edit where there is nothing to convert", async () => {
		assert.deepEqual(
			await convertAll({ files: [{ uri: newUri(), text: NATIVE }] }),
			{ edit: null, converted: [], left: [] },
		);
	});

	it("is a code action where there are several, in one edit", async () => {
		const uri = newUri();
		const text = `${POD}---\n${POD}`;
		client.open(uri, text);
		const find = async (piece: string) =>
			(
				await client.codeActions(uri, rangeOf(text, piece), {
					only: ["refactor.rewrite"],
				})
			).find(({ title }) => title.startsWith("Convert all"));
		assert.equal(await find("kind: Pod"), undefined);
		const action = await find("shipper");
		assert.equal(action?.title, "Convert all 2 classic sidecars of the file");
		assert.equal(action?.kind, "refactor.rewrite.sidecarPatterns");
		const resolved = await client.resolve(action);
		assert.equal(applyAction(text, resolved), `${NATIVE}---\n${NATIVE}`);
	});

	it("is no code action where there is one only", async () => {
		const uri = newUri();
		client.open(uri, POD);
		const actions = await client.codeActions(uri, rangeOf(POD, "shipper"));
		assert.ok(!actions.some(({ title }) => title.startsWith("Convert all")));
	});

	it("takes one back to where it stood, when it has been seen there", async () => {
		const first = POD.replace(
			/( {4}- name: web\n.*\n)( {4}- name: shipper\n.*\n)/,
			"$2$1",
		);
		assert.notEqual(first, POD);
		const choose = async (uri: string, text: string, title: RegExp) => {
			const found = await client.codeActions(uri, rangeOf(text, "shipper"), {
				only: ["refactor.rewrite"],
			});
			const action = found.find((each) => title.test(each.title));
			assert.ok(action);
			return applyAction(text, await client.resolve(action));
		};
		const uri = newUri();
		client.open(uri, first);
		assert.equal(await choose(uri, first, /to a native/), NATIVE);
		client.change(uri, { text: NATIVE });
		assert.equal(await choose(uri, NATIVE, /back to a classic/), first);
		const unseen = newUri();
		client.open(unseen, NATIVE);
		assert.equal(await choose(unseen, NATIVE, /back to a classic/), POD);
	});
});
