import type { Splice } from "../../../server/src/engine/text/edit";
import { chance, pick, pickWeighted, type Random } from "./random";
import type { Shape } from "./shape";

type Break = (shape: Shape, random: Random) => readonly Splice[] | undefined;
type Lines = readonly [first: number, last: number];

/** Line numbers of a book, a web page or a terminal before every line. */
export const lineNumbers: Break = (shape, random) => {
	const [first, last] = pickLines(shape, random);
	const from = chance(random, 0.6) ? 1 : 1 + Math.floor(random() * 120);
	const width = chance(random, 0.7) ? String(from + last - first).length : 0;
	const style = pick(random, [": ", "  ", " ", "|", " | ", "\t", ". "]) ?? ": ";
	const lead = style === "  " && chance(random, 0.5) ? " " : "";
	return before(
		shape,
		[first, last],
		(line) => lead + String(from + line - first).padStart(width) + style,
	);
};

/** `> ` of an answered mail. */
export const quotedMail: Break = (shape, random) => {
	const lines = pickLines(shape, random);
	const mark = pick(random, ["> ", "> ", "> ", "> ", ">", ">> "]) ?? "> ";
	return before(shape, lines, (line) =>
		shape.line(line) === "" ? mark.trimEnd() : mark,
	);
};

/** Marks of a diff: all lines new, some new among others, or some that were pasted among lines without marks. */
export const diffMarks: Break = (shape, random) => {
	const all: Lines = [0, shape.lineCount - 1];
	const block = pickBlock(shape, random) ?? all;
	const extent = random();
	if (extent < 0.3) return before(shape, block, () => "+");
	const isNew = ([first, last]: Lines, line: number) =>
		line >= first && line <= last;
	const whole = extent < 0.6;
	const splices = before(shape, all, (line) =>
		// An empty line between others has lost its blank on the way.
		whole || isNew(block, line) ? "+" : shape.line(line) === "" ? "" : " ",
	);
	if (chance(random, 0.5)) {
		const count = shape.lineCount;
		const head = whole
			? `@@ -0,0 +1,${count} @@\n`
			: `@@ -1,${count - block[1] + block[0] - 1} +1,${count} @@\n`;
		const names = pick(random, [
			"",
			"--- a/pod.yaml\n+++ b/pod.yaml\n",
			"diff --git a/pod.yaml b/pod.yaml\nindex 3f1c2ab..9d04e71 100644\n--- a/pod.yaml\n+++ b/pod.yaml\n",
		]);
		splices.unshift({ start: 0, end: 0, text: names + head });
	}
	const old = whole ? undefined : oldLine(shape, block[0]);
	if (old && chance(random, 0.6)) {
		const start = shape.start(block[0]);
		splices.unshift({ start, end: start, text: old });
	}
	return splices;
};

/** The fences of Markdown around the text, with a sentence or without; sometimes only one of them was taken along. */
export const fences: Break = (shape, random) => {
	const language = pick(random, ["yaml", "yaml", "yml", ""]) ?? "yaml";
	const fence = pick(random, ["```", "```", "```", "~~~"]) ?? "```";
	const lead = chance(random, 0.25) ? `${pick(random, SENTENCES)}\n\n` : "";
	const which = random();
	return around(
		shape,
		which < 0.9 ? `${lead}${fence}${language}\n` : "",
		which < 0.8 || which >= 0.9 ? `${fence}\n` : "",
	);
};

/** A sentence of the page before the text, or behind it. */
export const prose: Break = (shape, random) => {
	const sentence = pick(random, SENTENCES) ?? "";
	const gap = chance(random, 0.6) ? "\n" : "";
	return chance(random, 0.75)
		? around(shape, `${sentence}\n${gap}`, "")
		: around(shape, "", `${gap}${pick(random, ENDINGS)}\n`);
};

const SENTENCES = [
	"Here is the manifest:",
	"Save this as pod.yaml and apply it:",
	"The following example runs a sidecar container next to the app.",
	"Sure! Here's the updated manifest with the native sidecar:",
	"For example, consider this Pod:",
	"マニフェストは次のとおりです。",
	"$ cat pod.yaml",
	"Example",
	"pod.yaml:",
	"1. Create the Deployment",
	"Create a file named deployment.yaml with the following content:",
	"以下のマニフェストを適用します：",
];
const ENDINGS = [
	"Then run kubectl apply -f pod.yaml.",
	"Let me know if you need anything else!",
	"The sidecar starts before the app.",
	"これで適用できます。",
	"$ kubectl apply -f pod.yaml",
];

/** The whole text, or a part of it that came from elsewhere. */
function pickLines(shape: Shape, random: Random): Lines {
	const all: Lines = [0, shape.lineCount - 1];
	return chance(random, 0.65) ? all : (pickBlock(shape, random) ?? all);
}

function pickBlock({ parts }: Shape, random: Random): Lines | undefined {
	const part = pickWeighted(
		random,
		parts.filter(({ line, last, behindDash }) => last > line && !behindDash),
		({ weight }) => weight,
	);
	return part && [part.line, part.last];
}

function before(
	shape: Shape,
	[first, last]: Lines,
	mark: (line: number) => string,
): Splice[] {
	const splices: Splice[] = [];
	for (let line = first; line <= last; line++) {
		const start = shape.start(line);
		splices.push({ start, end: start, text: mark(line) });
	}
	return splices;
}

/** What stood there before: the same line with another value. */
function oldLine(shape: Shape, line: number): string | undefined {
	const [, head, value] =
		/^([^#]*[:-] +["']?)([\w./:-]+)/.exec(shape.line(line)) ?? [];
	return head && value ? `-${head}old-${value}\n` : undefined;
}

function around({ text }: Shape, head: string, tail: string): Splice[] {
	const end = text.length;
	const gap = text.endsWith("\n") ? "" : "\n";
	return [
		...(head ? [{ start: 0, end: 0, text: head }] : []),
		...(tail ? [{ start: end, end, text: gap + tail }] : []),
	];
}
