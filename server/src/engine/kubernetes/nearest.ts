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

/** Letters to insert, delete, replace or swap with the one beside them: Levenshtein's distance with transpositions. */
function editDistance(a: string, b: string): number {
	let above: readonly number[] = [];
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swapped = isSwap ? (above[j - 2] ?? i + j) + 1 : replaced;
			next.push(
				Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1),
			);
		}
		above = row;
		row = next;
	}
	return row[b.length] ?? 0;
}
