import type { Role } from "./role";

/** Images of one project that do the same thing in a Pod. */
export interface Family {
	/** The project's own page, which says what the image is for. */
	readonly source: string;
	readonly role: Exclude<Role, "app" | "init">;
	/**
	 * Ends of repository paths, without registry and tag, parted by spaces. A name that applications have too needs a
	 * segment in front (`grafana/alloy`); `*` stands for anything within a segment.
	 */
	readonly images: string;
	/** A pattern that the tag must match too, where one repository holds several programs. */
	readonly tag?: string;
	/** Does it call the application from its start on? Then it must not start before that. */
	readonly needsApp?: true;
	/** How sure the image alone makes the role, where that is not as sure as usual: many run it as their application too. */
	readonly confidence?: number;
}

/** Confidence of an image that is a helper nearly everywhere. */
export const USUAL = 0.9;

/** Of one that only the custom of naming such images tells. */
export const BY_ITS_NAME = 0.85;

/** Of one that is as well the application of its own Pods. */
export const OFTEN_THE_APP = 0.75;

/** Of one that is surely a helper, but of which kind is a matter of opinion. */
export const KIND_UNSURE = 0.65;
