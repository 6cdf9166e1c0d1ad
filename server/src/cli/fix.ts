import { writeFile } from "node:fs/promises";
import { applyEdit, findingsOf, fixAll, Source } from "../engine/engine";
import { inputsOf } from "./inputs";
import { lookAround, nameOf } from "./look-around";
import { messages } from "./messages";
import type { Io, LocalOptions } from "./options";
import { patchOf } from "./patch";
import { type ReportedFinding, reported, writeText } from "./report";
import { CliSettings } from "./settings";

/**
 * Applies the safe fixes to files (standard input is written to standard output) and reports what is left.
 * @returns how many findings are left
 * @throws CannotRun when a path, option or configuration file cannot be understood
 */
export async function fix(
	paths: readonly string[],
	options: LocalOptions,
	io: Io,
): Promise<number> {
	const settings = new CliSettings(options, io);
	const text = messages(options.language);
	const fixed: string[] = [];
	const opened = [];
	for (const input of await inputsOf(paths, options, io)) {
		const before = await input.read();
		const original = Source.open(before);
		const chosen = settings.of(input, original);
		// What decoding could not read would be written back as something else.
		const isText = input.path === undefined || !before.includes("\uFFFD");
		if (!isText) io.stderr.write(`${text.notUtf8(input.name)}\n`);
		const edit = isText ? fixAll(original, chosen, options.rule) : [];
		const after = applyEdit(before, edit);
		const isStandardInput = paths.includes("-");
		if (after !== before) {
			fixed.push(input.name);
			if (options.dryRun) io.stdout.write(patchOf(input.name, original, edit));
			else if (input.path !== undefined && !isStandardInput)
				await writeFile(input.path, after);
			if (options.format === "text" && !options.dryRun)
				io.stderr.write(`${text.fixed(input.name)}\n`);
		}
		if (isStandardInput && !options.dryRun) io.stdout.write(after);
		opened.push({ input, source: Source.open(after), chosen });
	}
	// What is left may be about two files: looked for when all of them are fixed.
	const sight = await lookAround(opened);
	const left = opened.flatMap(
		({ input, source, chosen }): readonly ReportedFinding[] =>
			reported(
				input.name,
				source,
				findingsOf(source, chosen, { sight, file: nameOf(input) }),
				chosen,
				options,
			),
	);
	// Where standard output carries the fixed text or a diff, the findings go beside it.
	const report =
		paths.includes("-") || options.dryRun ? { ...io, stdout: io.stderr } : io;
	if (options.format === "json")
		report.stdout.write(
			`${JSON.stringify({ fixed, findings: left }, null, 2)}\n`,
		);
	else writeText(left, options, report);
	return left.length;
}
