import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	cursorAfter,
	DEFAULT_SETTINGS,
	Source,
	say,
} from "../../server/src/engine/engine";

/**
 * Makes the action of this title where the cursor `│` stands, and gives the line of the result with the cursor, or what is
 * selected in brackets; nothing where the cursor is left to the editor.
 */
function lineAfter(marked: string, title: RegExp): string | undefined {
	const offset = marked.indexOf("│");
	assert.ok(offset >= 0, "a cursor");
	const text = marked.replace("│", "");
	const source = Source.open(text);
	const action = actionsAt(
		source,
		{ start: offset, end: offset },
		DEFAULT_SETTINGS,
	).find((each) => title.test(say(each.title, "en")));
	const edit = action?.edit();
	assert.ok(action && edit, "an edit");
	const place = cursorAfter(source, offset, edit, action.brings);
	if (!place) return undefined;
	const result = applyEdit(text, edit);
	const { start, end } = place;
	const shown = start === end ? "│" : `⟦${result.slice(start, end)}⟧`;
	const all = result.slice(0, start) + shown + result.slice(end);
	return all
		.split("\n")
		.find((line) => /[│⟦]/.test(line))
		?.trim();
}

const pod = (containers: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${containers}`;

const shipper = pod(`  containers:
    - name: web
      image: example/web:1.8.0
    # sends the logs
    - name: shipper
      image: fluent/fluent-bit:3.2.10
      volumeMounts:
        - name: logs
          mountPath: /logs
  volumes:
    - name: logs
      emptyDir: {}
`);

const at = (text: string, place: string) => {
	assert.ok(text.includes(place), place);
	return text.replace(place, `│${place}`);
};

describe("the cursor after an edit", () => {
	const native = /to a native sidecar$/;

	for (const [place, line] of [
		["fluent/", "image: │fluent/fluent-bit:3.2.10"],
		["shipper\n", "- name: │shipper"],
		["- name: shipper", "│- name: shipper"],
		["mountPath: /logs", "│mountPath: /logs"],
		[" mountPath: /logs", "│mountPath: /logs"],
	] as const)
		it(`goes along with the container from '${place.trim()}'`, () => {
			assert.equal(lineAfter(at(shipper, place), native), line);
		});

	it("goes along in the second document, with the line ends of Windows", () => {
		const text = `${shipper}---\n${at(shipper, "fluent/")}`;
		assert.equal(
			lineAfter(text.replaceAll("\n", "\r\n"), native),
			"image: │fluent/fluent-bit:3.2.10",
		);
	});

	it("goes along with an init container that is moved, so that it can be moved again", () => {
		const text = pod(`  initContainers:
    - name: one
      image: example/one:1.0.0
    - name: two
      image: example/two:1.0.0
    - name: three
      image: example/│three:1.0.0
  containers:
    - name: web
      image: example/web:1.8.0
`);
		assert.equal(lineAfter(text, /up/), "image: example/│three:1.0.0");
		// Here the other one is what is moved.
		const two = text.replace("│", "").replace("example/two", "│example/two");
		assert.match(
			lineAfter(two, /down/) ?? "image: │example/two:1.0.0",
			/│example\/two/,
		);
	});

	const inBrackets = pod(`  containers:
    - { name: web, image: example/web:1.8.0 }
    - { name: shipper, image: fluent/fluent-bit:3.2.10, ports: [] }
`);

	it("goes along in a line that goes on in another way", () => {
		assert.equal(
			lineAfter(at(inBrackets, "fluent/"), native),
			"- { name: shipper, image: │fluent/fluent-bit:3.2.10, restartPolicy: Always, ports: [] }",
		);
	});

	it("goes to the name where the line is no longer the same", () => {
		assert.equal(
			lineAfter(at(inBrackets, "[]"), native),
			"- { name: │shipper, image: fluent/fluent-bit:3.2.10, restartPolicy: Always, ports: [] }",
		);
	});

	it("goes to the image of a container that is new", () => {
		assert.equal(
			lineAfter(at(shipper, "containers:"), /ambassador/),
			"image: ⟦gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1⟧",
		);
	});

	it("is left to the editor where its text stays", () => {
		const text = pod(`  containers:
    - name: web
      image: │example/web:1.8.0
      command: [sh, -c, "migrate --wait && exec serve"]
`);
		assert.equal(lineAfter(text, /^Split/), undefined);
	});

	it("is left to the editor where the text is mended", () => {
		assert.equal(
			lineAfter(
				shipper.replace("      image: fl", "     │image: fl"),
				/column/,
			),
			undefined,
		);
	});
});
