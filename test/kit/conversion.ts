import assert from "node:assert/strict";
import {
	type Action,
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Source,
	type Version,
} from "../../server/src/engine/engine";

/** What the conversion of a container of a manifest offers. */
export function convert(
	text: string,
	name: string,
	version: Version = "1.36",
): { readonly action: Action; readonly result: string } {
	const at = text.search(new RegExp(`name: ${name}\\b`));
	assert.notEqual(at, -1);
	const settings = { ...DEFAULT_SETTINGS, kubernetesVersion: version };
	const action = actionsAt(
		Source.open(text),
		{ start: at, end: at },
		settings,
	).find(({ id }) => id.startsWith("convert-to-native/"));
	assert.ok(action, "offered");
	const edit = action.edit();
	return { action, result: edit ? applyEdit(text, edit) : text };
}

/** Its notes in English; sentences in both languages. */
export const notesOf = (text: string, name: string, version?: Version) => {
	const { action } = convert(text, name, version);
	assert.equal(action.disabled, undefined);
	for (const note of action.notes()) {
		assert.match(note("en"), /[.)]$/, "a sentence");
		assert.match(note("ja"), /[ぁ-ん].*[。)]$/, "文");
		assert.ok(!/undefined|NaN/.test(note("en") + note("ja")));
	}
	return action.notes().map((note) => note("en"));
};

/** A Job that runs certain containers. */
export const job = (containers: string, more = "") => `apiVersion: batch/v1
kind: Job
metadata:
  name: report
spec:
  template:
    spec:
      restartPolicy: Never
${more}      containers:
${containers}`;

/** A Pod with a certain spec. */
export const pod = (rest: string) => `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
${rest}`;

export const SHIPPER = `  - name: ship
    image: fluent/fluent-bit:4.0.7
`;
export const APP = `  containers:
  - name: shop
    image: example/shop:3.1.0
`;
