import { type Json, jsonOf, PLACEHOLDER } from "../kubernetes/json";
import { type Field, fateOf, fieldsOf } from "../kubernetes/schema";
import { isNull } from "../kubernetes/values";
import type { Version } from "../kubernetes/versions";
import type { Range } from "../text/edit";
import { notice, noticed, unnoticed } from "../text/notice";
import {
	type Alias,
	type Entry,
	entryOf,
	type Item,
	itemsOf,
	type Mapping,
	type Node,
	resolve,
} from "../yaml/tree";

/**
 * A place in an object, written or not: the view that the API server has of it. Fields that the version does not know
 * or drops are not there; null is as good as nothing; a scalar that is templated or of a wrong type is set, but its
 * value is not known (`undefined`).
 */
export class Place {
	/** Those that have been asked for; few, so that a list is quicker than a map. */
	#fields: Place[] | undefined;
	#items: readonly Place[] | undefined;
	#json: Json | null | undefined;
	#path: string | undefined;

	constructor(
		readonly parent: Place | undefined,
		/** The field's name, the item's index, or the map's key; for the root the path to it. */
		readonly key: string | number,
		/** Is it an item or a value of a map, so that its key stands in brackets? */
		readonly isElement: boolean,
		/** The field that holds it; for items and map values, the list's or map's. */
		readonly field: Field | undefined,
		/** The object's type, when it is one. */
		readonly type: string | undefined,
		readonly holder: Entry | Item | undefined,
		readonly node: Exclude<Node, Alias> | undefined,
		readonly version: Version,
	) {}

	/** The place of a whole object or, for a snippet, of a Pod spec. */
	static root(node: Mapping, type: string, version: Version, path = ""): Place {
		return new Place(
			undefined,
			path,
			false,
			undefined,
			type,
			undefined,
			node,
			version,
		);
	}

	/** As the server writes it: `spec.containers[0].image`, `limits[cpu]`. */
	get path(): string {
		this.#path ??= this.#wayHere();
		return this.#path;
	}

	/** The same place, where the server calls it by another path. */
	called(path: string): Place {
		const place = new Place(
			this.parent,
			this.key,
			this.isElement,
			this.field,
			this.type,
			this.holder,
			this.node,
			this.version,
		);
		place.#path = path;
		return place;
	}

	#wayHere(): string {
		if (!this.parent) return String(this.key);
		const { path } = this.parent;
		if (this.isElement) return `${path}[${this.key}]`;
		return path === "" ? String(this.key) : `${path}.${this.key}`;
	}

	/** Has the server something here? */
	get isSet(): boolean {
		return this.node !== undefined && !isNull(this.node);
	}

	/** Is it written, whatever the server makes of it? */
	get isWritten(): boolean {
		return this.holder !== undefined;
	}

	get mapping(): Mapping | undefined {
		return this.node?.kind === "mapping" ? this.node : undefined;
	}

	/** A field, written or not. */
	at(name: string): Place {
		this.#fields ??= [];
		for (const known of this.#fields) if (known.key === name) return known;
		const place = this.#read(name);
		this.#fields.push(place);
		return place;
	}

	#read(name: string): Place {
		const field =
			this.type === undefined ? undefined : fieldsOf(this.type)?.get(name);
		const known = field && fateOf(field, this.version) === "honoured";
		const entry =
			known && this.mapping ? entryOf(this.mapping, name) : undefined;
		return new Place(
			this,
			name,
			false,
			field,
			field?.holds === "object" ? field.type : undefined,
			entry,
			resolve(entry?.value),
			this.version,
		);
	}

	/** A field of a field … */
	in(...names: readonly string[]): Place {
		return names.reduce<Place>((place, name) => place.at(name), this);
	}

	/** The items of a list; none when it is no list. */
	get items(): readonly Place[] {
		this.#items ??= itemsOf(this.node).map(
			(item) =>
				new Place(
					this,
					item.index,
					true,
					this.field,
					this.field?.type,
					item,
					resolve(item.value),
					this.version,
				),
		);
		return this.#items;
	}

	/** The values of a map of scalars; the last of equal keys, merged ones included. */
	get values(): readonly Place[] {
		const { mapping } = this;
		if (!mapping) return [];
		return keysOf(mapping).map((key) => {
			const entry = entryOf(mapping, key);
			return new Place(
				this,
				key,
				true,
				this.field,
				undefined,
				entry,
				resolve(entry?.value),
				this.version,
			);
		});
	}

	/** The scalar as JSON; nothing when it is not set, templated, or no scalar. */
	get json(): Json | undefined {
		if (this.#json !== undefined) return this.#json ?? undefined;
		const before = notice();
		const json = this.#readJson();
		// What is being typed into is read anew each time, so that whoever does is noticed.
		if (!noticed(before)) this.#json = json ?? null;
		return json;
	}

	/** What type it is as JSON; whoever asks has not looked at what it says. */
	get jsonType(): Json["type"] | undefined {
		return unnoticed(() => this.json?.type);
	}

	#readJson(): Json | undefined {
		const { field, node } = this;
		if (node?.kind !== "scalar" || !this.isSet) return undefined;
		// A text may hold a placeholder and be right; a number or a word of an enumeration is still to come.
		const isOpen = field?.go !== "string" && PLACEHOLDER.test(node.text);
		return isOpen ? undefined : jsonOf(node);
	}

	/** A string field: empty when not set, nothing when not known. */
	get string(): string | undefined {
		if (!this.isSet) return "";
		const { json } = this;
		return json?.type === "string" ? json.text : undefined;
	}

	/** A whole number: 0 when not set, nothing when not known. */
	get integer(): number | undefined {
		if (!this.isSet) return 0;
		const { json } = this;
		if (json?.type !== "number") return undefined;
		const value = Number(json.text);
		return Number.isSafeInteger(value) ? value : undefined;
	}

	/** A boolean field: false when not set, nothing when not known. */
	get boolean(): boolean | undefined {
		if (!this.isSet) return false;
		const { json } = this;
		return json?.type === "bool" ? json.text === "true" : undefined;
	}

	/** Has the list or map nothing in it? Nothing when that is not known. */
	get isEmpty(): boolean | undefined {
		if (!this.isSet) return true;
		if (this.node?.kind === "sequence") return this.node.items.length === 0;
		if (this.node?.kind === "mapping") return this.node.entries.length === 0;
		return undefined;
	}

	/** Where to point: the value when it is one scalar, else the key; what is not written is missed where it should be. */
	get range(): Range {
		const { holder, node, parent } = this;
		if (!holder) return node ? this.first(node) : (parent?.range ?? EMPTY);
		if ("key" in holder && parent?.mapping !== holder.parent)
			return parent?.range ?? holder;
		if (holder.value?.kind === "alias") return holder.value;
		if (node?.kind === "scalar" && node.end > node.start) return node;
		if ("key" in holder) return holder.key;
		return node ? this.first(node) : holder;
	}

	/** The key, or the item as `range` shows it. */
	get keyRange(): Range {
		return this.holder && "key" in this.holder ? this.holder.key : this.range;
	}

	/** Where to point for an object in a list: its name, else its first key. */
	private first(node: Exclude<Node, Alias>): Range {
		if (node.kind !== "mapping") return node;
		const name = entryOf(node, "name");
		return name?.parent === node && name.value?.kind === "scalar"
			? name.value
			: (node.entries[0]?.key ?? node);
	}
}

const EMPTY: Range = { start: 0, end: 0 };

/** The keys of a mapping as Kubernetes sees them: those of merge keys too, each once. */
export function keysOf(mapping: Mapping, seen = new Set<Mapping>()): string[] {
	if (!mapping.entries.some(({ key }) => key.text === "<<")) {
		const names = mapping.entries.map(({ key }) => key.text);
		return names.length < 2 ? names : [...new Set(names)];
	}
	if (seen.has(mapping)) return [];
	seen.add(mapping);
	const keys = new Set<string>();
	for (const { key, value } of mapping.entries) {
		if (key.text !== "<<") {
			keys.add(key.text);
			continue;
		}
		const merged = resolve(value);
		const sources =
			merged?.kind === "sequence"
				? merged.items.map((item) => resolve(item.value))
				: [merged];
		for (const source of sources)
			if (source?.kind === "mapping")
				for (const inner of keysOf(source, seen)) keys.add(inner);
	}
	return [...keys];
}
