import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { CAPABILITIES, type ClientOptions, LspClient } from "../kit/lsp-client";
import { TemporaryFolder } from "../kit/temporary-folder";

/** An error with the default settings; before 1.28 no API server knows the field. */
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

const DEFAULT = ["error init-restart-policy-case"];
const SEVERITIES = ["", "error", "warning", "information", "hint"];
const ASKS = {
	...CAPABILITIES,
	workspace: {
		...CAPABILITIES.workspace,
		configuration: true,
		didChangeConfiguration: { dynamicRegistration: true },
	},
};

describe("language server: settings", () => {
	let client: LspClient;
	let folder: TemporaryFolder | undefined;
	const start = async (options?: ClientOptions) => {
		client = await LspClient.start(options);
	};
	const temporaryFolder = () => {
		folder = new TemporaryFolder();
		return folder;
	};
	afterEach(async () => {
		await client.stop();
		folder?.remove();
		folder = undefined;
	});

	/** Opens a document, or touches it when it is open already, and says what is found. */
	const found = async (uri = "file:///manifests/pod.yaml") => {
		if (client.version(uri) === 0) client.open(uri, POD);
		else client.change(uri, { text: POD });
		return (await client.diagnostics(uri)).map(
			({ severity = 0, code }) => `${SEVERITIES[severity]} ${code}`,
		);
	};
	/** What is published for the document without its being touched, after something else has changed. */
	const publishedAfter = async (
		task: () => void,
		uri = "file:///manifests/pod.yaml",
	) => {
		const { length } = client.publications.all;
		task();
		const published = await client.publications.first(
			(each) =>
				each.uri === uri && client.publications.all.indexOf(each) >= length,
		);
		return published.diagnostics.map(
			({ severity = 0, code }) => `${SEVERITIES[severity]} ${code}`,
		);
	};
	const logged = (piece: string) =>
		client.logs.all.filter(({ message }) => message.includes(piece));

	it("come from initializationOptions", async () => {
		await start({
			initializationOptions: { rules: { "init-restart-policy-case": "hint" } },
		});
		assert.deepEqual(await found(), ["hint init-restart-policy-case"]);
	});

	it("come from workspace/configuration, for each document its own", async () => {
		const own = "file:///elsewhere/pod.yaml";
		await start({
			capabilities: ASKS,
			configuration: {
				"": { rules: { "init-restart-policy-case": "warning" } },
				[own]: { rules: { "init-restart-policy-case": "off" } },
			},
		});
		assert.deepEqual(await found(), ["warning init-restart-policy-case"]);
		assert.deepEqual(await found(own), []);
	});

	it("are the default where the client's answer is null", async () => {
		await start({ capabilities: ASKS });
		assert.deepEqual(await found(), DEFAULT);
	});

	it("are asked for anew when the client says that they have changed", async () => {
		const configuration: Record<string, unknown> = {};
		await start({ capabilities: ASKS, configuration });
		const { registrations } = await client.registrations.first(() => true);
		assert.deepEqual(
			registrations.map(({ method, registerOptions }) => [
				method,
				registerOptions,
			]),
			[["workspace/didChangeConfiguration", { section: "sidecarPatterns" }]],
		);
		assert.deepEqual(await found(), DEFAULT);
		configuration[""] = { rules: { "init-restart-policy-case": "off" } };
		const after = await publishedAfter(() =>
			client.notify("workspace/didChangeConfiguration", { settings: null }),
		);
		assert.deepEqual(after, [], "the open document is checked anew");
	});

	it("come with didChangeConfiguration from clients that cannot be asked", async () => {
		await start();
		assert.deepEqual(await found(), DEFAULT);
		const settings = {
			sidecarPatterns: { rules: { "init-restart-policy-case": "information" } },
		};
		const after = await publishedAfter(() =>
			client.notify("workspace/didChangeConfiguration", { settings }),
		);
		assert.deepEqual(after, ["information init-restart-policy-case"]);
		const same = await publishedAfter(() =>
			client.notify("workspace/didChangeConfiguration", { settings: {} }),
		);
		assert.deepEqual(
			same,
			after,
			"settings that do not speak of us change nothing",
		);
	});

	it("name the version of Kubernetes", async () => {
		await start({ initializationOptions: { kubernetesVersion: "1.27" } });
		assert.deepEqual(await found(), [
			"error unknown-restart-policy-old-cluster",
		]);
	});

	it("that are not known or not possible are told once and do no harm", async () => {
		await start({
			initializationOptions: {
				colour: "red",
				kubernetesVersion: "latest",
				preset: "loud",
				rules: {
					"no-such-rule": "error",
					"init-restart-policy-case": "loud",
					"volume-mount-not-found": "off",
				},
				catalog: { "example/ship": "pirate" },
			},
		});
		assert.deepEqual(await found(), DEFAULT);
		assert.deepEqual(await found("file:///manifests/other.yaml"), DEFAULT);
		for (const piece of [
			"'colour'",
			"'kubernetesVersion' cannot be 'latest'",
			"'preset' cannot be 'loud'",
			"'no-such-rule'",
			"'rules.init-restart-policy-case'",
			"'catalog.example/ship'",
		]) {
			assert.equal(logged(piece).length, 1, `told once: ${piece}`);
		}
	});

	for (const nonsense of [
		"text",
		7,
		true,
		[1, 2],
		{ rules: [], catalog: 3, kubernetesVersion: {} },
		{ rules: null, preset: null },
	]) {
		it(`may be nonsense: ${JSON.stringify(nonsense)}`, async () => {
			await start({ capabilities: ASKS, configuration: { "": nonsense } });
			assert.deepEqual(await found(), DEFAULT);
		});
	}

	it("come from the nearest .sidecar-patterns.yaml upwards, over those of the editor", async () => {
		const manifests = temporaryFolder();
		manifests.write(
			".sidecar-patterns.yaml",
			"rules:\n  init-restart-policy-case: hint\n",
		);
		manifests.write(
			"team/.sidecar-patterns.yaml",
			"rules:\n  init-restart-policy-case: off\n",
		);
		await start({
			initializationOptions: {
				rules: { "init-restart-policy-case": "warning" },
			},
		});
		assert.deepEqual(await found(manifests.uri("pod.yaml")), [
			"hint init-restart-policy-case",
		]);
		assert.deepEqual(await found(manifests.uri("other/deep/pod.yaml")), [
			"hint init-restart-policy-case",
		]);
		assert.deepEqual(await found(manifests.uri("team/pod.yaml")), []);
		assert.deepEqual(await found(manifests.uri("team/deep/pod.yaml")), []);
		assert.deepEqual(
			await found("untitled:pod"),
			["warning init-restart-policy-case"],
			"no folder, no file",
		);
	});

	it("of a file are read anew when the client says that it has changed", async () => {
		const manifests = temporaryFolder();
		const uri = manifests.uri("deep/pod.yaml");
		await start();
		assert.deepEqual(await found(uri), DEFAULT);
		const tell = (type: number) => () =>
			client.notify("workspace/didChangeWatchedFiles", {
				changes: [{ uri: manifests.uri(".sidecar-patterns.yaml"), type }],
			});
		manifests.write(
			".sidecar-patterns.yaml",
			"rules: { init-restart-policy-case: hint }\n",
		);
		assert.deepEqual(
			await publishedAfter(tell(1), uri),
			["hint init-restart-policy-case"],
			"created",
		);
		manifests.write(
			".sidecar-patterns.yaml",
			"rules: { init-restart-policy-case: off }\n",
		);
		assert.deepEqual(await publishedAfter(tell(2), uri), [], "changed");
		manifests.write(".sidecar-patterns.yaml", "rules: {}\n");
		assert.deepEqual(await publishedAfter(tell(2), uri), DEFAULT, "emptied");
	});

	it("of a file that is no YAML are told and left out", async () => {
		const manifests = temporaryFolder();
		manifests.write(".sidecar-patterns.yaml", "rules: {\n");
		await start();
		assert.deepEqual(await found(manifests.uri("pod.yaml")), DEFAULT);
		assert.equal(logged("cannot be read as YAML").length, 1);
	});

	it("of a file in a virtual workspace are asked of the client", async () => {
		await start({
			initializationOptions: { readFile: true },
			files: {
				"vscode-vfs://github/team/.sidecar-patterns.yaml":
					"rules:\n  init-restart-policy-case: hint\n",
			},
		});
		assert.deepEqual(
			await found("vscode-vfs://github/team/manifests/pod.yaml"),
			["hint init-restart-policy-case"],
		);
	});

	it("speak Japanese when they are wrong", async () => {
		await start({ locale: "ja", initializationOptions: { colour: "red" } });
		await found();
		assert.equal(logged("「colour」という設定はありません").length, 1);
	});
});
