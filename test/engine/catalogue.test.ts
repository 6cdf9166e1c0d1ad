import assert from "node:assert/strict";
import {
	FAMILIES,
	roleOfImage,
} from "../../server/src/engine/kubernetes/catalogue";

describe("catalogue of images", () => {
	it("is known by the segments of its repository path, not by a part of its name", () => {
		assert.equal(roleOfImage("docker.io/grafana/alloy:v1"), "log-shipper");
		assert.equal(
			roleOfImage("registry.example:5000/a/istio/proxyv2"),
			"mesh-proxy",
		);
		assert.equal(roleOfImage("prom/statsd-exporter@sha256:00"), "adapter");
		for (const image of [
			"example/envoy-docs",
			"my-fluentd-ui",
			"datadog/agents",
			"example/agent",
			"vaulted",
		])
			assert.equal(roleOfImage(image), undefined, image);
	});

	it("keeps its role in a copy and in a build for another system", () => {
		assert.equal(roleOfImage("rancher/mirrored-istio-proxyv2:1"), "mesh-proxy");
		assert.equal(
			roleOfImage("openshift4/ose-kube-rbac-proxy-rhel9:v4"),
			"ambassador",
		);
		assert.equal(roleOfImage("fluent/fluent-bit-arm64:4"), "log-shipper");
	});

	it("may depend on the tag: one repository holds a client and a daemon", () => {
		assert.equal(roleOfImage("docker:27-dind"), "helper");
		assert.equal(roleOfImage("docker:27-cli"), undefined);
	});

	it("has a source: each of at least 150 is on a project's page, and only once", () => {
		const images = FAMILIES.flatMap(({ images }) => images.split(" "));
		assert.ok(images.length >= 150, `${images.length} images`);
		assert.deepEqual(
			images.filter((image, at) => images.indexOf(image) !== at),
			[],
		);
		for (const { source, images } of FAMILIES) {
			assert.match(source, /^https?:\/\/[\w.-]+\//);
			assert.match(images, /^[a-z0-9_*]\S*(?: \S+)*$/);
		}
	});
});
