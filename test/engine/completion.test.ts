import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	type Completion,
	CURSOR,
	completionsAt,
	DEFAULT_SETTINGS,
	findingsOf,
	type Language,
	type Settings,
	Source,
} from "../../server/src/engine/engine";

/** Where the cursor is, in the texts below. */
const HERE = "‸";

/** What is offered at the mark of a text. */
function offered(
	marked: string,
	settings: Partial<Settings> = {},
	language: Language = "en",
): readonly Completion[] {
	const at = marked.indexOf(HERE);
	assert.notEqual(at, -1, "the text has a mark");
	return completionsAt(
		Source.open(marked.replace(HERE, "")),
		at,
		{ ...DEFAULT_SETTINGS, ...settings },
		language,
	);
}

const labels = (...args: Parameters<typeof offered>): readonly string[] =>
	offered(...args).map(({ label }) => label);

/** The text after something was chosen, with a mark where the cursor is then. */
function chosen(marked: string, label: string): string {
	const choice = offered(marked).find((each) => each.label === label);
	assert.ok(choice, `${label} is offered`);
	const { range, insert, also = [] } = choice;
	const edit = [...also, { ...range, text: insert.replace(CURSOR, HERE) }];
	return applyEdit(
		marked.replace(HERE, ""),
		edit.sort((a, b) => a.start - b.start || a.end - b.end),
	);
}

const deployment = (spec: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
${spec}`;

const inContainer = (lines: string): string =>
	deployment(`      containers:
        - name: web
          image: example/web:1.8.0
${lines}
      volumes:
        - name: logs
          emptyDir: {}
`);

describe("completion of fields", () => {
	it("offers those of the type that are not there yet, required ones first", () => {
		const fields = labels(inContainer(`          ${HERE}`));
		assert.ok(fields.includes("startupProbe"));
		assert.ok(!fields.includes("image"));
		assert.ok(!fields.includes("volumes"));
		assert.deepEqual(
			labels(
				inContainer(`          volumeMounts:\n            - ${HERE}`),
			).slice(0, 2),
			["name", "mountPath"],
		);
	});

	it("opens the value in the style of the neighbours", () => {
		const place = `      init${HERE}
      containers:
      - name: web
        image: example/web:1.8.0
`;
		assert.equal(
			chosen(deployment(place), "initContainers"),
			deployment(`      initContainers:
      - name: ${HERE}
      containers:
      - name: web
        image: example/web:1.8.0
`),
		);
		assert.equal(
			chosen(inContainer(`          res${HERE}`), "resources"),
			inContainer(`          resources:\n            ${HERE}`),
		);
		assert.equal(
			chosen(inContainer(`          com${HERE}`), "command"),
			inContainer(`          command:\n            - ${HERE}`),
		);
		assert.equal(
			chosen(
				deployment(`      containers: [{name: a, env${HERE}}]\n`),
				"envFrom",
			),
			deployment(`      containers: [{name: a, envFrom: [${HERE}]}]\n`),
		);
		// Keys behind question marks stand further right than what they hold.
		assert.equal(
			chosen(
				`apiVersion: v1\nkind: Pod\n? spec\n: hostNetwork: false\n  sec${HERE}\n  containers: []\n`,
				"securityContext",
			),
			`apiVersion: v1\nkind: Pod\n? spec\n: hostNetwork: false\n  securityContext:\n    ${HERE}\n  containers: []\n`,
		);
	});

	it("puts a dash in front of the first field of an item", () => {
		assert.equal(
			chosen(deployment(`      containers:\n        ${HERE}\n`), "name"),
			deployment(`      containers:\n        - name: ${HERE}\n`),
		);
	});

	it("changes a key and leaves its value", () => {
		assert.equal(
			chosen(inContainer(`          liveness${HERE}Prob: {}`), "startupProbe"),
			inContainer("          startupProbe: {}"),
		);
	});

	it("knows the free keys of resources and annotations", () => {
		assert.deepEqual(
			labels(
				inContainer(
					`          resources:\n            requests:\n              cpu: 10m\n              ${HERE}`,
				),
			),
			["memory", "ephemeral-storage"],
		);
	});

	it("offers what the chosen version honours", () => {
		const place = inContainer(`          restart${HERE}`);
		const has = (kubernetesVersion: Settings["kubernetesVersion"]) =>
			labels(place, { kubernetesVersion }).includes("restartPolicyRules");
		assert.equal(has("1.33"), false);
		assert.equal(has("1.34"), false);
		assert.equal(has("1.35"), true);
	});

	it("serves JSON", () => {
		const json = `{"kind": "Pod", "apiVersion": "v1", "spec": {"containers": [{"ima${HERE}"}]}}`;
		assert.ok(labels(json).includes("image"));
		assert.equal(chosen(json, "image"), json.replace(`ima${HERE}`, "image"));
	});

	it("speaks Japanese", () => {
		const [first] = offered(deployment(`      ${HERE}\n`), {}, "ja");
		assert.equal(first?.label, "containers");
		assert.equal(first?.detail, "Container[] · 必須");
		assert.match(first?.documentation ?? "", /コンテナ/);
	});
});

describe("completion of values", () => {
	it("offers what the API server takes there", () => {
		const policy = (list: string) =>
			deployment(`      ${list}:
        - name: proxy
          image: envoyproxy/envoy:v1.34.0
          restartPolicy: ${HERE}
`);
		assert.deepEqual(labels(policy("initContainers")), [
			"Always",
			"Never",
			"OnFailure",
		]);
		assert.deepEqual(
			labels(policy("initContainers"), { kubernetesVersion: "1.33" }),
			["Always"],
		);
		assert.deepEqual(
			labels(policy("containers"), { kubernetesVersion: "1.33" }),
			[],
		);
		const job = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    spec:
      restartPolicy: ${HERE}
      containers: [{name: report, image: "example/report:1.0.0"}]
`;
		assert.deepEqual(labels(job), ["Never", "OnFailure"]);
		assert.deepEqual(labels(deployment(`      restartPolicy: ${HERE}\n`)), [
			"Always",
		]);
	});

	it("knows what the downward API has for a variable, and for a file", () => {
		const variable = inContainer(
			`          env:\n            - name: A\n              valueFrom:\n                fieldRef:\n                  fieldPath: ${HERE}`,
		);
		assert.ok(labels(variable).includes("status.hostIPs"));
		assert.ok(
			!labels(variable, { kubernetesVersion: "1.27" }).includes(
				"status.hostIPs",
			),
		);
		const file = inContainer("          tty: true").replace(
			"emptyDir: {}",
			`downwardAPI:\n            items:\n              - path: a\n                fieldRef:\n                  fieldPath: ${HERE}`,
		);
		assert.ok(labels(file).includes("metadata.labels"));
		assert.ok(!labels(file).includes("status.hostIPs"));
	});

	it("puts a blank behind the colon, and keeps quotation marks", () => {
		assert.equal(
			chosen(inContainer(`          imagePullPolicy:${HERE}`), "Never"),
			inContainer(`          imagePullPolicy: Never${HERE}`),
		);
		assert.equal(
			chosen(inContainer(`          imagePullPolicy: "A${HERE}"`), "Always"),
			inContainer(`          imagePullPolicy: "Always${HERE}"`),
		);
		assert.deepEqual(labels(inContainer(`          tty: "${HERE}"`)), []);
		assert.deepEqual(labels(inContainer(`          tty: ${HERE}`)), [
			"true",
			"false",
		]);
	});

	it("offers the kinds of an API group", () => {
		assert.deepEqual(labels(`apiVersion: batch/v1\nkind: ${HERE}\n`), [
			"Job",
			"CronJob",
		]);
	});
});

describe("completion of names", () => {
	const CASES: readonly (readonly [
		what: string,
		text: string,
		names: readonly string[],
	])[] = [
		[
			"the Pod's volumes for a mount",
			inContainer(
				`          volumeMounts:\n            - name: ${HERE}\n              mountPath: /var/log`,
			),
			["logs"],
		],
		[
			"volumes that are mounted and not declared",
			inContainer(
				"          volumeMounts:\n            - {name: cache, mountPath: /cache}",
			).replace("- name: logs", `- name: ${HERE}`),
			["cache"],
		],
		[
			"the paths at which others mount the volume",
			deployment(`      containers:
        - name: web
          volumeMounts: [{name: logs, mountPath: /var/log/web}]
        - name: shipper
          volumeMounts: [{name: logs, mountPath: ${HERE}}]
`),
			["/var/log/web"],
		],
		[
			"the container's own ports for a probe",
			inContainer(`          ports:
            - name: http
              containerPort: 8080
          startupProbe:
            httpGet:
              port: ${HERE}`),
			["http", "8080"],
		],
		[
			"the containers of a Pod for its default container",
			`apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    kubectl.kubernetes.io/default-container: ${HERE}
spec:
  containers: [{name: web, image: "example/web:1.8.0"}]
  initContainers: [{name: proxy, image: "envoyproxy/envoy:v1.34.0", restartPolicy: Always}]
`,
			["web", "proxy"],
		],
	];
	for (const [what, text, names] of CASES)
		it(`offers ${what}`, () => assert.deepEqual(labels(text), names));
});

describe("completion of whole patterns", () => {
	it("comes with all that belongs to the pattern, and takes what was typed away", () => {
		for (const place of [
			deployment(`      side${HERE}
      containers:
        - name: web
          image: nginx:1.29.0
`),
			deployment(`      containers:
        - name: web
          image: nginx:1.29.0
        - side${HERE}
`),
		]) {
			const text = chosen(place, "sidecar-here").replace(HERE, "");
			assert.doesNotMatch(text, /side$/m);
			assert.match(text, /^ {6}initContainers:\n {8}- name: log-shipper$/m);
			assert.match(text, /^ {6}volumes:\n {8}- name: logs$/m);
			assert.deepEqual(
				findingsOf(Source.open(text), DEFAULT_SETTINGS).map(
					({ finding }) => finding.rule.id,
				),
				[],
			);
		}
	});

	it("is offered where a container or a field of the Pod begins, and nowhere else", () => {
		const patterns = (text: string) =>
			offered(text).filter(({ kind }) => kind === "pattern").length;
		assert.equal(patterns(inContainer(`          ${HERE}`)), 0);
		assert.equal(
			patterns(deployment(`      containers: [{name: web}, {${HERE}}]\n`)),
			0,
		);
	});
});

describe("completion while a document is broken", () => {
	it("goes on, as what it is meant to be", () => {
		const broken = inContainer(`          image pull: x
          terminationMessage${HERE}`);
		assert.ok(labels(broken).includes("terminationMessagePolicy"));
		const misindented = deployment(`      containers:
        - name: web
        command: [sleep, infinity]
          imagePull${HERE}
`);
		assert.ok(labels(misindented).includes("imagePullPolicy"));
	});
});

describe("no completion", () => {
	const CASES: Readonly<Record<string, string>> = {
		"in a comment": inContainer(`          # image${HERE}`),
		"behind a value": inContainer(`          workingDir: /srv ${HERE}`),
		"in a script": inContainer(
			`          command:\n            - sh\n            - -c\n            - |\n              restart${HERE}`,
		),
		"in what is not about Pods": `on: ${HERE}\njobs: {}\n`,
		"below an item whose braces are closed": inContainer(
			`          volumeMounts:\n            - { name: data, mountPath: /data } # all\n              read${HERE}\n`,
		),
		"of a field of an unknown object": `kind: Widget\nspec:\n  ${HERE}\n`,
		"where a template decides which lines there are": deployment(
			`      {{- if .Values.x }}\n      ${HERE}\n      {{- end }}\n      containers: []\n`,
		),
	};
	for (const [where, text] of Object.entries(CASES))
		it(where, () => assert.deepEqual(labels(text), []));

	it("when it is turned off", () =>
		assert.deepEqual(
			labels(inContainer(`          ${HERE}`), { completion: false }),
			[],
		));
});
