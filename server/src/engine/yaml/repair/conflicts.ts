import { applyEdit, type Edit, makeEdit } from "../../text/edit";
import type { Lines } from "../../text/lines";
import type { Document } from "../document";
import { nodesOf } from "../tree";
import type { Repair, Slip, Way } from "./break";
import { splicesOf } from "./draft";
import { Effort } from "./effort";

/** What version control writes around the two sides of a merge that it could not decide. */
const MARKER = /^(?:([<>|])\1{6}(?: .*)?|={7})$/;
/** For so many merges of a document there are ways to go on: whoever decides one sees the next. */
const MOST = 200;

/** Does a text show what a merge left behind? */
export const hasConflict = (text: string): boolean =>
	/^(?:<{7}|>{7})(?: .*)?\r?$/m.test(text);

/** A merge that is not decided. */
interface Conflict {
	/** The line of its first marker. */
	readonly line: number;
	/** What the merge calls the sides. */
	ours: string;
	theirs: string;
	/** Are all its markers in the document? A `---` in one of the sides cuts it. */
	isWhole: boolean;
}

/** What a line is in a merge. */
type Part = "marker" | "ours" | "base" | "theirs";

interface Row {
	readonly part: Part;
	readonly conflict: Conflict;
}

/**
 * How a document is read in which a merge is not decided: as one side of it, ours where that is YAML. Which side stays is a
 * person's choice, so each merge has its own ways to go on.
 */
export function conflictsRepair(
	{ lines, text }: Document,
	effort: Effort,
): Repair | undefined {
	if (!hasConflict(text)) return undefined;
	const rows = rowsOf(lines);
	const conflicts = [...new Set(rows.flatMap((row) => row?.conflict ?? []))];
	/** The edit that keeps a part of all merges, or of one of them; the others stay as they are, or keep another part. */
	const keeping = (
		kind: Way["kind"],
		only?: Conflict,
		rest?: Way["kind"],
	): Edit =>
		editOf(lines, effort, (line) => {
			const row = rows[line];
			if (!row) return true;
			const isMeant = !only || row.conflict === only;
			const kept = isMeant ? kind : rest;
			if (kept === "remove") return row.part !== "marker";
			return (
				kept === undefined ||
				row.part === kept ||
				(kept === "both" && (row.part === "ours" || row.part === "theirs"))
			);
		});
	const ours = keeping("ours");
	const theirs = keeping("theirs");
	const isTheirs =
		!isWhole(applyEdit(text, ours), effort) &&
		isWhole(applyEdit(text, theirs), effort);
	const side = isTheirs ? "theirs" : "ours";
	const may = (kind: Way["kind"], conflict: Conflict) =>
		isWhole(applyEdit(text, keeping(kind, conflict, side)), new Effort());
	const waysOf = (conflict: Conflict): readonly Way[] => {
		const way = (kind: Way["kind"], name: string, isSure = true): Way =>
			new Decision(kind, name, () =>
				isSure || may(kind, conflict) ? keeping(kind, conflict) : [],
			);
		const sides = conflict.isWhole
			? [way("ours", conflict.ours), way("theirs", conflict.theirs)]
			: [];
		// Of what is not whole only markers may have been left.
		const other = conflict.isWhole ? "both" : "remove";
		return [...sides, way(other, "", false)];
	};
	const breaks = conflicts.map(
		(conflict, index): Slip => ({
			kind: "conflict",
			range: lines.contentRange(conflict.line),
			key: undefined,
			ways: index < MOST ? waysOf(conflict) : [],
		}),
	);
	const edit = isTheirs ? theirs : ours;
	return {
		breaks,
		edit,
		text: applyEdit(text, edit),
		isSafe: false,
		others: [],
	};
}

/** A way to decide a merge, which is worked out when somebody asks for it: there may be hundreds. Without effect where it leads nowhere. */
class Decision implements Way {
	#edit: Edit | undefined;
	readonly #decide: () => Edit;

	constructor(
		readonly kind: Way["kind"],
		readonly name: string,
		decide: () => Edit,
	) {
		this.#decide = decide;
	}

	get edit(): Edit {
		this.#edit ??= this.#decide();
		return this.#edit;
	}
}

/** What each line is in which merge; nothing for those beside. */
function rowsOf(lines: Lines): readonly (Row | undefined)[] {
	const rows: (Row | undefined)[] = [];
	let conflict: Conflict | undefined;
	let part: Part | undefined;
	for (let line = 0; line < lines.count; line++) {
		const content = lines.content(line);
		const [mark = ""] = MARKER.exec(content) ?? [];
		const name = mark.slice(7).trim();
		if (mark === "") {
			rows.push(conflict && part ? { part, conflict } : undefined);
			continue;
		}
		if (mark.startsWith("<") || !conflict) {
			if (conflict) conflict.isWhole = false;
			conflict = { line, ours: "", theirs: "", isWhole: mark.startsWith("<") };
		}
		rows.push({ part: "marker", conflict });
		if (mark.startsWith("<")) [part, conflict.ours] = ["ours", name];
		else if (mark.startsWith("|")) part = "base";
		else if (mark.startsWith("=")) part = "theirs";
		else {
			conflict.theirs = name;
			conflict.isWhole &&= part === "theirs";
			conflict = part = undefined;
		}
	}
	if (conflict) conflict.isWhole = false;
	return rows;
}

/** What it takes to tell of a line whether it stays. */
const BY_LINE = 0.3;

function editOf(
	lines: Lines,
	effort: Effort,
	isKept: (line: number) => boolean,
): Edit {
	effort.spend(BY_LINE * lines.count);
	const kept = Array.from({ length: lines.count }, (_, line) =>
		isKept(line) ? lines.content(line) : undefined,
	);
	return makeEdit(splicesOf(lines, { lines: kept }));
}

/** Is a text YAML in which no mapping has a key twice? */
function isWhole(text: string, effort: Effort): boolean {
	const read = effort.read(text);
	return (
		!read.isFaulty &&
		nodesOf(read.root).every(
			(node) =>
				node.kind !== "mapping" ||
				new Set(node.entries.map(({ key }) => key.text)).size ===
					node.entries.length,
		)
	);
}
