import type { Message } from "../../text/language";
import type { Mapping, Scalar } from "../../yaml/tree";
import type { Container } from "../container";
import type { Fate } from "./json-patches";
import type { Spot } from "./lists";
import type { MoveDetails } from "./merge-patches";
import type { Patch } from "./ways";
import { type Rewriting, say } from "./words";

/** Stands for the container that moves where none does: no container has this name. */
export const NOBODY = "\0";

/** What is to be done with a part of a patch. */
export type Verdict =
	| { readonly kind: "same" }
	| {
			readonly kind: "move";
			readonly container: Container;
			readonly with: MoveDetails;
	  }
	/** Names others in front of a container of the patch, since Kustomize puts what a patch names first. */
	| {
			readonly kind: "lead";
			readonly container: Container;
			readonly names: readonly string[];
	  }
	| {
			readonly kind: "rewrite";
			readonly scalar: Scalar;
			/** Of the scalar's text. */
			readonly start: number;
			readonly end: number;
			readonly text: string;
			readonly shown: Rewriting;
	  }
	| { readonly kind: "drop"; readonly operation: Mapping }
	| { readonly kind: "unsure" };

/** A verdict on a part of a patch, as one Kustomization uses it: others may come to another one. */
export interface Ruling {
	/** The part. */
	readonly at: object;
	readonly place: Patch;
	readonly verdict: Verdict;
	/** What is told where nothing is done. */
	readonly warning: Message;
}

/** A path into the lists that stands in a scalar. */
export interface WrittenPath {
	readonly scalar: Scalar;
	/** Where list and choice stand in its text. */
	readonly start: number;
	readonly end: number;
	readonly write: (to: Spot) => string;
	/** The operation whose path it is, if it is one. */
	readonly operation?: Mapping;
}

/** What is told of a path. */
interface About {
	/** The container that moves. */
	readonly name: string;
	/** The file of the path, as it is shown. */
	readonly file: string;
	/** Another workload that the path is for. */
	readonly other: string | undefined;
}

/**
 * @param isSure is the path surely about this container's Pod, and does it have to say the same for all others?
 */
export function rulingOnPath(
	path: WrittenPath,
	place: Patch,
	fate: Fate,
	isSure: boolean,
	about: About,
): Ruling {
	const { scalar, start, end } = path;
	const shown = scalar.text.slice(start);
	const ruling = {
		at: scalar,
		place,
		warning: warningOf(fate, isSure, shown, about),
	};
	if (fate.kind === "same") return { ...ruling, verdict: fate };
	if (fate.kind === "moved" && isSure) {
		const text = path.write(fate.to);
		const after = text + shown.slice(end - start);
		return {
			...ruling,
			verdict: {
				kind: "rewrite",
				scalar,
				start,
				end,
				text,
				shown: [shown, after],
			},
		};
	}
	const { operation } = path;
	return fate.kind === "dropped" && isSure && operation
		? { ...ruling, verdict: { kind: "drop", operation } }
		: { ...ruling, verdict: { kind: "unsure" } };
}

function warningOf(
	fate: Fate,
	isSure: boolean,
	path: string,
	{ name, file, other }: About,
): Message {
	if (name === NOBODY && !(fate.kind === "unsure" && fate.why === "item"))
		return say.shifted(file, path);
	if (fate.kind === "dropped") return say.list(file, path, name);
	if (fate.kind === "unsure" && isSure) {
		const { why, now, next } = fate;
		if (why === "list") return say.list(file, path, name);
		if (why === "item" && now !== undefined && now !== next)
			return next === undefined
				? say.none(file, path, now)
				: say.other(file, path, now, next);
	}
	if (name === NOBODY) return say.shifted(file, path);
	return other === undefined
		? say.counted(file, path, name)
		: say.shared(file, path, name, other);
}

/** The name of a file as seen from another: without the folders that both are in. */
export function nameFrom(file: string, other: string): string {
	const own = file.split("/");
	const parts = other.split("/");
	let common = 0;
	while (common < parts.length - 1 && parts[common] === own[common]) common++;
	const rest = parts.slice(common).join("/");
	try {
		return decodeURIComponent(rest);
	} catch {
		return rest;
	}
}
