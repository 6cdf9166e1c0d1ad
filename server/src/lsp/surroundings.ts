import {
	filesToRead,
	type Surroundings as InSight,
	outwardFacts,
	Sight,
	Source,
} from "../engine/engine";
import type { OpenFile } from "./open-file";

/** How often reading goes on where Kustomizations name others. */
const ROUNDS = 12;

/**
 * What each open file has in sight: the other open files, and the files of its Kustomize tree, which are read when it is
 * opened. Typing in a file leaves what it has in sight as it is.
 */
export class Surroundings {
	/** The files that a file's tree needs, by its URI; nothing for those that are not there. */
	readonly #trees = new Map<string, ReadonlyMap<string, Source | undefined>>();
	readonly #sights = new Map<string, Sight>();
	readonly #facts = new Map<string, string>();

	/**
	 * @param files the open ones, by URI
	 * @param readFile the text of a file; nothing when it is not there
	 */
	constructor(
		readonly files: ReadonlyMap<string, OpenFile>,
		readonly readFile: (uri: string) => Promise<string | undefined>,
	) {}

	/** What a file has in sight now. */
	of(uri: string): InSight {
		let sight = this.#sights.get(uri);
		if (!sight) {
			const seen = new Map<string, Source>();
			for (const [name, source] of this.#trees.get(uri) ?? [])
				if (source) seen.set(name, source);
			// What is open says more than what is stored.
			for (const [name, file] of this.files) seen.set(name, file.source);
			seen.delete(uri);
			sight = new Sight([...seen].map(([name, source]) => ({ name, source })));
			this.#sights.set(uri, sight);
		}
		return { sight, file: uri };
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
		const known = new Map<string, Source | undefined>();
		for (let round = 0; round < ROUNDS; round++) {
			const own = this.files.get(uri)?.source;
			if (own) known.set(uri, own);
			const wanted = filesToRead(uri, known);
			if (wanted.length === 0) break;
			const texts = await Promise.all(
				// What cannot be read is as good as not there.
				wanted.map((name) => this.readFile(name).catch(() => undefined)),
			);
			for (const [index, name] of wanted.entries()) {
				const text = texts[index];
				known.set(name, text === undefined ? undefined : Source.open(text));
			}
		}
		known.delete(uri);
		if (!this.files.has(uri)) return false;
		this.#trees.set(uri, known);
		this.#sights.delete(uri);
		return [...known.values()].some((source) => source !== undefined);
	}

	/** Forgets a file that is closed. */
	forget(uri: string): void {
		this.#trees.delete(uri);
		this.#sights.delete(uri);
	}
}
