import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import type { Diagnostic } from "vscode-languageserver/node";
import type { TimelineResult } from "../../server/src/lsp/protocol";
import { LspClient } from "../kit/lsp-client";
import { positionOf, rangeOf } from "../kit/lsp-text";
import { TemporaryFolder } from "../kit/temporary-folder";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: wait
      image: example/wait:1.0.0
      restartPolicy: always
  containers:
    - name: web
      image: example/web:1.8.0
`;
const JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: report
          image: example/report:2.3.0
`;

describe("language server: requests of our own", () => {
	let client: LspClient;
	before(async () => {
		client = await LspClient.start({ initializationOptions: { status: true } });
	});
	after(() => client.stop());

	const explain = (uri: string, text: string, piece: string) =>
		client.request<{ markdown: string } | null>("sidecarPatterns/explain", {
			textDocument: { uri },
			position: positionOf(text, piece),
		});
	const lint = async (uri: string, text: string) =>
		(
			await client.request<{ diagnostics: Diagnostic[] }>(
				"sidecarPatterns/lint",
				{ uri, text },
			)
		).diagnostics;

	it("explain the Pod at a position, in a stream the one that stands there", async () => {
		const stream = `${POD}---\n${JOB}`;
		client.open("untitled:explain", stream);
		const pod = await explain("untitled:explain", stream, "initContainers");
		assert.match(pod?.markdown ?? "", /^# Pod web\n/);
		assert.match(pod?.markdown ?? "", /`wait` → `web`/);
		const job = await explain("untitled:explain", stream, "report:2.3.0");
		assert.match(job?.markdown ?? "", /^# Job report\n/);
	});

	it("draw the Pod at a position, with places as lines and characters", async () => {
		const stream = `${JOB}---\n${POD}`;
		client.open("untitled:timeline", stream);
		const timeline = (uri: string, piece: string) =>
			client.request<TimelineResult | null>("sidecarPatterns/timeline", {
				textDocument: { uri },
				position: positionOf(stream, piece),
			});
		const pod = await timeline("untitled:timeline", "wait:1.0.0");
		assert.equal(pod?.title, "Pod web");
		const [wait, web] = pod.lanes;
		assert.deepEqual([wait?.text, web?.text], ["wait", "web"]);
		assert.deepEqual([wait?.current, web?.current], [true, false]);
		const place = pod.places[wait?.place ?? -1];
		assert.deepEqual(place?.start, positionOf(stream, "wait\n"));
		assert.equal(
			(await timeline("untitled:timeline", "report:2.3.0"))?.title,
			"Job report",
		);
		assert.equal(await timeline("untitled:closed", "report:2.3.0"), null);
	});

	it("draw in the language of the client, and nothing where there is no Pod", async () => {
		const japanese = await LspClient.start({ locale: "ja" });
		try {
			japanese.open("untitled:ja", `${POD}---\nkind: Service\n`);
			const timeline = (line: number) =>
				japanese.request<TimelineResult | null>("sidecarPatterns/timeline", {
					textDocument: { uri: "untitled:ja" },
					position: { line, character: 0 },
				});
			assert.match((await timeline(0))?.subtitle ?? "", /出来事の順序/);
			assert.equal(await timeline(POD.split("\n").length), null);
		} finally {
			await japanese.stop();
		}
	});

	it("explain nothing where there is no Pod or no document", async () => {
		client.open("untitled:none", "kind: Service\n");
		assert.equal(
			await explain("untitled:none", "kind: Service\n", "kind"),
			null,
		);
		assert.equal(await explain("untitled:closed", POD, "kind"), null);
	});

	it("lint a text that is not open, with the settings of its place", async () => {
		const [diagnostic, ...others] = await lint(
			"file:///manifests/unopened.yaml",
			POD,
		);
		assert.deepEqual(others, []);
		assert.equal(diagnostic?.code, "init-restart-policy-case");
		assert.deepEqual(diagnostic?.range, rangeOf(POD, "always"));
		const folder = new TemporaryFolder();
		try {
			folder.write(
				".sidecar-patterns.yaml",
				"rules: { init-restart-policy-case: off }\n",
			);
			assert.deepEqual(await lint(folder.uri("pod.yaml"), POD), []);
		} finally {
			folder.remove();
		}
	});

	it("lint publishes nothing", async () => {
		await lint("file:///manifests/silent.yaml", POD);
		await client.idle();
		assert.deepEqual(
			client.publications.all.filter(({ uri }) => uri.endsWith("silent.yaml")),
			[],
		);
	});

	it("lint of a document that is open does not end its diagnostics", async () => {
		const uri = "file:///manifests/open.yaml";
		client.open(uri, POD);
		assert.equal((await client.diagnostics(uri)).length, 1);
		assert.equal((await lint(uri, POD)).length, 1);
		client.change(uri, { range: rangeOf(POD, "always"), text: "Always" });
		assert.deepEqual(await client.diagnostics(uri), []);
	});

	it("tell how a check went", async () => {
		const uri = "file:///manifests/status.yaml";
		client.open(uri, `${POD}---\n${JOB}`);
		const { milliseconds, ...status } = await client.status.first(
			(each) => each.uri === uri,
		);
		assert.deepEqual(status, {
			uri,
			findings: 1,
			pods: 2,
			kubernetesVersion: "1.35",
		});
		assert.ok(typeof milliseconds === "number" && milliseconds >= 0);
	});

	it("tell nobody who has not asked for it", async () => {
		const other = await LspClient.start();
		try {
			other.open("untitled:status", POD);
			await other.diagnostics("untitled:status");
			await other.idle();
			assert.deepEqual(other.status.all, []);
		} finally {
			await other.stop();
		}
	});

	it("of a client that errs are refused, and the server goes on", async () => {
		await assert.rejects(client.request("sidecarPatterns/noSuchRequest", {}));
		client.notify("textDocument/didChange", {
			textDocument: { uri: "untitled:never-opened", version: 2 },
			contentChanges: [{ text: POD }],
		});
		client.notify("textDocument/didClose", {
			textDocument: { uri: "untitled:never-opened" },
		});
		client.notify("sidecarPatterns/noSuchNotification", {});
		client.open("untitled:after", POD);
		assert.equal((await client.diagnostics("untitled:after")).length, 1);
	});
});
