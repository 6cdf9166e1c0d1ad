/** How long a message may take on the slowest machine; what takes longer does not come. */
const DEADLINE_MS = 15_000;

/** Messages that arrive some time: those that are there already count as well. */
export class Mailbox<T> {
	readonly #messages: T[] = [];
	readonly #waiting = new Set<(message: T) => void>();

	/** @param what the messages are, for the failure's text */
	constructor(readonly what: string) {}

	/** All that have arrived so far, oldest first. */
	get all(): readonly T[] {
		return this.#messages;
	}

	put(message: T): void {
		this.#messages.push(message);
		for (const look of this.#waiting) look(message);
	}

	/**
	 * The first message that fits.
	 * @throws Error when none has come before the deadline
	 */
	first(fits: (message: T) => boolean): Promise<T> {
		const there = this.#messages.find(fits);
		if (there !== undefined) return Promise.resolve(there);
		return new Promise((resolve, reject) => {
			const look = (message: T) => {
				if (!fits(message)) return;
				clearTimeout(deadline);
				this.#waiting.delete(look);
				resolve(message);
			};
			const deadline = setTimeout(() => {
				this.#waiting.delete(look);
				const seen = JSON.stringify(this.#messages, undefined, 1).slice(-2000);
				reject(
					new Error(
						`no such ${this.what} within ${DEADLINE_MS / 1000} s; there were: ${seen}`,
					),
				);
			}, DEADLINE_MS);
			this.#waiting.add(look);
		});
	}
}
