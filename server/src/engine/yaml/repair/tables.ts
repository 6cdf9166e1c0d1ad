/** `NAME   READY   NOMINATED NODE`, as commands write above the columns of what they list. */
const HEADER =
	/^[A-Z][A-Z0-9()%_/.-]*(?: [A-Z0-9()%_/.-]+)*(?:(?: {2,}|\t+)[A-Z][A-Z0-9()%_/.-]*(?: [A-Z0-9()%_/.-]+)*)+$/;
/** Words with one blank between them, and another column. */
const ROW = /^\S+(?: \S+)*(?: {2,}|\t+)\S/;

const isRow = (text: string): boolean =>
	ROW.test(text) && !/^[\w.-]+:(?:\s|$)/.test(text);

/** The lines of tables that a command wrote: a header, and the rows below it. */
export function tableIn(
	lines: readonly (string | undefined)[],
): ReadonlySet<number> {
	const table = new Set<number>();
	let isInside = false;
	for (const [at, line = ""] of lines.entries()) {
		const text = line.trim();
		isInside = HEADER.test(text) || (isInside && isRow(text));
		if (isInside) table.add(at);
	}
	return table;
}
