import { say, timelinesOf, timelineText } from "../engine/engine";
import type { Io, LocalOptions } from "./options";
import { tellPods } from "./pods";

/**
 * Tells in which order the containers of the Pods of files start and stop, and whether the Pods end.
 * @throws CannotRun when a path, option or configuration file cannot be understood
 */
export async function timeline(
	paths: readonly string[],
	options: LocalOptions,
	io: Io,
): Promise<void> {
	const { language } = options;
	await tellPods(paths, options, io, ({ file, lineOf, settings, source }) =>
		timelinesOf(source, settings).map((one) => {
			const { completes, neverStarts, notes, path, start, stop } = one;
			return {
				json: {
					file,
					document: one.document + 1,
					path,
					start,
					stop,
					completes,
					neverStarts,
					notes: notes.map((note) => say(note, language)),
				},
				text: `${file}:${lineOf(one.at)}: ${timelineText(one, language)}`,
			};
		}),
	);
}
