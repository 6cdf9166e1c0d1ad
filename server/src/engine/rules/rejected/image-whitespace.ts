import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { serverRule } from "../server-rule";

const title = fixedText({
	en: "Cut the blanks off",
	ja: "前後の空白を削除",
});

function trim({ place: { holder, node } }: ServerError): Change | undefined {
	if (node?.kind !== "scalar" || holder?.value !== node) return undefined;
	const image = node.text.trim();
	return image === ""
		? undefined
		: {
				title,
				safety: "safe",
				preferred: true,
				edit: () => replaceScalar(node, image),
			};
}

export default serverRule({
	id: "image-whitespace",
	title: fixedText({
		en: "An image has blanks around it",
		ja: "イメージの前後に空白がある",
	}),
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/containers/images/",
	fixes: (error) => [trim(error)],
});
