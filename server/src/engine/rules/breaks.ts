import type { Change } from "../kubernetes/change";
import { refitsOf, repairsOf } from "../kubernetes/repairs";
import { podsOf } from "../kubernetes/workloads";
import type { Range, Splice } from "../text/edit";
import { fixedText, type Language, type Message, text } from "../text/language";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { Break, Misplaced, Repair } from "../yaml/repair/break";
import type { SlipKind } from "../yaml/repair/slip";
import type { Report, RuleContext } from "./rule";

const found = text({
	en: (what: string, columns: number, side: "left" | "right", owner: string) =>
		`${capitalised(what)} stands ${columns === 1 ? "1 column" : `${columns} columns`} too far to the ${side}: it belongs to ${owner}.`,
	ja: (what, columns, side, owner) =>
		`${what}が${columns}桁${side === "left" ? "左" : "右"}にずれています。${owner}に属する行です。`,
});

const shiftTitle = text({
	en: (what: string, owner: string) =>
		`Put ${what} at its right column, as part of ${owner}`,
	ja: (what, owner) => `${what}を正しい桁に直し、${owner}に属する行にする`,
});
const others = text({
	en: (title: string, count: number) =>
		`${title}, and mend ${count === 1 ? "1 other place" : `${count} other places`} too`,
	ja: (title, count) => `${title}(ほかに${count}か所も直す)`,
});

const entry = text({
	en: (line: string) => `\`${line}\``,
	ja: (line) => `\`${line}\` `,
});
const top = fixedText({
	en: "the top level of the document",
	ja: "ドキュメントの最上位",
});
const item = fixedText({ en: "this list item", ja: "このリスト項目" });
const field = text({
	en: (key: string) => `\`${key}\``,
	ja: (key) => `\`${key}\` `,
});
const owner = fixedText({ en: "It belongs here", ja: "属する要素" });

/** What each slip means to a person, and what mends it. */
const SLIPS: Readonly<
	Record<SlipKind, { readonly message: Message; readonly mend: Message }>
> = {
	dash: {
		message: fixedText({
			en: "A blank is missing behind the dash: without it this is no list item, but the name of a key.",
			ja: "ハイフンの後に空白がありません。空白がないとリスト項目ではなく、キーの名前として読み取られます。",
		}),
		mend: fixedText({
			en: "Put a blank behind the dash",
			ja: "ハイフンの後に空白を入れる",
		}),
	},
	"colon-blank": {
		message: fixedText({
			en: "A blank is missing behind the colon: without it key and value are read as one text.",
			ja: "コロンの後に空白がありません。空白がないとキーと値が1つの文字列として読み取られます。",
		}),
		mend: fixedText({
			en: "Put a blank behind the colon",
			ja: "コロンの後に空白を入れる",
		}),
	},
	colon: {
		message: fixedText({
			en: "The colon behind this key is missing.",
			ja: "このキーの後にコロンがありません。",
		}),
		mend: fixedText({
			en: "Put a colon behind the key",
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
			en: "Put the value behind its key",
			ja: "値をキーの後に移す",
		}),
	},
	tab: {
		message: fixedText({
			en: "YAML does not allow tabs in indentation: use blanks.",
			ja: "YAMLのインデントにタブは使えません。空白を使ってください。",
		}),
		mend: fixedText({
			en: "Replace tabs with blanks",
			ja: "タブを空白に置き換える",
		}),
	},
	"alien-blank": {
		message: fixedText({
			en: "This looks like a blank, but is another character (no-break or full-width), which YAML takes for text.",
			ja: "空白のように見えますが、全角スペースまたはノーブレークスペースです。YAMLでは文字として読み取られます。",
		}),
		mend: fixedText({
			en: "Replace it with ordinary blanks",
			ja: "半角の空白に置き換える",
		}),
	},
	"alien-colon": {
		message: fixedText({
			en: "This is a full-width colon, which YAML takes for text: a key needs `:` and a blank.",
			ja: "全角のコロンです。YAMLでは文字として読み取られるため、半角の `:` と空白にしてください。",
		}),
		mend: fixedText({
			en: "Write `:` and a blank",
			ja: "半角の `:` と空白に直す",
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
};

/** What an object of Kubernetes says of itself, wherever in a document it stands, or a Pod spec. */
const OBJECT =
	/^[ \t]*(?:- +)*["']?(?:apiVersion|metadata|containers|initContainers)["']?:/m;

/** Is a document YAML of Kubernetes? Also one without Pods, or with none that can be found while something in it is mistyped. */
export const isManifest = (document: Document): boolean =>
	document.faults.length === 0 &&
	(podsOf(document).length > 0 || OBJECT.test(document.text));

/** What a slip means to a person. */
export const slipMessage = (kind: SlipKind): Message => SLIPS[kind].message;

/** What mends a slip, as a fix's title. */
export const slipMend = (kind: SlipKind): Message => SLIPS[kind].mend;

/** The changes that mend a document: of several that are equally good, none is preferred. */
const mendsOf = memoize((document: Document): readonly Change[] => {
	const repairs = repairsOf(document);
	const isOnly = repairs.length === 1;
	return repairs.map((repair) => ({
		title: titleOf(repair, document),
		safety: isOnly && repair.isSafe ? "safe" : "review",
		preferred: isOnly,
		edit: () => repair.edit,
	}));
});

/**
 * Puts lines of a document that is YAML at the columns where they fit; of several equally good ways one, by its number.
 * Whether there is one is looked for when somebody asks for the edit, not before.
 *
 * @param at what is wrong: the title speaks of the nearest line that is moved
 * @param settles does the mended text settle what is wrong?
 */
export const refitChange = (
	document: Document,
	at: Range,
	index: number,
	settles: (text: string) => boolean,
): Change => new Refit(document, at, index, settles);

/** A class, since each getter in an object literal makes a hidden class of its own, which stays until a full collection. */
class Refit implements Change {
	readonly safety = "review";

	constructor(
		readonly document: Document,
		readonly at: Range,
		readonly index: number,
		readonly settles: (text: string) => boolean,
	) {}

	get preferred(): boolean {
		return refitsOf(this.document).length === 1;
	}

	readonly title = (language: Language): string => {
		const refit = refitsOf(this.document)[this.index];
		return refit ? titleOf(refit, this.document, this.at.start)(language) : "";
	};

	readonly edit = (): readonly Splice[] | undefined => {
		const refit = refitsOf(this.document)[this.index];
		return refit && this.settles(refit.text) ? refit.edit : undefined;
	};
}

/**
 * Reports what a person did to a document so that it cannot be read, as far as it is known how to mend it. All findings
 * share the fix that mends the document.
 *
 * @param isOwn which breaks are the rule's
 * @param told what is said of all of them, where it is not what such breaks mean as a rule
 */
export function reportBreaks(
	document: Document,
	{ report }: RuleContext,
	isOwn: (found: Break) => boolean,
	told: Partial<Pick<Report, "message" | "severity">> = {},
): void {
	const [best] = repairsOf(document);
	for (const each of best?.breaks ?? []) {
		if (!isOwn(each)) continue;
		const opener = openerOf(each, document);
		report({
			at: each.range,
			message: messageOf(each, document),
			related: opener ? [{ at: opener, message: owner }] : [],
			fixes: mendsOf(document),
			...told,
		});
	}
}

function messageOf(each: Break, document: Document): Message {
	if (each.kind !== "column") return SLIPS[each.kind].message;
	const { column, target } = each;
	return (language) =>
		found(
			describe(each)(language),
			Math.abs(target - column),
			sideOf(each),
			nameOf(openerOf(each, document), document)(language),
		)(language);
}

/** To which side of its place a line stands. */
export const sideOf = ({ column, target }: Misplaced): "left" | "right" =>
	target > column ? "left" : "right";

/** Says of the nearest break how it is mended: repairs that are equally good differ in that. */
function titleOf({ breaks }: Repair, document: Document, near = 0): Message {
	const [first] = [...breaks].sort(
		(a, b) => Math.abs(a.range.start - near) - Math.abs(b.range.start - near),
	);
	const count = breaks.length - 1;
	return (language) => {
		const title =
			first?.kind === "column"
				? shiftTitle(
						describe(first)(language),
						nameOf(openerOf(first, document), document)(language),
					)(language)
				: SLIPS[first?.kind ?? "tab"].mend(language);
		return count > 0 ? others(title, count)(language) : title;
	};
}

function openerOf(each: Break, { lines }: Document): Range | undefined {
	return each.kind !== "column" || each.ownerLine === undefined
		? undefined
		: lines.contentRange(each.ownerLine);
}

const nameOf = (opener: Range | undefined, { text }: Document): Message =>
	opener ? entry(shorten(text.slice(opener.start, opener.end))) : top;

const describe = ({ isItem, key }: Misplaced): Message =>
	isItem || key === undefined ? item : field(key);

const shorten = (line: string): string =>
	line.length > 60 ? `${line.slice(0, 59)}…` : line;

const capitalised = (words: string): string =>
	words.charAt(0).toUpperCase() + words.slice(1);
