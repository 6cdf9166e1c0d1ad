import { writeFile } from "node:fs/promises";
import {
	applyEdit,
	BulkConversion,
	type Conversions,
	Lines,
	Source,
	say,
} from "../engine/engine";
import { type Input, inputsOf, shownPath } from "./inputs";
import { lookAround, nameOf } from "./look-around";
import { messages } from "./messages";
import type { ConvertOptions, Io } from "./options";
import { patchOf } from "./patch";
import { CliSettings } from "./settings";

/** A sidecar as the command line tells of it; lines and documents count from 1. */
interface Told {
	readonly file: string;
	readonly document: number;
	readonly line: number;
	readonly name: string;
}

/** What the command has done. */
interface Report {
	readonly changed: readonly string[];
	readonly converted: readonly (Told & { readonly notes: readonly string[] })[];
	readonly left: readonly (Told & { readonly reason: string })[];
}

interface Opened {
	readonly input: Input;
	readonly source: Source;
}

/**
 * Converts the sidecars of files, and what names them in their Kustomize trees. Standard input is written to standard
 * output, and no file is then.
 * @returns how many sidecars could not be converted, and how many files not be read
 * @throws CannotRun when a path, option or configuration file cannot be understood
 */
export async function convert(
	paths: readonly string[],
	options: ConvertOptions,
	io: Io,
): Promise<number> {
	const settings = new CliSettings(options, io);
	const opened: Opened[] = [];
	let unread = 0;
	for (const input of await inputsOf(paths, options, io)) {
		const text = await input.read();
		// What decoding could not read would be written back as something else.
		if (input.path !== undefined && text.includes("\uFFFD")) {
			io.stderr.write(`${messages(options.language).notUtf8(input.name)}\n`);
			unread++;
		} else opened.push({ input, source: Source.open(text) });
	}
	const bulk = new BulkConversion(options.to, await lookAround(opened));
	const outcomes = opened.map(({ input, source }) => ({
		input,
		source,
		...bulk.convert(
			{ name: nameOf(input), source },
			settings.of(input, source),
		),
	}));
	const changed = await write(bulk, opened, paths, options, io);
	const report = reportOf(outcomes, changed, options);
	// Where standard output carries the text or a diff, all else goes beside it.
	const isTaken = paths.includes("-") || options.dryRun;
	tell(report, options, isTaken ? { ...io, stdout: io.stderr } : io);
	return report.left.length + unread;
}

/**
 * Writes what has changed: files, a diff, or standard output.
 * @returns the files that change, as they are shown
 */
async function write(
	bulk: BulkConversion,
	opened: readonly Opened[],
	paths: readonly string[],
	{ dryRun, language }: ConvertOptions,
	io: Io,
): Promise<readonly string[]> {
	const isStandardInput = paths.includes("-");
	const inputs = new Map(opened.map(({ input }) => [nameOf(input), input]));
	const edits = new Map(bulk.edits.map(({ file, edit }) => [file, edit]));
	const changed: string[] = [];
	for (const [{ name, source }, edit] of edits) {
		const input = inputs.get(name);
		const shown = input?.name ?? shownPath(name);
		const before = source.text;
		// A file of the tree that was not named may be of another encoding too.
		if (!isStandardInput && before.includes("\uFFFD")) {
			io.stderr.write(`${messages(language).notUtf8(shown)}\n`);
			continue;
		}
		if (dryRun) io.stdout.write(patchOf(shown, source, edit));
		else if (!isStandardInput)
			await writeFile(input?.path ?? name, applyEdit(before, edit));
		else if (!input) continue;
		changed.push(shown);
	}
	if (isStandardInput && !dryRun)
		for (const { input, source } of opened) {
			const [, edit = []] =
				[...edits].find(([{ name }]) => name === nameOf(input)) ?? [];
			io.stdout.write(applyEdit(source.text, edit));
		}
	return changed.sort();
}

function reportOf(
	outcomes: readonly (Opened & Conversions)[],
	changed: readonly string[],
	{ language }: ConvertOptions,
): Report {
	const all = outcomes.map(({ input, source, converted, left }) => {
		const lines = new Lines(source.text);
		const told = ({ at, document, name }: Sidecar): Told => ({
			file: input.name,
			document: document + 1,
			line: lines.lineAt(at) + 1,
			name,
		});
		return {
			converted: converted.map((sidecar) => ({
				...told(sidecar),
				notes: sidecar.notes.map((note) => say(note, language)),
			})),
			left: left.map((sidecar) => ({
				...told(sidecar),
				reason: say(sidecar.reason, language),
			})),
		};
	});
	return {
		changed,
		converted: all.flatMap(({ converted }) => converted),
		left: all.flatMap(({ left }) => left),
	};
}

type Sidecar = Pick<Conversions["left"][number], "at" | "document" | "name">;

function tell(
	report: Report,
	{ dryRun, format, language, to }: ConvertOptions,
	io: Io,
): void {
	const text = messages(language);
	const { changed, converted, left } = report;
	if (format === "json") {
		io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
		return;
	}
	for (const { file, line, name, notes } of converted) {
		io.stdout.write(`${file}:${line}: ${text.converted[to](name)}\n`);
		for (const note of notes) io.stdout.write(`  - ${note}\n`);
	}
	for (const { file, line, name, reason } of left)
		io.stderr.write(`${file}:${line}: ${text.notConverted(name, reason)}\n`);
	if (converted.length + left.length === 0)
		io.stderr.write(`${text.nothingToConvert}\n`);
	else
		io.stderr.write(
			`${text.conversions(converted.length, changed.length, left.length, dryRun ?? false)}\n`,
		);
}
