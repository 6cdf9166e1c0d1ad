/** A regular expression's source that matches a text and nothing else. */
export const literally = (text: string): string =>
	text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
