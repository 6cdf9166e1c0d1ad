import { type Container, PROBES } from "../../kubernetes/container";
import { nearest } from "../../kubernetes/nearest";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { stringOf } from "../../kubernetes/values";
import type { Version } from "../../kubernetes/versions";
import { fixedText, type Message, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { itemsOf, resolve, valueAt } from "../../yaml/tree";
import { writeTitle } from "../mends";
import { defineRule } from "../rule";

const notReady = text({
	en: (port: string) =>
		`This container declares no port called \`${port}\`: each probe ends in an error, and the container never becomes ready.`,
	ja: (port) =>
		`このコンテナには \`${port}\` という名前のポートが宣言されていません。Probeは毎回エラーになり、コンテナは準備完了になりません。`,
});
const neverKills = text({
	en: (port: string) =>
		`This container declares no port called \`${port}\`: each probe ends in an error, which does not count, so that a hanging container is never restarted.`,
	ja: (port) =>
		`このコンテナには \`${port}\` という名前のポートが宣言されていません。Probeは毎回エラーになりますが、失敗とはみなされないため、応答しなくなったコンテナが再起動されることはありません。`,
});
const neverStarted = text({
	en: (port: string) =>
		`This container declares no port called \`${port}\`: each probe ends in an error, and the container never counts as started.`,
	ja: (port) =>
		`このコンテナには \`${port}\` という名前のポートが宣言されていません。Probeは毎回エラーになり、コンテナは起動済みとみなされません。`,
});

const SAY: Readonly<Record<string, (port: string) => Message>> = {
	readinessProbe: notReady,
	livenessProbe: neverKills,
	startupProbe: neverStarted,
};

export default defineRule({
	id: "probe-named-port-missing",
	title: fixedText({
		en: "A probe names a port that its container does not declare",
		ja: "Probeの指定するポート名がコンテナに宣言されていない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes",
	mentions: ["Probe"],
	checkPod(pod, { version, report }) {
		if (pod.document.templated) return;
		for (const container of pod.all) {
			if (!isProbed(container, version)) continue;
			const names = portNames(container);
			if (!names) continue;
			for (const probe of PROBES)
				for (const handler of ["httpGet", "tcpSocket"]) {
					const value = valueAt(container.node, probe, handler, "port");
					const port = stringOf(value);
					if (value?.kind !== "scalar" || port === undefined) continue;
					// A number in quotation marks, or no name at all: the API server says so itself.
					if (!/[a-z]/.test(port) || names.includes(port)) continue;
					const meant =
						nearest(port, names) ?? (names.length === 1 ? names[0] : undefined);
					report({
						at: value,
						message: (SAY[probe] ?? notReady)(port),
						fixes: [
							meant === undefined
								? undefined
								: {
										title: writeTitle(meant),
										safety: "review",
										preferred: true,
										edit: () => replaceScalar(value, meant),
									},
						],
					});
				}
		}
	},
});

const isProbed = (container: Container, version: Version): boolean =>
	container.list === "containers" || isNativeSidecar(container, version);

/** The names of a container's ports; nothing when they are not all known, as in a part of a manifest. */
function portNames(container: Container): readonly string[] | undefined {
	const list = container.field("ports");
	if (!list) return container.pod.partial ? undefined : [];
	if (resolve(list.value)?.kind !== "sequence") return undefined;
	const ports = itemsOf(list.value).map(({ value }) => resolve(value));
	const names: string[] = [];
	for (const port of ports) {
		if (port?.kind !== "mapping") return undefined;
		const name = valueAt(port, "name");
		const known = stringOf(name);
		if (name && known === undefined) return undefined;
		if (known) names.push(known);
	}
	return names;
}
