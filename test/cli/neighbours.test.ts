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
