import { podAfter } from "../kubernetes/classic";
import type { Container } from "../kubernetes/container";
import { refuse } from "../kubernetes/conversion/refusals";
import { needOf, type OrderNeed } from "../kubernetes/init-order";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import { earlyNeed } from "../kubernetes/start-needs";
import { amountNotes } from "../rules/amount-notes";
import { type Splice, tryEdit } from "../text/edit";
import { fixedText, type Message, text } from "../text/language";
import { crossesAnchor, sharedThrough } from "../yaml/anchors";
import { moveItem } from "../yaml/move-item";
import { valueAt } from "../yaml/tree";
import {
	defineRefactoring,
	type Offer,
	type RefactoringContext,
} from "./refactoring";
import { withPatches } from "./with-patches";

const titles = {
	up: text({
		en: (name: string, other: string) =>
			`Move \`${name}\` up (before \`${other}\`)`,
		ja: (name, other) => `\`${name}\` を上に移動(\`${other}\` の前)`,
	}),
	upToCaller: text({
		en: (name: string, other: string) =>
			`Move \`${name}\` up (before \`${other}\`, which needs it)`,
		ja: (name, other) =>
			`\`${name}\` を上に移動(必要としている \`${other}\` の前)`,
	}),
	down: text({
		en: (name: string, other: string) =>
			`Move \`${name}\` down (after \`${other}\`)`,
		ja: (name, other) => `\`${name}\` を下に移動(\`${other}\` の後)`,
	}),
	before: text({
		en: (name: string, other: string) =>
			`Move \`${name}\` before \`${other}\`, which needs it`,
		ja: (name, other) =>
			`\`${name}\` を、必要としている \`${other}\` の前に移動`,
	}),
};

const reasons = {
	port: text({
		en: (later: string, earlier: string, port: string) =>
			`\`${later}\` calls port ${port} of \`${earlier}\`, which has to run before it`,
		ja: (later, earlier, port) =>
			`\`${later}\` は \`${earlier}\` のポート${port}に接続するため、\`${earlier}\` が先に動いている必要があります`,
	}),
	file: text({
		en: (later: string, earlier: string, path: string) =>
			`\`${later}\` reads \`${path}\`, which \`${earlier}\` has to write before`,
		ja: (later, earlier, path) =>
			`\`${later}\` が読む \`${path}\` は、\`${earlier}\` が先に書き込む必要があります`,
	}),
};

const notes = {
	port: text({
		en: (later: string, earlier: string) =>
			`\`${later}\` seems to call \`${earlier}\`, which starts only after it now.`,
		ja: (later, earlier) =>
			`\`${later}\` は、この移動でその後に起動することになる \`${earlier}\` に接続するようです。`,
	}),
	file: text({
		en: (later: string, earlier: string, path: string) =>
			`\`${later}\` may read what \`${earlier}\`, which runs only after it now, puts into \`${path}\`.`,
		ja: (later, earlier, path) =>
			`\`${later}\` は、この移動でその後に実行されることになる \`${earlier}\` が \`${path}\` に用意するファイルを読む可能性があります。`,
	}),
	volume: text({
		en: (later: string, earlier: string, volume: string) =>
			`\`${later}\` and \`${earlier}\` share the volume \`${volume}\`: look whether their order matters.`,
		ja: (later, earlier, volume) =>
			`\`${later}\` と \`${earlier}\` はボリューム \`${volume}\` を共有しています。順序に意味がないか確認してください。`,
	}),
	network: text({
		en: (later: string, earlier: string) =>
			`\`${later}\` may need what \`${earlier}\` does for the Pod's network or configuration.`,
		ja: (later, earlier) =>
			`\`${later}\` は、\`${earlier}\` が用意するPodのネットワークや設定を必要とする可能性があります。`,
	}),
	stop: text({
		en: (first: string, second: string) =>
			`When the Pod ends, \`${first}\` is now stopped after \`${second}\`.`,
		ja: (first, second) =>
			`Podの終了時、\`${first}\` は \`${second}\` の後に停止されるようになります。`,
	}),
	requests: text({
		en: (init: string, sidecar: string) =>
			`What the Pod requests may change: \`${init}\` needs its resources beside those of the native sidecars before it, such as \`${sidecar}\`.`,
		ja: (init, sidecar) =>
			`Podの要求が変わることがあります。\`${init}\` のリソースは、\`${sidecar}\` など前にあるネイティブサイドカーのリソースと同時に必要になります。`,
	}),
};

export default defineRefactoring({
	id: "move-init-container",
	title: fixedText({
		en: "Move an init container",
		ja: "Initコンテナを移動",
	}),
	offer({ initContainers }, container, context) {
		if (container.list !== "initContainers") return undefined;
		const at = initContainers.indexOf(container);
		const above = initContainers[at - 1];
		const below = initContainers[at + 1];
		const name = shownName(container);
		const caller = initContainers
			.slice(0, at)
			.find((other) => needs(other, container, context));
		const offers: Offer[] = [];
		if (caller && caller !== above)
			offers.push({
				...moved(container, caller, context),
				title: titles.before(name, shownName(caller)),
				variant: "before",
			});
		if (above)
			offers.push({
				...moved(container, above, context),
				title: (caller === above ? titles.upToCaller : titles.up)(
					name,
					shownName(above),
				),
				variant: "up",
			});
		if (below)
			offers.push({
				...moved(container, below, context),
				title: titles.down(name, shownName(below)),
				variant: "down",
			});
		return offers.map((offer) => withPatches(offer, container.pod));
	},
});

/** Does an init container surely need another one before it? */
const needs = (
	init: Container,
	provider: Container,
	context: RefactoringContext,
): boolean =>
	earlyNeed(init, context.catalog)?.provider === provider ||
	needOf(init, provider, context)?.sure === true;

/** The move of an init container to the place of another one. */
function moved(
	container: Container,
	to: Container,
	context: RefactoringContext,
): Omit<Offer, "title"> {
	const { document, initContainers } = container.pod;
	const isUp = to.index < container.index;
	const passed = initContainers.filter(
		({ index }) =>
			index < container.index === isUp &&
			index !== container.index &&
			(isUp ? index >= to.index : index <= to.index),
	);
	const broken = passed.map((other): Broken => {
		const [later, earlier] = isUp ? [container, other] : [other, container];
		return { later, earlier, need: needOf(later, earlier, context) };
	});
	const disabled = whyBroken(broken) ?? unwritable(container, to, isUp);
	const edit = () => moveItem(document, container.item, to.item);
	return {
		safety: "review",
		edit,
		notes: () => [
			...broken.flatMap((each) => whatMatters(each, context)),
			...broken.flatMap((each) => whatIsStoppedLater(each, context)),
			...(amountsAfter(container.pod, edit(), context) ??
				broken.flatMap((each) => amountsMayChange(each, context))),
		],
		...(disabled ? { disabled } : {}),
	};
}

/** Two init containers that change places. */
interface Broken {
	/** Who came later until now. */
	readonly later: Container;
	readonly earlier: Container;
	readonly need: OrderNeed | undefined;
}

function whyBroken(all: readonly Broken[]): Message | undefined {
	for (const { later, earlier, need } of all) {
		if (!need?.sure) continue;
		const names = [shownName(later), shownName(earlier)] as const;
		if (need.why.kind === "port")
			return reasons.port(...names, `${need.why.port}`);
		if (need.why.kind === "file") return reasons.file(...names, need.why.path);
	}
	return undefined;
}

/** Why the text does not allow the move, where it can be said. */
function unwritable(
	{ pod, item }: Container,
	to: Container,
	isUp: boolean,
): Message | undefined {
	const { document } = pod;
	const anchor = sharedThrough(document, item);
	if (anchor) return refuse.shared(anchor.anchor);
	if (crossesAnchor(document, item, isUp ? to.item.start : to.item.end))
		return refuse.anchors;
	return document.templated && !moveItem(document, item, to.item)
		? refuse.template
		: undefined;
}

/** What may go wrong; nothing where the order was wrong before. */
function whatMatters(
	{ later, earlier, need }: Broken,
	context: RefactoringContext,
): readonly Message[] {
	if (!need || needs(earlier, later, context)) return [];
	const names = [shownName(later), shownName(earlier)] as const;
	switch (need.why.kind) {
		case "port":
			return [notes.port(...names)];
		case "file":
			return [notes.file(...names, need.why.path)];
		case "volume":
			return [notes.volume(...names, need.why.name)];
		case "network":
			return [notes.network(...names)];
	}
}

/** Native sidecars are stopped in the reverse order of their list. */
function whatIsStoppedLater(
	{ later, earlier }: Broken,
	{ version }: RefactoringContext,
): readonly Message[] {
	return [later, earlier].every((each) => isNativeSidecar(each, version))
		? [notes.stop(shownName(later), shownName(earlier))]
		: [];
}

/** What the Pod requests afterwards; nothing where it cannot be reckoned. */
function amountsAfter(
	pod: Pod,
	splices: readonly Splice[] | undefined,
	{ version }: RefactoringContext,
): readonly Message[] | undefined {
	const edit = splices && tryEdit(splices);
	const after = edit && podAfter(pod, edit);
	return after && amountNotes(pod, after, version);
}

/** An ordinary init container needs its resources beside those of the native sidecars before it. */
function amountsMayChange(
	{ later, earlier }: Broken,
	{ version }: RefactoringContext,
): readonly Message[] {
	const isSidecar = (container: Container) =>
		isNativeSidecar(container, version);
	if (isSidecar(later) === isSidecar(earlier)) return [];
	const requests = [later, earlier].every(
		({ node }) => valueAt(node, "resources", "requests") !== undefined,
	);
	const [init, sidecar] = isSidecar(later)
		? [earlier, later]
		: [later, earlier];
	return requests ? [notes.requests(shownName(init), shownName(sidecar))] : [];
}
