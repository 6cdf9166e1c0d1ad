import assert from "node:assert/strict";
import { after, afterEach, beforeEach, describe, it } from "mocha";
import type {
	Diagnostic,
	PublishDiagnosticsParams,
} from "vscode-languageserver/node";
import { LspClient } from "../kit/lsp-client";
import { rangeOf } from "../kit/lsp-text";
import { TemporaryFolder } from "../kit/temporary-folder";

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;

const deployment = (port: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example/web:1.8.0
          ports:
            - name: ${port}
              containerPort: 8080
`;

const codes = (diagnostics: readonly Diagnostic[]) =>
	diagnostics.map(({ code }) => code);

/** A new folder for each test. */
let count = 0;
const newFolder = () => `file:///across/${++count}`;

describe("language server: facts across files", () => {
	let client: LspClient;
	const folder = new TemporaryFolder();
	beforeEach(async () => {
		client = await LspClient.start();
	});
	after(() => folder.remove());
	afterEach(async () => {
		const logs = [...client.logs.all];
		await client.stop();
		assert.deepEqual(logs, [], "the server logs no fault");
	});

	/** Diagnostics of a file with as many findings that have not been there before. */
	const published = async (
		uri: string,
		findings: number,
		before: readonly PublishDiagnosticsParams[] = [],
	) =>
		(
			await client.publications.first(
				(each) =>
					each.uri === uri &&
					each.diagnostics.length === findings &&
					!before.includes(each),
			)
		).diagnostics;

	it("come and go as another open file changes, and point into it", async () => {
		const root = newFolder();
		const service = `${root}/service.yaml`;
		const workload = `${root}/deployment.yaml`;
		client.open(service, SERVICE);
		assert.deepEqual(await client.diagnostics(service), []);
		client.open(workload, deployment("web"));
		const [diagnostic] = await published(service, 1);
		assert.equal(diagnostic?.code, "service-target-port-missing");
		assert.deepEqual(diagnostic.range, rangeOf(SERVICE, "http"));
		const [related] = diagnostic.relatedInformation ?? [];
		assert.equal(related?.location.uri, workload);
		assert.equal(related.location.range.start.line, 14);
		const before = [...client.publications.all];
		client.change(workload, { text: deployment("http") });
		assert.deepEqual(await published(service, 0, before), []);
	});

	it("leave other files alone while nothing changes that they could know of", async () => {
		const root = newFolder();
		const service = `${root}/service.yaml`;
		const workload = `${root}/deployment.yaml`;
		client.open(workload, deployment("http"));
		client.open(service, SERVICE);
		await client.idle();
		const before = [...client.publications.all];
		client.change(workload, {
			text: deployment("http").replace("1.8.0", "1.9.0"),
		});
		await client.idle();
		assert.deepEqual(
			client.publications.all
				.slice(before.length)
				.map(({ uri }) => uri.slice(root.length)),
			["/deployment.yaml"],
		);
	});

	it("are fixed by a quick fix in the open file", async () => {
		const root = newFolder();
		const service = `${root}/service.yaml`;
		client.open(`${root}/deployment.yaml`, deployment("web"));
		client.open(service, SERVICE);
		const diagnostics = await published(service, 1);
		const [action] = await client.codeActions(
			service,
			rangeOf(SERVICE, "http"),
			{ diagnostics: [...diagnostics] },
		);
		assert.ok(action);
		assert.match(action.title, /^Use the port .web.$/);
		const { edit } = await client.resolve(action);
		assert.match(JSON.stringify(edit), /"newText":"web"/);
	});

	it("are found in the Kustomize tree of an open file", async () => {
		folder.write(
			"dev/kustomization.yaml",
			"resources: [../base]\npatches: [{ path: patch.yaml }]\n",
		);
		folder.write("base/kustomization.yaml", "resources: [web.yaml]\n");
		folder.write(
			"base/web.yaml",
			deployment("web").replace(
				"    spec:\n      containers:",
				"    spec:\n      initContainers:\n        - name: proxy\n          image: example/proxy:1.4.0\n          restartPolicy: Always\n      containers:",
			),
		);
		const patch = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: example/proxy:1.5.0
`;
		const uri = folder.uri("dev/patch.yaml");
		client.open(uri, patch);
		const diagnostics = await published(uri, 1);
		assert.deepEqual(codes(diagnostics), ["patch-targets-old-list"]);
		assert.equal(
			diagnostics[0]?.relatedInformation?.[0]?.location.uri,
			folder.uri("base/web.yaml"),
		);
	});
});
