import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import {
	folderOf,
	isKustomization,
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

/**
 * The files that a host has in sight. Immutable: as long as none of them changes, it is the same object, and what is
 * known of them is found out once.
 */
export class Sight {
	readonly #files: ReadonlyMap<string, SeenFile>;
	#index: Index | undefined;
	#fileOf: ReadonlyMap<Document, SeenFile> | undefined;
	#kustomizations: readonly Kustomization[] | undefined;
	readonly #near = new Map<string, ReadonlySet<string>>();

	constructor(readonly files: readonly SeenFile[]) {
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

	#nearOf(file: string): ReadonlySet<string> {
		this.#kustomizations ??= this.files.flatMap(({ name, source }) =>
			isKustomization(name) ? [readKustomization(name, source)] : [],
		);
		const near = new Set<string>();
		for (const kustomization of this.#kustomizations) {
			const named = kustomization.named;
			const held = this.#heldBy(kustomization, new Set());
			if (named.has(file)) for (const each of held) near.add(each);
			if (held.has(file)) for (const each of named) near.add(each);
		}
		return near;
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
			const base = KUSTOMIZATIONS.map((name) => `${path}/${name}`).find(
				(name) => this.#files.has(name),
			);
			const file = base === undefined ? undefined : this.#files.get(base);
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
