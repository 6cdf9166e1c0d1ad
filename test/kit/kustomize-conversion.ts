import assert from "node:assert/strict";
import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	type Orders,
	Sight,
	Source,
} from "../../server/src/engine/engine";
import type { Files } from "./kustomize";

export interface Converted {
	readonly files: Files;
	readonly notes: readonly string[];
}

/** Converts a container in a file of a tree that a host has in sight. */
export function convertInTree(
	files: Files,
	file: string,
	name: string,
	to: "native" | "classic" = "native",
	isLimited = false,
	orders?: Orders,
): Converted {
	const seen = Object.entries(files).map(([each, text]) => ({
		name: each,
		source: Source.open(text),
	}));
	const own = seen.find((each) => each.name === file)?.source;
	const at = own?.text.search(new RegExp(`name: ${name}\\b`)) ?? -1;
	assert.ok(own && at !== -1, `${name} stands in ${file}`);
	const others = seen.filter((each) => each.name !== file);
	const action = actionsAt(own, { start: at, end: at }, DEFAULT_SETTINGS, {
		file,
		sight: new Sight(others, isLimited),
		...(orders && { orders }),
	}).find(({ id }) => id.startsWith(`convert-to-${to}/`));
	const edit = action?.edit();
	assert.ok(action && edit, "it is offered");
	const after = { ...files, [file]: applyEdit(own.text, edit) };
	for (const other of action.elsewhere())
		after[other.file.name] = applyEdit(other.file.source.text, other.edit);
	for (const note of action.notes()) {
		assert.match(note("ja"), /[ぁ-んァ-ヶ].*[。)]$/);
		assert.doesNotMatch(note("en") + note("ja"), /undefined|NaN/);
	}
	return { files: after, notes: action.notes().map((note) => note("en")) };
}

/** The files that are different afterwards, but for the one with the container. */
export const changedIn = (
	before: Files,
	{ files }: Converted,
	file: string,
): Files =>
	Object.fromEntries(
		Object.entries(files).filter(
			([name, text]) => name !== file && text !== before[name],
		),
	);
