import { isChangedOnly } from "../kubernetes/classic-sidecars";
import { isKustomization } from "../kubernetes/kustomize";
import { type Neighbours, neighboursOf } from "../kubernetes/neighbours";
import { Orders } from "../kubernetes/orders";
import { isOfBase } from "../kubernetes/patching/of-base";
import { type SeenFile, Sight } from "../kubernetes/sight";
import { podsOf } from "../kubernetes/workloads";
import convertToClassic from "../refactorings/convert-to-classic";
import convertToNative from "../refactorings/convert-to-native";
import type { Offer } from "../refactorings/refactoring";
import { composeEdits } from "../text/compose";
import { applyEdit, type Edit } from "../text/edit";
import type { Message } from "../text/language";
import type { PlacedDocument, Source } from "../yaml/source";
import { type Action, changing, editOf, type FileEdit } from "./action";
import { type Candidate, candidatesOf, type SidecarKind } from "./candidates";
import { freshIn, withForeseen } from "./consequences";
import type { Finding } from "./finding";
import { findingsOf, type PlacedFinding } from "./findings";
import { settingsOf } from "./head";
import { contextFor, NO_PLAIN_EDIT } from "./refactoring-actions";
import type { Settings } from "./settings";

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
	 * @param orders what a host keeps of a session; else what is seen in this run
	 */
	constructor(
		to: SidecarKind,
		sight?: Sight,
		readonly orders = new Orders(),
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
		this.orders.note(file.name, file.source);
		if (this.#sight) this.orders.noteAround(file.name, this.#sight);
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
			candidatesOf(state.current, placed, this.#to, settings).filter(
				(each) => !this.#isPatched(each, state),
			);
		const places = placesOf(original, candidatesIn(original));
		const before = state.current;
		const steps: Step[] = [];
		// What could not be converted may be possible when another one has been.
		const refused = new Map<string, LeftSidecar>();
		for (;;) {
			const placed = state.current.documents[index];
			const next = placed && this.#nextOf(candidatesIn(placed), refused);
			if (!placed || !next) break;
			const { key, name } = next;
			const at = places.get(key) ?? original.start;
			const sidecar = { name, document: index, at };
			const offer = this.#offer(next, state, original, settings);
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
				const { foresees = false } = offer;
				steps.push({ ...sidecar, notes, foresees, result: state.current });
				refused.clear();
			} else {
				const reason = offer?.disabled ?? NO_PLAIN_EDIT;
				refused.set(key, { ...sidecar, reason });
			}
		}
		// What others say of themselves is the same before and after.
		const isChanged = ({ document, index: at }: PlacedDocument) =>
			document !== before.documents[at]?.document ||
			document !== state.current.documents[at]?.document;
		const findingsIn = (source: Source) =>
			this.#findings(file, source, settings, isChanged);
		const converted = [...withConsequences(steps, before, findingsIn)].sort(
			(one, other) => one.at - other.at,
		);
		return { converted, left: [...refused.values()] };
	}

	/** The way back is the way there from its end: what came last goes first. */
	#nextOf(
		candidates: readonly Candidate[],
		refused: ReadonlyMap<string, LeftSidecar>,
	): Candidate | undefined {
		const isOpen = ({ key }: Candidate) => !refused.has(key);
		return this.#to === "native"
			? candidates.find(isOpen)
			: candidates.findLast(isOpen);
	}

	/** Patches follow the container that they change; whose file comes first makes no difference. */
	#isPatched({ container }: Candidate, state: State): boolean {
		return (
			isChangedOnly(container) ||
			(container.pod.partial && isOfBase(container, this.#neighbours(state)))
		);
	}

	#findings(
		{ name }: SeenFile,
		source: Source,
		settings: Settings,
		isOpen: (placed: PlacedDocument) => boolean,
	): readonly PlacedFinding[] {
		this.#lookAgain(name);
		const sight = this.#sight;
		const around = { file: name, ...(sight && { sight }) };
		return findingsOf(source, settings, around, isOpen);
	}

	#offer(
		{ pod, container }: Candidate,
		{ file, current }: State,
		original: PlacedDocument,
		settings: Settings,
	): Offer | undefined {
		const own = settingsOf(current, settings);
		const context = contextFor(own, file.name, this.orders);
		const { indexBefore } = context;
		const number = podsOf(pod.document).indexOf(pod);
		const end = podsOf(original.document)[number]?.containers.length;
		const offers =
			this.#to === "native"
				? convertToNative.offer?.(pod, container, context)
				: convertToClassic.offer?.(pod, container, {
						...context,
						// In front of those that have gone back before it.
						indexBefore: (each) => indexBefore?.(each) ?? end,
					});
		return [offers ?? []].flat()[0];
	}

	/** What a file has beside it now. */
	#neighbours({ file, current }: State): Neighbours {
		this.#lookAgain(file.name);
		return neighboursOf(current, this.#sight, file.name, this.orders);
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

	/**
	 * Brings up to date what a file has beside it. What it is itself nobody looks for there, unless a Kustomization builds
	 * on it: all that is known of the other files would have to be found out again with each step.
	 */
	#lookAgain(file: string): void {
		const isOwn =
			!isKustomization(file) && !this.#sight?.buildingOn(file).length;
		const isCurrent = [...this.#stale].every(
			(state) => isOwn && state.file.name === file,
		);
		if (isCurrent) return;
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

/** A conversion of several in a document, and the file behind it. */
interface Step extends ConvertedSidecar {
	readonly foresees: boolean;
	readonly result: Source;
}

/**
 * Adds to the notes what will be found when all is done, and was not before: to those of the conversion that brought it.
 * What one of them brings and a later one mends is nobody's concern.
 */
function withConsequences(
	steps: readonly Step[],
	before: Source,
	findingsIn: (source: Source) => readonly PlacedFinding[],
): readonly ConvertedSidecar[] {
	const last = steps.at(-1);
	const fresh = last?.foresees
		? freshIn(findingsIn(before), findingsIn(last.result))
		: [];
	const brings = (wanted: Finding) => (step: Step) =>
		step === last ||
		findingsIn(step.result).some(
			({ finding }) => finding.message("en") === wanted.message("en"),
		);
	const broughtBy = new Map(
		fresh.map((finding) => [finding, steps.find(brings(finding)) ?? last]),
	);
	return steps.map((step) => {
		const { name, document, at, notes } = step;
		const own = fresh.filter((finding) => broughtBy.get(finding) === step);
		return { name, document, at, notes: withForeseen(notes, own) };
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
