/**
 * What somebody may have meant by a text that is no quantity, the likeliest first: `128MB` is `128M` (or `128Mi`),
 * `512mb` the same, `2 Gi` has a blank too many, `0,5` a comma for a point.
 */
export function quantitiesMeant(text: string): readonly string[] {
	const comma = /^\s*(\d+),(\d{1,2})\s*$/.exec(text);
	if (comma) return [`${comma[1]}.${comma[2]}`];
	const [match, number = "", letter = "", i = ""] =
		/^\s*([-+]?\d+(?:\.\d+)?)\s*([kmgtpe])(i?)b?(?:ytes?)?\s*$/i.exec(text) ??
		[];
	if (match === undefined) return [];
	const unit = letter.toUpperCase();
	const binary = `${number}${unit}i`;
	if (i !== "") return [binary];
	return /m\s*$/.test(text)
		? [`${number}m`, binary]
		: [`${number}${unit === "K" ? "k" : unit}`, binary];
}
