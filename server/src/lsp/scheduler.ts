/** Turns of the event loop that a check waits at most while changes go on arriving. */
const PATIENCE = 20;

/**
 * Runs a task for each key soon, without a timer: changes that stand in the queue already are taken together, and one
 * that arrives alone waits for nothing. A message is read from the stream in one turn of the event loop, so a check that
 * lets two turns pass sees whether another is there.
 */
export class Scheduler {
	readonly #waiting = new Map<string, { waited: number; fresh: boolean }>();

	/** @param nextTurn calls back in the next turn of the event loop, after messages that have arrived */
	constructor(
		readonly run: (key: string) => void,
		readonly nextTurn: (callback: () => void) => void,
	) {}

	schedule(key: string): void {
		const waiting = this.#waiting.get(key);
		if (waiting) {
			waiting.fresh = true;
			return;
		}
		this.#waiting.set(key, { waited: 0, fresh: false });
		this.#look(key);
	}

	cancel(key: string): void {
		this.#waiting.delete(key);
	}

	#look(key: string): void {
		this.nextTurn(() =>
			this.nextTurn(() => {
				const waiting = this.#waiting.get(key);
				if (!waiting) return;
				waiting.waited++;
				if (waiting.fresh && waiting.waited < PATIENCE) {
					waiting.fresh = false;
					this.#look(key);
					return;
				}
				this.#waiting.delete(key);
				this.run(key);
			}),
		);
	}
}
