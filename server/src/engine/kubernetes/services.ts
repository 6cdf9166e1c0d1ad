import { type Mapping, type Scalar, valueAt } from "../yaml/tree";
import { mappingsOf } from "./container";
import {
	type Labels,
	labelsIn,
	plainSelector,
	type Resource,
} from "./resources";
import { scalarOf, stringOf } from "./values";

/** A port that is asked for by its name. */
export interface NamedPort {
	readonly at: Scalar;
	readonly name: string;
	readonly protocol: string;
}

/** What asks Pods for ports by name. */
export interface PortUser {
	/** Whose Pods it means. */
	readonly selector: Labels;
	readonly ports: readonly NamedPort[];
}

const NOTHING: PortUser = { selector: new Map(), ports: [] };

/** The Pods that a Service selects and the names of the ports that it sends to; no ports where either is not known. */
export function targetsOf({ kind, group, node }: Resource): PortUser {
	if (kind !== "Service" || group !== "") return NOTHING;
	const spec = valueAt(node, "spec");
	const selector = labelsIn(valueAt(spec, "selector"));
	if (
		!selector ||
		// A Service without a selector gets its endpoints from somebody else.
		selector.size === 0 ||
		stringOf(valueAt(spec, "type")) === "ExternalName"
	)
		return NOTHING;
	return {
		selector,
		ports: mappingsOf(valueAt(spec, "ports")).flatMap((port) =>
			namedPort(port, "targetPort"),
		),
	};
}

/** The Pods that a NetworkPolicy isolates and the names of the ports that it opens; none where either is not known. */
export function openedBy({ kind, node }: Resource): PortUser {
	if (kind !== "NetworkPolicy") return NOTHING;
	const selector = plainSelector(valueAt(node, "spec", "podSelector"));
	if (!selector) return NOTHING;
	return {
		selector,
		ports: mappingsOf(valueAt(node, "spec", "ingress")).flatMap((rule) =>
			mappingsOf(valueAt(rule, "ports")).flatMap((port) =>
				namedPort(port, "port"),
			),
		),
	};
}

function namedPort(port: Mapping, field: string): readonly NamedPort[] {
	const at = scalarOf(valueAt(port, field));
	const name = stringOf(at);
	const protocol = valueAt(port, "protocol");
	// Digits in quotes are refused: a name has a letter.
	if (!at || name === undefined || !/^[a-z0-9-]*[a-z][a-z0-9-]*$/.test(name))
		return [];
	return [{ at, name, protocol: stringOf(protocol) ?? "TCP" }];
}
