import { memoizeText } from "../text/memo";
import { CONFIG } from "./catalogue-config";
import { type Family, USUAL } from "./catalogue-family";
import { HELPERS } from "./catalogue-helpers";
import { LOGS } from "./catalogue-logs";
import { MESH } from "./catalogue-mesh";
import { METRICS } from "./catalogue-metrics";
import { PROXIES } from "./catalogue-proxies";
import type { Role } from "./role";

/** Well-known helper images, family by family; the data is in the files `catalogue-*.ts`. */
export const FAMILIES: readonly Family[] = [
	...MESH,
	...PROXIES,
	...LOGS,
	...CONFIG,
	...METRICS,
	...HELPERS,
];

interface Entry {
	/** Segments of the path before the last one. */
	readonly before: readonly string[];
	readonly family: Family;
}

/** What the catalogue knows of an image. */
export interface KnownImage {
	readonly role: Role;
	readonly confidence: number;
	readonly source: string;
	readonly needsApp: boolean;
}

interface Catalogue {
	/** Entries by their last segment. */
	readonly exact: ReadonlyMap<string, readonly Entry[]>;
	/** Those with a `*` in it. */
	readonly globs: readonly (readonly [RegExp, Family])[];
}

let catalogue: Catalogue | undefined;

function readCatalogue(): Catalogue {
	const exact = new Map<string, Entry[]>();
	const globs: [RegExp, Family][] = [];
	for (const family of FAMILIES) {
		for (const name of family.images.split(" ")) {
			const before = name.split("/");
			const last = before.pop() ?? "";
			if (last.includes("*")) globs.push([glob(last), family]);
			else exact.set(last, [...(exact.get(last) ?? []), { before, family }]);
		}
	}
	return { exact, globs };
}

/** The role of an image by the catalogue. */
export function roleOfImage(image: string): Role | undefined {
	return knownImage(image)?.role;
}

/** What the catalogue says of an image; nothing when it does not know it. */
export const knownImage = memoizeText((image): KnownImage | undefined => {
	catalogue ??= readCatalogue();
	const path = repositoryOf(image).map((segment) => segment.toLowerCase());
	const last = path.pop() ?? "";
	const family =
		find(catalogue, path, last, image) ??
		mirrored(catalogue, last, image) ??
		variant(catalogue, path, last, image);
	return (
		family && {
			role: family.role,
			confidence: family.confidence ?? USUAL,
			source: family.source,
			needsApp: family.needsApp ?? false,
		}
	);
});

function find(
	{ exact, globs }: Catalogue,
	path: readonly string[],
	last: string,
	image: string,
): Family | undefined {
	// The longest entry knows best: `datadog/agent` before `agent`.
	const [entry] = (exact.get(last) ?? [])
		.filter(
			({ before, family }) =>
				before.every(
					(segment, index) =>
						path[path.length - before.length + index] === segment,
				) &&
				(family.tag === undefined || glob(family.tag).test(tagOf(image))),
		)
		.sort((a, b) => b.before.length - a.before.length);
	return entry?.family ?? globs.find(([pattern]) => pattern.test(last))?.[1];
}

/** Rancher's copies have the path in their name: `rancher/mirrored-istio-proxyv2` is `istio/proxyv2`. */
function mirrored(
	known: Catalogue,
	last: string,
	image: string,
): Family | undefined {
	if (!last.startsWith("mirrored-")) return undefined;
	const words = last.split("-").slice(1);
	for (let at = 0; at < words.length; at++) {
		const path = at === 0 ? [] : [words.slice(0, at).join("-")];
		const family = find(known, path, words.slice(at).join("-"), image);
		if (family) return family;
	}
	return undefined;
}

/** Words around a name that say on what system or for whom an image is built, not what is in it. */
const BUILD =
	/^(?:ose|origin)-|-(?:alpine|debian|distroless|debug|slim|chainguard|fips|ubi\d*|rhel\d+|(?:linux-)?(?:amd64|arm64|ppc64le|s390x))$/g;

function variant(
	known: Catalogue,
	path: readonly string[],
	last: string,
	image: string,
): Family | undefined {
	const plain = last.replace(BUILD, "").replace(BUILD, "");
	return plain === last ? undefined : find(known, path, plain, image);
}

const tagOf = (image: string): string =>
	/:([^/:@]*)(?:@|$)/.exec(image)?.[1] ?? "";

/** Does an image match a pattern that a person gave: a repository path, or the end of one, with `*` for anything? */
export function matchesImage(image: string, pattern: string): boolean {
	return endsWith(repositoryOf(image), globsOf(pattern));
}

const globsOf = memoizeText((pattern: string) =>
	repositoryOf(pattern).map(glob),
);

/** The segments of the repository path, without registry, tag and digest. */
const repositoryOf = memoizeText((image: string): readonly string[] => {
	const withoutDigest = image.replace(/@.*$/, "");
	const segments = withoutDigest.replace(/:[^/:]*$/, "").split("/");
	const [registry] = segments;
	return segments.length > 1 && registry && /[.:]|^localhost$/.test(registry)
		? segments.slice(1)
		: segments;
});

function glob(segment: string): RegExp {
	const source = segment
		.split("*")
		.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${source.join(".*")}$`, "i");
}

function endsWith(
	path: readonly string[],
	pattern: readonly RegExp[],
): boolean {
	const offset = path.length - pattern.length;
	return (
		offset >= 0 &&
		pattern.every((segment, index) => segment.test(path[offset + index] ?? ""))
	);
}
