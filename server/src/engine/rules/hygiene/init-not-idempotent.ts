import type { Container, Mount } from "../../kubernetes/container";
import { isFixedPath, mountOf, volumeKind } from "../../kubernetes/files";
import { type Program, programOf } from "../../kubernetes/program";
import { baseName, type Command } from "../../kubernetes/shell";
import { isOrdinaryInit } from "../../kubernetes/start-needs";
import { forgives } from "../../kubernetes/waits";
import type { Splice } from "../../text/edit";
import { fixedText, type Message, text } from "../../text/language";
import { literally } from "../../text/pattern";
import { defineRule } from "../rule";

const folder = text({
	en: (path: string, when: string) =>
		`\`mkdir\` fails when it runs again, because the volume still has \`${path}\` then: ${when}. \`mkdir -p\` does not mind.`,
	ja: (path, when) =>
		`再実行時には \`${path}\` がボリュームに残っているため \`mkdir\` は失敗します(${when})。\`mkdir -p\` なら失敗しません。`,
});
const clone = text({
	en: (path: string, when: string) =>
		`\`git clone\` fails when it runs again, because \`${path}\` is not empty then: ${when}. Empty the folder first, or fetch into what is there.`,
	ja: (path, when) =>
		`再実行時には \`${path}\` が空ではないため \`git clone\` は失敗します(${when})。先に空にするか、既存の内容を更新してください。`,
});
const link = text({
	en: (path: string, when: string) =>
		`\`ln -s\` fails when it runs again, because the volume still has \`${path}\` then: ${when}. \`ln -sf\` replaces it.`,
	ja: (path, when) =>
		`再実行時には \`${path}\` がボリュームに残っているため \`ln -s\` は失敗します(${when})。\`ln -sf\` なら置き換えます。`,
});
const append = text({
	en: (path: string, when: string) =>
		`\`>>\` adds the same lines to \`${path}\` again when it runs again: ${when}. Write the file anew (\`>\`) instead.`,
	ja: (path, when) =>
		`再実行すると、\`>>\` が同じ行を \`${path}\` にもう一度追加します(${when})。\`>\` でファイルを書き直してください。`,
});
const sameFolder = fixedText({
	en: "an init container is run again when a later step of it fails, and when the Pod's sandbox is made anew",
	ja: "Initコンテナは、以降の手順が失敗したときや、Podのサンドボックスが作り直されたときに再実行されます",
});
const nextPod = fixedText({
	en: "this volume outlives the Pod, and the next Pod runs the init container again",
	ja: "このボリュームはPodより長く残り、次のPodでもInitコンテナは実行されます",
});
const fix = fixedText({ en: "Use `mkdir -p`", ja: "`mkdir -p` を使う" });

export default defineRule({
	id: "init-not-idempotent",
	title: fixedText({
		en: "An init container cannot run a second time",
		ja: "Initコンテナを再実行できない",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior",
	mentions: ["initContainers"],
	checkPod(pod, { report }) {
		for (const init of pod.initContainers) {
			if (!isOrdinaryInit(init)) continue;
			const program = programOf(init);
			const step = firstStep(init, program);
			if (!step) continue;
			const when = OUTLIVES.test(step.kind) ? nextPod : sameFolder;
			report({
				at: program.script ?? init.label,
				message: (language) =>
					MESSAGES[step.what](step.path, when(language))(language),
				fixes: [
					step.what === "mkdir" && program.script
						? {
								title: fix,
								safety: "review",
								preferred: true,
								edit: () => withParents(init, program),
							}
						: undefined,
				],
			});
		}
	},
});

type What = "mkdir" | "clone" | "ln" | "append";

const MESSAGES: Readonly<
	Record<What, (path: string, when: string) => Message>
> = { mkdir: folder, clone, ln: link, append };

/** Volumes whose content is there for the next Pod too; a StatefulSet's claims are not listed in its Pods. */
const OUTLIVES = /^(?:persistentVolumeClaim|hostPath|nfs|unknown)$/;
const KEPT =
	/^(?:emptyDir|ephemeral|csi|persistentVolumeClaim|hostPath|nfs|unknown)$/;

interface Step {
	readonly what: What;
	readonly path: string;
	/** Of the volume. */
	readonly kind: string;
}

/** The first step that fails, or does too much, when it is done again. */
function firstStep(init: Container, program: Program): Step | undefined {
	if (program.words === undefined || forgives(program)) return undefined;
	const script = program.script?.text ?? "";
	const steps = program.commands.flatMap((command, index) => {
		const step = stepOf(command);
		return step ? [{ ...step, index }] : [];
	});
	for (const { index, ...step } of steps.slice(0, MOST)) {
		if (!isFatal(program, index)) continue;
		const kind = kindOf(init, step.path);
		if (kind !== undefined && !isGuarded(script, step.path))
			return { ...step, kind };
	}
	const appended = new Set(
		[...script.matchAll(APPEND)].map(([, path = ""]) => path),
	);
	for (const path of [...appended].slice(0, MOST)) {
		const kind = kindOf(init, path);
		if (kind !== undefined && !isWrittenAnew(program, script, path))
			return { what: "append", path, kind };
	}
	return undefined;
}

/** Of a script's steps; each is looked for in the whole of it. */
const MOST = 20;
const APPEND = />>\s*["']?(\/[^\s"';&|)]+)/g;

function stepOf({ words }: Command): Omit<Step, "kind"> | undefined {
	const [command = "", ...rest] = words;
	const name = baseName(command);
	const flags = rest.filter((word) => word.startsWith("-"));
	const operands = rest.filter((word) => !word.startsWith("-"));
	const last = operands.at(-1) ?? "";
	if (name === "mkdir" && !flags.some((flag) => /^-\w*p|^--parents/.test(flag)))
		return { what: "mkdir", path: last };
	if (name === "git" && operands[0] === "clone" && operands.length > 2)
		return { what: "clone", path: last };
	if (
		name === "ln" &&
		flags.some((flag) => /^-\w*s/.test(flag)) &&
		!flags.some((flag) => /^-\w*f/.test(flag)) &&
		operands.length === 2 &&
		!last.endsWith("/")
	)
		return { what: "ln", path: last };
	return undefined;
}

/** Does it matter that a command fails: the last one, one before `&&`, or any with `-e`? */
function isFatal({ commands, script, words }: Program, index: number): boolean {
	if (!script) return true;
	const shell = (words ?? [])
		.slice(0, words?.indexOf(script))
		.map(({ text }) => text);
	const isStrict =
		/(?:^|[\n;])\s*set\s+-\w*e/.test(script.text) ||
		shell.some((word) => /^-\w*e\w*$/.test(word));
	const name = commands[index]?.words[0] ?? "";
	return (
		isStrict ||
		index === commands.length - 1 ||
		script.text
			.split(/[\n;|]/)
			.some((line) => line.includes("&&") && startsWith(line, name))
	);
}

const startsWith = (line: string, name: string): boolean =>
	line
		.split("&&")
		.slice(0, -1)
		.some((part) => part.trim().startsWith(`${name} `));

/** The kind of the volume that holds a path and still has it when the container runs again. */
function kindOf(init: Container, path: string): string | undefined {
	if (!isFixedPath(path)) return undefined;
	const mount: Mount | undefined = mountOf(init, path);
	if (!mount || mount.readOnly) return undefined;
	const kind = volumeKind(init, mount);
	const isClaim =
		kind !== "unknown" || init.pod.volumeNames.has(mount.name?.text ?? "");
	return isClaim && KEPT.test(kind) ? kind : undefined;
}

/** Does the script look whether the path is there, or clear it away first? */
function isGuarded(script: string, path: string): boolean {
	const parent = path.slice(0, path.lastIndexOf("/")) || "/";
	return (
		new RegExp(
			`(?:\\[|\\btest\\b)[^;\\n]{0,300}\\s-[defhLs]\\s+["']?${literally(path)}`,
		).test(script) ||
		new RegExp(
			`\\b(?:rm|find)\\s[^;\\n]{0,300}(?:${literally(path)}|${literally(parent)}/)`,
		).test(script)
	);
}

/** Is the file written from its beginning before lines are added, or does the script look what is in it? */
function isWrittenAnew(
	{ commands }: Program,
	script: string,
	path: string,
): boolean {
	const name = literally(path);
	return (
		isGuarded(script, path) ||
		new RegExp(`(?:^|[^>])>\\|?\\s*["']?${name}(?![\\w./-])`).test(script) ||
		new RegExp(`\\b(?:grep|sed|truncate|tee)\\b[^;\\n]{0,300}${name}`).test(
			script,
		) ||
		commands.some(
			({ words: [command = "", ...rest] }) =>
				/^(?:cp|mv|install)$/.test(command) && copiesTo(rest, path),
		)
	);
}

/** `cp a FILE`, or into its folder. */
function copiesTo(words: readonly string[], path: string): boolean {
	const target = (words.at(-1) ?? "").replace(/(?<=.)\/+$/, "");
	return target === path || target === path.slice(0, path.lastIndexOf("/"));
}

/** Writes the flag behind the only `mkdir` that has none. */
function withParents(
	{ pod }: Container,
	{ script }: Program,
): readonly Splice[] | undefined {
	if (!script) return undefined;
	const source = pod.document.slice(script);
	const [match, ...others] = source.matchAll(
		/\bmkdir(?=\s)(?!\s+-\w*p|\s+--parents)/g,
	);
	if (!match || others.length > 0) return undefined;
	const at = script.start + match.index + match[0].length;
	return [{ start: at, end: at, text: " -p" }];
}
