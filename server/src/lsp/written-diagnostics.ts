import type { Diagnostic } from "vscode-languageserver";
import { commonItems } from "../engine/engine";

/**
 * Diagnostics as the bytes of their JSON. What is published after a keystroke is mostly the very same objects as before it,
 * but for a few in a row: only these are written anew, the bytes of the others are copied.
 */
export class WrittenDiagnostics {
	#diagnostics: readonly Diagnostic[] = [];
	/** Each diagnostic with a comma behind it. */
	#bytes: Buffer = Buffer.alloc(0);
	/** Where each ends in the bytes, its comma included. */
	#ends: readonly number[] = [];

	/** @returns what stands between the brackets of the list */
	write(diagnostics: readonly Diagnostic[]): Buffer {
		const before = this.#diagnostics;
		const { head, tail } = commonItems(before, diagnostics);
		const fresh = diagnostics
			.slice(head, diagnostics.length - tail)
			.map((diagnostic) => Buffer.from(`${JSON.stringify(diagnostic)},`));
		const behind = before.length - tail;
		const ends = this.#ends.slice(0, head);
		let end = ends.at(-1) ?? 0;
		for (const { length } of fresh) {
			end += length;
			ends.push(end);
		}
		const from = this.#ends[behind - 1] ?? 0;
		for (const each of this.#ends.slice(behind)) ends.push(each - from + end);

		this.#bytes = Buffer.concat([
			this.#bytes.subarray(0, this.#ends[head - 1] ?? 0),
			...fresh,
			this.#bytes.subarray(from),
		]);
		this.#diagnostics = diagnostics;
		this.#ends = ends;
		return this.#bytes.subarray(0, -1);
	}
}
