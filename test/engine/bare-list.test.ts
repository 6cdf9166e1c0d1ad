import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	podsOf,
	Source,
} from "../../server/src/engine/engine";
import { assertLaws, changesOf } from "../kit/laws";

const LIST = `# from a ticket
- name: app
  image: example/app:1.0.0
  ports:
    - containerPort: 8080
  volumeMounts:
    - name: logs
      mountPath: /var/log/app
- name: shipper
  image: fluent/fluent-bit:4.0.3
  restartPolicy: Always
  command: [sh, -c, tail -f /var/log/app/app.log]
  volumeMounts:
    - name: logs
      mountPath: /var/log/app
`;

const indented = (text: string) => text.replaceAll(/^(?=.)/gm, "      ");

const containersIn = (text: string): readonly (string | undefined)[] =>
	Source.open(text).documents.flatMap(({ document }) =>
		podsOf(document).flatMap(({ containers }) =>
			containers.map(({ name }) => name),
		),
	);

const rulesIn = (text: string) =>
	findingsOf(Source.open(text), DEFAULT_SETTINGS).map(({ finding, placed }) => [
		finding.rule.id,
		placed.line + placed.document.lines.lineAt(finding.at.start) + 1,
	]);

describe("a bare list of containers", () => {
	it("is a Pod's, wherever it is cut out", () => {
		for (const text of [
			LIST,
			indented(LIST),
			`---\n\n${LIST}`,
			LIST.replaceAll("\n", "\r\n"),
			`kind: ConfigMap\n---\n${LIST}`,
			'[{"name": "app", "image": "a/b:1", "args": ["x"]}, {"name": "shipper"}]',
		])
			assert.deepEqual(containersIn(text), ["app", "shipper"], text);
		assert.deepEqual(
			containersIn("- name: app\n  image: a/b:1\n  imagePullPolicy: Always\n"),
			["app"],
		);
	});

	it("is told what is wrong, at its place, but not what is missing", () => {
		const found = [
			["app-container-restart-always-not-sidecar", 11],
			["tail-f-missing-file", 12],
		];
		assert.deepEqual(rulesIn(LIST), found);
		assert.deepEqual(rulesIn(indented(LIST)), found);
		assert.deepEqual(
			rulesIn(
				LIST.replace("  ports:", "  imagePullpolicy: Always\n  ports:"),
			).at(0),
			["unknown-field", 4],
		);
	});

	it("takes no edits but in its containers", () => {
		const settings = { ...DEFAULT_SETTINGS, preset: "strict" } as const;
		for (const text of [LIST, indented(LIST)]) {
			const changes = changesOf(text, settings);
			assert.ok(changes.length > 3, "there are edits");
			for (const change of changes) {
				assertLaws(text, change, settings);
				assert.deepEqual(
					[...containersIn(change.result)].sort(),
					["app", "shipper"],
					change.result,
				);
			}
		}
	});

	const OTHERS: Readonly<Record<string, string>> = {
		"names and images, of what we do not know": `- name: alpine
  image: alpine:3.22
- name: debian
  image: debian:13
`,
		"an Ansible play": `- name: run the image
  hosts: all
  tasks:
    - name: start
      docker_container: { name: web, image: 'example/web:1.8.0', ports: ['80:80'] }
`,
		"Ansible variables": `- name: web
  image: example/web:1.8.0
  ports: ["80:80"]
  env:
    MODE: production
  volumes: [/data:/data]
`,
		"steps of Drone or Woodpecker": `- name: build
  image: golang:1.25
  commands:
    - go build
  environment:
    CGO_ENABLED: 0
`,
		"Tekton steps with scripts": `- name: build
  image: golang:1.25
  workingDir: /src
  env:
    - name: CGO_ENABLED
      value: "0"
  script: go build
`,
		"services of GitLab": `- name: postgres:17
  alias: db
  command: ["postgres", "-c", "fsync=off"]
  variables:
    image: x
`,
		"steps of a GitHub workflow": `- name: build
  uses: docker/build-push-action@v6
  with:
    image: example/web
  env:
    MODE: production
`,
		"a matrix": `- name: web
  image: example/web
  context: ./web
  args: [A=1]
`,
		"services of a compose file as a list": `- name: web
  image: example/web:1.8.0
  restart: always
  ports:
    - "80:80"
  command: ["serve"]
`,
		"a sidecar of an Argo Workflow": `- name: demo
  container:
    image: ubuntu:24.04
  sidecars:
    - name: db
      image: postgres:17
`,
		"executors of CircleCI": `- image: cimg/node:22.0
  environment:
    CI: "1"
- image: cimg/postgres:17.0
`,
		"one that is a container and one that is not": `- name: web
  image: example/web:1.8.0
  args: [serve]
- just a text
`,
		"a pod in a list": `- name: web
  image: example/web:1.8.0
  spec:
    args: [serve]
`,
	};
	for (const [name, text] of Object.entries(OTHERS))
		it(`is not ${name}`, () => {
			assert.deepEqual(containersIn(text), []);
			assert.deepEqual(rulesIn(text), []);
		});
});

describe("a Pod spec in an object without kind", () => {
	it("is one by the ports of its containers too", () => {
		assert.deepEqual(
			containersIn(
				"spec:\n  containers:\n  - name: web\n    ports:\n    - containerPort: 8080\n  - name: proxy\n",
			),
			["web", "proxy"],
		);
		assert.deepEqual(
			containersIn(
				"spec:\n  containers:\n  - name: web\n    ports: ['80:80']\n",
			),
			[],
		);
	});
});
