import type { Container } from "../../kubernetes/container";
import {
	fixedPart,
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
	writtenPaths,
} from "../../kubernetes/program";
import type { Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { placeInScalar } from "../../yaml/scalar-places";
import { defineRule } from "../rule";

const found = text({
	en: (file: string) =>
		`\`tail -f\` fails at once when \`${file}\` is not there yet, and the container is restarted over and over until another one has written it. \`tail -F\` waits for the file.`,
	ja: (file) =>
		`\`tail -f\` は \`${file}\` がまだないとすぐに失敗し、ほかのコンテナがファイルを作成するまでコンテナの再起動が繰り返されます。\`tail -F\` はファイルが作成されるまで待ちます。`,
});

const unmatched = text({
	en: (pattern: string) =>
		`\`tail -f\` fails at once when nothing matches \`${pattern}\` yet, and the container is restarted over and over until another one has written such a file. The pattern is looked up only once: wait until a file is there, or name it and use \`tail -F\`.`,
	ja: (pattern) =>
		`\`tail -f\` は \`${pattern}\` に一致するファイルがまだないとすぐに失敗し、ほかのコンテナがファイルを作成するまでコンテナの再起動が繰り返されます。パターンが調べられるのは一度だけです。ファイルができるまで待つか、ファイル名を指定して \`tail -F\` を使ってください。`,
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
	mentions: ["tail"],
	checkPod(pod, { report }) {
		for (const container of pod.all) {
			const program = programOf(container);
			const tail = tailsOf(program).find(
				({ byName, files }) => !byName && files.some(isKnownPath),
			);
			const file = tail?.files.find(isKnownPath);
			if (!tail || file === undefined || !onlyFollows(program)) continue;
			const place = fixedPart(file);
			const isPattern = place !== file;
			if (isPattern ? mayFill(container, place) : mayCreate(container, file))
				continue;
			if (!isWrittenLater(container, place)) continue;
			const flag = flagOf(container, tail);
			report({
				at: flag ?? program.script ?? container.label,
				message: (isPattern ? unmatched : found)(file),
				fixes: [
					// `tail -F` would wait for a file whose name is the pattern.
					flag && !isPattern
						? {
								title: fix,
								safety: "safe",
								preferred: true,
								edit: (): readonly Splice[] => [flag],
							}
						: undefined,
				],
			});
		}
	},
});

/** A path, or a pattern in its last part, of which something can be said. */
const isKnownPath = (path: string): boolean =>
	isFixedPath(fixedPart(path)) && !/[$`{]/.test(path);

/** May the program itself write a file into a folder? */
const mayFill = (container: Container, folder: string): boolean =>
	mayCreate(container, folder) ||
	writtenPaths(programOf(container)).some((path) =>
		path.startsWith(`${folder}/`),
	);

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

/** The letter `f` of the flag, or the long flag, where it is written once, and what is to stand there. */
function flagOf(
	container: Container,
	tail: Tail,
): { start: number; end: number; text: string } | undefined {
	const { document } = container.pod;
	const { script, words } = programOf(container);
	const scope = script ?? words?.find(({ text }) => FLAG.test(text));
	if (!scope || tail.byName) return undefined;
	const pattern = script
		? /\btail(?:\s+-[\w+=-]+|\s+\+?\d+)*?\s+(?:-[A-Za-z0-9]*?(f)(?=[A-Za-z0-9]*\s)|(--follow(?:=descriptor)?)(?=\s))/dg
		: /^(?:-[A-Za-z]*?(f)(?=[A-Za-z0-9]*$)|(--follow(?:=descriptor)?)$)/dg;
	const [match, another] = scope.text.matchAll(pattern);
	const letter = match?.indices?.[1];
	const [from, to] = letter ?? match?.indices?.[2] ?? [];
	if (another || from === undefined || to === undefined) return undefined;
	const start = placeInScalar(document, scope, from);
	return start === undefined
		? undefined
		: { start, end: start + to - from, text: letter ? "F" : "-F" };
}

const FLAG = /^(?:-[A-Za-z]*f[A-Za-z0-9]*|--follow(?:=descriptor)?)$/;
