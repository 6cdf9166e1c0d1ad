import { type Document, Scalar, visit } from "yaml";

/** Has a document an alias that stands for nothing? */
export function hasLostAlias(document: Document): boolean {
	let isLost = false;
	visit(document, {
		Alias(_key, alias) {
			isLost ||= alias.resolve(document) === undefined;
		},
	});
	return isLost;
}

/** What a document says, in plain values; where an alias stands for nothing, its name. Changes the document. */
export function dataOfDocument(document: Document): unknown {
	visit(document, {
		Alias: (_key, alias) =>
			alias.resolve(document) ? undefined : new Scalar(`*${alias.source}`),
	});
	return document.toJS({ maxAliasCount: -1 });
}
