import {
	filesToRead,
	type Surroundings as InSight,
	isKustomization,
	Orders,
	outwardFacts,
	Sight,
	Source,
	searchAround,
} from "../engine/engine";
import type { OpenFile } from "./open-file";

/** How often reading goes on where Kustomizations name others. */
const ROUNDS = 24;

/** Files by URI; nothing for those that are not there. */
type Files = ReadonlyMap<string, Source | undefined>;

/** The files of a Kustomize tree, beside others that have been looked at. */
interface Tree {
	readonly files: Files;
	/** May there be Kustomizations that build on it, but are not among them? */
	readonly isLimited: boolean;
}

/** How a host reads. */
export interface Reading {
	/** The text of a file; nothing when it is not there. */
	readFile(uri: string): Promise<string | undefined>;
	/** The names in a folder, those of folders with a slash behind; nothing where folders cannot be listed. */
	listFolder(uri: string): Promise<readonly string[] | undefined>;
}

/**
 * What each open file has in sight: the other open files, and the files of its Kustomize tree, which are read when it is
 * opened and when they change. Typing in a file leaves what it has in sight as it is.
 */
export class Surroundings {
	/** The files that a file's tree needs, by its URI. */
	readonly #trees = new Map<string, Tree>();
	/** The newest reading of each tree that is being read. */
	readonly #readings = new Map<string, Promise<Tree>>();
	readonly #sights = new Map<string, Sight>();
	readonly #facts = new Map<string, string>();
	/** Kept for the whole session: what is closed may be opened again. */
	readonly orders = new Orders();

	/** @param files the open ones, by URI */
	constructor(
		readonly files: ReadonlyMap<string, OpenFile>,
		readonly host: Reading,
	) {}

	/** What a file has in sight now. */
	of(uri: string): InSight {
		let sight = this.#sights.get(uri);
		if (!sight) {
			const tree = this.#trees.get(uri);
			const seen = new Map(tree?.files);
			this.#addOpen(seen);
			seen.delete(uri);
			sight = sightOf(seen, tree?.isLimited);
			this.#sights.set(uri, sight);
		}
		return { sight, file: uri, orders: this.orders };
	}

	/** What files that are not open have in sight: each other, all that are open, and the files of their trees. */
	async around(
		closed: readonly { readonly name: string; readonly source: Source }[],
	): Promise<Sight> {
		const known = new Map<string, Source | undefined>();
		for (const { name, source } of closed) known.set(name, source);
		this.#addOpen(known);
		const listed = new Map<string, readonly string[]>();
		let isLimited = false;
		for (const { name } of closed)
			isLimited =
				(await this.#complete(name, known, listed, this.#read)) || isLimited;
		return sightOf(known, isLimited);
	}

	/** Waits until the tree of an open file has been read. */
	async ready(uri: string): Promise<void> {
		await this.#readings.get(uri);
	}

	/**
	 * Notes that a file has been opened, changed or closed.
	 * @returns the other open files, when they may see something else now
	 */
	changed(uri: string): readonly string[] {
		const others = [...this.files.keys()].filter((other) => other !== uri);
		if (others.length === 0) return [];
		const file = this.files.get(uri);
		const facts = file ? outwardFacts(file.source) : "";
		if (facts === (this.#facts.get(uri) ?? "")) return [];
		if (file) this.#facts.set(uri, facts);
		else this.#facts.delete(uri);
		for (const other of others) this.#sights.delete(other);
		return others;
	}

	/**
	 * Reads the Kustomize tree of a file.
	 * @returns whether there is one
	 */
	async load(uri: string): Promise<boolean> {
		const tree = await this.#readTree(uri, this.#read);
		return [...(tree?.files.values() ?? [])].some(
			(source) => source !== undefined,
		);
	}

	/**
	 * Reads anew what has been changed, made or deleted outside of the editor.
	 * @returns the open files that have it in sight
	 */
	async stored(uris: readonly string[]): Promise<readonly string[]> {
		const changed = new Set(uris.map(plain));
		const isAnyNew = uris.some(isKustomization);
		const concerned = [...this.files.keys()].filter((uri) => {
			// Of a tree that is being read nobody knows which files have been read already.
			if (this.#readings.has(uri)) return true;
			const files = [...(this.#trees.get(uri)?.files ?? [])];
			return (
				files.some(([name]) => changed.has(plain(name))) ||
				// A new one may build on what is there.
				(isAnyNew && files.some(([, source]) => source !== undefined))
			);
		});
		await Promise.all(
			concerned.map((uri) => {
				const before = this.#trees.get(uri)?.files;
				return this.#readTree(uri, async (name) =>
					before?.has(name) && !changed.has(plain(name))
						? before.get(name)
						: this.#read(name),
				);
			}),
		);
		return concerned;
	}

	/** Forgets a file that is closed. */
	forget(uri: string): void {
		this.#trees.delete(uri);
		this.#readings.delete(uri);
		this.#sights.delete(uri);
	}

	/** @returns nothing when the file has been closed meanwhile, or its tree is being read once more */
	async #readTree(uri: string, read: Reader): Promise<Tree | undefined> {
		const known = new Map<string, Source | undefined>();
		const own = this.files.get(uri)?.source;
		if (own) known.set(uri, own);
		const reading = this.#complete(uri, known, new Map(), read).then(
			(isLimited): Tree => ({ files: known, isLimited }),
		);
		this.#readings.set(uri, reading);
		const tree = await reading;
		known.delete(uri);
		if (this.#readings.get(uri) !== reading) return undefined;
		this.#readings.delete(uri);
		if (!this.files.has(uri)) return undefined;
		this.#trees.set(uri, tree);
		this.#sights.delete(uri);
		return tree;
	}

	/**
	 * Reads what is missing of the Kustomize tree of a file.
	 * @returns whether there may be Kustomizations that build on it and have not been found
	 */
	async #complete(
		uri: string,
		known: Map<string, Source | undefined>,
		listed: Map<string, readonly string[]>,
		read: Reader,
	): Promise<boolean> {
		let isLimited = false;
		for (let round = 0; round < ROUNDS; round++) {
			const wanted = filesToRead(uri, known, listed);
			const { folders, isCut } = searchAround(uri, known, listed);
			isLimited ||= isCut;
			if (wanted.length + folders.length === 0) break;
			const sources = await Promise.all(wanted.map(read));
			for (const [index, name] of wanted.entries())
				known.set(name, sources[index]);
			const contents = await Promise.all(folders.map(this.#list));
			isLimited ||= contents.includes(undefined);
			for (const [index, folder] of folders.entries())
				listed.set(folder, contents[index] ?? []);
		}
		return isLimited;
	}

	/** What is open says more than what is stored. */
	#addOpen(seen: Map<string, Source | undefined>): void {
		for (const [name, file] of this.files) seen.set(name, file.source);
	}

	readonly #read: Reader = async (uri) => {
		// What cannot be read is as good as not there.
		const text = await this.host.readFile(uri).catch(() => undefined);
		return text === undefined ? undefined : Source.open(text);
	};

	readonly #list = (uri: string): Promise<readonly string[] | undefined> =>
		this.host.listFolder(uri).catch(() => []);
}

type Reader = (uri: string) => Promise<Source | undefined>;

const sightOf = (seen: Files, isLimited = false): Sight =>
	new Sight(
		[...seen].flatMap(([name, source]) => (source ? { name, source } : [])),
		isLimited,
	);

/** A URI as it is compared: clients escape more or less of it. */
function plain(uri: string): string {
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}
