import { commands, languages } from "vscode";
import { equal, ok } from "./check";
import {
	closeAll,
	eventually,
	findings,
	fixture,
	open,
	ours,
	ruleOf,
} from "./editing";

describe("the whole workspace", () => {
	afterEach(closeAll);

	it("is checked, open or not, and nothing is shown twice", async () => {
		// VS Code keeps files open for a while after their editors are closed, so this is one that no other test opens.
		const uri = fixture("unopened.yaml");
		equal(ours(uri), [], "before");
		await commands.executeCommand("sidecarPatterns.lintWorkspace");
		const found = await findings(uri, "classic-sidecar-could-be-native");
		ok(
			ours(fixture("duplicate.json")).some(
				(one) => ruleOf(one) === "duplicate-container-name",
			),
			"the JSON manifest is missing",
		);
		equal(ours(fixture("settings.json")), [], "settings.json");

		await open("unopened.yaml");
		await eventually(
			"the server's findings in place of the workspace's",
			languages.onDidChangeDiagnostics,
			() => (ours(uri).length === found.length ? true : undefined),
		);
	});
});
