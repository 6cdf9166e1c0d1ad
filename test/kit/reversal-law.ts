import assert from "node:assert/strict";
import { parseAllDocuments } from "yaml";
import { dataOfDocument } from "./document-data";

/**
 * A sidecar that goes back to `containers` loses what made it a native one, and nothing else is lost: no container, no
 * comment, no word.
 */
export function assertReversed(
	text: string,
	result: string,
	what: string,
): void {
	assert.deepEqual(
		containersIn(result),
		containersIn(text),
		`${what}: all containers are still there`,
	);
	const words = new Set(wordsIn(result));
	const lost = wordsIn(withoutPolicy(text)).filter((word) => !words.has(word));
	assert.deepEqual(
		lost.filter((word) => !/^"?(?:initContainers|startupProbe)"?:$/.test(word)),
		[],
		`${what}: all words are still there`,
	);
}

/** All containers, without what may go, in an order of their own. */
function containersIn(text: string): readonly string[] {
	const found: string[] = [];
	const visit = (node: unknown): void => {
		if (Array.isArray(node)) for (const item of node) visit(item);
		else if (typeof node === "object" && node !== null)
			for (const [key, value] of Object.entries(node)) {
				if (!/^(?:initC|c)ontainers$/.test(key) || !Array.isArray(value))
					visit(value);
				else
					for (const { restartPolicy, startupProbe, ...rest } of value)
						found.push(JSON.stringify(rest));
			}
	};
	const plain = text
		.replace(/^\uFEFF/, "")
		.replaceAll(/\{\{.*?\}\}/g, "template");
	for (const document of parseAllDocuments(plain))
		visit(dataOfDocument(document));
	return found.sort();
}

const withoutPolicy = (text: string): string =>
	text
		// A line of flow style goes on, maybe to another policy.
		.replaceAll(
			/["']?restartPolicy["']?:[ ]*["']?Always\b["']?(?:[^,}\r\n]*$)?/gm,
			"",
		)
		// The copy of a probe, which goes, may bear more failures than the probe; what all others bear is compared above.
		.replaceAll(/["']?failureThreshold["']?:[ ]*\d+/g, "");

/** The words of a text, comments among them; what only joins them says nothing. */
const wordsIn = (text: string): readonly string[] =>
	text.split(/[\s,[\]{}]+/).filter((word) => !/^-?$/.test(word));
