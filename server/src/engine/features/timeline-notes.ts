import {
	type Blocker,
	blockerOf,
	type Completion,
	completionOf,
} from "../kubernetes/completion";
import type { Container } from "../kubernetes/container";
import { dependentsOf } from "../kubernetes/dependencies";
import { gateOf, hasHook } from "../kubernetes/lifecycle";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import { type Catalog, roleOf } from "../kubernetes/roles";
import { mayVary } from "../kubernetes/templated-lists";
import { atLeast, type Version } from "../kubernetes/versions";
import { fateOfNeed } from "../rules/early-need";
import { fixedText, type Message, text } from "../text/language";

const varies = fixedText({
	en: "All of this is with the containers that are written here: a template decides which of them the Pod gets, and may add others.",
	ja: "ここに書かれたコンテナがすべて含まれる場合の内容です。どのコンテナが含まれるかはテンプレートによって決まり、ほかのコンテナが加わることもあります。",
});
const neverUp = text({
	en: (check: string, name: string) =>
		`The \`${check}\` of \`${name}\` never succeeds: nothing behind it is started, and the Pod stays in \`Init\`.`,
	ja: (check, name) =>
		`\`${name}\` の \`${check}\` は成功しないため、後続のコンテナは起動せず、Podは \`Init\` のままになります。`,
});
const neverReturns = text({
	en: (name: string) =>
		`The \`postStart\` hook of \`${name}\` never returns: nothing behind it is started, the Pod stays in \`Init\`, and when it is deleted, nothing of it is stopped as long as the hook runs.`,
	ja: (name) =>
		`\`${name}\` の \`postStart\` フックは終わらないため、後続のコンテナは起動せず、Podは \`Init\` のままになります。Podを削除しても、フックの実行中はどのコンテナも停止されません。`,
});
const BLOCKED: Readonly<
	Record<Exclude<Blocker["why"], "waits" | "check">, (name: string) => Message>
> = {
	command: text({
		en: (name: string) =>
			`The init container \`${name}\` never ends: nothing behind it is started, and the Pod stays in \`Init\`.`,
		ja: (name) =>
			`Initコンテナ \`${name}\` は終了しないため、後続のコンテナは起動せず、Podは \`Init\` のままになります。`,
	}),
	image: text({
		en: (name: string) =>
			`The init container \`${name}\` runs a server, which does not end by itself: nothing behind it is started, and the Pod stays in \`Init\`.`,
		ja: (name) =>
			`Initコンテナ \`${name}\` は自ら終了しないサーバーを実行するため、後続のコンテナは起動せず、Podは \`Init\` のままになります。`,
	}),
	policy: text({
		en: (name: string) =>
			`This version of Kubernetes does not make a native sidecar of \`${name}\`: it is an ordinary init container, nothing behind it is started until it ends.`,
		ja: (name) =>
			`このバージョンのKubernetesでは \`${name}\` はネイティブサイドカーになりません。通常のInitコンテナとして扱われ、終了するまで後続のコンテナは起動しません。`,
	}),
};

const noGate = text({
	en: (name: string, next: string) =>
		`Nothing waits until \`${name}\` serves: it has neither a \`startupProbe\` nor a \`postStart\` hook, so \`${next}\` is started as soon as it runs.`,
	ja: (name, next) =>
		`\`${name}\` には \`startupProbe\` も \`postStart\` フックもないため、処理を受け付けられるようになる前に \`${next}\` が起動することがあります。`,
});
const holdsUp = text({
	en: (name: string) =>
		`The \`postStart\` hook of \`${name}\` holds up the containers behind it in the list until it has returned.`,
	ja: (name) =>
		`\`${name}\` の \`postStart\` フックが終わるまで、リストで後ろにあるコンテナの起動は待たされます。`,
});
const hooksAtOnce = text({
	en: (names: readonly string[]) =>
		`When the Pod is deleted, \`preStop\` of ${names.join(", ")} ${names.length === 1 ? "begins" : "begin"} at once: only SIGTERM keeps to the order.`,
	ja: (names) =>
		`Podが削除されると、${names.join("、")} の \`preStop\` は直ちに始まります。順序が守られるのはSIGTERMだけです。`,
});
const sidecarsStopped = fixedText({
	en: "Once all of `containers` have ended for good, the kubelet stops the native sidecars.",
	ja: "`containers` のすべてのコンテナが終了すると、kubeletがネイティブサイドカーを停止します。",
});
const beside = text({
	en: (name: string) =>
		`The ephemeral container \`${name}\` is in no order: it is started beside the others as soon as the Pod has its sandbox, is never started again, and gets SIGTERM at once when the Pod ends. Nobody waits for it, and READY does not count it.`,
	ja: (name) =>
		`エフェメラルコンテナ \`${name}\` に順序はありません。Podのサンドボックスがあればほかのコンテナを待たずに起動し、再起動されることはなく、Podの終了時には直ちにSIGTERMを受け取ります。ほかのコンテナはこれを待たず、READYにも数えられません。`,
});
const isReplaced = text({
	en: (kind: string) =>
		`The controller of the ${kind} replaces Pods that have ended.`,
	ja: (kind) =>
		`終了したPodは、${kind} のコントローラーによって置き換えられます。`,
});
const goesOn = text({
	en: (name: string, system: string) =>
		`\`${name}\`, which ${system} adds to \`containers\`, goes on until something stops it, and the Pod ends only when all of its \`containers\` have.`,
	ja: (name, system) =>
		`${system} が \`containers\` に追加する \`${name}\` は、停止されるまで動き続けます。Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。`,
});

const DECIDES: Readonly<
	Record<
		Exclude<NonNullable<Completion["because"]>["why"], "injected">,
		((name: string) => Message) | undefined
	>
> = {
	blocked: undefined,
	restarted: text({
		en: (name: string) =>
			`\`${name}\` is started again when it ends: the Pod does not end by itself.`,
		ja: (name) =>
			`\`${name}\` は終了しても再起動されるため、Podは自ら終了しません。`,
	}),
	lasting: text({
		en: (name: string) =>
			`\`${name}\` goes on running, and the Pod ends only when all of its \`containers\` have.`,
		ja: (name) =>
			`\`${name}\` は動き続けますが、Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。`,
	}),
	uncertain: text({
		en: (name: string) =>
			`Whether \`${name}\` ends for good when the work is done cannot be seen here.`,
		ja: (name) =>
			`処理が終わったときに \`${name}\` が終了するかどうかは、このマニフェストからは分かりません。`,
	}),
};

/** Kinds that must always have their Pods. */
const REPLACES =
	/^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController)$/;

/** What is good to know of the life of a Pod, in the order in which it happens. */
export function notesOf(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): readonly Message[] {
	const blocker = blockerOf(pod, version, catalog);
	const { because, ends } = completionOf(pod, version, catalog);
	const sidecars = pod.initContainers.filter((container) =>
		isNativeSidecar(container, version),
	);
	return [
		mayVary(pod) ? varies : undefined,
		...ungated(pod, version, catalog),
		blocker && blockedBy(blocker),
		...pod.containers
			.slice(0, -1)
			.filter((container) => hasHook(container, "postStart"))
			.map((container) => holdsUp(shownName(container))),
		because?.why === "injected"
			? goesOn(because.injection.name, because.injection.system)
			: because && DECIDES[because.why]?.(shownName(because.container)),
		ends === "yes" && sidecars.length > 0 ? sidecarsStopped : undefined,
		ends === "yes" && REPLACES.test(pod.kind ?? "")
			? isReplaced(pod.kind ?? "")
			: undefined,
		hooksNote([...pod.containers, ...sidecars], version),
		...pod
			.list("ephemeralContainers")
			.map((container) => beside(shownName(container))),
	].filter((note) => note !== undefined);
}

function blockedBy(blocker: Blocker): Message {
	const { container, why } = blocker;
	const name = shownName(container);
	if (why === "waits") return fateOfNeed(container, blocker.need);
	if (why !== "check") return BLOCKED[why](name);
	return blocker.hangs ? neverReturns(name) : neverUp(blocker.check, name);
}

/** Native sidecars that others call, and of which the next container only knows that they run. */
function ungated(
	pod: Pod,
	version: Version,
	catalog: Catalog,
): readonly Message[] {
	const inOrder = [...pod.initContainers, ...pod.containers];
	return pod.initContainers.flatMap((container, index) => {
		const next = inOrder[index + 1];
		return next &&
			gateOf(container, version) === "running" &&
			isCalled(container, catalog)
			? [noGate(shownName(container), shownName(next))]
			: [];
	});
}

function isCalled(container: Container, catalog: Catalog): boolean {
	const { role } = roleOf(container, catalog);
	return (
		role === "ambassador" ||
		role === "mesh-proxy" ||
		dependentsOf(container, catalog).length > 0
	);
}

/** Where several hooks or an order are at stake. */
function hooksNote(
	containers: readonly Container[],
	version: Version,
): Message | undefined {
	const names = containers
		.filter((container) => hasHook(container, "preStop"))
		.map((container) => `\`${shownName(container)}\``);
	return names.length > 0 && containers.length > 1 && atLeast(version, "1.29")
		? hooksAtOnce(names)
		: undefined;
}
