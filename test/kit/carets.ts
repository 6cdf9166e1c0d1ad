import type { PlacedFinding, Source } from "../../server/src/engine/engine";
import { Lines } from "../../server/src/engine/engine";

/**
 * A line that draws a finding below the line that it is in:
 *
 *     restartPolicy: always
 *     #              ^^^^^^ error init-restart-policy-case 💡
 *
 * The carets stand below the finding's characters (below its first line's, if it has several); 💡 says that it has a fix.
 * A finding that begins in the first two columns is drawn without `#`.
 */
const CARETS =
	/^(\s*#?\s*)(\^+) (error|warning|information|hint) ([a-z0-9-]+)( 💡)?$/u;

export interface Drawn {
	/** The text without the drawings. */
	readonly text: string;
	readonly drawings: readonly string[];
}

/** Takes the drawings out of a text: `line column-column severity rule 💡`, columns from 0. */
export function readCarets(marked: string): Drawn {
	const lines: string[] = [];
	const drawings: string[] = [];
	for (const line of marked.split("\n")) {
		const match = CARETS.exec(line);
		if (!match) {
			lines.push(line);
			continue;
		}
		const [, before = "", carets = "", severity, rule, bulb = ""] = match;
		drawings.push(
			`${lines.length} ${before.length}-${before.length + carets.length} ${severity} ${rule}${bulb}`,
		);
	}
	return { text: lines.join("\n"), drawings: drawings.sort() };
}

/** The same notation for what was found. */
export function drawingsOf(
	source: Source,
	findings: readonly PlacedFinding[],
	hasFix: (finding: PlacedFinding) => boolean,
): readonly string[] {
	const lines = new Lines(source.text);
	return findings
		.map((placed) => {
			const { finding } = placed;
			const start = finding.at.start + placed.placed.start;
			const line = lines.lineAt(start);
			const end = Math.min(
				finding.at.end + placed.placed.start,
				lines.end(line),
			);
			return `${line + 1} ${lines.column(start)}-${end - lines.start(line)} ${finding.severity} ${finding.rule.id}${hasFix(placed) ? " 💡" : ""}`;
		})
		.sort();
}

/** Draws findings into a text, for a person who writes a page. */
export function draw(text: string, drawings: readonly string[]): string {
	const byLine = new Map<number, string[]>();
	for (const drawing of drawings) {
		const [, line = "0", from = "0", to = "0", rest = ""] =
			/^(\d+) (\d+)-(\d+) (.*)$/u.exec(drawing) ?? [];
		const start = Number(from);
		const before = start < 2 ? " ".repeat(start) : `#${" ".repeat(start - 1)}`;
		const carets = `${before}${"^".repeat(Math.max(1, Number(to) - start))} ${rest}`;
		byLine.set(Number(line), [...(byLine.get(Number(line)) ?? []), carets]);
	}
	return text
		.split("\n")
		.flatMap((line, index) => [line, ...(byLine.get(index + 1) ?? [])])
		.join("\n");
}
