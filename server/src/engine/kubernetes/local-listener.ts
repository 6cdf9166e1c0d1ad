import { memoizeBoth } from "../text/memo";
import { type Node, valueAt } from "../yaml/tree";
import { isCloudSqlProxy, proxyFlag } from "./cloud-sql";
import type { Container, PROBES } from "./container";
import { programOf } from "./program";
import { integerOf, isNull, stringOf } from "./values";

/** Servers that listen on localhost only: the kubelet asks at the Pod's address, where nobody answers. */

export type ProbeName = (typeof PROBES)[number];

/** A probe that reaches nobody. */
export interface Unreachable {
	readonly port: number;
	/** Where the port is written. */
	readonly at: Node;
}

/** Does a probe surely ask a port that its container opens on localhost only? */
export const unreachableProbe = memoizeBoth(
	(container: Container, probe: ProbeName): Unreachable | undefined => {
		const value = container.field(probe)?.value;
		for (const kind of ["httpGet", "tcpSocket", "grpc"]) {
			const at = valueAt(value, kind, "port");
			// With a host it is somebody else who is asked.
			if (!at || !isNull(valueAt(value, kind, "host"))) continue;
			const port = portOf(container, at);
			if (port !== undefined && isLocalOnly(container, port, kind))
				return { port, at };
		}
		return undefined;
	},
);

function portOf(container: Container, node: Node): number | undefined {
	const name = stringOf(node);
	return name === undefined
		? integerOf(node)
		: container.ports.find((port) => port.name === name)?.number;
}

function isLocalOnly(
	container: Container,
	port: number,
	handler: string,
): boolean {
	if (container.pod.document.templated) return false;
	if (isCloudSqlProxy(container))
		return isLocalOfProxy(container, port, handler);
	const lines = programOf(container).commands.map(({ words }) =>
		words.join(" "),
	);
	return (
		lines.some((line) => isLocalOnlyBy(RELAY, line, port)) ||
		(lines.some((line) => isLocalOnlyBy(FLAGS, line, port)) &&
			// Perhaps it listens there at another address too.
			[
				...lines.map((line) => without(FLAGS, line, port)),
				...container.environment.map(({ value }) => value.text),
			].every((text) => !isNamed(text, port)))
	);
}

const LOCAL = String.raw`(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])`;
const LOCAL_ADDRESS = new RegExp(`^${LOCAL}$`);
const END = String.raw`(?=[,\s]|$)`;
const OWN_ADDRESS = String.raw`(?:^|\s)--?(?:[\w.-]+[-.])?(?:listen|bind)(?:[-.][\w.-]+)?[= ]`;

type Pattern = (port: number) => string;

/** `socat TCP-LISTEN:3306,bind=127.0.0.1,fork …`, `cloud_sql_proxy -instances=…=tcp:5432` (the first generation) */
const RELAY: readonly Pattern[] = [
	(port) =>
		String.raw`(?:^|\s)TCP4?-L(?:ISTEN)?:${port},(?:\S*,)?bind=${LOCAL}${END}`,
	(port) =>
		String.raw`(?:^|\s)--?instances[= ](?:\S*,)?[\w:.-]+=tcp:${port}${END}`,
];
/** `--listen=127.0.0.1:8080` */
const FLAGS: readonly Pattern[] = [
	(port) => `${OWN_ADDRESS}(?:(?:https?|tcp)://)?${LOCAL}:${port}${END}`,
];

const isLocalOnlyBy = (
	patterns: readonly Pattern[],
	line: string,
	port: number,
): boolean =>
	patterns.some((pattern) => new RegExp(pattern(port), "i").test(line));

const without = (
	patterns: readonly Pattern[],
	line: string,
	port: number,
): string =>
	patterns.reduce(
		(rest, pattern) => rest.replace(new RegExp(pattern(port), "gi"), ""),
		line,
	);

const isNamed = (text: string, port: number): boolean =>
	new RegExp(String.raw`(?<!\d)${port}(?!\d)`).test(text);

/**
 * Google's proxy opens its databases' ports on localhost unless an address is given, and the port of its health checks
 * unless `--http-address` is.
 */
function isLocalOfProxy(
	container: Container,
	port: number,
	handler: string,
): boolean {
	const isLocal = (flag: string): boolean => {
		const address = proxyFlag(container, flag);
		return address === undefined || LOCAL_ADDRESS.test(address);
	};
	const health = Number(proxyFlag(container, "http-port") ?? 9090);
	if (Number.isNaN(health)) return false;
	// Another rule speaks of those who ask for the health checks themselves.
	if (port === health) return handler !== "httpGet" && isLocal("http-address");
	const isElsewhere = (programOf(container).words ?? []).some(({ text }) =>
		/^-[au]|[?&](?:address|unix-socket)=|^--(?:fuse|unix-socket)/.test(text),
	);
	return !isElsewhere && isLocal("address");
}
