import type { ServerError } from "../../apiserver/answer";
import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

const value = ({ place }: ServerError) => place.parent?.at("value") ?? place;

export default serverRule({
	id: "env-value-and-value-from",
	title: fixedText({
		en: "An environment variable has both `value` and `valueFrom`",
		ja: "環境変数に`value`と`valueFrom`の両方がある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
	fixes: (error, document) => [
		removeField({ place: value(error) }, document),
		removeField(error, document),
	],
});
