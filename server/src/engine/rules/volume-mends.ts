import type { ServerError } from "../apiserver/answer";
import type { Place } from "../apiserver/place";
import type { Change } from "../kubernetes/change";
import { nearest } from "../kubernetes/nearest";
import type { Pod } from "../kubernetes/pod";
import { stringOf } from "../kubernetes/values";
import { addEmptyDir } from "../kubernetes/verbs";
import { podsOf } from "../kubernetes/workloads";
import { text } from "../text/language";
import type { Document } from "../yaml/document";
import { replaceScalar } from "../yaml/edit";
import { itemsOf, valueAt } from "../yaml/tree";

/** Mends of names that are to be a volume's. */

const use = text({
	en: (name: string) => `Use the volume \`${name}\``,
	ja: (name) => `ボリューム \`${name}\` を使う`,
});
const add = text({
	en: (name: string) => `Add the volume \`${name}\` as an \`emptyDir\``,
	ja: (name) => `ボリューム \`${name}\` を \`emptyDir\` として追加`,
});

/** Writes the name of the volume that is meant: one that looks alike, or the only one there is. */
export function writeName({
	place,
	instead = [],
}: ServerError): Change | undefined {
	const { node, holder, string: name } = place;
	if (node?.kind !== "scalar" || holder?.value !== node || !name)
		return undefined;
	const near =
		nearest(name, [...instead]) ??
		(instead.length === 1 ? instead[0] : undefined);
	if (near === undefined) return undefined;
	return {
		title: use(near),
		safety: "review",
		preferred: true,
		edit: () => replaceScalar(node, near),
	};
}

/** Declares the volume that the place names; not one that is there and has an error. */
export function addVolume(
	{ place, instead }: ServerError,
	document: Document,
): Change | undefined {
	const pod = podOf(place, document);
	const name = place.string;
	if (!pod || !name || !instead || isInContainer(name, pod)) return undefined;
	return {
		title: add(name),
		safety: "review",
		preferred: instead.length === 0,
		edit: () => addEmptyDir(pod, name),
	};
}

/** Has a container the volume among `volumes` of its own, which are to be moved? */
const isInContainer = (name: string, { all }: Pod): boolean =>
	all.some(({ node }) =>
		itemsOf(valueAt(node, "volumes")).some(
			({ value }) => stringOf(valueAt(value, "name")) === name,
		),
	);

/** The Pod that a place is in. */
function podOf(place: Place, document: Document): Pod | undefined {
	let spec: Place | undefined = place;
	while (spec && spec.type !== "PodSpec") spec = spec.parent;
	const node = spec?.mapping;
	return podsOf(document).find((pod) => pod.spec === node);
}
