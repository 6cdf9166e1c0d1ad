import { isLocalHost, portOfProtocol } from "../../kubernetes/addresses";
import { matchesImage } from "../../kubernetes/catalogue";
import type { Container } from "../../kubernetes/container";
import { injectionsOf } from "../../kubernetes/injectors";
import { shownName } from "../../kubernetes/naming";
import { dialsOf, listensOn } from "../../kubernetes/network";
import { programOf } from "../../kubernetes/program";
import { booleanOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import type { Scalar } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, port: number, server: string, other: number) =>
		`\`${name}\` calls port ${port} of its Pod, on which nobody listens: connection refused. \`${server}\` listens on ${other}.`,
	ja: (name, port, server, other) =>
		`\`${name}\` はPod内のポート${port}に接続しますが、このポートを使うコンテナはなく、接続は拒否されます。\`${server}\` が使うポートは${other}です。`,
});
const here = text({
	en: (name: string, port: number) => `\`${name}\` listens on ${port}`,
	ja: (name, port) => `\`${name}\` はポート${port}を使います`,
});
const write = text({
	en: (port: number) => `Call port ${port}`,
	ja: (port) => `ポート${port}に接続する`,
});

/** What servers speak, by the usual port of the protocol; a proxy may stand before databases of several kinds. */
const SPEAKS: readonly (readonly [string, readonly number[]])[] = [
	["postgres", [5432]],
	["postgresql", [5432]],
	["pgbouncer", [5432]],
	["mysql", [3306]],
	["mariadb", [3306]],
	["proxysql", [3306]],
	["redis", [6379]],
	["valkey", [6379]],
	["memcached", [11211]],
	["mongo", [27017]],
	["rabbitmq", [5672]],
	["nats", [4222]],
	["cloud-sql-proxy", [5432, 3306]],
	["gce-proxy", [5432, 3306]],
	["alloydb-auth-proxy", [5432]],
];

export default defineRule({
	id: "localhost-port-mismatch",
	title: fixedText({
		en: "A container calls a port of its Pod on which nobody listens",
		ja: "Pod内でだれも使っていないポートに接続している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
	checkPod(pod, { report }) {
		const { document } = pod;
		if (pod.partial || document.templated) return;
		const all = [...pod.initContainers, ...pod.containers];
		if (all.length < 2 || booleanOf(pod.entry("hostNetwork")?.value)) return;
		const calls = all.flatMap((caller) =>
			dialsOf(caller).flatMap(({ port, sure }) =>
				sure ? [{ caller, port }] : [],
			),
		);
		if (calls.length === 0) return;
		const taken = new Set([
			...all.flatMap((container) => [...listensOn(container)]),
			...injectionsOf(pod).flatMap(({ ports }) => ports),
		]);
		const missed = calls.filter(({ port }) => !taken.has(port));
		if (missed.length === 0) return;
		const servers = all.flatMap((container) => {
			const speaks = speaksOf(container);
			const ports = speaks ? [...listensOn(container)] : [];
			return speaks && ports.length > 0 ? [{ container, speaks, ports }] : [];
		});
		const unknown = all.filter(isUnknown).slice(0, 2);
		if (servers.length === 0) return;
		for (const { caller, port } of missed) {
			if (unknown.some((other) => other !== caller) || runsInBackground(caller))
				continue;
			const place = placeOf(caller, port);
			if (!place) continue;
			const fitting = servers.filter(
				({ container, speaks }) =>
					container !== caller && speaks.includes(place.protocol),
			);
			const [server, second] = fitting;
			const [other, more] = server?.ports ?? [];
			if (!server || second || other === undefined || more) continue;
			// Whose usual port this is, that it is another database's proxy.
			const usual = portsOfProtocols.has(other) ? other : place.protocol;
			if (usual !== place.protocol) continue;
			report({
				at: place.at,
				message: found(
					shownName(caller),
					port,
					shownName(server.container),
					other,
				),
				related: [
					{
						at: server.container.label,
						message: here(shownName(server.container), other),
					},
				],
				fixes: [
					{
						title: write(other),
						safety: "review",
						preferred: true,
						edit: () => [{ ...place.at, text: String(other) }],
					},
				],
			});
		}
	},
});

const portsOfProtocols = new Set(SPEAKS.flatMap(([, ports]) => ports));

/** One look is enough for most images. */
const MAY_SPEAK = new RegExp(SPEAKS.map(([pattern]) => pattern).join("|"));

function speaksOf({ image }: Container): readonly number[] | undefined {
	return image && MAY_SPEAK.test(image.text)
		? SPEAKS.find(([pattern]) => matchesImage(image.text, pattern))?.[1]
		: undefined;
}

/** May it listen on a port of which nothing tells? */
const isUnknown = (container: Container): boolean =>
	listensOn(container).size === 0 &&
	(container.list !== "initContainers" ||
		container.restartPolicyText !== undefined) &&
	!programOf(container).script;

const runsInBackground = (container: Container): boolean =>
	programOf(container).commands.some(({ background }) => background);

interface Place {
	/** The digits of the port, in the text. */
	readonly at: { readonly start: number; readonly end: number };
	/** The usual port of the protocol that is spoken there. */
	readonly protocol: number;
}

/** Where the port is written; nothing where that is not in one place, or in a word that is not written as it is read. */
function placeOf(caller: Container, port: number): Place | undefined {
	const { text } = caller.pod.document;
	const places: Place[] = [];
	const add = (scalar: Scalar, pattern: RegExp, name: string) => {
		const written = text.slice(scalar.start, scalar.end);
		const match = pattern.exec(written);
		if (!match) return;
		const start = scalar.start + match.index + match[0].length;
		const scheme = /([a-z]\w*)(?:\+\w+)?:\/\/[^\s]*$/i.exec(match[0])?.[1];
		const protocol =
			portOfProtocol(scheme ?? "") ??
			portOfProtocol(name.replace(/^-+/, "")) ??
			(portsOfProtocols.has(port) ? port : undefined);
		if (protocol === undefined) return;
		const digits = String(port).length;
		places.push({ at: { start: start - digits, end: start }, protocol });
	};
	const address = new RegExp(
		String.raw`^.*?(?:localhost|127\.0\.0\.1):${port}(?!\d)`,
	);
	for (const { name, value } of caller.environment) {
		add(value, address, name);
		const host = caller.environment.find(
			(other) =>
				other.name === name.replace(/PORT$/, "HOST") &&
				isLocalHost(other.value.text),
		);
		if (host && name !== host.name)
			add(value, new RegExp(String.raw`^["']?${port}(?!\d)`), name);
	}
	const { script, words } = programOf(caller);
	if (!script)
		for (const word of words ?? [])
			add(word, address, /^--?([\w-]+)/.exec(word.text)?.[1] ?? "");
	const [place, second] = places;
	return second ? undefined : place;
}
