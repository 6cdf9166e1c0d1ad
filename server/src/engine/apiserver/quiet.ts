import { notice, noticed } from "../text/notice";
import type { Answer } from "./answer";

/** What is known of the checks of one object. */
interface Checks {
	/** By their order: those with nothing to say. */
	readonly own: readonly boolean[];
	/** Has nothing at all to say to the object or to what is below it? */
	readonly all: boolean;
}

/**
 * Which checks of an object had nothing to say, and did not look at the scalar that is being typed into: after the next
 * keystroke they have nothing to say either. Objects go by their path, checks by their order, which is the same as long
 * as the object has the same fields.
 */
export class Quiet {
	readonly #known: Map<string, Checks>;

	/** @param before what was known before the last keystroke */
	constructor(before?: Quiet) {
		this.#known = new Map(before ? before.#known : []);
	}

	/**
	 * Lets an object be checked, unless nothing would come of it.
	 * @param check calls back for each of the object's own checks
	 */
	object(
		answer: Answer,
		path: string,
		check: (each: (one: () => void) => void) => void,
	): void {
		const known = this.#known.get(path);
		if (known?.all) return;
		const own: boolean[] = [];
		const all = isQuiet(answer, () =>
			check((one) =>
				own.push(known?.own[own.length] === true || isQuiet(answer, one)),
			),
		);
		this.#known.set(path, { own, all });
	}
}

function isQuiet(answer: Answer, run: () => void): boolean {
	const said = answer.errors.length + answer.faults.length;
	const before = notice();
	let looked: boolean;
	try {
		run();
	} finally {
		looked = noticed(before);
	}
	return !looked && answer.errors.length + answer.faults.length === said;
}
