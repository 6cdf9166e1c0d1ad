import type { Container } from "../../kubernetes/container";
import {
	isFixedPath,
	mayCreate,
	mountOf,
	othersMounting,
	volumeKind,
} from "../../kubernetes/files";
import {
	onlyFollows,
	programOf,
	type Tail,
	tailsOf,
} from "../../kubernetes/program";
import type { Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (file: string) =>
		`\`tail -f\` fails at once when \`${file}\` is not there yet, and the container is restarted over and over until another one has written it. \`tail -F\` waits for the file.`,
	ja: (file) =>
		`\`tail -f\` は \`${file}\` がまだないとすぐに失敗し、ほかのコンテナがファイルを作成するまでコンテナの再起動が繰り返されます。\`tail -F\` はファイルが作成されるまで待ちます。`,
});

const fix = fixedText({ en: "Use `tail -F`", ja: "`tail -F` を使う" });

export default defineRule({
	id: "tail-f-missing-file",
	title: fixedText({
		en: "tail -f is started before its file exists",
		ja: "ファイルができる前にtail -fを実行している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/cluster-administration/logging/#sidecar-container-with-logging-agent",
	checkPod(pod, { report }) {
		for (const container of pod.all) {
			const program = programOf(container);
			const tail = tailsOf(program).find(
				({ byName, files }) => !byName && files.some(isFixedPath),
			);
			const file = tail?.files.find(isFixedPath);
			if (
				!tail ||
				file === undefined ||
				mayCreate(container, file) ||
				!onlyFollows(program)
			)
				continue;
			if (!isWrittenLater(container, file)) continue;
			const flag = flagOf(container, tail);
			report({
				at: flag ?? program.script ?? container.label,
				message: found(file),
				fixes: [
					flag && {
						title: fix,
						safety: "safe",
						preferred: true,
						edit: (): readonly Splice[] => [{ ...flag, text: "F" }],
					},
				],
			});
		}
	},
});

/**
 * Is the file in a volume that is empty at first, and no container before this one fills it? A volume of no other
 * container is another rule's business.
 */
function isWrittenLater(container: Container, file: string): boolean {
	const mount = mountOf(container, file);
	if (!mount) return false;
	const kind = volumeKind(container, mount);
	if (kind !== "emptyDir" && !(kind === "unknown" && container.pod.partial))
		return false;
	const others = othersMounting(container, mount);
	if (others.length === 0 && !container.pod.partial) return false;
	return !others.some(
		(other) =>
			other.list === "initContainers" &&
			(container.list !== "initContainers" || other.index < container.index),
	);
}

/** The letter `f` of the flag, where it is written once and plainly. */
function flagOf(
	container: Container,
	tail: Tail,
): { start: number; end: number } | undefined {
	const { document } = container.pod;
	const { script, words } = programOf(container);
	const scope = script ?? words?.find(({ text }) => /^-[A-Za-z]*f$/.test(text));
	if (!scope || tail.byName) return undefined;
	const source = document.text.slice(scope.start, scope.end);
	const pattern = script
		? /\btail((?:\s+-[\w+=-]+|\s+\+?\d+)*?\s+-[A-Za-z0-9]*)f(?=\s)/g
		: /^(["']?-[A-Za-z]*)f(?=["']?$)/g;
	const matches = [...source.matchAll(pattern)];
	const [match] = matches;
	if (!match || matches.length !== 1) return undefined;
	const end = scope.start + match.index + match[0].length;
	return { start: end - 1, end };
}
