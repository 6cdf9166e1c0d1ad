import { Lines, type Settings, Source } from "../engine/engine";
import { inputsOf } from "./inputs";
import { messages } from "./messages";
import type { Io, LocalOptions } from "./options";
import { CliSettings } from "./settings";

/** A file, opened, with the settings that hold for it. */
interface Opened {
	/** As it is shown. */
	readonly file: string;
	readonly source: Source;
	readonly settings: Settings;
	/** The line of an offset, from 1. */
	readonly lineOf: (offset: number) => number;
}

/** What a command tells of one Pod. */
export interface Told {
	readonly json: object;
	/** Several lines, without a line end behind the last. */
	readonly text: string;
}

/**
 * Tells something of each Pod of files: as JSON in one object, as text with an empty line between.
 * @throws CannotRun when a path, option or configuration file cannot be understood
 */
export async function tellPods(
	paths: readonly string[],
	options: LocalOptions,
	io: Io,
	tell: (opened: Opened) => readonly Told[],
): Promise<void> {
	const settings = new CliSettings(options, io);
	const told: Told[] = [];
	for (const input of await inputsOf(paths, options, io)) {
		const source = Source.open(await input.read());
		const lines = new Lines(source.text);
		told.push(
			...tell({
				file: input.name,
				source,
				settings: settings.of(input, source),
				lineOf: (offset) => lines.lineAt(offset) + 1,
			}),
		);
	}
	if (options.format === "json") {
		const pods = told.map(({ json }) => json);
		io.stdout.write(`${JSON.stringify({ pods }, null, 2)}\n`);
	} else if (told.length === 0)
		io.stderr.write(`${messages(options.language).noPods}\n`);
	else io.stdout.write(`${told.map(({ text }) => text).join("\n\n")}\n`);
}
