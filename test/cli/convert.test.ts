import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { applyPatch } from "diff";
import { afterEach, beforeEach, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0

    # sends the logs on
    - name: shipper
      image: fluent/fluent-bit:4.0.7
`;
const NATIVE = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    # sends the logs on
    - name: shipper
      image: fluent/fluent-bit:4.0.7
      restartPolicy: Always

  containers:
    - name: web
      image: example/web:1.8.0
`;
/** Its postStart hook waits for the application, so that it must stay where it is. */
const STUCK = POD.replace(
	/ {4}- name: shipper[\s\S]*/,
	`    - name: proxy
      image: envoyproxy/envoy:v1.35.0
      lifecycle:
        postStart:
          exec:
            command: [curl, --retry, '9', 'http://localhost:8080/ready']
`,
).replace("web:1.8.0\n", "web:1.8.0\n      ports: [{ containerPort: 8080 }]\n");

describe("sidecar-patterns convert", () => {
	let folder: TemporaryFolder;
	const run = (...args: string[]) => runIn(folder.path, ["convert", ...args]);
	beforeEach(() => {
		folder = new TemporaryFolder();
	});
	afterEach(() => folder.remove());

	it("writes the file, and says what it has done", async () => {
		folder.write("pod.yaml", POD);
		const { code, stdout, stderr } = await run("pod.yaml");
		assert.equal(folder.read("pod.yaml"), NATIVE);
		assert.match(stdout, /^pod\.yaml:11: shipper: becomes a native sidecar\n/);
		assert.equal(stderr, "converted 1 sidecar, changed 1 file\n");
		assert.equal(code, 0);
	});

	it("brings it back", async () => {
		folder.write("pod.yaml", NATIVE);
		const { code, stdout } = await run("--to", "classic", "pod.yaml");
		assert.equal(folder.read("pod.yaml"), POD);
		assert.match(stdout, /^pod\.yaml:8: shipper: becomes a classic sidecar\n/);
		assert.equal(code, 0);
	});

	it("keeps line ends, a byte order mark, and the missing final newline", async () => {
		const disguise = (text: string) =>
			`\uFEFF${text.trimEnd().replaceAll("\n", "\r\n")}`;
		folder.write("pod.yaml", disguise(POD));
		await run("pod.yaml");
		assert.equal(folder.read("pod.yaml"), disguise(NATIVE));
	});

	it("converts each document of a stream and leaves the others as they are", async () => {
		const other = "# not ours\nkind:   Service\n\n\n...\n";
		folder.write("stream.yaml", `${other}---\n${POD}---\n${POD}`);
		const { stderr } = await run("stream.yaml");
		assert.equal(
			folder.read("stream.yaml"),
			`${other}---\n${NATIVE}---\n${NATIVE}`,
		);
		assert.equal(stderr, "converted 2 sidecars, changed 1 file\n");
	});

	it("says what it had to leave, and ends with 1", async () => {
		folder.write("a.yaml", POD);
		folder.write("b.yaml", STUCK);
		const { code, stderr } = await run(".");
		assert.equal(code, 1);
		assert.equal(folder.read("a.yaml"), NATIVE);
		assert.equal(folder.read("b.yaml"), STUCK);
		assert.match(
			stderr,
			/^b\.yaml:12: proxy: not converted: its postStart hook needs the application/,
		);
		assert.match(stderr, /converted 1 sidecar, changed 1 file; left 1\n$/);
	});

	it("has nothing to do the second time, and touches nothing", async () => {
		const path = folder.write("pod.yaml", NATIVE);
		const { mtimeMs } = statSync(path);
		assert.deepEqual(await run("."), {
			code: 0,
			stdout: "",
			stderr: "there is nothing to convert\n",
		});
		assert.equal(statSync(path).mtimeMs, mtimeMs);
	});

	it("heeds the versions of the command line, the configuration and the file", async () => {
		folder.write("a/.sidecar-patterns.yaml", 'kubernetesVersion: "1.28"\n');
		folder.write("a/pod.yaml", POD);
		folder.write("b/pod.yaml", `# sidecar-patterns: kubernetes=1.28\n${POD}`);
		folder.write("c/pod.yaml", POD);
		const { code, stderr } = await run("a", "b");
		assert.equal(code, 1);
		assert.equal(
			stderr.match(/native sidecars need Kubernetes 1\.29/g)?.length,
			2,
			stderr,
		);
		assert.equal((await run("--kubernetes-version", "1.28", "c")).code, 1);
		assert.equal(folder.read("c/pod.yaml"), POD);
	});

	it("leaves what a comment asks to leave", async () => {
		const silenced = POD.replace(
			"- name: shipper",
			"- name: shipper # sidecar-patterns-ignore classic-sidecar-could-be-native",
		);
		folder.write("pod.yaml", silenced);
		const { code } = await run("pod.yaml");
		assert.equal(code, 0);
		assert.equal(folder.read("pod.yaml"), silenced);
	});

	it("cannot run on what is not there, and writes nothing then", async () => {
		folder.write("pod.yaml", POD);
		const { code, stderr } = await run("pod.yaml", "missing.yaml");
		assert.equal(code, 2);
		assert.match(stderr, /missing\.yaml/);
		assert.equal(folder.read("pod.yaml"), POD);
		assert.equal((await run("--to", "other", "pod.yaml")).code, 2);
	});

	it("reports as JSON", async () => {
		folder.write("a.yaml", POD);
		folder.write("b.yaml", STUCK);
		const { stdout, stderr } = await run(
			"--format",
			"json",
			"a.yaml",
			"b.yaml",
		);
		const { changed, converted, left } = JSON.parse(stdout);
		assert.deepEqual(changed, ["a.yaml"]);
		const { notes, ...first } = converted[0];
		assert.deepEqual(first, {
			file: "a.yaml",
			document: 1,
			line: 11,
			name: "shipper",
		});
		assert.ok(Array.isArray(notes));
		assert.equal(left[0].name, "proxy");
		assert.match(left[0].reason, /postStart/);
		assert.equal(stderr, "");
	});

	it("speaks Japanese", async () => {
		folder.write("pod.yaml", POD);
		const { stdout, stderr } = await run("--lang", "ja", "pod.yaml");
		assert.match(stdout, /shipper: ネイティブサイドカーに変換/);
		assert.match(stderr, /サイドカー1個を変換しました/);
	});

	it("keeps bytes that are no UTF-8", async () => {
		const latin = Buffer.concat([
			Buffer.from("# caf"),
			Buffer.from([0xe9]),
			Buffer.from(`\n${POD}`),
		]);
		folder.write("latin.yaml", latin);
		const { stderr } = await run("latin.yaml");
		assert.match(stderr, /latin\.yaml is not UTF-8/);
		assert.ok(!folder.read("latin.yaml").includes("restartPolicy"));
	});

	describe("--dry-run", () => {
		it("prints a diff that patch applies, and writes nothing", async () => {
			folder.write("deep/pod.yaml", POD.replaceAll("\n", "\r\n"));
			const { code, stdout, stderr } = await run("--dry-run", "deep");
			assert.equal(folder.read("deep/pod.yaml"), POD.replaceAll("\n", "\r\n"));
			assert.match(stdout, /^--- a\/deep\/pod\.yaml/m);
			assert.equal(
				applyPatch(folder.read("deep/pod.yaml"), stdout),
				NATIVE.replaceAll("\n", "\r\n"),
			);
			assert.match(stderr, /would convert 1 sidecar, changing 1 file\n$/);
			assert.equal(code, 0);
		});
	});

	describe("of standard input", () => {
		const pipe = (stdin: string, ...args: string[]) =>
			runIn(folder.path, ["convert", ...args], { stdin });

		it("writes the text to standard output, all else beside it", async () => {
			const { code, stdout, stderr } = await pipe(`${POD}---\n${STUCK}`, "-");
			assert.equal(stdout, `${NATIVE}---\n${STUCK}`);
			assert.match(stderr, /shipper: becomes a native sidecar/);
			assert.match(stderr, /proxy: not converted/);
			assert.equal(code, 1);
		});

		it("writes a text in which nothing is to be converted as it is", async () => {
			assert.equal((await pipe(NATIVE, "-")).stdout, NATIVE);
		});

		it("never writes the file whose name it is given", async () => {
			folder.write("pod.yaml", POD);
			const { stdout } = await pipe(POD, "-", "--stdin-filename", "pod.yaml");
			assert.equal(stdout, NATIVE);
			assert.equal(folder.read("pod.yaml"), POD);
		});
	});
});
