import { memoize } from "../text/memo";
import type { Scalar } from "../yaml/tree";
import { valueAt } from "../yaml/tree";
import { type Container, PROBES } from "./container";
import { programOf } from "./program";
import { integerOf, scalarOf } from "./values";

/** A place where a container speaks to a port of its own Pod. */
export interface Dial {
	readonly port: number;
	readonly at: Scalar;
}

const LOCAL = String.raw`(?:localhost|127\.0\.0\.1|\[::1\])`;
/** `localhost:5432`, `http://127.0.0.1:15021/healthz`, `nc -z localhost 5432`, `/dev/tcp/localhost/5432` */
const LOCAL_PORT = new RegExp(
	String.raw`(?<![\w.-])${LOCAL}(?::|/|\s+)(\d{2,5})(?![\d.])`,
	"g",
);
/** `-h localhost … -p 5432`, `--host=localhost --port=5432`, either way round */
const HOST_FLAG = new RegExp(
	String.raw`(?:^|\s)(?:-h|-H|--host(?:name)?)[= ]*${LOCAL}(?=\s|$)`,
);
const PORT_FLAG = /(?:^|\s)(?:-p|-P|--port)[= ]*(\d{2,5})(?=\s|$)/;
/** Tools that have a port of their own when none is given. */
const DEFAULT_PORTS: readonly (readonly [RegExp, number])[] = [
	[/\b(?:pg_isready|psql|pg_dump)\b/, 5432],
	[/\b(?:mysql|mysqladmin|mariadb)\b/, 3306],
	[/\bredis-cli\b/, 6379],
	[/\bmongo(?:sh)?\b/, 27017],
];
/** A server's own listening address says nothing of whom it calls. */
const LISTENS =
	/(?:listen|bind|admin|address|addr|serve|metrics|probe|health|debug|pprof)[\w.-]*(?:=|\s|$)/i;

/** Ports of the Pod itself (localhost) that a container calls, by its command, arguments and environment. */
export const dialsOf = memoize(readDials);

function readDials(container: Container): readonly Dial[] {
	const program = programOf(container);
	const words = program.words ?? [];
	const dials: Dial[] = [];
	const texts = program.script ? [program.script] : words;
	for (const [index, at] of texts.entries()) {
		const isListener =
			!program.script &&
			(LISTENS.test(at.text) || LISTENS.test(texts[index - 1]?.text ?? ""));
		if (!isListener)
			dials.push(...dialsIn(at.text).map((port) => ({ port, at })));
	}
	const [first] = words;
	if (!program.script && first) {
		const line = words.map(({ text }) => text).join(" ");
		dials.push(...dialsByFlags(line).map((port) => ({ port, at: first })));
	}
	for (const { name, value } of container.environment) {
		if (LISTENS.test(name)) continue;
		dials.push(...dialsIn(value.text).map((port) => ({ port, at: value })));
		const port = new RegExp(`^${LOCAL}$`).test(value.text)
			? portBeside(container, name)
			: undefined;
		if (port !== undefined) dials.push({ port, at: value });
	}
	return dials.filter(
		(dial, index) =>
			dials.findIndex(({ port }) => port === dial.port) === index,
	);
}

function dialsIn(text: string): number[] {
	const ports = [...text.matchAll(LOCAL_PORT)].map((match) => Number(match[1]));
	return [
		...ports,
		...text.split(/[\n;]|&&|\|\|/).flatMap(dialsByFlags),
	].filter((port) => port > 0 && port < 65536);
}

function dialsByFlags(line: string): number[] {
	if (!HOST_FLAG.test(line)) return [];
	const port = PORT_FLAG.exec(line)?.[1];
	if (port !== undefined) return [Number(port)];
	return DEFAULT_PORTS.flatMap(([tool, number]) =>
		tool.test(line) ? [number] : [],
	);
}

/** `DB_HOST: localhost` with `DB_PORT: "5432"` beside it. */
function portBeside(
	container: Container,
	hostName: string,
): number | undefined {
	const portName = hostName.replace(
		/HOST(?:NAME)?|ADDR(?:ESS)?|SERVER/i,
		"PORT",
	);
	const port = container.environment.find(
		({ name }) => name === portName && name !== hostName,
	);
	const number = Number(port?.value.text);
	return Number.isInteger(number) && number > 0 ? number : undefined;
}

const LISTEN_FLAGS =
	/(?:port|listen|bind|addr(?:ess)?|tcp)[\w-]*[=: ]+(?:[\w.*[\]-]*:)?(\d{2,5})(?!\d)/gi;

/** Ports on which a container listens: declared, probed, or named by its own arguments. */
export const listensOn = memoize(readPorts);

function readPorts(container: Container): ReadonlySet<number> {
	const ports = container.ports.flatMap(({ number }) => number ?? []);
	for (const name of PROBES) {
		const probe = container.entry(name)?.value;
		for (const handler of ["httpGet", "tcpSocket", "grpc"]) {
			const port = integerOf(valueAt(probe, handler, "port"));
			if (port !== undefined) ports.push(port);
		}
	}
	const program = programOf(container);
	const line = (program.words ?? []).map(({ text }) => text).join(" ");
	if (!program.script)
		for (const match of line.matchAll(LISTEN_FLAGS))
			ports.push(Number(match[1]));
	return new Set(ports);
}

/** Has the container a probe or port that shows it to be a server? */
export function servesSomething(container: Container): boolean {
	return (
		container.ports.length > 0 ||
		PROBES.some((name) => {
			const probe = container.field(name)?.value;
			return ["httpGet", "tcpSocket", "grpc"].some(
				(handler) => valueAt(probe, handler) !== undefined,
			);
		})
	);
}

/** Does a probe or hook of the container name a port on which only another container listens? */
export function probesAnother(
	container: Container,
	probe: "readinessProbe" | "startupProbe",
): boolean {
	const value = container.field(probe)?.value;
	const port =
		scalarOf(valueAt(value, "httpGet", "port")) ??
		scalarOf(valueAt(value, "tcpSocket", "port")) ??
		scalarOf(valueAt(value, "grpc", "port"));
	const number = integerOf(port);
	if (number === undefined) return false;
	const declares = (candidate: Container) =>
		candidate.ports.some((own) => own.number === number);
	return (
		!declares(container) &&
		container.pod.containers.some(
			(other) => other !== container && declares(other),
		)
	);
}
