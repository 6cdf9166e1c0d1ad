import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { nearest } from "../../kubernetes/nearest";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import {
	insertEntryAfter,
	insertLines,
	keyIndent,
	renameKey,
} from "../../yaml/edit";
import { beginsLine } from "../../yaml/ownership";
import { entryOf } from "../../yaml/tree";
import { writeMeant } from "../mends";
import { serverRule } from "../server-rule";
import { loosenKey, tightKeyOf } from "../tight-keys";

const add = text({
	en: (key: string, value: string) => `Add \`${key}: ${value}\``,
	ja: (key, value) => `\`${key}: ${value}\` を追加`,
});

const rename = text({
	en: (from: string, to: string) => `Rename \`${from}\` to \`${to}\``,
	ja: (from, to) => `\`${from}\` を \`${to}\` に変更`,
});

export default serverRule({
	id: "unserved-kind",
	title: fixedText({
		en: "No API of Kubernetes takes this kind in this version",
		ja: "このkindとapiVersionの組み合わせをKubernetesが提供していない",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
	fixes: (error, document) => [
		error.place.isWritten
			? writeMeant(error)
			: (renameMistyped(error, document) ?? addKey(error, document)),
	],
});

/** Is it there, but misspelt? */
function renameMistyped(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const key = String(place.key);
	const entries = place.parent?.mapping?.entries ?? [];
	const tight = entries.find((entry) => tightKeyOf(entry) === key);
	if (tight) return loosenKey(document, tight, key);
	const mistyped = entries.find(
		(entry) => nearest(entry.key.text, [key]) !== undefined,
	);
	return (
		mistyped && {
			title: rename(mistyped.key.text, key),
			safety: "review",
			preferred: true,
			edit: () => renameKey(document, mistyped, key),
		}
	);
}

/** Adds the missing one of `apiVersion` and `kind` beside the other, where there is only one that it can be. */
function addKey(
	{ place, instead = [] }: ServerError,
	document: Document,
): Change | undefined {
	const [value, ...others] = instead;
	const object = place.parent?.mapping;
	const key = String(place.key);
	const neighbour =
		object && entryOf(object, key === "kind" ? "apiVersion" : "kind");
	if (
		value === undefined ||
		others.length > 0 ||
		!neighbour ||
		neighbour.parent !== object
	)
		return undefined;
	return {
		title: add(key, value),
		safety: "review",
		preferred: true,
		edit() {
			const { lines } = document;
			// `apiVersion` comes first.
			return key === "apiVersion" &&
				!neighbour.parent.flow &&
				beginsLine(lines, neighbour.start)
				? [
						insertLines(lines, lines.lineAt(neighbour.start), [
							`${keyIndent(lines, neighbour)}${key}: ${value}`,
						]),
					]
				: insertEntryAfter(document, neighbour, key, value);
		},
	};
}
