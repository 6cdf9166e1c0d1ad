/** The fixtures as the workspace of a host. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "fixtures");

/** These also with the line ends of Windows, as `NAME.crlf.yaml`: Git is free to change those of a file that it keeps. */
const alsoWithCrlf = ["article", "report-job"];

/** What is to hold in a web host as well, which has no settings of a user. */
const settings = {
	// In a browser it is on, and would write the fixtures.
	"files.autoSave": "off",
	"files.exclude": { "**/.vscode": true },
};

/**
 * @param {string} folder is made
 * @param {Record<string, unknown>} more settings of the workspace
 */
export function layOutFixtures(folder, more = {}) {
	cpSync(fixtures, folder, { recursive: true });
	for (const name of alsoWithCrlf) {
		const text = textOfFixture(`${name}.yaml`);
		writeFileSync(join(folder, `${name}.crlf.yaml`), withCrlf(text));
	}
	mkdirSync(join(folder, ".vscode"));
	writeFileSync(
		join(folder, ".vscode/settings.json"),
		JSON.stringify({ ...settings, ...more }),
	);
}

/** The text of a fixture, with the line ends of Unix. */
export const textOfFixture = (name) =>
	readFileSync(join(fixtures, name), "utf8").replaceAll("\r\n", "\n");

/** The same text with the line ends of Windows. */
export const withCrlf = (text) => text.replaceAll("\n", "\r\n");

/** Line and column of a part of a text, as in `5:3`. */
export function placeOf(text, part) {
	const before = text.slice(0, text.indexOf(part)).split("\n");
	return `${before.length}:${before.at(-1).length + 1}`;
}
