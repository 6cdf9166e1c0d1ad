/** Where a fault of ours ends: it is told once, and the editor goes on. */
export class Guard {
	readonly #told = new Set<string>();

	constructor(readonly log: (message: string) => void) {}

	/** Runs a handler; when it fails, the answer is the given one. */
	run<T>(what: string, otherwise: T, handler: () => T): T {
		try {
			return handler();
		} catch (error) {
			this.tell(what, error);
			return otherwise;
		}
	}

	/** Logs what is good to know, once. */
	note(text: string): void {
		if (this.#told.has(text)) return;
		this.#told.add(text);
		this.log(text);
	}

	/** Logs a fault, the same one only once. */
	tell(what: string, error: unknown): void {
		const text =
			error instanceof Error ? (error.stack ?? error.message) : String(error);
		const key = `${what}: ${text.split("\n").slice(0, 2).join("\n")}`;
		if (this.#told.has(key)) return;
		this.#told.add(key);
		this.log(`${what} failed: ${text}`);
	}
}
