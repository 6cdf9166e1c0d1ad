import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	type Action,
	applyEdit,
	Orders,
	podsOf,
	type Settings,
	Source,
} from "../../server/src/engine/engine";
import { refactoringsAt } from "../../server/src/engine/features/refactoring-actions";
import { fileCases, pageCases } from "../kit/cases";

const CORPUS = process.env.SIDECAR_PATTERNS_CORPUS;

/** What a conversion changes on purpose, and what says nothing and is not put back. */
const CHANGED =
	/restartPolicy|startupProbe|preStop|initContainers["']?:[ ]*(?:\[\s*\]|null|~|#|$)/m;
/** Where a commented-out item stands at an end of the list, there are two places behind the last one. */
const COMMENTED_OUT = /^\s*#\s*(?:- \w+:|\{)/m;

/** What a refactoring offers; with what a host keeps, where containers stood is known. */
function refactorings(
	text: string,
	settings: Settings,
	id: string,
	orders?: Orders,
): readonly Action[] {
	const source = Source.open(text);
	orders?.note("", source);
	return refactoringsAt(source, { start: 0, end: text.length }, settings, {
		file: "",
		...(orders && { orders }),
	}).filter((action) => action.id.startsWith(`${id}/`) && !action.disabled);
}

/** The container that an action is about, and whether it is the last of its list. */
function subjectOf(text: string, action: Action) {
	const [, document, pod, list, index] = action.id.split("/");
	const placed = Source.open(text).documents[Number(document)];
	const spec = placed && podsOf(placed.document)[Number(pod)];
	const all = spec?.all.filter((each) => each.list === list) ?? [];
	const container = all[Number(index)];
	const { start = 0, end = 0 } = container?.item ?? {};
	return {
		name: container?.name,
		text: placed?.document.text.slice(start, end) ?? "",
		isLast: Number(index) === all.length - 1,
		// What stands between a list and its key could be an item's as well, and of two of a name none is known again.
		isClear:
			!/containers:.*\n\s*(?:\n|#)/.test(placed?.document.text ?? "") &&
			new Set(all.flatMap(({ name }) => name ?? [])).size === all.length,
	};
}

const sorted = (text: string) =>
	text
		.split(/[\s,[\]{}]+/)
		.filter((word) => word !== "")
		.sort();

describe("conversion to a native sidecar and back", function () {
	// Some hundred conversions, each proved.
	this.timeout(120_000);
	const cases = [
		...pageCases(),
		// Manifests of other people are not ours to ship.
		...(CORPUS ? fileCases(CORPUS) : []),
	];

	/** Converts each helper and takes it back; gives how often the text was the same again. */
	function roundTrips(orders: () => Orders | undefined): number {
		let exact = 0;
		for (const { name, text, settings } of cases) {
			for (const action of refactorings(text, settings, "convert-to-native")) {
				const subject = subjectOf(text, action);
				const edit = action.edit();
				const isChanged =
					CHANGED.test(subject.text) ||
					CHANGED.test(text.replaceAll(/restartPolicy.*/g, "")) ||
					COMMENTED_OUT.test(text) ||
					action
						.notes()
						.some((note) => / removed| instead of | gets /.test(note("en")));
				if (!edit || isChanged || action.elsewhere().length > 0) continue;
				const kept = orders();
				kept?.note("", Source.open(text));
				const native = applyEdit(text, edit);
				const back = refactorings(
					native,
					settings,
					"convert-to-classic",
					kept,
				).find((each) => subjectOf(native, each).name === subject.name);
				const reversed = back?.edit();
				// An init container that calls it needed it before, in vain; that is not brought back.
				if (!reversed) continue;
				const result = applyEdit(native, reversed);
				const isExact = subject.isLast || (kept && subject.isClear);
				if (isExact) {
					assert.equal(result, text, `${name}: ${action.title("en")}`);
					exact++;
				} else assert.deepEqual(sorted(result), sorted(text), name);
			}
		}
		return exact;
	}

	it("restores the text byte for byte where the host has seen it before", () => {
		const exact = roundTrips(() => new Orders());
		console.log(`        ${exact} conversions there and back`);
		assert.ok(exact > 200, `only ${exact} came back exactly`);
	});

	it("restores it elsewhere, too; but one that was not the last comes to stand there", () => {
		const exact = roundTrips(() => undefined);
		assert.ok(exact > 100, `only ${exact} came back exactly`);
	});
});
