/**
 * `npm run test:vscode`: the suites in real VS Code, first in its Node extension host, then in its web extension host.
 *
 * Node: `VSCODE_EXECUTABLE` if that is set; else desktop VS Code, downloaded into `.vscode-test`; else, where it cannot be
 * downloaded or shown (or with `SIDECAR_PATTERNS_VSCODE=shim`), VS Code from npm through a shim that the same launcher starts.
 * Which one ran is printed. A host that cannot run is a failure. The last two lines are for programs.
 */
import { spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { setUp } from "../../scripts/vscode-runtime.mjs";
import { bundleSuites } from "./bundle.mjs";
import { checkByHand, checksOfTimeline } from "./by-hand.mjs";
import { checksOfCommands } from "./by-hand-commands.mjs";
import {
	checksOfCancelling,
	checksOfConversion,
} from "./by-hand-conversion.mjs";
import { checksOfEdits } from "./by-hand-edits.mjs";
import { checksInJapanese } from "./by-hand-japanese.mjs";
import { layOutFixtures } from "./fixtures.mjs";
import { openWebHost } from "./host/web.mjs";
import { within } from "./host/workbench.mjs";
import { settings } from "./settings.mjs";
import { summaryMark } from "./summary.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const shim = join(root, "test/vscode/host/shim.mjs");
const fixOnSave = {
	"editor.codeActionsOnSave": { "source.fixAll.sidecarPatterns": "explicit" },
};
const releases = "https://update.code.visualstudio.com/api/releases/stable";

if (!existsSync(join(root, "dist/client/node.js"))) {
	spawnSync(process.execPath, ["scripts/build.mjs"], {
		cwd: root,
		stdio: "inherit",
	});
}
const suites = await bundleSuites(root);
const temporary = mkdtempSync(join(tmpdir(), "sidecar-patterns-"));
const results = [];
try {
	results.push(["node host", await attempt(runNodeSuite)]);
	results.push(["web host", await attempt(runWebSuites)]);
} finally {
	rmSync(temporary, { recursive: true, force: true, maxRetries: 10 });
}
for (const [host, { passed, failed }] of results) {
	console.log(`${host}: ${passed} passed, ${failed} failed`);
}
process.exitCode = results.every(([, { failed }]) => failed === 0) ? 0 : 1;

/** A suite without a result, whatever the reason, counts as one failure. */
async function attempt(run) {
	try {
		return await run();
	} catch (error) {
		console.error(error);
		return { passed: 0, failed: 1 };
	}
}

async function runNodeSuite() {
	const folder = copyOfFixtures("node");
	const userData = join(temporary, "user-data");
	mkdirSync(join(userData, "User"), { recursive: true });
	writeFileSync(join(userData, "User/settings.json"), JSON.stringify(settings));
	const extensions = join(temporary, "extensions");
	mkdirSync(extensions);
	const summaryFile = join(temporary, "node.json");
	let failure;
	try {
		await runTests({
			vscodeExecutablePath: await nodeExecutable(),
			extensionDevelopmentPath: root,
			extensionTestsPath: suites.node,
			extensionTestsEnv: { SIDECAR_PATTERNS_SUMMARY: summaryFile },
			launchArgs: [
				folder,
				`--user-data-dir=${userData}`,
				`--extensions-dir=${extensions}`,
			],
		});
	} catch (error) {
		failure = error;
	}
	// VS Code ends with 0 when its extension host crashes, so the summary, not the exit code, is the result.
	if (!existsSync(summaryFile)) {
		throw failure ?? new Error("The extension host ended before its suite.");
	}
	return JSON.parse(readFileSync(summaryFile, "utf8"));
}

async function nodeExecutable() {
	const { SIDECAR_PATTERNS_VSCODE, VSCODE_EXECUTABLE } = process.env;
	if (VSCODE_EXECUTABLE) return VSCODE_EXECUTABLE;
	try {
		if (SIDECAR_PATTERNS_VSCODE !== "shim") return await desktopExecutable();
	} catch (error) {
		const reason = error.cause?.message ?? error.message ?? error;
		console.log(`No desktop VS Code (${reason}): using VS Code from npm.`);
	}
	await setUp("node");
	return shim;
}

async function desktopExecutable() {
	const { DISPLAY, WAYLAND_DISPLAY } = process.env;
	if (process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY) {
		throw new Error("there is no display to show it on");
	}
	// The launcher itself tries for long; this tells within seconds that there is no way.
	await fetch(releases, { signal: AbortSignal.timeout(5000) });
	return await downloadAndUnzipVSCode({
		cachePath: join(root, ".vscode-test"),
		timeout: 15_000,
	});
}

/** All of it in English, then what depends on the language in Japanese, then what needs hands on mouse and keyboard. */
async function runWebSuites() {
	await setUp("web");
	const total = { passed: 0, failed: 0 };
	for (const run of [
		() => runWebSuite(),
		() => runWebSuite("ja"),
		() => goByHand("the timeline", checksOfTimeline),
		() => goByHand("commands and edits", allEdits, { more: fixOnSave }),
		() => goByHand("edits in Japanese", checksInJapanese, { locale: "ja" }),
		() => goByHand("the conversion of a workspace", checksOfConversion),
		() => goByHand("a conversion that is cancelled", checksOfCancelling),
	]) {
		const { passed, failed } = await attempt(run);
		total.passed += passed;
		total.failed += failed;
	}
	return total;
}

/** In one window, which takes longer to open than most of them. */
function allEdits(page) {
	return [...checksOfCommands(page), ...checksOfEdits(page)];
}

/** Each begins with the fixtures as they are. */
function goByHand(what, checks, { more, locale } = {}) {
	const folder = copyOfFixtures(`by-hand-${checks.name}`, more);
	return checkByHand({ extension: root, folder, locale }, what, checks);
}

async function runWebSuite(locale) {
	let summary;
	const host = await openWebHost({
		extension: root,
		folder: copyOfFixtures(`web-${locale ?? "en"}`),
		tests: suites.web,
		locale,
		verbose: Boolean(process.env.VSCODE_SHIM_VERBOSE),
		onLine: (line) => {
			if (line.startsWith(summaryMark)) {
				summary = JSON.parse(line.slice(summaryMark.length));
			} else {
				console.log(line);
			}
		},
	});
	try {
		await within(300_000, "the suite", host.exitCode);
	} finally {
		await host.close();
	}
	if (!summary) throw new Error("The extension host ended before its suite.");
	return summary;
}

function copyOfFixtures(name, more) {
	const copy = join(temporary, name);
	layOutFixtures(copy, more);
	return copy;
}
