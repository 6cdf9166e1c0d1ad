import { type Container, PROBES } from "../../kubernetes/container";
import { programOf, readWords } from "../../kubernetes/program";
import { scalarOf } from "../../kubernetes/values";
import { fixedText, type Message, text } from "../../text/language";
import { itemsOf, type Node, type Scalar, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const says = text({
	en: (then: string) =>
		`The whole script is a comment: the shell does nothing and ends with success. ${then} A comment reaches to the end of its line: probably line breaks were lost.`,
	ja: (then) =>
		`スクリプト全体がコメントになっています。シェルは何も実行せず、成功として終了します。${then}コメントは行末まで続くため、改行が失われた可能性があります。`,
});

const EFFECTS = {
	readinessProbe: {
		en: "The container always counts as ready.",
		ja: "コンテナは常に準備完了とみなされます。",
	},
	livenessProbe: {
		en: "A container that hangs is never restarted.",
		ja: "応答しなくなったコンテナが再起動されることはありません。",
	},
	startupProbe: {
		en: "The container counts as started at once.",
		ja: "コンテナは直ちに起動済みとみなされます。",
	},
	hook: {
		en: "The hook does nothing.",
		ja: "フックは何もしません。",
	},
	container: {
		en: "The container ends at once.",
		ja: "コンテナは直ちに終了します。",
	},
} as const;

export default defineRule({
	id: "script-only-comments",
	title: fixedText({
		en: "A script that is nothing but a comment",
		ja: "全体がコメントになっているスクリプト",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-a-liveness-command",
	mentions: ["#"],
	checkPod(pod, { report }) {
		for (const container of pod.all) {
			for (const [script, effect] of scriptsOf(container)) {
				if (script && isOnlyComments(script))
					report({ at: script, message: messageFor(effect) });
			}
		}
	},
});

type Effect = keyof typeof EFFECTS;

/** The scripts of a container's program, probes and hooks, each with what happens when it does nothing. */
function scriptsOf(
	container: Container,
): readonly (readonly [Scalar | undefined, Effect])[] {
	const lifecycle = container.field("lifecycle")?.value;
	return [
		[programOf(container).script, "container"],
		...PROBES.map(
			(name) => [scriptOf(container.field(name)?.value), name] as const,
		),
		...["postStart", "preStop"].map(
			(hook) => [scriptOf(valueAt(lifecycle, hook)), "hook"] as const,
		),
	];
}

function scriptOf(handler: Node | undefined): Scalar | undefined {
	const words = itemsOf(valueAt(handler, "exec", "command")).map(({ value }) =>
		scalarOf(value),
	);
	return words.every((word) => word !== undefined)
		? readWords(words).script
		: undefined;
}

/** An empty script is meant to do nothing. */
const isOnlyComments = ({ text }: Scalar): boolean =>
	/^(?:\s*#[^\n]*)+\s*$/.test(text);

const messageFor = (effect: Effect): Message => {
	const { en, ja } = EFFECTS[effect];
	return (language) => says(language === "ja" ? ja : en)(language);
};
