import { nearest } from "../../kubernetes/nearest";

/** What is wrong with the name of a time zone. */
export interface ZoneFlaw {
	/** As the server says it. */
	readonly detail: string;
	/** The zone that was meant. */
	readonly meant?: string;
}

/** Zones that the IANA database has and `Intl` does not show. */
const ONLY_IN_DATABASE =
	/^(?:Factory|localtime|posixrules|posix\/.+|right\/.+)$/;

/** Abbreviations that `Intl` takes, and the database does not have. */
const ONLY_IN_INTL =
	/^(?:A[CEGRS]T|B[ES]T|CAT|C[NST]T|E[AC]T|I[ES]T|JST|MIT|N[ES]T|P[LNRS]T|SST|VST)$/;

/** A part of a name as the server lets it pass before it looks it up. */
const PART = /^[A-Za-z._\-0-9+]{1,14}$/;

/**
 * Says of a time zone that the server surely does not know it. `Intl` may be older than the server: a city of a known
 * area that it does not know, and that is like none that it does, may be new.
 */
export function timeZoneFlaw(zone: string): ZoneFlaw | undefined {
	const unknown = `unknown time zone ${zone}`;
	const parts = zone.split("/");
	if (
		parts.some(
			(part) =>
				part === "." ||
				part === ".." ||
				part.startsWith("-") ||
				!PART.test(part),
		)
	)
		return { detail: unknown };
	if (zone.toLowerCase() === "local")
		return {
			detail:
				"timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones",
		};
	if (ONLY_IN_DATABASE.test(zone)) return undefined;
	if (ONLY_IN_INTL.test(zone)) return { detail: unknown };
	const zones = knownZones();
	if (zones.includes(zone)) return undefined;
	const sameLetters = zones.find(
		(known) => known.toLowerCase() === zone.toLowerCase(),
	);
	if (sameLetters !== undefined) return { detail: unknown, meant: sameLetters };
	if (isAccepted(zone)) return undefined;
	const meant = nearest(zone, zones);
	if (meant !== undefined) return { detail: unknown, meant };
	const isArea = zones.some((known) => known.startsWith(`${parts[0]}/`));
	return isArea ? undefined : { detail: unknown };
}

let zonesOnce: readonly string[] | undefined;

function knownZones(): readonly string[] {
	zonesOnce ??= [...Intl.supportedValuesOf("timeZone"), "UTC"];
	return zonesOnce;
}

/** Older names are accepted, though not listed. Offsets such as `+09:00` are no names. */
function isAccepted(zone: string): boolean {
	if (/^[-+\d]/.test(zone)) return false;
	try {
		new Intl.DateTimeFormat("en", { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}
