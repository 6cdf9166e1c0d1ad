import { type Message, text } from "../text/language";

/** A way in which a text is not what a field must hold: what the server says, and what that means. */
export interface Flaw {
	readonly detail: string;
	readonly message: (field: string) => Message;
}

/** Finds what is wrong with a text; nothing is wrong with most. */
export type Format = (text: string) => readonly Flaw[];

const LABEL =
	"a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN =
	"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const QUALIFIED =
	"must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_VALUE =
	"a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const IS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const IS_SUBDOMAIN =
	/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const IS_QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const IS_LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const lowerCase = text({
	en: (field: string) =>
		`\`${field}\` may only have small letters, digits and hyphens, and must begin and end with a letter or digit.`,
	ja: (field) =>
		`\`${field}\` に使えるのは英小文字、数字、ハイフンだけで、先頭と末尾は英小文字か数字でなければなりません。`,
});
const lowerCaseDots = text({
	en: (field: string) =>
		`\`${field}\` may only have small letters, digits, hyphens and dots, and each part must begin and end with a letter or digit.`,
	ja: (field) =>
		`\`${field}\` に使えるのは英小文字、数字、ハイフン、ドットだけで、ドットで区切られた各部の先頭と末尾は英小文字か数字でなければなりません。`,
});
const nameLike = text({
	en: (field: string) =>
		`\`${field}\` must have the form of a name, with letters, digits, \`-\`, \`_\` and \`.\`, or of \`prefix/name\`.`,
	ja: (field) =>
		`\`${field}\` は、英数字、\`-\`、\`_\`、\`.\` からなる名前か \`接頭辞/名前\` の形でなければなりません。`,
});
const tooLong = text({
	en: (field: string, most: number) =>
		`\`${field}\` may have at most ${most} characters.`,
	ja: (field, most) => `\`${field}\` は${most}文字以内でなければなりません。`,
});

const longest = (most: number, what = "characters"): Flaw => ({
	detail: `must be no more than ${most} ${what}`,
	message: (field) => tooLong(field, most),
});

/** `IsDNS1123Label`. */
export const dnsLabel: Format = (value) => [
	...(value.length > 63 ? [longest(63)] : []),
	...(IS_LABEL.test(value)
		? []
		: [
				{
					detail: IS_SUBDOMAIN.test(value) ? "must not contain dots" : LABEL,
					message: lowerCase,
				},
			]),
];

/** `IsDNS1123Subdomain`: the name of an object. */
export const dnsSubdomain: Format = (value) => [
	...(value.length > 253 ? [longest(253)] : []),
	...(IS_SUBDOMAIN.test(value)
		? []
		: [{ detail: SUBDOMAIN, message: lowerCaseDots }]),
];

/** `IsQualifiedName`: the key of a label, the name of a condition or resource. */
export function qualifiedName(
	value: string,
	unit = "characters",
): readonly Flaw[] {
	const flaw = (detail: string): Flaw => ({ detail, message: nameLike });
	const parts = value.split("/");
	if (parts.length > 2)
		return [
			flaw(
				`a qualified name ${QUALIFIED} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
			),
		];
	const flaws: Flaw[] = [];
	const name = parts.at(-1) ?? "";
	if (parts.length === 2) {
		const [prefix = ""] = parts;
		if (prefix === "") flaws.push(flaw("prefix part must be non-empty"));
		else
			for (const { detail } of dnsSubdomain(prefix))
				flaws.push(flaw(`prefix part ${detail}`));
	}
	if (name === "") flaws.push(flaw("name part must be non-empty"));
	else if (name.length > 63)
		flaws.push(flaw(`name part must be no more than 63 ${unit}`));
	if (!IS_QUALIFIED.test(name)) flaws.push(flaw(`name part ${QUALIFIED}`));
	return flaws;
}

/** `IsValidLabelValue`. */
export function labelValue(
	value: string,
	unit = "characters",
): readonly Flaw[] {
	return [
		...(value.length > 63 ? [longest(63, unit)] : []),
		...(IS_LABEL_VALUE.test(value)
			? []
			: [{ detail: LABEL_VALUE, message: nameLike }]),
	];
}

const portLike = text({
	en: (field: string) =>
		`\`${field}\` must be a port's name: at most 15 small letters, digits and single hyphens, with at least one letter.`,
	ja: (field) =>
		`\`${field}\` はポート名でなければなりません。15文字以内の英小文字、数字、連続しないハイフンからなり、英字を1つ以上含みます。`,
});

/** `IsValidPortName`. */
export const portName: Format = (value) =>
	[
		value.length > 15 && "must be no more than 15 characters",
		!/^[-a-z0-9]+$/.test(value) &&
			"must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
		!/[a-z]/.test(value) && "must contain at least one letter (a-z)",
		value.includes("--") && "must not contain consecutive hyphens",
		value !== "" &&
			(value.startsWith("-") || value.endsWith("-")) &&
			"must not begin or end with a hyphen",
	]
		.filter((detail) => detail !== false)
		.map((detail) => ({ detail, message: portLike }));
