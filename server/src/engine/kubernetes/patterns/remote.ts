import type { Range } from "../../text/edit";
import { type Mapping, type Scalar, valueAt } from "../../yaml/tree";
import { isLocalHost, meaningOf, portOfProtocol } from "../addresses";
import { type Container, mappingsOf } from "../container";
import { dialsOf } from "../network";
import { scalarOf, stringOf } from "../values";
import { servedPorts } from "./free";
import { toValue } from "./manner";

/** A service outside the Pod that the application's environment names. */
export interface Remote {
	/** What it is, as a part of a name: `database`, `redis`. */
	readonly word: string;
	/** Nothing where a Secret or ConfigMap holds it. */
	readonly port: number | undefined;
	/** Its name, when it is written down; a Secret or ConfigMap may hold it. */
	readonly host: string | undefined;
	/** The variables that say where it is, as the application has them. */
	readonly variables: readonly Mapping[];
	/** The variable with its name, and which part of the value that is. */
	readonly hostAt: Part;
	/** The same of its port: behind the name, or in a variable of its own. */
	readonly portAt: Part | undefined;
	/** Is it a store or queue, whose protocol does not mind at which name it is reached? */
	readonly isStore: boolean;
	/** Does the application check whom it speaks to, so that another address would not do? */
	readonly isVerified: boolean;
}

/** A part of a variable's value, in offsets of its text. */
export interface Part extends Range {
	readonly name: string;
	readonly value: Scalar | undefined;
}

const WORDS: ReadonlyMap<number, string> = new Map([
	[5432, "database"],
	[3306, "database"],
	[1433, "database"],
	[6379, "redis"],
	[27017, "mongodb"],
	[11211, "memcached"],
	[5672, "rabbitmq"],
	[5671, "rabbitmq"],
	[4222, "nats"],
	[9092, "kafka"],
]);

/** Names of variables that speak of a store or a queue. */
const STORES =
	/(?:^|_)(?:DB|DATABASE|SQL|PG|POSTGRES\w*|MYSQL|MARIADB|REDIS|VALKEY|MONGO\w*|MEMCACHED?|RABBIT\w*|AMQP|NATS)(?:_|HOST|$)/i;

const HOST_NAME = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

/** The services outside the Pod, in the order of the variables. */
export function remotesOf(app: Container): readonly Remote[] {
	const variables = mappingsOf(app.entry("env")?.value);
	return variables.flatMap((variable) => {
		const name = stringOf(valueAt(variable, "name"));
		if (name === undefined) return [];
		const value = scalarOf(valueAt(variable, "value"));
		const remote =
			(value && byUrl(name, value, variable)) ??
			byHost(name, value, variable, variables) ??
			(value && byAddress(name, value, variable));
		return remote ? [remote] : [];
	});
}

const URL =
	/^(?:jdbc:)?([a-z][a-z0-9]*)(\+[\w.-]+)?:\/\/(?:[^\s@/]*@)?([\w.-]+)(?::(\d{1,5}))?(?=[/?;]|$)(\S*)$/i;

function byUrl(
	name: string,
	value: Scalar,
	variable: Mapping,
): Remote | undefined {
	const { text } = value;
	const [, scheme = "", suffix = "", host = "", port, rest = ""] =
		URL.exec(text) ?? [];
	const usual = portOfProtocol(scheme);
	if (usual === undefined || !isElsewhere(host)) return undefined;
	const number = port === undefined ? usual : Number(port);
	const start = text.lastIndexOf(host, text.length - rest.length);
	const end = start + host.length;
	return {
		word: WORDS.get(usual) ?? "database",
		port: number,
		host,
		variables: [variable],
		hostAt: { name, value, start, end },
		portAt: {
			name,
			value,
			start: end,
			end: end + (port === undefined ? 0 : port.length + 1),
		},
		isStore: true,
		isVerified:
			suffix === "+srv" ||
			/^(?:rediss|amqps)$/i.test(scheme) ||
			/(?:sslmode=verify|(?:tls|ssl|useSSL)=true|sslMode=VERIFY|replicaSet=)/i.test(
				rest,
			),
	};
}

const HOST_VARIABLE = /^(.*?)(?:HOST(?:NAME)?S?|ADDR(?:ESS)?|SERVERS?)$/i;

/** The variable that names the host of a store whose port nothing tells. */
export function storeHostOf(app: Container): Mapping | undefined {
	return mappingsOf(app.entry("env")?.value).find((variable) => {
		const name = stringOf(valueAt(variable, "name")) ?? "";
		const value = scalarOf(valueAt(variable, "value"));
		const isHost = value
			? isElsewhere(value.text)
			: valueAt(variable, "valueFrom") !== undefined;
		return HOST_VARIABLE.test(name) && STORES.test(name) && isHost;
	});
}

function byHost(
	name: string,
	value: Scalar | undefined,
	variable: Mapping,
	variables: readonly Mapping[],
): Remote | undefined {
	const match = HOST_VARIABLE.exec(name);
	if (!match || !STORES.test(name)) return undefined;
	const text = value?.text;
	const [host = "", own] = text?.split(":") ?? [];
	if (text === undefined && valueAt(variable, "valueFrom") === undefined)
		return undefined;
	if (text !== undefined && (!isElsewhere(host) || /:(?!\d{2,5}$)/.test(text)))
		return undefined;
	const beside = variables.find(
		(each) =>
			stringOf(valueAt(each, "name"))?.toUpperCase() ===
			`${match[1]}PORT`.toUpperCase(),
	);
	const portValue = scalarOf(valueAt(beside, "value"));
	const isKept =
		own === undefined &&
		!portValue &&
		valueAt(beside, "valueFrom") !== undefined;
	const number = isKept
		? undefined
		: Number(own ?? portValue?.text ?? portOfProtocol(name));
	const isPort =
		number === undefined ||
		(Number.isInteger(number) && number >= 1 && number <= 65535);
	if (!isPort) return undefined;
	const part = (start: number, end: number): Part => ({
		name,
		value,
		start,
		end,
	});
	const portName = stringOf(valueAt(beside, "name"));
	return {
		word: WORDS.get(portOfProtocol(name) ?? number ?? 0) ?? "database",
		port: number,
		host: text === undefined ? undefined : host,
		variables: beside && own === undefined ? [variable, beside] : [variable],
		hostAt: part(0, host.length),
		portAt:
			own !== undefined
				? part(host.length, text?.length ?? 0)
				: portValue && portName !== undefined
					? {
							name: portName,
							value: portValue,
							start: 0,
							end: portValue.text.length,
						}
					: undefined,
		isStore: true,
		isVerified: variables.some(
			(each) =>
				/(?:SSL_?MODE|TLS|SSL)/i.test(stringOf(valueAt(each, "name")) ?? "") &&
				/^(?:verify|true|1|required?|on)/i.test(
					scalarOf(valueAt(each, "value"))?.text ?? "",
				),
		),
	};
}

const ADDRESS = /^(?:(https?):\/\/)?([a-z][\w.-]*?)(?::(\d{2,5}))?(?:\/\S*)?$/i;

/** What an application can do without for a while. */
const OPTIONAL =
	/PROXY|OTEL|OTLP|TRAC|JAEGER|ZIPKIN|SENTRY|STATSD|METRIC|LOG|PUBLIC|EXTERNAL|CALLBACK|REDIRECT|ORIGIN|WEBHOOK/i;

/** Another service of the cluster: `http://api/`, `api.default.svc:8080`. */
function byAddress(
	name: string,
	value: Scalar,
	variable: Mapping,
): Remote | undefined {
	const [, scheme, host = "", port] = ADDRESS.exec(value.text) ?? [];
	const usual =
		scheme === undefined ? undefined : scheme === "https" ? 443 : 80;
	const number = port === undefined ? usual : Number(port);
	const isNear = !host.includes(".") || /\.svc(?:\.|$)/.test(host);
	if (
		number === undefined ||
		number > 65535 ||
		!isElsewhere(host) ||
		!isNear ||
		OPTIONAL.test(name) ||
		meaningOf(name, scheme !== undefined) !== "calls"
	)
		return undefined;
	const start = value.text.indexOf(host);
	const [label = ""] = host.toLowerCase().split(".");
	return {
		word: WORDS.get(number) ?? label.replaceAll("_", "-"),
		port: number,
		host,
		variables: [variable],
		hostAt: { name, value, start, end: start + host.length },
		portAt: undefined,
		isStore: false,
		isVerified: true,
	};
}

const isElsewhere = (host: string): boolean =>
	HOST_NAME.test(host) && !isLocalHost(host) && host !== "0.0.0.0";

/** Does another container speak of the same service? */
export function speaksOf(container: Container, remote: Remote): boolean {
	const [variable] = remote.variables;
	const known = JSON.stringify(toValue(valueAt(variable, "valueFrom")));
	return mappingsOf(container.entry("env")?.value).some((each) => {
		const text = scalarOf(valueAt(each, "value"))?.text;
		const isNamed =
			remote.host !== undefined &&
			(text?.split(/[^\w.-]+/).includes(remote.host) ?? false);
		const from = toValue(valueAt(each, "valueFrom"));
		return isNamed || (from !== undefined && JSON.stringify(from) === known);
	});
}

/** Ports of databases that the application calls on localhost, though nothing in the Pod listens there. */
export function missingOnLocalhost(
	app: Container,
	ports: readonly number[],
): number | undefined {
	const served = servedPorts(app.pod);
	return dialsOf(app).find(
		({ port, sure }) => sure && ports.includes(port) && !served.has(port),
	)?.port;
}
