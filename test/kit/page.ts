import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const ENGINE = join(__dirname, "../../server/src/engine");

/** A fenced block of a content page: ```` ```yaml bad kubernetes=1.31 ````. */
export interface Fence {
	/** Words after the language: what the block shows. */
	readonly role: string;
	readonly options: Readonly<Record<string, string>>;
	readonly text: string;
	/** Line in the page, from 1. */
	readonly line: number;
}

export interface Page {
	readonly id: string;
	readonly path: string;
	readonly text: string;
	readonly fences: readonly Fence[];
	readonly headings: readonly string[];
}

export function readPage(path: string): Page {
	const text = readFileSync(path, "utf8");
	const fences: Fence[] = [];
	const headings: string[] = [];
	let open:
		| {
				role: string;
				options: Record<string, string>;
				lines: string[];
				line: number;
		  }
		| undefined;
	for (const [index, line] of text.split("\n").entries()) {
		const start = /^```(\w+)(.*)$/.exec(line);
		if (open && line === "```") {
			fences.push({
				role: open.role,
				options: open.options,
				line: open.line,
				text: open.lines.map((each) => `${each}\n`).join(""),
			});
			open = undefined;
		} else if (open) open.lines.push(line);
		else if (start) {
			const [role = "", ...words] = (start[2] ?? "").trim().split(/\s+/);
			const options = Object.fromEntries(
				words.map((word) => [
					word.split("=")[0] ?? "",
					word.slice(word.indexOf("=") + 1),
				]),
			);
			open = { role, options, lines: [], line: index + 1 };
		} else if (/^#{1,3} /.test(line)) headings.push(line);
	}
	const id =
		path
			.split("/")
			.at(-1)
			?.replace(/(?:\.ja)?\.md$/, "") ?? path;
	return { id, path, text, fences, headings };
}

/** The English pages of a folder of the engine and of its folders. */
export function pagesIn(folder: string): readonly Page[] {
	return readdirSync(join(ENGINE, folder), {
		recursive: true,
		withFileTypes: true,
	})
		.filter(
			(entry) =>
				entry.isFile() &&
				entry.name.endsWith(".md") &&
				!entry.name.endsWith(".ja.md"),
		)
		.map((entry) => readPage(join(entry.parentPath, entry.name)))
		.sort((a, b) => (a.id < b.id ? -1 : 1));
}
