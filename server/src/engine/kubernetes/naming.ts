import { resolve } from "../yaml/tree";
import type { Container } from "./container";

/**
 * What to call a container before a person: its name as written, also where Kubernetes would read another type (`n`) or a
 * template fills it in; `?` when there is none.
 */
export function shownName({ node, pod }: Container): string {
	const entry = node.entries.find(({ key }) => key.text === "name");
	const value = resolve(entry?.value);
	if (value?.kind !== "scalar") return "?";
	const written = value.templated ? pod.document.slice(value) : value.text;
	return written.replace(/[`\s]+/g, " ").trim() || "?";
}
