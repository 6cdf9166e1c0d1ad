import { conversionTitle, planConversion } from "../kubernetes/conversion";
import { isHelper } from "../kubernetes/helpers";
import { fixedText } from "../text/language";
import { defineRefactoring } from "./refactoring";

export default defineRefactoring({
	id: "convert-to-native",
	title: fixedText({
		en: "Convert to a native sidecar",
		ja: "ネイティブサイドカーに変換",
	}),
	offer(pod, container, { version, catalog, roleOf }) {
		if (container.list !== "containers") return undefined;
		// The last application must stay one, whatever stands beside it.
		const others = pod.containers.filter((other) => other !== container);
		const isLastApp =
			roleOf(container).role === "app" &&
			!others.some((other) => roleOf(other).role === "app");
		if (isLastApp || (others.length === 0 && !isHelper(container, catalog)))
			return undefined;
		const plan = planConversion(container, version, catalog);
		const title = conversionTitle(container);
		if (plan.refused)
			return {
				title,
				safety: "review",
				edit: () => undefined,
				disabled: plan.refused,
			};
		return { title, safety: "review", edit: plan.edit };
	},
});
