import type { Change } from "../kubernetes/change";
import type { Container, Mount } from "../kubernetes/container";
import { programOf } from "../kubernetes/program";
import { addEmptyDir } from "../kubernetes/verbs";
import type { Range, Splice } from "../text/edit";
import { fixedText, text } from "../text/language";
import {
	dashColumn,
	insertEntryAfter,
	insertLines,
	keyIndent,
	removeEntry,
} from "../yaml/edit";
import { linesOf } from "../yaml/ownership";
import { entryOf } from "../yaml/tree";

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
			if (!mount || !volume) return undefined;
			return inOrder(mount, volume);
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

/** Mounts a volume: behind the other mounts, in the style of the last one. */
function addMount(
	container: Container,
	name: string,
	path: string,
): Splice | undefined {
	const { node, pod } = container;
	const { document } = pod;
	const { lines } = document;
	if (node.flow) return undefined;
	const entry = container.entry("volumeMounts");
	if (!entry) {
		const last = node.entries.at(-1);
		if (!last || last.parent !== node) return undefined;
		const step = listStep(container);
		const added = insertEntryAfter(document, last, "volumeMounts", [
			`${step}- name: ${name}`,
			`${step}  mountPath: ${path}`,
		]);
		return added?.[0];
	}
	const list = entry.value;
	const last = list?.kind === "sequence" ? list.items.at(-1) : undefined;
	if (list?.kind !== "sequence" || entry.parent !== node || !last)
		return undefined;
	const column = dashColumn(lines, list);
	if (column === undefined) return undefined;
	const indent = " ".repeat(column);
	const isFlow = last.value?.kind === "mapping" && last.value.flow;
	return insertLines(
		lines,
		linesOf(lines, last).last + 1,
		isFlow
			? [`${indent}- { name: ${name}, mountPath: ${path} }`]
			: [`${indent}- name: ${name}`, `${indent}  mountPath: ${path}`],
	);
}

/** How far the lists of the Pod are indented below their keys. */
function listStep({ pod, list }: Container): string {
	const { lines } = pod.document;
	const entry = pod.listEntry(list);
	const column =
		entry?.value?.kind === "sequence"
			? dashColumn(lines, entry.value)
			: undefined;
	if (entry === undefined || column === undefined) return "";
	return " ".repeat(Math.max(0, column - keyIndent(lines, entry).length));
}

/** One edit of two: what stands at the same place becomes one splice, the mount first. */
function inOrder(mount: Splice, volume: readonly Splice[]): readonly Splice[] {
	const [only] = volume;
	if (only && volume.length === 1 && only.start === mount.start)
		return [{ ...mount, text: mount.text + only.text }];
	return [mount, ...volume].sort((a, b) => a.start - b.start);
}
