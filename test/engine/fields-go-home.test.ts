import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { judge } from "../kit/mending";
import { replaced } from "../kit/repair-texts";

const POD = `apiVersion: v1
kind: Pod
metadata:
  labels:
    app: web
  name: web
spec:
  serviceAccountName: shop
  initContainers:
    - name: proxy
      image: envoyproxy/envoy:v1.34.0
      resources:
        limits: {}
      restartPolicy: Always
  containers:
    - name: web
      image: example/web:1.8.0
`;
/** As agents of Jenkins are given. */
const NAMELESS = replaced(POD, "  name: web\nspec", "spec");

/** What mends the broken text is the original, to the byte. */
const mends = (original: string, broken: string): void => {
	const { outcome, mended } = judge(original, broken);
	assert.equal(outcome, "bytes", mended ?? "(nothing is preferred)");
};

describe("a field goes home, whatever else is told of the object", () => {
	it("to a spec that is written again, where the Pod has no name", () =>
		mends(NAMELESS, replaced(NAMELESS, "spec:\n", "")));

	it("out of a key of the native sidecar, which does not get it once more", () =>
		mends(POD, replaced(POD, "      restart", "        restart")));

	it("but not with the name that belongs to the object", () => {
		const annotated = replaced(POD, "  labels", "  annotations: {}\n  labels");
		mends(
			annotated,
			replaced(annotated, "  labels:\n    app", "labels:\n  app"),
		);
	});

	it("and not with it where nothing else is there", () =>
		mends(POD, replaced(POD, "  labels:\n    app", "labels:\n  app")));

	it("with a label of that name where the object has its own", () => {
		const labelled = replaced(
			POD,
			"  labels:\n    app: web\n  name: web\n",
			"  name: web\n  labels:\n    app: web\n    name: a\n",
		);
		mends(
			labelled,
			replaced(
				labelled,
				"  labels:\n    app: web\n    name",
				"labels:\n  app: web\n  name",
			),
		);
	});
});
