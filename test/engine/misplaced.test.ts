import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	completionsAt,
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { judge } from "../kit/mending";

const replaced = (text: string, was: string, is: string): string => {
	assert.ok(text.includes(was), `there is ${was}`);
	return text.replace(was, is);
};

/** Puts lines so many columns further right, or left. */
const shifted = (lines: string, by: number): string =>
	by > 0
		? lines.replace(/^(?=.)/gm, " ".repeat(by))
		: lines.replace(new RegExp(`^ {${-by}}`, "gm"), "");

const CONTAINERS = `      containers:
        - name: web
          image: example/web:1.8.0
          livenessProbe:
            httpGet:
              path: /live
              port: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080
          volumeMounts:
            - name: data
              mountPath: /data
        - name: proxy
          image: example/proxy:2.0.1
          args: [--quiet]
`;
const VOLUMES = `      volumes:
        - name: data
          emptyDir: {}
        - name: config
          configMap:
            name: web
`;
const TEMPLATE = `  template:
    metadata:
      labels:
        app: web
    spec:
${CONTAINERS}${VOLUMES}`;
const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
${TEMPLATE}  strategy:
    canary:
      steps:
        - setWeight: 20
`;
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
${TEMPLATE}`;
const KNATIVE = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: web
spec:
${TEMPLATE}  traffic:
    - latestRevision: true
      percent: 100
`;
const JOB_SET = `apiVersion: jobset.x-k8s.io/v1alpha2
kind: JobSet
metadata:
  name: train
spec:
  failurePolicy:
    maxRestarts: 3
  replicatedJobs:
    - name: workers
      replicas: 2
      template:
        spec:
          parallelism: 4
${shifted(TEMPLATE, 8)}`;
const JOB = `apiVersion: batch/v1
kind: Job
metadata:
  name: import
spec:
  template:
    spec:
      containers:
        - name: import
          image: example/import:1.8.0
          args: [--all]
        - name: report
          image: example/report:2.0.1
      restartPolicy: OnFailure
`;

/** What mends the broken text is the original, to the byte. */
const mends = (original: string, broken: string): void => {
	const { outcome, mended } = judge(original, broken);
	assert.equal(outcome, "bytes", mended ?? "(nothing is preferred)");
};

const messagesIn = (text: string, rule: string): readonly string[] =>
	findingsOf(Source.open(text), DEFAULT_SETTINGS)
		.filter(({ finding }) => finding.rule.id === rule)
		.map(({ finding }) => finding.message("en"));

describe("a field in the wrong object", () => {
	describe("of another controller's kind that holds Pods", () => {
		const cases: readonly (readonly [string, string, string, number])[] = [
			["containers at the template", ROLLOUT, CONTAINERS, -2],
			["volumes in the last container", ROLLOUT, VOLUMES, 4],
			["the whole template", ROLLOUT, TEMPLATE, -2],
			[
				"the strategy in the Pod spec",
				ROLLOUT,
				ROLLOUT.slice(ROLLOUT.indexOf("  strategy:")),
				4,
			],
			["containers at the template", KNATIVE, CONTAINERS, -2],
			["volumes in the last container", KNATIVE, VOLUMES, 4],
			["volumes in the last container", JOB_SET, shifted(VOLUMES, 8), 4],
			[
				"the policy at the top",
				JOB_SET,
				"  failurePolicy:\n    maxRestarts: 3\n",
				-2,
			],
		];
		for (const [what, original, lines, by] of cases)
			it(`${/kind: (\w+)/.exec(original)?.[1]}: ${what}`, () => {
				const broken = replaced(original, lines, shifted(lines, by));
				mends(original, broken);
			});

		it("is silent about what it does not know there", () => {
			for (const [at, field] of [
				["  replicatedJobs:", "  futurePolicy: x\n"],
				["  traffic:", "  runLatest: {}\n"],
			] as const)
				for (const original of [JOB_SET, KNATIVE])
					if (original.includes(at))
						assert.deepEqual(
							messagesIn(replaced(original, at, field + at), "unknown-field"),
							[],
						);
		});

		it("says of any kind what an object around has", () => {
			const other = ROLLOUT.replace("argoproj.io", "example.com");
			assert.deepEqual(messagesIn(other, "unknown-field"), []);
			const [message, ...others] = messagesIn(
				replaced(
					other,
					"          readinessProbe:\n            httpGet:\n              path: /ready\n              port: 8080\n",
					"            readinessProbe:\n              httpGet:\n                path: /ready\n                port: 8080\n",
				),
				"unknown-field",
			);
			assert.match(message ?? "", /readinessProbe.*containers\[0\]/);
			assert.deepEqual(others, []);
		});
	});

	describe("at the template, between its metadata and its spec", () => {
		for (const field of [
			"serviceAccountName: web",
			"restartPolicy: Always",
			"hostNetwork: true",
		])
			it(`${field} never becomes a label`, () => {
				const original = replaced(
					DEPLOYMENT,
					CONTAINERS,
					`${CONTAINERS}      ${field}\n`,
				);
				const broken = replaced(
					DEPLOYMENT,
					"        app: web\n    spec:",
					`        app: web\n    ${field}\n    spec:`,
				);
				const { outcome } = judge(original, broken);
				assert.match(outcome, /bytes|meaning/);
			});
	});

	describe("above its key, which stands too low", () => {
		const cases: readonly (readonly [string, string, string])[] = [
			[DEPLOYMENT, "spec:\n  replicas: 3\n", "  replicas: 3\nspec:\n"],
			[
				replaced(
					DEPLOYMENT,
					"    spec:\n",
					"    spec:\n      # for the proxy\n      terminationGracePeriodSeconds: 45\n",
				),
				"    spec:\n      # for the proxy\n      terminationGracePeriodSeconds: 45\n",
				"      # for the proxy\n      terminationGracePeriodSeconds: 45\n    spec:\n",
			],
			[
				"apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n",
				"spec:\n  selector:\n    app: web\n",
				"  selector:\n    app: web\nspec:\n",
			],
			[
				ROLLOUT,
				"spec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: web\n",
				"  replicas: 3\n  selector:\n    matchLabels:\n      app: web\nspec:\n",
			],
		];
		for (const [original, was, is] of cases)
			it(JSON.stringify(is), () => {
				mends(original, replaced(original, was, is));
				const crlf = (text: string) => text.replaceAll("\n", "\r\n");
				mends(crlf(original), crlf(replaced(original, was, is)));
			});
	});

	it("follows those that have moved with it, also where it might stay", () => {
		const resources =
			"          resources:\n            requests:\n              cpu: 10m\n";
		const keys = `          image: example/web:1.8.0\n${resources}          volumeMounts:\n            - name: data\n              mountPath: /data\n`;
		for (const original of [DEPLOYMENT, ROLLOUT, KNATIVE].map((text) =>
			replaced(
				text,
				CONTAINERS,
				`      containers:\n        - name: web\n${keys}`,
			),
		))
			mends(original, replaced(original, keys, shifted(keys, -4)));
	});

	describe("which the object around could have as well", () => {
		for (const key of ["resources", "securityContext"])
			for (const original of [DEPLOYMENT, ROLLOUT]) {
				const block = `          ${key}:\n            ${key === "resources" ? "limits:\n              cpu: 100m" : "runAsUser: 1000"}\n`;
				const text = replaced(
					original,
					"          volumeMounts:\n",
					`${block}          volumeMounts:\n`,
				);
				it(`${key} of a ${/kind: (\w+)/.exec(original)?.[1]}`, () =>
					mends(text, replaced(text, block, shifted(block, -2))));
			}
	});

	it("belongs to a kind that a comment with an apostrophe stands behind", () => {
		for (const original of [DEPLOYMENT, ROLLOUT, KNATIVE]) {
			const remarked = original.replace(/^kind: .*$/m, "$& # that's ours");
			mends(remarked, replaced(remarked, CONTAINERS, shifted(CONTAINERS, -2)));
		}
	});

	it("keeps a Job's policy, wherever it stands", () => {
		const line = "      restartPolicy: OnFailure\n";
		for (const [at, behind] of [
			["          image: example/report:2.0.1\n", `    ${line}`],
			["  template:\n", line.slice(2)],
		] as const) {
			const without = replaced(JOB, line, "");
			const broken = replaced(without, at, at + behind);
			assert.match(judge(JOB, broken).outcome, /bytes|meaning/);
		}
		const alone = JOB.replace(/ {8}- name: report\n.*\n/, "");
		assert.match(
			judge(
				alone,
				replaced(
					alone,
					`          args: [--all]\n${line}`,
					`          args: [--all]\n    ${line}`,
				),
			).outcome,
			/bytes|meaning/,
		);
	});

	it("is no misspelt other field where an object close by has it", () => {
		const broken = replaced(
			DEPLOYMENT,
			"        app: web\n    spec:",
			"        app: web\n      terminationGracePeriodSeconds: 45\n    spec:",
		);
		const [message] = messagesIn(broken, "unknown-field");
		assert.match(message ?? "", /spec\.template\.spec/);
	});
});

describe("the dash of an item that is lost where a key stands twice then", () => {
	const variables =
		"          env:\n            - name: HOST\n              value: db\n            - name: PASSWORD\n              valueFrom:\n                secretKeyRef: { name: db, key: password }\n";
	const withEnv = replaced(
		DEPLOYMENT,
		"          livenessProbe:",
		`${variables}          livenessProbe:`,
	);
	for (const [original, was] of [
		[withEnv, "            - name: PASSWORD"],
		[DEPLOYMENT, "        - name: config"],
		[ROLLOUT, "        - name: config"],
	] as const)
		it(was.trim(), () =>
			mends(original, replaced(original, was, was.replace("-", " "))),
		);

	it("is not put back where one key may just stand twice", () => {
		const broken = replaced(
			withEnv,
			"              value: db\n",
			"              value: db\n              name: PORT\n",
		);
		assert.equal(judge(withEnv, broken).outcome, "none");
	});
});

describe("a document that is broken elsewhere", () => {
	/** Nothing is typed yet where the cursor is. */
	const labelsAt = (text: string): readonly string[] =>
		completionsAt(
			Source.open(text.replace("|", "")),
			text.indexOf("|"),
			DEFAULT_SETTINGS,
			"en",
		).map(({ label }) => label);

	for (const [original, was, is] of [
		[ROLLOUT, "  replicas: 3", "  replicas:3"],
		[JOB_SET, "    - name: workers", "    -name: workers"],
		[KNATIVE, "apiVersion:", "    apiVersion:"],
		[DEPLOYMENT, "    matchLabels:", "\tmatchLabels:"],
	] as const)
		it(`offers the same: ${JSON.stringify(is)}`, () => {
			const typed = original.replace(/^( *)args: .*$/m, "$1|\n$&");
			const whole = labelsAt(typed);
			assert.ok(whole.includes("livenessProbe"), whole.join());
			assert.deepEqual(labelsAt(replaced(typed, was, is)), whole);
		});

	it("is not said to lack what has only moved out of the last item", () => {
		const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: example/web:1.8.0
    volumeMounts:
    - mountPath: /tmp
      name: data
    securityContext:
      privileged: false
  volumes:
  - name: data
    emptyDir: {}
`;
		mends(pod, replaced(pod, "      name: data\n", "  name: data\n"));
	});
});
