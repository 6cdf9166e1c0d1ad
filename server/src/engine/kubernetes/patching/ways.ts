import type { Document } from "../../yaml/document";
import { itemsOf, type Mapping, type Scalar, valueAt } from "../../yaml/tree";
import { mappingsOf } from "../container";
import { patchIn } from "../inline-patches";
import { folderOf, joined, readKustomization } from "../kustomize";
import { isCustom, type Resource } from "../resources";
import type { SeenFile, Sight } from "../sight";
import { scalarOf, stringOf } from "../values";

/** A patch of a Kustomization, or a list of replacements. */
export interface Patch {
	/** The patch as a document of its own. */
	readonly document: Document;
	/** Where it is a text in a Kustomization. */
	readonly within?: { readonly document: Document; readonly scalar: Scalar };
	/** The file in which it stands. */
	readonly file: string;
	/** What it is for, where the Kustomization says so and not the patch. */
	readonly target: Mapping | undefined;
}

/** A Kustomization that objects pass on their way. */
export interface Layer {
	readonly file: SeenFile;
	readonly document: Document | undefined;
	/** In the order in which they are applied. */
	readonly patches: readonly Patch[];
	/** All manifests that it builds on. */
	readonly manifests: readonly SeenFile[];
	/** Are these all, so that nothing else is patched? */
	readonly isWhole: boolean;
}

/** The Kustomizations that the objects of a file pass, in their order: one way for each that none in sight builds on. */
export function waysOf(
	file: string,
	sight: Sight,
): readonly (readonly Layer[])[] {
	const ways = sight
		.buildingOn(file)
		.map((top) => wayThrough(top, file, sight, new Set()) ?? []);
	const isPassed = (top: Layer | undefined) =>
		ways.some((way) =>
			way.some((layer, index) => layer.file === top?.file && way[index + 1]),
		);
	return ways.filter((way) => way.length > 0 && !isPassed(way.at(-1)));
}

/** Is a file a manifest on a way, not a patch? */
export const isBuiltOn = (file: string, [first]: readonly Layer[]): boolean =>
	first !== undefined &&
	readKustomization(first.file.name, first.file.source).resources.includes(
		file,
	);

/** Kustomize knows by which key the lists of Kubernetes' own kinds are merged, of others only where an `openapi` tells. */
export const replacesLists = (
	resource: Resource,
	way: readonly Layer[],
): boolean =>
	isCustom(resource) &&
	!way.some(({ document }) => valueAt(document?.root, "openapi") !== undefined);

/** @param seen those on the way down: some name each other */
function wayThrough(
	top: SeenFile,
	file: string,
	sight: Sight,
	seen: ReadonlySet<SeenFile>,
): readonly Layer[] | undefined {
	if (seen.has(top)) return undefined;
	const deeper = new Set([...seen, top]);
	const { resources, components, named } = readKustomization(
		top.name,
		top.source,
	);
	const isPatch = !resources.includes(file) && named.has(file);
	let way: readonly Layer[] | undefined =
		resources.includes(file) || isPatch ? [] : undefined;
	// The file itself may not be among those in sight.
	const built = manifestsOf(top, sight, new Set([file]));
	for (const path of resources) {
		const below = sight.kustomizationIn(path);
		if (!below) continue;
		const passed = wayThrough(below, file, sight, deeper);
		if (passed) way = [...(way ?? []), ...passed];
		else if (way && components.includes(path))
			way = [...way, ...componentLayers(below, sight, built, deeper)];
	}
	return way && [...way, layerOf(top, sight, built)];
}

/** A component with those that it has itself: they change what others bring. */
function componentLayers(
	component: SeenFile,
	sight: Sight,
	built: Built,
	seen: ReadonlySet<SeenFile>,
): readonly Layer[] {
	if (seen.has(component)) return [];
	const { components } = readKustomization(component.name, component.source);
	const deeper = new Set([...seen, component]);
	return [
		...components.flatMap((path) => {
			const below = sight.kustomizationIn(path);
			return below ? componentLayers(below, sight, built, deeper) : [];
		}),
		layerOf(component, sight, built),
	];
}

type Built = Pick<Layer, "manifests" | "isWhole">;

function manifestsOf(
	{ name, source }: SeenFile,
	sight: Sight,
	seen: Set<string>,
): Built {
	const { resources, reachesOut } = readKustomization(name, source);
	const manifests: SeenFile[] = [];
	let isWhole = !reachesOut;
	for (const path of resources) {
		if (seen.has(path)) continue;
		seen.add(path);
		const below = sight.kustomizationIn(path);
		const manifest = sight.file(path);
		if (below) {
			const deeper = manifestsOf(below, sight, seen);
			manifests.push(...deeper.manifests);
			isWhole &&= deeper.isWhole;
		} else if (manifest) manifests.push(manifest);
		else isWhole = false;
	}
	return { manifests, isWhole };
}

function layerOf(file: SeenFile, sight: Sight, built: Built): Layer {
	const document = file.source.documents[0]?.document;
	return {
		file,
		document,
		patches: document ? patchesOf(file, document, sight) : [],
		...built,
	};
}

function patchesOf(
	{ name }: SeenFile,
	document: Document,
	sight: Sight,
): readonly Patch[] {
	const { root } = document;
	const merged = itemsOf(valueAt(root, "patchesStrategicMerge")).flatMap(
		({ value }) =>
			readPatch(name, document, scalarOf(value), undefined, sight, true),
	);
	const others = ["patches", "patchesJson6902"].flatMap((list) =>
		mappingsOf(valueAt(root, list)).flatMap((patch) => {
			const found = valueAt(patch, "target");
			const target = found?.kind === "mapping" ? found : undefined;
			return [
				...readPatch(
					name,
					document,
					scalarOf(valueAt(patch, "path")),
					target,
					sight,
					true,
				),
				...readPatch(
					name,
					document,
					scalarOf(valueAt(patch, "patch")),
					target,
					sight,
					false,
				),
			];
		}),
	);
	const transformers = itemsOf(valueAt(root, "transformers")).flatMap(
		({ value }) => {
			const path = stringOf(value);
			return path === undefined
				? []
				: patchesAt(joined(folderOf(name), path), undefined, sight);
		},
	);
	return [
		...merged,
		...others,
		...transformers.flatMap((each) => transformerPatch(each, sight)),
	];
}

/** The patch of a `PatchTransformer`, which stands in a file of its own and is applied last. */
function transformerPatch(
	{ document, file }: Patch,
	sight: Sight,
): readonly Patch[] {
	const { root } = document;
	if (stringOf(valueAt(root, "kind")) !== "PatchTransformer") return [];
	const target = valueAt(root, "target");
	return readPatch(
		file,
		document,
		scalarOf(valueAt(root, "patch")),
		target?.kind === "mapping" ? target : undefined,
		sight,
		false,
	);
}

/** A patch that is a text, or the documents of the file to which the text is the path. */
function readPatch(
	file: string,
	document: Document,
	scalar: Scalar | undefined,
	target: Mapping | undefined,
	sight: Sight,
	mayBePath: boolean,
): readonly Patch[] {
	if (!scalar) return [];
	const text = patchIn(scalar);
	if (text)
		return [{ document: text, within: { document, scalar }, file, target }];
	return mayBePath
		? patchesAt(joined(folderOf(file), scalar.text), target, sight)
		: [];
}

/** The documents of a file as patches. */
export const patchesAt = (
	path: string,
	target: Mapping | undefined,
	sight: Sight,
): readonly Patch[] =>
	(sight.file(path)?.source.documents ?? []).flatMap(({ document }) =>
		document.root ? { document, file: path, target } : [],
	);
