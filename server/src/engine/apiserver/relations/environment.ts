import { text } from "../../text/language";
import type { Answer } from "../answer";
import { type Constraints, format, required } from "../constraint";
import {
	environmentName,
	namePrefix,
	relaxedEnvironmentName,
} from "../formats-volume";
import type { Place } from "../place";
import { goQuote } from "../printing";
import {
	fieldReference,
	fileKeyReference,
	keyReference,
	resourceReference,
} from "./environment-selectors";
import { check, hasKey, isKnown, objectsOf } from "./volume-place";

const SOURCES: readonly (readonly [
	name: string,
	check: (answer: Answer, place: Place) => void,
])[] = [
	["fieldRef", (answer, place) => fieldReference(answer, place, "environment")],
	[
		"resourceFieldRef",
		(answer, place) => resourceReference(answer, place, "environment"),
	],
	["configMapKeyRef", keyReference],
	["secretKeyRef", keyReference],
	["fileKeyRef", fileKeyReference],
];

const noSource = text({
	en: (fileKey: boolean) =>
		`\`valueFrom\` does not say where from: give it \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`${fileKey ? ", `secretKeyRef` or `fileKeyRef`" : " or `secretKeyRef`"}.`,
	ja: (fileKey) =>
		`\`valueFrom\` に参照先がありません。\`fieldRef\`、\`resourceFieldRef\`、\`configMapKeyRef\`、\`secretKeyRef\`${fileKey ? "、`fileKeyRef`" : ""}のいずれかを書いてください。`,
});
const manySources = text({
	en: (one: string, other: string) =>
		`\`valueFrom\` may refer to one thing only, and has \`${one}\` and \`${other}\`.`,
	ja: (one, other) =>
		`\`valueFrom\` に書ける参照先は1つだけですが、\`${one}\` と \`${other}\` があります。`,
});
const valueToo = text({
	en: (name: string) =>
		name === ""
			? "An environment variable has `value` or `valueFrom`, not both."
			: `The environment variable \`${name}\` has \`value\` and \`valueFrom\`; it may only have one of them.`,
	ja: (name) =>
		name === ""
			? "環境変数に書けるのは `value` か `valueFrom` のどちらか一方です。"
			: `環境変数 \`${name}\` に \`value\` と \`valueFrom\` があります。書けるのはどちらか一方だけです。`,
});
const hidden = text({
	en: (name: string) =>
		`This hides the definition of \`${name}\` above, which has no effect and may get lost with \`kubectl apply\`.`,
	ja: (name) =>
		`この定義は上にある \`${name}\` の定義を隠します。上の定義は効果がなく、\`kubectl apply\` で失われることもあります。`,
});
const twice = text({
	en: (name: string) => `\`${name}\` is defined here first.`,
	ja: (name) => `\`${name}\` は先にここで定義されています。`,
});

/** `ValidateEnv`, and the server's warning of variables that are defined twice. */
export function environment(answer: Answer, list: Place): void {
	const firsts = new Map<string, Place>();
	for (const variable of objectsOf(list)) {
		const name = variable.at("name");
		required()(answer, name);
		variableName(answer, name);
		if (hasKey(variable, "valueFrom")) valueFrom(answer, variable);
		const called = name.string;
		if (!called) continue;
		const first = firsts.get(called);
		if (!first) firsts.set(called, name);
		else duplicate(answer, variable, called, first);
	}
}

function variableName(answer: Answer, place: Place): void {
	format(answer.atLeast("1.32") ? relaxedEnvironmentName : environmentName)(
		answer,
		place,
	);
}

function valueFrom(answer: Answer, variable: Place): void {
	const from = variable.at("valueFrom");
	if (!from.isSet || !from.mapping) return;
	const sources: Place[] = [];
	for (const [name, checkSource] of SOURCES) {
		const source = from.at(name);
		if (!source.isSet) continue;
		sources.push(source);
		if (source.mapping) checkSource(answer, source);
	}
	const value = variable.at("value").string;
	const [first, second] = sources;
	if (!first) {
		if (answer.partial) return;
		const fileKey = answer.atLeast("1.35");
		answer.invalid(from, {
			rule: "env-value-from-count",
			value: '""',
			detail: `must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`${fileKey ? ", `secretKeyRef` or `fileKeyRef`" : " or `secretKeyRef`"}`,
			message: noSource(fileKey),
			at: from.keyRange,
		});
	} else if (value !== undefined && value !== "")
		answer.invalid(from, {
			rule: "env-value-and-value-from",
			value: '""',
			detail: "may not be specified when `value` is not empty",
			message: valueToo(variable.at("name").string ?? ""),
			at: from.keyRange,
		});
	else if (second && value === "")
		answer.invalid(from, {
			rule: "env-value-from-count",
			value: '""',
			detail: "may not have more than one field specified at a time",
			message: manySources(String(first.key), String(second.key)),
			at: from.keyRange,
		});
}

function duplicate(
	answer: Answer,
	variable: Place,
	name: string,
	first: Place,
): void {
	const details = {
		rule: "env-duplicate",
		at: variable.at("name").range,
		related: { at: first.range, message: twice(name) },
	};
	if (!answer.atLeast("1.28")) {
		answer.warn(
			variable,
			`${variable.path}.name: duplicate name ${goQuote(name)}`,
			hidden(name),
			details,
		);
		return;
	}
	const value = variable.at("value").string;
	const from = variable.at("valueFrom");
	const self = `$(${name})`;
	// Appending to what is there (`$(PATH):/opt/bin`) is meant so; what a template gives may be that, too.
	if (!from.isSet && value === undefined) return;
	if (!from.isSet && value !== self && value?.includes(self)) return;
	answer.warn(
		variable,
		`${variable.path}: hides previous definition of ${goQuote(name)}${answer.atLeast("1.30") ? ", which may be dropped when using apply" : ""}`,
		hidden(name),
		details,
	);
}

const noReference = text({
	en: () => "An item of `envFrom` must name a `configMapRef` or a `secretRef`.",
	ja: () => "`envFrom` の項目には `configMapRef` か `secretRef` が必要です。",
});
const manyReferences = text({
	en: () =>
		"An item of `envFrom` may have `configMapRef` or `secretRef`, not both: write two items.",
	ja: () =>
		"`envFrom` の1つの項目に書けるのは `configMapRef` か `secretRef` のどちらか一方です。項目を2つに分けてください。",
});

const REFERENCE: Constraints = { name: [required(), format(namePrefix)] };

/** `ValidateEnvFrom`. */
export function environmentFrom(answer: Answer, list: Place): void {
	for (const item of objectsOf(list)) {
		const prefix = item.at("prefix");
		if (prefix.string) variableName(answer, prefix);
		const references = ["configMapRef", "secretRef"]
			.map((name) => item.at(name))
			.filter(({ isSet }) => isSet);
		for (const reference of references)
			if (isKnown(reference)) check(answer, reference, REFERENCE);
		// The path has no position: the whole list is to blame.
		const said = { rule: "env-from-source", value: '""', path: list.path };
		const [, second] = references;
		if (references.length === 0) {
			if (!answer.partial)
				answer.invalid(item, {
					...said,
					detail: "must specify one of: `configMapRef` or `secretRef`",
					message: noReference(),
				});
		} else if (second)
			answer.invalid(second, {
				...said,
				detail: "may not have more than one field specified at a time",
				message: manyReferences(),
				at: second.keyRange,
			});
	}
}

const noVolume = text({
	en: (name: string) =>
		`The Pod has no volume \`${name}\` to read the variable from.`,
	ja: (name) => `Podに、変数を読み取るボリューム \`${name}\` がありません。`,
});
const noEmptyDir = text({
	en: (name: string) =>
		`\`${name}\` is no \`emptyDir\`: variables can only be read from files of an \`emptyDir\`.`,
	ja: (name) =>
		`\`${name}\` は \`emptyDir\` ではありません。変数を読み取れるのは \`emptyDir\` のファイルだけです。`,
});

/** `validateFileKeyRefVolumes`: the volumes that variables come from are empty directories. */
export function fileKeyVolumes(
	answer: Answer,
	list: Place,
	isEmptyDir: (volume: string) => boolean | undefined,
	volumes: readonly string[],
): void {
	for (const variable of objectsOf(list)) {
		if (!hasKey(variable, "valueFrom")) continue;
		const reference = variable.in("valueFrom", "fileKeyRef");
		const place = reference.at("volumeName");
		const name = place.string;
		if (!reference.mapping || name === undefined) continue;
		if (isEmptyDir(name) === undefined)
			answer.notFound(place, {
				rule: "env-file-key-ref",
				message: noVolume(name),
				instead: volumes.filter((volume) => isEmptyDir(volume) === true),
			});
		else if (isEmptyDir(name) === false)
			answer.invalid(place, {
				rule: "env-file-key-ref",
				detail: "referenced volume must be of type emptyDir",
				message: noEmptyDir(name),
				instead: volumes.filter((volume) => isEmptyDir(volume) === true),
			});
	}
}
