import { mainAppOf } from "../kubernetes/classic-sidecars";
import { planConversion } from "../kubernetes/conversion";
import convertToNative from "../refactorings/convert-to-native";
import type { Range } from "../text/edit";
import { type Message, text } from "../text/language";
import { memoizeBoth } from "../text/memo";
import type { PlacedDocument, Source } from "../yaml/source";
import { type Action, editOf, meets } from "./action";
import { type Candidate, candidatesOf } from "./candidates";
import { BulkConversion } from "./convert-all";
import type { Surroundings } from "./findings";
import { settingsOf } from "./head";
import { meetsLine } from "./refactoring-actions";
import { factsFor, type Settings } from "./settings";

const title = text({
	en: (count: number) => `Convert all ${count} classic sidecars of the file`,
	ja: (count) => `ファイル内の従来型サイドカー${count}個をすべて変換`,
});

const stays = text({
	en: (name: string, reason: string) =>
		`\`${name}\` stays as it is: ${reason}.`,
	ja: (name, reason) => `\`${name}\` は変換されません。${reason}。`,
});

/** Converts all classic sidecars of the file, where the cursor stands on one of several. */
export function convertAllAt(
	source: Source,
	range: Range,
	settings: Settings,
	surroundings: Surroundings = { file: "" },
): readonly Action[] {
	const own = settingsOf(source, settings);
	const isAt = (placed: PlacedDocument, { container }: Candidate) =>
		meets(container.item, placed, range) ||
		meetsLine(container.item, placed, range);
	const isPossible = ({ pod, container }: Candidate) =>
		[convertToNative.offer?.(pod, container, factsFor(own)) ?? []]
			.flat()
			.some((offer) => !offer.disabled && editOf(pod.document, offer));
	// Most places have none: only where there is one the whole file is looked at.
	const isThere = source.documents.some(
		(placed) =>
			placed.start <= range.end &&
			range.start <= placed.start + placed.document.text.length &&
			candidatesOf(source, placed, "native", own).some(
				(each) => isAt(placed, each) && isPossible(each),
			),
	);
	if (!isThere) return [];
	const count = source.documents.reduce(
		(sum, placed) =>
			sum +
			candidatesOf(source, placed, "native", own).filter(({ container }) =>
				isPlanned(container, own),
			).length,
		0,
	);
	if (count < 2) return [];
	let done: Done | undefined;
	const convert = (): Done => {
		done ??= convertFile(source, settings, surroundings);
		return done;
	};
	return [
		{
			kind: "refactoring",
			id: "convert-all-in-file",
			title: title(count),
			preferred: false,
			disabled: undefined,
			findings: [],
			variant: undefined,
			edit: () => convert().edit,
			elsewhere: () => convert().elsewhere,
			notes: () => convert().notes,
		},
	];
}

/**
 * Can it be converted, as far as its document alone tells? Asked for all containers of the file with every move of the
 * cursor.
 */
const isPlanned = memoizeBoth(
	(
		container: Candidate["container"],
		{ kubernetesVersion, catalog }: Settings,
	): boolean =>
		container !== mainAppOf(container.pod, catalog) &&
		planConversion(container, kubernetesVersion, catalog).refused === undefined,
);

interface Done {
	readonly edit: ReturnType<Action["edit"]>;
	readonly elsewhere: ReturnType<Action["elsewhere"]>;
	readonly notes: ReturnType<Action["notes"]>;
}

function convertFile(
	source: Source,
	settings: Settings,
	{ sight, file: name, orders }: Surroundings,
): Done {
	const bulk = new BulkConversion("native", sight, orders);
	const { converted, left } = bulk.convert({ name, source }, settings);
	const { edits } = bulk;
	return {
		edit: edits.find(({ file }) => file.name === name)?.edit,
		elsewhere: edits.filter(({ file }) => file.name !== name),
		notes: [
			// What is said of the Pod is said once.
			...new Set(converted.flatMap(({ notes }) => notes)),
			...left.map(
				(each): Message =>
					(language) =>
						stays(each.name, each.reason(language))(language),
			),
		],
	};
}
