import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import {
	CONFIGURATION_FILE,
	headVersion,
	isKnown,
	nearestIsMeant,
	nearestVersion,
	parseConfiguration,
	readSettings,
	type Settings,
	type Source,
	say,
} from "../engine/engine";
import { CannotRun } from "./cannot-run";
import type { Input } from "./inputs";
import { messages } from "./messages";
import type { Io, LocalOptions } from "./options";

/** Settings by file: the configuration file that is nearest, then what the command line says. */
export class CliSettings {
	readonly #byFile = new Map<string, Settings>();
	readonly #nearest = new Map<string, string | undefined>();
	readonly #noted = new Set<string>();

	/** @throws CannotRun when the options or a configuration file cannot be understood */
	constructor(
		readonly options: LocalOptions,
		readonly io: Io,
	) {
		const { kubernetesVersion, language } = options;
		if (kubernetesVersion !== undefined && !nearestVersion(kubernetesVersion)) {
			throw new CannotRun(messages(language).badVersion(kubernetesVersion));
		}
	}

	/** @param source the file's text, which may name a version of its own */
	of(input: Input, source: Source): Settings {
		const { written, version } = headVersion(source) ?? {};
		if (written !== undefined && version && !isKnown(written))
			this.#note(say(nearestIsMeant(written, version), this.options.language));
		const { config } = this.options;
		const path =
			config === undefined
				? this.#nearestFile(dirname(input.path ?? resolve("stdin")))
				: resolve(config);
		const key = path ?? "";
		let settings = this.#byFile.get(key);
		if (!settings) {
			settings = this.#read(path);
			this.#byFile.set(key, settings);
		}
		return settings;
	}

	#read(path: string | undefined): Settings {
		const { language, kubernetesVersion, preset, rule } = this.options;
		const text = messages(language);
		const file =
			path === undefined
				? { value: undefined, problems: [] }
				: parseConfiguration(this.#text(path));
		const { settings, problems, notes } = readSettings(
			[file.value, { kubernetesVersion, preset }],
			(id, error) => {
				this.io.stderr.write(
					`sidecar-patterns: ${id}: ${error instanceof Error ? error.stack : String(error)}\n`,
				);
			},
		);
		const [first] = [...file.problems, ...problems];
		if (first)
			throw new CannotRun(
				text.inConfiguration(path ?? "", say(first, language)),
			);
		for (const note of notes) this.#note(say(note, language));
		if (!rule) return settings;
		// A rule that is asked for by name is looked at although an opinion, and although switched off.
		const asked = Object.entries(settings.rules).filter(
			([id, level]) => rule.includes(id) && level !== "off",
		);
		return { ...settings, rules: Object.fromEntries(asked), preset: "strict" };
	}

	/** Says once what is good to know. */
	#note(note: string): void {
		if (this.#noted.has(note)) return;
		this.#noted.add(note);
		this.io.stderr.write(`sidecar-patterns: ${note}\n`);
	}

	#text(path: string): string {
		try {
			return readFileSync(path, "utf8");
		} catch {
			throw new CannotRun(
				messages(this.options.language).noConfiguration(path),
			);
		}
	}

	#nearestFile(folder: string): string | undefined {
		if (this.#nearest.has(folder)) return this.#nearest.get(folder);
		const here = join(folder, CONFIGURATION_FILE);
		const above = dirname(folder);
		const found = existsSync(here)
			? here
			: above === folder
				? undefined
				: this.#nearestFile(above);
		this.#nearest.set(folder, found);
		return found;
	}
}
