import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { isInPod, specOf } from "./around";

const tooLong = text({
	en: (seconds: number, grace: number) =>
		`A sleep of ${seconds} s does not fit into the ${grace} s that the Pod has to end (\`terminationGracePeriodSeconds\`).`,
	ja: (seconds, grace) =>
		`${seconds}秒の \`sleep\` は、Podの終了猶予期間(\`terminationGracePeriodSeconds\`)の${grace}秒に収まりません。`,
});
const negative = text({
	en: () => "A sleep cannot be shorter than no time at all.",
	ja: () => "`sleep` の秒数を負の値にすることはできません。",
});
const zero = text({
	en: () =>
		"Before Kubernetes 1.33 a sleep of 0 seconds is refused: remove the hook.",
	ja: () =>
		"Kubernetes 1.33より前では、0秒の `sleep` は拒否されます。フックを削除してください。",
});

/** The grace period when nothing is written. */
export const DEFAULT_GRACE = 30;

/** `validateSleepAction`. */
export function sleep(answer: Answer, place: Place): void {
	const at = place.at("seconds");
	const seconds = at.integer;
	const grace = gracePeriod(place);
	if (seconds === undefined || grace === undefined) return;
	if (!at.isSet && answer.partial) return;
	const allowsZero = answer.atLeast("1.33");
	if (seconds <= grace && (seconds > 0 || (seconds === 0 && allowsZero)))
		return;
	answer.invalid(at, {
		path: place.path,
		value: String(seconds),
		rule: seconds === 0 && !allowsZero ? "sleep-zero" : "sleep-exceeds-grace",
		detail: `must be ${allowsZero ? "non-negative" : "greater than 0"} and less than terminationGracePeriodSeconds (${grace})${
			answer.version === "1.32"
				? ". Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep."
				: ""
		}`,
		message:
			seconds === 0 && !allowsZero
				? zero()
				: seconds < 0
					? negative()
					: tooLong(seconds, grace),
	});
}

/** What the Pod has to end; nothing when that is not known. */
function gracePeriod(place: Place): number | undefined {
	const at = specOf(place)?.at("terminationGracePeriodSeconds");
	if (!at?.isSet) return DEFAULT_GRACE;
	const value = at.integer;
	return value !== undefined && value < 0 && isInPod(place) ? 1 : value;
}
