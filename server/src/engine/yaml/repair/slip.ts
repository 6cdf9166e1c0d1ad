/**
 * What a person did to a line, beside putting it at a wrong column:
 * - `dash`, `colon-blank`: no blank behind a dash or colon; `colon`: no colon behind a key;
 * - `quote`, `bracket`: not closed; `open-bracket`: not opened; `other-bracket`: closed by one of another kind; `no-bracket`: one
 *   that closes nothing; `comma`: one that does not belong there; `no-comma`: one that is missing;
 * - `unquoted`: a text that needs quotes, or other ones; `unbracketed`: several texts that are a list; `escape`: a backslash in double quotes that stands for itself;
 * - `open-quote`: not opened; `other-quote`: a quote of another kind than the one at the other end of its text; `twin-quote`: one too many;
 * - `line-break`: two entries on one line;
 * - `text-column`: the lines of a text that stand no further right than its key; `value-above`: a value before its key;
 * - `tab`, `alien-blank`: a tab, or a blank that YAML does not know, where blanks must stand;
 * - `alien-colon`, `alien-comma`, `alien-quote`, `alien-dash`: a full-width colon or comma, or the quotes, dashes and bullets of
 *   printed text;
 * - `entity`: a character that HTML writes otherwise, such as `&quot;`;
 * - `twin-dash`: a dash typed twice in front of an object; `no-hash`: a comment without `#`; `half-typed`: a word in a line of
 *   its own that is no field;
 * - `fence`, `prose`, `output`, `mail`, `diff`, `number`: what stood around or before the lines where they were copied from;
 * - `conflict`: what a merge left behind; `orphan`: what a key held that has become a comment; `lost-key`: what a key would
 *   hold that is not there; `lost-dash`: the first item of a list, without a dash.
 */
export type SlipKind =
	| "dash"
	| "colon-blank"
	| "colon"
	| "quote"
	| "bracket"
	| "open-bracket"
	| "other-bracket"
	| "no-bracket"
	| "comma"
	| "no-comma"
	| "open-quote"
	| "other-quote"
	| "twin-quote"
	| "unquoted"
	| "unbracketed"
	| "escape"
	| "line-break"
	| "text-column"
	| "value-above"
	| "tab"
	| "alien-blank"
	| "alien-colon"
	| "alien-comma"
	| "alien-quote"
	| "alien-dash"
	| "entity"
	| "twin-dash"
	| "no-hash"
	| "half-typed"
	| "fence"
	| "prose"
	| "output"
	| "mail"
	| "diff"
	| "number"
	| "conflict"
	| "orphan"
	| "lost-key"
	| "lost-dash";
