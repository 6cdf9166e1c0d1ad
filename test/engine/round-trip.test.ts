import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	type Action,
	applyEdit,
	podsOf,
	type Settings,
	Source,
} from "../../server/src/engine/engine";
import { refactoringsAt } from "../../server/src/engine/features/refactoring-actions";
import { readCarets } from "../kit/carets";
import { pagesIn } from "../kit/page";
import { settingsOf } from "../kit/settings";

/** What a conversion changes on purpose, and what says nothing and is not put back. */
const CHANGED =
	/restartPolicy|startupProbe|preStop|initContainers["']?:[ ]*(?:\[\s*\]|null|~|#|$)/m;
/** Where a commented-out item stands at an end of the list, there are two places behind the last one. */
const COMMENTED_OUT = /^\s*#\s*(?:- \w+:|\{)/m;

const refactorings = (text: string, settings: Settings, id: string) =>
	refactoringsAt(
		Source.open(text),
		{ start: 0, end: text.length },
		settings,
	).filter((action) => action.id.startsWith(`${id}/`) && !action.disabled);

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
	};
}

const sorted = (text: string) => text.split(/[\s,[\]{}]+/).sort();

describe("conversion to a native sidecar and back", () => {
	const pages = [
		...pagesIn("refactorings"),
		...pagesIn("rules").filter(({ id }) => id.includes("sidecar")),
	];
	const cases = pages.flatMap((page) =>
		page.fences.map((fence) => ({
			name: `${page.id} line ${fence.line}`,
			text: readCarets(fence.text).text.replace("$0", ""),
			settings: settingsOf(fence.options),
		})),
	);

	it("restores the text byte for byte; of one that was not the last, all but its place", () => {
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
				const native = applyEdit(text, edit);
				const back = refactorings(native, settings, "convert-to-classic").find(
					(each) => subjectOf(native, each).name === subject.name,
				);
				const reversed = back?.edit();
				// An init container that calls it needed it before, in vain; that is not brought back.
				if (!reversed) continue;
				const result = applyEdit(native, reversed);
				if (subject.isLast) {
					assert.equal(result, text, `${name}: ${action.title("en")}`);
					exact++;
				} else assert.deepEqual(sorted(result), sorted(text), name);
			}
		}
		assert.ok(exact > 40, `only ${exact} came back exactly`);
	});
});
