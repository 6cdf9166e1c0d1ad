import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import { completionOf } from "../../server/src/engine/kubernetes/completion";
import {
	startOrder,
	stopOrder,
} from "../../server/src/engine/kubernetes/lifecycle";
import { agreement, type Known, podIn } from "./compare";
import { KNOWN } from "./known";
import {
	type RecordedEvent,
	type Recording,
	readRecordings,
} from "./recordings";

const { recordings, scenarios } = readRecordings();

const columnOf = ({ minor, mode }: Recording): string =>
	mode === "api" ? `${minor}-api` : minor;
const COLUMNS = [...new Set(recordings.map(columnOf))].sort(
	(a, b) => a.length - b.length || a.localeCompare(b),
);
const recordingsOf = (scenario: string) =>
	recordings.filter((recording) => recording.scenario === scenario);

describe("life cycle of recorded Pods", () => {
	/** `=` agrees, `~` agrees when the kubelet looks at another time, `*` but for a known deviation, `!` does not. */
	const table = new Map<string, Map<string, string>>();
	const used = new Set<Known>();

	for (const scenario of scenarios.values())
		it(`${scenario.scenario}: ${scenario.what}`, () => {
			const row = new Map<string, string>();
			table.set(scenario.scenario, row);
			const wrong = recordingsOf(scenario.scenario).flatMap((recording) => {
				const found = agreement(scenario, recording, KNOWN);
				for (const one of found.known) used.add(one);
				const isWrong = found.differences.length > 0;
				const isKnown = found.known.length > 0;
				row.set(
					columnOf(recording),
					isWrong ? "!" : isKnown ? "*" : found.byChance ? "~" : "=",
				);
				return found.differences.map(
					(line) => `${columnOf(recording)}: ${line}`,
				);
			});
			assert.deepEqual(wrong, []);
		});

	it("deviates where it is known to, and nowhere else", () => {
		const cells = [...table.values()].flatMap((row) => [...row.values()]);
		assert.equal(cells.length, recordings.length);
		assert.deepEqual(
			KNOWN.filter((known) => !used.has(known)).map(({ scenario }) => scenario),
			[],
			"each known deviation is needed",
		);
		const share = cells.filter((cell) => cell === "=").length / cells.length;
		assert.ok(share > 0.98, `${share} agree in the usual way`);
	});

	after(() => {
		const width = Math.max(
			...[...scenarios.keys()].map(({ length }) => length),
		);
		const lines = [
			["".padEnd(width), ...COLUMNS].join("  "),
			...[...table].map(([name, row]) =>
				[
					name.padEnd(width),
					...COLUMNS.map((column) =>
						(row.get(column) ?? "").padEnd(column.length),
					),
				].join("  "),
			),
			"= agrees   ~ agrees when the kubelet looks at another time   * but for a known deviation",
		];
		console.log(lines.join("\n"));
	});
});

const firstOf = (
	{ events }: Recording,
	is: (event: RecordedEvent) => boolean,
): number | undefined => events.find(is)?.[0];

describe("what the timeline says of recorded Pods", () => {
	it("starts containers in that order, each past the gate before it", () => {
		let compared = 0;
		for (const recording of recordings) {
			const { minor, scenario } = recording;
			const pod = podIn(scenarios.get(scenario)?.yaml ?? "");
			const when = (name: string | undefined, event: string, value?: number) =>
				firstOf(
					recording,
					([, container, seen, code]) =>
						container === name &&
						seen === event &&
						(value === undefined || code === value),
				);
			for (const { after: gate, container, hooks } of startOrder(pod, minor)) {
				const start = when(container.name, "running");
				if (start === undefined) continue;
				const name = gate?.container.name;
				const opened =
					gate?.gate === "exited"
						? when(name, "exited", 0)
						: gate?.gate === "startup-probe"
							? when(name, "probe-startup", 0)
							: gate?.gate === "poststart"
								? when(name, "poststart-end", 0)
								: gate && when(name, "running");
				const hooked = hooks.map((app) => when(app.name, "poststart-end"));
				for (const time of [gate ? opened : 0, ...hooked]) {
					compared++;
					assert.ok(
						time !== undefined && time <= start,
						`${scenario} ${columnOf(recording)}: ${container.name} at ${start}, gate at ${time}`,
					);
				}
			}
		}
		assert.ok(compared > 1800, `${compared}`);
	});

	it("stops them in that order, as long as there is a grace period", () => {
		let compared = 0;
		for (const recording of recordings) {
			const { minor, scenario } = recording;
			const {
				delete: deleted,
				options,
				yaml = "",
			} = scenarios.get(scenario) ?? {};
			const pod = podIn(yaml);
			const begin = firstOf(recording, ([, , event]) => event === "delete");
			if (deleted === undefined || begin === undefined) continue;
			const grace =
				options?.gracePeriodSeconds ??
				Number(/terminationGracePeriodSeconds: (\d+)/.exec(yaml)?.[1]);
			const end = begin + Math.max(1, grace) * 1000;
			const groups = stopOrder(pod, minor);
			groups.forEach((group, place) => {
				for (const { name } of group) {
					const sigterm = firstOf(
						recording,
						([at, container, event]) =>
							container === name && event === "sigterm" && at >= begin,
					);
					if (sigterm === undefined || sigterm >= end) continue;
					for (const earlier of groups.slice(0, place).flat()) {
						const exit = recording.events.findLast(
							([, container, event]) =>
								container === earlier.name && event === "exited",
						)?.[0];
						compared++;
						assert.ok(
							exit === undefined || exit <= sigterm,
							`${scenario} ${columnOf(recording)}: ${name} at ${sigterm}, ${earlier.name} ends at ${exit}`,
						);
					}
				}
			});
		}
		assert.ok(compared > 150, `${compared}`);
	});

	/** Those in which the apps do not come to an end of their own, which is what the answer takes for granted. */
	const OTHERWISE = new Map([
		["job-classic-sidecar", "nothing tells that the proxy goes on"],
		["job-classic-sidecar-onfailure", "the same"],
		["sidecar-startup-never-never", "the app is never started"],
		["sidecar-first-try-dies-never-probe", "nor is it here up to 1.32"],
		["init-policy-never", "an init container has failed"],
	]);

	it("ends the Pods that it says end with their apps", () => {
		let compared = 0;
		for (const recording of recordings) {
			const { minor, scenario } = recording;
			const {
				delete: deleted,
				disturb,
				yaml = "",
			} = scenarios.get(scenario) ?? {};
			if (deleted || disturb || OTHERWISE.has(scenario)) continue;
			const { ends } = completionOf(podIn(yaml), minor, {});
			const phase = recording.events.findLast(
				([, , event]) => event === "pod-phase",
			)?.[3];
			compared++;
			assert.equal(
				ends,
				phase === "Succeeded" || phase === "Failed" ? "yes" : "no",
				`${scenario} ${columnOf(recording)}: ${phase}`,
			);
		}
		assert.ok(compared > 450, `${compared}`);
	});
});
