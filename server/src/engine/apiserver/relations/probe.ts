import { text } from "../../text/language";
import type { Answer } from "../answer";
import { atLeast } from "../constraint";
import type { Place } from "../place";
import { containerOf, hasProbesAndHooks } from "./around";
import { handler } from "./handler";

const noHandler = text({
	en: (probe: string) =>
		`\`${probe}\` does not say how to probe: give it \`exec\`, \`httpGet\`, \`tcpSocket\` or \`grpc\`.`,
	ja: (probe) =>
		`\`${probe}\` に調べる方法がありません。\`exec\`、\`httpGet\`、\`tcpSocket\`、\`grpc\` のいずれかを書いてください。`,
});
const manyHandlers = text({
	en: (probe: string, one: string, other: string) =>
		`\`${probe}\` may probe in one way only, and has \`${one}\` and \`${other}\`.`,
	ja: (probe, one, other) =>
		`\`${probe}\` に書ける方法は1つだけですが、\`${one}\` と \`${other}\` があります。`,
});
const mustBeOne = text({
	en: (probe: string) => `\`successThreshold\` of a \`${probe}\` must be 1.`,
	ja: (probe) =>
		`\`${probe}\` の \`successThreshold\` は1でなければなりません。`,
});
const noGrace = text({
	en: () =>
		"A `readinessProbe` never ends a container, so that it can have no `terminationGracePeriodSeconds`.",
	ja: () =>
		"`readinessProbe` がコンテナを終了させることはないため、`terminationGracePeriodSeconds` は設定できません。",
});
const positive = text({
	en: () => "`terminationGracePeriodSeconds` of a probe must be 1 or more.",
	ja: () =>
		"Probeの `terminationGracePeriodSeconds` は1以上でなければなりません。",
});

const SECONDS_AND_COUNTS = [
	"initialDelaySeconds",
	"timeoutSeconds",
	"periodSeconds",
	"successThreshold",
	"failureThreshold",
] as const;

/** `validateProbe`, `validateReadinessProbe`, `validateLivenessProbe`, `validateStartupProbe`. */
export function probe(answer: Answer, place: Place): void {
	const container = containerOf(place);
	if (!container || !hasProbesAndHooks(container)) return;
	const name = String(place.key);
	handler(answer, place, {
		none: { rule: "probe-no-handler", message: noHandler(name) },
		many: {
			rule: "probe-many-handlers",
			message: (one, other) => manyHandlers(name, one, other),
		},
	});
	for (const field of SECONDS_AND_COUNTS) atLeast(0)(answer, place.at(field));

	const grace = place.at("terminationGracePeriodSeconds");
	const seconds = grace.integer;
	if (grace.isSet && seconds !== undefined && seconds <= 0)
		answer.invalid(grace, {
			detail: "must be greater than 0",
			message: positive(),
			instead: ["1"],
		});
	if (name === "readinessProbe") {
		if (grace.isSet)
			answer.invalid(grace, {
				rule: "readiness-termination-grace",
				detail: "must not be set for readinessProbes",
				message: noGrace(),
			});
		return;
	}
	const threshold = place.at("successThreshold");
	const value = threshold.integer;
	if (value !== undefined && value !== 0 && value !== 1)
		answer.invalid(threshold, {
			rule: "probe-success-threshold",
			detail: "must be 1",
			message: mustBeOne(name),
			instead: ["1"],
		});
}
