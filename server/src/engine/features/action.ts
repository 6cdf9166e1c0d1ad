import { serverAnswer } from "../apiserver/answers";
import type { Change } from "../kubernetes/change";
import { refuse } from "../kubernetes/conversion/refusals";
import type { Neighbours } from "../kubernetes/neighbours";
import type { SeenFile } from "../kubernetes/sight";
import type { Version } from "../kubernetes/versions";
import {
	applyEdit,
	type Edit,
	makeEdit,
	type Range,
	shiftEdit,
	tryEdit,
} from "../text/edit";
import type { Message } from "../text/language";
import { memoizeBoth } from "../text/memo";
import type { Document } from "../yaml/document";
import { keepsBlankLines } from "../yaml/ownership";
import {
	changedAliases,
	isTractable,
	lostAliases,
	mayHaveAliases,
	repeatedKeys,
} from "../yaml/proof";
import { type PlacedDocument, Source } from "../yaml/source";
import { nodesOf } from "../yaml/tree";
import type { Foresight } from "./consequences";
import type { Finding } from "./finding";
import type { PlacedFinding } from "./findings";

/** Something that a person can choose to have done. */
export interface Action {
	readonly kind: "fix" | "refactoring" | "suppression";
	/** Tells actions at one place apart: rule or refactoring id, and where or which. */
	readonly id: string;
	readonly title: Message;
	readonly preferred: boolean;
	/** Why it cannot be done here; then there is no edit. */
	readonly disabled: Message | undefined;
	/** The findings that it settles. */
	readonly findings: readonly PlacedFinding[];
	/** All that changes in the file, in its offsets. */
	readonly edit: () => Edit | undefined;
	/** What changes in other files, in their offsets. */
	readonly elsewhere: () => readonly FileEdit[];
	/** What a person should know or decide afterwards, a sentence each. */
	readonly notes: () => readonly Message[];
	/** Of a refactoring: which of its offers it is. */
	readonly variant: string | undefined;
	/** The name of a container that it brings, whose image is to be looked at first. */
	readonly brings?: string | undefined;
}

/** The edit of another file in sight. */
export interface FileEdit {
	readonly file: SeenFile;
	readonly edit: Edit;
}

/**
 * The edit of a change, in offsets of the document.
 * @returns nothing when the change declines, or would break a document that is whole, or change what aliases mean
 */
export function editOf(document: Document, change: Change): Edit | undefined {
	const proof = provenChange(document, change);
	return change.safety === "safe" || proof?.aliases.length === 0
		? proof?.edit
		: undefined;
}

/** The edit of a fix. What the API server refuses may be mended for all that share it, if it is mended for each of them. */
export function editOfFix(
	document: Document,
	{ rule }: Finding,
	change: Change,
	version: Version,
): Edit | undefined {
	const edit = editOf(document, change);
	if (edit || !rule.isAnswer) return edit;
	const proof = provenChange(document, change);
	if (!proof?.after) return undefined;
	const countErrors = (each: Document) =>
		serverAnswer(each, version).errors.get(rule.id)?.length ?? 0;
	const settled = countErrors(document) - countErrors(proof.after);
	return settled > proof.aliases.length ? proof.edit : undefined;
}

/** What came of an edit that may be made. */
interface Proof {
	readonly edit: Edit;
	/** The anchors of the aliases that would stand for something else, one for each of them. */
	readonly aliases: readonly string[];
	/** The document that has them. */
	readonly after: Document | undefined;
}

/** Proving an edit reads the whole result: once for a change, however many findings share it. */
const provenChange = memoizeBoth(
	(document: Document, change: Change): Proof | undefined => {
		const splices = change.edit();
		return splices && splices.length > 0
			? prove(document, tryEdit(splices), change.isStep ?? false)
			: undefined;
	},
);

/** Why a change that could be made is not, where aliases are the reason. */
export function reasonNotTo(
	document: Document,
	change: Change,
): Message | undefined {
	const [anchor] = provenChange(document, change)?.aliases ?? [];
	return anchor === undefined ? undefined : refuse.shared(anchor);
}

const MARKER = /^---[ \t]*(?:#.*)?(?:\r?\n|$)/;

function prove(
	document: Document,
	edit: Edit | undefined,
	isStep: boolean,
): Proof | undefined {
	if (!edit) return undefined;
	const isWhole = !document.isFaulty;
	if (isWhole && !isTractable(document, edit)) return undefined;
	const result = applyEdit(document.text, edit);
	// Without the marker that it begins with it would belong to the document before.
	if (MARKER.test(document.text) && !MARKER.test(result)) return undefined;
	// What was copied from elsewhere may be several documents that could not be told apart.
	const { documents } = Source.open(result);
	const after = documents.map(({ document: each }) => each);
	return (isStep || after.every(({ isFaulty }) => !isFaulty)) &&
		keepsBlankLinesOf(document, after) &&
		(!isWhole || isSound(document, after))
		? proofOf(edit, document, after)
		: undefined;
}

/** An alias and its anchor stand in one document; where one becomes several, none had any that can be told. */
function proofOf(
	edit: Edit,
	document: Document,
	documents: readonly Document[],
): Proof {
	const [after, ...others] = documents;
	const isTold =
		mayHaveAliases(document) && !document.isFaulty && others.length === 0;
	const aliases = isTold && after ? changedAliases(document, edit, after) : [];
	return { edit, aliases, after: aliases.length > 0 ? after : undefined };
}

/** Does no key repeat another, and does each alias find its anchor, where that was so before? */
function isSound(document: Document, after: readonly Document[]): boolean {
	const sum = (of: (document: Document) => number) =>
		after.reduce((count, each) => count + of(each), 0);
	return (
		sum(repeatedKeys) <= repeatedKeys(document) &&
		(!mayHaveAliases(document) || sum(lostAliases) <= lostAliases(document))
	);
}

/**
 * Do the texts that keep the blank lines behind them (`|+`) have as many as before? What stands behind such a text may
 * leave blank lines, or come between.
 */
function keepsBlankLinesOf(
	document: Document,
	after: readonly Document[],
): boolean {
	if (!/[|>][1-9]?\+/.test(document.text)) return true;
	// Of what is no YAML it is not known how many there are.
	if (document.isFaulty) return true;
	const before = blankLinesKept(document);
	return after.flatMap(blankLinesKept).every((count) => {
		const known = before.indexOf(count);
		if (known >= 0) before.splice(known, 1);
		return known >= 0;
	});
}

/** The line ends behind each text that keeps them. */
const blankLinesKept = ({ lines, root }: Document): number[] =>
	nodesOf(root).flatMap((node) =>
		node.kind === "scalar" && keepsBlankLines(lines, node)
			? (/\n*$/.exec(node.text)?.[0].length ?? 0)
			: [],
	);

/** The part of an action that a change decides. */
export function changing(
	change: Change,
	edit: Edit,
	placed: PlacedDocument,
	source: Source,
	neighbours: Neighbours,
	foresight?: Foresight,
): Pick<Action, "edit" | "elsewhere" | "notes"> {
	let known: Others | undefined;
	const others = () => {
		known ??= othersOf(change, source, neighbours);
		return known;
	};
	const whole = () => {
		const own = shiftEdit(edit, placed.start);
		return change.elsewhere
			? (tryEdit([...own, ...others().here]) ?? own)
			: own;
	};
	const notes = () => change.notes?.(neighbours) ?? [];
	return {
		edit: whole,
		elsewhere: () => (change.elsewhere ? others().files : []),
		notes:
			foresight && change.foresees ? () => foresight(notes(), whole()) : notes,
	};
}

interface Others {
	readonly here: Edit;
	readonly files: readonly FileEdit[];
}

/** What a change does to other documents; one that is no longer in sight is left alone. */
function othersOf(
	change: Change,
	source: Source,
	neighbours: Neighbours,
): Others {
	const { sight } = neighbours;
	const here: Edit[number][] = [];
	const files = new Map<SeenFile, Edit>();
	for (const { document, splices } of change.elsewhere?.(neighbours) ?? []) {
		const edit = prove(document, tryEdit(splices), false)?.edit;
		if (!edit) continue;
		const own = source.documents.find((each) => each.document === document);
		const file = own ? undefined : sight?.seen(document);
		const there =
			own ?? file?.source.documents.find((each) => each.document === document);
		if (!there) continue;
		const shifted = shiftEdit(edit, there.start);
		if (file)
			files.set(file, makeEdit([...(files.get(file) ?? []), ...shifted]));
		else here.push(...shifted);
	}
	return {
		here,
		files: [...files].map(([file, edit]) => ({ file, edit })),
	};
}

/** Does a part of a document meet a range of the file? */
export function meets(
	at: Range,
	placed: PlacedDocument,
	range: Range,
): boolean {
	return (
		at.start + placed.start <= range.end && range.start <= at.end + placed.start
	);
}
