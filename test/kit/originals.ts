import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataOf, misfits } from "./breaks/meaning";
import { POD, shapeOf } from "./breaks/shape";
import { readCarets } from "./carets";
import { pagesIn } from "./page";

/** Nobody looks through more at a time, and the tests have other things to do. */
const MOST_LINES = 400;

/** Is it YAML whose Pods have only fields that they may have? What is broken has to be whole before. */
export const isOriginal = (text: string): boolean => {
	if (text.includes("{{") || !POD.test(text)) return false;
	if (text.split("\n").length > MOST_LINES) return false;
	const data = dataOf(text);
	return (
		data !== undefined && misfits(data) === 0 && shapeOf(text) !== undefined
	);
};

/** Whole manifests as people keep them: the examples, and some longer ones. */
export const manifests = (): readonly string[] => [
	...textsIn(join(__dirname, "breaks/originals")),
	...textsIn(join(__dirname, "../../examples")),
];

/** Is it an object, not a piece of one? */
export const isWhole = (text: string): boolean => /^apiVersion:/m.test(text);

/** Rules about what is mistyped: what looks good on their pages is near to what is not. */
const MISTYPED = new Set([
	"yaml-syntax",
	"look-alike-character",
	"comma-behind-value",
	"swallowed-line",
]);

/** The short ones of the rules' pages, each once; many are but pieces. */
export const fencedManifests = (): readonly string[] => [
	...new Set(
		pagesIn("rules").flatMap(({ id, fences }) =>
			(MISTYPED.has(id) ? [] : fences)
				.filter(({ role }) => role === "good" || role === "fixed")
				.map(({ text }) => readCarets(text).text)
				.filter(isOriginal),
		),
	),
];

/** Manifests of a folder that can be broken. */
export function textsIn(folder: string): readonly string[] {
	if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort()
		.map((path) => readFileSync(path, "utf8"))
		.filter(isOriginal);
}
