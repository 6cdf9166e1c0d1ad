import type { Document } from "../yaml/document";
import type { Source } from "../yaml/source";
import type { Orders } from "./orders";
import type { Pod } from "./pod";
import {
	type Index,
	indexOf,
	podKey,
	resourceKey,
	UNKNOWN,
} from "./resource-index";
import {
	type Labels,
	namespaceOf,
	podLabels,
	type Resource,
} from "./resources";
import type { Sight } from "./sight";

/** An object that another one speaks of. */
export interface Neighbour<Found = Resource> {
	readonly found: Found;
	/**
	 * Is it surely meant: in the same file, folder or Kustomize tree, and with all that was asked for in sight? Others may
	 * be of another installation: they can show that all is well, but not that something is wrong.
	 */
	readonly sure: boolean;
}

/** What an object may ask about those beside it. */
export interface Questions {
	/** Objects of a kind and name, parts of manifests (patches) included. */
	named(asking: Resource, kind: string, name: string): readonly Neighbour[];
	/** Pods with labels that a selector selects, or that may have them. */
	selected(asking: Resource, selector: Labels): readonly Neighbour<Pod>[];
	/** All objects of a kind. */
	ofKind(asking: Resource, kind: string): readonly Neighbour[];
	/** Kustomizations that build on the file of an object. */
	kustomizations(): readonly Neighbour<Source>[];
	/** Is it known of each document of the file what it holds? */
	isClear(): boolean;
}

/** Who can answer. */
export interface Neighbours extends Questions {
	/** The objects of the file itself. */
	readonly index: Index;
	/** The file's name among those in sight. */
	readonly file: string;
	readonly sight: Sight | undefined;
	/** What a host has seen of the order of containers; findings do not ask for it. */
	readonly orders?: Orders | undefined;
}

/**
 * What the objects of a file have beside them: in the file itself, and in the other files that a host has in sight.
 *
 * @param file the file's name among those in sight
 */
export function neighboursOf(
	source: Source,
	sight: Sight | undefined,
	file: string,
	orders?: Orders,
): Neighbours {
	const own = indexOf(source);
	const collect = <Found extends { readonly document: Document }>(
		ask: (index: Index) => readonly Found[],
		asking: Resource,
		namespaceOf: (found: Found) => string | undefined,
		isKnown: (found: Found) => boolean = () => true,
	): readonly Neighbour<Found>[] => {
		const { namespace } = asking;
		const neighbours: Neighbour<Found>[] = [];
		const add = (found: Found, isNear: boolean) => {
			const other = namespaceOf(found);
			const isSame = other === namespace;
			// Who writes no namespace may mean any: whoever applies the manifest says it.
			if (!isSame && other !== undefined && namespace !== undefined) return;
			neighbours.push({ found, sure: isNear && isSame && isKnown(found) });
		};
		for (const found of ask(own)) add(found, true);
		if (sight)
			for (const found of ask(sight.index)) {
				const place = sight.seen(found.document)?.name;
				if (place !== undefined && place !== file)
					add(found, sight.isNear(file, place));
			}
		return neighbours;
	};
	return {
		index: own,
		file,
		sight,
		orders,
		named: (asking, kind, name) =>
			collect(
				(index) => index.named(kind, name),
				asking,
				({ namespace }) => namespace,
			),
		ofKind: (asking, kind) =>
			collect(
				(index) => index.ofKind(kind),
				asking,
				({ namespace }) => namespace,
			),
		selected: (asking, selector) =>
			collect(
				(index) => index.selected(selector),
				asking,
				({ place }) => namespaceOf(place.object),
				(pod) => podLabels(pod) !== undefined,
			),
		kustomizations: () =>
			(sight?.buildingOn(file) ?? []).map(({ source }) => ({
				found: source,
				sure: true,
			})),
		isClear: () => own.isClear,
	};
}

type Question<Found> = (from: Neighbours) => readonly Neighbour<Found>[];

/** Passes questions on, and keeps in mind how they were answered. */
export class Asked implements Questions {
	readonly #answered: ((from: Neighbours) => boolean)[] = [];
	/** What the questions looked at in the file itself. */
	readonly #keys: string[] = [];
	#from: Neighbours | undefined;
	#index: symbol | undefined;
	#sight: Sight | undefined;

	constructor(from?: Neighbours) {
		this.#from = from;
		this.#index = from?.index.id;
		this.#sight = from?.sight;
	}

	named(asking: Resource, kind: string, name: string) {
		this.#keys.push(resourceKey(kind, name));
		return this.#pass((from) => from.named(asking, kind, name));
	}

	selected(asking: Resource, selector: Labels) {
		this.#keys.push(podKey(selector), UNKNOWN);
		return this.#pass((from) => from.selected(asking, selector));
	}

	ofKind(asking: Resource, kind: string) {
		this.#keys.push(resourceKey(kind));
		return this.#pass((from) => from.ofKind(asking, kind));
	}

	kustomizations() {
		// They stand in other files: nothing in this one tells of them.
		this.#keys.push(resourceKey("Kustomization"));
		return this.#pass((from) => from.kustomizations());
	}

	isClear(): boolean {
		return this.#from?.isClear() ?? true;
	}

	/** Ends the questions: from now on only the answers are needed, and the old file need not be kept for them. */
	close(): this {
		const answer = this.isClear();
		this.#answered.push((from) => from.isClear() === answer);
		this.#from = undefined;
		return this;
	}

	/** Would all answers be the same? */
	holds(from: Neighbours): boolean {
		if (this.#keys.length === 0) return true;
		const { since } = from.index;
		const isUntouched =
			from.sight === this.#sight &&
			(from.index.id === this.#index ||
				(since !== undefined &&
					since.id === this.#index &&
					!this.#keys.some((key) => since.keys.has(key))));
		const holds = isUntouched
			? (this.#answered.at(-1)?.(from) ?? true)
			: this.#answered.every((isSameAs) => isSameAs(from));
		this.#index = from.index.id;
		this.#sight = from.sight;
		return holds;
	}

	#pass<Found>(question: Question<Found>): readonly Neighbour<Found>[] {
		const answer = this.#from ? question(this.#from) : [];
		this.#answered.push((from) => isSame(question(from), answer));
		return answer;
	}
}

function isSame<Found>(
	some: readonly Neighbour<Found>[],
	others: readonly Neighbour<Found>[],
): boolean {
	return (
		some.length === others.length &&
		some.every(
			({ found, sure }, index) =>
				found === others[index]?.found && sure === others[index].sure,
		)
	);
}
