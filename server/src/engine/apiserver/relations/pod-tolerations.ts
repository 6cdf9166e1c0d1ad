import { text } from "../../text/language";
import type { Answer } from "../answer";
import { labelValue } from "../formats";
import * as say from "../messages";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isElsewhere, labelName } from "./pod-selector";
import { unitOf } from "./selector";

const OPERATORS = ["Equal", "Exists"];
const NUMBERS = ["Lt", "Gt"];
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

const keyless = text({
	en: () =>
		"A toleration without `key` tolerates every taint, and must say so: `operator: Exists`.",
	ja: () =>
		"`key` のない toleration はすべての taint を許容します。そのことを `operator: Exists` と書く必要があります。",
});
const valueless = text({
	en: () =>
		"`Exists` tolerates every value: leave out `value`, or compare with `Equal`.",
	ja: () =>
		"`Exists` はどの値も許容します。`value` を消すか、`Equal` にしてください。",
});
const onlyEviction = text({
	en: () =>
		"`tolerationSeconds` delays an eviction, which only `effect: NoExecute` brings about.",
	ja: () =>
		"`tolerationSeconds` は退避を遅らせるもので、退避が起こるのは `effect: NoExecute` のときだけです。",
});
const notNumeric = text({
	en: () =>
		"A cluster compares taints with numbers only behind a feature gate.",
	ja: () =>
		"taint の値を数として比べる演算子は、フィーチャーゲートを有効にしたクラスターでだけ使えます。",
});

/** `ValidateTolerations`. */
export function tolerations(answer: Answer, spec: Place): void {
	for (const toleration of spec.at("tolerations").items) {
		const key = toleration.at("key");
		if (key.isSet && key.string !== "") labelName(answer, key);
		operator(answer, toleration);
		effect(answer, toleration);
	}
}

function operator(answer: Answer, toleration: Place): void {
	const place = toleration.at("operator");
	const written = place.string;
	if (written === undefined) return;
	if (
		toleration.at("key").string === "" &&
		written !== "Exists" &&
		!isElsewhere(answer, place)
	)
		answer.invalid(place, {
			detail:
				'operator must be Exists when `key` is empty, which means "match all values and all keys"',
			message: keyless(),
			instead: ["Exists"],
		});
	const value = toleration.at("value");
	if (written === "" || written === "Equal") {
		const flaws = labelValue(value.string ?? "", unitOf(answer));
		const [flaw] = flaws;
		if (flaw)
			answer.invalid(value, {
				path: place.path,
				detail: flaws.map(({ detail }) => detail).join(";"),
				message: flaw.message("value"),
			});
	} else if (written === "Exists") {
		if (value.string)
			answer.invalid(value, {
				path: place.path,
				value: answer.atLeast("1.32")
					? goQuote(value.string)
					: asStruct(toleration),
				detail: "value must be empty when `operator` is 'Exists'",
				message: valueless(),
			});
	} else {
		const known = answer.atLeast("1.35") && NUMBERS.includes(written);
		answer.unsupported(
			place,
			known ? [...OPERATORS, ...NUMBERS] : OPERATORS,
			known
				? { message: notNumeric(), instead: OPERATORS }
				: { message: say.unsupported("operator", written, OPERATORS) },
		);
	}
}

function effect(answer: Answer, toleration: Place): void {
	const place = toleration.at("effect");
	const value = place.string;
	if (value === undefined) return;
	if (
		toleration.at("tolerationSeconds").isSet &&
		value !== "NoExecute" &&
		!isElsewhere(answer, place)
	)
		answer.invalid(place, {
			detail: "effect must be 'NoExecute' when `tolerationSeconds` is set",
			message: onlyEviction(),
			instead: ["NoExecute"],
		});
	if (value !== "" && !EFFECTS.includes(value))
		answer.unsupported(place, EFFECTS);
}

/** The toleration in Go's notation, as versions before 1.32 print it; seconds stand behind a pointer. */
function asStruct(toleration: Place): string {
	const quoted = (name: string) => goQuote(toleration.at(name).string ?? "");
	const seconds = toleration.at("tolerationSeconds").isSet ? "0x…" : "nil";
	return `core.Toleration{Key:${quoted("key")}, Operator:${quoted("operator")}, Value:${quoted("value")}, Effect:${quoted("effect")}, TolerationSeconds:(*int64)(${seconds})}`;
}
