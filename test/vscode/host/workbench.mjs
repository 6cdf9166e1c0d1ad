/** What the two hosts have in common: a Chromium that shows VS Code's workbench, and a suite that reports to its page. */
import { format } from "node:util";
import {
	findBrowser,
	requireFromRuntime,
} from "../../../scripts/vscode-runtime.mjs";

const chromiumArguments = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-dev-shm-usage",
	// In place of Playwright's list, which has ThirdPartyStoragePartitioning in it: without that feature a webview of the
	// web host may not register its service worker.
	"--disable-features=HttpsUpgrades,PaintHolding,RenderDocument,DestroyProfileOnBrowserClose,Translate,MediaRouter,OptimizationHints",
];

/** What VS Code says when it has no network, and other things that say nothing about the extension. */
const noise =
	/^Canceled|ENOTFOUND|ERR_NAME_NOT_RESOLVED|^(?:Resolv|Creating a socket|\[reconnection|\[remote-connection|\[DefaultAccount|\[Service Worker|\[AgentHost|\[AccountPolicy|Updating additional|Found additional|Loading development|Ignoring (?:fetching|the error)|Timed out waiting for authentication)|ENOPRO|Unable to read file 'vscode-test-web|vscode-test-web-support|Request to 'http|^\S+ \/static\/devextensions |No extension gallery service/;

/** Opens an empty page in a headless browser of its own. */
export async function openPage() {
	const { chromium } = requireFromRuntime("playwright-core");
	const browser = await chromium.launch({
		executablePath: findBrowser(),
		headless: true,
		args: chromiumArguments,
		// The harness has more to end than the browser, in an order of its own.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	const page = await browser.newPage({
		viewport: { width: 1400, height: 900 },
		permissions: ["clipboard-read", "clipboard-write"],
	});
	return { page, close: () => browser.close() };
}

/**
 * Gives the page the two functions that VS Code's automation calls. To be called before the page is opened.
 *
 * @param {(line: string) => void} onLine what the suite writes to its console
 * @returns {Promise<{ exitCode: Promise<number> }>}
 */
export async function watchSuite(page, onLine, verbose = false) {
	let end;
	let ended = false;
	const exitCode = new Promise((resolve) => {
		end = resolve;
	});
	await page.exposeFunction("codeAutomationLog", (_type, values) => {
		const line = format(...values);
		// Once the suite has ended, the workbench complains about the extension host that is gone.
		if (verbose || !(ended || noise.test(line))) onLine(line);
	});
	await page.exposeFunction("codeAutomationExit", (code) => {
		ended = true;
		end(code);
	});
	if (verbose) {
		page.on("console", (message) => console.log("[page]", message.text()));
		page.on("pageerror", (error) => console.log("[page]", error.message));
	}
	return { exitCode };
}

/** Opens the workbench and waits until it is drawn. */
export async function openWorkbench(page, address) {
	await page.goto(address);
	await page.waitForSelector(".monaco-workbench", { timeout: 120_000 });
}

/** Rejects when `promise` has not ended in time. */
export async function within(milliseconds, what, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(
			() => reject(new Error(`${what}: nothing for ${milliseconds / 1000} s`)),
			milliseconds,
		);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}
