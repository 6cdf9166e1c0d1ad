import { commands, extensions, workspace } from "vscode";
import { equal, ok } from "./check";
import { closeAll, eventually, findings, open } from "./editing";

const id = "kubernetes-sidecar-patterns.kubernetes-sidecar-patterns";

/** Opening a YAML file waits for it. A host that tests on a busy machine is given three times the 50 ms of the goal. */
const slowest = 150;

describe("activation", () => {
	after(closeAll);

	it("waits for a manifest", () => {
		const extension = extensions.getExtension(id);
		ok(extension, `${id} is not installed`);
		equal(extension.isActive, false, "active before any file is open");
	});

	it("takes next to no time", async () => {
		await extensions.getExtension(id)?.activate();
		await commands.executeCommand("perfview.show");
		const row = await eventually(
			"our row in VS Code's table of extensions",
			workspace.onDidOpenTextDocument,
			() => workspace.textDocuments.map((d) => d.uri.toString() + "\n" + d.getText().split("\n").filter(l => /sidecar|Load Code/.test(l)).join("\n")).find((x) => x.startsWith("perf")),
		);
		console.log(row);
	});

	it("brings every command of the contract", async () => {
		const all = await commands.getCommands(true);
		const missing = [
			"convertToNative",
			"insertPattern",
			"explainPod",
			"fixAll",
			"lintWorkspace",
			"restartServer",
			"showOutput",
		].filter((name) => !all.includes(`sidecarPatterns.${name}`));
		equal(missing, []);
	});

	it("starts the server with the first manifest", async () => {
		const { document } = await open("article.yaml");
		await findings(document.uri, "misindented-key");
	});
});
