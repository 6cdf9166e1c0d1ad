import type { ServerError } from "../apiserver/answer";
import type { Place } from "../apiserver/place";
import type { Change, Safety } from "../kubernetes/change";
import { nearest } from "../kubernetes/nearest";
import { type Message, text } from "../text/language";
import type { Document } from "../yaml/document";
import { removeEntry, replaceScalar } from "../yaml/edit";

/** Mends that many rules share. Each gives nothing where it does not apply. */

/** The title of a mend that writes something else in its place. */
export const writeTitle = text({
	en: (value: string) => `Write \`${value}\``,
	ja: (value) => `\`${value}\` に直す`,
});
const remove = text({
	en: (key: string) => `Remove \`${key}\``,
	ja: (key) => `\`${key}\` を削除`,
});

/**
 * Writes the value that was meant: the one that differs in case or a letter or two (then the change is safe when only
 * the case differs), or the only one that there is.
 */
export function writeMeant({
	place,
	instead = [],
}: ServerError): Change | undefined {
	const { holder, node } = place;
	if (node?.kind !== "scalar" || holder?.value !== node) return undefined;
	const written = node.text;
	const sameLetters = instead.find(
		(value) => plain(value) === plain(written) && value !== written,
	);
	const meant =
		sameLetters ??
		nearest(written, instead) ??
		(instead.length === 1 ? instead[0] : undefined);
	if (meant === undefined || meant === written) return undefined;
	return {
		title: writeTitle(meant),
		safety: sameLetters === undefined ? "review" : "safe",
		preferred: true,
		edit: () => replaceScalar(node, meant),
	};
}

const plain = (value: string): string =>
	value.toLowerCase().replace(/[-_ ]/g, "");

/** Writes the one value that may stand there instead, such as the nearest number. */
export function writeInstead(
	error: ServerError,
	safety: Safety = "review",
): Change | undefined {
	const [value, ...others] = error.instead ?? [];
	if (value === undefined || others.length > 0) return undefined;
	return writeText(error, value, writeTitle(value), safety, true);
}

/** Puts a text where the value stands, as it is to be read: with its quotes, if it has some. */
export function writeText(
	{ place: { holder, node } }: ServerError,
	value: string,
	title: Message,
	safety: Safety,
	preferred = false,
): Change | undefined {
	if (
		node?.kind !== "scalar" ||
		node.style === "block" ||
		node.anchor !== undefined ||
		holder?.value !== node
	)
		return undefined;
	return {
		title,
		safety,
		preferred,
		edit: () => [{ start: node.start, end: node.end, text: value }],
	};
}

/** Deletes the field that the error is about. */
export function removeField(
	{ place }: Pick<ServerError, "place">,
	document: Document,
	{
		safety = "review",
		preferred = false,
	}: { safety?: Safety; preferred?: boolean } = {},
): Change | undefined {
	const { holder } = place;
	if (!holder || !("key" in holder) || place.parent?.mapping !== holder.parent)
		return undefined;
	return {
		title: remove(holder.key.text),
		safety,
		preferred,
		edit: () => removeEntry(document, holder),
	};
}

/** Deletes a field, and with it what would be empty then. */
export function removeWithParent(
	place: Place,
	document: Document,
): Change | undefined {
	let at = place;
	while (at.parent?.mapping?.entries.length === 1 && at.parent.parent)
		at = at.parent;
	return removeField({ place: at }, document);
}
