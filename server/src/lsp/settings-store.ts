import {
	CONFIGURATION_FILE,
	type Language,
	parseConfiguration,
	readSettings,
	type Settings,
	say,
} from "../engine/engine";
import type { Guard } from "./guard";

/** How the store reaches the world. */
export interface SettingsHost {
	/** The editor's settings for a file: the section `sidecarPatterns`. */
	editorSettings(uri: string): Promise<unknown>;
	/** The text of a file; nothing when it is not there. */
	readFile(uri: string): Promise<string | undefined>;
	readonly guard: Guard;
	readonly language: () => Language;
}

/** The settings of each file, from the editor and the nearest configuration file. Equal settings are the same object. */
export class SettingsStore {
	readonly #resolved = new Map<string, Settings>();
	readonly #files = new Map<string, Promise<unknown>>();
	readonly #interned = new Map<string, Settings>();

	constructor(readonly host: SettingsHost) {}

	/** The settings of a file, once they are known. */
	known(uri: string): Settings | undefined {
		return this.#resolved.get(uri);
	}

	async load(uri: string): Promise<Settings> {
		const [editor, file] = await Promise.all([
			this.host.editorSettings(uri),
			this.#nearestFile(uri),
		]);
		const { guard, language } = this.host;
		const { settings, problems, notes } = readSettings(
			[editor, file],
			(rule, error) => guard.tell(`rule ${rule}`, error),
		);
		for (const note of notes) guard.note(say(note, language()));
		for (const problem of problems)
			guard.tell("reading the settings", say(problem, language()));
		const { onFault: _onFault, ...choices } = settings;
		const key = JSON.stringify(choices);
		const interned = this.#interned.get(key) ?? settings;
		this.#interned.set(key, interned);
		this.#resolved.set(uri, interned);
		return interned;
	}

	/** Forgets a file that is closed. */
	forget(uri: string): void {
		this.#resolved.delete(uri);
	}

	/** Something that settings are read from has changed. */
	clear(): void {
		this.#resolved.clear();
		this.#files.clear();
		this.#interned.clear();
	}

	/** The value of the nearest configuration file upwards; nothing when there is none. */
	async #nearestFile(uri: string): Promise<unknown> {
		for (const folder of foldersAbove(uri)) {
			const path = folder + CONFIGURATION_FILE;
			let value = this.#files.get(path);
			if (!value) {
				value = this.#readFile(path);
				this.#files.set(path, value);
			}
			const found = await value;
			if (found !== undefined) return found;
		}
		return undefined;
	}

	async #readFile(path: string): Promise<unknown> {
		const text = await this.host.readFile(path);
		if (text === undefined) return undefined;
		const { value, problems } = parseConfiguration(text);
		for (const problem of problems)
			this.host.guard.tell(
				`reading ${path}`,
				say(problem, this.host.language()),
			);
		return value ?? {};
	}
}

/** The folders of a file's URI from the innermost to the root, each with its slash; none for `untitled:`. */
function foldersAbove(uri: string): string[] {
	const match = /^([a-z][\w+.-]*:\/\/[^/]*)(\/.*)$/i.exec(uri);
	if (!match) return [];
	const [, root = "", path = ""] = match;
	const folders: string[] = [];
	for (
		let end = path.lastIndexOf("/");
		end >= 0;
		end = end === 0 ? -1 : path.lastIndexOf("/", end - 1)
	) {
		folders.push(root + path.slice(0, end + 1));
	}
	return folders;
}
