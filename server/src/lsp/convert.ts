import {
	type Diagnostic,
	DiagnosticSeverity,
	type Range as LspRange,
	type Position,
	type TextEdit,
} from "vscode-languageserver";
import {
	type Edit,
	type Finding,
	type Language,
	type Lines,
	memoize,
	messageOf,
	type PlacedFinding,
	type Range,
	type Severity,
	say,
} from "../engine/engine";

/** The only place where the engine's offsets and the protocol's lines and characters meet. */

export const SOURCE = "sidecar-patterns";

export function toPosition(lines: Lines, offset: number): Position {
	const line = lines.lineAt(offset);
	// A client counts characters up to the line end; an offset inside `\r\n` is its beginning.
	return {
		line,
		character: Math.min(offset, lines.end(line)) - lines.start(line),
	};
}

export function toOffset(lines: Lines, { line, character }: Position): number {
	return line >= lines.count
		? lines.text.length
		: Math.min(lines.start(line) + character, lines.end(line));
}

export function toLspRange(
	lines: Lines,
	{ start, end }: Range,
	shift = 0,
): LspRange {
	return {
		start: toPosition(lines, start + shift),
		end: toPosition(lines, end + shift),
	};
}

export function toRange(lines: Lines, { start, end }: LspRange): Range {
	return { start: toOffset(lines, start), end: toOffset(lines, end) };
}

export function toTextEdits(lines: Lines, edit: Edit): TextEdit[] {
	return edit.map(({ start, end, text }) => ({
		range: {
			start: exactPosition(lines, start),
			end: exactPosition(lines, end),
		},
		newText: text,
	}));
}

/** An edit may begin or end between `\r` and `\n`: no character is moved to the line's end. */
function exactPosition(lines: Lines, offset: number): Position {
	const line = lines.lineAt(offset);
	return { line, character: offset - lines.start(line) };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/** A byte order mark in front of the first document is a character of its first line. */
function inFile(
	{ line, character }: Position,
	placed: PlacedFinding["placed"],
): Position {
	const mark = line === 0 && placed.index === 0 ? placed.start : 0;
	return { line: line + placed.line, character: character + mark };
}

interface Shown {
	readonly uri: string;
	readonly line: number;
	readonly start: number;
	readonly language: Language;
	readonly diagnostic: Diagnostic;
}

/** What a finding was last shown as, and where its document stood. */
const lastShown = memoize((_: Finding): { shown?: Shown } => ({}));

/**
 * Works from the document's own lines: a finding costs the same in a file of any length; and nothing while neither its
 * document nor the lines above have changed.
 */
export function toDiagnostic(
	uri: string,
	placedFinding: PlacedFinding,
	language: Language,
): Diagnostic {
	const { finding, placed, elsewhere } = placedFinding;
	// Places in other documents move when those do.
	if (elsewhere) return makeDiagnostic(uri, placedFinding, language);
	// Only in front of the first document a shift within the line counts.
	const start = placed.index === 0 ? placed.start : 0;
	const last = lastShown(finding);
	const { shown } = last;
	if (
		shown?.uri === uri &&
		shown.line === placed.line &&
		shown.start === start &&
		shown.language === language
	)
		return shown.diagnostic;
	const diagnostic = makeDiagnostic(uri, placedFinding, language);
	last.shown = { uri, line: placed.line, start, language, diagnostic };
	return diagnostic;
}

function makeDiagnostic(
	uri: string,
	{ finding, placed, elsewhere }: PlacedFinding,
	language: Language,
): Diagnostic {
	const toFile = (at: Range, there = placed): LspRange => {
		const { start, end } = toLspRange(there.document.lines, at);
		return { start: inFile(start, there), end: inFile(end, there) };
	};
	const diagnostic: Diagnostic = {
		range: toFile(finding.at),
		severity: SEVERITIES[finding.severity],
		code: finding.rule.id,
		codeDescription: { href: finding.rule.docs },
		source: SOURCE,
		message: messageOf(finding, language),
	};
	if (finding.related && finding.related.length > 0) {
		diagnostic.relatedInformation = finding.related.flatMap(
			({ at, message, document = placed.document }) => {
				const there =
					document === placed.document
						? { file: uri, placed }
						: elsewhere?.get(document);
				if (!there) return [];
				const range = toFile(at, there.placed);
				return [
					{
						location: { uri: there.file ?? uri, range },
						message: say(message, language),
					},
				];
			},
		);
	}
	return diagnostic;
}
