import { jsonOf } from "../kubernetes/json";
import { atLeast } from "../kubernetes/versions";
import type { Alias, Node } from "../yaml/tree";
import { entryOf, resolve } from "../yaml/tree";
import { keysOf, type Place } from "./place";

/** A string as Go's `%q` prints it. */
export function goQuote(text: string): string {
	return JSON.stringify(text).replace(/[\u007f-\u00a0\u00ad]/g, (letter) => {
		const code = letter.charCodeAt(0).toString(16);
		return letter === "\u007f" ? "\\x7f" : `\\u${code.padStart(4, "0")}`;
	});
}

/** The value at a place as the server's error messages print it. */
export function printed(place: Place): string {
	const { field, json, node } = place;
	if (node?.kind === "mapping" || node?.kind === "sequence") {
		return atLeast(place.version, "1.34") ? compact(node) : goValue(node);
	}
	if (!place.isSet) {
		const isText = field?.holds !== "scalar" || field.scalar !== "integer";
		return isText ? '""' : "0";
	}
	if (json === undefined) return '""';
	return json.type === "string" || field?.scalar === "quantity"
		? goQuote(json.text)
		: json.text;
}

/** A value as JSON without blanks, keys sorted, as versions from 1.34 print it. */
function compact(node: Exclude<Node, Alias> | undefined): string {
	if (node === undefined) return "null";
	if (node.kind === "scalar") {
		const json = jsonOf(node);
		return json?.type === "string"
			? goQuote(json.text)
			: (json?.text ?? "null");
	}
	if (node.kind === "sequence")
		return `[${node.items.map(({ value }) => compact(resolve(value))).join(",")}]`;
	return `{${keysOf(node)
		.sort()
		.map(
			(key) => `${goQuote(key)}:${compact(resolve(entryOf(node, key)?.value))}`,
		)
		.join(",")}}`;
}

/** A map of strings as Go prints it (`%#v`), as versions before 1.34 do. */
function goValue(node: Exclude<Node, Alias>): string {
	return node.kind === "mapping"
		? `map[string]string${mapOf(compact(node))}`
		: compact(node);
}

const mapOf = (json: string): string => json.replaceAll('","', '", "');
