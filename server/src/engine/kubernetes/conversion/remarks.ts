import { fixedText, type Message, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { localAddresses } from "../addresses";
import { hasHiddenAnnotations } from "../annotate";
import { annotationsOf } from "../annotations";
import type { Container } from "../container";
import { dependentsOf, type Placement } from "../dependencies";
import { exitOnZeroOf } from "../istio-exit";
import { neverProbedAgain, neverRestartedAgain } from "../kubelet-bugs";
import { shownName } from "../naming";
import { listensOn } from "../network";
import { programOf, programOfHandler } from "../program";
import type { Catalog } from "../roles";
import { baseName } from "../shell";
import { integerOf } from "../values";
import { atLeast, type Version } from "../versions";
import { waitsOf } from "../waits";
import { moreFailures } from "./patience";
import { placeNote } from "./place";

/** What changes with a conversion and is good to know. */

/** What is good to know, the weightiest first. */
export function remarksOf(
	container: Container,
	version: Version,
	catalog: Catalog,
	placement: Placement,
	/** Does it get a startupProbe? */
	gate: boolean,
): readonly Message[] {
	const isGated = gate || container.field("startupProbe") !== undefined;
	return [
		placeNote(container, placement, catalog),
		gate ? gateNote(container, catalog) : undefined,
		isGated ? bugNote(container, version) : undefined,
		nodesNote(container, version),
		defaultNote(container),
		exitNote(container),
		isGated ? holdNote(container) : undefined,
		isGated ? waitNote(container) : undefined,
	].filter((note) => note !== undefined);
}

const gated = text({
	en: (name: string, waiting: string, seconds: number) =>
		`\`startupProbe\` is the check of the \`readinessProbe\`, which makes nobody wait: ${waiting} when it has passed. \`${name}\` has ${seconds} s to come up, then it is started anew.`,
	ja: (name, waiting, seconds) =>
		`\`startupProbe\` は \`readinessProbe\` と同じ確認を行います。\`readinessProbe\` は誰も待たせませんが、\`startupProbe\` に成功してはじめて${waiting}。\`${name}\` は${seconds}秒以内に成功しなければ再起動されます。`,
});
const starts = text({
	en: (name: string) => `\`${name}\` starts only`,
	ja: (name) => ` \`${name}\` が起動します`,
});
const othersStart = fixedText({
	en: "the others start only",
	ja: "ほかのコンテナが起動します",
});

/** Who waits for a copied probe, and how long it may take. */
function gateNote(container: Container, catalog: Catalog): Message {
	const probe = container.field("readinessProbe")?.value;
	const numberOf = (field: string, usual: number) =>
		integerOf(valueAt(probe, field)) || usual;
	const period = numberOf("periodSeconds", 10);
	const failures = moreFailures(probe) ?? numberOf("failureThreshold", 3);
	const [first, ...others] = dependentsOf(container, catalog);
	const waiting =
		first && others.length === 0 ? starts(shownName(first)) : othersStart;
	return (language) =>
		gated(shownName(container), waiting(language), period * failures)(language);
}

const exits = text({
	en: (name: string) =>
		`\`EXIT_ON_ZERO_ACTIVE_CONNECTIONS\` of \`${name}\` is not needed any more: it gets SIGTERM only when the application has ended.`,
	ja: (name) =>
		`\`${name}\` の \`EXIT_ON_ZERO_ACTIVE_CONNECTIONS\` は不要になります。アプリケーションが終了してからSIGTERMを受け取ります。`,
});

const exitNote = (container: Container): Message | undefined =>
	exitOnZeroOf(container) && exits(shownName(container));

const holds = text({
	en: (name: string, what: string) =>
		`The \`postStart\` hook of \`${name}\` (\`${what}\`) is not needed any more to make the others wait: the \`startupProbe\` does, and does not hold up the end of the Pod.`,
	ja: (name, what) =>
		`ほかのコンテナを待たせるための \`${name}\` の \`postStart\` フック(\`${what}\`)は不要になります。\`startupProbe\` が待たせ、こちらはPodの終了を遅らせません。`,
});

/** The hook by which a classic sidecar held the containers behind it back until it was ready itself. */
function holdNote(container: Container): Message | undefined {
	const hook = valueAt(container.entry("lifecycle")?.value, "postStart");
	if (!hook) return undefined;
	const program = programOfHandler(hook);
	const own = listensOn(container);
	const wait = waitsOf(program).find(({ head }) =>
		localAddresses(head).some(({ port }) => own.has(port)),
	);
	const line = program.commands
		.map(({ words: [path = "", ...rest] }) =>
			[baseName(path), ...rest].join(" "),
		)
		.find((each) => /^(?:pilot-agent wait|linkerd-await)\b/.test(each));
	const what = wait?.head ?? line;
	return what === undefined
		? undefined
		: holds(shownName(container), what.replaceAll("`", " ").slice(0, 80));
}

const waits = text({
	en: (other: string, head: string, name: string) =>
		`\`${other}\` need not wait for \`${name}\` itself any more (\`${head}\`): it starts when the \`startupProbe\` has passed.`,
	ja: (other, head, name) =>
		`\`${other}\` は自分で \`${name}\` を待つ必要がなくなります(\`${head}\`)。\`startupProbe\` が成功してから起動します。`,
});

/** A wait of an application, in its script or its `postStart` hook, that its gate makes needless. */
function waitNote(container: Container): Message | undefined {
	const ports = [...listensOn(container)];
	for (const other of container.pod.containers) {
		if (other === container) continue;
		const hook = valueAt(other.entry("lifecycle")?.value, "postStart");
		const all = [
			...waitsOf(programOf(other)),
			...(hook ? waitsOf(programOfHandler(hook)) : []),
		];
		const wait = all.find(({ head }) =>
			ports.some((port) =>
				new RegExp(`\\b(?:localhost|127\\.0\\.0\\.1)\\b.*\\b${port}\\b`).test(
					head,
				),
			),
		);
		if (wait)
			return waits(
				shownName(other),
				wait.head.replaceAll("`", " ").slice(0, 80),
				shownName(container),
			);
	}
	return undefined;
}

/** What kubelets of the version do wrong with a startup probe. */
const bugNote = (container: Container, version: Version): Message | undefined =>
	neverProbedAgain(container, version) ??
	neverRestartedAgain(container, version);

const oldNodes = text({
	en: (name: string) =>
		`All nodes must have Kubernetes 1.29 or newer, which a cluster of this version need not have: older ones take \`${name}\` for an ordinary init container or refuse the Pod.`,
	ja: (name) =>
		`すべてのノードがKubernetes 1.29以降である必要があります(このバージョンのクラスターには、より古いノードがあり得ます)。古いノードは \`${name}\` を通常のInitコンテナとして扱うか、Podを拒否します。`,
});

/** A kubelet may be three minor versions older than the API server. */
const nodesNote = (
	container: Container,
	version: Version,
): Message | undefined =>
	atLeast(version, "1.32") ? undefined : oldNodes(shownName(container));

const defaultChanges = text({
	en: (name: string, next: string) =>
		`\`kubectl logs\` and \`kubectl exec\` without \`-c\` take \`${next}\` from now on, not \`${name}\`.`,
	ja: (name, next) =>
		`\`-c\` を付けない \`kubectl logs\` と \`kubectl exec\` の対象は、\`${name}\` から \`${next}\` に変わります。`,
});

/** Whom kubectl takes where none is named. */
function defaultNote(container: Container): Message | undefined {
	const { pod } = container;
	const [first, next] = pod.containers;
	const isNamed = annotationsOf(pod).has(
		"kubectl.kubernetes.io/default-container",
	);
	return first === container && next && !isNamed && !hasHiddenAnnotations(pod)
		? defaultChanges(shownName(container), shownName(next))
		: undefined;
}
