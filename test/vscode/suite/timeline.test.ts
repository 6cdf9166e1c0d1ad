import {
	commands,
	Range,
	type Tab,
	TabInputWebview,
	type Uri,
	window,
	workspace,
} from "vscode";
import { equal, ok } from "./check";
import {
	closeAll,
	fixture,
	insist,
	open,
	placeCursor,
	positionOf,
} from "./editing";

describe("the timeline", () => {
	afterEach(closeAll);

	it("opens beside the editor, which keeps the focus, and only once", async () => {
		const editor = await open("timeline.yaml");
		await show(editor.document.uri, "orders");
		equal(timelines()[0]?.label, "Timeline of timeline.yaml");
		equal(window.activeTextEditor?.document.uri, editor.document.uri);
		await commands.executeCommand("sidecarPatterns.showTimeline");
		equal(timelines().length, 1);
	});

	it("does not open where there is no Pod", async () => {
		await open("compose.yaml");
		await commands.executeCommand("sidecarPatterns.showTimeline");
		equal(timelines(), []);
	});

	it("is written as an SVG file that needs nothing else", async () => {
		const { document } = await open("timeline.yaml");
		await show(document.uri, "orders");
		const svg = await picture();
		ok(svg.startsWith("<svg ") && svg.endsWith("</svg>\n"), svg);
		for (const text of ["migrate", "proxy", "app", "startupProbe passed"])
			ok(svg.includes(`>${text}<`), `${text} is missing`);
		ok(/<rect width="100%" height="100%" fill="(?:#|rgb)/.test(svg), svg);
		for (const foreign of [/var\(/, /\bhref=/, /class=/, /tabindex/])
			ok(!foreign.test(svg), `${foreign.source} in ${svg}`);
	});

	it("shows names as text", async () => {
		const editor = await open("timeline.yaml");
		await show(editor.document.uri, "second");
		placeCursor(editor, "name: second");
		const svg = await pictureWith("onerror");
		ok(svg.includes(`>"&gt;&lt;img src=x onerror`), svg);
		ok(!/<img/.test(svg), svg);
	});

	it("follows what is typed", async () => {
		const editor = await open("timeline.yaml");
		const { document } = editor;
		await show(document.uri, "orders");
		const start = positionOf(document, "migrate");
		await editor.edit((edit) =>
			edit.replace(
				new Range(start, start.translate(0, "migrate".length)),
				"prepare",
			),
		);
		const svg = await pictureWith(">prepare<");
		ok(!svg.includes(">migrate<"), "the old name is still there");
	});

	it("follows the cursor to another Pod and another file", async () => {
		const editor = await open("timeline.yaml");
		await show(editor.document.uri, "orders");
		placeCursor(editor, "name: second");
		await pictureWith("Timeline of Pod second");
		await window.showTextDocument(
			await workspace.openTextDocument(fixture("log-shipper.yaml")),
		);
		await pictureWith(">fluent-bit<");
		equal(timelines()[0]?.label, "Timeline of log-shipper.yaml");
	});
});

/** The timelines that are open. VS Code puts a prefix before the kind of a webview. */
function timelines(): Tab[] {
	return window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(
			({ input }) =>
				input instanceof TabInputWebview &&
				input.viewType.endsWith("sidecarPatterns.timeline"),
		);
}

/** Opens the timeline of a Pod in the active editor. */
async function show(uri: Uri, pod: string): Promise<void> {
	const editor = window.activeTextEditor;
	ok(editor?.document.uri.toString() === uri.toString(), "another editor");
	placeCursor(editor, `name: ${pod}`);
	// The server may still be on its way to the file.
	await insist(
		"a timeline",
		() => commands.executeCommand("sidecarPatterns.showTimeline"),
		() => timelines().length > 0,
	);
	await pictureWith(`Pod ${pod}`);
}

/** What the timeline shows, as the command writes it. */
async function picture(): Promise<string> {
	const file = fixture("timeline.svg");
	await commands.executeCommand("sidecarPatterns.exportTimeline", file);
	return new TextDecoder().decode(await workspace.fs.readFile(file));
}

/** The picture, once there is a text in it. */
async function pictureWith(text: string): Promise<string> {
	let svg = "";
	await insist(
		`${text} in the timeline`,
		async () => {
			svg = await picture();
		},
		() => svg.includes(text),
	);
	return svg;
}
