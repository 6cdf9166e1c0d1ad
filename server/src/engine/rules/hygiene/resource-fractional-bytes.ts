import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText, text } from "../../text/language";
import { writeText } from "../mends";
import { serverRule } from "../server-rule";

const title = text({
	en: (value: string) => `Write \`${value}\``,
	ja: (value) => `\`${value}\` に直す`,
});

/** `m` is a thousandth; a million is meant. */
function meant(error: ServerError, unit: string): Change | undefined {
	const amount = /^(\d+)m$/.exec(error.place.json?.text ?? "")?.[1];
	if (amount === undefined) return undefined;
	const value = amount + unit;
	return writeText(error, value, title(value), "review", unit === "Mi");
}

export default serverRule({
	id: "resource-fractional-bytes",
	title: fixedText({
		en: "An amount of memory or storage with a fraction of a byte",
		ja: "メモリーやストレージの量が1バイトより細かい",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
	fixes: (error) => [meant(error, "Mi"), meant(error, "M")],
});
