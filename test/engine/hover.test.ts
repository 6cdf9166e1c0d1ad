import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	hoverAt,
	type Language,
	Source,
} from "../../server/src/engine/engine";

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: n
      image: fluent/fluent-bit:4.0.7
      restartPolicy: Allways
  containers:
    - name: web
      image: example/web:1.8.0
    - name: proxy
      image: envoyproxy/envoy:v1.35.3
`;

function hoverOf(piece: string, language: Language): string {
	const at = POD.indexOf(piece);
	assert.notEqual(at, -1);
	const hover = hoverAt(Source.open(POD), at, DEFAULT_SETTINGS, language);
	assert.ok(hover, `a hover on ${piece}`);
	return hover.markdown;
}

describe("hover", () => {
	it("on a restartPolicy that does not exist says so first", () => {
		assert.match(
			hoverOf("Allways", "en"),
			/^\*\*`Allways` on Kubernetes 1\.35\*\*: rejected as an unsupported value\.\n\n---\n\n\*\*`restartPolicy: Always`/,
		);
		assert.match(
			hoverOf("Allways", "ja"),
			/^\*\*Kubernetes 1\.35での`Allways`\*\*: 使えない値として/,
		);
	});

	it("calls a container what is written, also where Kubernetes reads another type", () => {
		assert.match(hoverOf("n\n      image: fluent", "en"), /^\*\*`n`\*\*/);
	});

	it("says by what a helper's image is known", () => {
		assert.match(
			hoverOf("proxy", "en"),
			/the built-in catalogue lists its image `envoyproxy\/envoy:v1\.35\.3`/,
		);
	});

	it("in Japanese has no blanks between words and code", () => {
		for (const piece of [
			"n\n      image: fluent",
			"Allways",
			"web\n      image",
			"proxy",
		]) {
			assert.doesNotMatch(
				hoverOf(piece, "ja"),
				/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}。、] `|` [\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u,
			);
		}
	});

	it("in Japanese tells plainly when an application stops", () => {
		assert.match(
			hoverOf("web\n      image", "ja"),
			/\*\*停止\*\*: Podの終了時に最初に停止\(ほかのアプリケーションコンテナと同時\)/,
		);
	});

	it("in Japanese calls a helper by one name", () => {
		for (const piece of ["containers:", "proxy", "n\n      image: fluent"])
			assert.doesNotMatch(hoverOf(piece, "ja"), /補助コンテナ/);
	});
});
