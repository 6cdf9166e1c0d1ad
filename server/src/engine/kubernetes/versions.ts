/** Minor versions of Kubernetes that are known here, oldest first. */
export const VERSIONS = [
	"1.27",
	"1.28",
	"1.29",
	"1.30",
	"1.31",
	"1.32",
	"1.33",
	"1.34",
	"1.35",
	"1.36",
	"1.37",
] as const;

export type Version = (typeof VERSIONS)[number];

export const DEFAULT_VERSION: Version = "1.35";

const minorOf = (version: string): number => Number(version.slice(2));

/**
 * The known version that is nearest to a text such as `1.31`, `v1.31.4` or `1.31.2-gke.100`.
 * @returns nothing when the text names no Kubernetes version
 */
export function nearestVersion(text: string): Version | undefined {
	const match = /^v?1\.(\d{1,3})(?:\D|$)/.exec(text.trim());
	if (!match) return undefined;
	const minor = Number(match[1]);
	const oldest = VERSIONS[0];
	return VERSIONS.findLast((version) => minorOf(version) <= minor) ?? oldest;
}

/** Does a text such as `v1.31.4` name a version that is known here, so that the nearest one is that one? */
export function isKnown(text: string): boolean {
	const minor = /^v?(1\.\d{1,3})(?:\D|$)/.exec(text.trim())?.[1];
	return VERSIONS.some((version) => version === minor);
}

/** Is `version` the same as or newer than `other`? */
export function atLeast(version: Version, other: Version): boolean {
	// As texts: all of them have two digits behind the dot, and this is asked thousands of times for a document.
	return version >= other;
}

export interface VersionRange {
	/** First version it is said of; the oldest known one by default. */
	readonly from?: Version;
	/** Last version it is said of; the newest known one by default. */
	readonly until?: Version;
}

export function isWithin(
	version: Version,
	{ from, until }: VersionRange,
): boolean {
	return (
		(!from || atLeast(version, from)) && (!until || atLeast(until, version))
	);
}
