/**
 * Pictures of what a person sees, taken in the running VS Code with mouse and keyboard:
 *
 *     node test/vscode/screenshots.mjs FOLDER [--locale ja] [--host node] [--theme NAME] [--timeline] [--edits]
 *
 * `--locale` works in the web host, which is the default. `--theme` takes the name of one of VS Code's own; `--timeline` and
 * `--edits` take only the pictures of the timeline and of edits.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setUp } from "../../scripts/vscode-runtime.mjs";
import { layOutFixtures } from "./fixtures.mjs";
import { handsOn } from "./host/hands.mjs";
import { openNodeHost } from "./host/node.mjs";
import { openWebHost } from "./host/web.mjs";
import { settings } from "./settings.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values, positionals } = parseArgs({
	options: {
		edits: { type: "boolean" },
		host: { type: "string", default: "web" },
		locale: { type: "string" },
		theme: { type: "string" },
		timeline: { type: "boolean" },
	},
	allowPositionals: true,
});
const [target = "."] = positionals;
mkdirSync(target, { recursive: true });

const temporary = mkdtempSync(join(tmpdir(), "sidecar-patterns-"));
const folder = join(temporary, "fixtures");
layOutFixtures(
	folder,
	values.theme ? { "workbench.colorTheme": values.theme } : {},
);
cpSync(
	join(root, "examples/9-api-server.yaml"),
	join(folder, "9-api-server.yaml"),
);
for (const name of ["3-job-never-completes", "5-good-native-sidecar"]) {
	cpSync(join(root, `examples/${name}.yaml`), join(folder, `${name}.yaml`));
}
const host = await openHost();
const {
	chooseInMenu,
	click,
	gone,
	hideSideBar,
	hover,
	insist,
	insistGone,
	mouseAway,
	openFile,
	openMenu,
	openTimeline,
	press,
	readNotes,
	runCommand,
	visible,
} = handsOn(host.page);
try {
	const { edits, timeline } = values;
	if (!edits && !timeline) await takePictures();
	if (!timeline) await takeEdits();
	if (!edits) await takeTimelines();
} catch (error) {
	await shot("failure");
	throw error;
} finally {
	await host.close();
	rmSync(temporary, { recursive: true, force: true, maxRetries: 10 });
}
process.exit();

async function openHost() {
	await setUp(values.host);
	if (values.host === "web") {
		return openWebHost({ extension: root, folder, locale: values.locale });
	}
	const userData = join(temporary, "user-data");
	mkdirSync(join(userData, "User"), { recursive: true });
	writeFileSync(join(userData, "User/settings.json"), JSON.stringify(settings));
	const extensions = join(temporary, "extensions");
	return openNodeHost({ extension: root, folder, userData, extensions });
}

async function takePictures() {
	await openFile("article.yaml");
	await visible(".squiggly-error");
	await shot("1-findings");
	await hover("command");
	await shot("2-problem-hover");
	await mouseAway();
	await openMenu("Control+.", "command");
	await shot("3-quick-fix-menu");
	await press("Enter");
	await gone(".squiggly-error");
	await shot("4-mended");
	await hover("Always");
	await shot("5-hover-restart-policy");
	await mouseAway();
	await hover("logshipper");
	await shot("13-hover-name");
	await mouseAway();

	await openFile("log-shipper.yaml");
	// The refactoring is offered where the container stands; a finding on it brings the same as a quick fix.
	await openMenu("Control+Shift+R", "3.1.9");
	await shot("6-convert-menu");
	await press("Enter");
	await visible(".view-line >> text=initContainers");
	await shot("7-converted");
	await openStatus();
	await shot("8-status");
	await press("Escape");

	await openFile("9-api-server.yaml");
	await visible(".squiggly-error");
	await hover("sidecars");
	await shot("11-server-words");
	await mouseAway();
	await openMenu("Control+.", "fsGroup");
	await shot("12-server-fixes");
	await press("Escape");

	await openFile("empty.yaml");
	await host.page.locator(".monaco-editor .view-lines").first().click();
	await host.page.keyboard.type("sidecar", { delay: 30 });
	await insist(".suggest-widget.visible .monaco-list-row", () =>
		press("Control+Space"),
	);
	await shot("9-snippets");
	await press("Escape");

	await takeCompletions();

	await openFile("duplicate.json");
	await visible(".squiggly-error");
	await openMenu("Control+.", "cache:7");
	await chooseInMenu("Show documentation for duplicate-container-name");
	await press("Enter");
	await visible(".tab.active[aria-label*='duplicate-container-name.md']");
	await host.page
		.frameLocator("iframe.webview.ready")
		.frameLocator("#active-frame")
		.locator("h1")
		.waitFor({ timeout: 30_000 });
	await shot("10-rule-page");
}

/** Fields, the values of one, and a whole pattern, typed and accepted. */
async function takeCompletions() {
	const { keyboard } = host.page;
	const suggest = () =>
		insist(".suggest-widget.visible .monaco-list-row", () =>
			press("Control+Space"),
		);
	await openFile("late-proxy.yaml");
	await click("import:1.4.0");
	await press("End");
	await press("Enter");
	await keyboard.type("imagePullP", { delay: 30 });
	await suggest();
	await shot("30-completion-fields");
	await press("Enter");
	await suggest();
	await shot("31-completion-values");
	await press("Enter");
	await press("Enter");
	await press("Backspace");
	await keyboard.type("- adapter-h", { delay: 30 });
	await suggest();
	await shot("32-completion-patterns");
	await press("Enter");
	await shot("33-completion-pattern-accepted");
}

/** What was typed in a hurry, mended with one fix; what there is to know of a conversion before it is made. */
async function takeEdits() {
	const { page } = host;
	await openFile("beside-the-pods.yaml");
	await visible(".squiggly-error");
	await openMenu("Control+.", "80");
	await shot("34-beside");
	await press("Enter");
	await openMenu("Control+.", "podSelectors");
	await shot("35-beside-mended");
	await press("Escape");

	await openFile("typed-in-a-hurry.yaml");
	await visible(".squiggly-error");
	await hideSideBar();
	await page.setViewportSize({ width: 1000, height: 480 });
	await openMenu("Control+.", "example/cart");
	await shot("18-broken");
	await press("Enter");
	await gone(".squiggly-error");
	await shot("19-broken-mended");
	await page.setViewportSize({ width: 1400, height: 900 });

	await openFile("log-shipper.yaml");
	await openMenu("Control+Shift+R", "containers:");
	await shot("20-patterns");
	await press("Escape");

	await openFile("late-proxy.moved.yaml");
	await insist(".action-widget .option-disabled", async () => {
		await click("migrate:1.4.0");
		await press("Control+Shift+R");
	});
	await shot("21-not-possible");
	await press("Escape");

	await openFile("report-job.yaml");
	await hideSideBar();
	await page.setViewportSize({ width: 1200, height: 800 });
	await openMenu("Control+Shift+R", "2.14.1");
	await press("Control+Enter");
	await readNotes("preStop");
	await visible(".multiDiffEntry .line-insert");
	await shot("22-preview");
	await press("Escape");
	await insistGone(".bulk-edit-panel", () => press("Control+Enter"));
	await shot("23-converted");
	await page.setViewportSize({ width: 1400, height: 900 });

	await runCommand("Convert All Sidecars");
	await page
		.getByPlaceholder(/Sidecars to convert|変換するサイドカー/)
		.waitFor();
	await shot("24-convert-all");
	// All of the workspace.
	await press("ArrowDown");
	await press("ArrowDown");
	await press("Enter");
	await visible(".bulk-edit-panel .monaco-list-row .insert");
	await shot("25-workspace-preview");
	await insistGone(".bulk-edit-panel", () =>
		page.getByRole("button", { name: "Discard" }).click(),
	);
}

async function takeTimelines() {
	await openFile("5-good-native-sidecar.yaml");
	await hideSideBar();
	const timeline = await openTimeline("pgbouncer");
	await mouseAway();
	await shot("14-timeline");
	await timeline.locator(".mark.ready").first().focus();
	await press("ArrowDown");
	await shot("15-timeline-focus");
	await timeline.locator("#text").getByRole("button").last().focus();
	await shot("16-timeline-text");
	await press("Control+1");
	await openFile("3-job-never-completes.yaml");
	await timeline.locator("h1", { hasText: "monthly-report" }).waitFor();
	await hideSideBar();
	await shot("17-timeline-job");
}

async function shot(name) {
	const path = resolve(target, `${name}.png`);
	// Half-faded widgets make poor pictures.
	await host.page.screenshot({ path, animations: "disabled" });
	console.log(path);
}

function openStatus() {
	return insist(".hover-language-status", () =>
		host.page.locator('[id="status.languageStatus"]').first().hover(),
	);
}
