import { PATTERNS, situationOf } from "../kubernetes/patterns/patterns";
import { fixedText } from "../text/language";
import { offerPattern } from "./pattern-offer";
import { defineRefactoring } from "./refactoring";

export default defineRefactoring({
	id: "insert-pattern",
	title: fixedText({
		en: "Insert a multi-container pattern",
		ja: "マルチコンテナパターンを挿入",
	}),
	offerPod(pod, context) {
		const situation = situationOf(pod, context);
		return situation
			? PATTERNS.map((pattern) => offerPattern(pattern, situation).offer)
			: [];
	},
});
