import type { Container } from "../../kubernetes/container";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { integerOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { type Mapping, type Node, resolve, valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const found = text({
	en: (seconds: number) =>
		`The liveness probe asks the same as the readiness probe, and from the start: a container that is not ready after ${seconds} s, because it starts slowly or what it needs is away, is killed instead of waited for.`,
	ja: (seconds) =>
		`livenessProbeがreadinessProbeと同じことを、起動直後から調べています。起動が遅い場合や必要なものが使えない場合など、${seconds}秒たっても準備ができないコンテナは、待たれずに停止されます。`,
});

/** What Kubernetes takes when nothing is written gives a container half a minute. */
const LONG_ENOUGH = 30;
const HANDLERS = ["exec", "httpGet", "tcpSocket", "grpc"];

export default defineRule({
	id: "liveness-equals-readiness-no-startup",
	title: fixedText({
		en: "The same liveness and readiness probe, and no startup probe",
		ja: "livenessProbeとreadinessProbeが同じでstartupProbeがない",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#when-should-you-use-a-startup-probe",
	mentions: ["livenessProbe"],
	checkPod(pod, { version, report }) {
		if (pod.document.templated) return;
		for (const container of pod.all) {
			if (
				container.list !== "containers" &&
				!isNativeSidecar(container, version)
			)
				continue;
			const entry = container.field("livenessProbe");
			const liveness = probeOf(container, "livenessProbe");
			const readiness = probeOf(container, "readinessProbe");
			if (!entry || !liveness || !readiness || container.field("startupProbe"))
				continue;
			const seconds = patience(liveness);
			if (seconds === undefined || seconds > LONG_ENOUGH) continue;
			const asked = question(liveness);
			if (asked === undefined || asked !== question(readiness)) continue;
			report({ at: entry.key, message: found(seconds) });
		}
	},
});

function probeOf(container: Container, name: string): Mapping | undefined {
	const probe = valueAt(container.node, name);
	return probe?.kind === "mapping" ? probe : undefined;
}

/** How long a container may not answer before it is killed. */
function patience(probe: Mapping): number | undefined {
	const delay = secondsOf(probe, "initialDelaySeconds", 0);
	const period = secondsOf(probe, "periodSeconds", 10);
	const failures = secondsOf(probe, "failureThreshold", 3);
	return delay === undefined || period === undefined || failures === undefined
		? undefined
		: delay + period * failures;
}

function secondsOf(
	probe: Mapping,
	field: string,
	usual: number,
): number | undefined {
	const value = valueAt(probe, field);
	if (value === undefined) return usual;
	const seconds = integerOf(value);
	return seconds === 0 ? usual : seconds;
}

/** What a probe asks, in a form that can be compared; nothing when it is not known. */
function question(probe: Mapping): string | undefined {
	const [handler, ...others] = HANDLERS.filter(
		(name) => valueAt(probe, name) !== undefined,
	);
	if (handler === undefined || others.length > 0) return undefined;
	const plain = plainOf(valueAt(probe, handler));
	return plain === undefined ? undefined : `${handler}${plain}`;
}

function plainOf(node: Node | undefined): string | undefined {
	const value = resolve(node);
	if (value === undefined) return "null";
	if (value.kind === "scalar")
		return value.templated ? undefined : JSON.stringify(value.text);
	const parts =
		value.kind === "sequence"
			? value.items.map((item) => plainOf(item.value))
			: value.entries
					.map((entry) => {
						const plain = plainOf(entry.value);
						return plain === undefined
							? undefined
							: `${entry.key.text}:${plain}`;
					})
					.sort();
	return parts.includes(undefined) ? undefined : `[${parts.join()}]`;
}
