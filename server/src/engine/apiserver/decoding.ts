import { isOpenTo } from "../kubernetes/custom-kinds";
import { hasUnknownUnit, parseQuantity } from "../kubernetes/quantity";
import { type Fate, type Field, fateOf, fieldsOf } from "../kubernetes/schema";
import type { Range } from "../text/edit";
import { text } from "../text/language";
import type { Document } from "../yaml/document";
import { type Entry, type Mapping, resolve } from "../yaml/tree";
import type { Answer } from "./answer";
import { nameOf } from "./constraint";
import { goField, scalarType, typeName } from "./go-names";
import { completesItemBefore, inventionOf } from "./inventions";
import { Place } from "./place";
import { goQuote } from "./printing";
import type { Quiet } from "./quiet";
import { quantitiesMeant } from "./units";

/**
 * Decodes an object as the API server does: says which keys it does not know, which values are of another type than the
 * field's, and which fields the version silently drops.
 *
 * Sources: `sigs.k8s.io/json` (types, unknown fields), `endpoints/handlers/rest.go` (the sentence around them),
 * `pkg/api/pod/util.go` and its like (dropped fields).
 *
 * @param quiet what is known of the same object before the last keystroke
 */
export function decode(
	answer: Answer,
	root: Place,
	head: ObjectHead,
	quiet: Quiet,
): void {
	new Decoder(answer, head, quiet).object(root);
}

/** What the sentence about an undecodable object begins with. */
export interface ObjectHead {
	readonly kind: string;
	/** Without the group: `v1`. */
	readonly version: string;
	/** Does something else read the object, which may know more fields than Kubernetes? */
	readonly foreign: boolean;
	/** Are the names of Go's types not known, of which the server's sentence about a value of another type is made? */
	readonly untold?: boolean;
}

class Decoder {
	constructor(
		readonly answer: Answer,
		readonly head: ObjectHead,
		readonly quiet: Quiet,
	) {}

	object(place: Place): void {
		const { mapping, type } = place;
		const fields = type === undefined ? undefined : fieldsOf(type);
		if (mapping && fields)
			this.quiet.object(this.answer, place.path, () =>
				this.entries(place, mapping, fields),
			);
	}

	private entries(
		place: Place,
		mapping: Mapping,
		fields: ReadonlyMap<string, Field>,
	): void {
		const seen = new Set<Mapping>();
		const visit = (each: Mapping): void => {
			if (seen.has(each)) return;
			seen.add(each);
			for (const entry of each.entries) {
				const name = entry.key.text;
				if (isTemplated(this.answer.document, entry.key)) continue;
				if (name === "<<") {
					const merged = resolve(entry.value);
					const sources =
						merged?.kind === "sequence"
							? merged.items.map(({ value }) => resolve(value))
							: [merged];
					for (const source of sources)
						if (source?.kind === "mapping") visit(source);
					continue;
				}
				const field = fields.get(name);
				const fate = field ? fateOf(field, place.version) : "unknown";
				const child = placeOf(place, entry, field, fate);
				if (!field || fate === "unknown") this.unknown(child, place);
				else {
					if (fate === "dropped" && child.isSet) this.dropped(child);
					this.field(child, field);
				}
			}
		};
		visit(mapping);
	}

	private field(place: Place, field: Field): void {
		const { node } = place;
		if (!place.isSet || !node || field.holds === "anything") return;
		if (node.kind === "scalar" && node.templated) return;
		switch (field.holds) {
			case "object":
				if (node.kind === "mapping") this.object(place);
				else this.wrongType(place, `v1.${field.type}`);
				return;
			case "objects":
			case "scalars":
				if (node.kind !== "sequence") {
					this.wrongType(place, `[]${typeName(field)}`);
					return;
				}
				for (const item of place.items) {
					if (!item.isSet) continue;
					if (field.holds === "scalars") this.scalar(item, field);
					else if (item.mapping) this.object(item);
					else if (item.node?.kind !== "scalar" || !item.node.templated)
						this.wrongType(item, `v1.${field.type}`);
				}
				return;
			case "map":
				if (node.kind !== "mapping") {
					this.wrongType(
						place,
						field.scalar === "quantity"
							? "v1.ResourceList"
							: `map[string]${typeName(field)}`,
					);
					return;
				}
				for (const value of place.values)
					if (value.isSet) this.scalar(value, field);
				return;
			case "scalar":
				this.scalar(place, field);
		}
	}

	private scalar(place: Place, field: Field): void {
		const { node, jsonType } = place;
		if (!node || (node.kind === "scalar" && !jsonType)) return;
		const is = node.kind === "scalar" ? jsonType : node.kind;
		const right = RIGHT[field.scalar];
		if (field.scalar === "quantity") {
			const { json } = place;
			if (is === "string" && json && !parseQuantity(json.text))
				this.wrongQuantity(place, json.text);
			else if (is !== "string" && is !== "number")
				this.wrongQuantity(place, "");
			return;
		}
		if (is === undefined || !right.includes(is)) {
			this.wrongType(place, scalarType(field));
			return;
		}
		if (is === "number" && field.scalar !== "string") this.number(place, field);
	}

	/** A number must be whole, and fit. */
	private number(place: Place, field: Field): void {
		const digits = place.json?.text ?? "0";
		const most = field.go === "int64" ? 2n ** 63n : 2n ** 31n;
		const fits =
			/^-?\d+$/.test(digits) &&
			BigInt(digits) < most &&
			BigInt(digits) >= -most;
		if (!fits) this.wrongType(place, scalarType(field), ` ${digits}`);
	}

	private wrongQuantity(place: Place, written: string): void {
		this.answer.undecodable(
			place,
			this.sentence(
				hasUnknownUnit(written)
					? "unable to parse quantity's suffix"
					: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
			),
			{
				rule: "wrong-type",
				message: notQuantity(String(place.key), written),
				instead: quantitiesMeant(written),
			},
		);
	}

	private wrongType(place: Place, type: string, literal = ""): void {
		const { node, json } = place;
		if (!node || (literal !== "" && this.head.untold)) return;
		const is =
			node.kind === "mapping"
				? "object"
				: node.kind === "sequence"
					? "array"
					: (json?.type ?? "string");
		this.answer.undecodable(
			place,
			this.head.untold
				? ""
				: this.sentence(
						`json: cannot unmarshal ${is}${literal} into Go struct field ${goField(place, this.head.kind)} of type ${type}`,
					),
			{
				rule: "wrong-type",
				message:
					literal === ""
						? wrongType(
								nameOf(place),
								typeof place.key === "number",
								wanted(place, type),
								is,
								json?.text ?? "",
							)
						: /^ -?\d+$/.test(literal)
							? tooLarge(
									nameOf(place),
									literal.trim(),
									place.field?.go === "int64" ? 64 : 32,
								)
							: notWhole(nameOf(place), literal.trim()),
			},
		);
	}

	private unknown(place: Place, parent: Place): void {
		// A directive of a strategic merge patch.
		if (String(place.key).startsWith("$")) return;
		// Another rule tells of it, with what it means for sidecars.
		if (parent.type === "Container" && place.key === "restartPolicy") return;
		if (isOpenTo(parent.type ?? "", String(place.key))) return;
		const invention = inventionOf(place, parent);
		// A custom resource may have more fields than the Pod spec that it holds.
		if (
			this.head.foreign &&
			(!invention.near || !parent.parent) &&
			!invention.isOutside &&
			!completesItemBefore(place, parent)
		)
			return;
		this.answer.undecodable(
			place,
			this.sentence(
				`strict decoding error: unknown field ${goQuote(place.path)}`,
			),
			{
				rule: "unknown-field",
				message: invention.message,
				at: place.keyRange,
				...(invention.near ? { instead: [invention.near] } : {}),
			},
		);
	}

	private dropped(place: Place): void {
		this.answer.warn(
			place,
			"",
			droppedField(String(place.key), place.version),
			{ rule: "dropped-field", at: place.keyRange },
		);
	}

	private sentence(what: string): string {
		const { kind, version } = this.head;
		return `${kind} in version "${version}" cannot be handled as a ${kind}: ${what}`;
	}
}

/** The place of an entry: the one that validation sees, if it does; the server ignores the first of equal keys. */
function placeOf(
	parent: Place,
	entry: Entry,
	field: Field | undefined,
	fate: Fate,
): Place {
	const name = entry.key.text;
	const seen = fate === "honoured" ? parent.at(name) : undefined;
	return seen?.holder === entry
		? seen
		: new Place(
				parent,
				name,
				false,
				field,
				field?.holds === "object" ? field.type : undefined,
				entry,
				resolve(entry.value),
				parent.version,
			);
}

/** Does a template make the key? */
const isTemplated = (document: Document, key: Range): boolean =>
	document.mentions("{{") &&
	document.text.slice(key.start, key.end).includes("{{");

const RIGHT: Readonly<Record<Field["scalar"], readonly string[]>> = {
	string: ["string"],
	integer: ["number"],
	boolean: ["bool"],
	quantity: ["string", "number"],
	"int-or-string": ["string", "number"],
	time: ["string"],
};

function wanted(place: Place, type: string): string {
	if (type.startsWith("[]")) return "list";
	if (type.startsWith("map[") || type === "v1.ResourceList") return "mapping";
	const { field } = place;
	if (field?.holds === "object" || field?.holds === "objects") return "mapping";
	return field?.scalar === "string" || field?.scalar === "time"
		? "string"
		: field?.scalar === "boolean"
			? "boolean"
			: field?.scalar === "int-or-string"
				? "port"
				: "integer";
}

const KINDS: Readonly<Record<string, readonly [en: string, ja: string]>> = {
	list: ["a list", "リスト"],
	mapping: ["a mapping", "マッピング"],
	string: ["a string", "文字列"],
	boolean: ["`true` or `false`", "`true` または `false`"],
	port: ["a whole number or a name", "整数か名前"],
	integer: ["a whole number", "整数"],
};
const FOUND: Readonly<Record<string, readonly [en: string, ja: string]>> = {
	object: ["mapping", "マッピング"],
	array: ["list", "リスト"],
	string: ["string", "文字列"],
	number: ["number", "数値"],
	bool: ["boolean", "真偽値"],
};

const wrongType = text({
	en: (
		field: string,
		isItem: boolean,
		kind: string,
		is: string,
		value: string,
	) =>
		`${isItem ? "Each item of " : ""}\`${field}\` must be ${KINDS[kind]?.[0]}${value === "" ? `, not a ${FOUND[is]?.[0]}` : `; Kubernetes reads this as the ${FOUND[is]?.[0]} \`${value}\``}.`,
	ja: (field, isItem, kind, is, value) =>
		`\`${field}\` ${isItem ? "の各項目" : ""}は${value === "" ? `、${FOUND[is]?.[1]}ではなく` : ""}${KINDS[kind]?.[1]}でなければなりません。${value === "" ? "" : `Kubernetesはここを${FOUND[is]?.[1]} \`${value}\` として読み取ります。`}`,
});

const notWhole = text({
	en: (field: string, value: string) =>
		`\`${field}\` must be a whole number; Kubernetes reads this as \`${value}\`.`,
	ja: (field, value) =>
		`\`${field}\` は整数でなければなりません。Kubernetesはここを \`${value}\` として読み取ります。`,
});
const tooLarge = text({
	en: (field: string, value: string, bits: number) =>
		`\`${value}\` is too large a number for \`${field}\`, which has ${bits} bits.`,
	ja: (field, value, bits) =>
		`\`${field}\` は${bits}ビットの整数で、\`${value}\` は入りません。`,
});

const notQuantity = text({
	en: (field: string, value: string) =>
		value === ""
			? `\`${field}\` must be a quantity such as \`500m\` or \`128Mi\`.`
			: `\`${value}\` is no quantity for \`${field}\`: write a number and a unit such as \`m\`, \`M\`, \`Mi\`, \`G\` or \`Gi\`.`,
	ja: (field, value) =>
		value === ""
			? `\`${field}\` は \`500m\` や \`128Mi\` のような数量でなければなりません。`
			: `\`${value}\` は \`${field}\` の数量として読めません。数値のあとに \`m\`、\`M\`、\`Mi\`、\`G\`、\`Gi\` などの単位を付けてください。`,
});

const droppedField = text({
	en: (field: string, version: string) =>
		`Kubernetes ${version} silently drops \`${field}\`, as its feature is off by default, and goes on as if it were not written.`,
	ja: (field, version) =>
		`Kubernetes ${version}では機能が既定で無効のため、\`${field}\` は何も告げずに取り除かれ、書かれていないものとして扱われます。`,
});
