/** VS Code with the web extension host (a worker, as on vscode.dev). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
	webCommit,
	webDataDirectory,
} from "../../../scripts/vscode-runtime.mjs";
import { serveVSCode } from "../../../scripts/vscode-web.mjs";
import { openPage, openWorkbench, watchSuite } from "./workbench.mjs";

const build = join(webDataDirectory, `vscode-web-stable-${webCommit}`);

/**
 * Opens VS Code for the browser on a folder, and runs the suite if there is one.
 *
 * @param {{ extension: string, folder: string, tests?: string, locale?: string, onLine?: (line: string) => void, verbose?: boolean }} options
 */
export async function openWebHost({ locale, onLine, verbose, ...served }) {
	const server = await serveVSCode({ ...served, verbose });
	const browser = await openPage();
	const close = async () => {
		await browser.close();
		server.close();
	};
	try {
		const { page } = browser;
		const { exitCode } = await watchSuite(page, onLine ?? (() => {}), verbose);
		if (locale) await translate(page, locale);
		await openWorkbench(page, server.address);
		return { page, exitCode, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The server knows English only; the build has the other languages, each with a mark that it is the one. */
function translate(page, locale) {
	const body = readFileSync(join(build, "nls", locale, "nls.messages.js"));
	return page.route("**/out/nls.messages.js", (route) =>
		route.fulfill({ contentType: "text/javascript; charset=utf-8", body }),
	);
}
