import { commands } from "vscode";
import { equal, ok } from "./check";
import {
	actionsAt,
	apply,
	becomes,
	closeAll,
	findings,
	open,
	placeCursor,
	textOf,
	undoTo,
} from "./editing";

const kind = "refactor.rewrite.sidecarPatterns";

const conversions = [
	{
		file: "log-shipper",
		container: "name: fluent-bit",
		finding: "classic-sidecar-could-be-native",
	},
	{
		file: "sql-proxy-job",
		container: "name: cloud-sql-proxy",
		finding: "job-classic-sidecar-never-completes",
	},
];

describe("conversion to a native sidecar", () => {
	afterEach(closeAll);

	for (const { file, container, finding } of conversions) {
		it(`converts ${file} by command, and undo brings it back`, async () => {
			const editor = await open(`${file}.yaml`);
			const { document } = editor;
			const original = document.getText();
			await findings(document.uri, finding);
			placeCursor(editor, container);
			await commands.executeCommand("sidecarPatterns.convertToNative");
			await becomes(document, await textOf(`${file}.native.yaml`));
			await undoTo(document, original);
		});

		it(`converts ${file} by code action`, async () => {
			const editor = await open(`${file}.yaml`);
			const { document } = editor;
			await findings(document.uri, finding);
			const position = placeCursor(editor, container);
			const actions = await actionsAt(document.uri, position, kind);
			equal(actions.length, 1, "number of conversions");
			const [action] = actions;
			ok(action, "no conversion");
			equal(action.kind?.value, kind);
			await apply(action);
			await becomes(document, await textOf(`${file}.native.yaml`));
		});
	}

	it("offers nothing on the only container of a Pod", async () => {
		const editor = await open("article.mended.yaml");
		const position = placeCursor(editor, "name: logshipper");
		equal(await actionsAt(editor.document.uri, position, kind), []);
	});
});
