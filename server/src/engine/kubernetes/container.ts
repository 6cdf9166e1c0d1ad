import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import {
	type Entry,
	entryOf,
	type Item,
	itemsOf,
	type Mapping,
	type Node,
	resolve,
	type Scalar,
	valueAt,
} from "../yaml/tree";
import type { Pod } from "./pod";
import { booleanOf, integerOf, isNull, scalarOf, stringOf } from "./values";

export const CONTAINER_LISTS = [
	"initContainers",
	"containers",
	"ephemeralContainers",
] as const;
export type ContainerList = (typeof CONTAINER_LISTS)[number];

export const PROBES = [
	"startupProbe",
	"livenessProbe",
	"readinessProbe",
] as const;

export interface Port {
	readonly node: Mapping;
	readonly name: string | undefined;
	readonly containerPort: Scalar | undefined;
	readonly number: number | undefined;
	readonly protocol: string;
}

export interface Mount {
	/** Position in its list, from 0. */
	readonly index: number;
	readonly node: Mapping;
	readonly name: Scalar | undefined;
	/** As written, without slashes at its end. */
	readonly path: string | undefined;
	readonly subPath: string | undefined;
	readonly readOnly: boolean;
}

export interface EnvironmentVariable {
	readonly name: string;
	readonly value: Scalar;
}

/** Lazy view of one container of a Pod; every value keeps its place in the text. */
export class Container {
	constructor(
		readonly pod: Pod,
		readonly list: ContainerList,
		/** Position in its list, from 0. */
		readonly index: number,
		readonly item: Item,
		readonly node: Mapping,
	) {}

	/** As the API server writes it: `spec.initContainers[0]`. */
	get path(): string {
		const { path } = this.pod.place;
		return `${path}${path && "."}${this.list}[${this.index}]`;
	}

	/** The container's name; nothing when it is missing, templated or no string. */
	get name(): string | undefined {
		return stringOf(this.#value("name"));
	}

	/** Where to point when the container as a whole is meant: its name, else its first key. */
	get label(): Range {
		return valueAt(this.node, "name") ?? this.node.entries[0]?.key ?? this.item;
	}

	get image(): Scalar | undefined {
		return scalarOf(this.#value("image"));
	}

	/** `restartPolicy` when it has a value; its text may be templated. */
	get restartPolicy(): Entry | undefined {
		const entry = this.entry("restartPolicy");
		return entry && !isNull(entry.value) ? entry : undefined;
	}

	get restartPolicyText(): string | undefined {
		return scalarOf(this.restartPolicy?.value)?.text;
	}

	/** A field that is present and not null. */
	field(name: string): Entry | undefined {
		const entry = this.entry(name);
		return entry && !isNull(entry.value) ? entry : undefined;
	}

	entry(name: string): Entry | undefined {
		return entryOf(this.node, name);
	}

	get ports(): readonly Port[] {
		return portsOf(this);
	}

	get mounts(): readonly Mount[] {
		return mountsOf(this);
	}

	get environment(): readonly EnvironmentVariable[] {
		return environmentOf(this);
	}

	/** The words of `command` and `args`; nothing when one of them is templated or no text. */
	words(field: "command" | "args"): readonly Scalar[] | undefined {
		const value = this.#value(field);
		if (value === undefined) return [];
		const items = itemsOf(value).map((item) => scalarOf(item.value));
		return value.kind === "sequence" &&
			items.every((item) => item !== undefined)
			? items
			: undefined;
	}

	#value(name: string) {
		return valueAt(this.node, name);
	}
}

const portsOf = memoize(({ node }: Container): readonly Port[] =>
	mappingsOf(valueAt(node, "ports")).map((port) => ({
		node: port,
		name: stringOf(valueAt(port, "name")),
		containerPort: scalarOf(valueAt(port, "containerPort")),
		number: integerOf(valueAt(port, "containerPort")),
		protocol: stringOf(valueAt(port, "protocol")) ?? "TCP",
	})),
);

const mountsOf = memoize((container: Container): readonly Mount[] =>
	itemsOf(valueAt(container.node, "volumeMounts")).flatMap(
		({ index, value }) => {
			const node = resolve(value);
			return node?.kind === "mapping" ? [mountOf(index, node)] : [];
		},
	),
);

const environmentOf = memoize(
	(container: Container): readonly EnvironmentVariable[] =>
		mappingsOf(valueAt(container.node, "env")).flatMap((node) => {
			const name = stringOf(valueAt(node, "name"));
			const value = scalarOf(valueAt(node, "value"));
			return name && value ? [{ name, value }] : [];
		}),
);

function mountOf(index: number, node: Mapping): Mount {
	return {
		index,
		node,
		name: scalarOf(valueAt(node, "name")),
		path: stringOf(valueAt(node, "mountPath"))?.replace(/(?<=.)\/+$/, ""),
		subPath:
			stringOf(valueAt(node, "subPath")) ??
			stringOf(valueAt(node, "subPathExpr")),
		readOnly: booleanOf(valueAt(node, "readOnly")) ?? false,
	};
}

/** The mappings of a list; items of other kinds are another rule's business. */
export function mappingsOf(list: Node | undefined): Mapping[] {
	return itemsOf(list).flatMap((item) => {
		const value = valueAt(item.value);
		return value?.kind === "mapping" ? [value] : [];
	});
}
