/**
 * `npm start`: opens VS Code with the extension on `examples/`, in a fresh clone with nothing but Node.
 * Desktop VS Code where `code` is on the PATH, else VS Code in the browser. Options: `--browser`, `--port N`.
 *
 * Nothing but Node itself may be imported before the dependencies are known to be installed.
 */
import { spawn, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { areInstalled } from "./dependencies.mjs";
import { onPath, setUp } from "./vscode-runtime.mjs";
import { freePort, serveVSCode } from "./vscode-web.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const examples = join(root, "examples");
const windows = process.platform === "win32";

try {
	const { values } = parseArgs({
		options: { browser: { type: "boolean" }, port: { type: "string" } },
	});
	const port = parsePort(values.port);
	installDependencies();
	run("Building the extension", process.execPath, ["scripts/build.mjs"]);
	if (values.browser || !openDesktop()) await openInBrowser(port);
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}

function installDependencies() {
	if (!areInstalled(root)) run("Installing the dependencies", "npm", ["ci"]);
}

function run(what, command, args) {
	console.log(`${what}…`);
	const { status, error } = spawnSync(command, args, {
		cwd: root,
		stdio: "inherit",
		// npm is a script on Windows. The path of Node may hold a space, which a shell would not survive.
		shell: windows && command === "npm",
	});
	if (error || status !== 0) {
		throw new Error(
			`${what} failed (${command} ${args.join(" ")})${error ? `: ${error.message}` : "."}`,
		);
	}
}

/** Opens desktop VS Code; false where there is none, or none that will start. */
function openDesktop() {
	if (!onPath(["code"])) {
		console.log("There is no `code` on the PATH: using the browser.");
		return false;
	}
	const quote = (text) => (windows ? `"${text}"` : text);
	const { status } = spawnSync(
		"code",
		[quote(`--extensionDevelopmentPath=${root}`), quote(examples)],
		{ stdio: "inherit", shell: windows },
	);
	if (status === 0) {
		console.log("VS Code opens on the folder examples.");
		return true;
	}
	console.log("`code` did not start VS Code: using the browser.");
	return false;
}

async function openInBrowser(port) {
	await setUp("web");
	const { address, close } = await serveVSCode({
		extension: root,
		folder: examples,
		port: port ?? (await freePort(3000)),
	});
	console.log(`Open ${address}`);
	console.log("Changes stay in the browser. Ctrl+C ends.");
	// The server has something to say about every page that it serves.
	console.log = () => {};
	if (process.stdin.isTTY) showInSystemBrowser(address);
	for (const signal of ["SIGINT", "SIGTERM"]) {
		process.once(signal, () => {
			close();
			process.exit();
		});
	}
}

function parsePort(text) {
	if (text === undefined) return undefined;
	const port = Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65535) {
		throw new Error(`--port ${text}: not a port number.`);
	}
	return port;
}

function showInSystemBrowser(address) {
	const opener = { darwin: "open", win32: "explorer" }[process.platform];
	const command = opener ?? onPath(["xdg-open"]);
	if (!command) return;
	// It may be there and still have no browser to open. The address stands on the screen.
	spawn(command, [address], { stdio: "ignore", detached: true })
		.on("error", () => {})
		.unref();
}
