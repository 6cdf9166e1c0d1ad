/** The word that is most likely meant: at most a third of its letters differ. */
export function nearest(
	word: string,
	words: readonly string[],
): string | undefined {
	const limit = Math.floor(word.length / 3);
	let best: { word: string; distance: number } | undefined;
	for (const candidate of words) {
		const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
		if (
			distance <= limit &&
			distance < (best?.distance ?? Number.POSITIVE_INFINITY)
		)
			best = { word: candidate, distance };
	}
	return best?.word;
}

/** Levenshtein's distance: letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
