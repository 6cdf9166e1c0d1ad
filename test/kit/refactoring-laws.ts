import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { dataOfDocument } from "./document-data";

/**
 * A script that is split keeps each of its commands and comments exactly once, but for what changes the shell at its
 * beginning, which both parts need; lines that are none of the script stay.
 */
export function assertScriptSplit(
	text: string,
	result: string,
	what: string,
): void {
	const [before, after] = [wordsOf(text), wordsOf(result)];
	const gone = without(before, after);
	assert.equal(gone.length, 1, `${what}: one script is taken apart`);
	const old = countOf(gone.flatMap(piecesOf));
	// What calls a script stands in front of both parts.
	const come = without(after, before).filter(
		(word) => old.has(word) || !before.includes(word),
	);
	const made = countOf(come.flatMap(piecesOf));
	for (const [piece, times] of old) {
		const now = made.get(piece) ?? 0;
		const isDoubled = PREAMBLE.test(piece) && now === 2 * times;
		assert.ok(
			now === times || isDoubled,
			`${what}: \`${piece}\` is there ${times} times, not ${now} times`,
		);
	}
	for (const piece of made.keys())
		assert.ok(
			old.has(piece) || piece === "true",
			`${what}: \`${piece}\` is new`,
		);
	for (const script of come)
		assert.ok(
			isSubsequence(
				piecesOf(script).filter((piece) => old.has(piece)),
				gone.flatMap(piecesOf),
			),
			`${what}: the commands keep their order`,
		);
	const pieces = [...old.keys()];
	for (const line of without(linesOf(text), linesOf(result)))
		assert.ok(
			pieces.some((piece) => line.includes(first(piece))),
			`${what}: the line \`${line}\` is still there`,
		);
	for (const comment of without(commentsOf(text), commentsOf(result)))
		assert.fail(`${what}: the comment \`${comment}\` is still there`);
}

const PREAMBLE = /^(?:set|cd|umask|ulimit|export)\s|^\w+=\S*$|^#!|^exit \d+$/;

/** The words of all commands and arguments, sorted by where they stand. */
function wordsOf(text: string): string[] {
	const words: string[] = [];
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) for (const item of node) visit(item);
		else if (typeof node === "object" && node !== null)
			for (const [key, value] of Object.entries(node)) {
				if (/^(?:command|args)$/.test(key) && Array.isArray(value))
					words.push(...value.map((word) => `${word}`.trimEnd()));
				else visit(value);
			}
	};
	for (const document of parseAllDocuments(text.replace(/^\uFEFF/, "")))
		visit(dataOfDocument(document));
	return words;
}

/** What one list has more often than another. */
function without(
	list: readonly string[],
	other: readonly string[],
): readonly string[] {
	const left = countOf(other);
	return list.filter((each) => {
		const times = left.get(each) ?? 0;
		left.set(each, times - 1);
		return times <= 0;
	});
}

/** The commands of a script, cut at what joins them; comments for themselves. */
const piecesOf = (script: string): readonly string[] =>
	script
		.split(/\n|&&|\|\||;/)
		.flatMap((piece) => piece.split(/(?<=\s)(?=#)/))
		.map((piece) => piece.replace(/\\$/, "").trim())
		.filter((piece) => piece !== "");

/** What of a command is written in any quotes as it is. */
const first = (piece: string): string =>
	/^[^\s"'\\]+/.exec(piece)?.[0] ?? piece;

const linesOf = (text: string): readonly string[] =>
	text
		.split(/\r?\n/)
		.map((line) =>
			line.trim().replace(/^(initContainers:)\s*(?:\[\s*\]|null|~)$/, "$1"),
		)
		.filter((line) => line !== "");

/** What is quoted on one line is no comment, whatever stands in it; the comments of a script are pieces of it. */
const commentsOf = (text: string): readonly string[] =>
	[
		...text
			.replace(/(?<=[[{,:-]\s*)"(?:[^"\\]|\\[\s\S])*"/g, '""')
			.replace(/"(?:[^"\\\r\n]|\\.)*"/g, '""')
			.matchAll(/(?:^|\s)(#[^\r\n]*)/gm),
	].map(([, comment = ""]) => comment.trim());

const countOf = (list: readonly string[]): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
	return counts;
};

function isSubsequence(
	list: readonly string[],
	whole: readonly string[],
): boolean {
	let at = -1;
	return list.every((each) => {
		at = whole.indexOf(each, at + 1);
		return at !== -1;
	});
}

/** What is moved within a list is the same text in another order. */
export function assertMoved(text: string, result: string, what: string): void {
	const pieces = (all: string) =>
		all
			.split(/[\r\n,[\]]/)
			.map((piece) => piece.trim())
			.filter((piece) => piece !== "")
			.sort();
	assert.deepEqual(
		pieces(result),
		pieces(text),
		`${what}: nothing else changes`,
	);
	assert.equal(result.length, text.length, `${what}: the text is as long`);
}
