import type { Lines } from "../text/lines";
import { faultsNear } from "./faults-near";
import { parse, type SyntaxFault } from "./parse";
import { parseRest } from "./parse-rest";
import { readQuickly, type Unread } from "./quick";
import {
	decidesInComments,
	decidesInLine,
	type Masked,
	maskTemplates,
} from "./template";
import type { Node } from "./tree";

/** What a text says. */
export interface Parsed {
	readonly root: Node | undefined;
	/** What keeps it from being YAML; ascending. */
	readonly faults: readonly SyntaxFault[];
	/** Does a template decide which lines there are? */
	readonly templated: boolean;
}

/**
 * One text as it is read, as far as somebody wants to know. Plain block style is read quickly, all else by `yaml`, which takes
 * several times as long; and whoever mends a text only wants to know that it is broken.
 */
export class Reading {
	#parsed: Parsed | undefined;
	#mask: Masked | undefined;
	/** Where the quick reader has stopped. */
	#unread: Unread | undefined;
	#near: readonly SyntaxFault[] | undefined;

	constructor(
		readonly text: string,
		readonly lines: Lines,
	) {}

	/** The first of what keeps the text from being YAML, as far as a few lines tell it, where these are enough. */
	get firstFaults(): readonly SyntaxFault[] {
		this.#parsed ??= this.#quickly();
		if (this.#unread) this.#near ??= faultsNear(this.lines, this.#unread);
		return this.#near?.length ? this.#near : this.whole.faults;
	}

	/** Has all of the text been read? */
	get isDone(): boolean {
		return this.#parsed !== undefined;
	}

	/** All that the text says. */
	get whole(): Parsed {
		this.#parsed ??= this.#quickly() ?? this.#slowly();
		return this.#parsed;
	}

	/** Does a template decide which lines there are? */
	get templated(): boolean {
		return this.#masked.expressions.length > 0 && this.whole.templated;
	}

	/** @returns nothing where the quick reader is not sure, or has nothing to read */
	#quickly(): Parsed | undefined {
		if (this.#unread || this.#masked.expressions.length > 0) return undefined;
		const quick = readQuickly(this.lines);
		this.#unread = quick.unread;
		return quick.unread
			? undefined
			: { root: quick.root, faults: [], templated: false };
	}

	#slowly(): Parsed {
		const masked = this.#masked;
		if (masked.expressions.length > 0) return readTemplate(this.text, masked);
		const unread = this.#unread;
		// What has been read becomes a part of what is read now.
		this.#unread = undefined;
		const rest = unread && parseRest(this.lines, unread.open);
		return { ...(rest ?? parse(masked)), templated: false };
	}

	get #masked(): Masked {
		this.#mask ??= maskTemplates(this.text);
		return this.#mask;
	}
}

/** What is YAML with its templates in place is read so; else the templates are masked. */
function readTemplate(text: string, masked: Masked): Parsed {
	const plain = parse({ ...masked, text });
	if (plain.faults.length === 0)
		return { ...plain, templated: decidesInComments(text) };
	const read = parse(masked);
	return {
		...read,
		templated:
			masked.structural || (read.faults.length > 0 && decidesInLine(text)),
	};
}
