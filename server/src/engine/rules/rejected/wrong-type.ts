import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fieldsOf } from "../../kubernetes/schema";
import { fixedText, text } from "../../text/language";
import { blockItem, isOfLines } from "../../yaml/block-item";
import { Document } from "../../yaml/document";
import { replaceValue } from "../../yaml/insert";
import { itemize } from "../../yaml/nest";
import type { Scalar } from "../../yaml/tree";
import { outOfComment } from "../comment-mends";
import { openField } from "../key-mends";
import { itemMeant, mergeThem, nameThem, undashIt } from "../list-mends";
import { writeText, writeTitle } from "../mends";
import { nameIt } from "../object-mends";
import { serverRule } from "../server-rule";

const quote = text({
	en: (value: string) => `Quote it: \`${value}\``,
	ja: (value) => `引用符で囲む: \`${value}\``,
});
const unquote = text({
	en: (value: string) => `Remove the quotes: \`${value}\``,
	ja: (value) => `引用符を外す: \`${value}\``,
});
const wrap = text({
	en: (value: string) => `Make it a list: \`${value}\``,
	ja: (value) => `リストにする: \`${value}\``,
});
const block = fixedText({
	en: "Make it a text of several lines: `- |`",
	ja: "複数行のテキスト(`- |`)にする",
});
const dash = text({
	en: (field: string) => `Make \`${field}\` a list of one item`,
	ja: (field) => `\`${field}\` を項目が1つのリストにする`,
});
export default serverRule({
	id: "wrong-type",
	title: fixedText({
		en: "A value is of another type than its field",
		ja: "値の型がフィールドの型と違う",
	}),
	kubernetes: {},
	fix: "safe",
	stage: "decoding",
	docs: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
	fixes: (error, document) => {
		const back = outOfComment(error, document);
		return [
			...back,
			quoteIt(error),
			unquoteIt(error),
			blockIt(error, document) ?? wrapIt(error, document),
			itemizeIt(error, document),
			back.length > 0 ? undefined : openField(error, document),
			undashIt(error, document),
			nameIt(error, document),
			nameThem(error, document),
			mergeThem(error, document),
			...(error.instead ?? []).map((value) =>
				writeText(error, value, writeTitle(value), "review"),
			),
		];
	},
});

/** A number or boolean where a string is wanted: in quotes it stays what it looks like. */
function quoteIt(error: ServerError): Change | undefined {
	const { field, json, node } = error.place;
	// The words of an enumeration are not made of numbers.
	const isWanted =
		field?.scalar === "string" &&
		field.go === "string" &&
		(json?.type === "number" || json?.type === "bool") &&
		isScalarHere(error);
	if (!isWanted || node?.kind !== "scalar") return undefined;
	const value = `"${node.text}"`;
	return writeText(error, value, quote(value), "safe", true);
}

/** A number or boolean in quotes where none may be. */
function unquoteIt(error: ServerError): Change | undefined {
	const { field, json, node } = error.place;
	if (
		node?.kind !== "scalar" ||
		json?.type !== "string" ||
		!isScalarHere(error)
	)
		return undefined;
	const fits =
		field?.scalar === "integer"
			? /^-?(?:0|[1-9]\d{0,8})$/.test(node.text)
			: field?.scalar === "boolean" && /^(?:true|false)$/.test(node.text);
	return fits
		? writeText(error, node.text, unquote(node.text), "safe", true)
		: undefined;
}

/** One value where a list is wanted, or one that says all of an object. */
function wrapIt(error: ServerError, document: Document): Change | undefined {
	const { field, holder, json, key, node } = error.place;
	if (node?.kind !== "scalar" || node.style === "block" || !json)
		return undefined;
	const isItem = typeof key === "number";
	if (field?.holds === "scalars" && field.scalar === "string" && !isItem) {
		const list = opened(node) ?? `[${JSON.stringify(node.text)}]`;
		return writeText(error, list, wrap(list), "review", true);
	}
	const item =
		field?.holds === "objects" ? itemMeant(field.type, json) : undefined;
	if (!item || !holder || holder.value !== node) return undefined;
	const fields = Object.entries(item).map(
		([name, value]) => `${name}: ${value}`,
	);
	const shown = `{ ${fields.join(", ")} }`;
	return {
		title: writeTitle(isItem ? shown : `[${shown}]`),
		safety: "review",
		preferred: true,
		edit: () => replaceValue(document, holder, isItem ? item : [item]),
	};
}

/** `serve, now]`: a list whose opening bracket is missing; `［"serve"］`: one in full-width brackets. */
function opened({ style, text }: Scalar): string | undefined {
	if (style !== "plain") return undefined;
	const [, wide] = /^［([^[\]{}]*)］$/.exec(text) ?? [];
	const list =
		wide !== undefined
			? `[${wide.replaceAll("，", ",")}]`
			: /^[^[\]{}]+\]$/.test(text)
				? `[${text}`
				: undefined;
	return list !== undefined && !new Document(`a: ${list}\n`).isFaulty
		? list
		: undefined;
}

/** A script where a list is wanted: on one line it would be another one. */
function blockIt(
	{ place: { field, holder, key, node } }: ServerError,
	document: Document,
): Change | undefined {
	const isWanted =
		field?.holds === "scalars" &&
		field.scalar === "string" &&
		typeof key !== "number";
	return isWanted &&
		node?.kind === "scalar" &&
		node === holder?.value &&
		isOfLines(document, node)
		? {
				title: block,
				safety: "review",
				preferred: true,
				edit: () => blockItem(document, node),
			}
		: undefined;
}

/** The only item of a list, without its dash. */
function itemizeIt(
	{ place: { field, holder, key, node } }: ServerError,
	document: Document,
): Change | undefined {
	if (
		node?.kind !== "mapping" ||
		node !== holder?.value ||
		field?.holds !== "objects" ||
		typeof key === "number"
	)
		return undefined;
	const fields = field.type === undefined ? undefined : fieldsOf(field.type);
	const known = node.entries.filter(({ key }) => fields?.has(key.text));
	if (known.length * 2 <= node.entries.length) return undefined;
	return {
		title: dash(field.name),
		safety: "review",
		preferred: true,
		edit: () => itemize(document, node),
	};
}

/** Is the scalar in a field, list or map of scalars? */
const isScalarHere = ({ place: { field, key } }: ServerError): boolean =>
	field?.holds === "scalar" ||
	(field?.holds === "map" && field.name !== key) ||
	(field?.holds === "scalars" && typeof key === "number");
