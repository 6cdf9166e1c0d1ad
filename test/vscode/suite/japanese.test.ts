import { commands, workspace } from "vscode";
import { ok } from "./check";
import {
	closeAll,
	findings,
	fixture,
	hoverAt,
	open,
	placeCursor,
} from "./editing";

const kana = /[\u3040-\u30ff]/;

describe("in Japanese", () => {
	afterEach(closeAll);

	it("findings", async () => {
		const { document } = await open("article.yaml");
		for (const { message } of await findings(document.uri, "misindented-key")) {
			ok(kana.test(message), message);
		}
	});

	it("hovers, with links to the Japanese article", async () => {
		const { document } = await open("article.mended.yaml");
		const { value } = await hoverAt(document, "restartPolicy");
		ok(kana.test(value), value);
		ok(value.includes("https://kubernetes.io/ja/blog/"), value);
	});

	it("timelines", async () => {
		const editor = await open("log-shipper.yaml");
		await findings(editor.document.uri, "classic-sidecar-could-be-native");
		placeCursor(editor, "name: fluent-bit");
		await commands.executeCommand("sidecarPatterns.showTimeline");
		const file = fixture("timeline.svg");
		await commands.executeCommand("sidecarPatterns.exportTimeline", file);
		const svg = new TextDecoder().decode(await workspace.fs.readFile(file));
		ok(svg.includes(">アプリケーション<"), svg);
	});
});
