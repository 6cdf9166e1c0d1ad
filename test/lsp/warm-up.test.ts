import assert from "node:assert/strict";
import { Guard } from "../../server/src/lsp/guard";
import { WarmUp } from "../../server/src/lsp/warm-up";

/** A host whose time a test tells. */
class Clock {
	readonly turns: (() => void)[] = [];
	readonly waiting: (() => void)[] = [];
	time = 0;
	now = () => this.time;
	nextTurn = (callback: () => void) => void this.turns.push(callback);
	later = (callback: () => void) => void this.waiting.push(callback);

	/** Lets some milliseconds pass, and all that has waited for it go on. */
	pass(milliseconds: number): void {
		this.time += milliseconds;
		for (const callback of this.waiting.splice(0)) callback();
		for (let turn = this.turns.shift(); turn; turn = this.turns.shift()) turn();
	}
}

describe("the server's warm-up", () => {
	it("takes a turn for each round, and comes to an end", function () {
		this.timeout(60_000);
		const clock = new Clock();
		const faults: string[] = [];
		const guard = new Guard((fault) => void faults.push(fault));
		const warmUp = new WarmUp(clock, guard);
		warmUp.begin();
		let turns = 0;
		for (let turn = clock.turns.shift(); turn; turn = clock.turns.shift()) {
			turn();
			turns++;
			// Somebody who types meanwhile is not waited for.
			warmUp.typed();
			if (clock.turns.length > 0) assert.equal(clock.waiting.length, 0);
		}
		assert.ok(turns > 100, `${turns} turns`);

		assert.equal(clock.waiting.length, 1, "stays warm while somebody types");
		clock.pass(40);
		clock.pass(40);
		assert.equal(clock.waiting.length, 1);
		warmUp.typed();
		assert.equal(
			clock.waiting.length,
			1,
			"two keystrokes need no more than one",
		);
		clock.pass(900);
		assert.equal(clock.waiting.length, 1);
		clock.pass(101);
		assert.equal(clock.waiting.length, 0, "ends when nobody types any more");
		warmUp.typed();
		assert.equal(clock.waiting.length, 1, "begins again");
		assert.deepEqual(faults, []);
	});
});
