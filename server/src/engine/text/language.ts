/** The languages in which everything that a person reads exists. */
export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in every language, with its values already in it. */
export type Message = (language: Language) => string;

/**
 * Makes a message from its parameters. Every language must be there and take the same parameters: a half-translated
 * text does not compile.
 */
export function text<Parameters extends unknown[]>(
	texts: {
		readonly [L in Language]: (...parameters: Parameters) => string;
	},
): (...parameters: Parameters) => Message {
	return (...parameters) =>
		(language) =>
			texts[language](...parameters);
}

/** A message without parameters. */
export function fixedText(
	texts: { readonly [L in Language]: string },
): Message {
	return (language) => texts[language];
}

/**
 * A message for a place that shows no Markdown, such as a problem list: what is marked as code (between backticks)
 * stands between the language's own quotation marks, and Japanese sets what is listed apart by its own comma.
 */
export function say(message: Message, language: Language): string {
	const text = message(language);
	return language === "ja"
		? text.replace(/ ?`([^`]*)` ?/g, "「$1」").replace(/, ?(?=「)/g, "、")
		: text.replace(/`([^`]*)`/g, "'$1'");
}

/** What stands between the parts of a list. */
export const COMMA: Readonly<Record<Language, string>> = { en: ", ", ja: "、" };

/** The language of a locale such as `ja`, `ja-JP`, `en-US`; English for all that is not there. */
export function languageOf(locale: string | undefined): Language {
	return locale?.toLowerCase().startsWith("ja") ? "ja" : "en";
}
