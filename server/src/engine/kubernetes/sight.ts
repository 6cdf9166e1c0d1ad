import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import {
	folderOf,
	isKustomization,
	joined,
	KUSTOMIZATIONS,
	type Kustomization,
	readKustomization,
} from "./kustomize";
import { Index } from "./resource-index";

/** A file beside the one that is looked at. */
export interface SeenFile {
	/** Its path or address, with `/` between folders: names of one sight are all of one manner. */
	readonly name: string;
	readonly source: Source;
}

/** A Kustomization with all that it builds on. */
interface Tree {
	readonly file: SeenFile;
	/** Itself, its patches, and the files that it lists. */
	readonly named: ReadonlySet<string>;
	/** These, and those of the Kustomizations below it. */
	readonly held: ReadonlySet<string>;
}

/**
 * The files that a host has in sight. Immutable: as long as none of them changes, it is the same object, and what is
 * known of them is found out once.
 */
export class Sight {
	readonly #files: ReadonlyMap<string, SeenFile>;
	#index: Index | undefined;
	#fileOf: ReadonlyMap<Document, SeenFile> | undefined;
	#kustomizations: readonly Tree[] | undefined;
	readonly #near = new Map<string, ReadonlySet<string>>();

	/** @param isLimited may there be Kustomizations that build on these files, but are not among them? */
	constructor(
		readonly files: readonly SeenFile[],
		readonly isLimited = false,
	) {
		this.#files = new Map(files.map((file) => [file.name, file]));
	}

	get index(): Index {
		this.#index ??= new Index(
			this.files.flatMap(({ source }) =>
				source.documents.map(({ document }) => document),
			),
		);
		return this.#index;
	}

	/** The file of a name. */
	file(name: string): SeenFile | undefined {
		return this.#files.get(name);
	}

	/** The Kustomization of a folder. */
	kustomizationIn(folder: string): SeenFile | undefined {
		return KUSTOMIZATIONS.map((name) =>
			this.#files.get(joined(folder, name)),
		).find((file) => file);
	}

	/** The file that holds a document. */
	seen(document: Document): SeenFile | undefined {
		this.#fileOf ??= new Map(
			this.files.flatMap((file) =>
				file.source.documents.map((placed) => [placed.document, file] as const),
			),
		);
		return this.#fileOf.get(document);
	}

	/** Do two files stand in one folder, or does one Kustomization name the one and hold the other? */
	isNear(file: string, other: string): boolean {
		if (folderOf(file) === folderOf(other)) return true;
		let near = this.#near.get(file);
		if (!near) {
			near = this.#nearOf(file);
			this.#near.set(file, near);
		}
		return near.has(other);
	}

	/** The Kustomizations that build on a file, directly or through others. */
	buildingOn(file: string): readonly SeenFile[] {
		return this.#trees.flatMap((tree) =>
			tree.held.has(file) ? tree.file : [],
		);
	}

	/** The Kustomizations that name a file. */
	naming(file: string): readonly SeenFile[] {
		return this.#trees.flatMap((tree) =>
			tree.named.has(file) ? tree.file : [],
		);
	}

	#nearOf(file: string): ReadonlySet<string> {
		const near = new Set<string>();
		for (const { named, held } of this.#trees) {
			if (named.has(file)) for (const each of held) near.add(each);
			if (held.has(file)) for (const each of named) near.add(each);
		}
		return near;
	}

	get #trees(): readonly Tree[] {
		this.#kustomizations ??= this.files.flatMap((file) => {
			if (!isKustomization(file.name)) return [];
			const kustomization = readKustomization(file.name, file.source);
			const held = this.#heldBy(kustomization, new Set());
			return { file, named: kustomization.named, held };
		});
		return this.#kustomizations;
	}

	/** The files of a Kustomization and of those that it builds on. */
	#heldBy(
		{ named, resources }: Kustomization,
		seen: Set<string>,
	): ReadonlySet<string> {
		const held = new Set(named);
		for (const path of resources) {
			if (seen.has(path)) continue;
			seen.add(path);
			const file = this.kustomizationIn(path);
			if (!file) held.add(path);
			else
				for (const each of this.#heldBy(
					readKustomization(file.name, file.source),
					seen,
				))
					held.add(each);
		}
		return held;
	}
}
