import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { containerOf, hasProbesAndHooks } from "./around";
import { handler } from "./handler";

const noHandler = text({
	en: (hook: string) =>
		`\`${hook}\` does not say what to do: give it \`exec\`, \`httpGet\` or \`sleep\`, or remove it.`,
	ja: (hook) =>
		`\`${hook}\` に処理がありません。\`exec\`、\`httpGet\`、\`sleep\` のいずれかを書くか、\`${hook}\` を削除してください。`,
});
const sleepDropped = text({
	en: (hook: string) =>
		`Kubernetes 1.29 drops \`sleep\` before it looks, so that \`${hook}\` has nothing to do: use \`exec\`.`,
	ja: (hook) =>
		`Kubernetes 1.29は検証の前に \`sleep\` を取り除くため、\`${hook}\` の処理がなくなります。\`exec\` を使ってください。`,
});
const manyHandlers = text({
	en: (hook: string, one: string, other: string) =>
		`\`${hook}\` may do one thing only, and has \`${one}\` and \`${other}\`.`,
	ja: (hook, one, other) =>
		`\`${hook}\` に書ける処理は1つだけですが、\`${one}\` と \`${other}\` があります。`,
});

const RULE = "lifecycle-handler-count";

/** `validateLifecycle`. */
export function lifecycle(answer: Answer, place: Place): void {
	const container = containerOf(place);
	if (!container || !hasProbesAndHooks(container)) return;
	for (const name of ["postStart", "preStop"]) {
		const hook = place.at(name);
		if (!hook.mapping) continue;
		const hasSleep = hook.mapping.entries.some(
			({ key }) => key.text === "sleep",
		);
		handler(answer, hook, {
			none: {
				rule: RULE,
				message:
					hasSleep && answer.version === "1.29"
						? sleepDropped(name)
						: noHandler(name),
			},
			many: {
				rule: RULE,
				message: (one, other) => manyHandlers(name, one, other),
			},
		});
	}
}
