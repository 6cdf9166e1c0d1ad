import {
	type FixSafety,
	fixSafetyOf,
	Lines,
	messageOf,
	type PlacedFinding,
	type Settings,
	type Severity,
	type Source,
} from "../engine/engine";
import { messages } from "./messages";
import type { Io, LocalOptions } from "./options";

/** A finding as the command line tells it; lines, columns and documents count from 1. */
export interface ReportedFinding {
	readonly file: string;
	readonly document: number;
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly fix: FixSafety;
}

export function reported(
	file: string,
	source: Source,
	findings: readonly PlacedFinding[],
	settings: Settings,
	{ language, rule, quiet }: LocalOptions,
): readonly ReportedFinding[] {
	if (findings.length === 0) return [];
	const lines = new Lines(source.text);
	return findings
		.filter(({ finding }) => !rule || rule.includes(finding.rule.id))
		.filter(
			({ finding }) =>
				!quiet ||
				finding.severity === "error" ||
				finding.severity === "warning",
		)
		.map(({ finding, placed }) => {
			const start = finding.at.start + placed.start;
			const end = finding.at.end + placed.start;
			return {
				file,
				document: placed.index + 1,
				rule: finding.rule.id,
				severity: finding.severity,
				message: messageOf(finding, language),
				line: lines.lineAt(start) + 1,
				column: columnOf(lines, start),
				endLine: lines.lineAt(end) + 1,
				endColumn: columnOf(lines, end),
				fix: fixSafetyOf(finding, placed.document, settings),
			};
		});
}

/** The column as an editor shows it, from 1: a byte order mark takes no room. */
function columnOf(lines: Lines, offset: number): number {
	const mark =
		lines.lineAt(offset) === 0 && lines.text.startsWith("\uFEFF") ? 1 : 0;
	return lines.column(offset) + 1 - mark;
}

/** Writes findings: one line each, and how many there are. */
export function writeText(
	findings: readonly ReportedFinding[],
	{ language }: LocalOptions,
	io: Io,
): void {
	const text = messages(language);
	for (const { file, line, column, severity, message, rule } of findings) {
		io.stdout.write(
			`${file}:${line}:${column}: ${text.severity[severity]}: ${message} [${rule}]\n`,
		);
	}
	if (findings.length > 0) {
		io.stderr.write(
			`${text.summary(findings.length, new Set(findings.map(({ file }) => file)).size)}\n`,
		);
	}
}
