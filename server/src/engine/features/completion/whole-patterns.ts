import type { PatternId } from "../../kubernetes/patterns/plan";
import { podsOf } from "../../kubernetes/workloads";
import { type Range, type Splice, tryEdit } from "../../text/edit";
import { fixedText, type Language, say } from "../../text/language";
import { Document } from "../../yaml/document";
import type { Entry } from "../../yaml/tree";
import { patternsIn } from "../patterns";
import type { Settings } from "../settings";
import type { Offer } from "./completion";
import { type Expected, podAround } from "./context";
import { CURSOR } from "./keys";
import type { Spot } from "./spot";

/** The words of the snippets, with an ending that says what is different here: they fit the Pod. */
const LABELS: Readonly<Record<PatternId, string>> = {
	"native-sidecar": "sidecar-here",
	"init-container": "initcontainer-here",
	ambassador: "ambassador-here",
	"configuration-helper": "confighelper-here",
	adapter: "adapter-here",
};

const fitted = fixedText({ en: "fits this Pod", ja: "このPodに合わせる" });

/**
 * The patterns that fit the Pod, where somebody begins a field of its spec or a new container: they come with all that
 * belongs to them elsewhere in the Pod, and the line that was begun goes.
 *
 * @param document as it is written
 */
export function wholePatterns(
	document: Document,
	spot: Spot,
	key: Entry,
	here: Expected,
	settings: Settings,
	language: Language,
): readonly Offer[] {
	const begins =
		here.type === "PodSpec" ||
		(here.owner === "PodSpec" &&
			here.field?.type === "Container" &&
			key.parent.entries.length === 1);
	const line = begins ? lineOf(document, spot.word) : undefined;
	if (!line) return [];
	const around = podAround(spot.document, key.parent);
	const index = around ? podsOf(spot.document).indexOf(around.pod) : -1;
	const rest = new Document(
		document.text.slice(0, line.start) + document.text.slice(line.end),
	);
	const pod = podsOf(rest)[index];
	if (!pod || rest.isFaulty) return [];
	return (patternsIn(pod, undefined, settings) ?? []).flatMap(
		({ id, title, details, edit, disabled }): readonly Offer[] => {
			const also = tryEdit([
				// What goes in before the line stays before it.
				...edit.map((splice) => behind(splice, line)),
				{ start: line.start, end: spot.word.start, text: "" },
				{ start: spot.word.end, end: line.end, text: "" },
			]);
			if (disabled || !also) return [];
			return [
				{
					label: LABELS[id],
					kind: "pattern",
					detail: say(fitted, language),
					documentation: [title, ...details]
						.map((sentence) => say(sentence, language))
						.join("\n\n"),
					insert: CURSOR,
					also,
				},
			];
		},
	);
}

/** The line of a word with its end, when nothing but dashes stands beside it. */
function lineOf({ text }: Document, { start, end }: Range): Range | undefined {
	const from = text.lastIndexOf("\n", start - 1) + 1;
	const next = text.indexOf("\n", end);
	const to = next < 0 ? text.length : next + 1;
	return /^[ \t]*(?:-[ \t]+)*$/.test(text.slice(from, start)) &&
		text.slice(end, to).trim() === ""
		? { start: from, end: to }
		: undefined;
}

/** A splice of the text without a line, in the text with it. */
function behind({ start, end, text }: Splice, line: Range): Splice {
	const moved = (at: number): number =>
		at < line.start ? at : at + line.end - line.start;
	return start === end && start === line.start
		? { start, end, text }
		: { start: moved(start), end: moved(end), text };
}
