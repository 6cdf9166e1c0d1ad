import { applyEdit, type Edit, type Splice } from "../text/edit";
import { fixedText, type Message, text } from "../text/language";
import { crossesAnchor } from "../yaml/anchors";
import { Document } from "../yaml/document";
import { valueAt } from "../yaml/tree";
import { type Before, moveToClassic, slotForClassic } from "./classic-edit";
import type { Container } from "./container";
import { calls } from "./dependencies";
import { shownName } from "./naming";
import { needsAnother } from "./network";
import type { Pod } from "./pod";
import { isNativeSidecar } from "./restart-policy";
import type { Catalog } from "./roles";
import { earlyNeed, isOrdinaryInit } from "./start-needs";
import { isNull, stringOf } from "./values";
import type { Version } from "./versions";
import { podsOf } from "./workloads";

/** What turning a native sidecar into a classic one would do, or why it must not be done. */
export type Reversal =
	| { readonly refused: Message }
	| {
			readonly refused?: never;
			readonly edit: () => readonly Splice[] | undefined;
			readonly notes: () => readonly Message[];
			/** The Pod afterwards. */
			readonly after: Pod | undefined;
	  };

const refuse = {
	template: fixedText({
		en: "a template decides which lines the list has",
		ja: "リストの行がテンプレートで決まるため、安全に移動できません",
	}),
	written: fixedText({
		en: "it or one of the lists is written in a way in which other lines would have to be rewritten, such as an alias",
		ja: "コンテナまたはリストがエイリアスなどで書かれており、ほかの行を書き換えずに移動できません",
	}),
	anchors: fixedText({
		en: "an anchor and its alias would change places",
		ja: "アンカーとエイリアスの順序が入れ替わってしまいます",
	}),
	rules: fixedText({
		en: "it has `restartPolicyRules`, which only a container with a `restartPolicy` of its own may have",
		ja: "独自の `restartPolicy` を持つコンテナだけに設定できる `restartPolicyRules` があります",
	}),
	init: text({
		en: (name: string) =>
			`the init container \`${name}\` needs it, and would run before it starts`,
		ja: (name) =>
			`Initコンテナ \`${name}\` がこのコンテナを必要としていますが、このコンテナより先に実行されるようになります`,
	}),
	sidecar: text({
		en: (name: string) =>
			`the native sidecar \`${name}\` does not finish starting without it: convert that one first`,
		ja: (name) =>
			`ネイティブサイドカー \`${name}\` の起動がこのコンテナなしには完了しません。先にそちらを変換してください`,
	}),
};

const note = {
	start: fixedText({
		en: "It starts together with the application, which no longer waits for it.",
		ja: "アプリケーションと同時に起動します。アプリケーションは、このコンテナの準備を待たなくなります。",
	}),
	stop: fixedText({
		en: "When the Pod ends, it is stopped together with the application, not after it.",
		ja: "Podの終了時には、アプリケーションの後ではなく、同時に停止されます。",
	}),
	init: text({
		en: (name: string) =>
			`The init container \`${name}\` seems to call it, and runs before it starts.`,
		ja: (name) =>
			`Initコンテナ \`${name}\` はこのコンテナに接続しているようですが、このコンテナより先に実行されます。`,
	}),
	job: fixedText({
		en: "The Job does not complete as long as it runs: the work has to stop it at its end.",
		ja: "このコンテナが動いている間、Jobは完了しません。処理の最後に停止させる必要があります。",
	}),
	restart: text({
		en: (policy: string) =>
			`It is restarted as the Pod's \`restartPolicy: ${policy}\` says, no longer always.`,
		ja: (policy) =>
			`常に再起動されるのではなく、Podの \`restartPolicy: ${policy}\` に従うようになります。`,
	}),
	probe: fixedText({
		en: "Its `startupProbe` stays; it only holds up its own other probes.",
		ja: "`startupProbe` は残りますが、このコンテナのほかのProbeを待たせるだけになります。",
	}),
};

/**
 * Plans how a native sidecar goes back to `containers`.
 * @param before what is known of how it was before it was a native sidecar
 */
export function planReversal(
	container: Container,
	version: Version,
	catalog: Catalog,
	before: Before = {},
): Reversal {
	const { pod } = container;
	const { document } = pod;
	if (document.templated) return { refused: refuse.template };
	const slot = slotForClassic(container, before);
	if (!slot) return { refused: refuse.written };
	if (container.field("restartPolicyRules")) return { refused: refuse.rules };
	if (crossesAnchor(document, container.item, slot.offset))
		return { refused: refuse.anchors };
	const moved = moveToClassic(container, before);
	if (!moved) return { refused: refuse.written };
	const after = podAfter(pod, moved.edit);
	const refused = after && harmOf(container, after, catalog);
	if (refused) return { refused };
	return {
		edit: () => moved.edit,
		notes: () => notesOn(container, version, catalog, moved.keepsProbe),
		after,
	};
}

/** The Pod as it will be. */
export function podAfter(pod: Pod, edit: Edit): Pod | undefined {
	const { document } = pod;
	const after = new Document(applyEdit(document.text, edit));
	return podsOf(after)[podsOf(document).indexOf(pod)];
}

/** Who would certainly never start: an init container that needs it, or a native sidecar that asks it before it counts as started. */
function harmOf(
	container: Container,
	after: Pod,
	catalog: Catalog,
): Message | undefined {
	const name = shownName(container);
	const init = after.initContainers.find((other) => {
		const need = isOrdinaryInit(other) ? earlyNeed(other, catalog) : undefined;
		return (
			need !== undefined &&
			need.fate !== "tries" &&
			need.provider.list === "containers" &&
			shownName(need.provider) === name
		);
	});
	if (init) return refuse.init(shownName(init));
	const before = container.pod.initContainers.filter(
		(other) => other !== container,
	);
	const sidecar = after.initContainers.find((other, index) =>
		(["startupProbe", "postStart"] as const).some(
			(check) =>
				needsAnother(other, check) &&
				before[index] !== undefined &&
				!needsAnother(before[index], check),
		),
	);
	return sidecar && refuse.sidecar(shownName(sidecar));
}

function notesOn(
	container: Container,
	version: Version,
	catalog: Catalog,
	keepsProbe: boolean,
): readonly Message[] {
	const { pod } = container;
	const notes: Message[] = [];
	// What the version never ran as a native sidecar has nothing to lose.
	if (isNativeSidecar(container, version)) {
		notes.push(note.start, note.stop);
		for (const init of pod.initContainers)
			if (
				init.index > container.index &&
				isOrdinaryInit(init) &&
				calls(init, container, catalog)
			)
				notes.push(note.init(shownName(init)));
	}
	const policy = stringOf(pod.entry("restartPolicy")?.value);
	if (pod.runsToCompletion) notes.push(note.job);
	else if (policy === "Never" || policy === "OnFailure")
		notes.push(note.restart(policy));
	if (keepsProbe && !isNull(valueAt(container.entry("startupProbe")?.value)))
		notes.push(note.probe);
	return notes;
}

const title = text({
	en: (name: string) => `Convert ${name} back to a classic sidecar`,
	ja: (name) => `${name} を従来型のサイドカーに戻す`,
});

const THIS = fixedText({ en: "this container", ja: "このコンテナ" });

/** The title of the change for a container, also where it must not be done. */
export function reversalTitle(container: Container): Message {
	const name = shownName(container);
	return (language) =>
		title(name === "?" ? THIS(language) : `\`${name}\``)(language);
}
