import { formatQuantity, parseQuantity } from "../../kubernetes/quantity";
import { text } from "../../text/language";
import type { Answer } from "../answer";
import { type Constraints, format, oneOfIfSet, required } from "../constraint";
import { dnsLabel, dnsSubdomain } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { check, isKnown } from "./volume-place";

const notInTemplate = text({
	en: (field: string) =>
		`The template of an ephemeral claim takes only labels and annotations, no \`${field}\`.`,
	ja: (field) =>
		`エフェメラルボリュームの要求のテンプレートに書けるのはラベルとアノテーションだけで、\`${field}\` は書けません。`,
});
const noMode = text({
	en: () => "A claim needs at least one of the `accessModes`.",
	ja: () => "要求には `accessModes` が1つ以上必要です。",
});
const alone = text({
	en: () => "`ReadWriteOncePod` does not go with other access modes.",
	ja: () =>
		"`ReadWriteOncePod` をほかのアクセスモードと一緒に指定することはできません。",
});
const noStorage = text({
	en: () => "A claim must say how much it needs: `resources.requests.storage`.",
	ja: () =>
		"要求には、必要な容量を示す `resources.requests.storage` が必要です。",
});
const positive = text({
	en: () => "`storage` must be more than 0.",
	ja: () => "`storage` は0より大きくなければなりません。",
});
const claimOnly = text({
	en: () =>
		"Without an `apiGroup`, only a `PersistentVolumeClaim` can be the source of the data.",
	ja: () =>
		"`apiGroup` を指定しない場合、データのソースにできるのは `PersistentVolumeClaim` だけです。",
});
const notBoth = text({
	en: () =>
		"`dataSource` and `dataSourceRef` contradict each other: write one of them.",
	ja: () =>
		"`dataSource` と `dataSourceRef` が矛盾しています。どちらか一方だけを書いてください。",
});

/** `validateEphemeralVolumeSource`. */
export function ephemeralClaim(answer: Answer, source: Place): void {
	const template = source.at("volumeClaimTemplate");
	if (!template.isSet) {
		answer.required(template);
		return;
	}
	if (!template.mapping) return;
	const metadata = template.at("metadata");
	for (const name of NOT_IN_TEMPLATE) {
		const field = metadata.at(name);
		if (!field.isSet || field.json?.text === "" || field.json?.text === "0")
			continue;
		answer.forbidden(field, {
			path: `${metadata.path}.${name === "uid" ? "uID" : name}`,
			detail: "cannot be set",
			message: notInTemplate(name),
			at: field.keyRange,
		});
	}
	claimSpec(answer, template.at("spec"));
}

const NOT_IN_TEMPLATE = [
	"name",
	"generateName",
	"namespace",
	"selfLink",
	"uid",
	"resourceVersion",
	"generation",
	"creationTimestamp",
	"deletionTimestamp",
	"deletionGracePeriodSeconds",
	"ownerReferences",
	"finalizers",
	"managedFields",
];

/** Claims of a StatefulSet are looked at from 1.34 on. */
export function claimOfStatefulSet(answer: Answer, claim: Place): void {
	if (answer.atLeast("1.34")) claimSpec(answer, claim.at("spec"));
}

const MODES = [
	"ReadOnlyMany",
	"ReadWriteMany",
	"ReadWriteOnce",
	"ReadWriteOncePod",
];

const SPEC: Constraints = {
	storageClassName: [format(dnsSubdomain)],
	volumeMode: [oneOfIfSet("Block", "Filesystem")],
};
const NEW_SPEC: Constraints = {
	volumeAttributesClassName: [format(dnsSubdomain)],
};
const DATA: Constraints = { name: [required()], kind: [required()] };

/** `ValidatePersistentVolumeClaimSpec`. */
function claimSpec(answer: Answer, spec: Place): void {
	if (!isKnown(spec)) return;
	accessModes(answer, spec.at("accessModes"));
	storage(answer, spec);
	check(answer, spec, SPEC);
	if (answer.atLeast("1.34")) check(answer, spec, NEW_SPEC);
	const source = spec.at("dataSource");
	const reference = spec.at("dataSourceRef");
	for (const data of [source, reference])
		if (data.isSet && data.mapping) dataSource(answer, data);
	const namespace = reference.at("namespace");
	if (namespace.string) format(dnsLabel)(answer, namespace);
	contradiction(answer, spec);
}

function accessModes(answer: Answer, list: Place): void {
	if (list.isEmpty === true)
		answer.required(list, {
			detail: "at least 1 access mode is required",
			message: noMode(),
		});
	const modes = list.items.map((item) => item.called(list.path));
	for (const mode of modes)
		if (mode.string !== undefined && !MODES.includes(mode.string))
			answer.unsupported(mode, MODES);
	const known = modes.flatMap(({ string }) =>
		string !== undefined && MODES.includes(string) ? [string] : [],
	);
	if (known.includes("ReadWriteOncePod") && new Set(known).size > 1)
		answer.forbidden(list, {
			detail: "may not use ReadWriteOncePod with other access modes",
			message: alone(),
			at: list.keyRange,
		});
}

function storage(answer: Answer, spec: Place): void {
	const resources = spec.at("resources");
	const requests = resources.at("requests");
	if (!isKnown(resources) || !isKnown(requests)) return;
	const path = `${spec.path}.resources[storage]`;
	const place = requests.values.find(({ key }) => key === "storage");
	if (!place) {
		const holder = requests.isSet
			? requests
			: resources.isSet
				? resources
				: spec.at("resources");
		if (!answer.partial)
			answer.required(holder.called(path), {
				message: noStorage(),
				at: holder.isWritten ? holder.keyRange : holder.range,
			});
		return;
	}
	const quantity = place.isSet
		? place.json && parseQuantity(place.json.text)
		: parseQuantity("0");
	if (quantity && quantity.nano <= 0n)
		answer.invalid(place, {
			path,
			value: goQuote(formatQuantity(quantity)),
			detail: "must be greater than zero",
			message: positive(),
		});
}

function dataSource(answer: Answer, data: Place): void {
	check(answer, data, DATA);
	const group = data.at("apiGroup").string;
	const kind = data.at("kind");
	if (group === undefined || kind.string === undefined) return;
	if (group !== "") {
		if (answer.atLeast("1.29"))
			format(dnsSubdomain)(answer, data.at("apiGroup"));
	} else if (
		kind.string !== "PersistentVolumeClaim" &&
		(kind.isWritten || !answer.partial)
	)
		answer.invalid(data, {
			value: goQuote(kind.string),
			detail:
				"must be 'PersistentVolumeClaim' when referencing the default apiGroup",
			message: claimOnly(),
			at: kind.isWritten ? kind.range : data.keyRange,
		});
}

function contradiction(answer: Answer, spec: Place): void {
	const source = spec.at("dataSource");
	const reference = spec.at("dataSourceRef");
	if (!source.mapping || !reference.mapping) return;
	const namespace = reference.at("namespace").string;
	const same = ["apiGroup", "kind", "name"].every((name) => {
		const [one, other] = [source.at(name).string, reference.at(name).string];
		return one === undefined || other === undefined || one === other;
	});
	if (namespace === undefined || (namespace === "" && same)) return;
	answer.invalid(spec, {
		// Versions before 1.34 print the addresses of Go's pointers here.
		value: "{}",
		detail:
			namespace === ""
				? "must match dataSourceRef"
				: "may not be specified when dataSourceRef.namespace is specified",
		message: notBoth(),
		at: source.keyRange,
	});
}
