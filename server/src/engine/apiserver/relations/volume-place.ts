import { entryOf } from "../../yaml/tree";
import type { Answer } from "../answer";
import { type Constraint, type Constraints, nameOf } from "../constraint";
import type { Format } from "../formats";
import type { Place } from "../place";

/** Is it an object, or nothing? Of what is templated or of a wrong type, nothing can be said. */
export const isKnown = (place: Place): boolean =>
	!place.isSet || place.mapping !== undefined;

/** Has an object one of some keys? Most have few, so that this is worth asking first. */
export const hasKey = (
	{ mapping }: Place,
	...names: readonly string[]
): boolean =>
	mapping !== undefined &&
	names.some((name) => entryOf(mapping, name) !== undefined);

/** The items of a list of objects; null is an empty one. */
export const objectsOf = (list: Place): readonly Place[] =>
	list.items.filter(isKnown);

/** Is the list written out, with nothing in it that a template decides? */
export const isListKnown = (list: Place): boolean =>
	!list.isSet || (list.node?.kind === "sequence" && list.items.every(isKnown));

/** Applies constraints to fields of an object. */
export function check(
	answer: Answer,
	object: Place,
	constraints: Constraints,
): void {
	for (const [name, each] of Object.entries(constraints)) {
		const field = object.at(name);
		for (const constraint of each) constraint(answer, field);
	}
}

/** A path that must be relative, unless it is empty; without its first slash it may be what was meant. */
export const relativePath =
	(format: Format): Constraint =>
	(answer, place) => {
		const path = place.string;
		if (path === undefined || path === "") return;
		const relative = path.replace(/^\/+/, "");
		// Only what is a plain scalar of YAML, whatever stands around it.
		const instead =
			relative !== path &&
			/^[A-Za-z_][\w-]*[/.][\w./-]*$|^[A-Za-z_][\w-]{5,}$/.test(relative) &&
			format(relative).length === 0
				? [relative]
				: [];
		for (const { detail, message } of format(path))
			answer.invalid(place, {
				detail,
				message: message(nameOf(place)),
				instead,
			});
	};
