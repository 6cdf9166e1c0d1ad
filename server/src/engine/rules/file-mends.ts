import type { Change } from "../kubernetes/change";
import type { Container, Mount } from "../kubernetes/container";
import { programOf } from "../kubernetes/program";
import { addEmptyDir } from "../kubernetes/verbs";
import type { Range, Splice } from "../text/edit";
import { fixedText, text } from "../text/language";
import { removeEntry } from "../yaml/edit";
import { insertItem } from "../yaml/insert";
import { slotUnder } from "../yaml/list-slot";
import { entryOf, itemsOf, valueAt } from "../yaml/tree";

/** Places and mends of rules that speak of files. Each gives nothing where it would be a guess. */

/** Where a container's command names a path first; else the script or word around it. */
export function rangeOfPath(container: Container, path: string): Range {
	const [range] = plainRanges(container, path);
	return range ?? scopeOf(container, path) ?? container.label;
}

/** The first two places at which a path is written plainly. */
function plainRanges(container: Container, path: string): readonly Range[] {
	const scope = scopeOf(container, path);
	if (!scope) return [];
	const ranges: Range[] = [];
	const { text: source } = container.pod.document;
	for (
		let at = source.indexOf(path, scope.start);
		at !== -1 && at + path.length <= scope.end;
		at = source.indexOf(path, at + 1)
	) {
		const before = source[at - 1] ?? "";
		const after = source.slice(at + path.length, at + path.length + 2);
		// Another path may begin or end with this one.
		if (/[\w./$}-]/.test(before) || /^(?:[\w/$-]|\.\w)/.test(after)) continue;
		if (ranges.push({ start: at, end: at + path.length }) === 2) break;
	}
	return ranges;
}

/** The script, or the word of the command, in which a path stands. */
function scopeOf(container: Container, path: string): Range | undefined {
	const { script, words } = programOf(container);
	return script ?? words?.find(({ text: word }) => word.includes(path));
}

const usePath = text({
	en: (path: string) => `Use \`${path}\``,
	ja: (path) => `\`${path}\` を使う`,
});

/** Writes another path into a container's command. */
export function writePath(
	container: Container,
	path: string,
	instead: string,
): Change | undefined {
	const [range, another] = plainRanges(container, path);
	const { node } = container;
	const isOwn =
		range !== undefined &&
		!another &&
		node.start <= range.start &&
		range.end <= node.end;
	if (!isOwn || !/^[\w./-]+$/.test(instead)) return undefined;
	return {
		title: usePath(instead),
		safety: "review",
		preferred: true,
		edit: (): readonly Splice[] => [{ ...range, text: instead }],
	};
}

const takeAway = fixedText({
	en: "Remove `readOnly`",
	ja: "`readOnly` を削除",
});

/** Lets a container write to a mount. */
export function allowWriting(
	container: Container,
	mount: Mount,
): Change | undefined {
	const entry = entryOf(mount.node, "readOnly");
	if (entry?.parent !== mount.node) return undefined;
	return {
		title: takeAway,
		safety: "review",
		preferred: true,
		edit: () => removeEntry(container.pod.document, entry),
	};
}

const mountHere = text({
	en: (path: string) => `Mount an \`emptyDir\` at \`${path}\``,
	ja: (path) => `\`${path}\` に \`emptyDir\` をマウント`,
});

/** Adds an empty volume and mounts it in one container. */
export function mountEmptyDir(
	container: Container,
	path: string,
): Change | undefined {
	const { pod } = container;
	const name = freeName(container, path);
	if (pod.hasUnnamedVolume || name === undefined) return undefined;
	return {
		title: mountHere(path),
		safety: "review",
		preferred: true,
		edit: () => {
			const mount = addMount(container, name, path);
			const volume = addEmptyDir(pod, name);
			return mount && volume && [...mount, ...volume];
		},
	};
}

/** A name for a volume after its path: `tmp`, or with the container's name in front where that is taken. */
function freeName(container: Container, path: string): string | undefined {
	const { volumeNames } = container.pod;
	const plain = path
		.replace(/^\/+/, "")
		.replace(/[^a-z0-9]+/gi, "-")
		.toLowerCase();
	return [plain, `${container.name ?? ""}-${plain}`].find(
		(name) => name !== "" && !volumeNames.has(name),
	);
}

/** Mounts a volume, behind the other mounts. */
function addMount(
	{ node, pod }: Container,
	name: string,
	path: string,
): readonly Splice[] | undefined {
	const beside = node.entries.at(-1);
	const end = itemsOf(valueAt(node, "volumeMounts")).length;
	const slot = beside && slotUnder(node, "volumeMounts", end, beside, "after");
	return slot && insertItem(pod.document, slot, { name, mountPath: path });
}
