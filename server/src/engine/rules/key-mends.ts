import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import { canHold } from "../apiserver/inventions";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { kubernetesGrammar } from "../kubernetes/grammar";
import { fateOf, fieldsOf } from "../kubernetes/schema";
import type { Version } from "../kubernetes/versions";
import { applyEdit, type Splice, tryEdit } from "../text/edit";
import { type Message, text } from "../text/language";
import { Document } from "../yaml/document";
import { nestEntries, openAbove } from "../yaml/nest";
import { beginsLine } from "../yaml/ownership";
import { onlyHolder } from "../yaml/repair/grammar";
import type { Entry, Item, Mapping, Sequence } from "../yaml/tree";

/** Mends of what stands where its key is missing: the key is written above it. */

const move = text({
	en: (names: readonly string[], home: string) =>
		`Move ${names.map((name) => `\`${name}\``).join(" and ")} to \`${home}\``,
	ja: (names, home) =>
		`${names.map((name) => `\`${name}\``).join("と")} を \`${home}\` へ移す`,
});
const write = text({
	en: (key: string) => `Write \`${key}:\` above it`,
	ja: (key) => `その上に \`${key}:\` を書く`,
});

/** A change that is the one to take where nothing that it touches is wrong afterwards. Looked for when somebody asks. */
class KeyMend implements Change {
	readonly safety = "review";

	constructor(
		readonly title: Message,
		readonly document: Document,
		readonly version: Version,
		/** How many findings it settles. */
		readonly count: number,
		readonly edit: () => readonly Splice[] | undefined,
	) {}

	get preferred(): boolean {
		const { document, version } = this;
		const edit = tryEdit(this.edit() ?? []);
		if (!edit || edit.length === 0) return false;
		const mended = new Document(applyEdit(document.text, edit));
		return (
			mended.faults.length === 0 &&
			errorsIn(mended, version) <= errorsIn(document, version) - this.count
		);
	}
}

const errorsIn = (document: Document, version: Version): number =>
	[...serverAnswer(document, version).errors.values()]
		.flat()
		.filter(({ severity }) => severity === "error").length;

/** Fields next to each other that all belong to one object below, which is not there: `requests` and `limits` of a container. */
export function nestTogether(
	{ place: { holder, parent, version } }: ServerError,
	document: Document,
): Change | undefined {
	if (!parent?.mapping || parent.type === undefined) return undefined;
	if (!holder || !("key" in holder) || holder.parent !== parent.mapping)
		return undefined;
	const groups = objectsOf(parent)
		.map((home) => ({ home, entries: runAround(holder, parent, home) }))
		.sort((a, b) => b.entries.length - a.entries.length);
	const [best, next] = groups;
	if (!best || best.entries.length < 2) return undefined;
	if (next?.entries.length === best.entries.length) return undefined;
	const { home, entries } = best;
	return new KeyMend(
		move(
			entries.map(({ key }) => key.text),
			home.path,
		),
		document,
		version,
		entries.length,
		() => nestEntries(document, entries, String(home.key)),
	);
}

/** The objects that a place may have, and has not. */
const objectsOf = (place: Place): readonly Place[] =>
	[...(fieldsOf(place.type ?? "")?.values() ?? [])]
		.filter(({ holds }) => holds === "object")
		.map(({ name }) => place.at(name))
		.filter(
			({ field, isWritten }) =>
				!isWritten && field && fateOf(field, place.version) === "honoured",
		);

/** The entries around one, it included, that are unknown where they are and known in another object. */
function runAround(
	entry: Entry,
	{ mapping, type = "" }: Place,
	home: Place,
): readonly Entry[] {
	const entries = mapping?.entries ?? [];
	const belongs = (each: Entry | undefined): boolean => {
		const name = each?.key.text ?? "";
		const field = fieldsOf(home.type ?? "")?.get(name);
		const value = each?.value;
		return (
			field !== undefined &&
			!fieldsOf(type)?.has(name) &&
			(value?.kind === "alias" || canHold(field, value))
		);
	};
	let first = entries.indexOf(entry);
	let end = first;
	while (belongs(entries[first - 1])) first--;
	while (belongs(entries[end])) end++;
	return entries.slice(first, end);
}

/** Items of a list that is no list of such, but of a field that is not there: variables below `ports`. */
export function openList(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const object = place.parent;
	const list = object?.parent;
	const owner = list?.parent;
	if (!object?.isElement || !list || !owner?.mapping) return undefined;
	const { node, holder } = list;
	if (node?.kind !== "sequence" || node.flow || holder?.value !== node)
		return undefined;
	if (node.anchor !== undefined) return undefined;
	if (!("key" in holder) || holder.parent !== owner.mapping) return undefined;
	const fields = fieldsOf(object.type ?? "");
	const isOdd = ({ value }: Item) =>
		value?.kind === "mapping" &&
		value.entries.some(({ key }) => !fields?.has(key.text));
	const first = node.items.findIndex(isOdd);
	const items = node.items.slice(first);
	// The first item of all would leave a list that is empty.
	if (first < 1 || !items.every(isOdd)) return undefined;
	const key = holderOf(items, owner);
	const [head] = items;
	return key !== undefined && head && beginsLine(document.lines, head.start)
		? new KeyMend(write(key), document, place.version, items.length, () =>
				openAbove(document, head, key, holder),
			)
		: undefined;
}

/** Items where an object stands that has a list of such: containers right below `spec`. */
export function openField(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const { node, holder, type } = place;
	if (node?.kind !== "sequence" || node.flow || holder?.value !== node)
		return undefined;
	if (node.anchor !== undefined) return undefined;
	if (type === undefined || !("key" in holder)) return undefined;
	const key = holderOf(node.items, place);
	const [head] = node.items;
	return key !== undefined && head && beginsLine(document.lines, head.start)
		? new KeyMend(write(key), document, place.version, 1, () =>
				openAbove(document, head, key, holder, node),
			)
		: undefined;
}

/** The list of an object that items belong to. */
function holderOf(
	items: Sequence["items"],
	{ type = "", mapping, version }: Place,
): string | undefined {
	const objects = items.map(({ value }) => value);
	if (!objects.every((each): each is Mapping => each?.kind === "mapping"))
		return undefined;
	const isWritten = (name: string) =>
		mapping?.entries.some(({ key }) => key.text === name) ?? false;
	const holders = kubernetesGrammar
		.holders(
			type,
			objects.map(({ entries }) => entries.map(({ key }) => key.text)),
			true,
		)
		.filter(({ name }) => {
			const field = fieldsOf(type)?.get(name);
			return field && fateOf(field, version) === "honoured";
		});
	return onlyHolder(holders, isWritten);
}
