import { fixedText, text } from "../text/language";
import { memoizeBoth } from "../text/memo";
import { valueAt } from "../yaml/tree";
import type { Change } from "./change";
import { isHealthCheckUnanswered } from "./cloud-sql";
import type { Container } from "./container";
import { startupProbe } from "./conversion-edit";
import { calls, dependentsOf } from "./dependencies";
import { unreachableProbe } from "./local-listener";
import { needsAnother, servesSomething } from "./network";
import { programOf } from "./program";
import { isNativeSidecar } from "./restart-policy";
import type { Catalog } from "./roles";
import { needsLater, waitsForLater } from "./startup-check";
import { isNull } from "./values";
import { addTcpStartupProbe } from "./verbs";
import type { Version } from "./versions";
import { triesAgain } from "./waits";

/** What keeps others waiting until a native sidecar serves, and how to give it that. */

/** A native sidecar that serves, and nobody waits until it does. */
export const isUngatedServer = (
	container: Container,
	version: Version,
): boolean =>
	isNativeSidecar(container, version) &&
	!isGated(container) &&
	!waitsForLater(container) &&
	servesSomething(container);

const isGated = (container: Container): boolean =>
	container.field("startupProbe") !== undefined ||
	!isNull(valueAt(container.entry("lifecycle")?.value, "postStart"));

/** A container that starts after a native sidecar, calls it and does not try again by itself. */
export const impatientCaller = memoizeBoth(
	(container: Container, catalog: Catalog): Container | undefined =>
		container.pod.all.find(
			(other) =>
				(other.list === "containers" ||
					(other.list === "initContainers" && other.index > container.index)) &&
				calls(other, container, catalog) &&
				!triesAgain(programOf(other)),
		),
);

/** Names of ports and containers that are about health and metrics. */
export const OBSERVES = /metrics|exporter|prom|health|debug|pprof|probe/i;

/** Does a sidecar that nobody is seen to call offer more than its own health and metrics? */
export const mayBeCalled = (container: Container, catalog: Catalog): boolean =>
	container.ports.some(({ name = "" }) => !OBSERVES.test(name)) &&
	!OBSERVES.test(container.name ?? "") &&
	dependentsOf(container, catalog).length === 0;

/** Does it seem to listen on localhost only? The kubelet, which probes from outside the Pod, would never reach it. */
function listensLocallyOnly(container: Container): boolean {
	const line = (programOf(container).words ?? [])
		.map(({ text }) => text)
		.join(" ");
	if (/\b0\.0\.0\.0\b/.test(line)) return false;
	return (
		/\b127\.0\.0\.1\b|\blocalhost\b/.test(line) ||
		/cloud-?sql|gce-proxy|alloydb-auth-proxy/.test(container.image?.text ?? "")
	);
}

/** Can its readinessProbe surely never succeed? As a startupProbe it would hold the others up for ever. */
export const neverReady = (container: Container): boolean =>
	unreachableProbe(container, "readinessProbe") !== undefined ||
	isHealthCheckUnanswered(container, "readinessProbe");

/** Would the readinessProbe of a native sidecar, as a startupProbe, hold the others up for ever? */
export const cannotGate = (container: Container): boolean =>
	neverReady(container) ||
	needsAnother(container, "readinessProbe") ||
	needsLater(container, "readinessProbe", container.index);

const copy = fixedText({
	en: "Copy the `readinessProbe` to `startupProbe`",
	ja: "`readinessProbe` を `startupProbe` にコピー",
});
const add = text({
	en: (port: number) => `Add a \`startupProbe\` on port ${port}`,
	ja: (port) => `ポート${port}の \`startupProbe\` を追加`,
});

/** Gives a sidecar a startup probe: the check of its readinessProbe, else one of its first port. */
export function gateFixes(container: Container): readonly Change[] {
	if (container.field("readinessProbe")) {
		if (neverReady(container)) return [];
		if (!cannotGate(container))
			return [
				{
					title: copy,
					safety: "review",
					preferred: true,
					edit: () => startupProbe(container),
				},
			];
	}
	const port = container.ports.find(
		({ protocol }) => protocol === "TCP",
	)?.number;
	if (port === undefined || listensLocallyOnly(container)) return [];
	return [
		{
			title: add(port),
			safety: "review",
			edit: () => addTcpStartupProbe(container, port),
		},
	];
}
