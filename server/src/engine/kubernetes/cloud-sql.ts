import type { Splice } from "../text/edit";
import { memoize } from "../text/memo";
import { insertLines } from "../yaml/edit";
import { linesOf } from "../yaml/ownership";
import { type Node, resolve, valueAt } from "../yaml/tree";
import { matchesImage } from "./catalogue";
import type { Container, PROBES } from "./container";
import { programOf } from "./program";
import { integerOf, stringOf } from "./values";

/** Google's database proxies of the second generation, which take their flags alike. */
export const isCloudSqlProxy = memoize((container: Container): boolean => {
	const image = container.image?.text ?? "";
	return (
		/-(?:sql|auth)-proxy/.test(image) &&
		(matchesImage(image, "cloud-sql-connectors/cloud-sql-proxy") ||
			matchesImage(image, "alloydb-connectors/alloydb-auth-proxy"))
	);
});

/**
 * What a flag of the proxy says: its value, empty for a bare flag.
 * @returns nothing where the flag is not given, `unknown` where it may be given in a place that cannot be seen
 */
export function proxyFlag(
	container: Container,
	name: string,
): string | undefined | "unknown" {
	const { script, words } = programOf(container);
	const isToldElsewhere =
		script !== undefined ||
		words === undefined ||
		// What a patch leaves out says nothing.
		(container.pod.partial && !container.field("args")) ||
		container.field("envFrom") !== undefined ||
		words.some(({ text }) => /^--config-file\b/.test(text));
	const variable = `_PROXY_${name.replace(/-/g, "_").toUpperCase()}`;
	for (const each of container.environment)
		if (each.name.endsWith(variable)) return each.value.text;
	if (container.entry("env") && hasUnreadVariable(container, variable))
		return "unknown";
	for (const [index, { text }] of (words ?? []).entries()) {
		if (text === `--${name}`) {
			const next = words?.[index + 1]?.text ?? "";
			return TAKES_VALUE.test(name) ? next : "";
		}
		if (text.startsWith(`--${name}=`)) return text.slice(name.length + 3);
	}
	return isToldElsewhere ? "unknown" : undefined;
}

const TAKES_VALUE = /^(?:(?:http-)?address|(?:http-|admin-)?port)$/;

/** Is a variable there whose value comes from somewhere else? */
const hasUnreadVariable = (container: Container, suffix: string): boolean =>
	container.pod.document.slice(container.node).includes(suffix);

/** What a proxy's own health checks are told. */
export interface HealthChecks {
	/** Are they served? */
	readonly isServed: boolean;
	/** Are they served at the Pod's address, where the kubelet asks? */
	readonly isReachable: boolean;
	readonly health: string | undefined;
	readonly address: string | undefined;
}

/** Does the proxy serve its health checks, and where? Nothing where that cannot be seen. */
export function healthChecksOf(container: Container): HealthChecks | undefined {
	const health = proxyFlag(container, "health-check");
	const address = proxyFlag(container, "http-address");
	if (health === "unknown" || address === "unknown") return undefined;
	return {
		isServed: health !== undefined && health !== "false",
		isReachable: address !== undefined && !/^(?:localhost|127\.)/.test(address),
		health,
		address,
	};
}

/** The path at which a probe asks the proxy's own health checks. */
export function askedHealthCheck(
	container: Container,
	probe: (typeof PROBES)[number],
): Node | undefined {
	const http = valueAt(container.field(probe)?.value, "httpGet");
	const path = valueAt(http, "path");
	return path &&
		!valueAt(http, "host") &&
		/^\/(?:startup|liveness|readiness)(?:\?|$)/.test(stringOf(path) ?? "") &&
		asksHealthPort(container, valueAt(http, "port"))
		? path
		: undefined;
}

function asksHealthPort(container: Container, port: Node | undefined): boolean {
	const name = stringOf(port);
	const number =
		name === undefined
			? integerOf(port)
			: container.ports.find((each) => each.name === name)?.number;
	const told = proxyFlag(container, "http-port");
	return told !== "unknown" && number === Number(told ?? 9090);
}

/** Does a probe surely ask for health checks that the proxy does not serve, or on localhost only? */
export function isHealthCheckUnanswered(
	container: Container,
	probe: (typeof PROBES)[number],
): boolean {
	if (container.pod.document.templated || !isCloudSqlProxy(container))
		return false;
	const checks =
		askedHealthCheck(container, probe) && healthChecksOf(container);
	return checks !== undefined && !(checks.isServed && checks.isReachable);
}

/** Adds words at the end of `args`, written like those that are there. */
export function appendArguments(
	container: Container,
	words: readonly string[],
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const list = container.entry("args")?.value;
	const last = list?.kind === "sequence" ? list.items.at(-1) : undefined;
	const scalar = resolve(last?.value);
	if (list?.kind !== "sequence" || !last || scalar?.kind !== "scalar")
		return undefined;
	if (last.value !== scalar || scalar.style === "block") return undefined;
	const flags = list.items.flatMap(({ value }) =>
		value?.kind === "scalar" && value.text.startsWith("-") ? [value] : [],
	);
	const style = (flags[0] ?? scalar).style;
	const quote = style === "single" ? "'" : style === "double" ? '"' : "";
	const texts = words.map((word) => `${quote}${word}${quote}`);
	if (list.flow) {
		const at = last.end;
		return [{ start: at, end: at, text: texts.map((t) => `, ${t}`).join("") }];
	}
	const { lines } = document;
	const indent = " ".repeat(lines.column(last.start));
	return [
		insertLines(
			lines,
			linesOf(lines, last).last + 1,
			texts.map((text) => `${indent}- ${text}`),
		),
	];
}
