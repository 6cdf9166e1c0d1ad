import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

const JOB = `# the nightly report
apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
      terminationGracePeriodSeconds: 45
      overhead:
        cpu: 10m
      initContainers:
        - name: migrate
          image: example/migrate:1.0.0
          resources:
            requests: { cpu: "1", memory: 64Mi }
        - image: envoyproxy/envoy:v1.30.1
          name: proxy
          restartPolicy: Always
          resources:
            requests: { cpu: 100m, memory: 128Mi }
            limits: { memory: 0.25Gi }
      containers:
        - name: app
          image: example/app:2.0.0
          resources:
            requests: { cpu: 250m, memory: 320Mi }
            limits: { memory: 448Mi }
`;

/** Equal requests and limits everywhere, by default or for the Pod as a whole. */
const podWith = (resources: string, own = "") => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${own}  containers:
    - name: web
      image: example/web:1.8.0
      resources: ${resources}
`;
const LIMITS = "{ limits: { cpu: 500m, memory: 1Gi } }";

interface ExplainedPod {
	readonly file: string;
	readonly document: number;
	readonly kind: string | null;
	readonly name: string | null;
	readonly path: string;
	readonly qos: string | null;
	readonly requests: Record<string, string> | null;
	readonly limits: Record<string, string> | null;
	readonly gracePeriodSeconds: number | null;
	readonly containers: readonly {
		readonly list: string;
		readonly name: string;
		readonly role: string;
		readonly native: boolean;
		readonly reason: string;
		readonly line: number;
	}[];
}

describe("sidecar-patterns explain", () => {
	const folder = new TemporaryFolder();
	const run = (...args: string[]) => runIn(folder.path, ["explain", ...args]);
	const pipe = (stdin: string, ...args: string[]) =>
		runIn(folder.path, ["explain", ...args], { stdin });
	const podsOf = async (
		stdin: string,
		...args: string[]
	): Promise<ExplainedPod[]> => {
		const { stdout, stderr } = await pipe(
			stdin,
			"-",
			"--format",
			"json",
			...args,
		);
		assert.equal(stderr, "");
		return JSON.parse(stdout).pods;
	};
	const podOf = async (
		stdin: string,
		...args: string[]
	): Promise<ExplainedPod> => {
		const [pod, ...others] = await podsOf(stdin, ...args);
		assert.ok(pod);
		assert.deepEqual(others, []);
		return pod;
	};

	before(() => {
		folder.write("jobs/report.yaml", JOB);
		folder.write("service.yaml", "apiVersion: v1\nkind: Service\n");
	});
	after(() => folder.remove());

	it("tells all of a Pod as JSON", async () => {
		const { code, stdout, stderr } = await run(
			"jobs",
			"--format",
			"json",
			"--lang",
			"en",
		);
		assert.deepEqual([code, stderr], [0, ""]);
		const [pod] = JSON.parse(stdout).pods;
		const { containers, ...rest } = pod;
		assert.deepEqual(rest, {
			file: "jobs/report.yaml",
			document: 1,
			kind: "Job",
			name: "report",
			path: "spec.template.spec",
			qos: "Burstable",
			// migrate 1 + overhead; app + proxy
			requests: { cpu: "1010m", memory: "448Mi" },
			limits: { memory: "704Mi" },
			gracePeriodSeconds: 45,
		});
		assert.deepEqual(
			containers.map(
				({ reason, ...each }: ExplainedPod["containers"][number]) => {
					assert.notEqual(reason, "");
					assert.doesNotMatch(reason, /`/, "no Markdown");
					return each;
				},
			),
			[
				{
					list: "initContainers",
					name: "migrate",
					role: "init",
					native: false,
					line: 14,
				},
				{
					list: "initContainers",
					name: "proxy",
					role: "ambassador",
					native: true,
					line: 19,
				},
				{
					list: "containers",
					name: "app",
					role: "app",
					native: false,
					line: 25,
				},
			],
		);
	});

	it("counts a container as the chosen version runs it", async () => {
		const { containers, requests } = await podOf(
			JOB,
			"--kubernetes-version",
			"1.28",
		);
		assert.equal(containers[1]?.native, false);
		assert.deepEqual(requests, { cpu: "1010m", memory: "320Mi" });
	});

	it("takes missing requests from the limits in a Pod, and from nothing in a template", async () => {
		const pod = await podOf(podWith(LIMITS));
		assert.deepEqual(
			[pod.qos, pod.requests],
			["Guaranteed", { cpu: "500m", memory: "1Gi" }],
		);
		const template = JOB.replace(/ {12}requests: \{.*\}\n/g, "");
		assert.deepEqual((await podOf(template)).requests, { cpu: "10m" });
		const { stdout } = await pipe(template, "-", "--lang", "en");
		assert.match(stdout, /In the Pods made from this template.*memory 704Mi/);
		const { stdout: ofPod } = await pipe(podWith(LIMITS), "-", "--lang", "en");
		assert.doesNotMatch(ofPod, /made from this template/);
	});

	it("knows what the versions make of a Pod's own resources", async () => {
		const own = "  resources: { requests: { cpu: 500m, memory: 1Gi } }\n";
		const classes = async (text: string) => {
			const found: (string | null)[] = [];
			for (const version of ["1.33", "1.34", "1.36", "1.37"])
				found.push((await podOf(text, "--kubernetes-version", version)).qos);
			return found;
		};
		assert.deepEqual(await classes(podWith(LIMITS, own)), [
			"Guaranteed",
			"Burstable",
			"Burstable",
			"Guaranteed",
		]);
		assert.deepEqual(await classes(podWith(LIMITS, "  resources: {}\n")), [
			"Guaranteed",
			"BestEffort",
			"BestEffort",
			"Guaranteed",
		]);
	});

	it("says null for what a template, a placeholder or another file decides", async () => {
		const unknown = async (text: string) => {
			const { limits, qos, requests } = await podOf(text);
			assert.deepEqual(
				[limits, qos, requests],
				[null, null, null],
				`of ${text}`,
			);
		};
		await unknown(podWith("{{ .Values.resources | toJson }}"));
		await unknown(podWith(`{ limits: { cpu: \${CPU}, memory: \${MEMORY} } }`));
		await unknown("initContainers:\n  - name: init\n    image: example/a:1\n");
		await unknown(
			podWith("{}").replace("      image: example/web:1.8.0\n", ""),
		);
		const grace = await podOf(
			podWith("{}", "  terminationGracePeriodSeconds: {{ .Values.grace }}\n"),
		);
		assert.equal(grace.gracePeriodSeconds, null);
		assert.equal((await podOf(podWith("{}"))).gracePeriodSeconds, 30);
	});

	it("knows one list of amounts when only the other is templated", async () => {
		const { limits, requests } = await podOf(
			podWith('{ requests: { cpu: 1 }, limits: { cpu: "{{ .Values.cpu }}" } }'),
		);
		assert.deepEqual([requests, limits], [{ cpu: "1" }, null]);
	});

	it("tells each Pod of a stream and of a List, and nothing of other objects", async () => {
		const pods = await podsOf(
			`kind: Service\napiVersion: v1\n---\n${JOB}---\n${podWith("{}")}---\n- name: nothing\n`,
		);
		assert.deepEqual(
			pods.map(({ document, file, name }) => [file, document, name]),
			[
				["<stdin>", 2, "report"],
				["<stdin>", 3, "web"],
			],
		);
		assert.equal(pods[1]?.containers[0]?.line, 2 + 1 + 29 + 1 + 7);
		const item = podWith("{}").trimEnd().replaceAll("\n", "\n    ");
		const listed = await podsOf(
			`apiVersion: v1\nkind: List\nitems:\n  - ${item}\n  - ${item}\n`,
		);
		assert.deepEqual(
			listed.map(({ document, path }) => [document, path]),
			[
				[1, "spec"],
				[1, "spec"],
			],
		);
	});

	it("is a page to read in a terminal, in both languages", async () => {
		const english = await run("jobs/report.yaml", "--lang", "en");
		assert.deepEqual([english.code, english.stderr], [0, ""]);
		assert.match(english.stdout, /^jobs\/report\.yaml:9\nJob report\n/);
		for (const line of [
			"1. migrate — proxy starts after migrate has completed",
			"3. app",
			"- 45 s for all containers together; then those that are still stopping are killed",
			"  - cpu 1010m = migrate 1 + overhead 10m, while migrate runs",
			"  - memory 448Mi = app 320Mi + proxy 128Mi",
			"- QoS class: Burstable — evicted after BestEffort Pods",
		])
			assert.ok(
				english.stdout.split("\n").includes(line),
				`${line}\nin\n${english.stdout}`,
			);
		assert.doesNotMatch(english.stdout, /[`*#]/, "no Markdown");
		const japanese = await run("jobs/report.yaml", "--lang", "ja");
		assert.match(
			japanese.stdout,
			/cpu 1010m = migrate 1 \+ オーバーヘッド 10m\(migrateの実行中\)/,
		);
		assert.doesNotMatch(
			japanese.stdout,
			/\b(?:after|while|requests|together)\b/,
		);
	});

	it("follows the catalogue of the configuration file and the version that the file names", async () => {
		folder.write(
			"own/.sidecar-patterns.yaml",
			"catalog: { example/app: adapter }\nkubernetesVersion: '1.28'\n",
		);
		folder.write("own/job.yaml", JOB);
		const ofFolder = async (text: string) => {
			folder.write("own/job.yaml", text);
			const { stdout } = await run("own", "--format", "json");
			const [pod]: ExplainedPod[] = JSON.parse(stdout).pods;
			return pod?.containers.map(({ native, role }) => `${role} ${native}`);
		};
		assert.equal((await ofFolder(JOB))?.at(-1), "adapter false");
		assert.match((await ofFolder(JOB))?.[1] ?? "", / false$/);
		assert.match(
			(await ofFolder(`# sidecar-patterns: kubernetes=1.29\n${JOB}`))?.[1] ??
				"",
			/ true$/,
		);
	});

	it("ends with 0 where there is no Pod, and says so", async () => {
		assert.deepEqual(await run("service.yaml", "--lang", "en"), {
			code: 0,
			stdout: "",
			stderr: "there are no Pods\n",
		});
		assert.deepEqual(
			JSON.parse((await run("service.yaml", "--format", "json")).stdout),
			{ pods: [] },
		);
	});

	it("ends with 2 when it cannot run", async () => {
		for (const args of [
			["missing.yaml"],
			["jobs", "--kubernetes-version", "two"],
			["jobs", "--format", "yaml"],
			["jobs", "--fix"],
			["-", "jobs"],
			[],
		]) {
			const { code, stdout, stderr } = await run(...args);
			assert.deepEqual([code, stdout], [2, ""], args.join(" "));
			assert.notEqual(stderr, "");
			assert.doesNotMatch(stderr, /\n {4}at /, "no stack");
		}
	});
});
