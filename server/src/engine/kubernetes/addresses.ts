import { baseName } from "./shell";

/** Local addresses in commands, scripts and variables: which ports of its own Pod a text speaks of. */
export interface LocalAddress {
	readonly port: number;
	/** Surely a call? A name such as `METRICS_ADDR` may as well say where the program itself listens. */
	readonly sure: boolean;
}

const LOCAL = String.raw`(?:localhost|127\.0\.0\.1|\[::1\])`;

const MARK = new RegExp(LOCAL, "i");
const LOCAL_ALONE = new RegExp(`^${LOCAL}$`);

/** Ports of protocols by how tools, URL schemes and variables begin. */
const PORTS: readonly (readonly [RegExp, number])[] = [
	[/^(?:pg|postgres|psql)/i, 5432],
	[/^(?:mysql|mariadb)/i, 3306],
	[/^redis/i, 6379],
	[/^mongo/i, 27017],
	[/^memcache/i, 11211],
	[/^amqps/i, 5671],
	[/^(?:amqp|rabbitmq)/i, 5672],
	[/^nats/i, 4222],
	[/^vault/i, 8200],
	[/^consul/i, 8500],
];
const WEB_PORTS: readonly (readonly [RegExp, number])[] = [
	[/^https$/i, 443],
	[/^http$/i, 80],
];

/** The port of the protocol that a tool, a URL scheme or a variable's name begins with. */
export function portOfProtocol(name: string): number | undefined {
	return PORTS.find(([pattern]) => pattern.test(name))?.[1];
}

const portOfScheme = (scheme: string): number | undefined =>
	WEB_PORTS.find(([pattern]) => pattern.test(scheme))?.[1] ??
	portOfProtocol(scheme);

/** `http://127.0.0.1:15021/healthz`, `postgresql://user@localhost/app`, `jdbc:mysql://localhost/app` */
const URL = new RegExp(
	String.raw`(?<![\w+.-])(?:[a-z]\w*:)?([a-z]\w*)(?:\+[\w.-]+)?://(?:[^\s@/"']*@)?${LOCAL}(?::(\d{2,5}))?(?![\w.:-])`,
	"gi",
);
/** `localhost:5432`, `nc -z localhost 5432`, `/dev/tcp/localhost/5432` */
const HOST_AND_PORT = new RegExp(
	String.raw`(?<![\w.-]|:\/\/)${LOCAL}(?::|/|\s+)(\d{2,5})(?![\d.])`,
	"g",
);
/** The flag or variable whose value begins at the end of a text. */
const NAME =
	/(?:^|[\s;])(?:--?([\w.-]+)(?:=|\s+)|([A-Za-z_][\w.]*)=)["']?(?:[^\s"']*,)?$/;

/** `-h localhost … -p 5432`, `--db-host=localhost --db-port=5432`, either way round */
const HOST_FLAG = new RegExp(
	String.raw`(?:^|\s)(?:-[hH][= ]*|--?([\w.-]*?)(?:host(?:name)?|server)[= ]+)["']?${LOCAL}(?=["']?(?:\s|$))`,
);

/** The ports of localhost that a text calls. */
export function localAddresses(text: string): readonly LocalAddress[] {
	// Most texts speak of no such host, and scripts are long.
	if (!MARK.test(text)) return [];
	const found: LocalAddress[] = [];
	const add = (port: number | undefined, meaning: Meaning) => {
		if (port !== undefined && port > 0 && port < 65536 && meaning !== "listens")
			found.push({ port, sure: meaning === "calls" });
	};
	const nameBefore = (at: number): string => {
		const name = NAME.exec(text.slice(Math.max(0, at - 200), at));
		return name?.[1] ?? name?.[2] ?? "";
	};
	for (const match of text.matchAll(URL)) {
		const port = match[2] ? Number(match[2]) : portOfScheme(match[1] ?? "");
		add(port, meaningOf(nameBefore(match.index), true));
	}
	for (const match of text.matchAll(HOST_AND_PORT))
		add(Number(match[1]), meaningOf(nameBefore(match.index), false));
	for (const line of text.split(/[\n;]|&&|\|\|/)) {
		const flags = byFlags(line);
		if (flags) add(flags.port, flags.meaning);
	}
	return found;
}

/** Does a line of words name this host by a flag (`--host=localhost`)? A port beside it is one to call, or its own. */
export function hasLocalHostFlag(line: string): boolean {
	return HOST_FLAG.test(line);
}

function byFlags(
	line: string,
): { port: number | undefined; meaning: Meaning } | undefined {
	const match = HOST_FLAG.exec(line);
	if (!match) return undefined;
	const prefix = match[1] ?? "";
	const known =
		line
			.split(/\s+/)
			.map((word) => portOfProtocol(baseName(word)))
			.find((port) => port !== undefined) ?? portOfProtocol(prefix);
	const escaped = prefix.replace(/[.]/g, "\\.");
	const port = new RegExp(
		String.raw`(?:^|\s)(?:-[pP][= ]*|--?(?:${escaped})?port[= ]+)["']?(\d{2,5})(?=["']?(?:\s|$))`,
	).exec(line)?.[1];
	const named = meaningOf(`${prefix}host`, false);
	return {
		port: port === undefined ? known : Number(port),
		meaning:
			named === "either" && (known !== undefined || /\s-[hH]/.test(match[0]))
				? "calls"
				: named,
	};
}

/** What a flag or variable says of the address that is its value. */
type Meaning = "calls" | "listens" | "either";

const LISTENING = /^(?:listen|bind|advertise|serve$|serving$|l$)/;
const OWN_SERVERS =
	/^(?:admin|metrics?|monitoring|probes?|health\w*|debug|pprof)$/;
const GENERIC =
	/^(?:https?|grpc|tcp|udp|web|api|server|service|app|addr|address|host|hostname|port)$/;

/**
 * Only names such as `LISTEN…` and `BIND…` surely mean the program's own address; an address without a qualifier
 * (`HTTP_ADDR`, `--address`) may be either, unless it is a whole URL.
 */
export function meaningOf(name: string, isUrl: boolean): Meaning {
	const words = name
		.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/)
		.filter((word) => word !== "")
		.map((word) => word.toLowerCase());
	if (words.some((word) => LISTENING.test(word))) return "listens";
	if (isUrl || words.length === 0) return "calls";
	if (words.some((word) => OWN_SERVERS.test(word))) return "either";
	return words.every((word) => GENERIC.test(word)) &&
		words.some((word) => /^(?:addr|address|host|hostname)$/.test(word))
		? "either"
		: "calls";
}

/** Is a text nothing else than this host's name? */
export function isLocalHost(text: string): boolean {
	return LOCAL_ALONE.test(text);
}
