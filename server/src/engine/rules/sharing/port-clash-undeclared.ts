import { matchesImage } from "../../kubernetes/catalogue";
import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Version } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const twins = text({
	en: (name: string, other: string) =>
		`\`${name}\` runs the same server as \`${other}\`, with the same settings, so both listen on the same port: the second to bind it fails with "address already in use". \`ports\` only declares, it does not choose the port.`,
	ja: (name, other) =>
		`\`${name}\` と \`${other}\` は同じサーバーを同じ設定で実行するため、同じポートを使います。後からこのポートを使う方が "address already in use" で失敗します。\`ports\` は宣言にすぎず、使うポートを変えるものではありません。`,
});
const usual = text({
	en: (name: string, port: number, other: string) =>
		`\`${name}\` listens on port ${port}, which \`${other}\` declares: the containers of a Pod share one network, and the second to bind the port fails with "address already in use".`,
	ja: (name, port, other) =>
		`\`${name}\` はポート${port}を使いますが、\`${other}\` も同じポートを宣言しています。Pod内のコンテナはネットワークを共有するため、後からこのポートを使う方が "address already in use" で失敗します。`,
});
const here = text({
	en: (name: string) => `\`${name}\` is here`,
	ja: (name) => `\`${name}\` の定義`,
});

/** Servers that listen on these ports unless they are told otherwise. */
const SERVERS: readonly (readonly [string, readonly number[]])[] = [
	["postgres", [5432]],
	["mysql", [3306]],
	["mariadb", [3306]],
	["redis", [6379]],
	["valkey/valkey", [6379]],
	["memcached", [11211]],
	["mongo", [27017]],
	["rabbitmq", [5672]],
	["nats", [4222]],
	["nginx", [80]],
	["httpd", [80]],
	["caddy", [80]],
];

/** What may give a server another port. */
const SETTINGS = [
	"command",
	"args",
	"env",
	"envFrom",
	"volumeMounts",
	"workingDir",
] as const;

export default defineRule({
	id: "port-clash-undeclared",
	title: fixedText({
		en: "Two containers of a Pod listen on the same port",
		ja: "Pod内の2つのコンテナが同じポートを使っている",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
	checkPod(pod, { version, report }) {
		if (pod.partial) return;
		const running = runningTogether(pod, version);
		if (running.length < 2) return;
		const byImage = new Map<string, Container[]>();
		const declared = new Map<number, Container>();
		for (const container of running) {
			for (const { number, protocol } of container.ports)
				if (number !== undefined && protocol === "TCP")
					if (!declared.has(number)) declared.set(number, container);
			const image = container.image?.text;
			if (image === undefined) continue;
			const same = byImage.get(image);
			if (same) same.push(container);
			else byImage.set(image, [container]);
		}
		const twinOf = twinsAmong([...byImage.values()]);
		for (const container of running) {
			const image = container.image?.text;
			if (image === undefined) continue;
			const twin = twinOf.get(container);
			if (twin && isClash(container, twin, image)) {
				report({
					at: container.label,
					message: twins(shownName(container), shownName(twin)),
					related: [{ at: twin.label, message: here(shownName(twin)) }],
				});
				continue;
			}
			const port = usualPorts(container, image)?.find((each) =>
				declared.has(each),
			);
			const other = port === undefined ? undefined : declared.get(port);
			if (port === undefined || !other || other === container) continue;
			report({
				at: container.label,
				message: usual(shownName(container), port, shownName(other)),
				related: [{ at: other.label, message: here(shownName(other)) }],
			});
		}
	},
});

/** The containers that run at the same time: ordinary init containers have ended. */
const runningTogether = (pod: Pod, version: Version): readonly Container[] => [
	...pod.initContainers.filter((each) => isNativeSidecar(each, version)),
	...pod.containers,
];

/** Containers that run as an earlier one of the same image does, with that one. */
function twinsAmong(
	groups: readonly (readonly Container[])[],
): ReadonlyMap<Container, Container> {
	const twinOf = new Map<Container, Container>();
	for (const group of groups) {
		if (group.length < 2 || group[0]?.pod.document.templated) continue;
		const first = new Map<string, Container>();
		for (const container of group) {
			const settings = SETTINGS.map((name) => written(container, name)).join();
			const earlier = first.get(settings);
			if (earlier) twinOf.set(container, earlier);
			else first.set(settings, container);
		}
	}
	return twinOf;
}

/** A field as it is written. */
function written(container: Container, name: string): string {
	const entry = container.field(name);
	const { text } = container.pod.document;
	return entry ? text.slice(entry.start, entry.end).trimEnd() : "";
}

/** Is what two containers run a server, and do they not declare the same port, of which another rule tells? */
function isClash(
	container: Container,
	twin: Container,
	image: string,
): boolean {
	const ports = portsOf(container);
	const others = portsOf(twin);
	if (ports.some((port) => others.includes(port))) return false;
	return ports.length + others.length > 0 || serverOf(image) !== undefined;
}

const portsOf = (container: Container): readonly number[] =>
	container.ports.flatMap(({ number }) => number ?? []);

/** One look is enough for most images. */
const MAY_BE_SERVER = new RegExp(
	SERVERS.map(([pattern]) => pattern.split("/").at(-1)).join("|"),
);

const serverOf = (image: string) =>
	MAY_BE_SERVER.test(image)
		? SERVERS.find(([pattern]) => matchesImage(image, pattern))
		: undefined;

/** Ports of a well-known server that declares none and has no settings of its own. */
function usualPorts(
	container: Container,
	image: string,
): readonly number[] | undefined {
	if (container.field("ports")) return undefined;
	const hasSettings = SETTINGS.some(
		(name) => name !== "env" && container.field(name),
	);
	const hasPort = container.environment.some(({ name }) => /PORT/.test(name));
	return hasSettings || hasPort ? undefined : serverOf(image)?.[1];
}
