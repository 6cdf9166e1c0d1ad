import { findingsOf, Source } from "../engine/engine";
import { inputsOf } from "./inputs";
import { lookAround, nameOf } from "./look-around";
import type { Io, LocalOptions } from "./options";
import { type ReportedFinding, reported, writeText } from "./report";
import { CliSettings } from "./settings";

/**
 * Reports the findings of files.
 * @returns how many there are
 * @throws CannotRun when a path, option or configuration file cannot be understood
 */
export async function lint(
	paths: readonly string[],
	options: LocalOptions,
	io: Io,
): Promise<number> {
	const settings = new CliSettings(options, io);
	const findings: ReportedFinding[] = [];
	const opened = [];
	for (const input of await inputsOf(paths, options, io))
		opened.push({ input, source: Source.open(await input.read()) });
	const sight = await lookAround(opened);
	for (const { input, source } of opened) {
		const chosen = settings.of(input, source);
		findings.push(
			...reported(
				input.name,
				source,
				findingsOf(source, chosen, { sight, file: nameOf(input) }),
				chosen,
				options,
			),
		);
	}
	if (options.format === "json")
		io.stdout.write(`${JSON.stringify({ findings }, null, 2)}\n`);
	else writeText(findings, options, io);
	return findings.length;
}
