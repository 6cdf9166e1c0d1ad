import type { Change } from "../kubernetes/change";
import type { Container } from "../kubernetes/container";
import { shownName } from "../kubernetes/naming";
import { servesSomething } from "../kubernetes/network";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import {
	injectedProxy,
	type Obstacle,
	obstacleTo,
} from "../kubernetes/setup-obstacles";
import {
	isWorthAContainer,
	restLasts,
	type SetupScript,
	setupScriptOf,
} from "../kubernetes/setup-script";
import { splitSetup } from "../kubernetes/setup-split";
import { stringOf } from "../kubernetes/values";
import type { Version } from "../kubernetes/versions";
import { fixedText, type Message, text } from "../text/language";
import { sharedThrough } from "../yaml/anchors";
import { defineRefactoring } from "./refactoring";
import { withPatches } from "./with-patches";

const title = text({
	en: (name: string) =>
		`Split the set-up of \`${name}\` into an init container`,
	ja: (name) => `\`${name}\` のセットアップをInitコンテナに分離`,
});

const shell = text({
	en: (command: string) => `\`${command}\` is needed by what follows`,
	ja: (command) => `\`${command}\` は後に続くコマンドに必要です`,
});
const background = text({
	en: (command: string) =>
		`\`${command}\` goes on in the background, and would end with the init container`,
	ja: (command) =>
		`\`${command}\` はバックグラウンドで動き続けますが、Initコンテナとともに終了してしまいます`,
});
const ends = text({
	en: (command: string) =>
		`\`${command}\` ends the script before its last command, which would run all the same`,
	ja: (command) =>
		`\`${command}\` は最後のコマンドの前でスクリプトを終えますが、分離すると最後のコマンドが実行されてしまいます`,
});
const image = text({
	en: (command: string) =>
		`\`${command}\` changes the container's own file system, and would be lost in another container`,
	ja: (command) =>
		`\`${command}\` はコンテナ自身のファイルシステムを変更するため、別のコンテナでは失われます`,
});
const ownFiles = text({
	en: (command: string, path: string) =>
		`\`${command}\` changes \`${path}\`, which is in no writable volume: it would be lost in another container`,
	ja: (command, path) =>
		`\`${command}\` が変更する \`${path}\` は書き込み可能なボリュームにないため、別のコンテナでは失われます`,
});
const nowhere = text({
	en: (command: string) =>
		`it is not known where \`${command}\` writes: only files in volumes are there for another container`,
	ja: (command) =>
		`\`${command}\` の書き込み先が分かりません。別のコンテナから見えるのはボリュームのファイルだけです`,
});
const everyStart = text({
	en: (command: string) =>
		`\`${command}\` clears up before each start of the container, also after a crash; an init container runs once`,
	ja: (command) =>
		`\`${command}\` はクラッシュ後も含めてコンテナの起動のたびに片付けますが、Initコンテナは一度しか実行されません`,
});
const unknown = text({
	en: (command: string) =>
		`it is not known what \`${command}\` changes, and whether another container can do it`,
	ja: (command) =>
		`\`${command}\` が何を変更するか、別のコンテナで実行できるかが分かりません`,
});
const port = text({
	en: (number: number, provider: string) =>
		`it calls port ${number} of \`${provider}\`, which starts only after the init containers`,
	ja: (number, provider) =>
		`Initコンテナの後で起動する \`${provider}\` のポート${number}に接続しています`,
});
const deafPort = text({
	en: (number: number) =>
		`it calls port ${number} of the Pod, where nothing is known to listen while the init containers run`,
	ja: (number) =>
		`Initコンテナの実行中には待ち受けるものが見当たらない、Podのポート${number}に接続しています`,
});
const file = text({
	en: (path: string, provider: string) =>
		`it needs \`${path}\`, which \`${provider}\` writes only after the init containers`,
	ja: (path, provider) =>
		`Initコンテナの後で \`${provider}\` が書き込む \`${path}\` が必要です`,
});
const mesh = text({
	en: (provider: string) =>
		`it needs the network, which \`${provider}\` serves only after the init containers`,
	ja: (provider) =>
		`ネットワークが必要ですが、\`${provider}\` が使えるようになるのはInitコンテナの後です`,
});
const shared = text({
	en: (anchor: string) =>
		`it is used elsewhere as well, through the anchor \`&${anchor}\``,
	ja: (anchor) =>
		`アンカー \`&${anchor}\` を通じてほかの場所でも使われています`,
});

const once = text({
	en: (name: string) =>
		`The set-up now runs once when the Pod starts, no longer at each restart of \`${name}\`.`,
	ja: (name) =>
		`セットアップはPodの起動時に一度だけ実行され、\`${name}\` の再起動のたびには実行されなくなります。`,
});
const forgiven = fixedText({
	en: "A failure of its last command is ignored as before: without `true` at the end, the Pod would not start then.",
	ja: "最後のコマンドの失敗は、これまでどおり無視されます。末尾の `true` を削除すると、失敗時にPodは起動しなくなります。",
});

const injected = text({
	en: (proxy: string) =>
		`If \`${proxy}\` is not injected as a native sidecar, the init container has no network.`,
	ja: (proxy) =>
		`\`${proxy}\` がネイティブサイドカーとして注入されない場合、Initコンテナはネットワークを使えません。`,
});

export default defineRefactoring({
	id: "split-setup",
	title: fixedText({
		en: "Split the set-up of a script into an init container",
		ja: "スクリプトのセットアップをInitコンテナに分離",
	}),
	offer(pod, container, { version, catalog }) {
		if (!isMeantToLast(container, version) || !container.field("image"))
			return undefined;
		const script = setupScriptOf(container);
		if (!script || !isWorthAContainer(script) || !restLasts(script))
			return undefined;
		const offer = {
			title: title(shownName(container)),
			safety: "review",
			edit: () => splitSetup(container, script),
			notes: () => notesOf(container, script),
		} satisfies Change;
		const anchor = sharedThrough(pod.document, script.scalar);
		if (anchor) return { ...offer, disabled: shared(anchor.anchor) };
		const obstacle = obstacleTo(script, container, { version, catalog });
		return obstacle
			? { ...offer, disabled: reason(obstacle) }
			: withPatches(offer, pod);
	},
});

/** Is the container to run as long as the Pod, as far as its Pod tells? */
function isMeantToLast(container: Container, version: Version): boolean {
	const { pod, list, name } = container;
	if (name === undefined || list === "ephemeralContainers") return false;
	if (list === "initContainers") return isNativeSidecar(container, version);
	const ends =
		pod.runsToCompletion ||
		/^(?:Never|OnFailure)$/.test(
			stringOf(pod.entry("restartPolicy")?.value) ?? "",
		);
	return !ends || servesSomething(container);
}

function notesOf(
	container: Container,
	script: SetupScript,
): readonly Message[] {
	const proxy = injectedProxy(script, container);
	return [
		once(shownName(container)),
		...(script.forgives ? [forgiven] : []),
		...(proxy === undefined ? [] : [injected(proxy)]),
	];
}

function reason(obstacle: Obstacle): Message {
	switch (obstacle.kind) {
		case "port":
			return obstacle.provider
				? port(obstacle.port, shownName(obstacle.provider))
				: deafPort(obstacle.port);
		case "file":
			return file(obstacle.path, shownName(obstacle.provider));
		case "mesh":
			return mesh(obstacle.proxy);
		case "own-files":
			return ownFiles(obstacle.command, obstacle.path);
		default:
			return REASONS[obstacle.kind](obstacle.command);
	}
}

const REASONS = {
	shell,
	background,
	ends,
	image,
	nowhere,
	"every-start": everyStart,
	unknown,
} as const;
