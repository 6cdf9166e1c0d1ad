import { text } from "../../text/language";
import type { Answer } from "../answer";
import { type Constraints, oneOf, required } from "../constraint";
import { dnsSubdomain } from "../formats";
import { nonReserved, signerName } from "../formats-volume";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { fieldReference, resourceReference } from "./environment-selectors";
import { check, objectsOf, relativePath } from "./volume-place";
import { fileMode, KEY_TO_PATH } from "./volume-plain";

const RULE = "projected-sa-token-overlap";

const noReference = text({
	en: () => "This file needs a `fieldRef` or a `resourceFieldRef`.",
	ja: () => "このファイルには `fieldRef` か `resourceFieldRef` が必要です。",
});
const bothReferences = text({
	en: () => "A file has a `fieldRef` or a `resourceFieldRef`, not both.",
	ja: () =>
		"ファイルに書けるのは `fieldRef` か `resourceFieldRef` のどちらか一方です。",
});

const FILE: Constraints = {
	path: [required(), relativePath(nonReserved)],
	mode: [fileMode],
};
const MODE: Constraints = { defaultMode: [fileMode] };

/** `validateDownwardAPIVolumeSource`. The server's paths have no position of the file. */
export function downwardApi(answer: Answer, source: Place): void {
	check(answer, source, MODE);
	for (const item of objectsOf(source.at("items")))
		downwardFile(answer, item.called(source.path));
}

function downwardFile(answer: Answer, file: Place): void {
	check(answer, file, FILE);
	const field = file.at("fieldRef");
	const resource = file.at("resourceFieldRef");
	if (field.isSet) {
		if (field.mapping) fieldReference(answer, field, "volume");
		if (resource.isSet)
			answer.invalid(file, {
				value: '"resource"',
				detail:
					"fieldRef and resourceFieldRef can not be specified simultaneously",
				message: bothReferences(),
				at: resource.keyRange,
			});
	} else if (resource.isSet) {
		if (resource.mapping) resourceReference(answer, resource, "volume");
	} else if (!answer.partial)
		answer.required(file, {
			detail: "one of fieldRef and resourceFieldRef is required",
			message: noReference(),
		});
}

const conflicting = text({
	en: (path: string) =>
		`Two sources of this volume write the file \`${path}\`.`,
	ja: (path) =>
		`このボリュームの2つのソースが、同じファイル \`${path}\` に書き込みます。`,
});
const firstHere = text({
	en: (path: string) => `\`${path}\` comes from here, too.`,
	ja: (path) => `\`${path}\` はここからも書き込まれます。`,
});
const onlyOne = text({
	en: () => "Each item of `sources` may have one source only.",
	ja: () => "`sources` の1つの項目に書けるソースは1つだけです。",
});
const shortLife = text({
	en: () => "A token must be valid for 600 seconds or more.",
	ja: () => "トークンの有効期間は600秒以上でなければなりません。",
});
const longLife = text({
	en: () => "A token may be valid for at most 2^32 seconds.",
	ja: () => "トークンの有効期間は2^32秒以内でなければなりません。",
});

/** The files of a projected volume, and who writes them. */
class Files {
	readonly #firsts = new Map<string, Place>();

	constructor(
		readonly answer: Answer,
		readonly volume: Place,
	) {}

	/** @param value what the server prints: the object, or the path */
	add(place: Place, value?: string): void {
		const path = place.string;
		if (path === undefined || path === "") return;
		const first = this.#firsts.get(path);
		if (first === undefined) {
			this.#firsts.set(path, place);
			return;
		}
		this.answer.invalid(this.volume, {
			rule: RULE,
			value: goQuote(value ?? path),
			detail: "conflicting duplicate paths",
			message: conflicting(path),
			at: place.range,
			related: { at: first.range, message: firstHere(path) },
		});
	}
}

/** `validateProjectedVolumeSource`. */
export function projected(answer: Answer, volume: Place): void {
	check(answer, volume, MODE);
	const files = new Files(answer, volume);
	for (const item of objectsOf(volume.at("sources"))) {
		const set = Object.keys(PROJECTIONS).filter((name) => item.at(name).isSet);
		for (const name of set) {
			const source = item.at(name);
			if (source.mapping) PROJECTIONS[name]?.(answer, source, files);
		}
		if (set.length > 1)
			answer.forbidden(item, {
				rule: "volume-source-count",
				detail: `may not specify more than 1 volume type${answer.atLeast("1.31") ? " per source" : ""}`,
				message: onlyOne(),
			});
	}
}

type Projection = (answer: Answer, source: Place, files: Files) => void;

const NAMED: Constraints = { name: [required()] };

const keys: Projection = (answer, source, files) => {
	check(answer, source, NAMED);
	for (const item of objectsOf(source.at("items"))) {
		check(answer, item, KEY_TO_PATH);
		files.add(item.at("path"), source.at("name").string ?? "");
	}
};

const downward: Projection = (answer, source, files) => {
	for (const item of objectsOf(source.at("items"))) {
		downwardFile(answer, item.called(source.path));
		files.add(item.at("path"));
	}
};

const token: Projection = (answer, source, { volume }) => {
	const seconds = source.at("expirationSeconds");
	const value = seconds.integer;
	if (seconds.isSet && value !== undefined) {
		if (value < 600)
			answer.invalid(seconds, {
				detail: "may not specify a duration less than 10 minutes",
				message: shortLife(),
				instead: ["600"],
			});
		if (value > 2 ** 32)
			answer.invalid(seconds, {
				detail: "may not specify a duration larger than 2^32 seconds",
				message: longLife(),
			});
	}
	const path = source.at("path").called(`${volume.path}.path`);
	required()(answer, path);
	if (answer.atLeast("1.30")) relativePath(nonReserved)(answer, path);
};

const oneName = text({
	en: () => "Only one of `name` and `signerName` may be used.",
	ja: () => "使えるのは `name` か `signerName` のどちらか一方です。",
});
const someName = text({
	en: () => "Trust bundles are chosen by `name` or by `signerName`.",
	ja: () => "信頼バンドルは `name` か `signerName` で指定します。",
});
const noSelector = text({
	en: () => "`labelSelector` goes with `signerName` only.",
	ja: () => "`labelSelector` は `signerName` とだけ一緒に使えます。",
});
const badBundle = text({
	en: (name: string) => `\`${name}\` cannot be the name of a trust bundle.`,
	ja: (name) => `\`${name}\` は信頼バンドルの名前として使えません。`,
});

const BUNDLE: Constraints = { path: [required(), relativePath(nonReserved)] };

const trustBundle: Projection = (answer, source, files) => {
	const name = source.at("name");
	const signer = source.at("signerName");
	const selector = source.at("labelSelector");
	if (name.isSet && signer.isSet)
		answer.invalid(source, {
			// The server prints its own struct, with the names that Go has for the fields.
			value: JSON.stringify({
				Name: name.string,
				SignerName: signer.string,
				LabelSelector: null,
				Optional: source.at("optional").isSet
					? source.at("optional").boolean
					: null,
				Path: source.at("path").string,
				User: null,
			}),
			detail: "only one of name and signerName may be used",
			message: oneName(),
			at: signer.keyRange,
		});
	else if (name.isSet) {
		if (name.string === "")
			answer.required(name, { detail: "must be a valid object name" });
		if (name.string !== undefined)
			for (const detail of bundleFlaws(name.string))
				answer.invalid(name, {
					detail: `not a valid clustertrustbundlename: ${detail}`,
					message: badBundle(name.string),
				});
		if (selector.isSet)
			answer.invalid(selector, {
				detail: "labelSelector must be unset if name is specified",
				message: noSelector(),
				at: selector.keyRange,
			});
	} else if (signer.isSet) {
		if (signer.string === "")
			answer.required(signer, { detail: "must be a valid signer name" });
		signerOf(answer, signer);
	} else if (!answer.partial)
		answer.required(source, {
			detail: "either name or signerName must be specified",
			message: someName(),
		});
	check(answer, source, BUNDLE);
	files.add(source.at("path"));
};

function bundleFlaws(name: string): readonly string[] {
	const details = (text: string) =>
		dnsSubdomain(text).map(({ detail }) => detail);
	const colon = name.lastIndexOf(":");
	return details(colon < 0 ? name : name.slice(colon + 1));
}

function signerOf(answer: Answer, place: Place): void {
	const name = place.string;
	if (name === "") answer.required(place);
	else if (name !== undefined)
		for (const { part, detail, message } of signerName(name))
			answer.invalid(place, {
				value: goQuote(part),
				detail,
				message: message("signerName"),
			});
}

const noPath = text({
	en: () =>
		"A certificate needs a file: `credentialBundlePath`, `keyPath` or `certificateChainPath`.",
	ja: () =>
		"証明書には `credentialBundlePath`、`keyPath`、`certificateChainPath` のいずれかが必要です。",
});
const lifetime = text({
	en: (most: number) =>
		`\`maxExpirationSeconds\` must be a number from 3600 to ${most}.`,
	ja: (most) =>
		`\`maxExpirationSeconds\` は3600から${most}までの数でなければなりません。`,
});
const KEY_TYPES = [
	"RSA3072",
	"RSA4096",
	"ECDSAP256",
	"ECDSAP384",
	"ECDSAP521",
	"ED25519",
];

const certificate: Projection = (answer, source, files) => {
	const signer = source.at("signerName");
	signerOf(answer, signer);
	const keyType = source.at("keyType");
	if (keyType.string === "" && (keyType.isWritten || !answer.partial))
		answer.unsupported(keyType, KEY_TYPES);
	else oneOf(...KEY_TYPES)(answer, keyType);
	const seconds = source.at("maxExpirationSeconds");
	const own = /^(?:[^/]*\.)?kubernetes\.io\//.test(signer.string ?? "");
	const most = own ? 86_400 : 7_862_400;
	if (seconds.isSet && seconds.integer !== undefined) {
		if (seconds.integer < 3600)
			answer.invalid(seconds, {
				detail: "if provided, maxExpirationSeconds must be >= 3600",
				message: lifetime(most),
				instead: ["3600"],
			});
		if (seconds.integer > most && signer.string !== undefined)
			answer.invalid(seconds, {
				detail: `if provided, maxExpirationSeconds must be <= ${most}`,
				message: lifetime(most),
				instead: [String(most)],
			});
	}
	const paths = ["credentialBundlePath", "keyPath", "certificateChainPath"].map(
		(name) => source.at(name),
	);
	for (const path of paths) {
		relativePath(nonReserved)(answer, path);
		files.add(path);
	}
	if (paths.every(({ string }) => string === "") && !answer.partial)
		answer.required(source, {
			detail:
				"specify at least one of credentialBundlePath, keyPath, and certificateChainPath",
			message: noPath(),
		});
};

const PROJECTIONS: Readonly<Record<string, Projection>> = {
	secret: keys,
	configMap: keys,
	downwardAPI: downward,
	serviceAccountToken: token,
	clusterTrustBundle: trustBundle,
	podCertificate: certificate,
};
