import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

/** A Pod or Job of containers in flow style. */
function podOf(
	containers: readonly string[],
	{
		inits = [],
		policy,
		kind = "Pod",
	}: { inits?: readonly string[]; policy?: string; kind?: string } = {},
): string {
	const lists = [
		...(policy === undefined ? [] : [`restartPolicy: ${policy}`]),
		...(inits.length === 0
			? []
			: ["initContainers:", ...inits.map((one) => `  - { ${one} }`)]),
		"containers:",
		...containers.map((one) => `  - { ${one} }`),
	];
	const indented = (by: number) =>
		lists.map((line) => `${" ".repeat(by)}${line}\n`).join("");
	if (kind === "Pod")
		return `apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n${indented(2)}`;
	const [apiVersion, selector] =
		kind === "Job"
			? ["batch/v1", ""]
			: ["apps/v1", "  selector: { matchLabels: { app: web } }\n"];
	return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: web }\nspec:\n${selector}  template:\n    metadata: { labels: { app: web } }\n    spec:\n${indented(6)}`;
}

const APP = "name: app, image: example/app:1.0.0";
const WORKER = "name: worker, image: example/worker:1.0.0";
const MIGRATE = "name: migrate, image: example/migrate:1.0.0";
const PROXY =
	"name: proxy, image: envoyproxy/envoy:v1.30.1, restartPolicy: Always";
const SHIPPER = "name: shipper, image: fluent/fluent-bit:3.2.10";
const TAIL = "name: tail, image: busybox:1.36, command: [tail, -F, /log/app]";
const HOOK = "{ exec: { command: [/hook] } }";

interface ToldPod {
	readonly file: string;
	readonly document: number;
	readonly path: string;
	readonly start: readonly {
		readonly container: string;
		readonly after: readonly { container: string; event: string }[];
	}[];
	readonly stop: readonly (readonly string[])[];
	readonly completes: string;
	readonly neverStarts: readonly string[];
	readonly notes: readonly string[];
}

describe("sidecar-patterns timeline", () => {
	const folder = new TemporaryFolder();
	const pipe = (stdin: string, ...args: string[]) =>
		runIn(folder.path, ["timeline", ...args], { stdin });
	const told = async (text: string, ...args: string[]): Promise<ToldPod> => {
		const { code, stdout, stderr } = await pipe(
			text,
			"-",
			"--format",
			"json",
			"--lang",
			"en",
			...args,
		);
		assert.deepEqual([code, stderr], [0, ""]);
		const [pod, ...others] = JSON.parse(stdout).pods;
		assert.deepEqual(others, []);
		return pod;
	};
	/** As `app < proxy:running + other:poststart`. */
	const startOf = async (text: string, ...args: string[]) =>
		(await told(text, ...args)).start.map(({ after: waits, container }) =>
			[
				container,
				...(waits.length === 0 ? [] : ["<"]),
				waits.map((one) => `${one.container}:${one.event}`).join(" + "),
			]
				.filter(Boolean)
				.join(" "),
		);

	before(() => {
		folder.write("deploy/job.yaml", podOf([APP], { kind: "Job" }));
	});
	after(() => folder.remove());

	it("has exactly the members that it promises", async () => {
		const { notes, ...rest } = await told(
			podOf([APP], { inits: [MIGRATE, PROXY], policy: "Never", kind: "Job" }),
		);
		assert.ok(notes.every((note) => note !== "" && !note.includes("`")));
		assert.deepEqual(rest, {
			file: "<stdin>",
			document: 1,
			path: "spec.template.spec",
			start: [
				{ container: "migrate", after: [] },
				{
					container: "proxy",
					after: [{ container: "migrate", event: "exited" }],
				},
				{
					container: "app",
					after: [{ container: "proxy", event: "running" }],
				},
			],
			stop: [["app"], ["proxy"]],
			completes: "yes",
			neverStarts: [],
		});
	});

	describe("start", () => {
		it("waits for what gates the next container, not for readiness", async () => {
			const gated = (extra: string) =>
				startOf(podOf([APP], { inits: [`${PROXY}, ${extra}`] }));
			const probe = "{ tcpSocket: { port: 8080 } }";
			assert.deepEqual(await gated(`startupProbe: ${probe}`), [
				"proxy",
				"app < proxy:startup-probe",
			]);
			assert.deepEqual(await gated(`lifecycle: { postStart: ${HOOK} }`), [
				"proxy",
				"app < proxy:poststart",
			]);
			assert.deepEqual(await gated(`readinessProbe: ${probe}`), [
				"proxy",
				"app < proxy:running",
			]);
		});

		it("of apps waits for the hooks of those before them", async () => {
			const hooked = `${APP}, lifecycle: { postStart: ${HOOK} }`;
			const text = podOf([hooked, WORKER], { inits: [MIGRATE] });
			assert.deepEqual(await startOf(text), [
				"migrate",
				"app < migrate:exited",
				"worker < migrate:exited + app:poststart",
			]);
			assert.match((await told(text)).notes.join("\n"), /'app' holds up/);
			assert.deepEqual(await startOf(podOf([WORKER, hooked])), [
				"worker",
				"app",
			]);
		});

		it("takes a sidecar for an ordinary init container where the version does", async () => {
			const text = podOf([APP], { inits: [PROXY, MIGRATE] });
			assert.deepEqual(await startOf(text, "--kubernetes-version", "1.28"), [
				"proxy",
				"migrate < proxy:exited",
				"app < migrate:exited",
			]);
		});
	});

	it("stops apps together, then native sidecars in reverse order", async () => {
		const { stop } = await told(
			podOf([APP, WORKER], {
				inits: [PROXY, MIGRATE, `${SHIPPER}, restartPolicy: Always`],
			}),
		);
		assert.deepEqual(stop, [["app", "worker"], ["shipper"], ["proxy"]]);
	});

	describe("neverStarts", () => {
		const stuck = podOf([APP], {
			inits: [MIGRATE, TAIL, MIGRATE.replace("migrate", "seed")],
		});

		it("names all behind an init container that runs for ever", async () => {
			const { completes, neverStarts, notes, stop } = await told(stuck);
			assert.deepEqual(neverStarts, ["seed", "app"]);
			assert.equal(completes, "no");
			assert.deepEqual(stop, [["tail"]]);
			assert.match(notes.join("\n"), /'tail' never ends/);
		});

		it("names none behind a native sidecar", async () => {
			const mended = stuck.replace(
				"/log/app]",
				"/log/app], restartPolicy: Always",
			);
			assert.deepEqual((await told(mended)).neverStarts, []);
		});

		it("names those behind a sidecar that the version takes for an ordinary init container", async () => {
			const text = podOf([APP], { inits: [PROXY] });
			const old = await told(text, "--kubernetes-version", "1.28");
			assert.deepEqual(old.neverStarts, ["app"]);
			assert.deepEqual((await told(text)).neverStarts, []);
		});

		it("names those behind the image of a server that nobody gives other work", async () => {
			const server = PROXY.replace(", restartPolicy: Always", "");
			assert.deepEqual(
				(await told(podOf([APP], { inits: [server] }))).neverStarts,
				["app"],
			);
			const other = `${server}, command: [/bin/true]`;
			assert.deepEqual(
				(await told(podOf([APP], { inits: [other] }))).neverStarts,
				[],
			);
		});
	});

	describe("completes", () => {
		const completes = async (text: string, ...args: string[]) =>
			(await told(text, ...args)).completes;
		const job = (...containers: string[]) =>
			podOf(containers, { kind: "Job", policy: "Never" });

		it("yes for a Job whose helpers are native sidecars", async () => {
			const inits = [PROXY];
			for (const policy of ["Never", "OnFailure"])
				assert.equal(
					await completes(podOf([APP], { inits, policy, kind: "Job" })),
					"yes",
				);
		});

		it("no for a Job with a helper in `containers` that goes on", async () => {
			assert.equal(await completes(job(APP, SHIPPER)), "no");
			assert.equal(await completes(job(APP, TAIL)), "no");
			assert.equal(await completes(job(APP, WORKER)), "yes");
		});

		it("yes when another container ends the helper", async () => {
			const quits =
				'name: app, image: example/app:1.0.0, command: [sh, -c, "/work; curl -XPOST localhost:15020/quitquitquit"]';
			const proxy = PROXY.replace(", restartPolicy: Always", "");
			assert.equal(await completes(job(quits, proxy)), "yes");
			assert.equal(await completes(job(APP, proxy)), "no");
		});

		it("no where the policy starts the apps again", async () => {
			assert.equal(await completes(podOf([APP])), "no");
			assert.equal(await completes(podOf([APP], { policy: "Never" })), "yes");
			assert.equal(await completes(podOf([APP], { kind: "Deployment" })), "no");
		});

		it("follows a container's own policy and rules from 1.35 on", async () => {
			const own = (policy: string) =>
				podOf([`${APP}, restartPolicy: ${policy}`, WORKER], {
					policy: "Never",
				});
			assert.equal(await completes(own("Always")), "no");
			assert.equal(await completes(own("OnFailure")), "yes");
			assert.equal(
				await completes(own("Always"), "--kubernetes-version", "1.34"),
				"yes",
			);
			const never = podOf([`${APP}, restartPolicy: Never`], {
				policy: "Always",
			});
			assert.equal(await completes(never), "yes");
			assert.equal(
				await completes(never, "--kubernetes-version", "1.34"),
				"no",
			);
			const ruled = (codes: string) =>
				podOf(
					[
						`${APP}, restartPolicy: Never, restartPolicyRules: [{ action: Restart, exitCodes: { operator: ${codes} } }]`,
					],
					{ policy: "Never" },
				);
			assert.equal(await completes(ruled("In, values: [42]")), "yes");
			assert.equal(await completes(ruled("In, values: [0, 42]")), "no");
			assert.equal(await completes(ruled("NotIn, values: [1]")), "no");
		});

		it("unknown where something that decides is not in sight", async () => {
			assert.equal(
				await completes(podOf([APP], { policy: '"{{ .Values.policy }}"' })),
				"unknown",
			);
			assert.equal(
				await completes(
					"containers:\n  - name: app\n    image: example/app:1\n",
				),
				"unknown",
			);
			assert.equal(
				await completes(podOf([APP], { kind: "Job" })),
				"unknown",
				"a Job must say its policy",
			);
		});
	});

	it("is readable in a terminal, in both languages", async () => {
		const text = podOf([APP, SHIPPER], {
			inits: [MIGRATE, PROXY],
			policy: "Never",
			kind: "Job",
		});
		const english = await pipe(text, "-", "--lang", "en");
		assert.deepEqual([english.code, english.stderr], [0, ""]);
		assert.equal(
			english.stdout.split("\n").slice(0, 10).join("\n"),
			`<stdin>:8: Job web (spec.template.spec)
  Start
    1. migrate
    2. proxy    after migrate has completed
    3. app      after proxy runs
    4. shipper  after proxy runs
  Stop (SIGTERM)
    1. app + shipper
    2. proxy
  Ends once its apps have ended: no`,
		);
		assert.match(english.stdout, /'shipper' goes on running/);
		const japanese = await pipe(text, "-", "--lang", "ja");
		assert.match(japanese.stdout, /2\. proxy {4}migrate が完了した後/);
		assert.match(japanese.stdout, /「shipper」は動き続けます/);
		assert.doesNotMatch(japanese.stdout, /\b(?:after|once|runs)\b/);
	});

	it("looks at files and folders", async () => {
		const { stdout } = await pipe("", "deploy", "--format", "json");
		assert.deepEqual(
			JSON.parse(stdout).pods.map(({ file }: ToldPod) => file),
			["deploy/job.yaml"],
		);
	});

	it("ends with 2 when it cannot run", async () => {
		for (const args of [["missing.yaml"], ["deploy", "--lang", "fr"], []]) {
			const { code, stdout } = await pipe("", ...args);
			assert.deepEqual([code, stdout], [2, ""], args.join(" "));
		}
	});
});
