import type { ServerError } from "../apiserver/answer";
import { serverAnswer } from "../apiserver/answers";
import { canHold } from "../apiserver/inventions";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { fateOf, fieldsOf } from "../kubernetes/schema";
import type { Version } from "../kubernetes/versions";
import { text } from "../text/language";
import type { Document } from "../yaml/document";
import { dashEntries } from "../yaml/nest";
import { beginsLine } from "../yaml/ownership";
import type { Entry } from "../yaml/tree";
import { KeyMend, oneOfMany } from "./key-mends";

const put = text({
	en: (key: string, count: number) =>
		count === 1
			? `Put a dash in front of \`${key}\``
			: `Put dashes in front of the ${count} items that begin with \`${key}\``,
	ja: (key, count) =>
		count === 1
			? `\`${key}\` の前にハイフンを入れる`
			: `\`${key}\` で始まる${count}個の項目の前にハイフンを入れる`,
});

/** Items of a list whose dashes are missing, so that their keys stand beside the list's. */
interface Dashless {
	readonly list: Entry;
	readonly items: readonly (readonly Entry[])[];
	/** How many of the entries are no fields of the object in which they stand. */
	readonly unknown: number;
	/** May what follows belong to the last item as well as to the object? */
	readonly isOpenEnd: boolean;
}

/** Fields that belong to items of the list above them: `env:`, and below it, no further right, `name: A` and `value: b`. */
export const dashItems = (
	{ place }: ServerError,
	document: Document,
): Change | undefined => {
	const found = dashless(place);
	return found && mendOf(found, document, place.version);
};

/** The same by entry, also for those that do not know of it: a container has a name, too. */
export function dashItemsIn(
	document: Document,
	version: Version,
): ReadonlyMap<Entry, Change> {
	const mends = new Map<Entry, Change>();
	const errors = serverAnswer(document, version).errors.get("unknown-field");
	for (const { place } of errors ?? []) {
		const { holder } = place;
		if (!holder || !("key" in holder) || mends.has(holder)) continue;
		const found = dashless(place);
		const mend = found && mendOf(found, document, version);
		if (mend) for (const entry of found.items.flat()) mends.set(entry, mend);
	}
	return mends;
}

function mendOf(
	{ list, items, unknown, isOpenEnd }: Dashless,
	document: Document,
	version: Version,
): Change | undefined {
	const [[first] = []] = items;
	if (!first) return undefined;
	const title = put(first.key.text, items.length);
	const edit = () =>
		items.flat().every(({ start }) => beginsLine(document.lines, start))
			? dashEntries(document, list, items)
			: undefined;
	return isOpenEnd
		? oneOfMany(title, document, version, unknown, () => [edit()])
		: new KeyMend(title, document, version, unknown, edit);
}

function dashless({ holder, parent, version }: Place): Dashless | undefined {
	const { mapping, type } = parent ?? {};
	if (!mapping || mapping.flow || type === undefined) return undefined;
	if (!holder || !("key" in holder) || holder.parent !== mapping)
		return undefined;
	const { entries } = mapping;
	const fields = fieldsOf(type);
	const at = entries.indexOf(holder);
	let above = at - 1;
	while (above >= 0 && !isList(entries[above], fields)) {
		if (at - above > MOST) return undefined;
		above--;
	}
	const list = entries[above];
	const inside = fieldsOf(fields?.get(list?.key.text ?? "")?.type ?? "");
	if (!list || !inside || !isOpen(list)) return undefined;
	let end = above + 1;
	while (isFieldOf(entries[end], inside)) end++;
	if (end - above > MOST) return undefined;
	const seen = new Set(entries.slice(0, above + 1).map(({ key }) => key.text));
	// What comes behind the last one that is wrong may rightly stand where it does.
	let last = above;
	for (let each = above + 1; each < end; each++) {
		const name = entries[each]?.key.text ?? "";
		const field = fields?.get(name);
		if (seen.has(name) || !field || fateOf(field, version) !== "honoured")
			last = each;
		seen.add(name);
	}
	if (last < at) return undefined;
	const run = entries.slice(above + 1, last + 1);
	const items: Entry[][] = [];
	for (const entry of run)
		if (entry.key.text === run[0]?.key.text) items.push([entry]);
		else items.at(-1)?.push(entry);
	const needed = [...inside.values()].filter(({ required }) => required);
	const isWhole = (item: readonly Entry[]) => {
		const keys = new Set(item.map(({ key }) => key.text));
		return (
			keys.size === item.length && needed.every(({ name }) => keys.has(name))
		);
	};
	return items.every(isWhole)
		? {
				list,
				items,
				unknown: run.filter(({ key }) => !fields?.has(key.text)).length,
				isOpenEnd: last + 1 < end,
			}
		: undefined;
}

/** So many entries at most become items: nobody forgets more dashes. */
const MOST = 100;

const isList = (
	entry: Entry | undefined,
	fields: ReturnType<typeof fieldsOf>,
): boolean => fields?.get(entry?.key.text ?? "")?.holds === "objects";

/** Has a list no items yet, or such that more can be written below them? */
const isOpen = ({ value }: Entry): boolean =>
	value === undefined ||
	(value.kind === "sequence" && value.anchor === undefined && !value.flow);

function isFieldOf(
	entry: Entry | undefined,
	fields: ReturnType<typeof fieldsOf>,
): boolean {
	const field = entry && fields?.get(entry.key.text);
	return (
		field !== undefined &&
		(entry?.value?.kind === "alias" || canHold(field, entry?.value))
	);
}
