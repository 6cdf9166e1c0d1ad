import { memoize } from "../text/memo";
import { itemsOf, type Node, valueAt } from "../yaml/tree";
import {
	hasLocalHostFlag,
	isLocalHost,
	type LocalAddress,
	localAddresses,
	meaningOf,
	portOfProtocol,
} from "./addresses";
import { matchesImage } from "./catalogue";
import { type Container, PROBES } from "./container";
import type { Pod } from "./pod";
import { type Program, programOf, readWords } from "./program";
import { booleanOf, integerOf, isNull, scalarOf, stringOf } from "./values";

/** Ports of the Pod itself (localhost) that a container calls, by its command, arguments and environment. */
export const dialsOf = memoize(readDials);

function readDials(container: Container): readonly LocalAddress[] {
	const own = new Set(container.ports.flatMap(({ number }) => number ?? []));
	// Nobody waits for the server in an init container: what it speaks of, it calls.
	const isServer =
		container.list !== "initContainers" ||
		container.restartPolicyText === "Always";
	const found = [
		...localAddresses(textOf(programOf(container))),
		...container.environment.flatMap(({ name, value }) => {
			if (!isLocalHost(value.text))
				return localAddresses(`${name}=${value.text}`);
			const port = portBeside(container, name);
			return port === undefined || meaningOf(name, false) === "listens"
				? []
				: [{ port, sure: true }];
		}),
	];
	const dials = new Map<number, LocalAddress>();
	for (const { port, sure } of found) {
		const isSure = sure || !isServer || (dials.get(port)?.sure ?? false);
		if (!own.has(port)) dials.set(port, { port, sure: isSure });
	}
	return [...dials.values()];
}

/** What a program is told: the script, else the words of its command. */
const textOf = ({ script, words }: Program): string =>
	script?.text ?? (words ?? []).map(({ text }) => text).join(" ");

/** `DB_HOST: localhost` with `DB_PORT: "5432"` beside it, or a protocol with a port of its own (`PGHOST`). */
function portBeside(
	container: Container,
	hostName: string,
): number | undefined {
	const portName = hostName.replace(
		/HOST(?:NAME)?|ADDR(?:ESS)?|SERVER/i,
		"PORT",
	);
	if (portName === hostName) return undefined;
	const port = container.environment.find(({ name }) => name === portName);
	const number = Number(port?.value.text);
	return Number.isInteger(number) && number > 0
		? number
		: portOfProtocol(hostName);
}

/** Ports on which a container listens: declared, probed, named by its own arguments or variables, or its image's. */
export const listensOn = memoize(
	(container: Container): ReadonlySet<number> => {
		const probed = PROBES.flatMap((name) =>
			portsOfHandler(container.entry(name)?.value),
		);
		return new Set([...probed, ...ownPorts(container)]);
	},
);

/** The same without the word of its probes, which may ask another container. */
export const ownPorts = memoize((container: Container): readonly number[] => {
	const declared = container.ports.flatMap(({ number }) => number ?? []);
	const told = [...argumentPorts(container), ...variablePorts(container)];
	const image = container.image?.text;
	const usual =
		image !== undefined && declared.length + told.length === 0
			? IMAGE_PORTS.find(([pattern]) => matchesImage(image, pattern))?.[1]
			: undefined;
	return [...declared, ...told, ...(usual ?? [])];
});

/** Servers that listen on the same port nearly everywhere. */
const IMAGE_PORTS: readonly (readonly [string, readonly number[]])[] = [
	["postgres", [5432]],
	["postgresql", [5432]],
	["mysql", [3306]],
	["mariadb", [3306]],
	["redis", [6379]],
	["valkey", [6379]],
	["memcached", [11211]],
	["mongo", [27017]],
	["mongodb", [27017]],
	["rabbitmq", [5672]],
	["nats", [4222]],
	["vault", [8200, 8100]],
];

const LISTEN_FLAGS =
	/([\w.-]*)(?:port|listen|bind|addr(?:ess)?|tcp)[\w-]*[=: ]+(?:[\w.*[\]-]*:)?(\d{2,5})(?!\d)/gi;
/** Ports of somebody else: the database's, or those of what a proxy stands in front of. */
const FOREIGN =
	/(?:^|[^a-z])(?:db|database|app|upstream|target|backend|remote|peer)(?:[^a-z]|$)/i;

function argumentPorts(container: Container): readonly number[] {
	const program = programOf(container);
	if (program.script) return [];
	const line = textOf(program);
	if (hasLocalHostFlag(line)) return [];
	return [...line.matchAll(LISTEN_FLAGS)].flatMap(([, name = "", port]) => {
		const words = name.replace(/^-+/, "");
		return FOREIGN.test(words) || portOfProtocol(words) !== undefined
			? []
			: [Number(port)];
	});
}

function variablePorts(container: Container): readonly number[] {
	return container.environment.flatMap(({ name, value }) => {
		const isOwn =
			/^(?:PORT|SERVER_PORT|HTTP_PORT)$/.test(name) ||
			meaningOf(name, false) === "listens";
		const port = /^(?:.*:)?(\d{2,5})\/?$/.exec(value.text)?.[1];
		return isOwn && port !== undefined ? [Number(port)] : [];
	});
}

/** Is the container known to be a server? */
export function servesSomething(container: Container): boolean {
	return (
		container.ports.length > 0 ||
		listensOn(container).size > 0 ||
		PROBES.some((name) => {
			const probe = container.field(name)?.value;
			return ["httpGet", "tcpSocket", "grpc"].some(
				(handler) => valueAt(probe, handler) !== undefined,
			);
		})
	);
}

/** What the kubelet does before a container counts as ready, or as started. */
export type Check = "readinessProbe" | "startupProbe" | "postStart";

/** Does a probe or hook of the container succeed only when another container of `containers` answers? */
export function needsAnother(container: Container, check: Check): boolean {
	const handler =
		check === "postStart"
			? valueAt(container.entry("lifecycle")?.value, "postStart")
			: container.field(check)?.value;
	if (!handler) return false;
	if (check !== "postStart" && reportsTheApp(container, handler)) return true;
	return foreignPorts(container, handler).some((port) =>
		container.pod.containers.some(
			(other) => other !== container && listensOn(other).has(port),
		),
	);
}

/** The ports of this Pod that a probe or hook asks, other than the container's own. */
export function foreignPorts(
	container: Container,
	handler: Node,
): readonly number[] {
	const own = new Set(ownPorts(container));
	return portsAsked(handler).filter((port) => !own.has(port));
}

function portsAsked(handler: Node): readonly number[] {
	const words = itemsOf(valueAt(handler, "exec", "command")).flatMap(
		({ value }) => scalarOf(value) ?? [],
	);
	return [
		...portsOfHandler(handler),
		...localAddresses(textOf(readWords(words))).map(({ port }) => port),
	];
}

function portsOfHandler(handler: Node | undefined): readonly number[] {
	return ["httpGet", "tcpSocket", "grpc"].flatMap(
		(kind) => integerOf(valueAt(handler, kind, "port")) ?? [],
	);
}

/**
 * Proxies whose own health is the application's: Dapr's is not healthy before the application listens (its `outbound`
 * check is), and Knative's asks the application.
 */
export function reportsTheApp(container: Container, handler: Node): boolean {
	const image = container.image?.text ?? "";
	const is = (...names: readonly string[]) =>
		names.some((name) => container.name === name || matchesImage(image, name));
	if (is("queue-proxy", "knative.dev/serving/cmd/queue")) return true;
	const path = stringOf(valueAt(handler, "httpGet", "path")) ?? "";
	return (
		is("daprd", "dapr") &&
		/(?:^|\s)--?app-port\b/.test(textOf(programOf(container))) &&
		/\/healthz\/?$/.test(path)
	);
}

/** In the node's network, localhost is the node; what a template decides may be so. */
export function mayBeOnNode(pod: Pod): boolean {
	const entry = pod.entry("hostNetwork");
	return (
		entry !== undefined &&
		!isNull(entry.value) &&
		booleanOf(entry.value) !== false
	);
}
