import { commands, TabInputWebview, window } from "vscode";
import { equal, ok } from "./check";
import {
	closeAll,
	eventually,
	findings,
	hoverAt,
	open,
	placeCursor,
} from "./editing";

const article =
	"https://kubernetes.io/blog/2025/04/22/multi-container-pods-overview/";

describe("reading", () => {
	afterEach(closeAll);

	for (const text of ["initContainers", "restartPolicy", "logshipper"]) {
		it(`explains ${text} in English`, async () => {
			const { document } = await open("article.mended.yaml");
			const hover = await hoverAt(document, text);
			ok(/sidecar/i.test(hover.value), hover.value);
			ok(hover.value.includes(article), "no link to the English article");
			ok(!/[\u3040-\u30ff]/.test(hover.value), "Japanese in the English hover");
		});
	}

	it("lets a hover open the pages of the rules, and nothing else", async () => {
		const { document } = await open("article.mended.yaml");
		const { isTrusted } = await hoverAt(document, "restartPolicy");
		equal(isTrusted, { enabledCommands: ["sidecarPatterns.showRule"] });
	});

	it("opens the page of a rule", async () => {
		await open("article.yaml");
		await commands.executeCommand(
			"sidecarPatterns.showRule",
			"misindented-key",
		);
		await previewOf(/misindented-key/);
	});

	it("explains the Pod at the cursor", async () => {
		const editor = await open("log-shipper.yaml");
		await findings(editor.document.uri, "classic-sidecar-could-be-native");
		placeCursor(editor, "name: fluent-bit");
		await commands.executeCommand("sidecarPatterns.explainPod");
		await previewOf(/log-shipper\.yaml/);
	});
});

/** Waits for a rendered Markdown page. */
function previewOf(label: RegExp): Promise<unknown> {
	return eventually(
		`a preview of ${label.source}`,
		(listener) => window.tabGroups.onDidChangeTabs(listener),
		() =>
			window.tabGroups.all
				.flatMap(({ tabs }) => tabs)
				.find(
					(tab) =>
						label.test(tab.label) && tab.input instanceof TabInputWebview,
				),
	);
}
