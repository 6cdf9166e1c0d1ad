import type { Runner } from "mocha";

/** How a suite ended. */
export interface Summary {
	passed: number;
	failed: number;
}

/** The same in both hosts. `spec` is not the default in a browser, where Mocha expects a page to draw on. */
export const mochaOptions = {
	ui: "bdd",
	timeout: 30_000,
	reporter: "spec",
	color: false,
} as const;

/** Runs the suite to its end. A test that was skipped or never ran is no success. */
export function runToEnd(start: () => Runner): Promise<Summary> {
	return new Promise((resolve) => {
		const runner = start();
		runner.on("end", () => {
			const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
			const nothing = passes + failures === 0 ? 1 : 0;
			resolve({ passed: passes, failed: failures + pending + nothing });
		});
	});
}
