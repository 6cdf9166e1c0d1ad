import { fateOf, fieldsOf } from "../../kubernetes/schema";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";

/**
 * An object as the server prints its own Go struct: as JSON from 1.34 on; before, in Go's notation, in which all that is
 * behind a pointer is an address that nobody can foretell.
 */
export function goStruct(answer: Answer, place: Place, name: string): string {
	return answer.atLeast("1.34") ? json(place) : `${name}{${pairs(place)}}`;
}

/** Go's name of a field. */
const goName = (name: string): string =>
	name
		.replace(/^seLinux/, "SELinux")
		.replace(/^gmsa/, "GMSA")
		.replace(/^./, (letter) => letter.toUpperCase());

/** Fields that are plain strings in Go, empty when they are not set. */
const isPlain = (owner: string | undefined, name: string): boolean =>
	owner === "SELinuxOptions" ||
	(name === "type" &&
		(owner === "SeccompProfile" || owner === "AppArmorProfile"));

/** The fields that the version has. */
const namesOf = (place: Place): readonly string[] =>
	[...(fieldsOf(place.type ?? "")?.values() ?? [])]
		.filter((field) => fateOf(field, place.version) !== "unknown")
		.map(({ name }) => name);

function json(place: Place): string {
	if (place.type !== undefined && place.field?.holds === "object")
		return place.isSet
			? `{${namesOf(place)
					.map((name) => {
						const field = place.at(name);
						const value =
							!field.isSet && isPlain(place.type, name) ? '""' : json(field);
						return `"${goName(name)}":${value}`;
					})
					.join(",")}}`
			: "null";
	if (!place.isSet) return "null";
	if (place.node?.kind === "sequence")
		return `[${place.items.map((item) => goQuote(item.string ?? "")).join(",")}]`;
	const scalar = place.json;
	return scalar?.type === "string"
		? goQuote(scalar.text)
		: (scalar?.text ?? "null");
}

function pairs(place: Place): string {
	return namesOf(place)
		.map((name) => {
			const field = place.at(name);
			const value = isPlain(place.type, name)
				? goQuote(field.string ?? "")
				: `(*${goType(field)})(${field.isSet ? "0x…" : "nil"})`;
			return `${goName(name)}:${value}`;
		})
		.join(", ");
}

function goType({ type, field }: Place): string {
	if (type !== undefined) return `core.${type}`;
	const go = field?.go ?? "string";
	return /^[A-Z]/.test(go) ? `core.${go}` : go;
}
