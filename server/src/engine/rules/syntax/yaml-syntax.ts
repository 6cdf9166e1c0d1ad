import { repairsOf } from "../../kubernetes/indentation";
import { fixedText, type Message } from "../../text/language";
import { defineRule } from "../rule";

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
		en: "This text has no colon, and what follows does not continue it: complete the line, or align it.",
		ja: "コロンがなく、次の行ともつながりません。行を最後まで書くか、インデントをそろえてください。",
	}),
	MISSING_CHAR: fixedText({
		en: "Something is missing here: a colon, a comma, a quote or a bracket.",
		ja: "コロン、カンマ、引用符、括弧のいずれかが足りません。",
	}),
	TAB_AS_INDENT: fixedText({
		en: "YAML does not allow tabs in indentation: use blanks.",
		ja: "YAMLのインデントにタブは使えません。空白を使ってください。",
	}),
	BAD_DQ_ESCAPE: fixedText({
		en: "Double quotes know no such escape: double the backslash, or use single quotes.",
		ja: "二重引用符の中で使えないエスケープです。バックスラッシュを重ねるか、一重引用符を使ってください。",
	}),
	BAD_ALIAS: fixedText({ en: "This alias is not written as YAML wants it.", ja: "エイリアスの書き方が正しくありません。" }),
	RESOURCE_EXHAUSTION: fixedText({
		en: "The document is nested too deeply to be read.",
		ja: "入れ子が深すぎて読み取れません。",
	}),
};

const OTHER = fixedText({
	en: "This cannot be read as YAML: something unexpected stands here.",
	ja: "YAMLとして読めません。予期しない文字があります。",
});

export default defineRule({
	id: "yaml-syntax",
	title: fixedText({ en: "The document is not YAML", ja: "YAMLとして読めない" }),
	severity: "error",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/overview/working-with-objects/",
	checkDocument(document, { report }) {
		const [first] = document.faults;
		if (!first || repairsOf(document).length > 0) return;
		const line = document.lines.contentRange(document.lines.lineAt(first.start));
		// A fault may stretch over what the reader has swallowed; a person looks at one line.
		const start = Math.min(first.start, Math.max(line.start, line.end - 1));
		report({
			at: { start, end: Math.max(start + 1, Math.min(first.end, line.end)) },
			message: MESSAGES[first.code] ?? OTHER,
		});
	},
});
