import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { applyPatch } from "diff";
import { afterEach, beforeEach, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { ARTICLE, ARTICLE_MENDED as MENDED } from "../kit/manifests";
import { TemporaryFolder } from "../kit/temporary-folder";

/** Nothing in it can be mended safely. */
const TWICE = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: web, image: example/web:1.8.0 }
    - { name: web, image: example/other:1.0.0 }
`;

describe("sidecar-patterns fix", () => {
	let folder: TemporaryFolder;
	const run = (...args: string[]) => runIn(folder.path, ["fix", ...args]);
	beforeEach(() => {
		folder = new TemporaryFolder();
	});
	afterEach(() => folder.remove());

	it("writes the mended file, says so, and reports what is left", async () => {
		folder.write("snippet.yaml", ARTICLE);
		const { code, stdout, stderr } = await run("--quiet", "snippet.yaml");
		assert.equal(folder.read("snippet.yaml"), MENDED);
		assert.deepEqual(
			{ code, stdout, stderr },
			{ code: 0, stdout: "", stderr: "fixed snippet.yaml\n" },
		);
	});

	it("changes nothing the second time", async () => {
		folder.write("snippet.yaml", ARTICLE);
		await run("snippet.yaml");
		const { stderr } = await run("--quiet", "snippet.yaml");
		assert.equal(stderr, "");
		assert.equal(folder.read("snippet.yaml"), MENDED);
	});

	it("keeps line ends, a byte order mark, and the missing final newline", async () => {
		const disguise = (text: string) =>
			`\uFEFF${text.trimEnd().replaceAll("\n", "\r\n")}`;
		folder.write("snippet.yaml", disguise(ARTICLE));
		await run("snippet.yaml");
		assert.equal(folder.read("snippet.yaml"), disguise(MENDED));
	});

	it("mends each document of a stream and leaves the others as they are", async () => {
		const other = "# not ours\nkind:   Service\n\n\n...\n";
		folder.write(
			"stream.yaml",
			`${other}---\n${ARTICLE}---\n${TWICE}---\n${ARTICLE}`,
		);
		const { code, stdout } = await run(
			"stream.yaml",
			"--rule",
			"misindented-key",
			"--rule",
			"misindented-nested-key",
		);
		assert.deepEqual([code, stdout], [0, ""]);
		assert.equal(
			folder.read("stream.yaml"),
			`${other}---\n${MENDED}---\n${TWICE}---\n${MENDED}`,
		);
	});

	it("leaves what a person has to look at, and ends with 1", async () => {
		folder.write("pod.yaml", TWICE);
		const { code, stdout, stderr } = await run("pod.yaml");
		assert.equal(code, 1);
		assert.match(
			stdout,
			/^pod\.yaml:7:15: error: .*\[duplicate-container-name\]\n$/,
		);
		assert.equal(stderr, "1 finding in 1 file\n");
		assert.equal(folder.read("pod.yaml"), TWICE);
	});

	it("does not touch a file in which there is nothing to mend", async () => {
		const path = folder.write("pod.yaml", TWICE);
		const { mtimeMs } = statSync(path);
		await run("pod.yaml");
		assert.equal(statSync(path).mtimeMs, mtimeMs);
	});

	it("keeps bytes that are no UTF-8", async () => {
		const latin = Buffer.concat([
			Buffer.from("# caf"),
			Buffer.from([0xe9]),
			Buffer.from(`\n${ARTICLE}`),
		]);
		const path = folder.write("latin.yaml", latin);
		await run("latin.yaml");
		assert.deepEqual(readFileSync(path).subarray(0, 7), latin.subarray(0, 7));
	});

	it("writes all files of a folder", async () => {
		folder.write("a/one.yaml", ARTICLE);
		folder.write("a/b/two.yml", ARTICLE);
		folder.write("a/notes.txt", ARTICLE);
		const { stderr } = await run("--quiet", "a");
		assert.equal(stderr, "fixed a/b/two.yml\nfixed a/one.yaml\n");
		assert.deepEqual(
			["a/one.yaml", "a/b/two.yml", "a/notes.txt"].map((name) =>
				folder.read(name),
			),
			[MENDED, MENDED, ARTICLE],
		);
	});

	it("writes nothing at all when one of the paths is wrong", async () => {
		folder.write("snippet.yaml", ARTICLE);
		assert.equal((await run("snippet.yaml", "missing.yaml")).code, 2);
		assert.equal(folder.read("snippet.yaml"), ARTICLE);
	});

	it("mends by the chosen rules only", async () => {
		folder.write("pod.yaml", ARTICLE);
		await run("pod.yaml", "--rule", "init-restart-policy-case");
		assert.equal(folder.read("pod.yaml"), ARTICLE);
	});

	it("leaves what is switched off or suppressed", async () => {
		folder.write(
			"off/.sidecar-patterns.yaml",
			"rules: { misindented-key: off, misindented-nested-key: off }\n",
		);
		folder.write("off/snippet.yaml", ARTICLE);
		const silenced = `# sidecar-patterns-ignore-file\n${ARTICLE}`;
		folder.write("silenced.yaml", silenced);
		await run("off", "silenced.yaml");
		assert.deepEqual(
			[folder.read("off/snippet.yaml"), folder.read("silenced.yaml")],
			[ARTICLE, silenced],
		);
	});

	it("says as JSON which files it has mended", async () => {
		folder.write("snippet.yaml", ARTICLE);
		folder.write("pod.yaml", TWICE);
		const { stdout, stderr } = await run(
			"--format",
			"json",
			"--quiet",
			"snippet.yaml",
			"pod.yaml",
		);
		const { fixed, findings } = JSON.parse(stdout);
		assert.deepEqual(fixed, ["snippet.yaml"]);
		assert.deepEqual(
			findings.map(({ file, rule }: Record<string, string>) => [file, rule]),
			[["pod.yaml", "duplicate-container-name"]],
		);
		assert.equal(stderr, "");
	});

	describe("--dry-run", () => {
		it("prints a unified diff and writes nothing", async () => {
			folder.write("snippet.yaml", ARTICLE);
			const { stdout } = await run("--dry-run", "--quiet", "snippet.yaml");
			assert.equal(folder.read("snippet.yaml"), ARTICLE);
			const lines = stdout.split("\n");
			assert.ok(
				lines.some((line) => line.startsWith("--- a/snippet.yaml")),
				stdout,
			);
			assert.ok(
				lines.some((line) => line.startsWith("+++ b/snippet.yaml")),
				stdout,
			);
			assert.ok(lines.includes("@@ -1,8 +1,8 @@"), stdout);
			assert.deepEqual(
				lines.filter((line) => /^[-+](?![-+])/.test(line)),
				[
					"-  command: ['sh', '-c', 'tail -F /opt/logs.txt']",
					"+    command: ['sh', '-c', 'tail -F /opt/logs.txt']",
					"-        mountPath: /opt",
					"+      mountPath: /opt",
				],
			);
		});

		it("prints a diff that patch applies", async () => {
			folder.write("deep/snippet.yaml", ARTICLE.replaceAll("\n", "\r\n"));
			const { stdout } = await run("--dry-run", "--quiet", "deep/snippet.yaml");
			assert.equal(
				applyPatch(folder.read("deep/snippet.yaml"), stdout),
				MENDED.replaceAll("\n", "\r\n"),
			);
		});

		it("prints nothing where there is nothing to mend", async () => {
			folder.write("snippet.yaml", MENDED);
			assert.deepEqual(await run("--dry-run", "--quiet", "snippet.yaml"), {
				code: 0,
				stdout: "",
				stderr: "",
			});
		});

		it("keeps the findings out of the diff", async () => {
			folder.write("pod.yaml", TWICE);
			const { code, stdout, stderr } = await run("--dry-run", "pod.yaml");
			assert.deepEqual([code, stdout], [1, ""]);
			assert.match(stderr, /\[duplicate-container-name\]/);
		});
	});

	describe("of standard input", () => {
		const pipe = (stdin: string, ...args: string[]) =>
			runIn(folder.path, ["fix", ...args], { stdin });

		it("writes the mended text to standard output, the findings beside it", async () => {
			const { code, stdout, stderr } = await pipe(
				`${ARTICLE}---\n${TWICE}`,
				"-",
				"--stdin-filename",
				"snippet.yaml",
			);
			assert.equal(stdout, `${MENDED}---\n${TWICE}`);
			assert.match(
				stderr,
				/snippet\.yaml:16:15: error: .*\[duplicate-container-name\]/,
			);
			assert.equal(code, 1);
		});

		it("writes a text that needs no mending as it is", async () => {
			assert.deepEqual(await pipe(MENDED, "-", "--quiet"), {
				code: 0,
				stdout: MENDED,
				stderr: "",
			});
		});

		it("never writes the file whose name it is given", async () => {
			folder.write("snippet.yaml", ARTICLE);
			await pipe(ARTICLE, "-", "--stdin-filename", "snippet.yaml");
			assert.equal(folder.read("snippet.yaml"), ARTICLE);
		});

		it("prints a diff with --dry-run", async () => {
			const { stdout } = await pipe(
				ARTICLE,
				"-",
				"--dry-run",
				"--stdin-filename",
				"snippet.yaml",
			);
			assert.match(stdout, /^--- a\/snippet\.yaml/m);
			assert.doesNotMatch(stdout, /^initContainers/m);
		});
	});
});
