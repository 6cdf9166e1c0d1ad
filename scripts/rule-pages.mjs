// Makes the pages that ship with the extension, dist/pages.json, from the content beside the code: corner cases are for
// tests only, and a Japanese page takes its examples from the English one.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const FENCE = /^```ya?ml\b.*\n[\s\S]*?^```$/gm;
const NOTES = { en: /^## Corner cases\n[\s\S]*$/m };
/** What the blocks of a page are called for a reader. */
const CAPTIONS = {
	en: {
		bad: "Wrong:",
		good: "Right:",
		fixed: "After the quick fix:",
		before: "Before:",
		after: "After:",
		disabled: "Not possible:",
		none: "Not offered:",
	},
	ja: {
		bad: "誤り:",
		good: "正しい例:",
		fixed: "クイックフィックス適用後:",
		before: "変換前:",
		after: "変換後:",
		disabled: "変換できない例:",
		none: "提示されない例:",
	},
};

/** A block as a reader gets it: no options, no cursor, a caption where there is none in the text. */
function publish(fence, language) {
	const [head = "", ...rest] = fence.split("\n");
	const [, role = ""] = head.split(/\s+/);
	const text = rest
		.join("\n")
		.replaceAll("$0", "")
		.replace(/^# disabled: .*\n/, "")
		.replaceAll(" 💡", "");
	const caption = CAPTIONS[language][role];
	return `${caption ? `**${caption}**\n\n` : ""}\`\`\`yaml\n${text}`;
}

export function publishPage(english, translation) {
	const page = english.replace(NOTES.en, "").trimEnd();
	const fences = page.match(FENCE) ?? [];
	if (translation === undefined)
		return `${page.replace(FENCE, (fence) => publish(fence, "en"))}\n`;
	const source = translation.replace(/\n*<!-- en: .*-->\s*$/, "");
	let next = 0;
	return `${source.replace(/^```ya?ml\b.*\n(?:[\s\S]*?\n)?^```$/gm, () => publish(fences[next++] ?? "", "ja"))}\n`;
}

/**
 * One file for all: packed, it takes half as much as two hundred small ones, whose examples are the same in each language.
 * @param {string} root the repository
 * @param {string} out the file to write: rule id → language → Markdown
 */
export async function buildRulePages(root, out) {
	const engine = join(root, "server/src/engine");
	/** @type {Record<string, { en: string, ja: string }>} */
	const pages = {};
	for (const folder of ["rules", "refactorings"]) {
		const entries = await readdir(join(engine, folder), { recursive: true });
		for (const entry of entries.sort()) {
			if (!entry.endsWith(".md") || entry.endsWith(".ja.md")) continue;
			const path = join(engine, folder, entry);
			const english = await readFile(path, "utf8");
			const japanese = await readFile(path.replace(/\.md$/, ".ja.md"), "utf8");
			pages[basename(entry, ".md")] = {
				en: publishPage(english),
				ja: publishPage(english, japanese),
			};
		}
	}
	await mkdir(dirname(out), { recursive: true });
	await writeFile(out, JSON.stringify(pages));
}
