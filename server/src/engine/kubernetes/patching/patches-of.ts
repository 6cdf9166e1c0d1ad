import { type Splice, tryEdit } from "../../text/edit";
import type { Message } from "../../text/language";
import type { Document } from "../../yaml/document";
import { removeItem } from "../../yaml/list-edit";
import { editInside } from "../../yaml/nested-text";
import { rangeInScalar } from "../../yaml/scalar-text";
import { type DocumentChange, perDocument } from "../change";
import type { Container } from "../container";
import type { Neighbours } from "../neighbours";
import type { Pod } from "../pod";
import { type ListName, otherList } from "./lists";
import { moveInPatch, nameInFront } from "./merge-patches";
import { isOfBase, resourceOf } from "./of-base";
import { Survey } from "./survey";
import { NOBODY, nameFrom, type Ruling, type Verdict } from "./verdict";
import type { Patch } from "./ways";
import { type Rewriting, say } from "./words";

/** What becomes of the patches that mean a container which moves to the other list. */
export interface PatchChanges {
	readonly changes: readonly DocumentChange[];
	readonly notes: readonly Message[];
}

const NOTHING: PatchChanges = { changes: [], notes: [] };

/**
 * The patches of a container, in the same file and in the Kustomize tree in sight, as they have to be once it stands in the
 * other list. Where that is not certain there is a note instead.
 *
 * @param after the Pod once the container has moved; nothing where that is not known
 */
export function patchesOf(
	container: Container,
	after: Pod | undefined,
	neighbours: Neighbours,
): PatchChanges {
	const { name, pod } = container;
	const resource = resourceOf(pod);
	if (name === undefined || !after || !resource) return NOTHING;
	if (isOfBase(container, neighbours)) return NOTHING;
	const from = container.list as ListName;
	const { changes, done, left } = followed(
		new Survey(resource, pod, name, from, after, neighbours),
	);
	const to = otherList(from);
	const { file, sight } = neighbours;
	return {
		changes,
		notes: [
			...doneNotes(done, name, to, file),
			...warningsOf(left),
			...probeNotes(done, container, after, file),
			...(sight?.isLimited && sight.naming(file).length > 0
				? [say.unseen(name)]
				: []),
		],
	};
}

/** The patches that count the containers of a Pod, where some have come or changed places. */
export function countedAnew(
	pod: Pod,
	after: Pod | undefined,
	neighbours: Neighbours,
): PatchChanges {
	const resource = resourceOf(pod);
	if (!after || !resource) return NOTHING;
	const { changes, done, left } = followed(
		new Survey(
			resource,
			pod,
			newInit(pod, after) ?? NOBODY,
			"containers",
			after,
			neighbours,
			false,
		),
	);
	const notes = doneNotes(done, NOBODY, "", neighbours.file);
	return { changes, notes: [...notes, ...warningsOf(left)] };
}

/** The only init container that has come: patches that name those behind it have to name it, too. */
function newInit(pod: Pod, after: Pod): string | undefined {
	const known = new Set(pod.all.map(({ name }) => name));
	const [added, another] = after.initContainers.filter(
		({ name }) => !known.has(name),
	);
	return another ? undefined : added?.name;
}

/** What the survey comes to. */
function followed(survey: Survey) {
	survey.look();
	const settled = new Map<object, Ruling[]>();
	for (const ruling of survey.rulings)
		settled.set(ruling.at, [...(settled.get(ruling.at) ?? []), ruling]);
	return carriedOut([...settled.values()].flatMap(settle));
}

/** Each once. */
const warningsOf = (left: readonly Ruling[]): readonly Message[] => [
	...new Map(
		left.map(({ warning }) => [warning("en"), warning] as const),
	).values(),
];

/** One ruling where all agree. */
function settle(rulings: readonly Ruling[]): readonly Ruling[] {
	const [first] = rulings;
	if (!first) return [];
	if (rulings.every(({ verdict }) => verdict.kind === "same")) return [];
	const unsure = rulings.find(({ verdict }) => verdict.kind === "unsure");
	if (unsure) return [unsure];
	return rulings.every(({ verdict }) => isSame(verdict, first.verdict))
		? [first]
		: [{ ...first, verdict: { kind: "unsure" } }];
}

function isSame(one: Verdict, other: Verdict): boolean {
	if (one.kind === "rewrite")
		return other.kind === "rewrite" && one.text === other.text;
	if (one.kind === "move")
		return (
			other.kind === "move" &&
			JSON.stringify(one.with) === JSON.stringify(other.with)
		);
	if (one.kind === "lead")
		return other.kind === "lead" && one.names.join() === other.names.join();
	return one.kind === other.kind;
}

/** The rulings that can be carried out, and those that cannot. */
function carriedOut(rulings: readonly Ruling[]): {
	readonly changes: readonly DocumentChange[];
	readonly done: readonly Ruling[];
	readonly left: readonly Ruling[];
} {
	const changes: DocumentChange[] = [];
	const done: Ruling[] = [];
	const left = rulings.filter(({ verdict }) => verdict.kind === "unsure");
	const documents = new Map<Document, Ruling[]>();
	for (const ruling of rulings) {
		const { document } = ruling.place;
		if (ruling.verdict.kind !== "unsure")
			documents.set(document, [...(documents.get(document) ?? []), ruling]);
	}
	for (const own of documents.values()) {
		const edits = own.map(({ verdict, place }) => ({
			splices: splicesFor(verdict, place.document),
		}));
		const splices = edits.every((edit) => edit.splices)
			? edits.flatMap((edit) => edit.splices ?? [])
			: undefined;
		const change = splices && own[0] && changeOf(own[0].place, splices);
		if (change) {
			changes.push(change);
			done.push(...own);
		} else left.push(...own);
	}
	return { changes: perDocument(changes), done, left };
}

/** In offsets of the patch. */
function splicesFor(
	verdict: Verdict,
	document: Document,
): readonly Splice[] | undefined {
	if (verdict.kind === "move")
		return moveInPatch(verdict.container, verdict.with);
	if (verdict.kind === "lead")
		return nameInFront(verdict.container, verdict.names);
	if (verdict.kind === "drop") {
		const { holder } = verdict.operation;
		return holder && !("key" in holder)
			? removeItem(document, holder)
			: undefined;
	}
	if (verdict.kind !== "rewrite") return undefined;
	const { scalar, start, end, text } = verdict;
	const range = rangeInScalar(document, scalar, start, end);
	return range && [{ ...range, text }];
}

function changeOf(
	{ document, within }: Patch,
	splices: readonly Splice[],
): DocumentChange | undefined {
	if (!within) return { document, splices };
	const edit = tryEdit(splices);
	const outer = edit && editInside(within.document, within.scalar, edit);
	return outer && { document: within.document, splices: outer };
}

function doneNotes(
	done: readonly Ruling[],
	name: string,
	list: string,
	file: string,
): readonly Message[] {
	const shown = ({ place }: Ruling) => nameFrom(file, place.file);
	const moved = done.filter(
		({ verdict }) => verdict.kind === "move" && !verdict.with.isDropped,
	);
	const files = new Set(moved.map(shown));
	const paths = new Map<string, Map<string, Rewriting>>();
	for (const ruling of done) {
		if (ruling.verdict.kind !== "rewrite") continue;
		const own = paths.get(shown(ruling)) ?? new Map();
		paths.set(shown(ruling), own);
		own.set(ruling.verdict.shown[0], ruling.verdict.shown);
	}
	return [
		...(files.size > 0 ? [say.moved(name, list, [...files])] : []),
		...moved.flatMap((ruling) =>
			ruling.verdict.kind === "move" && ruling.verdict.with.inFront.length > 0
				? [say.inFront(name, ruling.verdict.with.inFront, shown(ruling))]
				: [],
		),
		...done.flatMap(({ verdict, place }) =>
			verdict.kind === "lead"
				? [
						say.inFront(
							verdict.container.name ?? "?",
							verdict.names,
							nameFrom(file, place.file),
						),
					]
				: [],
		),
		...[...paths].map(([file, all]) => say.rewritten(file, [...all.values()])),
		...done.flatMap((ruling) =>
			ruling.verdict.kind === "drop" ? [say.dropped(shown(ruling), name)] : [],
		),
	];
}

/** A startup probe that is a copy of the readiness probe knows nothing of what a patch makes of that. */
function probeNotes(
	done: readonly Ruling[],
	container: Container,
	after: Pod,
	file: string,
): readonly Message[] {
	const now = after.all.find(({ name }) => name === container.name);
	if (container.field("startupProbe") || !now?.field("startupProbe")) return [];
	return done.flatMap(({ verdict, place }) =>
		changesProbe(verdict)
			? [say.probe(nameFrom(file, place.file), container.name ?? "?")]
			: [],
	);
}

/** Only the path of the container itself comes from one list into the other. */
function changesProbe(verdict: Verdict): boolean {
	if (verdict.kind === "move")
		return verdict.container.entry("readinessProbe") !== undefined;
	if (verdict.kind !== "rewrite") return false;
	const [before, after] = verdict.shown;
	return (
		before.startsWith("containers") &&
		/^initContainers[/.](?:\d+|\[.*\])[/.]readinessProbe\b/.test(after)
	);
}
