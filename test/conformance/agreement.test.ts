import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Source, VERSIONS, type Version } from "../../server/src/engine/engine";
import {
	type Answered,
	complaints,
	readCases,
	saidOf,
	shows,
} from "./agreement";

const CASES = readCases(join(__dirname, "cases.jsonl.gz"));

/** What is demanded, as shares of the cases of one version that Kubernetes rejects. */
const PLACE = 0.99;
const QUOTE = 0.95;

interface Tally {
	accepted: number;
	readonly falseErrors: string[];
	rejected: number;
	/** Cases with an error at the key or value that the server names. */
	placed: number;
	/** Cases in which the server's text is quoted. */
	quoted: number;
}

interface KindTally {
	complaints: number;
	placed: number;
	quoted: number;
}

describe("agreement with Kubernetes' own code", () => {
	const tallies = new Map<Version, Tally>();
	const kinds = new Map<string, KindTally>();

	before(function () {
		this.timeout(600_000);
		for (const version of VERSIONS)
			tallies.set(version, {
				accepted: 0,
				falseErrors: [],
				rejected: 0,
				placed: 0,
				quoted: 0,
			});
		for (const each of CASES) {
			const source = Source.open(each.yaml);
			for (const { minors, docs } of each.results)
				for (const minor of minors) {
					const version = VERSIONS.find((known) => known === minor);
					const tally = version && tallies.get(version);
					if (!version || !tally) continue;
					const said = saidOf(source, version);
					docs.forEach((answer, index) => {
						const placed = source.documents[index] ?? source.documents[0];
						if (!placed) return;
						judge(answer, each, {
							tally,
							root: placed.document.root,
							said: said
								.filter(({ document }) => document === placed.index)
								.map((one) => ({ ...one })),
						});
					});
				}
		}
	});

	function judge(
		answer: Answered,
		{ id, path }: { id: string; path?: string },
		{ tally, root, said }: { tally: Tally } & Pick<Judged, "root" | "said">,
	): void {
		// A key that stands twice is no error with kubectl; the server would go on to the rest.
		const isAccepted =
			answer.verdict === "accepted" ||
			(answer.onlyDuplicateKeys && (answer.errors ?? []).length === 0);
		if (isAccepted) {
			tally.accepted++;
			const [first] = said;
			if (first) tally.falseErrors.push(`${id}: ${first.rule}: ${first.text}`);
			return;
		}
		// What is not YAML is the business of other tests: those of the syntax rules.
		if (answer.verdict !== "rejected" || answer.stage === "yaml") return;
		tally.rejected++;
		const judged = complaints(answer, path).map((complaint) => {
			const at = complaint.path;
			return {
				complaint,
				isPlaced: said.some((one) => at === undefined || shows(root, at, one)),
				isQuoted: said.some(({ text }) => text.includes(complaint.text)),
			};
		});
		if (judged.some(({ isPlaced }) => isPlaced)) tally.placed++;
		if (judged.some(({ isQuoted }) => isQuoted)) tally.quoted++;
		for (const { complaint, isPlaced, isQuoted } of judged) {
			const kind = kinds.get(complaint.kind) ?? {
				complaints: 0,
				placed: 0,
				quoted: 0,
			};
			kind.complaints++;
			if (isPlaced) kind.placed++;
			if (isQuoted) kind.quoted++;
			kinds.set(complaint.kind, kind);
		}
	}

	for (const version of VERSIONS) {
		const tally = () => {
			const found = tallies.get(version);
			assert.ok(found);
			return found;
		};
		it(`${version}: no error where Kubernetes accepts`, () => {
			assert.ok(tally().accepted > 500, "there are enough cases");
			assert.deepEqual(tally().falseErrors, []);
		});
		it(`${version}: errors where Kubernetes rejects, at the place that it names, in its words`, () => {
			const { rejected, placed, quoted } = tally();
			assert.ok(rejected > 500, "there are enough cases");
			assert.ok(placed / rejected >= PLACE, `${placed} of ${rejected} placed`);
			assert.ok(quoted / rejected >= QUOTE, `${quoted} of ${rejected} quoted`);
		});
	}

	after(() => {
		const percent = (part: number, whole: number) =>
			`${((100 * part) / whole).toFixed(1)} %`.padStart(8);
		console.log("\n    version  accepted  false  rejected    place    quote");
		for (const [
			version,
			{ accepted, falseErrors, rejected, placed, quoted },
		] of tallies)
			console.log(
				`    ${version.padEnd(7)} ${String(accepted).padStart(9)} ${String(falseErrors.length).padStart(6)} ${String(rejected).padStart(9)} ${percent(placed, rejected)} ${percent(quoted, rejected)}`,
			);
		console.log("\n    kind of error  complaints    place    quote");
		for (const [kind, { complaints: all, placed, quoted }] of kinds)
			console.log(
				`    ${kind.padEnd(13)} ${String(all).padStart(11)} ${percent(placed, all)} ${percent(quoted, all)}`,
			);
	});
});

interface Judged {
	readonly root: Parameters<typeof shows>[0];
	readonly said: readonly Parameters<typeof shows>[2][];
}
