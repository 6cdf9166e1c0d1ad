import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { judge } from "../kit/mending";

const replaced = (text: string, was: string, is: string): string => {
	assert.ok(text.includes(was), `there is ${was}`);
	return text.replace(was, is);
};

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: http
    - name: admin
      port: 9901
`;
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: web
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: web
subjects:
  - kind: ServiceAccount
    name: web
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
`;
const SCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  minReplicas: 2
  metrics:
    - type: ContainerResource
      containerResource:
        container: web
        name: cpu
`;

describe("an object without Pods that is broken", () => {
	const broken: readonly (readonly [string, string, string])[] = [
		[SERVICE, "      port: 80", "     port: 80"],
		[SERVICE, "      port: 80", "      port 80"],
		[SERVICE, "    - name: admin", "- name: admin"],
		[SERVICE, "  selector:\n    app: web", "  selector:\n\tapp: web"],
		[SERVICE, "  ports:\n", "      ports:\n"],
		[SERVICE, "kind: Service", "  kind: Service"],
		[BINDING, "  kind: Role\n", "      kind: Role\n"],
		[BINDING, "  name: web\nsub", "    name: web\nsub"],
		[BINDING, "  - kind: S", "  -kind: S"],
		[SCALER, "    kind: Deployment", "      kind: Deployment"],
		[SCALER, "  minReplicas: 2", "  minReplicas:2"],
	];
	for (const [text, was, is] of broken)
		it(`${JSON.stringify(was)} → ${JSON.stringify(is)}`, () => {
			assert.equal(judge(text, replaced(text, was, is)).outcome, "bytes");
			const beside = `${POD}---\n${text}`;
			assert.equal(judge(beside, replaced(beside, was, is)).outcome, "bytes");
		});

	it("with line numbers", () => {
		const text = `${POD}---\n${SERVICE}`;
		let count = 0;
		const numbered = text.replace(/^(?=.)/gm, () => `${++count} `);
		assert.equal(judge(text, numbered).outcome, "bytes");
	});

	it("whose kind nothing is known of is not moved about without being asked", () => {
		const text =
			"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: web\nspec:\n        gatewayClassName: a\n  listeners:\n  - name: http\n";
		const fixes = findingsOf(Source.open(text), DEFAULT_SETTINGS).flatMap(
			({ finding }) => finding.fixes ?? [],
		);
		assert.ok(fixes.every((fix) => !fix?.preferred));
	});

	it("and is no object of Kubernetes is not spoken of", () => {
		for (const text of ["a: [b\n", "kind: a\n b: c\n", "version: '3'\n x: y\n"])
			assert.deepEqual(findingsOf(Source.open(text), DEFAULT_SETTINGS), []);
	});
});

describe("an object without Pods that is YAML", () => {
	const told = (text: string) =>
		findingsOf(Source.open(text), DEFAULT_SETTINGS).map(({ finding }) => [
			finding.rule.id,
			text.slice(finding.at.start, finding.at.end),
			finding.severity,
		]);

	it("is decoded", () => {
		assert.deepEqual(told(SERVICE + SCALER.replace(/^/, "---\n")), []);
		assert.deepEqual(
			told(replaced(SERVICE, "      port: 80", "      prot: 80")),
			[["unknown-field", "prot", "error"]],
		);
		assert.deepEqual(told(replaced(SERVICE, "    app: web", "    app: 1")), [
			["wrong-type", "1", "error"],
		]);
	});

	it("is decoded as an item of a List too", () => {
		const listed = (text: string) =>
			`apiVersion: v1\nkind: List\nitems:\n- ${text.trimEnd().replaceAll("\n", "\n  ")}\n`;
		assert.deepEqual(told(listed(SERVICE)), []);
		const odd = replaced(SERVICE, "      port: 80", "      prot: 80");
		assert.deepEqual(told(listed(odd)), [["unknown-field", "prot", "error"]]);
	});

	it("of any kind has no `spec` in its metadata", () => {
		const text =
			"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata:\n  name: web\nspec:\n  gatewayClassName: a\n";
		assert.deepEqual(told(text), []);
		const odd = replaced(
			text,
			"spec:\n  gatewayClassName",
			"  spec:\n    gatewayClassName",
		);
		assert.deepEqual(told(odd), [["unknown-field", "spec", "error"]]);
		assert.equal(judge(text, odd).outcome, "bytes");
		// Others have their own metadata.
		assert.deepEqual(
			told(
				"apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\n  title: Web\nspec: {}\n",
			),
			[],
		);
	});

	it("is not looked at any further", () => {
		for (const [was, is] of [
			["      port: 80", "      port: 99999"],
			["name: web", "name: Web"],
			["  ports:", "  type: Balancer\n  ports:"],
		] as const)
			assert.deepEqual(told(replaced(SERVICE, was, is)), []);
	});

	it("of another group or version is somebody else's", () => {
		for (const [was, is] of [
			["apiVersion: v1", "apiVersion: serving.knative.dev/v1"],
			["kind: Service", "kind: Servant"],
		] as const)
			assert.deepEqual(
				told(
					replaced(
						replaced(SERVICE, was, is),
						"      port: 80",
						"      prot: 80",
					),
				),
				[],
			);
	});
});

describe("what says which object is meant", () => {
	it("is no object of that kind: its name stays where it is", () => {
		const text = `${POD}  extra:\n    targetRef:\n      apiVersion: apps/v1\n      kind: Deployment\n      name: web\n`;
		const broken = replaced(text, "image: example", "image:example");
		assert.equal(judge(text, broken).outcome, "bytes");
	});
});

describe("a text that keeps the blank lines behind it", () => {
	it("does not keep a document from being mended", () => {
		const text = `${POD}      args:\n        - |+\n          echo\n\n      tty: true\n`;
		for (const [was, is] of [
			["      image:", "    image:"],
			["      tty:", "        tty:"],
		] as const)
			assert.equal(judge(text, replaced(text, was, is)).outcome, "bytes");
	});
});
