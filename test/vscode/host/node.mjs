/** VS Code with the Node extension host: code-server for the server side, Chromium for the window. */
import { spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { codeServer, isReady } from "../../../scripts/vscode-runtime.mjs";
import { freePort } from "../../../scripts/vscode-web.mjs";
import { openPage, openWorkbench, watchSuite } from "./workbench.mjs";

/** Variables of the calling process that would change what code-server does. */
const misleading = [
	"VSCODE_IPC_HOOK_CLI",
	"NODE_OPTIONS",
	"ELECTRON_RUN_AS_NODE",
	"PASSWORD",
	"PORT",
];

/**
 * Opens VS Code on a folder, and runs the suite if there is one. A suite that takes its extension host down with it
 * ends with the exit code 0, as on the desktop: whoever needs to know has the suite leave a mark behind.
 *
 * @param {{ extension: string, folder: string, tests?: string, userData: string, extensions: string, onLine?: (line: string) => void, verbose?: boolean }} options
 */
export async function openNodeHost(options) {
	if (!isReady("node")) {
		throw new Error("node scripts/vscode-runtime.mjs node was not run.");
	}
	const server = await startServer(options);
	let browser;
	const close = async () => {
		await browser?.close();
		server.kill();
	};
	try {
		browser = await openPage();
		const { page } = browser;
		const { exitCode } = await watchSuite(
			page,
			options.onLine ?? (() => {}),
			options.verbose,
		);
		const opened = openWorkbench(page, addressOf(server.host, options));
		await Promise.race([opened, server.died]);
		return { page, exitCode: Promise.race([exitCode, server.died]), close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The page that is VS Code's window. The payload says what the command line says to the desktop. */
function addressOf(host, { extension, folder, tests }) {
	const remote = (path) => `vscode-remote://${host}${encodeURI(path)}`;
	const payload = [
		["extensionDevelopmentPath", remote(extension)],
		["skipWelcome", "true"],
		...(tests ? [["extensionTestsPath", remote(tests)]] : []),
	];
	const query = new URLSearchParams({
		folder,
		payload: JSON.stringify(payload),
	});
	return `http://${host}/?${query}`;
}

async function startServer({ userData, extensions }) {
	const state = mkdtempSync(join(tmpdir(), "vscode-node-host-"));
	const logFile = join(state, "server.log");
	const log = openSync(logFile, "w");
	const host = `127.0.0.1:${await freePort()}`;
	const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
	for (const name of misleading) delete env[name];
	const child = spawn(
		codeServer.node,
		[
			codeServer.script,
			...["--config", join(state, "config.yaml")],
			...["--user-data-dir", userData],
			...["--extensions-dir", extensions],
			...["--bind-addr", host, "--auth", "none"],
			...["--disable-telemetry", "--disable-update-check"],
			"--disable-workspace-trust",
			"--disable-getting-started-override",
			// Should this process be killed, the server ends by itself.
			...["--idle-timeout-seconds", "61"],
			// Without it the workbench pays no heed to the payload.
			...["--vscode-option", "enable-smoke-test-driver"],
		],
		// A group of its own, so that its children can be ended with it.
		{ env, stdio: ["ignore", log, log], detached: true },
	);
	const kill = () => {
		try {
			process.kill(-child.pid, "SIGKILL");
		} catch (error) {
			if (error.code !== "ESRCH") throw error;
		}
		rmSync(state, { recursive: true, force: true, maxRetries: 10 });
	};
	const died = new Promise((_, reject) => {
		child.once("error", reject);
		child.once("exit", (code, signal) => {
			const end = readFileSync(logFile, "utf8").slice(-3000);
			reject(new Error(`code-server ended (${code ?? signal}):\n${end}`));
		});
	});
	// It dies in the end, too, when nobody races against it any more.
	died.catch(() => {});
	try {
		await Promise.race([answers(`http://${host}/healthz`), died]);
		return { host, died, kill };
	} catch (error) {
		kill();
		throw error;
	}
}

async function answers(address) {
	for (let tries = 0; tries < 600; tries++) {
		try {
			if ((await fetch(address)).ok) return;
		} catch {
			// Not listening yet.
		}
		await wait(100);
	}
	throw new Error("code-server did not start within a minute.");
}
