import type { Change, Safety } from "../kubernetes/change";
import { grammarFor, refitsOf, repairsOf } from "../kubernetes/repairs";
import { podsOf } from "../kubernetes/workloads";
import type { Edit, Range, Splice } from "../text/edit";
import { fixedText, type Language, type Message, text } from "../text/language";
import { memoize } from "../text/memo";
import type { Document } from "../yaml/document";
import type { Break, Misplaced, Repair, Way } from "../yaml/repair/break";
import { ANY_QUOTE } from "../yaml/repair/characters";
import { leavesEmpty, leavesMisfits } from "./misfits";
import type { Report, RuleContext } from "./rule";
import { slipMend, slipMessage } from "./slip-texts";
import { wayTitle } from "./way-titles";

/** Does the text not tell what becomes of a break? */
const isOpen = (each: Break, document: Document): boolean =>
	each.kind === "half-typed" ||
	(each.kind === "colon" && isAnyTwoWords(each, document));

/**
 * Are they two words of any language, where others are keys and values that anybody may choose? It may be a label without
 * its colon, and as well a remark.
 */
function isAnyTwoWords(
	{ range, key = "" }: Break,
	document: Document,
): boolean {
	const { lines, text } = document;
	const line = lines.lineAt(range.start);
	if (!/^[a-z]+ +[a-z]+$/i.test(lines.content(line).trim())) return false;
	if (grammarFor(document).isNearField(key)) return false;
	const isKeyElsewhere = new RegExp(`^[ -]*${key}:`, "m").test(text);
	// What is alone under its key has to be something.
	const isBeside = [line - 1, line + 1].some(
		(other) =>
			other >= 0 &&
			other < lines.count &&
			lines.indent(other) === lines.indent(line) &&
			/^\s*["']?[\w./-]+["']?:\s/.test(lines.content(other)),
	);
	return isBeside && !isKeyElsewhere;
}

/** Is a line moved in an object without Pods to where nothing is known? What its columns tell is told, and no more. */
const isGuess = ({ breaks }: Repair, document: Document): boolean =>
	!document.mayHoldPod &&
	breaks.some(
		(each) =>
			each.kind === "column" &&
			each.ownerType === undefined &&
			!(each.ownerLine === undefined && HEAD.has(each.key ?? "")),
	);
/** What stands at the top of every object. */
const HEAD = new Set(["apiVersion", "kind", "metadata"]);

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

const losing = text({
	en: (title: string, count: number) =>
		`${title} (${count === 1 ? "1 line goes" : `${count} lines go`})`,
	ja: (title, count) => `${title}(${count}行が消える)`,
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

/** What an object of Kubernetes says of itself, wherever in a document it stands, or a Pod spec. */
const OBJECT = new RegExp(
	`^[ \\t]*(?:- +)*${ANY_QUOTE}(?:apiVersion|metadata|containers|initContainers)${ANY_QUOTE}:`,
	"m",
);

/** Is a document YAML of Kubernetes? Also one without Pods, or with none that can be found while something in it is mistyped. */
export const isManifest = (document: Document): boolean =>
	!document.isFaulty &&
	(podsOf(document).length > 0 || OBJECT.test(document.text));

/** The changes that mend a document: of several that are equally good, none is preferred. */
const mendsOf = memoize((document: Document): readonly Change[] => {
	const repairs = repairsOf(document);
	const isOnly = repairs.length === 1;
	return repairs.flatMap((repair) => [
		new Mend(document, repair, isOnly),
		...repair.others.map((way) => changeOf(way, document)),
	]);
});

/** A repair. Whether it is to be preferred is looked for when somebody asks. A class for the same reason as `Refit`. */
class Mend implements Change {
	readonly title: Message;

	constructor(
		readonly document: Document,
		readonly repair: Repair,
		readonly isOnly: boolean,
	) {
		this.title = titleOf(repair, document);
	}

	get preferred(): boolean {
		const { document, repair } = this;
		return (
			this.isOnly &&
			!repair.breaks.some((each) => isOpen(each, document)) &&
			!leavesMisfits(repair) &&
			!isGuess(repair, document)
		);
	}

	get safety(): Safety {
		return this.repair.isSafe && this.preferred ? "safe" : "review";
	}

	readonly titleAt = (offset: number): Message =>
		titleOf(this.repair, this.document, offset);

	readonly edit = (): readonly Splice[] => this.repair.edit;
}

/** A way that a person may choose, and nobody goes without being asked. */
const changeOf = (way: Way, document: Document): Change => ({
	title:
		way.kind === "remove"
			? (language) => withLoss(wayTitle(way), way.edit, document)(language)
			: wayTitle(way),
	safety: "review",
	isStep: true,
	edit: () => way.edit,
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
		const [refit, other] = refitsOf(this.document);
		return (
			refit !== undefined &&
			!other &&
			!leavesMisfits(refit) &&
			!leavesEmpty(this.document, refit)
		);
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
			fixes:
				"ways" in each
					? each.ways.map((way) => changeOf(way, document))
					: mendsOf(document),
			...told,
		});
	}
}

function messageOf(each: Break, document: Document): Message {
	if (each.kind !== "column") return slipMessage(each.kind);
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
function titleOf(
	{ breaks, edit }: Repair,
	document: Document,
	near = 0,
): Message {
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
				: slipMend(first?.kind ?? "tab", first?.key)(language);
		const whole = count > 0 ? others(title, count) : () => title;
		return withLoss(whole, edit, document)(language);
	};
}

/** A title that says how many lines go: whoever stands at one of them may not see the others. */
function withLoss(title: Message, edit: Edit, { text }: Document): Message {
	let count = 0;
	for (const { start, end, text: written } of edit)
		count += lineEndsIn(text.slice(start, end)) - lineEndsIn(written);
	return count > 0
		? (language) => losing(title(language), count)(language)
		: title;
}

const lineEndsIn = (text: string): number => text.split("\n").length - 1;

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
