/**
 * Pictures of what a person sees, taken in the running VS Code with mouse and keyboard:
 *
 *     node test/vscode/screenshots.mjs FOLDER [--locale ja] [--host node]
 *
 * `--locale` works in the web host, which is the default.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { setUp } from "../../scripts/vscode-runtime.mjs";
import { openNodeHost } from "./host/node.mjs";
import { openWebHost } from "./host/web.mjs";
import { settings } from "./settings.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { values, positionals } = parseArgs({
	options: {
		host: { type: "string", default: "web" },
		locale: { type: "string" },
	},
	allowPositionals: true,
});
const [target = "."] = positionals;
mkdirSync(target, { recursive: true });

const temporary = mkdtempSync(join(tmpdir(), "sidecar-patterns-"));
const folder = join(temporary, "fixtures");
cpSync(join(root, "test/vscode/fixtures"), folder, { recursive: true });
cpSync(
	join(root, "examples/9-api-server.yaml"),
	join(folder, "9-api-server.yaml"),
);
const host = await openHost();
try {
	await takePictures();
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

	await openFile("duplicate.json");
	await visible(".squiggly-error");
	await openMenu("Control+.", "cache:7");
	// The page of the rule is the last entry, one up from the first.
	await press("ArrowUp");
	await press("Enter");
	await visible(".tab.active[aria-label*='duplicate-container-name.md']");
	await host.page
		.frameLocator("iframe.webview.ready")
		.frameLocator("#active-frame")
		.locator("h1")
		.waitFor({ timeout: 30_000 });
	await shot("10-rule-page");
}

async function shot(name) {
	const path = resolve(target, `${name}.png`);
	// Half-faded widgets make poor pictures.
	await host.page.screenshot({ path, animations: "disabled" });
	console.log(path);
}

function press(key) {
	return host.page.keyboard.press(key);
}

function visible(selector) {
	return host.page.locator(selector).first().waitFor({ timeout: 30_000 });
}

function gone(selector) {
	return host.page
		.locator(selector)
		.first()
		.waitFor({ state: "detached", timeout: 30_000 });
}

/** A key or click that comes while the workbench still moves the focus is lost: does it again until it has worked. */
async function insist(selector, act) {
	const wanted = host.page.locator(selector).first();
	for (let tries = 0; tries < 15; tries++) {
		if (await wanted.isVisible()) return;
		await act();
		await wanted.waitFor({ timeout: 2000 }).catch(() => {});
	}
	throw new Error(`never seen: ${selector}`);
}

/** Through the Explorer: the web host cannot search for files. */
function openFile(name) {
	const file = host.page.getByRole("treeitem", { name }).first();
	return insist(`.tab.active[data-resource-name="${name}"]`, () =>
		file.dblclick({ timeout: 20_000 }),
	);
}

/** Where a word of the editor is on the screen. The editor cuts words up as it pleases, so no element has it. */
async function placeOf(text) {
	const place = await host.page.waitForFunction((wanted) => {
		for (const line of document.querySelectorAll(".monaco-editor .view-line")) {
			let start = line.textContent.indexOf(wanted);
			if (start < 0) continue;
			const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				if (start < node.length) {
					const range = document.createRange();
					range.setStart(node, start);
					range.setEnd(node, start + 1);
					const { x, y, width, height } = range.getBoundingClientRect();
					return { x: x + width / 2, y: y + height / 2 };
				}
				start -= node.length;
			}
		}
		return undefined;
	}, text);
	return place.jsonValue();
}

function hover(text) {
	return insist(".monaco-hover:not(.hidden) .hover-contents", async () => {
		await mouseAway();
		const { x, y } = await placeOf(text);
		await host.page.mouse.move(x, y);
	});
}

function mouseAway() {
	return host.page.mouse.move(700, 880);
}

function openMenu(key, text) {
	return insist(".action-widget .monaco-list-row", async () => {
		const { x, y } = await placeOf(text);
		await host.page.mouse.click(x, y);
		await press(key);
	});
}

function openStatus() {
	return insist(".hover-language-status", () =>
		host.page.locator('[id="status.languageStatus"]').first().hover(),
	);
}
