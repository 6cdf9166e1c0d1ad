// `npm test`: everything, in a fresh clone. Installs what is missing, builds, checks types, style and generated files, runs
// every suite (real VS Code included) and ends with one line `N passed, N failed`. A suite that cannot run has failed.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { areInstalled } from "./dependencies.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === "win32";
let passed = 0;
let failed = 0;

/** Runs a program, shows what it says, and gives it back. */
function run(command, args) {
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd: root,
		encoding: "utf8",
		maxBuffer: 1 << 28,
		shell: windows && command === "npm",
	});
	process.stdout.write(stdout ?? "");
	process.stderr.write(stderr ?? "");
	if (error) console.error(error.message);
	return { ok: status === 0 && !error, output: `${stdout}\n${stderr}` };
}

/** A step that passes or fails as a whole. */
function check(what, command, args) {
	console.log(`\n── ${what}`);
	const { ok } = run(command, args);
	if (ok) passed++;
	else failed++;
	if (!ok) console.error(`failed: ${what}`);
	return ok;
}

/** A step that counts its tests itself. @param {(output: string) => {passed: number, failed: number}} count */
function suite(what, command, args, count) {
	console.log(`\n── ${what}`);
	const { ok, output } = run(command, args);
	const counts = count(output);
	passed += counts.passed;
	failed += counts.failed;
	// It died, or ran nothing: that must not look like success.
	if (counts.failed === 0 && (!ok || counts.passed === 0)) {
		failed++;
		console.error(`failed: ${what}`);
	}
}

const number = (output, pattern) =>
	[...output.matchAll(pattern)].reduce(
		(sum, [, count]) => sum + Number(count),
		0,
	);
const mochaCount = (output) => ({
	passed: number(output, /^\s*(\d+) passing\b/gm),
	// A test that is skipped tells nothing: it counts as failed.
	failed:
		number(output, /^\s*(\d+) failing\b/gm) +
		number(output, /^\s*(\d+) pending\b/gm),
});
const hostCount = (output) => ({
	passed: number(output, /^(?:node|web) host: (\d+) passed/gm),
	failed: number(output, /^(?:node|web) host: \d+ passed, (\d+) failed/gm),
});
const bin = (name) => ["node_modules", name].join("/");

if (!areInstalled(root) && !check("install the dependencies", "npm", ["ci"])) {
	console.log(`\n${passed} passed, ${failed} failed`);
	process.exit(1);
}
const node = process.execPath;
check("build", node, ["scripts/build.mjs", "--production"]);
check("types and layers", node, [bin("typescript/bin/tsc"), "-b"]);
check("formatter and linter", node, [
	bin("@biomejs/biome/bin/biome"),
	"ci",
	".",
]);
check("generated files", node, ["scripts/generate.mjs", "--check"]);
suite(
	"content, engine, language server, command line",
	node,
	[bin("mocha/bin/mocha.js")],
	mochaCount,
);
check("grammars", "npm", ["run", "--silent", "test:syntaxes"]);
check("package", node, ["scripts/package.mjs"]);
suite("real VS Code", node, ["test/vscode/run.mjs"], hostCount);

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
