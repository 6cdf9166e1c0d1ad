import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import { canHold } from "../apiserver/inventions";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { companionGrammar } from "../kubernetes/grammar";
import { fateOf, fieldsOf, podSchema } from "../kubernetes/schema";
import type { Version } from "../kubernetes/versions";
import { applyEdit, type Splice, tryEdit } from "../text/edit";
import { type Message, text } from "../text/language";
import { Document } from "../yaml/document";
import { nestEntries, openAbove } from "../yaml/nest";
import { onlyHolder, runsOf } from "../yaml/repair/grammar";
import type { Entry, Item, Mapping, Sequence } from "../yaml/tree";
import { writeTitle } from "./mends";

/** Mends of what stands where its key is missing: the key is written above it. */

const move = text({
	en: (names: readonly string[], home: string) =>
		`Move ${names.map((name) => `\`${name}\``).join(" and ")} to \`${home}\``,
	ja: (names, home) =>
		`${names.map((name) => `\`${name}\``).join("と")} を \`${home}\` へ移す`,
});
const writeFor = text({
	en: (key: string, first: string) => `Write \`${key}:\` above \`${first}\``,
	ja: (key, first) => `\`${first}\` の上に \`${key}:\` を書く`,
});
const writeKeys = text({
	en: (keys: readonly string[]) =>
		`Write ${keys.map((key) => `\`${key}:\``).join(" and ")} above their items`,
	ja: (keys) =>
		`各項目の上に ${keys.map((key) => `\`${key}:\``).join("と")} を書く`,
});
const write = text({
	en: (key: string) => `Write \`${key}:\` above it`,
	ja: (key) => `その上に \`${key}:\` を書く`,
});

/** A change that is the one to take where nothing that it touches is wrong afterwards. Looked for when somebody asks. */
export class KeyMend implements Change {
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
		return settles(this, this.edit() ?? []);
	}
}

/** Does an edit settle so many findings, and lead to no others? */
function settles(
	{ document, version, count }: Pick<KeyMend, "document" | "version" | "count">,
	splices: readonly Splice[],
): boolean {
	const edit = tryEdit(splices);
	if (!edit || edit.length === 0) return false;
	const mended = new Document(applyEdit(document.text, edit));
	return (
		!mended.isFaulty &&
		errorsIn(mended, version) <= errorsIn(document, version) - count
	);
}

/**
 * How much is wrong in a document; before another controller's own resource all of that is a warning. That an object has no
 * name is told only when all its fields are known, and says nothing of where they stand.
 */
const errorsIn = (document: Document, version: Version): number =>
	[...serverAnswer(document, version).errors.values()]
		.flat()
		.filter(
			({ place: { key, parent } }) =>
				!(key === "name" && parent?.type === "ObjectMeta"),
		).length;

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
function runAround(entry: Entry, parent: Place, home: Place): readonly Entry[] {
	return stretchAround(entry, parent.mapping?.entries ?? [], (each) =>
		belongs(each, parent, home),
	);
}

/** So many entries at most are looked at: no object has more fields. */
const FAR = 100;

/** The entries around one that are all of a kind, it included if it is. */
function stretchAround(
	entry: Entry,
	entries: readonly Entry[],
	isOne: (entry: Entry | undefined) => boolean,
): readonly Entry[] {
	let first = entries.indexOf(entry);
	let end = first;
	while (end - first < FAR && isOne(entries[first - 1])) first--;
	while (end - first < FAR && isOne(entries[end])) end++;
	return entries.slice(first, end);
}

/** Is an entry of one object none of its fields, but one of another object's? */
function belongs(
	entry: Entry | undefined,
	{ type = "" }: Place,
	home: Place,
): boolean {
	const name = entry?.key.text ?? "";
	const field = fieldsOf(home.type ?? "")?.get(name);
	const value = entry?.value;
	return (
		field !== undefined &&
		!fieldsOf(type)?.has(name) &&
		(value?.kind === "alias" || canHold(field, value))
	);
}

/** How many ways to go on are offered where none is certain. */
const WAYS = 8;

/**
 * The same where there are several such objects: a probe's `port` may be that of a request, or of a connection. Those are
 * offered of which nothing is missed then.
 */
export function nestSomewhere(
	{ place: { holder, parent, version } }: ServerError,
	document: Document,
): readonly Change[] {
	if (!parent?.mapping || parent.type === undefined) return [];
	if (!holder || !("key" in holder) || holder.parent !== parent.mapping)
		return [];
	const { entries: all } = parent.mapping;
	const homes = objectsOf(parent).filter((home) =>
		belongs(holder, parent, home),
	);
	if (homes.length < 2) return [];
	const groups = homes.map((home) => ({
		home,
		entries: runAround(holder, parent, home),
		// Another one of the home's fields, somewhere else, tells which one is meant.
		count: all.filter((each) => belongs(each, parent, home)).length,
	}));
	const most = Math.max(...groups.map(({ count }) => count));
	const equal = groups.filter(({ count }) => count === most);
	if (equal.length < 2 || equal.length > WAYS) return [];
	return equal.map(({ home, entries }) =>
		oneOfMany(
			move(
				entries.map(({ key }) => key.text),
				home.path,
			),
			document,
			version,
			entries.length,
			() => [nestEntries(document, entries, String(home.key))],
		),
	);
}

/** So many entries are named in a title. */
const MOST_FREE = 20;

/**
 * Entries with free keys right where an object has them below a key: `selector: { app: web }`, as a Service has it, labels in
 * `metadata`, amounts in `resources`. Where it has several such keys, each is offered.
 */
export function nestInMaps(
	{ place: { holder, parent } }: ServerError,
	document: Document,
): readonly Change[] {
	const { mapping, type = "" } = parent ?? {};
	if (!parent || !mapping || mapping.anchor !== undefined) return [];
	if (!holder || !("key" in holder) || holder.parent !== mapping) return [];
	const fields = fieldsOf(type);
	const all = [...(fields?.values() ?? [])];
	// Beside other texts a key may be any that is misspelt; one that is called like no field is not.
	const isMixed = all.some(({ holds }) => holds === "scalar");
	if (isMixed && type !== "ObjectMeta") return [];
	const isFree = (entry: Entry | undefined) =>
		entry?.value?.kind === "scalar" &&
		!fields?.has(entry.key.text) &&
		!(isMixed && podSchema.fieldNames.has(entry.key.text));
	if (!isFree(holder)) return [];
	const entries = stretchAround(holder, mapping.entries, isFree);
	if (entries.length > MOST_FREE) return [];
	const maps = all
		.filter(({ holds }) => holds === "map")
		.map(({ name }) => parent.at(name));
	return maps
		.filter(({ isWritten }) => !isWritten)
		.map((home) => {
			const title = move(
				entries.map(({ key }) => key.text),
				home.path,
			);
			const { version } = parent;
			const edit = () => nestEntries(document, entries, String(home.key));
			return maps.length === 1
				? new KeyMend(title, document, version, entries.length, edit)
				: oneOfMany(title, document, version, entries.length, () => [edit()]);
		});
}

/** One of several ways, none of which is the one to take; the first of its edits that settles what is wrong. */
export const oneOfMany = (
	title: Message,
	document: Document,
	version: Version,
	count: number,
	edits: () => readonly (readonly Splice[] | undefined)[],
): Change => ({
	title,
	safety: "review",
	edit: () =>
		edits().find((edit) => edit && settles({ document, version, count }, edit)),
});

/**
 * The last fields of an object that belong to one beside it, which is not there: what a Pod's `spec` holds, below `metadata`.
 */
export function openBeside(
	{ place: { holder: own, parent, version } }: ServerError,
	document: Document,
): Change | undefined {
	const { holder, mapping } = parent ?? {};
	const around = parent?.parent;
	const last = mapping?.entries.at(-1);
	if (!parent || !mapping || !last || !around?.mapping) return undefined;
	if (mapping.anchor !== undefined || holder?.value !== mapping)
		return undefined;
	if (!("key" in holder) || holder.parent !== around.mapping) return undefined;
	const beside = fieldsOf(around.type ?? "");
	const homes = objectsOf(around).flatMap((home) => {
		const entries = runAround(last, parent, home);
		const isRun =
			entries.at(-1) === last && entries.some((each) => each === own);
		// What the object around has as well stands too far to the right.
		return isRun && !entries.some(({ key }) => beside?.has(key.text))
			? [{ key: String(home.key), entries }]
			: [];
	});
	const [home, other] = homes;
	const head = home?.entries[0];
	// What would have nothing left may be the misspelt one.
	if (!home || other || !head || head === mapping.entries[0]) return undefined;
	return new KeyMend(
		writeFor(home.key, head.key.text),
		document,
		version,
		home.entries.length,
		() => openAbove(document, head, home.key, holder),
	);
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
	if (node?.kind !== "sequence" || holder?.value !== node) return undefined;
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
	const runs = runsOf(items, (some, taken) => holderOf(some, owner, taken));
	const [run, ...others] = runs;
	return (
		run &&
		new KeyMend(
			others.length === 0
				? write(run.key)
				: writeKeys(runs.map(({ key }) => key)),
			document,
			place.version,
			items.length,
			() => {
				const edits = runs.map(({ key, head }) =>
					openAbove(document, head, key, holder),
				);
				return edits.includes(undefined)
					? undefined
					: edits.flatMap((edit) => edit ?? []);
			},
		)
	);
}

/** Items where an object stands that has a list of such: containers right below `spec`. */
export function openField(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const { node, holder, type } = place;
	if (node?.kind !== "sequence" || holder?.value !== node) return undefined;
	if (node.anchor !== undefined) return undefined;
	if (type === undefined || !("key" in holder)) return undefined;
	const key = holderOf(node.items, place) ?? listOfTexts(node.items, type);
	const [head] = node.items;
	const title = node.flow
		? writeTitle(`${holder.key.text}: { ${key}: … }`)
		: write(key ?? "");
	return key !== undefined && head
		? new KeyMend(title, document, place.version, 1, () =>
				openAbove(document, head, key, holder, node),
			)
		: undefined;
}

/** Where an object is nothing but a list of texts: a command. */
function listOfTexts(
	items: Sequence["items"],
	type: string,
): string | undefined {
	const [field, ...others] = fieldsOf(type)?.values() ?? [];
	const isList = items.length > 0 && items.every(isScalar);
	return isList && field?.holds === "scalars" && others.length === 0
		? field.name
		: undefined;
}

const isScalar = ({ value }: Item): boolean => value?.kind === "scalar";

/** The list of an object that items belong to. */
function holderOf(
	items: readonly Item[],
	{ type = "", mapping, version }: Place,
	taken: readonly string[] = [],
): string | undefined {
	const objects = items.map(({ value }) => value);
	if (!objects.every((each): each is Mapping => each?.kind === "mapping"))
		return undefined;
	const isWritten = (name: string) =>
		taken.includes(name) ||
		(mapping?.entries.some(({ key }) => key.text === name) ?? false);
	const holders = companionGrammar
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
