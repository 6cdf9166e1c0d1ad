import { fixedText, type Message, text } from "../text/language";
import { memoize } from "../text/memo";
import { resolve } from "../yaml/tree";
import { matchesImage, roleOfImage } from "./catalogue";
import type { Container } from "./container";
import type { Pod } from "./pod";
import { onlyFollows, programOf, runsForever, tailsOf } from "./program";
import type { Assignment, Role } from "./role";

/** A person's own images: pattern → role. */
export type Catalog = Readonly<Record<string, Role>>;

const NO_CATALOG: Catalog = {};
const assignments = memoize((pod: Pod) =>
	memoize((catalog: Catalog) => assign(pod, catalog)),
);

/** The role of a container, how sure that is, and why. */
export function roleOf(
	container: Container,
	catalog: Catalog = NO_CATALOG,
): Assignment {
	return assignments(container.pod)(catalog).get(container) ?? APP;
}

const because = {
	catalog: text({
		en: (pattern: string) => `your catalogue lists \`${pattern}\``,
		ja: (pattern) => `設定のカタログに \`${pattern}\` があるため`,
	}),
	image: text({
		en: (image: string) =>
			`the built-in catalogue lists its image \`${image}\``,
		ja: (image) => `内蔵のカタログにイメージ \`${image}\` があるため`,
	}),
	tail: text({
		en: (file: string) => `it follows the file \`${file}\``,
		ja: (file) => `ファイル \`${file}\` を追い続けているため`,
	}),
	name: text({
		en: (name: string) => `it is called \`${name}\``,
		ja: (name) => `名前が \`${name}\` であるため`,
	}),
	init: fixedText({
		en: "it stands in `initContainers` and runs to its end",
		ja: "`initContainers` にあり、完了まで実行されるため",
	}),
	native: fixedText({
		en: "it is a native sidecar",
		ja: "ネイティブサイドカーであるため",
	}),
	only: fixedText({
		en: "it is the only container in `containers`",
		ja: "`containers` にある唯一のコンテナであるため",
	}),
	rest: fixedText({
		en: "nothing marks it as a helper",
		ja: "ヘルパーであることを示すものがないため",
	}),
	ephemeral: fixedText({
		en: "it is an ephemeral container for debugging",
		ja: "デバッグ用のエフェメラルコンテナであるため",
	}),
	forever: fixedText({
		en: "its command runs for ever beside the application",
		ja: "コマンドがアプリケーションの横で動き続けるため",
	}),
};

/** Text of the manifest between backticks: it must not end them. */
const quotable = (value: string): string =>
	value.replace(/[`\s]+/g, " ").trim();

const APP: Assignment = { role: "app", confidence: 0.5, reason: because.rest };

function assign(
	pod: Pod,
	catalog: Catalog,
): ReadonlyMap<Container, Assignment> {
	const roles = new Map<Container, Assignment>();
	for (const container of pod.list("ephemeralContainers")) {
		roles.set(container, {
			role: "helper",
			confidence: 1,
			reason: because.ephemeral,
		});
	}
	for (const container of pod.initContainers) {
		const native = container.restartPolicyText === "Always";
		const evidence = helperEvidence(container, catalog) ?? {
			role: "helper",
			confidence: 1,
			reason: because.native,
		};
		roles.set(
			container,
			native
				? { ...evidence, confidence: 1 }
				: { role: "init", confidence: 1, reason: because.init },
		);
	}
	const apps = pod.containers.map((container) => ({
		container,
		evidence: helperEvidence(container, catalog),
	}));
	const [only] = apps;
	if (apps.length === 1 && only) {
		const own =
			Object.keys(catalog).length > 0
				? fromCatalog(only.container, catalog)
				: undefined;
		return roles.set(
			only.container,
			own ?? { role: "app", confidence: 1, reason: because.only },
		);
	}
	// Somebody has to be the application: if all look like helpers, the one that looks so least.
	const sure = apps.every(({ evidence }) => evidence !== undefined);
	const least = sure
		? apps.reduce(
				(a, b) =>
					(b.evidence?.confidence ?? 0) < (a.evidence?.confidence ?? 0) ? b : a,
				apps[0] ?? { container: undefined, evidence: undefined },
			)
		: undefined;
	for (const { container, evidence } of apps) {
		roles.set(
			container,
			evidence && container !== least?.container ? evidence : APP,
		);
	}
	return roles;
}

/** What speaks for a container being a helper; nothing when nothing does. */
function helperEvidence(
	container: Container,
	catalog: Catalog,
): Assignment | undefined {
	const image = imageOf(container);
	const own = fromCatalog(container, catalog);
	if (own) return own;
	const known = image === undefined ? undefined : roleOfImage(image);
	if (image !== undefined && known)
		return {
			role: known,
			confidence: 0.9,
			reason: because.image(quotable(image)),
		};
	const program = programOf(container);
	const file = onlyFollows(program) ? tailsOf(program)[0]?.files[0] : undefined;
	if (file !== undefined && !file.startsWith("/dev/")) {
		return {
			role: "log-shipper",
			confidence: 0.8,
			reason: because.tail(quotable(file)),
		};
	}
	return byName(container);
}

/** The image, also where a template fills in its registry or tag. */
function imageOf(container: Container): string | undefined {
	const node = resolve(container.entry("image")?.value);
	if (node?.kind !== "scalar" || !node.templated) return container.image?.text;
	const written = container.pod.document.text
		.slice(node.start, node.end)
		.replace(/^(["'])(.*)\1$/s, "$2");
	const name = written
		.replace(/\{\{.*?\}\}/gs, "{}")
		.split("/")
		.at(-1);
	return name === undefined || /^[^:@]*\{/.test(name) ? undefined : written;
}

function fromCatalog(
	container: Container,
	catalog: Catalog,
): Assignment | undefined {
	const image = imageOf(container);
	if (image === undefined) return undefined;
	const pattern = Object.keys(catalog).find((candidate) =>
		matchesImage(image, candidate),
	);
	const role = pattern === undefined ? undefined : catalog[pattern];
	return role && pattern !== undefined
		? { role, confidence: 1, reason: because.catalog(quotable(pattern)) }
		: undefined;
}

/** Names that people give to helpers; a hint, never proof. */
const NAMES: readonly (readonly [RegExp, Role, number])[] = [
	[
		/^(?:istio|linkerd|envoy)-(?:proxy|sidecar)$|^daprd$|^queue-proxy$|^kuma-sidecar$/,
		"mesh-proxy",
		0.9,
	],
	[
		/(?:^|[-_])(?:log|logs|logging)[-_]?(?:shipper|agent|forwarder|collector|tailer|sidecar|router|aggregator)|^(?:fluent|filebeat|promtail)|(?:log-?tail|tail-?log)/,
		"log-shipper",
		0.8,
	],
	[
		/(?:^|[-_])(?:cloud-?sql|auth|oauth2?|rbac|db|database|sql|redis|tls|ssl|pgbouncer|tcp|http|grpc|ambassador)[-_]?(?:proxy|tunnel)(?:$|-)|^(?:ambassador|pgbouncer|cloudsql-proxy)$|[-_](?:label|api)[-_]proxy$/,
		"ambassador",
		0.75,
	],
	[
		/exporter$|^(?:metrics|statsd|telegraf|jmx|otc|otel)[-_]?(?:adapter|agent|sidecar|collector|container)?$|(?:^|[-_])adapter$/,
		"adapter",
		0.75,
	],
	[
		/(?:^|[-_])(?:config|configmap|secret|secrets|git|cert|certs|template|rules)[-_]?(?:reloader|reload|sync|syncer|watcher|refresher|refresh|updater|agent|helper)$|^vault-agent/,
		"config-helper",
		0.75,
	],
	[/sidecar/, "helper", 0.7],
];

function byName(container: Container): Assignment | undefined {
	const { name } = container;
	if (name === undefined) return undefined;
	for (const [pattern, role, confidence] of NAMES) {
		if (pattern.test(name))
			return { role, confidence, reason: because.name(quotable(name)) };
	}
	return undefined;
}

/** Why a program that never ends keeps its Pod from ending, as a reason for a role. */
export function endlessReason(container: Container): Message | undefined {
	return runsForever(programOf(container)) ? because.forever : undefined;
}
