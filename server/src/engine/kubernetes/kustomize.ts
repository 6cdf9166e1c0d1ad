import { memoize } from "../text/memo";
import type { Source } from "../yaml/source";
import { itemsOf, type Node, resolve, valueAt } from "../yaml/tree";
import { mappingsOf } from "./container";
import { type Labels, labelsIn } from "./resources";
import { booleanOf, stringOf } from "./values";

/** The names that Kustomize looks for in a folder. */
export const KUSTOMIZATIONS = [
	"kustomization.yaml",
	"kustomization.yml",
	"Kustomization",
] as const;

export function isKustomization(file: string): boolean {
	return KUSTOMIZATIONS.some(
		(name) => file === name || file.endsWith(`/${name}`),
	);
}

/** What a Kustomization names: paths from where its own name counts from. */
export interface Kustomization {
	/** Itself, the files that it patches with, and the files (not folders) that it lists. */
	readonly named: ReadonlySet<string>;
	/** Files and folders whose objects it builds on. */
	readonly resources: readonly string[];
	/** Those of them that change what the others bring. */
	readonly components: readonly string[];
	/** Does it build on something that is not among them: another repository, a chart, what a program makes? */
	readonly reachesOut: boolean;
}

/** What makes objects that no file shows. */
const MAKERS = ["generators", "helmCharts", "helmChartInflationGenerator"];

export function readKustomization(name: string, source: Source): Kustomization {
	return kustomizationOf(source)(name);
}

const kustomizationOf = memoize((source: Source) => {
	const root = source.documents[0]?.document.root;
	const list = (key: string): readonly (Node | undefined)[] =>
		itemsOf(valueAt(root, key)).map(({ value }) => value);
	const texts = (nodes: readonly (Node | undefined)[]): string[] =>
		nodes.flatMap((node) => stringOf(node) ?? []).filter(isPath);
	const built = ["resources", "bases", "components"].flatMap(list);
	const resources = texts(built);
	const components = texts(list("components"));
	const reachesOut =
		resources.length < built.length ||
		MAKERS.some((key) => list(key).length > 0);
	const patches = texts([
		...list("patchesStrategicMerge"),
		...list("transformers"),
		...["patches", "patchesJson6902", "replacements"]
			.flatMap(list)
			.map((patch) => valueAt(resolve(patch), "path")),
	]);
	const read = (name: string): Kustomization => {
		const folder = folderOf(name);
		const paths = (relative: readonly string[]) =>
			relative.map((path) => joined(folder, path));
		const held = paths(resources);
		return {
			resources: held,
			components: paths(components),
			reachesOut,
			named: new Set([
				name,
				...paths(patches),
				...held.filter((path) => /\.(?:ya?ml|json)$/.test(path)),
			]),
		};
	};
	const known = new Map<string, Kustomization>();
	return (name: string): Kustomization => {
		const kustomization = known.get(name) ?? read(name);
		known.set(name, kustomization);
		return kustomization;
	};
});

/** Labels that a Kustomization gives to the objects that it builds on. */
export interface AddedLabels {
	/** Those that workloads get in their selectors, written or not, and their templates. */
	readonly toSelectors: Labels;
	/** Those that only the templates get. */
	readonly toTemplates: Labels;
}

/** The labels that a Kustomization adds to workloads; nothing where they are not known. */
export const labelsAddedBy = memoize(
	(source: Source): AddedLabels | undefined => {
		const root = source.documents[0]?.document.root;
		const toSelectors = new Map<string, string>();
		const toTemplates = new Map<string, string>();
		const add = (node: Node | undefined, to: Map<string, string>) => {
			const labels = labelsIn(resolve(node));
			for (const [key, value] of labels ?? []) to.set(key, value);
			return labels !== undefined;
		};
		const areKnown = [
			add(valueAt(root, "commonLabels"), toSelectors),
			...mappingsOf(valueAt(root, "labels")).map((set) => {
				const has = (key: string) => booleanOf(valueAt(set, key)) ?? false;
				const pairs = valueAt(set, "pairs");
				if (has("includeSelectors")) return add(pairs, toSelectors);
				return !has("includeTemplates") || add(pairs, toTemplates);
			}),
		];
		return areKnown.every(Boolean) ? { toSelectors, toTemplates } : undefined;
	},
);

/** Is it a path to something here, neither a remote address nor a whole patch in place of one? */
const isPath = (text: string): boolean =>
	text.length < 500 && !/[\n:?]|^\/|^git@|^github\.com\//.test(text);

/** The folder of a file, without the slash at its end. */
export const folderOf = (file: string): string =>
	file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : "";

/** A path from a folder, without `.` and `..`. */
export function joined(folder: string, path: string): string {
	const parts = folder === "" ? [] : folder.split("/");
	for (const part of path.split("/")) {
		if (part === "..") {
			if (parts.length === 0 || parts.at(-1) === "..") parts.push(part);
			else parts.pop();
		} else if (part !== "." && part !== "") parts.push(part);
	}
	return parts.join("/");
}
