/** Something that processes wait for. Once set it stays set until somebody resets it. */
export class Signal {
	#isSet = false;
	#waiting = new Set<() => void>();

	get isSet(): boolean {
		return this.#isSet;
	}

	set(): void {
		this.#isSet = true;
		this.pulse();
	}

	reset(): void {
		this.#isSet = false;
	}

	/** Resumes those that wait now; who comes later waits for the next time. */
	pulse(): void {
		const waiting = this.#waiting;
		this.#waiting = new Set();
		for (const resume of waiting) resume();
	}

	onSet(resume: () => void): void {
		if (this.#isSet) resume();
		else this.#waiting.add(resume);
	}

	/** Somebody has been resumed by something else. */
	forget(resume: () => void): void {
		this.#waiting.delete(resume);
	}
}

/** What a process waits for: a time, one of some signals, or whichever comes first. */
export interface Wait {
	readonly signals?: readonly Signal[];
	readonly until?: number;
}

/** Something that takes model time. It hands out what it waits for and is resumed then. */
export type Process<Result = void> = Generator<Wait, Result, void>;

interface Entry {
	readonly at: number;
	readonly action: () => void;
}

/** Model time: what is to happen, in order; equal times in the order in which they were asked for. */
export class Clock {
	#now = 0;
	/** Ascending from `#next` on. */
	#queue: Entry[] = [];
	#next = 0;

	/** Milliseconds since the Pod was handed to the kubelet. */
	get now(): number {
		return this.#now;
	}

	at(time: number, action: () => void): void {
		const at = Math.max(time, this.#now);
		let low = this.#next;
		let high = this.#queue.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#queue[middle]?.at ?? 0) <= at) low = middle + 1;
			else high = middle;
		}
		this.#queue.splice(low, 0, { at, action });
	}

	start(process: Process<unknown>): void {
		this.#resume(process);
	}

	#resume(process: Process<unknown>): void {
		const { done, value } = process.next();
		if (done) return;
		const { signals = [], until } = value;
		let isResumed = false;
		const resume = () => {
			if (isResumed) return;
			isResumed = true;
			for (const signal of signals) signal.forget(resume);
			this.at(this.#now, () => this.#resume(process));
		};
		for (const signal of signals) signal.onSet(resume);
		if (until !== undefined) this.at(until, resume);
	}

	/** Lets everything happen until a time, or until somebody says that it is over. */
	run(end: number, isOver: () => boolean): void {
		while (!isOver()) {
			const entry = this.#queue[this.#next];
			if (!entry || entry.at > end) return;
			this.#next++;
			if (this.#next > 1000) {
				this.#queue = this.#queue.slice(this.#next);
				this.#next = 0;
			}
			this.#now = entry.at;
			entry.action();
		}
	}
}

/** Starts processes beside each other and waits until all have ended. */
export function* together(
	clock: Clock,
	processes: readonly Process<unknown>[],
): Process {
	const ended = processes.map((process) => {
		const signal = new Signal();
		clock.start(
			(function* (): Process {
				yield* process;
				signal.set();
			})(),
		);
		return signal;
	});
	for (const signal of ended) if (!signal.isSet) yield { signals: [signal] };
}
