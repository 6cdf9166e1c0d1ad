import { fixedText, text } from "../../text/language";
import { Literal, type Tree } from "../../yaml/render";
import { valueAt } from "../../yaml/tree";
import type { Container } from "../container";
import { stringOf } from "../values";
import { freeContainerName } from "./free";
import { PATTERN_IMAGES } from "./images";
import { resourcesLike, securityLike, toValue } from "./manner";
import { type Called, called } from "./notes";
import { amongInits } from "./placement";
import type { Pattern } from "./plan";
import { type Remote, remotesOf, speaksOf, storeHostOf } from "./remote";

const replace = text({
	en: (app: Called) =>
		`Replace \`database\` and \`5432\` by what ${app.en} waits for: its variables do not tell that for certain.`,
	ja: (app) =>
		`\`database\` と \`5432\` を、${app.ja}が必要とする接続先に置き換えてください。環境変数からは確実には分かりません。`,
});

const checkPort = text({
	en: (name: string) =>
		`Check the port \`${PORT}\`: \`${name}\` does not tell it.`,
	ja: (name) =>
		`ポート \`${PORT}\` を確認してください。\`${name}\` からは分かりません。`,
});

/** An init container that waits, for a limited time, until what the application needs can be reached. */
export const initContainer: Pattern = {
	id: "init-container",
	title: fixedText({
		en: "Insert an init container that waits for a service (init container pattern)",
		ja: "サービスを待つInitコンテナを挿入(Initコンテナパターン)",
	}),
	plan(situation) {
		const { pod, app } = situation;
		const image = PATTERN_IMAGES.busybox;
		const remote = remotesOf(app).find((each) => addressOf(each) !== undefined);
		const host = remote ? undefined : hostOnly(app);
		const address = (remote && addressOf(remote)) ?? host ?? PLACEHOLDER;
		const word = remote?.word ?? "database";
		return {
			container: {
				name: freeContainerName(pod, `wait-for-${word}`),
				image: image.image,
				command: ["sh", "-c", new Literal(script(address))],
				env: address.env,
				resources: resourcesLike(pod, image),
				securityContext: securityLike(pod, image),
			},
			list: "initContainers",
			index: amongInits(
				situation,
				(init) => remote !== undefined && speaksOf(init, remote),
			),
			notes: remote
				? []
				: [host ? checkPort(host.host.slice(1)) : replace(called(app))],
		};
	},
};

interface Address {
	/** As a shell writes them. */
	readonly host: string;
	readonly port: string;
	readonly env: readonly Tree[];
}

const variables = (word: string, host: string, port: number): Address => {
	const prefix = word.toUpperCase().replaceAll("-", "_");
	return {
		host: `$${prefix}_HOST`,
		port: `$${prefix}_PORT`,
		env: [
			{ name: `${prefix}_HOST`, value: host },
			{ name: `${prefix}_PORT`, value: String(port) },
		],
	};
};

/** Of a database, where nothing tells it. */
const PORT = 5432;
const PLACEHOLDER = variables("database", "database", PORT);

/** A variable that names a host, with a port that is most likely. */
function hostOnly(app: Container): Address | undefined {
	const variable = storeHostOf(app);
	const name = stringOf(valueAt(variable, "name"));
	const copy = variable && toValue(variable);
	return name !== undefined && /^[A-Za-z_]\w*$/.test(name) && copy
		? { host: `$${name}`, port: String(PORT), env: [copy] }
		: undefined;
}

/** The variables of the application where they say host and port by themselves, so that both stay the same. */
function addressOf(remote: Remote): Address | undefined {
	const { host, port, hostAt, word } = remote;
	const isAlone =
		hostAt.start === 0 &&
		(!hostAt.value || hostAt.end === hostAt.value.text.length);
	if (host !== undefined && !isAlone)
		return port === undefined ? undefined : variables(word, host, port);
	const names = remote.variables.map((each) => stringOf(valueAt(each, "name")));
	const env = remote.variables.map((each) => toValue(each));
	const [hostName, portName] = names;
	if (
		hostName === undefined ||
		!names.every((name) => /^[A-Za-z_]\w*$/.test(name ?? "")) ||
		!env.every((each) => each !== undefined)
	)
		return undefined;
	return {
		host: `$${hostName}`,
		port: portName === undefined ? String(port) : `$${portName}`,
		env,
	};
}

const script = ({ host, port }: Address): string =>
	[
		"trap 'exit 143' TERM",
		"deadline=$(($(date +%s) + 120))",
		`until nc -z -w 2 "${host}" "${port}"; do`,
		'  [ "$(date +%s)" -lt "$deadline" ] || exit 1',
		"  sleep 2 &",
		"  wait $!",
		"done",
		"",
	].join("\n");
