import type { Range } from "../../text/edit";

/**
 * The life of a Pod as a picture and, with the same facts, as text. Whoever draws it needs to know nothing of Kubernetes:
 * times are steps, everything that a person reads is there in the person's language, and nothing is markup.
 */
export interface TimelineDrawing {
	readonly title: string;
	/** For which version, and how to read the picture. */
	readonly subtitle: string;
	/** What the picture as a whole is, for people who do not see it. */
	readonly label: string;
	/** How many steps long it is. */
	readonly steps: number;
	readonly phases: readonly Phase[];
	readonly moments: readonly Moment[];
	readonly lanes: readonly Lane[];
	readonly arrows: readonly Arrow[];
	readonly talksTitle: string;
	readonly talks: readonly Talk[];
	readonly sections: readonly Section[];
	/** Places in the file, which marks name by their position in this list. */
	readonly places: readonly Range[];
}

/** A part of the Pod's life. */
export interface Phase {
	readonly from: number;
	readonly to: number;
	readonly text: string;
}

/** Something that happens to the Pod as a whole. */
export interface Moment {
	readonly at: number;
	readonly text: string;
}

/** What can be looked at and gone to. */
export interface Mark {
	/** In a few words. */
	readonly text: string;
	/** In a sentence. */
	readonly label: string;
	/** Index of {@link TimelineDrawing.places}. */
	readonly place: number;
}

/** A container; its text is its name. */
export interface Lane extends Mark {
	/** What kind of container it is, and its role. */
	readonly detail: string;
	/** Is the cursor in it? */
	readonly current: boolean;
	readonly bars: readonly Bar[];
}

export type BarKind =
	/** Not started: something else has to happen first. */
	| "waiting"
	/** An init container at its work. */
	| "init"
	/** An init container that does not end. */
	| "stuck"
	/** Runs, and its successor or its readiness waits for a probe or hook. */
	| "starting"
	| "ready"
	/** An ephemeral container that runs: nobody waits for it. */
	| "beside"
	/** Its preStop hook runs. */
	| "hook"
	/** Has got SIGTERM. */
	| "stopping"
	| "never";

/** A stretch of a container's life. */
export interface Bar extends Mark {
	readonly kind: BarKind;
	readonly from: number;
	readonly to: number;
}

/** What happens in one lane lets something happen in others. */
export interface Arrow extends Mark {
	readonly kind: "gate" | "stop";
	readonly at: number;
	/** Index of the lane. */
	readonly from: number;
	/** Indexes of lanes, at least one. */
	readonly to: readonly number[];
}

/** What containers have in common: a volume or a port of the Pod; its text is its name. */
export interface Talk extends Mark {
	readonly kind: "volume" | "port";
	readonly detail: string;
	readonly ends: readonly TalkEnd[];
}

/** A container's part in it. */
export interface TalkEnd extends Mark {
	/** Index of the lane. */
	readonly lane: number;
	/** Which way the data, or the call, goes; `both` where that is not known. */
	readonly way: "out" | "in" | "both";
}

/** A part of the text, with a heading. */
export interface Section {
	readonly title: string;
	readonly numbered: boolean;
	readonly facts: readonly Fact[];
}

export interface Fact {
	readonly text: string;
	/** Index of {@link TimelineDrawing.places}; nothing where the fact is about no one place. */
	readonly place?: number;
}
