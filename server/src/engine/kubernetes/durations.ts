import type { Range } from "../text/edit";
import { type Node, valueAt } from "../yaml/tree";
import type { Pod } from "./pod";
import { type Program, programOfHandler } from "./program";
import { readStatements, statementsOf } from "./statements";
import { integerOf, isNull } from "./values";
import { atLeast, type Version } from "./versions";

/** What Kubernetes takes where `terminationGracePeriodSeconds` is not written. */
export const USUAL_GRACE = 30;

/** The seconds that a Pod has to end in. */
export interface Grace {
	readonly seconds: number;
	/** The number, where it is written. */
	readonly node: Node | undefined;
}

/** The grace period of a Pod; nothing where it is not known: a template, a patch, no number. */
export function graceOf(pod: Pod): Grace | undefined {
	const entry = pod.entry("terminationGracePeriodSeconds");
	if (!entry || isNull(entry.value))
		return pod.partial || pod.document.templated
			? undefined
			: { seconds: USUAL_GRACE, node: undefined };
	const seconds = integerOf(entry.value);
	return seconds === undefined || seconds < 0
		? undefined
		: { seconds, node: entry.value };
}

/** How long a hook or a script sleeps. */
export interface Sleep {
	readonly seconds: number;
	/** Where that is written. */
	readonly at: Range;
	/** `action` is Kubernetes' own `sleep`, `exec` a command. */
	readonly by: "action" | "exec";
	/** Does it do nothing else? */
	readonly only: boolean;
}

/** How long a hook sleeps for sure; nothing where it does not, or it is not known. */
export function sleepOf(
	hook: Node | undefined,
	version: Version,
): Sleep | undefined {
	const action = valueAt(hook, "sleep", "seconds");
	if (action) {
		const seconds = integerOf(action);
		// Before, the API server drops or refuses the action.
		return seconds !== undefined && seconds > 0 && atLeast(version, "1.30")
			? { seconds, at: action, by: "action", only: true }
			: undefined;
	}
	if (!hook) return undefined;
	const program = programOfHandler(hook);
	const [first] = program.words ?? [];
	if (!first) return undefined;
	const { seconds, only } = sleepsOf(program);
	const at = program.script ?? program.words?.at(-1) ?? first;
	return seconds > 0 ? { seconds, at, by: "exec", only } : undefined;
}

const HARMLESS =
	/^(?:echo|printf|date|sync|true|:|set|export|touch|cd|umask)(?=\s|$)/;
const SLEEP = /^(?:exec\s+)?(?:\/\S*\/)?sleep((?:\s+\S+)+)$/;

/** How many seconds a program sleeps in all, as far as that is sure, and whether it does anything else. */
export function sleepsOf(program: Program): {
	readonly seconds: number;
	readonly only: boolean;
} {
	const { script, words = [] } = program;
	const statements = script
		? statementsOf(program)
		: readStatements(words.map(({ text }) => text).join(" "));
	let seconds = 0;
	let only = true;
	// In a chain of `&&`: is all before it sure to succeed?
	let isSure = true;
	for (const { plain, after, background, depth } of statements ?? []) {
		if (/^(?:exit|return)\b/.test(plain)) {
			only &&= depth === 0;
			break;
		}
		if (depth > 0) {
			only = false;
			continue;
		}
		if (after === "" || after === ";" || after === "&") isSure = true;
		const length = SLEEP.exec(plain)?.[1];
		const own = length === undefined ? 0 : secondsIn(length);
		const isHarmless = own > 0 || HARMLESS.test(plain);
		if (own > 0 && isSure && !background && after !== "||" && after !== "|")
			seconds += own;
		only &&= isHarmless;
		isSure &&= isHarmless;
		if (/^exec\s/.test(plain)) break;
	}
	return { seconds, only: only && seconds > 0 };
}

const UNITS: Readonly<Record<string, number>> = {
	"": 1,
	s: 1,
	m: 60,
	h: 3600,
	d: 86_400,
};

/** What the arguments of `sleep` come to: `15`, `1m 30s`, `infinity`; 0 where one is not known. */
function secondsIn(args: string): number {
	let sum = 0;
	for (const arg of args.trim().split(/\s+/)) {
		if (/^\d*>/.test(arg)) break;
		if (/^inf(?:inity)?$/i.test(arg)) return Number.POSITIVE_INFINITY;
		const [, number, unit = ""] = /^(\d+(?:\.\d+)?|\.\d+)([smhd]?)$/.exec(
			arg,
		) ?? [undefined, undefined];
		if (number === undefined) return 0;
		sum += Number(number) * (UNITS[unit] ?? 1);
	}
	return sum;
}
