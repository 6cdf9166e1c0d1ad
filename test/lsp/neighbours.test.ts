import assert from "node:assert/strict";
import { after, afterEach, beforeEach, describe, it } from "mocha";
import type {
	Diagnostic,
	PublishDiagnosticsParams,
} from "vscode-languageserver/node";
import { CAPABILITIES, LspClient } from "../kit/lsp-client";
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

	describe("that change outside of the editor", () => {
		const WATCH = "workspace/didChangeWatchedFiles";
		const [CREATED, CHANGED, DELETED] = [1, 2, 3];
		const own = new TemporaryFolder();
		after(() => own.remove());
		const tell = (name: string, type: number | undefined) =>
			client.notify(WATCH, { changes: [{ uri: own.uri(name), type }] });
		const workload = deployment("http").replace(
			"  selector:\n    matchLabels:\n      app: web\n",
			"",
		);

		it("are seen when they are made, changed and deleted", async () => {
			const uri = own.uri("base/web.yaml");
			client.open(uri, workload);
			const wrong = await published(uri, 2);
			assert.deepEqual(codes(wrong), [
				"workload-selector",
				"workload-selector",
			]);
			for (const [type, text] of [
				[CREATED, "resources: [web.yaml]\ncommonLabels: { team: shop }\n"],
				[CHANGED, "resources: [web.yaml]\n"],
				[CHANGED, "resources: [web.yaml]\ncommonLabels: { team: shop }\n"],
				[DELETED, undefined],
			] as const) {
				const before = [...client.publications.all];
				if (text === undefined) own.delete("base/kustomization.yaml");
				else own.write("base/kustomization.yaml", text);
				tell("base/kustomization.yaml", type);
				await published(uri, text?.includes("common") ? 0 : 2, before);
			}
		});

		it("are read anew where a Kustomization names others than before", async () => {
			const uri = own.uri("tree/service.yaml");
			const LIST = "tree/kustomization.yaml";
			own.write("parts/web.yaml", deployment("web"));
			own.write(LIST, "resources: [service.yaml]\n");
			client.open(uri, SERVICE);
			assert.deepEqual(await client.diagnostics(uri), []);
			await client.idle();
			own.write(LIST, "resources: [service.yaml, ../parts/web.yaml]\n");
			tell(LIST, CHANGED);
			await published(uri, 1);
			const before = [...client.publications.all];
			own.write("parts/web.yaml", deployment("http"));
			tell("parts/web.yaml", CHANGED);
			await published(uri, 0, before);
		});

		it("leave files alone that have nothing to do with them", async () => {
			const uri = own.uri("alone/service.yaml");
			client.open(uri, SERVICE);
			await client.idle();
			const before = client.publications.all.length;
			own.write("elsewhere/web.yaml", deployment("web"));
			tell("elsewhere/web.yaml", CREATED);
			await client.idle();
			assert.equal(client.publications.all.length, before);
		});

		it("are watched where the client can be asked to", async () => {
			assert.deepEqual(client.registrations.all, []);
			const asked = await LspClient.start({
				capabilities: {
					...CAPABILITIES,
					workspace: {
						...CAPABILITIES.workspace,
						didChangeWatchedFiles: { dynamicRegistration: true },
					},
				},
			});
			const { registrations } = await asked.registrations.first(
				({ registrations: [first] }) => first?.method === WATCH,
			);
			assert.deepEqual(registrations[0]?.registerOptions, {
				watchers: [
					{ globPattern: "**/*.{yaml,yml,json}" },
					{ globPattern: "**/Kustomization" },
				],
			});
			await asked.stop();
		});

		it("are asked of the client anew in a virtual workspace", async () => {
			const root = "vscode-vfs://github/team";
			const files: Record<string, string> = {};
			const virtual = await LspClient.start({
				initializationOptions: { readFile: true },
				files,
			});
			const uri = `${root}/base/web.yaml`;
			const with_ = (findings: number) =>
				virtual.publications.first(
					(each) => each.uri === uri && each.diagnostics.length === findings,
				);
			virtual.open(uri, workload);
			await with_(2);
			files[`${root}/base/kustomization.yaml`] =
				"resources: [web.yaml]\ncommonLabels: { team: shop }\n";
			virtual.notify(WATCH, {
				changes: [{ uri: `${root}/base/kustomization.yaml`, type: CREATED }],
			});
			await with_(0);
			await virtual.stop();
		});
	});

	describe("of files that are not open", () => {
		const lint = async (...files: { uri: string; text: string }[]) =>
			(
				await client.request<{ diagnostics: Diagnostic[][] }>(
					"sidecarPatterns/lintFiles",
					{ files },
				)
			).diagnostics;

		it("are found among all that are asked for together", async () => {
			const root = newFolder();
			const service = { uri: `${root}/service.yaml`, text: SERVICE };
			const other = {
				uri: `${root}/deployment.yaml`,
				text: deployment("web"),
			};
			const [there, here] = await lint(other, service);
			assert.deepEqual(there, []);
			assert.deepEqual(codes(here ?? []), ["service-target-port-missing"]);
			assert.equal(here?.[0]?.relatedInformation?.[0]?.location.uri, other.uri);
			assert.deepEqual(await lint(service), [[]]);
		});

		it("are found in open files and in the Kustomize tree", async () => {
			const root = newFolder();
			client.open(`${root}/deployment.yaml`, deployment("web"));
			const [open] = await lint({
				uri: `${root}/service.yaml`,
				text: SERVICE,
			});
			assert.deepEqual(codes(open ?? []), ["service-target-port-missing"]);
			folder.write("app/kustomization.yaml", "resources: [s.yaml, d/w.yaml]\n");
			folder.write("app/d/w.yaml", deployment("web"));
			const [stored] = await lint({
				uri: folder.uri("app/s.yaml"),
				text: SERVICE,
			});
			assert.deepEqual(codes(stored ?? []), ["service-target-port-missing"]);
		});
	});
});
