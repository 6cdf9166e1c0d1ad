/**
 * What a person did to a line, beside putting it at a wrong column:
 * - `dash`, `colon-blank`: no blank behind a dash or colon; `colon`: no colon behind a key;
 * - `quote`, `bracket`: not closed; `comma`: one that does not belong there; `no-comma`: one that is missing;
 * - `line-break`: two entries on one line;
 * - `text-column`: the lines of a text that stand no further right than its key; `value-above`: a value before its key;
 * - `tab`, `alien-blank`: a tab, or a blank that YAML does not know, where blanks must stand;
 * - `alien-colon`, `alien-quote`: a full-width colon, or the quotes of printed text;
 * - `fence`, `prose`, `mail`, `diff`, `number`: what stood around or before the lines where they were copied from.
 */
export type SlipKind =
	| "dash"
	| "colon-blank"
	| "colon"
	| "quote"
	| "bracket"
	| "comma"
	| "no-comma"
	| "line-break"
	| "text-column"
	| "value-above"
	| "tab"
	| "alien-blank"
	| "alien-colon"
	| "alien-quote"
	| "fence"
	| "prose"
	| "mail"
	| "diff"
	| "number";
