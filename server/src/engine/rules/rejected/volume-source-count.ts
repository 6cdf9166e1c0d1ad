import type { ServerError } from "../../apiserver/answer";
import { keysOf, type Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { splitItem } from "../../yaml/list-edit";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

const split = fixedText({
	en: "Make two sources of it",
	ja: "2つのソースに分ける",
});

export default serverRule({
	id: "volume-source-count",
	title: fixedText({
		en: "A volume has more than one source",
		ja: "ボリュームに2つ以上のソースがある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/",
	fixes(error, document) {
		const { place } = error;
		if (place.type === "VolumeProjection")
			return [splitSource(error, document)];
		const sources = place.parent ? sourcesOf(place.parent) : [];
		// The empty directory is what nobody misses.
		const [one, other, ...more] = sources.sort(
			(a, b) => Number(b.key === "emptyDir") - Number(a.key === "emptyDir"),
		);
		return one && other && more.length === 0
			? [one, other].map((source) => removeField({ place: source }, document))
			: [removeField(error, document)];
	},
});

const sourcesOf = (object: Place): Place[] =>
	(object.mapping ? keysOf(object.mapping) : [])
		.map((key) => object.at(key))
		.filter(({ isSet, type }) => isSet && type !== undefined);

/** An item of a projected volume with two sources is meant for two items. */
function splitSource(
	{ place }: ServerError,
	document: Document,
): Change | undefined {
	const { holder } = place;
	const [, later, ...more] = sourcesOf(place)
		.flatMap(({ holder: entry }) => (entry && "key" in entry ? [entry] : []))
		.sort((a, b) => a.start - b.start);
	if (!holder || "key" in holder || !later || more.length > 0) return undefined;
	return {
		title: split,
		safety: "review",
		preferred: true,
		edit: () => splitItem(document, later, holder),
	};
}
