import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      initContainers:
        - name: proxy
          image: example/proxy:1.4.0
          restartPolicy: Always
      containers:
        - name: web
          image: example/web:1.8.0
          ports:
            - name: web
              containerPort: 8080
`;

const PATCH = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: proxy
          image: example/proxy:1.5.0
`;

describe("sidecar-patterns lint: facts across files", () => {
	const folder = new TemporaryFolder();
	before(() => {
		folder.write("base/service.yaml", SERVICE);
		folder.write("base/deployment.yaml", DEPLOYMENT);
		folder.write(
			"base/kustomization.yaml",
			"resources: [service.yaml, deployment.yaml]\n",
		);
		folder.write("dev/patches/proxy.yaml", PATCH);
		folder.write(
			"dev/kustomization.yaml",
			"resources: [../base]\npatches:\n  - path: patches/proxy.yaml\n",
		);
		folder.write("apart/service.yaml", SERVICE);
		folder.write("stray/service.yaml", SERVICE);
		folder.write("stray/deployment.yaml", DEPLOYMENT);
		folder.write(
			"fixed/deployment.yaml",
			DEPLOYMENT.replace(
				"name: web\n              con",
				"name: http\n              con",
			),
		);
	});
	after(() => folder.remove());

	const lint = async (...paths: string[]): Promise<readonly string[]> => {
		const { stdout, stderr } = await runIn(folder.path, [
			"lint",
			"--format",
			"json",
			...paths,
		]);
		assert.equal(stderr, "");
		const { findings } = JSON.parse(stdout) as {
			findings: { file: string; rule: string; line: number }[];
		};
		return findings.map(({ file, rule, line }) => `${file}:${line} ${rule}`);
	};

	it("are found among all paths that are given", async () => {
		assert.deepEqual(
			await lint("stray/service.yaml", "stray/deployment.yaml"),
			["stray/service.yaml:10 service-target-port-missing"],
		);
	});

	it("are found in the Kustomize tree of one path, which is read but not reported on", async () => {
		assert.deepEqual(await lint("dev/patches/proxy.yaml"), [
			"dev/patches/proxy.yaml:9 patch-targets-old-list",
		]);
		assert.deepEqual(await lint("base/service.yaml"), [
			"base/service.yaml:10 service-target-port-missing",
		]);
	});

	it("are not made up between folders that have nothing to do with each other", async () => {
		assert.deepEqual(await lint("apart", "stray/deployment.yaml"), []);
		assert.deepEqual(await lint("stray", "fixed"), []);
	});
});

describe("sidecar-patterns fix: facts across files", () => {
	const folder = new TemporaryFolder();
	after(() => folder.remove());

	const left = async (command: string, ...paths: string[]) => {
		const { stdout } = await runIn(folder.path, [
			command,
			"--format",
			"json",
			...paths,
		]);
		return (JSON.parse(stdout) as { findings: unknown[] }).findings;
	};

	it("reports what lint reports of the fixed files", async () => {
		// The safe fix changes the Deployment; what is wrong between the two stays.
		const loose = DEPLOYMENT.replace(
			"restartPolicy: Always",
			"restartPolicy: always",
		);
		folder.write("together/service.yaml", SERVICE);
		folder.write("together/deployment.yaml", loose);
		folder.write("tree/kustomization.yaml", "resources: [../together]\n");
		folder.write(
			"together/kustomization.yaml",
			"resources: [service.yaml, deployment.yaml]\n",
		);
		const found = await left("fix", "together/service.yaml");
		assert.equal(found.length, 1, "in the Kustomize tree");
		const all = await left("fix", "together");
		assert.deepEqual(all, await left("lint", "together"));
		assert.equal(all.length, 1);
		assert.equal(folder.read("together/deployment.yaml"), DEPLOYMENT);
		assert.equal(folder.read("together/service.yaml"), SERVICE);
	});

	it("finds no selector missing that a Kustomization adds", async () => {
		folder.write(
			"labels/deployment.yaml",
			DEPLOYMENT.replace("  selector:\n    matchLabels:\n      app: web\n", ""),
		);
		assert.equal((await left("fix", "labels/deployment.yaml")).length, 2);
		folder.write(
			"labels/kustomization.yaml",
			"resources: [deployment.yaml]\ncommonLabels: { team: shop }\n",
		);
		for (const command of ["fix", "lint"])
			assert.deepEqual(await left(command, "labels/deployment.yaml"), []);
	});
});
