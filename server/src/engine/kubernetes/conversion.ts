import { applyEdit, makeEdit, type Splice } from "../text/edit";
import { fixedText, type Message, text } from "../text/language";
import { crossesAnchor } from "../yaml/anchors";
import type { Document } from "../yaml/document";
import {
	dashColumn,
	firstOf,
	insertEntryAfter,
	insertLines,
	itemSlot,
	keyIndent,
	liftItem,
	removeEntry,
	renameKey,
	replaceScalar,
} from "../yaml/edit";
import { beginsLine, firstLineWithComments, linesOf } from "../yaml/ownership";
import { type Entry, valueAt } from "../yaml/tree";
import type { Change } from "./change";
import { type Container, mappingsOf } from "./container";
import { dependentsOf, placementOf } from "./dependencies";
import { endsByItself } from "./helpers";
import { shownName } from "./naming";
import { needsAnother } from "./network";
import { type Catalog, roleOf } from "./roles";
import { integerOf, isNull, stringOf } from "./values";
import { atLeast, type Version } from "./versions";

/** What turning a container of `containers` into a native sidecar would do, or why it must not be done. */
export type Conversion =
	| { readonly refused: Message }
	| {
			readonly refused?: never;
			readonly edit: () => readonly Splice[] | undefined;
	  };

const refuse = {
	version: text({
		en: (version: string) =>
			`native sidecars need Kubernetes 1.29 or newer; the target version is ${version}`,
		ja: (version) =>
			`ネイティブサイドカーにはKubernetes 1.29以降が必要です(対象バージョンは${version})`,
	}),
	last: fixedText({
		en: "it is the only container in `containers`, which must not be empty",
		ja: "`containers` にある唯一のコンテナです。`containers` は空にできません",
	}),
	template: fixedText({
		en: "a template decides which lines the list has",
		ja: "リストの行がテンプレートで決まるため、安全に移動できません",
	}),
	written: fixedText({
		en: "a list is in flow style (`[ … ]`) or behind an alias: other lines would have to be rewritten",
		ja: "リストがフロースタイル(`[ … ]`)またはエイリアスで書かれており、ほかの行を書き換えずに移動できません",
	}),
	rules: fixedText({
		en: "it has `restartPolicyRules`, which a native sidecar may not have",
		ja: "ネイティブサイドカーに設定できない `restartPolicyRules` があります",
	}),
	needsApp: fixedText({
		en: "its startup probe needs the application, which would start only afterwards: the Pod would never start",
		ja: "startupProbeがアプリケーションを必要としていますが、アプリケーションはその後に起動するため、Podが起動しなくなります",
	}),
	hookNeedsApp: fixedText({
		en: "its postStart hook needs the application, which would start only afterwards: the Pod would never start",
		ja: "postStartフックがアプリケーションを必要としていますが、アプリケーションはその後に起動するため、Podが起動しなくなります",
	}),
	ends: fixedText({
		en: "it ends by itself: as a native sidecar it would be restarted over and over",
		ja: "自ら終了するコンテナです。ネイティブサイドカーにすると再起動が繰り返されます",
	}),
	both: text({
		en: (name: string) =>
			`the init container \`${name}\` both prepares its files and calls it`,
		ja: (name) =>
			`Initコンテナ \`${name}\` が、このコンテナのファイルを準備し、かつこのコンテナに接続しています`,
	}),
	order: text({
		en: (caller: string, provider: string) =>
			`the init container \`${caller}\` calls it, but comes before \`${provider}\`, which it needs itself: put them in order first`,
		ja: (caller, provider) =>
			`Initコンテナ \`${caller}\` がこのコンテナに接続していますが、このコンテナが必要とする \`${provider}\` より前にあります。先に順序を直してください`,
	}),
	anchors: fixedText({
		en: "an anchor and its alias would change places",
		ja: "アンカーとエイリアスの順序が入れ替わってしまいます",
	}),
};

/** Plans the conversion of a container of `containers`. */
export function planConversion(
	container: Container,
	version: Version,
	catalog: Catalog,
): Conversion {
	const { pod } = container;
	const { document } = pod;
	if (!atLeast(version, "1.29")) return { refused: refuse.version(version) };
	if (pod.containers.length < 2) return { refused: refuse.last };
	if (document.templated) return { refused: refuse.template };
	const source = pod.sequence("containers");
	const target = initList(container);
	if (
		!source ||
		source.flow ||
		container.item.value?.kind !== "mapping" ||
		!target
	)
		return { refused: refuse.written };
	if (
		container.field("restartPolicyRules") &&
		!mayHaveRules(container, version)
	)
		return { refused: refuse.rules };
	if (endsByItself(container)) return { refused: refuse.ends };
	if (needsAnother(container, "startupProbe"))
		return { refused: refuse.needsApp };
	if (needsAnother(container, "postStart"))
		return { refused: refuse.hookNeedsApp };
	const placement = placementOf(container, catalog);
	if (placement.conflict) {
		const [caller, provider] = placement.conflict;
		return {
			refused:
				caller === provider
					? refuse.both(shownName(caller))
					: refuse.order(shownName(caller), shownName(provider)),
		};
	}
	const slot = slotFor(target, container, placement.index);
	if (slot === undefined) return { refused: refuse.written };
	if (crossesAnchor(document, container.item, document.lines.start(slot)))
		return { refused: refuse.anchors };
	const gate = needsGate(container, catalog);
	return { edit: () => convert(container, target, slot, gate) };
}

/** From 1.36 on a native sidecar may have rules that restart the whole Pod. */
function mayHaveRules(container: Container, version: Version): boolean {
	const rules = mappingsOf(container.field("restartPolicyRules")?.value);
	return (
		atLeast(version, "1.36") &&
		rules.every(
			(rule) => stringOf(valueAt(rule, "action")) === "RestartAllContainers",
		)
	);
}

/** Where the init containers are, or will be, written. */
type InitList =
	| { readonly kind: "list"; readonly column: number }
	/** `initContainers:` with nothing, null or `[]` behind it */
	| { readonly kind: "empty"; readonly entry: Entry }
	| { readonly kind: "missing"; readonly entry: Entry };

function initList(container: Container): InitList | undefined {
	const { pod } = container;
	const containers = pod.listEntry("containers");
	const entry = pod.listEntry("initContainers");
	if (!containers || containers.parent !== pod.spec || pod.spec.flow)
		return undefined;
	if (!entry) return { kind: "missing", entry: containers };
	if (entry.parent !== pod.spec) return undefined;
	if (isNull(entry.value)) return { kind: "empty", entry };
	const sequence = pod.sequence("initContainers");
	if (sequence?.flow && sequence.items.length === 0)
		return { kind: "empty", entry };
	const column = sequence && dashColumn(pod.document.lines, sequence);
	return column === undefined ? undefined : { kind: "list", column };
}

/** The line before which the item will stand. */
function slotFor(
	target: InitList,
	container: Container,
	index: number,
): number | undefined {
	const { pod } = container;
	const { lines } = pod.document;
	if (target.kind === "list") {
		const sequence = pod.sequence("initContainers");
		return sequence && itemSlot(lines, sequence, index);
	}
	if (target.kind === "empty") return lines.lineAt(target.entry.end) + 1;
	if (beginsLine(lines, target.entry.start))
		return firstLineWithComments(lines, target.entry);
	// `containers` shares its line with a dash: the new list stands behind it.
	return linesOf(lines, target.entry).last + 1;
}

function convert(
	container: Container,
	target: InitList,
	slot: number,
	gate: boolean,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const { lines } = document;
	const inner = [restartAlways(container), gate ? startupProbe(container) : []];
	if (inner.some((splices) => splices === undefined)) return undefined;
	const source = container.pod.sequence("containers");
	const column =
		target.kind === "list"
			? target.column
			: source && dashColumn(lines, source);
	if (column === undefined) return undefined;
	const lifted = liftItem(
		document,
		container.item,
		inner.flatMap((splices) => splices ?? []),
		column,
	);
	if (!lifted) return undefined;
	const block = blanksLast(lifted.lines);
	if (target.kind === "list") {
		const isParted = slot > 0 && lines.isBlank(slot - 1);
		return [
			lifted.removal,
			insertLines(lines, slot, isParted ? block : lifted.lines),
		];
	}
	if (target.kind === "empty") {
		return [
			lifted.removal,
			...emptyValue(document, target.entry),
			insertLines(lines, slot, block),
		];
	}
	return [
		lifted.removal,
		insertLines(lines, slot, [
			`${keyIndent(lines, target.entry)}initContainers:`,
			...block,
		]),
	];
}

/** A first item, or one behind a blank line, looks odd behind more; they separate it from what follows instead. */
function blanksLast(block: readonly string[]): readonly string[] {
	const first = block.findIndex((line) => line.trim() !== "");
	return [...block.slice(first), ...block.slice(0, first)];
}

/** Takes away what stands for an empty list, up to the colon. */
function emptyValue(
	document: Document,
	{ key, value }: Entry,
): readonly Splice[] {
	const colon = document.text.indexOf(":", key.end);
	return value ? [{ start: colon + 1, end: value.end, text: "" }] : [];
}

/** Adds or changes `restartPolicy` so that it says `Always`. */
export function restartAlways(
	container: Container,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const old = container.entry("restartPolicy");
	if (old && old.parent !== container.node) return undefined;
	if (old?.value?.kind === "scalar") {
		return old.value.text === "Always"
			? []
			: replaceScalar(old.value, "Always");
	}
	if (old?.value) return undefined;
	if (old) return [{ start: old.end, end: old.end, text: " Always" }];
	const neighbour = firstOf(container.node, "image", "name");
	return (
		neighbour &&
		insertEntryAfter(document, neighbour, "restartPolicy", "Always")
	);
}

/**
 * A readinessProbe holds nobody up; where others need the helper, the same check must pass before they start. Behind a
 * mesh proxy that is everybody.
 */
function needsGate(container: Container, catalog: Catalog): boolean {
	const readiness = container.field("readinessProbe");
	return (
		readiness?.parent === container.node &&
		!container.field("startupProbe") &&
		!needsAnother(container, "readinessProbe") &&
		(roleOf(container, catalog).role === "mesh-proxy" ||
			dependentsOf(container, catalog).length > 0)
	);
}

/** Copies the readinessProbe to startupProbe, in front of it. A startup probe succeeds once, so no threshold above 1. */
export function startupProbe(
	container: Container,
): readonly Splice[] | undefined {
	const { document } = container.pod;
	const { lines } = document;
	const readiness = container.field("readinessProbe");
	if (
		!readiness ||
		container.entry("startupProbe") ||
		readiness.value?.anchor !== undefined
	)
		return undefined;
	const threshold = valueAt(readiness.value, "successThreshold");
	const changes: Splice[] = [...renameKey(document, readiness, "startupProbe")];
	if (threshold && (integerOf(threshold) ?? 2) > 1) {
		const entry = threshold.holder;
		if (
			!entry ||
			!("key" in entry) ||
			readiness.value?.kind !== "mapping" ||
			entry.parent !== readiness.value
		)
			return undefined;
		const removal = removeEntry(document, entry);
		if (!removal) return undefined;
		changes.push(...removal);
	}
	const end = readiness.parent.flow
		? readiness.end
		: lines.end(linesOf(lines, readiness).last);
	const copy = applyEdit(
		document.text.slice(readiness.start, end),
		makeEdit(
			changes.map((splice) => ({
				...splice,
				start: splice.start - readiness.start,
				end: Math.min(splice.end, end) - readiness.start,
			})),
		),
	).replace(/\r?\n$/, "");
	if (readiness.parent.flow)
		return [
			{ start: readiness.start, end: readiness.start, text: `${copy}, ` },
		];
	const block = (keyIndent(lines, readiness) + copy).split(/\r?\n/);
	const before = beginsLine(lines, readiness.start)
		? firstLineWithComments(lines, readiness)
		: linesOf(lines, readiness).last + 1;
	return [insertLines(lines, before, block)];
}

const convertTitle = text({
	en: (name: string) => `Convert ${name} to a native sidecar`,
	ja: (name) => `${name} をネイティブサイドカーに変換`,
});

const THIS = fixedText({ en: "this container", ja: "このコンテナ" });

/** The conversion as a change that can be offered, also when it must not be done. */
export function conversionTitle(container: Container): Message {
	const name = shownName(container);
	return (language) =>
		convertTitle(name === "?" ? THIS(language) : `\`${name}\``)(language);
}

/** The conversion as the fix of a finding; nothing where it must not be done. */
export function conversionFix(
	container: Container,
	version: Version,
	catalog: Catalog,
): Change | undefined {
	const plan = planConversion(container, version, catalog);
	if (plan.refused) return undefined;
	return {
		title: conversionTitle(container),
		safety: "review",
		preferred: true,
		edit: plan.edit,
	};
}
