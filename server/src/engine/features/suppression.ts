import type { Lines } from "../text/lines";
import type { Source } from "../yaml/source";
import { headComments } from "./head";

/** `# sidecar-patterns-ignore rule-a, rule-b -- reason`; without rule ids all rules are meant. */
const LINE = /#\s*sidecar-patterns-ignore(?![-\w])(.*)$/;
const FILE = /^\uFEFF?\s*#\s*sidecar-patterns-ignore-file(?![-\w])(.*)$/;

/** Is the finding of a rule on a line silenced by a comment at the line's end or directly above it? */
export function isSuppressed(
	lines: Lines,
	line: number,
	ruleId: string,
): boolean {
	if (names(LINE.exec(lines.content(line))?.[1], ruleId)) return true;
	for (let above = line - 1; above >= 0 && lines.isComment(above); above--) {
		if (names(LINE.exec(lines.content(above))?.[1], ruleId)) return true;
	}
	return false;
}

/** The `sidecar-patterns-ignore-file` comments at the top of a file, before anything else. */
export function fileSuppressions(source: Source): readonly string[] {
	return headComments(source).flatMap((line) => FILE.exec(line)?.[1] ?? []);
}

/** Does the text after the marker name the rule, or none at all? */
export function names(rules: string | undefined, ruleId: string): boolean {
	if (rules === undefined) return false;
	const ids = (rules.split("--", 1)[0] ?? "").split(/[\s,]+/).filter(Boolean);
	return ids.length === 0 || ids.includes(ruleId);
}
