import { commands, Disposable, extensions, workspace } from "vscode";
import { equal, ok } from "./check";
import { closeAll, eventually, findings, open } from "./editing";

const id = "kubernetes-sidecar-patterns.kubernetes-sidecar-patterns";

/** `Load Code` and `Call Activate` of our row, in milliseconds. */
function activationTimes(): { load: number; activate: number } | undefined {
	const table = workspace.textDocuments.find(
		({ uri }) => uri.scheme === "perf",
	);
	const row = table
		?.getText()
		.split("\n")
		.find((line) => line.startsWith(`| ${id} `));
	if (row === undefined) return undefined;
	const [, , , loadCode, callActivate] = row.split("|");
	return { load: Number(loadCode), activate: Number(callActivate) };
}

describe("activation", () => {
	after(closeAll);

	it("waits for a manifest", () => {
		const extension = extensions.getExtension(id);
		ok(extension, `${id} is not installed`);
		// Whether it is active by now depends on what the window has opened by itself; what may start it does not.
		const { activationEvents = [] } = extension.packageJSON as {
			activationEvents?: readonly string[];
		};
		equal(
			activationEvents.filter((event) => !event.startsWith("onLanguage:")),
			// A timeline that was open when the window was closed.
			["onWebviewPanel:sidecarPatterns.timeline"],
		);
	});

	it("takes next to no time", async () => {
		await extensions.getExtension(id)?.activate();
		// VS Code's own measurement. The time that `activate` takes here is mostly that of a window still being opened.
		await commands.executeCommand("perfview.show");
		const times = await eventually(
			"our row in VS Code's table of extensions",
			// It may be opened first and filled later.
			(listener) =>
				Disposable.from(
					workspace.onDidOpenTextDocument(listener),
					workspace.onDidChangeTextDocument(listener),
				),
			activationTimes,
		);
		console.log(`      milliseconds: ${JSON.stringify(times)}`);
		// A busy machine is no fault of ours: the times are shown, not judged.
		ok(
			Number.isFinite(times.load) && Number.isFinite(times.activate),
			"VS Code measured both",
		);
	});

	it("brings every command of the contract", async () => {
		const all = await commands.getCommands(true);
		const missing = [
			"convertToNative",
			"convertToClassic",
			"convertAll",
			"insertPattern",
			"explainPod",
			"showTimeline",
			"exportTimeline",
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
