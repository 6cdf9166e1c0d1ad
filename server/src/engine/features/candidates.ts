import {
	companionsOf,
	holdersOf,
	misplacedOf,
	missedOf,
	nativeSidecars,
	stoppedHelpersOf,
} from "../kubernetes/classic-sidecars";
import type { Container } from "../kubernetes/container";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { podsOf } from "../kubernetes/workloads";
import type { Range } from "../text/edit";
import { memoizeBoth } from "../text/memo";
import type { Document } from "../yaml/document";
import type { PlacedDocument, Source } from "../yaml/source";
import type { Settings } from "./settings";
import { fileSuppressions, isSuppressed, names } from "./suppression";

/** Which containers the conversion of whole files is about. */

/** What sidecars are made into. */
export type SidecarKind = "native" | "classic";

/** A sidecar that is surely meant. */
export interface Candidate {
	/** The same before and after others have been converted. */
	readonly key: string;
	readonly name: string;
	readonly pod: Pod;
	readonly container: Container;
}

/** Those of a document. Where comments silence all rules that speak of one, it is left alone. */
export function candidatesOf(
	source: Source,
	{ document }: PlacedDocument,
	to: SidecarKind,
	settings: Settings,
): readonly Candidate[] {
	if (!document.mayHoldPod) return [];
	if (to === "classic") return nativeIn(document, settings);
	const found = classicIn(document, settings);
	const silenced = found.length > 0 ? fileSuppressions(source) : [];
	return silenced.length > 0
		? found.filter(({ rules }) =>
				rules.some((rule) => !silenced.some((list) => names(list, rule))),
			)
		: found;
}

const nativeIn = memoizeBoth(
	(document: Document, _: Settings): readonly Candidate[] =>
		sidecarsIn(document, (pod) =>
			nativeSidecars(pod).map((container) => ({ container })),
		),
);

const classicIn = memoizeBoth(
	(document: Document, settings: Settings): readonly ClassicCandidate[] =>
		sidecarsIn(document, (pod) => classicOf(pod, settings)),
);

/** A container of `containers`, and the rules that tell of it and are not silenced beside it. */
interface Classic {
	readonly container: Container;
	readonly rules: readonly string[];
}

type ClassicCandidate = Candidate & Classic;

/** Those of a Pod, in the order of the list. One container stays the application: if need be, the first. A patch has it elsewhere. */
function classicOf(pod: Pod, settings: Settings): readonly Classic[] {
	const told = toldOf(pod, settings);
	const all = pod.containers.map((container) => ({
		container,
		told: told.filter((each) => each.container === container),
	}));
	const isAll = !pod.isPatch && all.every((each) => each.told.length > 0);
	const { lines } = pod.document;
	return all.slice(isAll ? 1 : 0).flatMap((each): Classic[] => {
		const rules = each.told.flatMap(({ rule, at }) =>
			isSuppressed(lines, lines.lineAt(at.start), rule) ? [] : [rule],
		);
		return rules.length > 0 ? [{ container: each.container, rules }] : [];
	});
}

/** What a rule says of a container that a conversion would mend, and where. */
interface Told {
	readonly container: Container;
	readonly rule: string;
	readonly at: Range;
}

function toldOf(pod: Pod, { catalog }: Settings): readonly Told[] {
	const told =
		(rule: string) =>
		(container: Container, at: Range = container.label): Told => ({
			container,
			rule,
			at,
		});
	const could = told("classic-sidecar-could-be-native");
	const holds = told("job-classic-sidecar-never-completes");
	const missed = told("classic-sidecar-needed-by-init");
	const misplaced = told("app-container-restart-always-not-sidecar");
	return [
		...companionsOf(pod, catalog).map((each) => could(each)),
		...holdersOf(pod, catalog).map(({ container }) => holds(container)),
		// No rule complains of what works, but whoever converts them all means these, too.
		...stoppedHelpersOf(pod, catalog).map((each) => holds(each)),
		...missedOf(pod, catalog).map(({ init, container }) =>
			missed(container, init.label),
		),
		...misplacedOf(pod, catalog).map((each) =>
			misplaced(each, each.restartPolicy),
		),
	];
}

function sidecarsIn<Found extends { readonly container: Container }>(
	document: Document,
	sidecarsOf: (pod: Pod) => readonly Found[],
): readonly (Candidate & Found)[] {
	if (document.isFaulty) return [];
	return podsOf(document).flatMap((pod, number) => {
		const seen = new Map<string, number>();
		return sidecarsOf(pod).map((found): Candidate & Found => {
			const name = shownName(found.container);
			const nth = seen.get(name) ?? 0;
			seen.set(name, nth + 1);
			return { ...found, key: `${number}/${nth}/${name}`, name, pod };
		});
	});
}
