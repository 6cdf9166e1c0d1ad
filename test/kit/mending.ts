import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
	type Action,
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	findingsOf,
	type Settings,
	Source,
} from "../../server/src/engine/engine";
import { commonEnds, type Range } from "../../server/src/engine/text/edit";
import { dataOf, dataOfOriginal, isSameData } from "./breaks/meaning";
import { ENGINE } from "./page";

/**
 * What came of a broken text:
 * - `bytes`: the preferred fix gives the original to the byte,
 * - `meaning`: it gives the original's data in other bytes,
 * - `different`: it gives other data,
 * - `none`: nothing is preferred, or what it gives is no YAML,
 * - `same`: the text never said anything else, so it is no case.
 */
export type Outcome = "bytes" | "meaning" | "different" | "none" | "same";

export interface Judgement {
	readonly outcome: Outcome;
	/** The text that the preferred fixes give. */
	readonly mended: string | undefined;
	/** The broken text says something else, and nobody says a word. */
	readonly silent: boolean;
	/** The mended text says something else, and nobody says a word. */
	readonly unwarned: boolean;
	/** There are fixes, none of them preferred. */
	readonly ambiguous: boolean;
	/** The rules whose fixes were taken. */
	readonly rules: readonly string[];
}

/** How often a person takes what is preferred until all is well. */
const ROUNDS = 4;
const SETTINGS: Settings = {
	...DEFAULT_SETTINGS,
	onFault: (rule, error) => {
		throw new Error(`rule ${rule} failed`, { cause: error });
	},
};
const SYNTAX = new Set(
	readdirSync(join(ENGINE, "rules/syntax")).map((name) => name.split(".")[0]),
);

/** Takes the preferred fixes of a broken text, as a person would at the place, and compares with what it was. */
export function judge(original: string, broken: string): Judgement {
	const meant = dataOfOriginal(original);
	const said = dataOf(broken);
	const nothing = {
		mended: undefined,
		silent: false,
		unwarned: false,
		ambiguous: false,
		rules: [],
	};
	if (said && isSameData(said, meant)) return { ...nothing, outcome: "same" };
	const silent = said !== undefined && !isTold(broken, original);
	const rules: string[] = [];
	let mended = broken;
	let ambiguous = false;
	for (let round = 0; round < ROUNDS && mended !== original; round++) {
		const fixes = fixesOf(mended, original);
		const fix = fixes.find(({ preferred }) => preferred);
		if (round === 0) ambiguous = !fix && fixes.length > 0;
		const edit = fix?.edit();
		if (!fix || !edit) break;
		rules.push(fix.id);
		mended = applyEdit(mended, edit);
	}
	if (mended === broken)
		return { ...nothing, outcome: "none", silent, ambiguous };
	const taken = { mended, silent, ambiguous, rules };
	if (mended === original)
		return { ...taken, outcome: "bytes", unwarned: false };
	const data = dataOf(mended);
	if (!data) return { ...taken, outcome: "none", unwarned: false };
	return isSameData(data, meant)
		? { ...taken, outcome: "meaning", unwarned: false }
		: {
				...taken,
				outcome: "different",
				unwarned: !isTold(mended, original),
			};
}

/** The fixes that a person at the place of the break is offered: those of broken YAML first, then what is nearest. */
function fixesOf(text: string, original: string): readonly Action[] {
	const source = Source.open(text);
	const place = changedLines(text, original);
	const isWhole = source.documents.every(
		({ document }) => document.faults.length === 0,
	);
	const range = isWhole ? around(place, text) : { start: 0, end: text.length };
	const fixes = actionsAt(source, range, SETTINGS).filter(
		({ kind, disabled }) => kind === "fix" && !disabled,
	);
	const ofSyntax = fixes.filter((action) => SYNTAX.has(ruleOf(action)));
	if (!isWhole) return ofSyntax;
	const before = noted(original);
	const others = fixes.filter(
		(action) =>
			!SYNTAX.has(ruleOf(action)) &&
			action.findings.some(({ finding }) => !before.has(nameOf(finding))),
	);
	const isAt = (action: Action) => action.findings.some(isIn(place));
	return [
		...ofSyntax,
		...others.filter(isAt),
		...others.filter((action) => !isAt(action)),
	];
}

const ruleOf = ({ id }: Action): string => id.split("/")[0] ?? id;

/** The lines of a text in which it differs. */
function changedLines(text: string, original: string): Range {
	const { head, tail } = commonEnds(text, original);
	const end = text.indexOf("\n", text.length - tail);
	return {
		start: text.lastIndexOf("\n", head - 1) + 1,
		end: end === -1 ? text.length : end,
	};
}

/** With the line before and the line behind: where somebody looks who has just broken something. */
function around({ start, end }: Range, text: string): Range {
	const behind = text.indexOf("\n", end + 1);
	return {
		start: text.lastIndexOf("\n", Math.max(0, start - 2)) + 1,
		end: behind === -1 ? text.length : behind,
	};
}

const isIn =
	({ start, end }: Range) =>
	({ finding, placed }: Action["findings"][number]): boolean => {
		const at = finding.at.start + placed.start;
		return start <= at && at <= end;
	};

type Named = ReturnType<typeof findingsOf>[number]["finding"];
const nameOf = ({ rule, message }: Named): string =>
	`${rule.id}: ${message("en")}`;

const notes = new Map<string, ReadonlySet<string>>();

/** What is said of an original anyway. */
function noted(original: string): ReadonlySet<string> {
	let known = notes.get(original);
	if (!known) {
		known = namesIn(original);
		notes.set(original, known);
	}
	return known;
}

const namesIn = (text: string): ReadonlySet<string> =>
	new Set(
		findingsOf(Source.open(text), SETTINGS).map(({ finding }) =>
			nameOf(finding),
		),
	);

/** Is anything said of a text that was not said of the original? */
function isTold(text: string, original: string): boolean {
	const before = noted(original);
	return [...namesIn(text)].some((name) => !before.has(name));
}

/** Counts of outcomes, and their shares in percent. */
export class Tally {
	cases = 0;
	bytes = 0;
	meaning = 0;
	different = 0;
	none = 0;
	silent = 0;
	unwarned = 0;
	ambiguous = 0;

	add({ outcome, silent, unwarned, ambiguous }: Judgement): void {
		if (outcome === "same") return;
		this.cases++;
		this[outcome]++;
		if (silent && outcome !== "bytes" && outcome !== "meaning") this.silent++;
		if (unwarned) this.unwarned++;
		if (ambiguous) this.ambiguous++;
	}

	/** Restored to what the original meant, whatever the bytes. */
	get restored(): number {
		return this.#share(this.bytes + this.meaning);
	}

	get exact(): number {
		return this.#share(this.bytes);
	}

	/** Other data than the original's, before or after the fix, without a word. */
	get unsaid(): number {
		return this.#share(this.silent + this.unwarned);
	}

	/** A row of a table. */
	row(name: string): string {
		const shares = [
			this.exact,
			this.restored,
			this.#share(this.different),
			this.#share(this.none),
			this.#share(this.ambiguous),
			this.#share(this.silent),
			this.#share(this.unwarned),
		];
		return `${name.padEnd(26)}${String(this.cases).padStart(6)}${shares
			.map((share) => share.toFixed(1).padStart(10))
			.join("")}`;
	}

	#share(count: number): number {
		return this.cases === 0 ? 0 : (100 * count) / this.cases;
	}
}

export const HEADER = `${"in %".padEnd(26)}${[" cases", ..."bytes meaning different none ambiguous silent unwarned".split(" ").map((word) => word.padStart(10))].join("")}`;
