import {
	classicSidecars,
	nativeSidecars,
} from "../kubernetes/classic-sidecars";
import type { Container } from "../kubernetes/container";
import { shownName } from "../kubernetes/naming";
import { type Neighbours, neighboursOf } from "../kubernetes/neighbours";
import type { Orders } from "../kubernetes/orders";
import type { Pod } from "../kubernetes/pod";
import { type SeenFile, Sight } from "../kubernetes/sight";
import { podsOf } from "../kubernetes/workloads";
import convertToClassic from "../refactorings/convert-to-classic";
import convertToNative from "../refactorings/convert-to-native";
import type { Offer } from "../refactorings/refactoring";
import { composeEdits } from "../text/compose";
import { applyEdit, type Edit } from "../text/edit";
import type { Message } from "../text/language";
import { memoizeBoth } from "../text/memo";
import type { Document } from "../yaml/document";
import type { PlacedDocument, Source } from "../yaml/source";
import { type Action, changing, editOf, type FileEdit } from "./action";
import { settingsOf } from "./head";
import { contextFor, NO_PLAIN_EDIT } from "./refactoring-actions";
import type { Settings } from "./settings";
import { fileSuppressions, isSuppressed, names } from "./suppression";

/** What sidecars are made into. */
export type SidecarKind = "native" | "classic";

/** A sidecar that has been converted, or is left as it is. */
export interface Sidecar {
	readonly name: string;
	/** Position of its document, from 0. */
	readonly document: number;
	/** Where it stands in the file as that was. */
	readonly at: number;
}

export interface ConvertedSidecar extends Sidecar {
	/** What a person should know or decide afterwards. */
	readonly notes: readonly Message[];
}

export interface LeftSidecar extends Sidecar {
	readonly reason: Message;
}

/** What became of the sidecars of a file. */
export interface Conversions {
	readonly converted: readonly ConvertedSidecar[];
	readonly left: readonly LeftSidecar[];
}

/**
 * Converts the sidecars of files, one after the other. Each is planned on what the ones before have made of the text, also in
 * other files; one that must not be converted does not keep the others from it.
 */
export class BulkConversion {
	readonly #to: SidecarKind;
	readonly #states = new Map<string, State>();
	#sight: Sight | undefined;
	/** Files that have changed since the sight was made. */
	readonly #stale = new Set<State>();

	/**
	 * @param sight what the files have beside them; may hold them, too
	 * @param orders what a host keeps of a session
	 */
	constructor(
		to: SidecarKind,
		sight?: Sight,
		readonly orders?: Orders,
	) {
		this.#to = to;
		this.#sight = sight;
	}

	/**
	 * Converts what is recognised in a file; only in one of its documents, if that is given.
	 * @param settings those that hold for the file
	 */
	convert(file: SeenFile, settings: Settings, only?: number): Conversions {
		const converted: ConvertedSidecar[] = [];
		const left: LeftSidecar[] = [];
		this.orders?.note(file.name, file.source);
		for (const placed of file.source.documents) {
			if (only !== undefined && placed.index !== only) continue;
			if (!placed.document.mayHoldPod) continue;
			const done = this.#convertDocument(file, placed, settings);
			converted.push(...done.converted);
			left.push(...done.left);
		}
		return { converted, left };
	}

	/** All that has changed so far, each file's edit in the offsets that it had at first. */
	get edits(): readonly FileEdit[] {
		return [...this.#states.values()].flatMap(({ file, edit }) =>
			edit.length > 0 ? [{ file, edit }] : [],
		);
	}

	#convertDocument(
		file: SeenFile,
		original: PlacedDocument,
		settings: Settings,
	): Conversions {
		const { index } = original;
		const state = this.#stateOf(file);
		const candidatesIn = (placed: PlacedDocument) =>
			candidatesOf(state.current, placed, this.#to, settings);
		const places = placesOf(original, candidatesIn(original));
		const converted: ConvertedSidecar[] = [];
		// What could not be converted may be possible when another one has been.
		const refused = new Map<string, LeftSidecar>();
		for (;;) {
			const placed = state.current.documents[index];
			const next =
				placed && candidatesIn(placed).find(({ key }) => !refused.has(key));
			if (!placed || !next) break;
			const { key, name } = next;
			const at = places.get(key) ?? original.start;
			const sidecar = { name, document: index, at };
			const offer = this.#offer(next, state, settings);
			const edit =
				offer && !offer.disabled ? editOf(placed.document, offer) : undefined;
			if (offer && edit) {
				const action = changing(
					offer,
					edit,
					placed,
					state.current,
					this.#neighbours(state),
				);
				const notes = action.notes();
				this.#apply(state, action);
				converted.push({ ...sidecar, notes });
				refused.clear();
			} else {
				const reason = offer?.disabled ?? NO_PLAIN_EDIT;
				refused.set(key, { ...sidecar, reason });
			}
		}
		return { converted, left: [...refused.values()] };
	}

	#offer(
		{ pod, container }: Candidate,
		{ file, current }: State,
		settings: Settings,
	): Offer | undefined {
		const refactoring =
			this.#to === "native" ? convertToNative : convertToClassic;
		const own = settingsOf(current, settings);
		const context = contextFor(own, file.name, this.orders);
		const offers = refactoring.offer?.(pod, container, context);
		return [offers ?? []].flat()[0];
	}

	/** What a file has beside it now. */
	#neighbours({ file, current }: State): Neighbours {
		if (this.#stale.size > 0) this.#lookAgain();
		return neighboursOf(current, this.#sight, file.name);
	}

	#apply(state: State, action: Pick<Action, "edit" | "elsewhere">): void {
		const others = action.elsewhere();
		this.#change(state, action.edit() ?? []);
		for (const other of others)
			this.#change(this.#stateOf(other.file), other.edit);
	}

	#change(state: State, edit: Edit): void {
		const { current } = state;
		state.edit = composeEdits(state.edit, edit);
		state.current = current.update(applyEdit(current.text, edit));
		this.#stale.add(state);
	}

	#lookAgain(): void {
		const now = new Map(
			[...this.#stale].map(({ file, current }) => [file.name, current]),
		);
		this.#stale.clear();
		this.#sight &&= new Sight(
			this.#sight.files.map((file) => {
				const source = now.get(file.name);
				return source ? { ...file, source } : file;
			}),
			this.#sight.isLimited,
		);
	}

	#stateOf(file: SeenFile): State {
		let state = this.#states.get(file.name);
		if (!state) {
			state = { file, current: file.source, edit: [] };
			this.#states.set(file.name, state);
		}
		return state;
	}
}

/** A file as it was, as it is now, and the way from the one to the other. */
interface State {
	readonly file: SeenFile;
	current: Source;
	edit: Edit;
}

/** A sidecar that is surely meant. */
export interface Candidate {
	/** The same before and after others have been converted. */
	readonly key: string;
	readonly name: string;
	readonly pod: Pod;
	readonly container: Container;
}

/** Those of a document. Where a comment silences the rule that speaks of one, it is left alone. */
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
		? found.filter(
				({ pod }) => !silenced.some((rules) => names(rules, ruleAbout(pod))),
			)
		: found;
}

/** The rule that speaks of the classic sidecars of a Pod. */
const ruleAbout = (pod: Pod): string =>
	pod.runsToCompletion
		? "job-classic-sidecar-never-completes"
		: "classic-sidecar-could-be-native";

const nativeIn = memoizeBoth(
	(document: Document, _: Settings): readonly Candidate[] =>
		sidecarsIn(document, nativeSidecars),
);

const classicIn = memoizeBoth(
	(document: Document, { catalog }: Settings): readonly Candidate[] =>
		sidecarsIn(document, (pod) => classicSidecars(pod, catalog)).filter(
			({ pod, container: { label } }) => {
				const { lines } = document;
				const line = lines.lineAt(label.start);
				return !isSuppressed(lines, line, ruleAbout(pod));
			},
		),
);

function sidecarsIn(
	document: Document,
	sidecars: (pod: Pod) => readonly Container[],
): readonly Candidate[] {
	if (document.faults.length > 0) return [];
	return podsOf(document).flatMap((pod, number) => {
		const seen = new Map<string, number>();
		return sidecars(pod).map((container): Candidate => {
			const name = shownName(container);
			const nth = seen.get(name) ?? 0;
			seen.set(name, nth + 1);
			return { key: `${number}/${nth}/${name}`, name, pod, container };
		});
	});
}

/** Where the sidecars of a document stand in the file, by their keys. */
const placesOf = (
	placed: PlacedDocument,
	candidates: readonly Candidate[],
): ReadonlyMap<string, number> =>
	new Map(
		candidates.map(({ key, container }) => [
			key,
			placed.start + container.label.start,
		]),
	);
