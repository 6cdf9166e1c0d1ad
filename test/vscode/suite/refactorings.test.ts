import { window } from "vscode";
import { equal } from "./check";
import {
	actionNamed,
	apply,
	becomes,
	closeAll,
	eventually,
	open,
	placeCursor,
	positionOf,
	refactorings,
	textOf,
	undoTo,
	withCrlf,
} from "./editing";

/** A refactoring, the place at which it is offered, and what it leaves. */
interface Edit {
	file: string;
	at: string;
	title: RegExp;
	after: string;
}

const edits: Edit[] = [
	{
		file: "report-job",
		at: "name: sql-proxy",
		title: /^Convert 'sql-proxy' to a native sidecar$/,
		after: "report-job.native",
	},
	{
		file: "report-job.crlf",
		at: "name: sql-proxy",
		title: /^Convert 'sql-proxy' to a native sidecar$/,
		after: "report-job.native",
	},
	{
		file: "log-shipper.native",
		at: "name: fluent-bit",
		title: /^Convert 'fluent-bit' back to a classic sidecar$/,
		after: "log-shipper",
	},
	{
		file: "late-proxy",
		at: "name: sql-proxy",
		title: /^Move 'sql-proxy' up/,
		after: "late-proxy.moved",
	},
	{
		file: "shop-setup",
		at: "image: example/shop",
		title: /^Split the set-up of 'shop'/,
		after: "shop-setup.split",
	},
	{
		file: "log-shipper",
		at: "containers:",
		title: /\(adapter pattern\)$/,
		after: "log-shipper.adapter",
	},
];

describe("refactorings", () => {
	afterEach(closeAll);

	for (const { file, at, title, after } of edits) {
		it(`${title.source} in ${file}, and undo brings it back`, async () => {
			const editor = await open(`${file}.yaml`);
			const { document } = editor;
			const original = document.getText();
			const position = placeCursor(editor, at);
			const offered = await refactorings(document, position);
			const action = actionNamed(offered, title);
			equal(action.kind?.value, "refactor.rewrite.sidecarPatterns");
			await apply(action);
			const wanted = await textOf(`${after}.yaml`);
			await becomes(
				document,
				file.endsWith(".crlf") ? withCrlf(wanted) : wanted,
			);
			await undoTo(document, original);
		});
	}

	it("the cursor goes along with the container that moves", async () => {
		const editor = await open("orders.json");
		const { document } = editor;
		const offered = await refactorings(
			document,
			placeCursor(editor, "fluent/"),
		);
		await apply(actionNamed(offered, /to a native sidecar$/));
		await becomes(document, await textOf("orders.native.json"));
		const { line, character } = positionOf(document, "fluent/");
		await eventually(
			`the cursor is at ${line}:${character}`,
			window.onDidChangeTextEditorSelection,
			() => {
				const { active } = editor.selection;
				return active.line === line && active.character === character
					? true
					: undefined;
			},
		);
	});

	it("there and back is the text as it was", async () => {
		const editor = await open("log-shipper.yaml");
		const { document } = editor;
		const original = document.getText();
		for (const [title, after] of [
			[/to a native sidecar$/, await textOf("log-shipper.native.yaml")],
			[/back to a classic sidecar$/, original],
		] as const) {
			const position = placeCursor(editor, "name: fluent-bit");
			await apply(actionNamed(await refactorings(document, position), title));
			await becomes(document, after);
		}
	});
});
