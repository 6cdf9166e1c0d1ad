import type { Container } from "../../kubernetes/container";
import { graceOf } from "../../kubernetes/durations";
import { shownName } from "../../kubernetes/naming";
import { type Program, programOf, runsForever } from "../../kubernetes/program";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { type Deaf, deafOf, sharesProcesses } from "../../kubernetes/signals";
import { type Statement, statementsOf } from "../../kubernetes/statements";
import type { Range, Splice } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { Lines } from "../../text/lines";
import { editInside } from "../../yaml/nested-text";
import { rangeInScalar } from "../../yaml/scalar-text";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

/** Who gives a Pod so few seconds knows. */
const SHORT = 5;

const names = (deaf: Deaf) =>
	deaf === "held"
		? {
				en: "A shell whose `trap` must wait for a command that does not end",
				ja: "終わらないコマンドを待つために `trap` を実行できないシェル",
			}
		: deaf === "shell"
			? { en: "A shell without a `trap`", ja: "`trap` のないシェル" }
			: { en: `\`${deaf}\``, ja: `\`${deaf}\`` };

const found = text({
	en: (name: string, deaf: Deaf, grace: number, isJob: boolean) =>
		`${names(deaf).en} as the first process does not react to SIGTERM: ${
			isJob
				? `when the work is done, the Job waits ${grace} s more`
				: `each end of the Pod takes all of its ${grace} s`
		}, until \`${name}\` is killed (exit code 137).`,
	ja: (name, deaf, grace, isJob) =>
		`最初のプロセスである${names(deaf).ja}はSIGTERMに反応しません。${
			isJob
				? `処理が終わった後もJobは${grace}秒待ち`
				: `Podの終了には毎回${grace}秒すべてがかかり`
		}、その後 \`${name}\` は強制終了されます(終了コード137)。`,
});
const trap = fixedText({
	en: "Let the shell end on SIGTERM (`trap exit TERM`)",
	ja: "SIGTERMでシェルを終了させる(`trap exit TERM`)",
});

const wait = fixedText({
	en: "Let the shell wait in a way in which its `trap` runs (`& wait`)",
	ja: "`trap` が実行される待ち方に変更(`& wait`)",
});

export default defineRule({
	id: "sidecar-ignores-sigterm",
	title: fixedText({
		en: "A native sidecar does not react to SIGTERM",
		ja: "ネイティブサイドカーがSIGTERMに反応しない",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	mentions: ["initContainers"],
	checkPod(pod, { version, report }) {
		for (const container of pod.initContainers) {
			if (!isNativeSidecar(container, version)) continue;
			const deaf = deafOf(container);
			if (!deaf || choosesSignal(container)) continue;
			const grace = graceOf(pod);
			if (!grace || grace.seconds <= SHORT) return;
			if (sharesProcesses(pod) !== false) return;
			const program = programOf(container);
			report({
				at: placeOf(container, program),
				message: found(
					shownName(container),
					deaf,
					grace.seconds,
					pod.runsToCompletion,
				),
				fixes: [
					program.script
						? {
								title: deaf === "held" ? wait : trap,
								safety: "review",
								preferred: true,
								edit: () => addTrap(container, program, deaf),
							}
						: undefined,
				],
			});
		}
	},
});

/** What goes on for ever; in a script of several lines the line of it. */
function placeOf(container: Container, program: Program): Range {
	const { script, words } = program;
	if (!script) return words?.[0] ?? container.label;
	const endless = statementsOf(program)?.findLast(({ plain, depth }) =>
		depth === 0
			? /^(?:exec\s+)?(?:tail|sleep|wait)\b/.test(plain)
			: depth === 1 && /^(?:while|until|for)\b/.test(plain),
	);
	const place =
		script.style === "block" && endless
			? rangeInScalar(
					container.pod.document,
					script,
					endless.start,
					endless.end,
				)
			: undefined;
	return place ?? script;
}

const choosesSignal = (container: Container): boolean =>
	valueAt(container.entry("lifecycle")?.value, "stopSignal") !== undefined;

/**
 * Lets the shell end on SIGTERM at once. A shell runs its trap only between commands: what goes on for long must stand in
 * the background, and the shell wait for it.
 */
function addTrap(
	{ pod: { document } }: Container,
	program: Program,
	deaf: Deaf,
): readonly Splice[] | undefined {
	const { script } = program;
	const statements = statementsOf(program);
	const [first] = statements ?? [];
	const last = statements?.at(-1);
	if (!script || !statements || !first || !last || !runsForever(program))
		return undefined;
	if (statements.some(({ background }) => background)) return undefined;
	const insertions = isLoop(statements)
		? waitForSleeps(statements)
		: waitAtEnd(statements, script.text);
	if (!insertions) return undefined;
	const lines = new Lines(script.text);
	const isOfLines = /\n./.test(script.text.slice(first.end));
	const behind = isOfLines
		? `\n${" ".repeat(lines.column(first.start))}`
		: "; ";
	return editInside(document, script, [
		...(deaf === "held"
			? []
			: [
					{
						start: first.start,
						end: first.start,
						text: `trap exit TERM${behind}`,
					},
				]),
		...insertions.map(({ at, text }) => ({ start: at, end: at, text })),
	]);
}

interface Insertion {
	readonly at: number;
	readonly text: string;
}

/** Commands that may take as long as they like. */
const BLOCKS = /\b(?:tail|read|inotifywait|watch|nc|wait|-w|--watch)\b/;

/** Is it a loop to its end, of commands that come to theirs? */
function isLoop(statements: readonly Statement[]): boolean {
	const head = statements.findLast(
		({ plain, depth }) => depth === 1 && /^(?:while|until|for)\b/.test(plain),
	);
	return (
		statements.at(-1)?.plain === "done" &&
		head !== undefined &&
		head.after !== "|" &&
		!statements.some(({ plain }) => BLOCKS.test(plain))
	);
}

/** What sleeps in a loop is waited for, so that the trap does not have to wait. */
function waitForSleeps(
	statements: readonly Statement[],
): readonly Insertion[] | undefined {
	const sleeps = statements.filter(({ plain }) => /\bsleep\b/.test(plain));
	return sleeps.every(({ plain }) => /^sleep\s+[\w.]+$/.test(plain))
		? sleeps.map(({ end }) => ({ at: end, text: " & wait $!" }))
		: undefined;
}

/** What comes last goes on for ever: it runs in the background, and the shell waits. */
function waitAtEnd(
	statements: readonly Statement[],
	script: string,
): readonly Insertion[] | undefined {
	const last = statements.at(-1);
	const head = statements.findLast(
		({ after, depth, plain }) =>
			after !== "|" && depth === 0 && plain !== "done",
	);
	if (!last || !head || script.slice(last.end).trim() !== "") return undefined;
	// It is one command or pipe, which hangs on nothing before it, and it is what goes on.
	return (head.after === "" || head.after === ";") &&
		/^(?:exec\s+)?(?:\/\S*\/)?(?:tail|sleep)\s/.test(head.plain)
		? [{ at: last.end, text: " & wait" }]
		: undefined;
}
