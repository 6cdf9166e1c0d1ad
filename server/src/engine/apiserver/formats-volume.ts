import { type Message, text } from "../text/language";
import { dnsLabel, dnsSubdomain, type Flaw, type Format } from "./formats";

/** Formats of what volumes, mounts and environment variables are made of. */

const flaw = (
	detail: string | false,
	message: (field: string) => Message,
): readonly Flaw[] => (detail === false ? [] : [{ detail, message }]);

const strictName = text({
	en: (field: string) =>
		`\`${field}\` may only have letters, digits, \`_\`, \`-\` and \`.\`, and must not begin with a digit or \`..\`.`,
	ja: (field) =>
		`\`${field}\` に使えるのは英数字、\`_\`、\`-\`、\`.\` だけで、数字や \`..\` で始めることはできません。`,
});
const printable = text({
	en: (field: string) =>
		`\`${field}\` may only have printable ASCII characters other than \`=\`.`,
	ja: (field) =>
		`\`${field}\` に使えるのは \`=\` 以外の印字可能なASCII文字だけです。`,
});
const keyLike = text({
	en: (field: string) =>
		`\`${field}\` must be the key of a ConfigMap or Secret: letters, digits, \`-\`, \`_\` and \`.\`, not beginning with \`..\`.`,
	ja: (field) =>
		`\`${field}\` はConfigMapやSecretのキーでなければなりません。使えるのは英数字、\`-\`、\`_\`、\`.\` で、\`..\` で始めることはできません。`,
});

function dotted(value: string): string | false {
	if (value === "." || value === "..") return `must not be '${value}'`;
	return value.startsWith("..") && "must not start with '..'";
}

/** `IsEnvVarName`: the name of an environment variable before 1.32. */
export const environmentName: Format = (value) => [
	...flaw(
		!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value) &&
			"a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')",
		strictName,
	),
	...flaw(dotted(value), strictName),
];

/** `IsRelaxedEnvVarName`: from 1.32 on. */
export const relaxedEnvironmentName: Format = (value) =>
	flaw(
		!/^[\x20-\x3c\x3e-\x7e]*$/.test(value) &&
			"a valid environment variable name must consist only of printable ASCII characters other than '='",
		printable,
	);

/** `IsConfigMapKey`. */
export const configMapKey: Format = (value) => [
	...flaw(value.length > 253 && "must be no more than 253 characters", keyLike),
	...flaw(
		!/^[-._a-zA-Z0-9]+$/.test(value) &&
			"a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
		keyLike,
	),
	...flaw(dotted(value), keyLike),
];

/** `NameIsDNSSubdomain` of what may be the beginning of a name: a hyphen may end it. */
export const namePrefix: Format = (value) =>
	dnsSubdomain(
		value.length > 1 && value.endsWith("-") ? `${value.slice(0, -2)}a` : value,
	);

const noBackstep = text({
	en: (field: string) => `\`${field}\` must not lead out with \`..\`.`,
	ja: (field) => `\`${field}\` に \`..\` を含めることはできません。`,
});
const relative = text({
	en: (field: string) =>
		`\`${field}\` must be a relative path, without a slash at its beginning.`,
	ja: (field) =>
		`\`${field}\` は、スラッシュで始まらない相対パスでなければなりません。`,
});
const absolute = text({
	en: (field: string) =>
		`\`${field}\` must be an absolute path, with a slash at its beginning.`,
	ja: (field) =>
		`\`${field}\` は、スラッシュで始まる絶対パスでなければなりません。`,
});

/** A path without `..` as one of its parts. */
export const withoutBacksteps: Format = (value) =>
	flaw(value.split("/").includes("..") && "must not contain '..'", noBackstep);

/** A relative path that stays below where it begins. */
export const descending: Format = (value) => [
	...flaw(value.startsWith("/") && "must be a relative path", relative),
	...withoutBacksteps(value),
];

/** A relative path that does not begin with what the kubelet keeps for itself. */
export const nonReserved: Format = (value) => [
	...descending(value),
	...flaw(
		value.startsWith("..") &&
			!value.startsWith("../") &&
			"must not start with '..'",
		noBackstep,
	),
];

/** An absolute path. */
export const absolutePath: Format = (value) =>
	flaw(!value.startsWith("/") && "must be an absolute path", absolute);

const iscsiLike = text({
	en: (field: string) =>
		`\`${field}\` must be an iSCSI name such as \`iqn.2001-04.com.example:storage\`, \`eui.\` or \`naa.\`.`,
	ja: (field) =>
		`\`${field}\` は \`iqn.2001-04.com.example:storage\`、\`eui.\`、\`naa.\` のようなiSCSI名でなければなりません。`,
});

const ISCSI: Readonly<Record<string, RegExp>> = {
	iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)$/,
	eui: /^eui.[a-zA-Z0-9]{16}$/,
	naa: /^naa.[a-zA-Z0-9]{32}$/,
};

/** A qualified iSCSI name of a target or an initiator. */
export const iscsiName: Format = (value) => {
	const form = ISCSI[value.slice(0, 3)];
	if (!form)
		return flaw(
			"must be valid format starting with iqn, eui, or naa",
			iscsiLike,
		);
	return flaw(!form.test(value) && "must be valid format", iscsiLike);
};

const signerLike = text({
	en: (field: string) =>
		`\`${field}\` must name a signer by domain and path, such as \`example.com/signer\`.`,
	ja: (field) =>
		`\`${field}\` は \`example.com/signer\` のように、ドメインとパスで署名者を指定しなければなりません。`,
});

/** A flaw of a part of a text, which the server prints instead of the whole. */
export interface PartFlaw extends Flaw {
	readonly part: string;
}

/** `ValidateSignerName`, but for its lengths. */
export function signerName(value: string): readonly PartFlaw[] {
	const segments = value.split("/");
	const [domain = "", path = ""] = segments;
	if (segments.length !== 2)
		return [
			{
				part: value,
				detail:
					"must be a fully qualified domain and path of the form 'example.com/signer-name'",
				message: signerLike,
			},
		];
	const labels = domain.split(".");
	const firstOf = (
		part: string,
		names: readonly string[],
		check: Format,
	): PartFlaw[] => {
		const bad = names.find((name) => check(name).length > 0);
		return bad === undefined
			? []
			: check(bad).map(({ detail }) => ({
					part,
					detail: `validating label ${JSON.stringify(bad)}: ${detail}`,
					message: signerLike,
				}));
	};
	return [
		...firstOf(domain, labels, dnsLabel),
		...(labels.length < 2
			? [
					{
						part: domain,
						detail:
							"should be a domain with at least two segments separated by dots",
						message: signerLike,
					},
				]
			: []),
		...firstOf(path, path.split("."), dnsSubdomain),
	];
}
