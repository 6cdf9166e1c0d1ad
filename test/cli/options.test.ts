import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import packageManifest from "../../package.json";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

/** An error (`init-restart-policy-case`), a hint (`classic-sidecar-could-be-native`) and an information (`image-latest-helper`). */
const POD = `apiVersion: v1
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
    - name: exporter
      image: prom/statsd-exporter:latest
`;

const ALL = [
	"error init-restart-policy-case",
	"hint classic-sidecar-could-be-native",
	"information image-latest-helper",
];
const WRONG_CASE = ["error init-restart-policy-case"];

describe("sidecar-patterns: options", () => {
	const folder = new TemporaryFolder();
	const run = (...args: string[]) => runIn(folder.path, args);
	const found = async (...args: string[]): Promise<string[]> => {
		const { stdout, stderr } = await run("lint", "--format", "json", ...args);
		assert.notEqual(stdout, "", stderr);
		return JSON.parse(stdout).findings.map(
			({ severity, rule }: Record<string, string>) => `${severity} ${rule}`,
		);
	};
	/** It cannot be done: exit code 2, one line of what is wrong, nothing else. */
	const assertCannotRun = async (args: string[], message: RegExp) => {
		const { code, stdout, stderr } = await run(...args);
		assert.match(stderr, message);
		assert.doesNotMatch(stderr, /\n {4}at /, "no stack");
		assert.equal(stdout, "");
		assert.equal(code, 2);
	};

	before(() => {
		folder.write("pod.yaml", POD);
		folder.write("own.yaml", "rules: { init-restart-policy-case: warning }\n");
		// On 1.28 the API server silently drops the field: a warning, and nothing can be native.
		folder.write(
			"configured/.sidecar-patterns.yaml",
			"kubernetesVersion: '1.28'\nrules:\n  image-latest-helper: off\n",
		);
		folder.write("configured/deep/pod.yaml", POD);
		folder.write(
			"configured/nearer/.sidecar-patterns.yaml",
			"rules: { init-restart-policy-case: hint }\n",
		);
		folder.write("configured/nearer/pod.yaml", POD);
		folder.write("broken/.sidecar-patterns.yaml", "rules: {\n");
		folder.write("broken/pod.yaml", POD);
	});
	after(() => folder.remove());

	it("none: everything of the recommended rules", async () => {
		assert.deepEqual(await found("pod.yaml"), ALL);
	});

	describe("--rule", () => {
		it("looks at one rule only", async () => {
			assert.deepEqual(
				await found("--rule", "init-restart-policy-case", "--", "pod.yaml"),
				WRONG_CASE,
			);
		});

		it("may be repeated", async () => {
			const rules = [
				"--rule",
				"init-restart-policy-case",
				"--rule",
				"image-latest-helper",
			];
			assert.deepEqual(await found("pod.yaml", ...rules), [ALL[0], ALL[2]]);
		});

		it("stands before a path", async () => {
			assert.deepEqual(
				await found("--rule", "init-restart-policy-case", "pod.yaml"),
				WRONG_CASE,
			);
		});

		it("looks at a rule that the configuration switches off", async () => {
			assert.deepEqual(
				await found(
					"configured/deep/pod.yaml",
					"--rule",
					"image-latest-helper",
				),
				["information image-latest-helper"],
			);
		});

		it("has to be known", () =>
			assertCannotRun(
				["lint", "pod.yaml", "--rule", "no-such-rule"],
				/no-such-rule/,
			));
	});

	describe("--quiet", () => {
		it("leaves information and hints out", async () => {
			assert.deepEqual(await found("--quiet", "pod.yaml"), WRONG_CASE);
		});

		it("is clean where nothing else is found", async () => {
			const { code } = await run(
				"lint",
				"--quiet",
				"pod.yaml",
				"--rule",
				"image-latest-helper",
			);
			assert.equal(code, 0);
		});
	});

	describe("--preset", () => {
		it("strict finds all that recommended finds", async () => {
			const strict = await found("--preset", "strict", "pod.yaml");
			assert.deepEqual(
				ALL.filter((finding) => !strict.includes(finding)),
				[],
			);
			assert.deepEqual(await found("--preset", "recommended", "pod.yaml"), ALL);
		});

		it("has to be known", () =>
			assertCannotRun(["lint", "--preset", "loud", "pod.yaml"], /loud/));
	});

	describe("--kubernetes-version", () => {
		/** What the version decides here: whether a native sidecar exists at all. */
		for (const [version, expected] of [
			["1.27", ["error unknown-restart-policy-old-cluster", ALL[2]]],
			["1.29", ALL],
			["v1.31.4", ALL],
			["1.32.2-gke.100", ALL],
			["1.99", ALL],
		] as const) {
			it(version, async () => {
				assert.deepEqual(
					(await found("--kubernetes-version", version, "pod.yaml")).sort(),
					[...expected].sort(),
				);
			});
		}

		it("has the last word over the configuration", async () => {
			assert.ok(
				(
					await found(
						"--kubernetes-version",
						"1.35",
						"configured/deep/pod.yaml",
					)
				).includes("hint classic-sidecar-could-be-native"),
			);
		});

		for (const nonsense of ["latest", "2.0", "1", "1.x", ""]) {
			it(`cannot be ${JSON.stringify(nonsense)}`, () =>
				assertCannotRun(
					["lint", "--kubernetes-version", nonsense, "pod.yaml"],
					/Kubernetes version/,
				));
		}
	});

	describe("configuration file", () => {
		it("is the nearest one upwards from each manifest", async () => {
			assert.deepEqual(await found("configured/deep/pod.yaml"), [
				"warning init-restart-policy-case",
			]);
			assert.deepEqual(await found("configured/nearer/pod.yaml"), [
				"hint init-restart-policy-case",
				ALL[1],
				ALL[2],
			]);
		});

		it("is another one for each of several manifests", async () => {
			assert.equal((await found("configured", "pod.yaml")).length, 1 + 3 + 3);
		});

		it("is that of --config where it is given", async () => {
			assert.deepEqual(
				await found("--config", "own.yaml", "configured/deep/pod.yaml"),
				["warning init-restart-policy-case", ALL[1], ALL[2]],
			);
		});

		it("of --config has to be there", () =>
			assertCannotRun(
				["lint", "--config", "missing.yaml", "pod.yaml"],
				/missing\.yaml/,
			));
		it("has to be YAML", () =>
			assertCannotRun(
				["lint", "broken/pod.yaml"],
				/broken\/\.sidecar-patterns\.yaml: it cannot be read as YAML/,
			));
		for (const [what, content, message] of [
			[
				"name settings that there are",
				"colour: red\n",
				/there is no setting 'colour'/,
			],
			[
				"name rules that there are",
				"rules: { no-such-rule: off }\n",
				/there is no rule 'no-such-rule'/,
			],
			[
				"name severities that there are",
				"rules: { image-latest-helper: loud }\n",
				/cannot be 'loud'/,
			],
			[
				"name roles that there are",
				"catalog: { example/ship: pirate }\n",
				/cannot be 'pirate'/,
			],
			["name a version", "kubernetesVersion: latest\n", /cannot be 'latest'/],
			["be a mapping", "- rules\n", /mapping/],
			[
				"hold mappings where they belong",
				"rules: off\n",
				/'rules' has to be a mapping/,
			],
		] as const) {
			it(`has to ${what}`, async () => {
				const path = folder.write("wrong.yaml", content);
				await assertCannotRun(["lint", "--config", path, "pod.yaml"], message);
			});
		}

		it("may be empty", async () => {
			folder.write("empty.yaml", "");
			assert.deepEqual(await found("--config", "empty.yaml", "pod.yaml"), ALL);
		});

		it("may set roles of own images", async () => {
			folder.write(
				"catalogue.yaml",
				"catalog:\n  example/web: log-shipper\nrules: { image-latest-helper: off }\n",
			);
			const { stdout } = await run(
				"lint",
				"--config",
				"catalogue.yaml",
				"pod.yaml",
				"--rule",
				"classic-sidecar-could-be-native",
			);
			assert.match(stdout, /'web' .*your catalogue lists 'example\/web'/);
		});
	});

	describe("language", () => {
		const messageOf = async (args: string[], env: NodeJS.ProcessEnv = {}) =>
			(await runIn(folder.path, ["lint", "pod.yaml", ...args], { env })).stdout;
		const isJapanese = (text: string) => /[ぁ-ん]/.test(text);

		it("is English where nothing is said", async () =>
			assert.ok(!isJapanese(await messageOf([]))));
		it("is that of --lang", async () => {
			assert.match(
				await messageOf(["--lang", "ja"]),
				/^pod\.yaml:9:22: エラー: .*[ぁ-ん]/,
			);
			assert.ok(isJapanese(await messageOf(["--lang=ja"])));
		});
		it("is that of SIDECAR_PATTERNS_LOCALE", async () => {
			assert.ok(
				isJapanese(
					await messageOf([], { SIDECAR_PATTERNS_LOCALE: "ja_JP.UTF-8" }),
				),
			);
		});
		it("is that of the locale", async () =>
			assert.ok(isJapanese(await messageOf([], { LANG: "ja_JP.UTF-8" }))));
		it("is --lang before SIDECAR_PATTERNS_LOCALE before the locale", async () => {
			assert.ok(
				!isJapanese(
					await messageOf(["--lang", "en"], { SIDECAR_PATTERNS_LOCALE: "ja" }),
				),
			);
			assert.ok(
				!isJapanese(
					await messageOf([], {
						SIDECAR_PATTERNS_LOCALE: "en",
						LANG: "ja_JP.UTF-8",
					}),
				),
			);
		});
		it("is that of help and errors too", async () => {
			assert.ok(
				isJapanese((await run("lint", "--lang", "ja", "--help")).stdout),
			);
			assert.match(
				(await run("lint", "--lang", "ja", "missing.yaml")).stderr,
				/ファイルまたはフォルダーがありません: missing\.yaml/,
			);
		});
		it("has to be known", () =>
			assertCannotRun(["lint", "--lang", "fr", "pod.yaml"], /fr/));
	});

	describe("of commander's own", () => {
		it("--version", async () => {
			assert.deepEqual(await run("--version"), {
				code: 0,
				stdout: `${packageManifest.version}\n`,
				stderr: "",
			});
		});

		it("--help", async () => {
			const { code, stdout, stderr } = await run("--help");
			assert.equal(code, 0);
			assert.match(stdout, /lint .*<path\.\.\.>[\s\S]*fix .*<path\.\.\.>/);
			assert.equal(stderr, "");
			const lint = await run("lint", "--help");
			assert.equal(lint.code, 0);
			for (const option of [
				"--format",
				"--kubernetes-version",
				"--lang",
				"--rule",
				"--preset",
				"--config",
				"--quiet",
				"--stdin-filename",
			]) {
				assert.ok(lint.stdout.includes(option), option);
			}
			assert.match((await run("fix", "--help")).stdout, /--dry-run/);
		});

		it("no command: how to use it, and 2", async () => {
			const { code, stdout, stderr } = await run();
			assert.deepEqual([code, stdout], [2, ""]);
			assert.match(stderr, /^Usage: sidecar-patterns/);
		});

		it("an unknown option", () =>
			assertCannotRun(["lint", "--colour", "red", "pod.yaml"], /--colour/));
		it("an unknown command", () =>
			assertCannotRun(["mend", "pod.yaml"], /mend/));
		it("an unknown format", () =>
			assertCannotRun(["lint", "--format", "xml", "pod.yaml"], /xml/));
		it("no path", () => assertCannotRun(["lint"], /path/));
		it("--dry-run where nothing would be written", () =>
			assertCannotRun(["lint", "--dry-run", "pod.yaml"], /--dry-run/));
	});
});
