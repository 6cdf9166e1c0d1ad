import { repairsOf } from "../../kubernetes/repairs";
import { fixedText, type Message, text } from "../../text/language";
import type { Lines } from "../../text/lines";
import type { Document } from "../../yaml/document";
import { isReadAnyway } from "../../yaml/lenient";
import { insertLines } from "../../yaml/line-edit";
import { lostAliasesIn } from "../../yaml/proof";
import { type Slip, slipOf } from "../../yaml/slips";
import type { Node, Scalar } from "../../yaml/tree";
import { isManifest, reportBreaks } from "../breaks";
import { defineRule, type RuleContext } from "../rule";
import { slipMend } from "../slip-texts";

/** What each fault of the YAML reader means to a person. */
const MESSAGES: Readonly<Record<string, Message>> = {
	BAD_INDENT: fixedText({
		en: "The indentation of this line fits neither the lines above nor those below.",
		ja: "この行のインデントが前後の行と合っていません。",
	}),
	BLOCK_AS_IMPLICIT_KEY: fixedText({
		en: "A second `key: value` stands where a value is expected: put it on a line of its own, or quote the text.",
		ja: "値の位置に別の `キー: 値` があります。行を分けるか、文字列を引用符で囲んでください。",
	}),
	MULTILINE_IMPLICIT_KEY: fixedText({
		en: "This text is no `key: value`, and what follows does not continue it: a key needs a colon and a space after it.",
		ja: "`キー: 値` になっておらず、次の行ともつながりません。キーの後にはコロンと空白が必要です。",
	}),
	MISSING_CHAR: fixedText({
		en: "Something is missing here: a colon, a comma, a quote or a bracket.",
		ja: "コロン、カンマ、引用符、括弧のいずれかが足りません。",
	}),
	BAD_SCALAR_START: fixedText({
		en: "No text may begin with this character unless it is quoted: put it in quotes.",
		ja: "この文字で始まる文字列は、引用符で囲む必要があります。",
	}),
	TAB_AS_INDENT: fixedText({
		en: "YAML does not allow tabs in indentation: use spaces.",
		ja: "YAMLのインデントにタブは使えません。空白を使ってください。",
	}),
	BAD_DQ_ESCAPE: fixedText({
		en: "Double quotes know no such escape: double the backslash, or use single quotes.",
		ja: "二重引用符の中で使えないエスケープです。バックスラッシュを重ねるか、一重引用符を使ってください。",
	}),
	BAD_ALIAS: fixedText({
		en: "This alias is not written as YAML wants it.",
		ja: "エイリアスの書き方が正しくありません。",
	}),
	RESOURCE_EXHAUSTION: fixedText({
		en: "The document is nested too deeply to be read.",
		ja: "入れ子が深すぎて読み取れません。",
	}),
};

const OTHER = fixedText({
	en: "This cannot be read as YAML: something unexpected stands here.",
	ja: "YAMLとして読めません。予期しない文字があります。",
});

const OPEN_QUOTE = fixedText({
	en: "This quote is not closed: what follows is read as part of the text.",
	ja: "引用符が閉じられていないため、以降の行も文字列の一部として読み取られます。",
});

const TOO_FAR_LEFT = fixedText({
	en: "Kubernetes can read this, other tools cannot: YAML wants the lines of a bracket or of a quoted text further to the right than their key.",
	ja: "Kubernetesでは読み取れますが、ほかのツールでは読み取れません。YAMLでは、括弧や引用符の中の行をキーより右に書く必要があります。",
});

const PASSED_OVER = fixedText({
	en: "kubectl does not come to this object, and says nothing of it: behind `...` another document begins with `---`.",
	ja: "kubectlはこのオブジェクトを読み取らず、エラーも出しません。`...` の後で次のドキュメントを始めるには `---` が必要です。",
});
const lostAlias = text({
	en: (name: string) =>
		`\`*\` refers to an anchor, and no \`&${name}\` stands above: Kubernetes does not read the document. A text that begins with \`*\` needs quotes.`,
	ja: (name) =>
		`\`*\` はアンカーへの参照ですが、これより前に \`&${name}\` がないため、Kubernetesはこのドキュメントを読み取れません。\`*\` で始まる文字列は引用符で囲む必要があります。`,
});
const BEGIN = fixedText({
	en: "Write `---` above it",
	ja: "その上に `---` を書く",
});

const SLIPS: Readonly<Record<Slip["kind"], Message>> = {
	bracket: fixedText({
		en: "This bracket is not closed: what follows is read as part of the list or mapping.",
		ja: "括弧が閉じられていないため、以降の行もリストまたはマッピングの一部として読み取られます。",
	}),
	dash: fixedText({
		en: "A space is missing after the dash: without it this is no list item, but the name of a key.",
		ja: "ハイフンの後に空白がありません。空白がないとリスト項目ではなく、キーの名前として読み取られます。",
	}),
};
const MENDS: Readonly<Record<Slip["kind"], Message>> = {
	bracket: fixedText({ en: "Close the bracket", ja: "括弧を閉じる" }),
	dash: fixedText({
		en: "Put a space after the dash",
		ja: "ハイフンの後に空白を入れる",
	}),
};

export default defineRule({
	id: "yaml-syntax",
	title: fixedText({
		en: "The document is not YAML",
		ja: "YAMLとして読めない",
	}),
	severity: "error",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	checkDocument(document, context) {
		const { report } = context;
		if (document.isPassedOver) {
			reportPassedOver(document, context);
			return;
		}
		if (repairsOf(document).length > 0) {
			reportBreaks(
				document,
				context,
				({ kind }) => kind !== "column",
				isReadAnyway(document)
					? { severity: "warning", message: TOO_FAR_LEFT }
					: {},
			);
			return;
		}
		const [first] = document.firstFaults;
		if (!first) {
			reportLostAliases(document, context);
			return;
		}
		const { lines } = document;
		const isAtEnd = document.text.slice(first.start).trim() === "";
		const open = isAtEnd ? openQuote(document) : undefined;
		if (open) {
			const at = withinLine(lines, open.start, open.end);
			report({ at, message: OPEN_QUOTE });
			return;
		}
		const slip = slipOf(document);
		if (slip) {
			const { edit } = slip;
			report({
				at: slip.at,
				message: SLIPS[slip.kind],
				fixes: [
					edit && {
						title: MENDS[slip.kind],
						safety: "review",
						preferred: true,
						edit: () => edit,
					},
				],
			});
			return;
		}
		const at = placeOf(lines, first);
		if (isReadAnyway(document))
			report({ at, severity: "warning", message: TOO_FAR_LEFT });
		else report({ at, message: MESSAGES[first.code] ?? OTHER });
	},
});

/** A star in front of a text makes a reference of it: `host: *.example.com`. */
function reportLostAliases(
	document: Document,
	{ report }: Pick<RuleContext, "report">,
): void {
	if (document.templated || !MAY_REFER.test(document.text)) return;
	if (!isManifest(document)) return;
	for (const { start, end } of lostAliasesIn(document)) {
		const written = document.text.slice(start, end);
		const isName = /^\*[\w-]+$/.test(written);
		report({
			at: { start, end },
			message: lostAlias(written.slice(1)),
			fixes: [
				isName
					? undefined
					: {
							title: slipMend("unquoted"),
							// No anchor can be called so.
							safety: "safe",
							preferred: true,
							edit: () => [
								{ start, end: start, text: '"' },
								{ start: end, end, text: '"' },
							],
						},
			],
		});
	}
}
const MAY_REFER = /[\s[{,]\*\S/;

/** What stands behind directives and comments is where the document begins. */
function reportPassedOver(
	{ lines }: Document,
	{ report }: Pick<RuleContext, "report">,
): void {
	let line = 0;
	while (
		line < lines.count &&
		(lines.isBlank(line) ||
			lines.isComment(line) ||
			lines.content(line).startsWith("%"))
	)
		line++;
	report({
		at: lines.contentRange(line),
		severity: "warning",
		message: PASSED_OVER,
		fixes: [
			{
				title: BEGIN,
				safety: "review",
				preferred: true,
				edit: () => [insertLines(lines, line, ["---"])],
			},
		],
	});
}

/** Where a person looks: a fault may stretch over what the reader has swallowed, or stand behind the last line. */
function placeOf(
	lines: Lines,
	{ start, end, code }: Document["faults"][number],
) {
	let line = lines.lineAt(start);
	while (line > 0 && lines.isBlank(line)) line--;
	const { start: first, end: last } = lines.contentRange(line);
	const from = Math.min(
		code === "TAB_AS_INDENT" ? start : Math.max(start, first),
		Math.max(first, last - 1),
	);
	return withinLine(lines, from, end);
}

function withinLine(lines: Lines, start: number, end: number) {
	const { end: last } = lines.contentRange(lines.lineAt(start));
	return { start, end: Math.max(start + 1, Math.min(end, last)) };
}

/** The quoted text that has no end and so has swallowed what came after it. */
function openQuote({ root, text }: Document): Scalar | undefined {
	const last = lastScalar(root);
	if (last?.style !== "single" && last?.style !== "double") return undefined;
	const written = text.slice(last.start, last.end).trimEnd();
	return written.length === 1 || !written.endsWith(written.charAt(0))
		? last
		: undefined;
}

function lastScalar(node: Node | undefined): Scalar | undefined {
	if (node?.kind === "mapping") return lastScalar(node.entries.at(-1)?.value);
	if (node?.kind === "sequence") return lastScalar(node.items.at(-1)?.value);
	return node?.kind === "scalar" ? node : undefined;
}
