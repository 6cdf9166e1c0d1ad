import type { ServerError } from "../../apiserver/answer";
import { fixedText } from "../../text/language";
import { removeField } from "../mends";
import { serverRule } from "../server-rule";

const beside = ({ place }: ServerError, name: string) =>
	place.parent?.at(name) ?? place;

export default serverRule({
	id: "sub-path-and-expr",
	title: fixedText({
		en: "A mount has both `subPath` and `subPathExpr`",
		ja: "マウントに`subPath`と`subPathExpr`の両方がある",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath-expanded-environment",
	fixes: (error, document) => [
		removeField(error, document),
		removeField({ place: beside(error, "subPath") }, document),
	],
});
