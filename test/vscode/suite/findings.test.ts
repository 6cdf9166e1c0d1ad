import {
	commands,
	DiagnosticSeverity,
	languages,
	Range,
	workspace,
} from "vscode";
import { equal, ok } from "./check";
import {
	becomes,
	closeAll,
	eventually,
	findings,
	open,
	ours,
	placesOf,
	ruleOf,
	textOf,
	undoTo,
} from "./editing";

describe("findings", () => {
	afterEach(closeAll);

	it("marks both places of the article's snippet", async () => {
		const { document } = await open("article.yaml");
		const found = await placesOf(
			document.uri,
			["misindented-key", "misindented-nested-key"],
			2,
		);
		equal(
			found.map((one) => [ruleOf(one), one.range.start.line + 1]),
			[
				["misindented-key", 5],
				["misindented-nested-key", 8],
			],
		);
		for (const [rule, key] of [
			["misindented-key", "command"],
			["misindented-nested-key", "mountPath"],
		]) {
			const one = found.find((finding) => ruleOf(finding) === rule);
			ok(one, `no ${rule}`);
			ok(document.getText(one.range).includes(String(key)), `range of ${rule}`);
			equal(one.severity, DiagnosticSeverity.Error);
			ok(typeof one.code === "object", "the code links to documentation");
			ok(one.message.length > 0, "a message");
		}
	});

	it("mends the whole file by command", async () => {
		const { document } = await open("article.yaml");
		const original = document.getText();
		await findings(document.uri, "misindented-key");
		await commands.executeCommand("sidecarPatterns.fixAll");
		await becomes(document, await textOf("article.mended.yaml"));
		await undoTo(document, original);
	});

	it("finds what is wrong in a JSON manifest", async () => {
		const { document } = await open("duplicate.json");
		await findings(document.uri, "duplicate-container-name");
	});

	it("looks at JSON again when it becomes a manifest", async () => {
		const editor = await open("settings.json");
		const { document } = editor;
		const manifest = await textOf("duplicate.json");
		const everything = new Range(0, 0, document.lineCount, 0);
		await editor.edit((edit) => edit.replace(everything, manifest));
		await findings(document.uri, "duplicate-container-name");
	});

	it("knows untitled files", async () => {
		const document = await workspace.openTextDocument({
			language: "yaml",
			content: await textOf("article.yaml"),
		});
		await findings(document.uri, "misindented-key");
	});

	it("says nothing about YAML that is none of its business", async () => {
		const { document } = await open("compose.yaml");
		const manifest = await open("article.yaml");
		await findings(manifest.document.uri, "misindented-key");
		equal(ours(document.uri), []);
	});

	it("survives a restart of the server", async () => {
		const { document } = await open("article.yaml");
		await findings(document.uri, "misindented-key");
		const gone = eventually(
			"diagnostics are gone",
			languages.onDidChangeDiagnostics,
			() => (ours(document.uri).length === 0 ? true : undefined),
		);
		await commands.executeCommand("sidecarPatterns.restartServer");
		await gone;
		await findings(document.uri, "misindented-key");
	});
});
