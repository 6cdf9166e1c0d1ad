import { parse, parseAllDocuments } from "yaml";

/** As much of `kustomize build` as patches of container lists need; checked against version 5.5 by hand. */

export type Files = Readonly<Record<string, string>>;
type Data = { [key: string]: unknown };
type Item = Data & { name?: string; $patch?: string };

/** The only workload that a Kustomization of a folder builds, and what it is called on the way. */
interface Built {
	object: Data;
	names: string[];
}

/**
 * Builds the one object of a tree.
 * @throws Error when the real one would not build
 */
export function build(files: Files, folder: string): Data {
	return accumulate(files, folder, undefined).object;
}

function accumulate(
	files: Files,
	folder: string,
	changed: Built | undefined,
): Built {
	const kustomization = parse(
		files[`${folder}/kustomization.yaml`] ?? "",
	) as Data;
	const list = (key: string) => (kustomization[key] ?? []) as never[];
	let built = changed;
	for (const path of list("resources")) {
		const text = files[join(folder, path)];
		built =
			text === undefined
				? accumulate(files, join(folder, path), undefined)
				: { object: parse(text) as Data, names: [] };
	}
	for (const path of list("components"))
		built = accumulate(files, join(folder, path), built);
	if (!built) throw new Error(`${folder} builds nothing`);
	for (const text of list("patchesStrategicMerge"))
		patch(built, files[join(folder, text)] ?? text, undefined);
	for (const key of ["patches", "patchesJson6902"])
		for (const each of list(key) as Data[]) {
			const text = (each.patch ??
				files[join(folder, `${each.path}`)]) as string;
			patch(built, text, each.target as Data | undefined);
		}
	const { name } = built.object.metadata as Data;
	built.names.push(`${name}`);
	(built.object.metadata as Data).name =
		`${kustomization.namePrefix ?? ""}${name}`;
	for (const { source, targets } of list("replacements") as {
		source: Data;
		targets: { fieldPaths: string[] }[];
	}[]) {
		const value = at(built.object, fieldPath(`${source.fieldPath}`));
		for (const path of targets.flatMap(({ fieldPaths }) => fieldPaths)) {
			const steps = fieldPath(path);
			const parent = at(built.object, steps.slice(0, -1)) as Data;
			parent[steps.at(-1) ?? ""] = value;
		}
	}
	return built;
}

function join(folder: string, path: string): string {
	const parts = folder.split("/");
	for (const part of path.split("/"))
		if (part === "..") parts.pop();
		else parts.push(part);
	return parts.join("/");
}

function patch(built: Built, text: string, target: Data | undefined): void {
	for (const document of parseAllDocuments(text)) {
		const value = document.toJS() as Data | Operation[];
		const { kind, metadata } = built.object as {
			kind: string;
			metadata: { name: string };
		};
		const names = [...built.names, metadata.name];
		const meant = target ?? {
			kind: (value as Data).kind,
			name: ((value as Data).metadata as Data | undefined)?.name,
		};
		const pattern = new RegExp(`^(?:${meant.name ?? ".*"})$`);
		if (meant.kind !== kind || !names.some((name) => pattern.test(name)))
			continue;
		if (Array.isArray(value))
			for (const operation of value) apply(built.object, operation);
		else {
			const { spec } = value;
			built.object = merge(built.object, { spec }) as Data;
		}
	}
}

/** A strategic merge: lists of named items by their names, those of the patch first. */
function merge(base: unknown, change: unknown): unknown {
	if (Array.isArray(change)) {
		const items = (base ?? []) as Item[];
		if (!change.every((item) => item?.name !== undefined)) return change;
		const changes = change as Item[];
		const merged = changes
			.filter(({ $patch }) => $patch !== "delete")
			.map((item) =>
				merge(
					items.find(({ name }) => name === item.name),
					item,
				),
			);
		const rest = items.filter(
			({ name }, index) =>
				!changes.some((item) => item.name === name) &&
				items.findIndex((item) => item.name === name) === index,
		);
		return [...merged, ...rest];
	}
	if (typeof change !== "object" || change === null) return change;
	const result: Data = { ...(base as Data | undefined) };
	for (const [key, value] of Object.entries(change)) {
		const merged = value === null ? undefined : merge(result[key], value);
		if (merged === undefined) delete result[key];
		else result[key] = merged;
	}
	return result;
}

interface Operation {
	op: string;
	path: string;
	value?: unknown;
}

function apply(object: Data, { op, path, value }: Operation): void {
	const steps = path.slice(1).split("/");
	const last = steps.pop() ?? "";
	const parent = at(object, steps);
	if (Array.isArray(parent)) {
		const index = last === "-" ? parent.length : Number(last);
		if (index > parent.length || (op !== "add" && index === parent.length))
			throw new Error(`nothing at ${path}`);
		if (op === "test") same(parent[index], value, path);
		else
			parent.splice(
				index,
				op === "add" ? 0 : 1,
				...(op === "remove" ? [] : [value]),
			);
		return;
	}
	const mapping = parent as Data;
	// What Kustomize replaces need not be there.
	if ((op === "remove" || op === "test") && !(last in mapping))
		throw new Error(`nothing at ${path}`);
	if (op === "test") same(mapping[last], value, path);
	else if (op === "remove") delete mapping[last];
	else mapping[last] = structuredClone(value);
}

function same(one: unknown, other: unknown, path: string): void {
	if (JSON.stringify(one) !== JSON.stringify(other))
		throw new Error(`another value at ${path}`);
}

function at(object: unknown, steps: readonly string[]): unknown {
	let found = object;
	for (const step of steps) {
		const name = /^\[name=(.*)\]$/.exec(step)?.[1];
		found =
			name === undefined
				? (found as Data | undefined)?.[step]
				: (found as Item[] | undefined)?.find((item) => item.name === name);
	}
	if (found === undefined) throw new Error(`nothing at ${steps.join(".")}`);
	return found;
}

const fieldPath = (path: string): string[] =>
	path.match(/\[[^\]]*\]|[^.]+/g) ?? [];
