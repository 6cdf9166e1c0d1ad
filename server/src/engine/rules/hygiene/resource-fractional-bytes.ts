import type { ServerError } from "../../apiserver/answer";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import { writeText, writeTitle } from "../mends";
import { serverRule } from "../server-rule";

/** `m` is a thousandth; a million is meant. */
function meant(error: ServerError, unit: string): Change | undefined {
	const amount = /^(\d+)m$/.exec(error.place.json?.text ?? "")?.[1];
	if (amount === undefined) return undefined;
	const value = amount + unit;
	return writeText(error, value, writeTitle(value), "review", unit === "Mi");
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
