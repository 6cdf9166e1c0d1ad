/** What a reading may cost at most: what is so much worse than another one is not made, since nobody would look at it. */
export class Bound {
	#least = Number.POSITIVE_INFINITY;

	/**
	 * @param hopeless by how much more than the best one
	 * @param most in any case
	 */
	constructor(
		readonly hopeless = Number.POSITIVE_INFINITY,
		readonly most = Number.POSITIVE_INFINITY,
	) {}

	allows(cost: number): boolean {
		return cost <= Math.min(this.#least + this.hopeless, this.most);
	}

	/** What another one costs. */
	note(cost: number): void {
		if (cost < this.#least) this.#least = cost;
	}
}
