import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { objectsOf } from "./volume-place";

const overlap = text({
	en: (one: string, other: string) =>
		one === other
			? `Two sources of this volume write to \`${one}\`; one of them is lost.`
			: `\`${one}\` and \`${other}\` of this volume overlap: one of them is a file, and the other a file below it.`,
	ja: (one, other) =>
		one === other
			? `このボリュームの2つのソースが \`${one}\` に書き込むため、一方が失われます。`
			: `このボリュームの \`${one}\` と \`${other}\` が重なっています。一方はファイルで、もう一方はその下のファイルです。`,
});
const other = text({
	en: (path: string) => `\`${path}\` comes from here.`,
	ja: (path) => `\`${path}\` はここから書き込まれます。`,
});

const noSource = text({
	en: () => "This item of `sources` brings no files.",
	ja: () => "`sources` のこの項目にはファイルのソースがありません。",
});
const SOURCES = [
	"secret",
	"configMap",
	"downwardAPI",
	"serviceAccountToken",
	"clusterTrustBundle",
	"podCertificate",
];

/** A file of a volume, as the server's warning speaks of it. */
interface File {
	readonly place: Place;
	readonly path: string;
	readonly source: string;
}

/** `warningsForOverlappingVirtualPaths`: the server accepts files that lie in the way of others. */
export function overlapWarnings(answer: Answer, volume: Place): void {
	const name = volume.at("name").string;
	if (name === undefined) return;
	const say = (what: string, files: readonly File[]) =>
		overlaps(answer, volume, `volume ${goQuote(name)} (${what})`, files);
	const configMap = volume.at("configMap");
	const secret = volume.at("secret");
	say(
		`ConfigMap ${goQuote(configMap.at("name").string ?? "")}`,
		items(configMap),
	);
	say(`Secret ${goQuote(secret.at("secretName").string ?? "")}`, items(secret));
	say("DownwardAPI", items(volume.at("downwardAPI")));
	const sources = objectsOf(volume.in("projected", "sources"));
	say("Projected", sources.flatMap(filesOf));
	for (const source of sources)
		if (!answer.partial && SOURCES.every((key) => !source.at(key).isSet))
			answer.warn(
				source,
				`volume ${goQuote(name)} (Projected) has no sources provided`,
				noSource(),
				{ rule: "api-warning" },
			);
}

function items(source: Place, called = ""): readonly File[] {
	return objectsOf(source.at("items")).flatMap((item) =>
		file(item.at("path"), called),
	);
}

function file(place: Place, source: string): readonly File[] {
	const path = place.string?.replace(/\/+$/, "");
	return path ? [{ place, path, source }] : [];
}

/** The files of the one source that the server sees in an item. */
function filesOf(item: Place): readonly File[] {
	const named = (name: string) => item.at(name).at("name").string ?? "";
	if (item.at("configMap").at("items").isSet)
		return items(
			item.at("configMap"),
			`ConfigMap ${goQuote(named("configMap"))}`,
		);
	if (item.at("secret").at("items").isSet)
		return items(item.at("secret"), `Secret ${goQuote(named("secret"))}`);
	if (item.at("downwardAPI").at("items").isSet)
		return items(item.at("downwardAPI"), "DownwardAPI");
	const token = item.at("serviceAccountToken");
	if (token.isSet) return file(token.at("path"), "ServiceAccountToken");
	const bundle = item.at("clusterTrustBundle");
	if (bundle.isSet) {
		const name = bundle.at("name").isSet ? "name" : "signerName";
		return file(
			bundle.at("path"),
			`ClusterTrustBundle ${goQuote(bundle.at(name).string ?? "")}`,
		);
	}
	const certificate = item.at("podCertificate");
	return [
		...file(certificate.at("certificateChainPath"), "PodCertificate chain"),
		...file(certificate.at("keyPath"), "PodCertificate key"),
		...file(
			certificate.at("credentialBundlePath"),
			"PodCertificate credential bundle",
		),
	];
}

function overlaps(
	answer: Answer,
	volume: Place,
	subject: string,
	files: readonly File[],
): void {
	for (const [index, one] of files.entries())
		for (const earlier of files.slice(0, index)) {
			if (
				!`${earlier.path}/`.startsWith(`${one.path}/`) &&
				!`${one.path}/`.startsWith(`${earlier.path}/`)
			)
				continue;
			answer.warn(
				volume,
				`${subject}: overlapping paths: ${printed(one)} with ${printed(earlier)}`,
				overlap(one.path, earlier.path),
				{
					rule: "projected-sa-token-overlap",
					at: one.place.range,
					related: {
						at: earlier.place.range,
						message: other(earlier.path),
					},
				},
			);
		}
}

const printed = ({ path, source }: File): string =>
	source === "" ? goQuote(path) : `${goQuote(path)} (${source})`;
