import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import { writeInstead, writeText } from "../mends";
import { serverRule } from "../server-rule";

const raise = text({
	en: (value: string) => `Set the limit to \`${value}\``,
	ja: (value) => `制限を \`${value}\` にする`,
});

function raiseLimit(error: ServerError): Change | undefined {
	const { place } = error;
	const limit = place.parent?.parent
		?.at("limits")
		.values.find(({ key }) => key === place.key);
	const { node } = place;
	return limit && node?.kind === "scalar"
		? writeText(
				{ ...error, place: limit },
				node.text,
				raise(node.text),
				"review",
			)
		: undefined;
}

export default serverRule({
	id: "request-over-limit",
	title: fixedText({
		en: "A request does not fit its limit",
		ja: "リソースの要求が制限に合っていない",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
	fixes: (error) => [writeInstead(error), raiseLimit(error)],
});
