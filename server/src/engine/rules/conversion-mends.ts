import { serverAnswer } from "../apiserver/answers";
import type { Change } from "../kubernetes/change";
import type { Container } from "../kubernetes/container";
import {
	conversionTitle,
	planConversion,
	wayToConvert,
} from "../kubernetes/conversion";
import { portNamesOf } from "../kubernetes/conversion/port-names";
import type { Neighbours } from "../kubernetes/neighbours";
import { patchesOf } from "../kubernetes/patching/patches-of";
import type { Pod } from "../kubernetes/pod";
import type { Catalog } from "../kubernetes/roles";
import type { Version } from "../kubernetes/versions";
import { podsOf } from "../kubernetes/workloads";
import { applyEdit, type Splice, tryEdit } from "../text/edit";
import { type Message, text } from "../text/language";
import { memoize } from "../text/memo";
import { Document } from "../yaml/document";
import { amountNotes } from "./amount-notes";

/** The conversion to a native sidecar as a change, with what Kubernetes makes of it. */
export interface ConversionOffer {
	/** Nothing where the text alone says that it must not be done. */
	readonly change: Change | undefined;
	/** Why it must not be done, if so: makes the change and asks what the API server would say. */
	readonly refused: () => Message | undefined;
}

const unaccepted = text({
	en: (quote: string) => `the API server would refuse the result: ${quote}`,
	ja: (quote) => `結果がAPIサーバーに拒否されます: ${quote}`,
});

/**
 * Offers to convert a container of `containers`.
 * @param index where it stood among the init containers before, if that is known
 */
export function offerConversion(
	container: Container,
	version: Version,
	catalog: Catalog,
	index?: number,
): ConversionOffer {
	const plan = planConversion(container, version, catalog, index);
	if (plan.refused) return { change: undefined, refused: () => plan.refused };
	const outcome = once(() => outcomeOf(container, plan.edit(), version));
	const others = memoize((neighbours: Neighbours) => {
		const ports = portNamesOf(container, version, neighbours);
		const patches = patchesOf(container, outcome()?.pod, neighbours);
		return {
			changes: [...ports.changes, ...patches.changes],
			notes: [...ports.notes, ...patches.notes],
		};
	});
	return {
		refused: () => {
			const quote = outcome()?.refusal;
			return quote === undefined ? undefined : unaccepted(quote);
		},
		change: {
			title: conversionTitle(container),
			safety: "review",
			preferred: true,
			foresees: true,
			edit: () =>
				outcome()?.refusal === undefined ? outcome()?.splices : undefined,
			notes: (neighbours) => {
				const after = outcome()?.pod;
				return [
					...plan.notes(),
					...((after && amountNotes(container.pod, after, version)) ?? []),
					...others(neighbours).notes,
					...plan.remarks(),
				];
			},
			elsewhere: (neighbours) => others(neighbours).changes,
		},
	};
}

/**
 * The conversion as the fix of a finding; nothing where it must not be done. It is worked out when somebody asks for it:
 * findings come with every keystroke.
 */
export function conversionFix(
	container: Container,
	version: Version,
	catalog: Catalog,
): Change | undefined {
	if (wayToConvert(container, version, catalog).refused) return undefined;
	const change = once(
		() => offerConversion(container, version, catalog).change,
	);
	return {
		title: conversionTitle(container),
		safety: "review",
		preferred: true,
		foresees: true,
		edit: () => change()?.edit(),
		notes: (neighbours) => change()?.notes?.(neighbours) ?? [],
		elsewhere: (neighbours) => change()?.elsewhere?.(neighbours) ?? [],
		withOrder: (indexBefore) => {
			const index = indexBefore(container);
			return index === undefined
				? undefined
				: offerConversion(container, version, catalog, index).change;
		},
	};
}

/** What is computed when it is asked for, and then kept. */
function once<Value>(compute: () => Value): () => Value {
	let known: { readonly value: Value } | undefined;
	return () => {
		known ??= { value: compute() };
		return known.value;
	};
}

interface Outcome {
	readonly splices: readonly Splice[];
	/** The Pod afterwards. */
	readonly pod: Pod | undefined;
	/** What the API server says to the result and did not say before. */
	readonly refusal: string | undefined;
}

function outcomeOf(
	{ pod }: Container,
	splices: readonly Splice[] | undefined,
	version: Version,
): Outcome | undefined {
	const edit = splices && tryEdit(splices);
	if (!edit) return undefined;
	const { document } = pod;
	const result = new Document(applyEdit(document.text, edit));
	return {
		splices,
		pod: podsOf(result)[podsOf(document).indexOf(pod)],
		refusal: newRefusal(document, result, version),
	};
}

function newRefusal(
	before: Document,
	after: Document,
	version: Version,
): string | undefined {
	const errorsOf = (document: Document, rule: string) =>
		(serverAnswer(document, version).errors.get(rule) ?? []).filter(
			({ severity }) => severity === "error",
		);
	for (const rule of serverAnswer(after, version).errors.keys()) {
		const known = errorsOf(before, rule);
		const errors = errorsOf(after, rule);
		if (errors.length <= known.length) continue;
		const quotes = new Set(known.map(({ quote }) => quote));
		return (errors.find(({ quote }) => !quotes.has(quote)) ?? errors[0])?.quote;
	}
	return undefined;
}
