import type { Container } from "../kubernetes/container";
import { neighboursOf } from "../kubernetes/neighbours";
import type { Orders } from "../kubernetes/orders";
import type { Pod } from "../kubernetes/pod";
import { podsOf } from "../kubernetes/workloads";
import { REFACTORINGS } from "../refactorings/index.generated";
import type {
	Offer,
	Refactoring,
	RefactoringContext,
} from "../refactorings/refactoring";
import type { Range } from "../text/edit";
import { fixedText } from "../text/language";
import { isReadAnyway } from "../yaml/lenient";
import { beginsLine, linesOf } from "../yaml/ownership";
import type { PlacedDocument, Source } from "../yaml/source";
import type { Entry } from "../yaml/tree";
import { type Action, changing, editOf, meets, reasonNotTo } from "./action";
import { foresightFor } from "./consequences";
import type { Surroundings } from "./findings";
import { settingsOf } from "./head";
import { factsFor, type Settings } from "./settings";

const NOT_YAML = fixedText({
	en: "the document has a mistake in its YAML, which has to be mended first",
	ja: "ドキュメントにYAMLの誤りがあります。先に直してください",
});
/** Why a change that is offered has no edit. */
export const NO_PLAIN_EDIT = fixedText({
	en: "it is written in a way in which other lines would have to be rewritten",
	ja: "ほかの行を書き換えずに変更できない書き方になっています",
});

/** What refactorings offer at a place: for the containers that it touches, and for the Pod in whose spec it begins. */
export function refactoringsAt(
	source: Source,
	range: Range,
	settings: Settings,
	{ sight, file, orders }: Surroundings = { file: "" },
): readonly Action[] {
	const foresight = foresightFor(
		source,
		settings,
		sight ? { sight, file } : undefined,
	);
	const neighbours = neighboursOf(source, sight, file, orders);
	const context = contextFor(settingsOf(source, settings), file, orders);
	const actions: Action[] = [];
	for (const placed of source.documents) {
		if (
			placed.start > range.end ||
			placed.start + placed.document.text.length < range.start
		)
			continue;
		const { document } = placed;
		const isBroken = document.isFaulty;
		// What Kubernetes reads nevertheless is worth a reason; in all else there is no telling what is a container.
		if (isBroken && !isReadAnyway(document)) continue;
		const add = ({ id }: Refactoring, where: string, offer: Offer): void => {
			const edit = offer.disabled ? undefined : editOf(document, offer);
			const impossible = isBroken
				? NOT_YAML
				: (reasonNotTo(document, offer) ?? NO_PLAIN_EDIT);
			actions.push({
				kind: "refactoring",
				id: [id, placed.index, where, offer.variant ?? ""].join("/"),
				title: offer.title,
				preferred: false,
				disabled: offer.disabled ?? (edit ? undefined : impossible),
				findings: [],
				variant: offer.variant,
				brings: offer.brings,
				...(edit
					? changing(offer, edit, placed, source, neighbours, foresight)
					: { edit: () => undefined, elsewhere: () => [], notes: () => [] }),
			});
		};
		for (const [number, pod] of podsOf(document).entries()) {
			const touched = pod.all.filter(
				({ item }) =>
					meets(item, placed, range) || meetsLine(item, placed, range),
			);
			for (const container of touched)
				for (const refactoring of REFACTORINGS)
					for (const offer of [
						refactoring.offer?.(pod, container, context) ?? [],
					].flat())
						add(
							refactoring,
							`${number}/${container.list}/${container.index}`,
							offer,
						);
			const begin = { start: range.start, end: range.start };
			const isInContainer = touched.some(
				({ item }) =>
					meets(item, placed, begin) || meetsLine(item, placed, begin),
			);
			if (isInContainer || !meetsSpec(pod, placed, range)) continue;
			for (const refactoring of REFACTORINGS)
				for (const offer of refactoring.offerPod?.(pod, context) ?? [])
					add(refactoring, `${number}`, offer);
		}
	}
	return actions;
}

/** What a refactoring may know of a file. */
export const contextFor = (
	settings: Settings,
	file: string,
	orders: Orders | undefined,
): RefactoringContext => ({
	...factsFor(settings),
	...(orders && {
		indexBefore: (container: Container) => orders.indexOf(file, container),
		aboveBefore: (container: Container) =>
			orders.surroundingsOf(file, container),
		emptyListBefore: (container: Container) =>
			orders.emptyListOf(file, container),
	}),
});

/** Does a range lie in a Pod's spec, or on the line of the key that holds it? */
function meetsSpec(pod: Pod, placed: PlacedDocument, range: Range): boolean {
	const { lines } = pod.document;
	const { holder } = pod.spec;
	const span =
		holder && "key" in holder ? linesOf(lines, holder as Entry) : undefined;
	const at = span
		? { start: lines.start(span.first), end: lines.end(span.last) }
		: pod.spec;
	return meets(at, placed, range);
}

/** Is the cursor before the dash of something, or before its brace where nothing else stands before that on its line? */
export function meetsLine(
	at: Range,
	placed: PlacedDocument,
	range: Range,
): boolean {
	const { lines } = placed.document;
	if (!beginsLine(lines, at.start)) return false;
	const start = lines.start(lines.lineAt(at.start)) + placed.start;
	return start <= range.end && range.start <= at.start + placed.start;
}
