import { text } from "../../text/language";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { dnsSubdomain } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { parseAddress } from "./pod-address";
import { isElsewhere } from "./pod-selector";

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const MOST_LETTERS = 2048;

const UNDERSCORES =
	/^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;
const UNDERSCORES_SOURCE =
	"_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*";
const PLAIN_SOURCE =
	"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

const noAddress = text({
	en: (field: string) => `\`${field}\` takes an IPv4 or IPv6 address.`,
	ja: (field) => `\`${field}\` にはIPv4またはIPv6アドレスを書きます。`,
});
const strictAddress = text({
	en: (field: string, address: string) =>
		`\`${field}\` must be an address that can be read in one way only: \`${address}\`.`,
	ja: (field, address) =>
		`\`${field}\` のアドレスは、読み方が1通りに決まる形で書きます: \`${address}\``,
});
const needsServers = text({
	en: () =>
		"With `dnsPolicy: None` the Pod has only the name servers of `dnsConfig`: it needs at least one.",
	ja: () =>
		"`dnsPolicy: None` のPodが使うのは `dnsConfig` のネームサーバーだけです。1つ以上必要です。",
});
const tooManyServers = text({
	en: (most: number) => `A Pod can have ${most} name servers at most.`,
	ja: (most) => `ネームサーバーは${most}個まで設定できます。`,
});
const tooManySearches = text({
	en: (most: number) => `A Pod can have ${most} search domains at most.`,
	ja: (most) => `検索ドメインは${most}個まで設定できます。`,
});
const tooLongSearches = text({
	en: (most: number) =>
		`All search domains together, with a space between each, may have ${most} characters at most.`,
	ja: (most) => `検索ドメインは、間の空白も含めて合計${most}文字までです。`,
});
const searchForm = text({
	en: () =>
		"A search domain has small letters, digits, `-`, `_` and `.`, and each part begins with a letter, a digit or `_`, and ends with a letter or digit.",
	ja: () =>
		"検索ドメインに使えるのは英小文字、数字、`-`、`_`、`.` です。各部の先頭は英小文字、数字か `_`、末尾は英小文字か数字です。",
});
const nameless = text({
	en: () => "A DNS option needs a `name`.",
	ja: () => "DNSオプションには `name` が必要です。",
});
const fqdnToo = text({
	en: () =>
		"`hostnameOverride` already decides the host name: `setHostnameAsFQDN: true` contradicts it.",
	ja: () =>
		"ホスト名は `hostnameOverride` で決まります。`setHostnameAsFQDN: true` とは一緒に使えません。",
});
const hostsName = text({
	en: () =>
		"A Pod with `hostNetwork: true` has the node's host name: `hostnameOverride` cannot change it.",
	ja: () =>
		"`hostNetwork: true` のPodはノードのホスト名を使います。`hostnameOverride` では変えられません。",
});
const longName = text({
	en: () => "`hostnameOverride` may have 64 characters at most.",
	ja: () => "`hostnameOverride` は64文字以内でなければなりません。",
});

/** `validatePodDNSConfig`. */
export function dnsConfig(answer: Answer, spec: Place): void {
	const config = spec.at("dnsConfig");
	const servers = config.at("nameservers");
	if (spec.at("dnsPolicy").string === "None" && servers.isEmpty) {
		answer.required(config.isSet ? servers : config, {
			detail: config.isSet
				? "must provide at least one DNS nameserver when `dnsPolicy` is None"
				: "must provide `dnsConfig` when `dnsPolicy` is None",
			message: needsServers(),
		});
		return;
	}
	if (servers.items.length > MOST_NAMESERVERS)
		answer.invalid(servers, {
			value: stringsOf(answer, servers),
			detail: `must not have more than ${MOST_NAMESERVERS} nameservers`,
			message: tooManyServers(MOST_NAMESERVERS),
			at: servers.keyRange,
		});
	for (const server of servers.items) address(answer, server, server.path);
	searchDomains(answer, config.at("searches"));
	for (const option of config.at("options").items)
		if (option.at("name").string === "" && !isElsewhere(answer, option))
			answer.required(option, {
				detail: "must not be empty",
				message: nameless(),
			});
}

function searchDomains(answer: Answer, searches: Place): void {
	const texts = searches.items.map(({ string }) => string ?? "");
	const value = stringsOf(answer, searches);
	if (texts.length > MOST_SEARCHES)
		answer.invalid(searches, {
			value,
			detail: `must not have more than ${MOST_SEARCHES} search paths`,
			message: tooManySearches(MOST_SEARCHES),
			at: searches.keyRange,
		});
	if (texts.join(" ").length > MOST_LETTERS)
		answer.invalid(searches, {
			value,
			detail: `must not have more than ${MOST_LETTERS} characters (including spaces) in the search list`,
			message: tooLongSearches(MOST_LETTERS),
			at: searches.keyRange,
		});
	for (const search of searches.items) {
		const written = search.string;
		if (written === undefined) continue;
		const domain = written.replace(/\.$/, "");
		const value = goQuote(domain);
		if (!answer.atLeast("1.33")) {
			for (const { detail, message } of dnsSubdomain(domain))
				answer.invalid(search, { value, detail, message: message("searches") });
		} else if (written !== "." && !UNDERSCORES.test(domain))
			answer.invalid(search, {
				value,
				detail: `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${answer.atLeast("1.34") ? UNDERSCORES_SOURCE : PLAIN_SOURCE}')`,
				message: searchForm(),
			});
	}
}

/** A list of strings as the server prints it. */
function stringsOf(answer: Answer, list: Place): string {
	const texts = list.items.map(({ string }) => goQuote(string ?? ""));
	return answer.atLeast("1.34")
		? `[${texts.join(",")}]`
		: `[]string{${texts.join(", ")}}`;
}

/** `ValidateHostAliases`; before 1.30 the server's path had no index. */
export function hostAliases(answer: Answer, spec: Place): void {
	const aliases = spec.at("hostAliases");
	for (const alias of aliases.items) {
		const base = answer.atLeast("1.30") ? alias.path : aliases.path;
		const ip = alias.at("ip");
		if (!isElsewhere(answer, ip)) address(answer, ip, `${base}.ip`);
		for (const host of alias.at("hostnames").items) {
			const name = host.string;
			if (name === undefined) continue;
			if (answer.atLeast("1.30")) reportFlaws(answer, host, dnsSubdomain(name));
			else
				for (const { detail, message } of dnsSubdomain(name))
					answer.invalid(host, {
						path: `${base}.hostnames`,
						detail,
						message: message("hostnames"),
					});
		}
	}
}

function address(answer: Answer, place: Place, path: string): void {
	const written = place.string;
	if (written === undefined) return;
	const field = typeof place.key === "string" ? place.key : "nameservers";
	const found = parseAddress(written);
	if (!found)
		answer.invalid(place, {
			path,
			detail: answer.atLeast("1.30")
				? "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
				: "must be valid IP address",
			message: noAddress(field),
		});
	else if (found.legacy && answer.atLeast("1.36"))
		answer.invalid(place, {
			path,
			detail:
				found.legacy === "mapped"
					? "must not be an IPv4-mapped IPv6 address"
					: "must not have leading 0s",
			message: strictAddress(field, found.canonical),
			instead: [found.canonical],
		});
}

/** `validatePodHostName`. */
export function hostnameOverride(answer: Answer, spec: Place): void {
	const place = spec.at("hostnameOverride");
	if (!place.isSet) return;
	if (spec.at("setHostnameAsFQDN").boolean)
		answer.forbidden(place, {
			detail: "may not be specified when setHostnameAsFQDN is true",
			message: fqdnToo(),
			at: place.keyRange,
		});
	if (spec.at("hostNetwork").boolean)
		answer.forbidden(place, {
			detail: "may not be specified when hostNetwork is true",
			message: hostsName(),
			at: place.keyRange,
		});
	const name = place.string;
	if (name === undefined) return;
	if (name.length > 64) answer.tooLong(place, 64, { message: longName() });
	reportFlaws(answer, place, dnsSubdomain(name));
}
