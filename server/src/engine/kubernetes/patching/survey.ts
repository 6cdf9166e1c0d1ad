import type { Message } from "../../text/language";
import type { Document } from "../../yaml/document";
import { resolve } from "../../yaml/tree";
import type { Container } from "../container";
import type { Neighbours } from "../neighbours";
import type { Pod } from "../pod";
import { type Resource, resourcesOf } from "../resources";
import { aimOf, type FieldPath, fateOfAim, fieldPathsOf } from "./field-paths";
import { type Fate, fateOf, operationsIn, type World } from "./json-patches";
import {
	isSameOrder,
	LISTS,
	type ListName,
	listsOf,
	type MergePatch,
	merged,
	otherList,
	readMergePatch,
	spotOf,
	withMoved,
	without,
} from "./lists";
import { itemFor, leaders, podIn } from "./merge-patches";
import {
	type Answer,
	isExact,
	isNamedBy,
	isSelectedBy,
	passed,
	type Subject,
	subjectOf,
} from "./target";
import {
	nameFrom,
	type Ruling,
	rulingOnPath,
	type Verdict,
	type WrittenPath,
} from "./verdict";
import { type Layer, type Patch, waysOf } from "./ways";
import { say } from "./words";

const ALONE = { inFront: [], withdrawn: [], isNew: false };

/** Goes through all patches in sight that may mean a container, as Kustomize applies them. */
export class Survey {
	readonly rulings: Ruling[] = [];
	/** Patches that have been looked at. */
	readonly #seen = new Set<Document>();
	readonly #pod: Pod;
	readonly #path: string;
	readonly #from: ListName;

	/** @param after the Pod once the container has moved */
	constructor(
		readonly resource: Resource,
		readonly container: Container,
		readonly name: string,
		readonly after: Pod,
		readonly neighbours: Neighbours,
	) {
		this.#pod = container.pod;
		this.#path = container.pod.place.path;
		this.#from = container.list as ListName;
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
		const isKnown = !this.#pod.partial;
		const world: World = {
			before: isKnown ? listsOf(this.#pod) : undefined,
			after: isKnown ? listsOf(this.after) : undefined,
		};
		let subject = subjectOf(this.resource);
		for (const layer of way) {
			const root = resolve(layer.document?.root);
			const next = passed(subject, root?.kind === "mapping" ? root : undefined);
			const { isLabelled } = subject;
			for (const patch of layer.patches) {
				this.#seen.add(patch.document);
				if (patch.document !== this.#pod.document)
					this.#judge(patch, layer, { ...next, isLabelled }, world);
			}
			for (const path of this.neighbours.sight
				? fieldPathsOf(layer, this.neighbours.sight)
				: [])
				this.#judgePath(path, layer, next, world);
			subject = next;
		}
	}

	#judge(patch: Patch, layer: Layer, subject: Subject, world: World): void {
		const { document, target } = patch;
		const root = resolve(document.root);
		if (document.faults.length > 0 || document.templated) {
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
			if (answer !== "no")
				this.#judgeMerge(patch, layer, answer, subject, world);
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
		const item = itemFor(own, this.name, this.#from);
		const change = readMergePatch(own);
		const isSure =
			answer === "yes" &&
			item !== "undecided" &&
			!this.#isShared(patch, layer, subject, "merge");
		let changedPatch = change;
		if (item && change && isSure) {
			const inFront = this.#inFront(world, change);
			changedPatch = withMoved(change, this.name, this.#from, inFront);
			const lean = without(changedPatch, this.#from, leaders(item));
			const isLean =
				world.after &&
				isSameOrder(
					merged(world.after, lean),
					merged(world.after, changedPatch),
				);
			if (isLean) changedPatch = lean;
			const withdrawn = isLean ? leaders(item) : [];
			this.#rule(
				item.item,
				patch,
				{
					kind: "move",
					container: item,
					with: { inFront, withdrawn, isNew: this.#isGone(world) },
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
		const isNeutral = change && Object.keys(change).length === 0;
		if (isNeutral) return;
		if (change && changedPatch && answer === "yes") {
			world.before &&= merged(world.before, change);
			world.after &&= merged(world.after, changedPatch);
		} else forget(world);
	}

	/** Init containers that have to come first, and would not where the patch is what names the container. */
	#inFront(world: World, change: MergePatch): readonly string[] {
		const to = otherList(this.#from);
		const names = world.after?.[to] ?? [];
		const named = change[to]?.named ?? [];
		const isDeleted = change[this.#from]?.deleted.includes(this.name);
		return to === "initContainers" && !isDeleted
			? names
					.slice(0, Math.max(0, names.indexOf(this.name)))
					.flatMap((name) => name ?? [])
					.filter((name) => !named.includes(name))
			: [];
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
		const isSure =
			answer === "yes" && !this.#isShared(patch, layer, subject, "json");
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
				this.#rulePath(path, patch, fate, isSure);
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
		const fate = fateOfAim(aim, world, this.name, this.#from);
		const isSure =
			takesNames &&
			answer === "yes" &&
			!rejected.includes("perhaps") &&
			(isSingle ||
				!this.#isShared(
					{ ...place, target: selector },
					layer,
					subject,
					"merge",
				));
		const { start, end, choice } = aim;
		const written: WrittenPath = {
			scalar,
			start,
			end,
			write: ({ list, index }) => list + (index < 0 ? choice : `.${index}`),
		};
		this.#rulePath(written, place, fate, isSure);
	}

	/** Does a patch change other workloads as well, for which it would have to stay as it is? */
	#isShared(
		{ target }: Patch,
		{ manifests, isWhole }: Layer,
		{ isLabelled }: Subject,
		kind: "merge" | "json",
	): boolean {
		if (!target || isExact(target)) return false;
		const { index, file } = this.neighbours;
		const to = otherList(this.#from);
		const others = [
			...index.documents,
			...manifests.flatMap(({ name, source }) =>
				name === file ? [] : source.documents.map(({ document }) => document),
			),
		]
			.flatMap(resourcesOf)
			.filter(
				(other) =>
					other.node !== this.resource.node &&
					other.pods.length > 0 &&
					isSelectedBy(target, { ...subjectOf(other), isLabelled }) !== "no",
			);
		const isSettled = ({ pods }: Resource) =>
			kind === "merge" &&
			pods.every((pod) => spotOf(listsOf(pod), this.name)?.list === to);
		return !isWhole || !others.every(isSettled);
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
						? itemFor(pod, this.name, this.#from)
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
			this.#from,
			otherList(this.#from),
		);

	#rulePath(
		path: WrittenPath,
		patch: Patch,
		fate: Fate,
		isSure: boolean,
	): void {
		const file = this.#shown(patch);
		this.rulings.push(rulingOnPath(path, patch, fate, isSure, this.name, file));
	}

	#shown = ({ file }: Pick<Patch, "file">): string =>
		nameFrom(this.neighbours.file, file);

	#rule(at: object, place: Patch, verdict: Verdict, warning: Message): void {
		this.rulings.push({ at, place, verdict, warning });
	}
}

function forget(world: World): void {
	world.before = undefined;
	world.after = undefined;
}
