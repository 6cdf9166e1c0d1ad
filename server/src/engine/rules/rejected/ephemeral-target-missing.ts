import { fixedText } from "../../text/language";
import { writeMeant } from "../mends";
import { serverRule } from "../server-rule";

export default serverRule({
	id: "ephemeral-target-missing",
	title: fixedText({
		en: "An ephemeral container looks into a container that is not there",
		ja: "エフェメラルコンテナの対象となるコンテナがない",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#ephemeral-container-example",
	fixes: (error) => [writeMeant(error)],
});
