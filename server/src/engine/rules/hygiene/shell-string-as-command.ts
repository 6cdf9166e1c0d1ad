import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { readScript } from "../../kubernetes/shell";
import { readStatements } from "../../kubernetes/statements";
import type { Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import type { Document } from "../../yaml/document";
import type { Item, Scalar } from "../../yaml/tree";
import { defineRule } from "../rule";

const notFound = text({
	en: (name: string, line: string) =>
		`Nothing splits this at its blanks: the kubelet looks for one program named \`${line}\`, and \`${name}\` never starts. Each word is an item of its own, or a shell has to read the line (\`sh\`, \`-c\`).`,
	ja: (name, line) =>
		`この文字列は空白で分割されません。\`${line}\` という名前の1つのプログラムを探すため、\`${name}\` は起動しません。単語ごとに要素を分けるか、シェルに読ませてください( \`sh\` 、 \`-c\` )。`,
});
const ignored = text({
	en: (script: string, rest: string) =>
		`A shell reads only the first word behind \`-c\` as its script: it runs \`${script}\`, and \`${rest}\` is never looked at.`,
	ja: (script, rest) =>
		`シェルがスクリプトとして読むのは \`-c\` の直後の1要素だけです。実行されるのは \`${script}\` で、 \`${rest}\` は使われません。`,
});
const split = fixedText({
	en: "Split it into words",
	ja: "単語ごとに分ける",
});
const join = fixedText({
	en: "Make it one script",
	ja: "1つのスクリプトにまとめる",
});

export default defineRule({
	id: "shell-string-as-command",
	title: fixedText({
		en: "A command line where a list of words is expected",
		ja: "単語のリストにすべきところにコマンドラインが書かれている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/",
	checkPod(pod, { report }) {
		if (pod.place.origin === "shape") return;
		for (const container of pod.all) {
			const command = container.words("command");
			const [first] = command ?? [];
			if (!command || !first) continue;
			const { document } = pod;
			if (isLine(first.text)) {
				report({
					at: first,
					message: notFound(shownName(container), shorten(first.text)),
					fixes: [
						{
							title: split,
							safety: "review",
							preferred: true,
							edit: () => splitWords(document, first),
						},
					],
				});
				continue;
			}
			const unused = wordsBehindScript(container, command);
			const [extra] = unused?.rest ?? [];
			if (!unused || !extra) continue;
			const { script, rest } = unused;
			report({
				at: extra,
				message: ignored(
					shorten(script.text),
					shorten(rest.map(({ text }) => text).join(" ")),
				),
				fixes: [
					{
						title: join,
						safety: "review",
						preferred: true,
						edit: () => joinWords(document, script, rest),
					},
				],
			});
		}
	},
});

const shorten = (text: string): string => {
	const line = text.replace(/[`\s]+/g, " ").trim();
	return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

/** A program name with blanks in it; paths of Windows have them. */
const isLine = (text: string): boolean =>
	/\S\s+\S/.test(text) && !text.startsWith("-") && !text.includes("\\");

interface Unused {
	readonly script: Scalar;
	readonly rest: readonly Scalar[];
}

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|k|z)?sh$/;
/** A script that looks at its arguments. */
const ARGUMENTS =
	/\$(?:[@*#\d]|\{[@*#\d!])|\b(?:shift|getopts|source)\b|(?:^|[;&|\n]\s*)(?:set\s+--|\.\s)|\bfor\s+\w+\s*(?:;|\n|do\b)/;

/** The words behind a shell's script that it has no use for. */
function wordsBehindScript(
	container: Container,
	command: readonly Scalar[],
): Unused | undefined {
	const args = container.words("args");
	if (!args || !SHELL.test(command[0]?.text ?? "")) return undefined;
	const words = [...command, ...args];
	const flag = words.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
	if (flag === -1 || !words.slice(1, flag).every(isOption)) return undefined;
	const at = words.findIndex((word, index) => index > flag && !isOption(word));
	const script = at === -1 ? undefined : words[at];
	const rest = words.slice(at + 1);
	if (!script || rest.length === 0 || ARGUMENTS.test(script.text))
		return undefined;
	// A single word may give `$0` a name for messages.
	const isName =
		rest.length === 1 &&
		/^(?:--?|_|\w*sh|[\w./-]*\.sh)$/.test(rest[0]?.text ?? "");
	return isName ? undefined : { script, rest };
}

const isOption = ({ text }: Scalar): boolean => /^[-+]/.test(text);

/** What a shell and YAML read as nothing but itself. */
const PLAIN = /^[\w./:=@%+,-]+$/;

/** Makes items of the words of a line, in the style of the item. */
function splitWords(
	document: Document,
	line: Scalar,
): readonly Splice[] | undefined {
	const item = itemOf(line);
	const [statement, ...others] = readStatements(line.text) ?? [];
	const [command] = readScript(line.text);
	if (
		!item ||
		!statement ||
		!command ||
		others.length > 0 ||
		statement.text !== line.text.trim() ||
		/[\n$`\\]/.test(line.text) ||
		// What only a shell understands, outside of quotes.
		/[*?~<>|&;()[\]{}!#]|^\s*\w+=/.test(statement.plain) ||
		line.style === "block" ||
		line.anchor !== undefined
	)
		return undefined;
	const words = command.words.map((word) => quote(line, word));
	const { lines } = document;
	const separator = item.parent.flow
		? ", "
		: `${lines.eol}${" ".repeat(lines.column(item.start))}- `;
	return [{ start: line.start, end: line.end, text: words.join(separator) }];
}

function quote(like: Scalar, word: string): string {
	if (like.style === "single" && !word.includes("'")) return `'${word}'`;
	return like.style === "plain" &&
		/^[A-Za-z/.][\w./-]*$|^-{1,2}[A-Za-z][\w./=-]*$/.test(word) &&
		!/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(word)
		? word
		: JSON.stringify(word);
}

/** Makes one script of it and the words behind it, where a blank is surely what belongs between them. */
function joinWords(
	{ text: written }: Document,
	script: Scalar,
	rest: readonly Scalar[],
): readonly Splice[] | undefined {
	const item = itemOf(script);
	const last = rest.at(-1);
	const isWhole = (text: string) =>
		PLAIN.test(text) || /^(?:&&|\|\|?|;|>>?)$/.test(text);
	if (
		!item ||
		!last ||
		script.style === "block" ||
		!PLAIN.test(script.text) ||
		rest.some(
			(word) =>
				itemOf(word)?.parent !== item.parent ||
				word.anchor !== undefined ||
				!isWhole(word.text),
		) ||
		script.anchor !== undefined ||
		/(?:^|\s)#/.test(written.slice(script.end, last.start))
	)
		return undefined;
	const line = [script, ...rest].map(({ text }) => text).join(" ");
	const text =
		script.style === "single"
			? `'${line}'`
			: script.style === "double" || /[:#,]|^[&|>%@-]|[&|]/.test(line)
				? JSON.stringify(line)
				: line;
	return [{ start: script.start, end: last.end, text }];
}

const itemOf = ({ holder }: Scalar): Item | undefined =>
	holder && "index" in holder ? holder : undefined;
