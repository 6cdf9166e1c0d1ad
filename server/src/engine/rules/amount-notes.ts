import { effectiveResources, type ResourceList } from "../apiserver/effective";
import type { Pod } from "../kubernetes/pod";
import { parseQuantity } from "../kubernetes/quantity";
import type { Version } from "../kubernetes/versions";
import { type Message, text } from "../text/language";

/** An amount of a resource before and after. */
interface Shift {
	readonly name: string;
	readonly before: string;
	readonly after: string;
}

const shifted = {
	en: (shifts: readonly Shift[]) =>
		shifts
			.map(({ name, before, after }) => `\`${name}\` ${before} → ${after}`)
			.join(", "),
	ja: (shifts: readonly Shift[]) =>
		shifts
			.map(({ name, before, after }) => `\`${name}\` ${before} → ${after}`)
			.join("、"),
};
const listed = {
	requests: text({
		en: (shifts: readonly Shift[]) =>
			`The effective requests of the Pod change: ${shifted.en(shifts)}.`,
		ja: (shifts) =>
			`Podの実効的なリソース要求が変わります: ${shifted.ja(shifts)}。`,
	}),
	limits: text({
		en: (shifts: readonly Shift[]) =>
			`The effective limits of the Pod change: ${shifted.en(shifts)}.`,
		ja: (shifts) =>
			`Podの実効的なリソース制限が変わります: ${shifted.ja(shifts)}。`,
	}),
};
const classed = text({
	en: (before: string, after: string) =>
		`The QoS class of the Pod changes: ${before} → ${after}.`,
	ja: (before, after) => `PodのQoSクラスが変わります: ${before} → ${after}。`,
});
const NONE = "0";

/**
 * What the Pods ask for and may use, where a change of the containers changes that.
 * @returns nothing where it is not known
 */
export function amountNotes(
	before: Pod,
	after: Pod,
	version: Version,
): readonly Message[] | undefined {
	const [was, is] = [before, after].map((each) =>
		effectiveResources(each, version, { created: true }),
	);
	if (!was?.requests || !is?.requests) return undefined;
	const notes = (["requests", "limits"] as const).flatMap((list) => {
		const shifts = shiftsOf(was[list], is[list]);
		return shifts.length > 0 ? [listed[list](shifts)] : [];
	});
	return was.qos && is.qos && was.qos !== is.qos
		? [...notes, classed(was.qos, is.qos)]
		: notes;
}

function shiftsOf(
	was: ResourceList | undefined,
	is: ResourceList | undefined,
): readonly Shift[] {
	if (!was || !is) return [];
	const names = new Set([...Object.keys(was), ...Object.keys(is)]);
	return [...names]
		.map((name) => ({
			name,
			before: was[name] ?? NONE,
			after: is[name] ?? NONE,
		}))
		.filter(({ before, after }) => !isSame(before, after));
}

/** The same amount may be written in powers of 1000 or of 1024, as the container says that comes first. */
const isSame = (before: string, after: string): boolean =>
	parseQuantity(before)?.nano === parseQuantity(after)?.nano;
