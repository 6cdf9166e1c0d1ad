import { type Message, text } from "../../text/language";
import type { Answer } from "../answer";
import { range, reportFlaws } from "../constraint";
import { type Format, portName } from "../formats";
import type { Place } from "../place";
import { sleep } from "./sleep";

const HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc", "sleep"] as const;

const header = text({
	en: (value: string) =>
		`\`${value}\` cannot be the name of an HTTP header: use letters, digits and \`-\`.`,
	ja: (value) =>
		`\`${value}\` はHTTPヘッダーの名前に使えません。使えるのは英数字と \`-\` だけです。`,
});
const noPort = text({
	en: (handler: string) => `\`${handler}\` does not say which port to use.`,
	ja: (handler) => `\`${handler}\` に \`port\` がありません。`,
});

const HEADER_NAME = /^[-A-Za-z0-9]+$/;
const BAD_HEADER =
	"a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

/** What to say where there is no handler, or more than one. */
export interface HandlerRules {
	readonly none: { readonly rule: string; readonly message: Message };
	readonly many: {
		readonly rule: string;
		readonly message: (one: string, other: string) => Message;
	};
}

/** `validateHandler`: a probe or hook has one handler; only the first one is looked at more closely. */
export function handler(
	answer: Answer,
	place: Place,
	{ none, many }: HandlerRules,
): void {
	const [first, ...others] = HANDLERS.map((name) => place.at(name)).filter(
		({ isSet }) => isSet,
	);
	if (!first) {
		if (answer.partial) return;
		answer.required(place, { detail: "must specify a handler type", ...none });
		return;
	}
	if (first.mapping) CHECKS[String(first.key)]?.(answer, first);
	for (const other of others)
		answer.forbidden(other, {
			rule: many.rule,
			detail: "may not specify more than 1 handler type",
			message: many.message(String(first.key), String(other.key)),
			at: other.keyRange,
		});
}

const CHECKS: Readonly<
	Record<string, (answer: Answer, handler: Place) => void>
> = {
	exec(answer, place) {
		const command = place.at("command");
		if (command.isEmpty) answer.required(command);
	},
	httpGet(answer, place) {
		port(answer, place);
		const scheme = place.at("scheme");
		const value = scheme.string;
		if (value !== undefined && !["", "HTTP", "HTTPS"].includes(value))
			answer.unsupported(scheme, ["HTTP", "HTTPS"]);
		for (const { name, flawed } of headers(answer, place))
			answer.invalid(name, {
				path: `${place.path}.httpHeaders`,
				detail: BAD_HEADER,
				message: header(flawed),
			});
	},
	tcpSocket: port,
	grpc: port,
	sleep,
};

function headers(
	answer: Answer,
	place: Place,
): readonly { name: Place; flawed: string }[] {
	return place.at("httpHeaders").items.flatMap((item) => {
		const name = item.at("name");
		const value = item.mapping && name.string;
		if (value === undefined || HEADER_NAME.test(value)) return [];
		return !name.isSet && answer.partial ? [] : [{ name, flawed: value }];
	});
}

/** A number, or, where the field takes one, the name of a port of the container. */
function port(answer: Answer, place: Place): void {
	const at = place.at("port");
	if (!at.isSet) {
		if (answer.partial) return;
		answer.invalid(at, {
			value: "0",
			detail: "must be between 1 and 65535, inclusive",
			message: noPort(String(place.key)),
		});
		return;
	}
	range(1, 65535)(answer, at);
	if (at.json?.type === "string" && at.field?.scalar === "int-or-string")
		reportFlaws(answer, at, numberAsText(at.json.text));
}

const quotedNumber = text({
	en: (value: string) =>
		`The quotation marks make \`"${value}"\` the name of a port; write the number without them.`,
	ja: (value) =>
		`引用符があるため \`"${value}"\` はポート名とみなされます。番号なら引用符を外してください。`,
});

/** A number in quotation marks is what a bad name mostly is. */
const numberAsText: Format = (value) =>
	portName(value).map((flaw) =>
		/^\d+$/.test(value)
			? { ...flaw, message: () => quotedNumber(value) }
			: flaw,
	);
