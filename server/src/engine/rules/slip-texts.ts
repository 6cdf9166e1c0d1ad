import { fixedText, type Message, text } from "../text/language";
import type { SlipKind } from "../yaml/repair/slip";

/** What each slip means to a person, and what mends it. */
const SLIPS: Readonly<
	Record<SlipKind, { readonly message: Message; readonly mend: Message }>
> = {
	dash: {
		message: fixedText({
			en: "A space is missing after the dash: without it this is no list item, but the name of a key.",
			ja: "ハイフンの後に空白がありません。空白がないとリスト項目ではなく、キーの名前として読み取られます。",
		}),
		mend: fixedText({
			en: "Put a space after the dash",
			ja: "ハイフンの後に空白を入れる",
		}),
	},
	"colon-blank": {
		message: fixedText({
			en: "A space is missing after the colon: without it key and value are read as one text.",
			ja: "コロンの後に空白がありません。空白がないとキーと値が1つの文字列として読み取られます。",
		}),
		mend: fixedText({
			en: "Put a space after the colon",
			ja: "コロンの後に空白を入れる",
		}),
	},
	colon: {
		message: fixedText({
			en: "The colon after this key is missing.",
			ja: "このキーの後にコロンがありません。",
		}),
		mend: fixedText({
			en: "Put a colon after the key",
			ja: "キーの後にコロンを入れる",
		}),
	},
	quote: {
		message: fixedText({
			en: "This quote is not closed: what follows is read as part of the text.",
			ja: "引用符が閉じられていないため、以降の行も文字列の一部として読み取られます。",
		}),
		mend: fixedText({ en: "Close the quote", ja: "引用符を閉じる" }),
	},
	bracket: {
		message: fixedText({
			en: "This bracket is not closed: what follows is read as part of the list or mapping.",
			ja: "括弧が閉じられていないため、以降の行もリストまたはマッピングの一部として読み取られます。",
		}),
		mend: fixedText({ en: "Close the bracket", ja: "括弧を閉じる" }),
	},
	"open-bracket": {
		message: fixedText({
			en: "A bracket is missing here: the one that is closed further on is not opened.",
			ja: "開き括弧がありません。後ろの閉じ括弧に対応する括弧がここに必要です。",
		}),
		mend: fixedText({ en: "Open the bracket", ja: "開き括弧を入れる" }),
	},
	"other-bracket": {
		message: fixedText({
			en: "This bracket is of another kind than the one that it closes.",
			ja: "この閉じ括弧は、対応する開き括弧と種類が違います。",
		}),
		mend: fixedText({
			en: "Write the bracket that closes it",
			ja: "対応する種類の閉じ括弧に直す",
		}),
	},
	"no-bracket": {
		message: fixedText({
			en: "No bracket is open that this one would close.",
			ja: "この閉じ括弧に対応する開き括弧がありません。",
		}),
		mend: fixedText({ en: "Remove the bracket", ja: "括弧を削除" }),
	},
	comma: {
		message: fixedText({
			en: "No comma belongs here: only the parts of `[ … ]` and `{ … }` are separated by commas.",
			ja: "ここにカンマは不要です。カンマで区切るのは `[ … ]` と `{ … }` の中だけです。",
		}),
		mend: fixedText({ en: "Remove the comma", ja: "カンマを削除" }),
	},
	"no-comma": {
		message: fixedText({
			en: "A comma is missing here: the parts of `[ … ]` and `{ … }` are separated by commas.",
			ja: "ここにカンマがありません。`[ … ]` と `{ … }` の中はカンマで区切ります。",
		}),
		mend: fixedText({ en: "Put a comma", ja: "カンマを入れる" }),
	},
	"open-quote": {
		message: fixedText({
			en: "The quote at the end of this text is not opened.",
			ja: "この文字列の末尾の引用符に、対応する開始の引用符がありません。",
		}),
		mend: fixedText({
			en: "Open the quote in front of the text",
			ja: "文字列の先頭に引用符を補う",
		}),
	},
	"other-quote": {
		message: fixedText({
			en: "This quote is of another kind than the one at the other end of its text.",
			ja: "この引用符は、文字列の反対側の引用符と種類が違います。",
		}),
		mend: fixedText({
			en: "Write the same quote on both sides",
			ja: "両側を同じ引用符にする",
		}),
	},
	"twin-quote": {
		message: fixedText({
			en: "There is one quote too many here.",
			ja: "引用符が1つ余分です。",
		}),
		mend: fixedText({ en: "Remove the quote", ja: "引用符を削除" }),
	},
	unquoted: {
		message: fixedText({
			en: "YAML does not read this as one text: it has to stand in quotes that do not occur in it.",
			ja: "このままでは1つの文字列として読み取られません。文字列に含まれない種類の引用符で囲む必要があります。",
		}),
		mend: fixedText({
			en: "Put the text in quotes",
			ja: "文字列を引用符で囲む",
		}),
	},
	unbracketed: {
		message: fixedText({
			en: "Several texts stand here, where YAML reads one value: a list of them has to stand in brackets.",
			ja: "値が1つしか書けない場所に、複数の文字列が並んでいます。リストにするには角括弧で囲む必要があります。",
		}),
		mend: fixedText({
			en: "Put brackets around the texts",
			ja: "文字列を角括弧で囲む",
		}),
	},
	escape: {
		message: fixedText({
			en: "Double quotes know no such escape: in single quotes a backslash stands for itself.",
			ja: "二重引用符の中で使えないエスケープです。一重引用符の中では、バックスラッシュはそのままの文字になります。",
		}),
		mend: fixedText({
			en: "Write single quotes",
			ja: "一重引用符に直す",
		}),
	},
	"line-break": {
		message: fixedText({
			en: "Two entries stand on one line: each needs a line of its own.",
			ja: "1行に2つの要素が書かれています。それぞれ別の行に書く必要があります。",
		}),
		mend: fixedText({
			en: "Put each entry on a line of its own",
			ja: "要素ごとに行を分ける",
		}),
	},
	"text-column": {
		message: fixedText({
			en: "The lines of a text have to stand further to the right than its key.",
			ja: "複数行の文字列は、キーより右に書く必要があります。",
		}),
		mend: fixedText({
			en: "Put the text further to the right than its key",
			ja: "文字列をキーより右に移す",
		}),
	},
	"value-above": {
		message: fixedText({
			en: "This value stands before the key that it belongs to: nothing may stand below a value.",
			ja: "値が、対応するキーより前に書かれています。値の下に別のキーを書くことはできません。",
		}),
		mend: fixedText({
			en: "Put the value after its key",
			ja: "値をキーの後に移す",
		}),
	},
	tab: {
		message: fixedText({
			en: "YAML does not allow tabs in indentation: use spaces.",
			ja: "YAMLのインデントにタブは使えません。空白を使ってください。",
		}),
		mend: fixedText({
			en: "Replace tabs with spaces",
			ja: "タブを空白に置き換える",
		}),
	},
	"alien-blank": {
		message: fixedText({
			en: "This looks like a space, but is another character (no-break or full-width), which YAML takes for text.",
			ja: "空白のように見えますが、全角スペースまたはノーブレークスペースです。YAMLでは文字として読み取られます。",
		}),
		mend: fixedText({
			en: "Replace it with ordinary spaces",
			ja: "半角の空白に置き換える",
		}),
	},
	"alien-colon": {
		message: fixedText({
			en: "This is a full-width colon, which YAML takes for text: a key needs `:` and a space.",
			ja: "全角のコロンです。YAMLでは文字として読み取られるため、半角の `:` と空白にしてください。",
		}),
		mend: fixedText({
			en: "Write `:` and a space",
			ja: "半角の `:` と空白に直す",
		}),
	},
	"alien-comma": {
		message: fixedText({
			en: "This is a full-width comma, which YAML takes for text: the parts of `[ … ]` and `{ … }` are separated by `,`.",
			ja: "全角のカンマです。YAMLでは文字として読み取られるため、`[ … ]` と `{ … }` の中は半角の `,` で区切ってください。",
		}),
		mend: fixedText({
			en: "Write `,`",
			ja: "半角の `,` に直す",
		}),
	},
	"alien-quote": {
		message: fixedText({
			en: "These are the quotes of printed text, which YAML takes for text: it knows `\"` and `'`.",
			ja: "印刷用の引用符です。YAMLでは文字として読み取られるため、`\"` または `'` にしてください。",
		}),
		mend: fixedText({
			en: "Write plain quotes",
			ja: "通常の引用符に直す",
		}),
	},
	"alien-dash": {
		message: fixedText({
			en: "This is the dash or bullet of printed text, which YAML takes for text: a list item begins with `-` and a space.",
			ja: "印刷用のダッシュまたは行頭記号です。YAMLでは文字として読み取られるため、リスト項目は半角の `-` と空白で始めてください。",
		}),
		mend: fixedText({
			en: "Write `-`",
			ja: "`-` に直す",
		}),
	},
	entity: {
		message: fixedText({
			en: "This is how HTML writes a character, not YAML: the text was copied from the source of a page.",
			ja: "HTMLの文字参照です。YAMLでは文字として扱われません。ページのソースから貼り付けられたものです。",
		}),
		mend: fixedText({
			en: "Write the characters that are meant, everywhere",
			ja: "すべて本来の文字に直す",
		}),
	},
	"twin-dash": {
		message: fixedText({
			en: "One dash too many: this list holds objects, and each of them begins with a single one.",
			ja: "ハイフンが1つ余分です。このリストの要素はオブジェクトで、それぞれ1つのハイフンで始まります。",
		}),
		mend: fixedText({
			en: "Remove one of the dashes",
			ja: "余分なハイフンを削除",
		}),
	},
	"no-hash": {
		message: fixedText({
			en: "This line is neither a field nor a list item: a comment begins with `#`.",
			ja: "フィールドでもリスト項目でもない行です。コメントは `#` で始めてください。",
		}),
		mend: fixedText({ en: "Make it a comment", ja: "コメントにする" }),
	},
	"half-typed": {
		message: fixedText({
			en: "This line is neither a field nor a list item: a field has a colon, and a space or the end of the line after it. It is passed over.",
			ja: "フィールドでもリスト項目でもない行です。フィールドにはコロンと、その後に空白または改行が必要です。この行は無視してチェックしています。",
		}),
		mend: fixedText({ en: "Make it a comment", ja: "コメントにする" }),
	},
	fence: {
		message: fixedText({
			en: "This is Markdown around the manifest, not part of it.",
			ja: "マニフェストの一部ではなく、前後のMarkdownです。",
		}),
		mend: fixedText({
			en: "Keep only what stands between the fences",
			ja: "コードブロックの中だけを残す",
		}),
	},
	prose: {
		message: fixedText({
			en: "This is a sentence beside the manifest, not part of it.",
			ja: "マニフェストの一部ではなく、前後の文章です。",
		}),
		mend: fixedText({
			en: "Remove what is not YAML",
			ja: "YAMLではない行を削除",
		}),
	},
	output: {
		message: fixedText({
			en: "This is the output of a command beside the manifest, not part of it.",
			ja: "マニフェストの一部ではなく、前後に貼り付けられたコマンドの出力です。",
		}),
		mend: fixedText({
			en: "Remove what is not YAML",
			ja: "YAMLではない行を削除",
		}),
	},
	mail: {
		message: fixedText({
			en: "The lines begin with the `>` of a quoted message.",
			ja: "行頭に引用の `>` が付いています。",
		}),
		mend: fixedText({
			en: "Remove the `>` in front of the lines",
			ja: "行頭の `>` を削除",
		}),
	},
	diff: {
		message: fixedText({
			en: "These are the marks of a diff, not part of the manifest.",
			ja: "マニフェストの一部ではなく、差分(diff)の記号です。",
		}),
		mend: fixedText({
			en: "Keep what the diff leads to, without its marks",
			ja: "差分の記号を取り除き、適用後の内容を残す",
		}),
	},
	number: {
		message: fixedText({
			en: "The lines begin with line numbers, which were copied along.",
			ja: "行頭に、コピー元の行番号が付いています。",
		}),
		mend: fixedText({
			en: "Remove the line numbers",
			ja: "行番号を削除",
		}),
	},
	conflict: {
		message: fixedText({
			en: "A merge was not decided here: one of the two sides has to stay, or both, without the lines `<<<<<<<`, `=======` and `>>>>>>>`.",
			ja: "マージの競合が解決されていません。どちらか一方または両方を残し、`<<<<<<<`、`=======`、`>>>>>>>` の行を削除してください。",
		}),
		mend: fixedText({ en: "Keep one side", ja: "一方を残す" }),
	},
	orphan: {
		message: fixedText({
			en: "The key that held this has become a comment, and nothing above can hold it now.",
			ja: "この行が属していたキーがコメントになっており、属する先がありません。",
		}),
		mend: fixedText({ en: "Bring the key back", ja: "キーを元に戻す" }),
	},
	"lost-dash": {
		message: fixedText({
			en: "The dash in front of this is missing: with it a list item begins.",
			ja: "リスト項目の先頭のハイフンがありません。",
		}),
		mend: fixedText({
			en: "Put a dash in front of the item",
			ja: "項目の先頭にハイフンを入れる",
		}),
	},
	"lost-key": {
		message: fixedText({
			en: "The key that holds this is missing: nothing above can hold it.",
			ja: "この行が属するキーがありません。上の行のどこにも属することができません。",
		}),
		mend: fixedText({
			en: "Write the key that is missing",
			ja: "抜けているキーを書く",
		}),
	},
};

/** What a slip means to a person. */
export const slipMessage = (kind: SlipKind): Message => SLIPS[kind].message;

const writeKey = text({
	en: (key: string) => `Write \`${key}:\` above it`,
	ja: (key) => `その上に \`${key}:\` を書く`,
});

/** What mends a slip, as a fix's title. */
export const slipMend = (kind: SlipKind, key?: string): Message =>
	kind === "lost-key" && key !== undefined ? writeKey(key) : SLIPS[kind].mend;
