import type { Range } from "../text/edit";
import { memoize } from "../text/memo";
import { rangeInScalar } from "../yaml/scalar-text";
import type { Scalar } from "../yaml/tree";
import { isLocalHost, localAddresses } from "./addresses";
import type { Container } from "./container";
import { startedWords } from "./launchers";
import { type Program, programOf } from "./program";
import type { Command } from "./shell";
import { different } from "./signals";

/** Calls with which programs end servers of their Pod. */

/** A call that makes a process of the Pod end itself. */
export interface QuitCall {
	/** What stands in the program, short: `/quitquitquit`, `linkerd-await --shutdown`. */
	readonly what: string;
	/** The port that is called; nothing where the program knows it by itself. */
	readonly port: number | undefined;
	readonly by: "http" | "pilot-agent" | "linkerd-await" | "own";
	/** Does the program end in another way than on SIGTERM: without saving, fast, leaving its cluster? */
	readonly special?: boolean;
	readonly command: Command;
}

const URL = /^(?:https?:\/\/)?(\[::1\]|[\w.-]+)(?::(\d{1,5}))?(\/[^\s?#'"]*)/;
/** Paths at which servers end themselves. */
const QUIT_PATH =
	/\/(?:quitquitquit|-\/quit|shutdown|agent\/v1\/quit|exitexitexit)\/?$/;

/** Does a server end itself when this path is called? */
export const isQuitPath = (path: string): boolean =>
	QUIT_PATH.test(path.replace(/[?#].*$/, ""));

/** The calls with which a program ends a server of its Pod; each one once. */
export const quitCallsOf = memoize(
	({ commands }: Program): readonly QuitCall[] =>
		different(
			commands.flatMap((command) => quitCallOf(command) ?? []),
			({ what, port }) => `${what} ${port}`,
		),
);

/** Commands with which servers end themselves. */
const OWN =
	/^(?:(?:cloud[-_]sql[-_]proxy|alloydb-auth-proxy) shutdown\b|redis-cli\b.*\bshutdown\b|valkey-cli\b.*\bshutdown\b|mysqladmin\b.*\bshutdown\b|mariadb-admin\b.*\bshutdown\b|pg_ctl\b.*\bstop\b|rabbitmqctl\b.*\bstop(?:_app)?\b|consul leave\b|caddy stop\b|haproxyctl stop\b)/i;

/** Those that do what SIGTERM does. */
const AS_SIGTERM =
	/^(?:(?:cloud[-_]sql[-_]proxy|alloydb-auth-proxy) shutdown\b|(?:redis|valkey)-cli\b.*\bshutdown$|(?:mysqladmin|mariadb-admin)\b.*\bshutdown$|caddy stop\b)/i;

export function quitCallOf(command: Command): QuitCall | undefined {
	const [name = "", ...args] = startedWords(command.words);
	if (name === "trap") {
		const url = (args[0] ?? "").split(/\s+/).find(isQuitUrl);
		return url === undefined ? undefined : httpCall(url, command);
	}
	if (/^(?:curl|wget|http|xh|fetch)$/.test(name)) {
		const url = args.find(isQuitUrl);
		return url === undefined ? undefined : httpCall(url, command);
	}
	if (name === "pilot-agent" && /\bquitquitquit$/.test(args.join(" ")))
		return {
			what: "pilot-agent request POST quitquitquit",
			port: 15000,
			by: "pilot-agent",
			command,
		};
	if (name === "linkerd-await") {
		const end = args.indexOf("--");
		const own = end === -1 ? args : args.slice(0, end);
		return own.some((arg) => arg === "--shutdown" || arg === "-S")
			? {
					what: "linkerd-await --shutdown",
					port: 4191,
					by: "linkerd-await",
					command,
				}
			: undefined;
	}
	const line = [name, ...args].join(" ").slice(0, 200);
	const own = OWN.exec(line)?.[0];
	return own === undefined
		? undefined
		: {
				what: own,
				port: undefined,
				by: "own",
				special: !AS_SIGTERM.test(line),
				command,
			};
}

function isQuitUrl(word: string): boolean {
	const [, host, , path = ""] = URL.exec(word.replace(/^["']/, "")) ?? [];
	return host !== undefined && isLocalHost(host) && isQuitPath(path);
}

function httpCall(word: string, command: Command): QuitCall {
	const [, , port, path = ""] = URL.exec(word.replace(/^["']/, "")) ?? [];
	return {
		what: path,
		port: port === undefined ? 80 : Number(port),
		by: "http",
		command,
	};
}

/** A call that stands in code of any language, or that a variable makes. */
export interface QuitInCode {
	readonly what: string;
	readonly port: number;
	readonly at: Range;
}

/** What every path of `QUIT_PATH` has in it: most code is passed over. */
const QUITS = /quitquitquit|exitexitexit|\/quit\b|\/shutdown\b/;
/** An address of the Pod, with a path. */
const CALLED =
	/(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?\/[\w./-]*/g;
/** `POST /quitquitquit HTTP/1.1`, as it is sent through a bare connection. */
const REQUEST = /\b(?:POST|GET|PUT)\s+(\/[\w./-]+)\s+HTTP\//g;
/** `$ADMIN/quitquitquit`, `http://localhost:${PORT}/quitquitquit` */
const WITH_VARIABLE = /\$[({]?(\w+)[)}]?/g;
const ASSIGNED = /(?:^|[\s;&])(?:export[ \t]+)?(\w+)=["']?([\w.:/-]+)["']?/g;
/** Variables by which wrappers such as `scuttle` know whom to end. */
const WRAPPED = /^(?:ISTIO_QUIT_API|GENERIC_QUIT_ENDPOINTS?)$/;

/**
 * The calls that are seen in the text only: in Python, in JavaScript, through a socket, behind a variable. That they are
 * made is known, not which lines go with them.
 */
export const quitsInCode = memoize(
	(container: Container): readonly QuitInCode[] => {
		const program = programOf(container);
		const plain = new Set(quitCallsOf(program).map(keyOf));
		const words = (program.words ?? []).flatMap((word) =>
			quitsIn(word, container),
		);
		const variables = container.environment.flatMap(({ name, value }) => {
			const port = WRAPPED.test(name)
				? localAddresses(value.text)[0]?.port
				: undefined;
			return port === undefined ? [] : [{ what: name, port, at: value }];
		});
		return different([...words, ...variables], keyOf).filter(
			(call) => !plain.has(keyOf(call)),
		);
	},
);

const keyOf = ({ what, port }: Pick<QuitCall, "what" | "port">): string =>
	`${what} ${port}`;

function quitsIn(word: Scalar, container: Container): readonly QuitInCode[] {
	if (word.text.length > MOST_CODE || !QUITS.test(word.text)) return [];
	const text = word.text.replace(/^[ \t]*(?:#|\/\/).*$/gm, (comment) =>
		" ".repeat(comment.length),
	);
	const { document } = container.pod;
	const place = (start: number, length: number): Range =>
		rangeInScalar(document, word, start, start + length) ?? word;
	const lines = [...text.matchAll(/[^\n]+/g)].filter(([line]) =>
		QUITS.test(line),
	);
	const values = valuesIn(text, container);
	const expanded = (line: string) =>
		line.replace(
			WITH_VARIABLE,
			(written, name: string) => values.get(name) ?? written,
		);
	const calls = lines.flatMap(({ 0: line, index }) =>
		[...expanded(line).matchAll(CALLED)].flatMap(([url]): QuitInCode[] => {
			if (!isQuitUrl(url)) return [];
			const [, , port, what = ""] = URL.exec(url) ?? [];
			const at = Math.max(0, line.indexOf(what));
			return [
				{
					what,
					port: port === undefined ? 80 : Number(port),
					at: place(index + at, line.includes(what) ? what.length : 1),
				},
			];
		}),
	);
	const ports = localAddresses(text);
	const requests = [...text.matchAll(REQUEST)].flatMap(
		({ 0: all, 1: what = "", index }) =>
			isQuitPath(what)
				? ports.map(({ port }) => ({
						what,
						port,
						at: place(index + all.indexOf(what), what.length),
					}))
				: [],
	);
	return [...calls, ...requests];
}

/** Longer code is not read. */
const MOST_CODE = 20_000;

/** A longer value is no address. */
const LONGEST_ADDRESS = 200;

/** What the variables of a script are, as far as it or its container says; nothing for one that has several values. */
function valuesIn(
	script: string,
	{ environment }: Container,
): ReadonlyMap<string, string | undefined> {
	const values = new Map<string, string | undefined>(
		environment.map(({ name, value: { text } }) => [
			name,
			text.length < LONGEST_ADDRESS ? text : undefined,
		]),
	);
	const assigned = new Set<string>();
	for (const [, name = "", value] of script.matchAll(ASSIGNED)) {
		values.set(name, assigned.has(name) ? undefined : value);
		assigned.add(name);
	}
	return values;
}
