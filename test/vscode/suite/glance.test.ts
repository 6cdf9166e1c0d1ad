import { type CodeLens, commands, type InlayHint, Range } from "vscode";
import { equal, ok } from "./check";
import { closeAll, findings, open } from "./editing";

describe("at a glance", () => {
	afterEach(closeAll);

	it("a line above the Pod spec sums it up and leads to its timeline", async () => {
		const { document } = await open("log-shipper.yaml");
		await findings(document.uri, "classic-sidecar-could-be-native");
		const [lens] = await commands.executeCommand<CodeLens[]>(
			"vscode.executeCodeLensProvider",
			document.uri,
			10,
		);
		ok(lens, "no code lens");
		equal(
			lens.command?.title,
			"2 containers · start: shop + fluent-bit · BestEffort",
		);
		equal(lens.command?.command, "sidecarPatterns.showTimeline");
	});

	it("what a container is stands behind its name", async () => {
		const { document } = await open("log-shipper.yaml");
		await findings(document.uri, "classic-sidecar-could-be-native");
		const hints = await commands.executeCommand<InlayHint[]>(
			"vscode.executeInlayHintProvider",
			document.uri,
			new Range(0, 0, document.lineCount, 0),
		);
		equal(
			hints.map(({ label }) => label),
			[
				"application · starts 1/2",
				"classic sidecar · log shipper · starts 2/2",
			],
		);
	});
});
