/** What Kubernetes' reader of YAML, or an older or newer one, takes for something else than a string. */
const TYPED =
	/^(?:~|null|true|false|y|yes|n|no|on|off|=|<<)$|^[-+]?(?:0[bB][01_]+|0[oO]?[0-7_]+|0[xX][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?|\.inf|\.nan|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?)$|^\d{4}-\d{1,2}-\d{1,2}(?:[Tt \t].*)?$/i;

/** Can a text stand without quotes and be read as this string, by every reader? */
export function isPlain(text: string, inFlow: boolean): boolean {
	return (
		/^[^\s\-?:,[\]{}#&*!|>'"%@`]|^[-?:][^\s,[\]{}]/.test(text) &&
		!/[^\x20-\x7e\u00a1-\ud7ff\ue000-\ufefe\uff00-\ufffd]|:(?:\s|$)| #|\s$/.test(
			text,
		) &&
		!(inFlow && /[,[\]{}]|:$/.test(text)) &&
		!text.includes("{{") &&
		!/^(?:---|\.\.\.)/.test(text) &&
		!TYPED.test(text)
	);
}

export interface StringStyle {
	readonly inFlow: boolean;
	/** Does a string have double quotes whatever it says: JSON, KYAML? */
	readonly quoted: boolean;
	/** Does it have quotes, of either kind, whether it needs them or not? */
	readonly dressed?: boolean;
	/** Are the other quotes single ones? */
	readonly single: boolean;
}

/** A string as it is written on one line. */
export function stringText(text: string, style: StringStyle): string {
	if (!style.quoted && !style.dressed && isPlain(text, style.inFlow))
		return text;
	const wantsSingle = style.single || /["\\]/.test(text);
	const maySingle = !style.quoted && /^[\x20-\x7e]*$/.test(text);
	return wantsSingle && maySingle && !text.includes("'")
		? `'${text}'`
		: JSON.stringify(text);
}
