import { conversionTitle } from "../kubernetes/conversion";
import { isHelper } from "../kubernetes/helpers";
import { offerConversion } from "../rules/conversion-mends";
import { fixedText } from "../text/language";
import { defineRefactoring } from "./refactoring";

const takenForApp = fixedText({
	en: "it is taken for an application, since nothing marks it as a helper: if it is one, name its image in `sidecarPatterns.catalog`",
	ja: "ヘルパーであることを示すものがなく、アプリケーションとみなされています。ヘルパーであれば、そのイメージを `sidecarPatterns.catalog` に登録してください",
});

export default defineRefactoring({
	id: "convert-to-native",
	title: fixedText({
		en: "Convert to a native sidecar",
		ja: "ネイティブサイドカーに変換",
	}),
	offer(pod, container, { version, catalog, roleOf, indexBefore }) {
		if (container.list !== "containers") return undefined;
		// The last application must stay one, whatever stands beside it. Of several, the first is the main one as a rule; that
		// another is a helper a person may know.
		const apps = pod.containers.filter((each) => roleOf(each).role === "app");
		const isApp = apps[0] === container;
		const isLastApp = isApp && apps.length === 1;
		const isAlone = pod.containers.length === 1;
		if (isLastApp || (isAlone && !isHelper(container, catalog)))
			return undefined;
		const { change, refused } = offerConversion(
			container,
			version,
			catalog,
			indexBefore?.(container),
		);
		const disabled = (isApp && change ? takenForApp : undefined) ?? refused();
		if (change && !disabled) return change;
		return {
			title: conversionTitle(container),
			safety: "review",
			edit: () => undefined,
			...(disabled ? { disabled } : {}),
		};
	},
});
