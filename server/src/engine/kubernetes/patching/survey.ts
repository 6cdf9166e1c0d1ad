import type { Message } from "../../text/language";
import type { Document } from "../../yaml/document";
import { resolve } from "../../yaml/tree";
import type { Neighbours } from "../neighbours";
import type { Pod } from "../pod";
import { isCustom, type Resource } from "../resources";
import { aimOf, type FieldPath, fateOfAim, fieldPathsOf } from "./field-paths";
import {
	type Fate,
	fateOf,
	forget,
	operationsIn,
	type World,
} from "./json-patches";
import {
	isSameOrder,
	LISTS,
	type ListName,
	listsOf,
	merged,
	otherList,
	readMergePatch,
	withMoved,
	without,
} from "./lists";
import { ALONE, itemFor, podIn } from "./merge-patches";
import {
	isNothingButOrder,
	leaders,
	leadOf,
	placeInPatch,
} from "./patch-order";
import { isSameForAll, isShared, sharingOf } from "./shared";
import {
	type Answer,
	isNamedBy,
	isSelectedBy,
	passed,
	type Subject,
	subjectOf,
} from "./target";
import {
	NOBODY,
	nameFrom,
	type Ruling,
	rulingOnPath,
	type Verdict,
	type WrittenPath,
} from "./verdict";
import {
	isBuiltOn,
	type Layer,
	type Patch,
	replacesLists,
	waysOf,
} from "./ways";
import { verdictOnWhole } from "./whole-lists";
import { say } from "./words";

/** Goes through all patches in sight that may mean a container, as Kustomize applies them. */
export class Survey {
	readonly rulings: Ruling[] = [];
	/** Patches that have been looked at. */
	readonly #seen = new Set<Document>();
	readonly #path: string;

	/**
	 * @param name of the container that moves to the other list, or has come; `NOBODY` where others have changed places
	 * @param after the Pod then
	 */
	constructor(
		readonly resource: Resource,
		readonly pod: Pod,
		readonly name: string,
		readonly from: ListName,
		readonly after: Pod,
		readonly neighbours: Neighbours,
		readonly isMove = true,
	) {
		this.#path = pod.place.path;
	}

	/** All patches. */
	look(): void {
		const { sight, file } = this.neighbours;
		const ways = sight ? waysOf(file, sight) : [];
		const users = new Set(ways.flat().map((layer) => layer.file));
		for (const way of ways) this.#followWay(way);
		// A patch that others use, too, can be changed only for all of them.
		for (const [index, ruling] of this.rulings.entries())
			if (sight?.naming(ruling.place.file).some((user) => !users.has(user)))
				this.rulings[index] = { ...ruling, verdict: { kind: "unsure" } };
		this.#lookBeside();
	}

	#followWay(way: readonly Layer[]): void {
		// What a patch adds is not alone in the lists: nobody knows who else there is.
		const isKnown = isCustom(this.resource)
			? isBuiltOn(this.neighbours.file, way)
			: !this.pod.partial;
		const isReplaced = replacesLists(this.resource, way);
		const world: World = {
			before: isKnown ? listsOf(this.pod) : undefined,
			after: isKnown ? listsOf(this.after) : undefined,
		};
		let subject = subjectOf(this.resource);
		for (const layer of way) {
			const root = resolve(layer.document?.root);
			const next = passed(subject, root?.kind === "mapping" ? root : undefined);
			const { isLabelled } = subject;
			for (const patch of layer.patches) {
				this.#seen.add(patch.document);
				if (patch.document !== this.pod.document)
					this.#judge(patch, layer, { ...next, isLabelled }, world, isReplaced);
			}
			for (const path of this.neighbours.sight
				? fieldPathsOf(layer, this.neighbours.sight)
				: [])
				this.#judgePath(path, layer, next, world);
			subject = next;
		}
	}

	#judge(
		patch: Patch,
		layer: Layer,
		subject: Subject,
		world: World,
		isReplaced: boolean,
	): void {
		const { document, target } = patch;
		const root = resolve(document.root);
		if (document.isFaulty || document.templated) {
			forget(world);
			if (document.mentions(this.name))
				this.#rule(document, patch, { kind: "unsure" }, this.#named(patch));
			return;
		}
		if (root?.kind === "sequence" && target) {
			const answer = isSelectedBy(target, subject);
			if (answer !== "no")
				this.#judgeJson(patch, layer, answer, subject, world);
		} else if (root?.kind === "mapping") {
			const answer = target
				? isSelectedBy(target, subject)
				: isNamedBy(root, subject);
			if (answer === "no") return;
			if (isReplaced) this.#judgeWhole(patch, layer, answer, subject, world);
			else this.#judgeMerge(patch, layer, answer, subject, world);
		}
	}

	#judgeMerge(
		patch: Patch,
		layer: Layer,
		answer: Answer,
		subject: Subject,
		world: World,
	): void {
		const own = podIn(patch.document, this.#path);
		if (!own) return;
		const item = itemFor(own, this.name, this.from);
		const change = readMergePatch(own);
		const place =
			change &&
			placeInPatch(
				own,
				change,
				world.after,
				this.name,
				this.from,
				this.neighbours.orders?.indexInPatch(patch.file, own, this.name),
			);
		const isSure =
			answer === "yes" &&
			item !== "undecided" &&
			!isShared(this, patch, layer, subject, place, change);
		let changedPatch = change;
		if (item && change && place && isSure) {
			changedPatch = withMoved(change, this.name, this.from, place);
			const lean = without(changedPatch, this.from, leaders(item));
			const isLean =
				world.after &&
				isSameOrder(
					merged(world.after, lean),
					merged(world.after, changedPatch),
				);
			if (isLean) changedPatch = lean;
			const withdrawn = isLean ? leaders(item) : [];
			const isDropped = isNothingButOrder(item, withdrawn.length);
			if (isDropped)
				changedPatch = without(changedPatch, "containers", [this.name]);
			this.#rule(
				item.item,
				patch,
				{
					kind: "move",
					container: item,
					with: {
						...place,
						withdrawn,
						isDropped,
						isNew: this.#isGone(world),
						side: this.neighbours.orders?.sideOf(patch.file, own, this.from),
					},
				},
				this.#named(patch),
			);
		} else if (item)
			this.#rule(
				item === "undecided" ? own.spec : item.item,
				patch,
				{ kind: "unsure" },
				this.#named(patch),
			);
		else if (change?.[otherList(this.from)]?.deleted.includes(this.name))
			// It deletes nothing there until now.
			this.#rule(
				own.spec,
				patch,
				{ kind: "unsure" },
				say.shifted(this.#shown(patch), otherList(this.from)),
			);
		else if (change && this.from === "containers") {
			const lead = leadOf(own, change, place, this.name, isSure);
			changedPatch = lead?.changed ?? change;
			const file = this.#shown(patch);
			if (lead)
				this.#rule(
					lead.at,
					patch,
					lead.verdict,
					lead.isLost
						? say.shifted(file, "initContainers")
						: say.ordered(file, this.name),
				);
		}
		const isNeutral = change && Object.keys(change).length === 0;
		if (isNeutral) return;
		if (change && changedPatch && answer === "yes") {
			world.before &&= merged(world.before, change);
			world.after &&= merged(world.after, changedPatch);
		} else forget(world);
	}

	/** A patch whose lists take the place of those that are there. */
	#judgeWhole(
		patch: Patch,
		layer: Layer,
		answer: Answer,
		subject: Subject,
		world: World,
	): void {
		const own = podIn(patch.document, this.#path);
		if (!own) return;
		const item = itemFor(own, this.name, this.from);
		const isSure = answer === "yes" && !isShared(this, patch, layer, subject);
		const verdict = verdictOnWhole(
			own,
			item,
			{ name: this.name, from: this.from },
			world,
			isSure,
		);
		if (verdict)
			this.#rule(
				verdict.kind === "move" ? verdict.container.item : own.spec,
				patch,
				verdict,
				say.whole(this.#shown(patch)),
			);
	}

	/** Has a patch deleted the container? */
	#isGone({ before }: World): boolean {
		return (
			before !== undefined &&
			!LISTS.some((list) => before[list]?.includes(this.name))
		);
	}

	#judgeJson(
		patch: Patch,
		layer: Layer,
		answer: Answer,
		subject: Subject,
		world: World,
	): void {
		const operations = operationsIn(patch.document.root, this.#path);
		if (operations.length === 0) return;
		const sharing = sharingOf(this, patch.target, layer, subject);
		const [other] = sharing.others;
		for (const operation of operations)
			for (const { scalar, pointer } of operation.paths) {
				const fate = fateOf(world, operation, pointer, this.name);
				const { start, end } = pointer;
				const path: WrittenPath = {
					scalar,
					start,
					end,
					write: ({ list, index }) => `${list}/${index}`,
					operation: operation.node,
				};
				const isSure =
					answer === "yes" && isSameForAll(this, sharing, patch, pointer, fate);
				this.#rulePath(path, patch, fate, isSure, other?.resource.name);
			}
		if (answer !== "yes") forget(world);
	}

	#judgePath(
		path: FieldPath,
		layer: Layer,
		subject: Subject,
		world: World,
	): void {
		const { scalar, place, selector, rejects, isSingle, takesNames } = path;
		const aim = aimOf(scalar.text, this.#path);
		const answer = selector ? isSelectedBy(selector, subject) : "perhaps";
		const rejected = rejects.map((each) => isSelectedBy(each, subject));
		if (!aim || answer === "no" || rejected.includes("yes")) return;
		const fate = fateOfAim(aim, world, this.name, this.from);
		const isSure =
			takesNames &&
			answer === "yes" &&
			!rejected.includes("perhaps") &&
			(isSingle ||
				!isShared(this, { ...place, target: selector }, layer, subject));
		const { start, end, choice } = aim;
		const written: WrittenPath = {
			scalar,
			start,
			end,
			write: ({ list, index }) => list + (index < 0 ? choice : `.${index}`),
		};
		this.#rulePath(written, place, fate, isSure);
	}

	/** Patches of the workload that no Kustomization in sight applies: those beside it. */
	#lookBeside(): void {
		const { kind, name } = this.resource;
		if (name === undefined) return;
		for (const { found, sure } of this.neighbours.named(
			this.resource,
			kind,
			name,
		)) {
			const { document, node } = found;
			if (!sure || node === this.resource.node || this.#seen.has(document))
				continue;
			const file =
				this.neighbours.sight?.seen(document)?.name ?? this.neighbours.file;
			const patch: Patch = { document, file, target: undefined };
			for (const pod of found.pods) {
				const item =
					pod.partial && pod.place.origin === "known"
						? itemFor(pod, this.name, this.from)
						: undefined;
				if (!item) continue;
				this.#rule(
					item === "undecided" ? pod.spec : item.item,
					patch,
					item === "undecided"
						? { kind: "unsure" }
						: { kind: "move", container: item, with: ALONE },
					this.#named(patch),
				);
			}
		}
	}

	#named = ({ file }: Patch): Message =>
		say.named(
			this.#shown({ file }),
			this.name,
			this.from,
			otherList(this.from),
		);

	#rulePath(
		path: WrittenPath,
		patch: Patch,
		fate: Fate,
		isSure: boolean,
		other?: string,
	): void {
		const file = this.#shown(patch);
		const name = this.isMove ? this.name : NOBODY;
		const about = { name, file, other };
		this.rulings.push(rulingOnPath(path, patch, fate, isSure, about));
	}

	#shown = ({ file }: Pick<Patch, "file">): string =>
		nameFrom(this.neighbours.file, file);

	#rule(at: object, place: Patch, verdict: Verdict, warning: Message): void {
		this.rulings.push({ at, place, verdict, warning });
	}
}
