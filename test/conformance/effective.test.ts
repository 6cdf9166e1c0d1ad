import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { effectiveResources } from "../../server/src/engine/apiserver/effective";
import { Source, VERSIONS, type Version } from "../../server/src/engine/engine";
import {
	emptyWorkloadsOf,
	podsOf,
} from "../../server/src/engine/kubernetes/workloads";
import { type Answered, readCases } from "./agreement";

/** What Kubernetes' own helpers say of a stored object or its template; nothing where a list is empty. */
interface Reckoned extends Answered {
	readonly doc: number;
	readonly qos?: string;
	readonly podRequests?: Readonly<Record<string, string>>;
	readonly podLimits?: Readonly<Record<string, string>>;
}

const PARTS = ["qos", "requests", "limits"] as const;

interface Tally {
	compared: number;
	/** How many of them are not trivial: something is requested or limited. */
	withAmounts: number;
	readonly wrong: Record<(typeof PARTS)[number], string[]>;
}

describe("effective requests, limits and QoS classes, against Kubernetes' own code", () => {
	const tallies = new Map<Version, Tally>();

	before(function () {
		this.timeout(120_000);
		for (const version of VERSIONS)
			tallies.set(version, {
				compared: 0,
				withAmounts: 0,
				wrong: { qos: [], requests: [], limits: [] },
			});
		for (const { id, yaml, results } of readCases(
			join(__dirname, "cases.jsonl.gz"),
		)) {
			const source = Source.open(yaml);
			for (const { minors, docs } of results)
				for (const minor of minors) {
					const version = VERSIONS.find((known) => known === minor);
					assert.ok(version, `${minor} is known`);
					for (const answer of docs as readonly Reckoned[])
						if (answer.verdict === "accepted")
							compare(id, source, version, answer);
				}
		}
	});

	function compare(
		id: string,
		source: Source,
		version: Version,
		{ doc, qos, podRequests = {}, podLimits = {} }: Reckoned,
	): void {
		const tally = tallies.get(version);
		assert.ok(tally);
		// Comments and directives before a document are one of their own for kubectl, for us they belong to it.
		const placed = source.documents[doc] ?? source.documents.at(-1);
		assert.ok(placed);
		const [pod] = [
			...podsOf(placed.document),
			...emptyWorkloadsOf(placed.document),
		];
		tally.compared++;
		if (Object.keys({ ...podRequests, ...podLimits }).length > 0)
			tally.withAmounts++;
		const ours = pod && effectiveResources(pod, version);
		const theirs = { qos, requests: podRequests, limits: podLimits };
		for (const part of PARTS) {
			const said = JSON.stringify(ours?.[part]);
			const expected = JSON.stringify(theirs[part]);
			if (said !== expected)
				tally.wrong[part].push(`${id}: ${said}, not ${expected}`);
		}
	}

	for (const version of VERSIONS)
		it(`${version}: the same for every accepted document`, () => {
			const tally = tallies.get(version);
			assert.ok(tally);
			assert.ok(tally.compared > 500, "there are enough cases");
			assert.ok(tally.withAmounts > 300, "there are enough with amounts");
			assert.deepEqual(tally.wrong, { qos: [], requests: [], limits: [] });
		});

	after(() => {
		console.log("\n    version  compared      qos requests   limits");
		for (const [version, { compared, wrong }] of tallies)
			console.log(
				`    ${version.padEnd(7)} ${String(compared).padStart(9)} ${PARTS.map(
					(part) =>
						`${((100 * (compared - wrong[part].length)) / compared).toFixed(2)} %`.padStart(
							8,
						),
				).join(" ")}`,
			);
	});
});
