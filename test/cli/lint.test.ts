import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, describe, it } from "mocha";
import { built } from "../kit/built";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

const CLEAN = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
`;

/** An error, safely mended. */
const WRONG_CASE = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: wait
      image: example/wait:1.0.0
      restartPolicy: always
  containers:
    - name: web
      image: example/web:1.8.0
`;

/** An error whose mend a person has to look at. */
const TWICE = `${CLEAN}    - name: web
      image: example/other:1.0.0
`;

/** A hint and an information. */
const COULD_BE_BETTER = `${CLEAN}    - name: shipper
      image: fluent/fluent-bit:latest
`;

interface Finding {
	readonly file: string;
	readonly document: number;
	readonly rule: string;
	readonly severity: string;
	readonly message: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly fix: string;
}

describe("sidecar-patterns lint", () => {
	const folder = new TemporaryFolder();
	const run = (...args: string[]) => runIn(folder.path, ["lint", ...args]);
	const pipe = (stdin: string, ...args: string[]) =>
		runIn(folder.path, ["lint", ...args], { stdin });
	const findingsIn = (stdout: string): readonly Finding[] =>
		JSON.parse(stdout).findings;
	const json = async (...args: string[]) =>
		findingsIn((await run("--format", "json", ...args)).stdout);

	before(() => {
		folder.write("clean.yaml", CLEAN);
		folder.write("case.yaml", WRONG_CASE);
		folder.write("stream.yaml", `${CLEAN}---\n${WRONG_CASE}---\n${TWICE}`);
		folder.write("better.yaml", COULD_BE_BETTER);
		folder.write("many/one.yaml", WRONG_CASE);
		folder.write("many/deep/two.yml", WRONG_CASE);
		folder.write("many/deep/.hidden.yaml", WRONG_CASE);
		folder.write(
			"many/three.json",
			'{"kind":"Pod","spec":{"containers":[{"name":"a","image":"a:1"},{"name":"a","image":"b:1"}]}}',
		);
		folder.write("many/notes.txt", WRONG_CASE);
		folder.write("many/node_modules/four.yaml", WRONG_CASE);
		folder.write("none/notes.txt", "nothing to see");
		folder.write("[odd] name.yaml", WRONG_CASE);
	});
	after(() => folder.remove());

	describe("as text", () => {
		it("says nothing of a clean file, and ends with 0", async () => {
			assert.deepEqual(await run("clean.yaml"), {
				code: 0,
				stdout: "",
				stderr: "",
			});
		});

		it("tells each finding in one line, how many there are, and ends with 1", async () => {
			const { code, stdout, stderr } = await run("case.yaml");
			assert.match(
				stdout,
				/^case\.yaml:9:22: error: .*'always'.* \[init-restart-policy-case\]\n$/,
			);
			assert.equal(stderr, "1 finding in 1 file\n");
			assert.equal(code, 1);
		});

		it("counts findings and files", async () => {
			const { stderr } = await run("case.yaml", "stream.yaml", "clean.yaml");
			assert.equal(stderr, "3 findings in 2 files\n");
		});

		it("goes on quietly when the reader has seen enough", () => {
			folder.write(
				"long.yaml",
				Array.from({ length: 3_000 }, () => WRONG_CASE).join("---\n"),
			);
			const script = 'set -o pipefail; "$0" "$1" lint long.yaml | head -n 1';
			const first = () =>
				execFileSync(
					"bash",
					["-c", script, process.execPath, built("dist/cli/main.js")],
					{
						cwd: folder.path,
						encoding: "utf8",
						stdio: ["ignore", "pipe", "pipe"],
					},
				);
			const { status, stdout, stderr } = outcomeOf(first);
			assert.match(stdout, /^long\.yaml:9:22: error/);
			assert.doesNotMatch(stderr, /EPIPE|Error|at /);
			assert.equal(
				status,
				1,
				"findings are findings, also when nobody reads them to the end",
			);
		});
	});

	describe("as JSON", () => {
		it("has the promised shape; lines, columns and documents count from 1", async () => {
			const { code, stdout, stderr } = await run(
				"--format",
				"json",
				"stream.yaml",
			);
			const [wrongCase, twice, ...others] = findingsIn(stdout);
			assert.deepEqual(others, []);
			assert.deepEqual(wrongCase, {
				file: "stream.yaml",
				document: 2,
				rule: "init-restart-policy-case",
				severity: "error",
				message: wrongCase?.message,
				line: 18,
				column: 22,
				endLine: 18,
				endColumn: 28,
				fix: "safe",
			});
			assert.deepEqual(Object.keys(wrongCase ?? {}), [
				"file",
				"document",
				"rule",
				"severity",
				"message",
				"line",
				"column",
				"endLine",
				"endColumn",
				"fix",
			]);
			assert.deepEqual(
				[twice?.document, twice?.rule, twice?.line, twice?.fix],
				[3, "duplicate-container-name", 31, "review"],
			);
			assert.deepEqual(Object.keys(JSON.parse(stdout)), ["findings"]);
			assert.equal(stderr, "", "nothing beside it");
			assert.equal(code, 1);
		});

		it("is an empty list for a clean file", async () => {
			const { code, stdout } = await run("--format", "json", "clean.yaml");
			assert.deepEqual(JSON.parse(stdout), { findings: [] });
			assert.equal(code, 0);
		});

		it("says so where there is no fix", async () => {
			const { stdout } = await pipe(
				"initContainers:\n- name: a\n  image: b:1\n  restartPolicy: Always\n",
				"--format",
				"json",
				"--kubernetes-version",
				"1.27",
				"-",
			);
			assert.deepEqual(
				findingsIn(stdout).map(({ rule, fix }) => [rule, fix]),
				[["unknown-restart-policy-old-cluster", "none"]],
			);
		});

		it("counts columns in UTF-16 code units, lines with CRLF as one", async () => {
			const text =
				"kind: Pod\r\nspec:\r\n  containers:\r\n  - { name: a, image: 'x/🚀:1' }\r\n  - { image: 'x/🚀:1', name: a }\r\n";
			const { stdout } = await pipe(text, "--format", "json", "-");
			const finding = findingsIn(stdout).find(
				({ rule }) => rule === "duplicate-container-name",
			);
			assert.deepEqual(
				[finding?.line, finding?.column, finding?.endColumn],
				[
					5,
					"  - { image: 'x/🚀:1', name: ".length + 1,
					"  - { image: 'x/🚀:1', name: a".length + 1,
				],
			);
		});
	});

	describe("of standard input", () => {
		it("calls it <stdin>", async () => {
			const { code, stdout } = await pipe(WRONG_CASE, "-");
			assert.match(stdout, /^<stdin>:9:22: error: /);
			assert.equal(code, 1);
		});

		it("calls it as it is told, and takes the configuration of that place", async () => {
			const { stdout } = await pipe(
				WRONG_CASE,
				"--stdin-filename",
				"team/pod.yaml",
				"-",
			);
			assert.match(stdout, /^team\/pod\.yaml:9:22: error: /);
			folder.write(
				"quiet/.sidecar-patterns.yaml",
				"rules: { init-restart-policy-case: off }\n",
			);
			assert.equal(
				(await pipe(WRONG_CASE, "--stdin-filename", "quiet/pod.yaml", "-"))
					.code,
				0,
			);
		});

		it("cannot be mixed with files", async () => {
			const { code, stderr } = await pipe(WRONG_CASE, "-", "case.yaml");
			assert.equal(code, 2);
			assert.equal(
				stderr,
				"sidecar-patterns: - cannot be mixed with other paths\n",
			);
		});

		it("may be empty", async () => {
			assert.deepEqual(await pipe("", "-"), {
				code: 0,
				stdout: "",
				stderr: "",
			});
		});
	});

	describe("of paths", () => {
		const filesOf = async (...args: string[]) =>
			(await json(...args)).map(({ file }) => file);

		it("looks through folders, hidden ones too, and leaves node_modules out", async () => {
			assert.deepEqual(await filesOf("many"), [
				"many/deep/.hidden.yaml",
				"many/deep/two.yml",
				"many/one.yaml",
				"many/three.json",
			]);
		});

		it("takes globs that the shell has left", async () => {
			assert.deepEqual(await filesOf("many/**/*.yml", "many/*.yaml"), [
				"many/deep/two.yml",
				"many/one.yaml",
			]);
		});

		it("looks at a file once, however often it is named, in the order of the paths", async () => {
			assert.deepEqual(
				await filesOf(
					"many/one.yaml",
					"case.yaml",
					"many/*.yaml",
					"./case.yaml",
				),
				["many/one.yaml", "case.yaml"],
			);
		});

		it("looks at a file that is named whatever it is called", async () => {
			assert.deepEqual(await filesOf("many/notes.txt", "[odd] name.yaml"), [
				"many/notes.txt",
				"[odd] name.yaml",
			]);
		});

		it("shows files outside of the working directory by their whole path", async () => {
			const { stdout } = await runIn(`${folder.path}/none`, [
				"lint",
				"../case.yaml",
			]);
			assert.ok(stdout.startsWith(`${folder.path}/case.yaml:9:22: `), stdout);
		});

		it("is clean where a folder holds no manifest", async () => {
			assert.deepEqual(await run("none"), { code: 0, stdout: "", stderr: "" });
		});

		for (const path of ["missing.yaml", "missing/**/*.yaml", "missing/"]) {
			it(`cannot run on ${path}`, async () => {
				const { code, stdout, stderr } = await run("clean.yaml", path);
				assert.equal(code, 2);
				assert.equal(stdout, "");
				assert.ok(
					stderr.startsWith("sidecar-patterns: ") && stderr.includes(path),
					stderr,
				);
				assert.doesNotMatch(stderr, /\n {4}at /, "no stack");
			});
		}
	});

	describe("of odd files", () => {
		for (const [what, content] of [
			["an empty file", ""],
			["only comments", "# nothing\n# here\n"],
			["a file of NUL bytes", "\0\0\0\0"],
			[
				"a picture",
				Buffer.from([
					0x89, 0x50, 0x4e, 0x47, 0xd, 0xa, 0x1a, 0xa, 0, 0xff, 0xfe,
				]),
			],
		] as const) {
			it(`is clean: ${what}`, async () => {
				folder.write("odd.yaml", content);
				assert.deepEqual(await run("odd.yaml"), {
					code: 0,
					stdout: "",
					stderr: "",
				});
			});
		}

		it("tells 10 MB of brackets that are never closed, in the memory of a small machine", async () => {
			folder.write("brackets.yaml", `containers: ${"[{".repeat(5_000_000)}`);
			const { code, stdout } = await runIn(
				folder.path,
				["lint", "brackets.yaml"],
				{ env: { NODE_OPTIONS: "--max-old-space-size=1024" } },
			);
			assert.match(
				stdout,
				/^brackets\.yaml:1:\d+: error: .* \[yaml-syntax\]\n$/,
			);
			assert.equal(code, 1);
		}).timeout(60_000);

		it("tells a NUL byte in a manifest, which kubectl refuses, and keeps the neighbours' findings", async () => {
			folder.write(
				"nul.yaml",
				`${CLEAN.replace("example/web", "example/\0")}---\n${WRONG_CASE}`,
			);
			assert.deepEqual(
				(await json("nul.yaml")).map(({ document, rule }) => [document, rule]),
				[
					[1, "yaml-syntax"],
					[2, "init-restart-policy-case"],
				],
			);
		});

		it("reads behind a byte order mark", async () => {
			folder.write("bom.yaml", `\uFEFF${WRONG_CASE}`);
			assert.deepEqual(
				(await json("bom.yaml")).map(({ rule, line, column }) => [
					rule,
					line,
					column,
				]),
				[["init-restart-policy-case", 9, 22]],
			);
		});
	});
});

function outcomeOf(run: () => string): {
	status: number;
	stdout: string;
	stderr: string;
} {
	try {
		return { status: 0, stdout: run(), stderr: "" };
	} catch (error) {
		return error as { status: number; stdout: string; stderr: string };
	}
}
