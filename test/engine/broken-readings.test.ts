import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	describePods,
	explainAt,
	hintsIn,
	lensesOf,
	Source,
	timelineDrawingAt,
	timelinesOf,
} from "../../server/src/engine/engine";

/** `image` stands at the column of its item: no YAML. */
const BROKEN = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: proxy
    image: envoyproxy/envoy:v1.35.3
      restartPolicy: Always
  containers:
    - name: shop
      image: example/shop:2.1.0
`;
const SOURCE = Source.open(`kind: Service\n---\n${BROKEN}`);
const START = SOURCE.text.length - BROKEN.length;

describe("while a document is broken, what it is meant to be", () => {
	it("is summed up above the spec", () => {
		const [lens, ...others] = lensesOf(SOURCE, DEFAULT_SETTINGS, "en");
		assert.deepEqual(others, []);
		assert.match(
			lens?.title ?? "",
			/^2 containers · 1 native sidecar · start: proxy → shop/,
		);
		assert.equal(SOURCE.text.slice(lens?.range.start, lens?.range.end), "spec");
	});

	it("is noted behind the names", () => {
		const part = { start: 0, end: SOURCE.text.length };
		const hints = hintsIn(SOURCE, part, DEFAULT_SETTINGS, "en");
		assert.deepEqual(
			hints.map(({ at }) => SOURCE.text.slice(at - 4, at + 1)),
			["roxy\n", "shop\n"],
		);
	});

	it("is explained, told and drawn", () => {
		const at = SOURCE.text.indexOf("restartPolicy");
		assert.match(
			explainAt(SOURCE, at, DEFAULT_SETTINGS, "en") ?? "",
			/native sidecar/,
		);
		const [timeline] = timelinesOf(SOURCE, DEFAULT_SETTINGS);
		assert.deepEqual(
			timeline?.start.map(({ container }) => container),
			["proxy", "shop"],
		);
		const drawing = timelineDrawingAt(SOURCE, at, DEFAULT_SETTINGS, "en");
		assert.deepEqual(
			drawing?.lanes.map(({ text, current }) => [text, current]),
			[
				["proxy", true],
				["shop", false],
			],
		);
		assert.ok(
			drawing?.lanes.every(({ place }) => {
				const range = drawing.places[place];
				return (
					range &&
					/^(?:proxy|shop)$/.test(SOURCE.text.slice(range.start, range.end))
				);
			}),
			"a click goes to the name",
		);
	});

	it("is described with the lines of the file", () => {
		const [pod] = describePods(SOURCE, DEFAULT_SETTINGS);
		assert.ok(pod && pod.at > START);
		assert.deepEqual(
			pod.containers.map(({ name, native, at }) => [
				name,
				native,
				SOURCE.text.slice(at, at + 4),
			]),
			[
				["proxy", true, "prox"],
				["shop", false, "shop"],
			],
		);
	});
});
