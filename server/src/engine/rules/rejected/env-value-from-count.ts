import { keysOf } from "../../apiserver/place";
import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "env-value-from-count",
	title: fixedText({
		en: "`valueFrom` of an environment variable refers to nothing, or to several things",
		ja: "環境変数の`valueFrom`の参照先がないか、2つ以上ある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
	fixes({ place }, document) {
		const { mapping } = place;
		const sources = mapping
			? keysOf(mapping)
					.map((key) => place.at(key))
					.filter(({ isSet }) => isSet)
			: [];
		// With three of them, what is left may still be wrong.
		if (sources.length !== 2) return [];
		return sources
			.reverse()
			.map((source) => removeField({ place: source }, document));
	},
});
