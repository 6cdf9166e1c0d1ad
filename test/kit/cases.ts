import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
	DEFAULT_SETTINGS,
	type Settings,
} from "../../server/src/engine/engine";
import { readCarets } from "./carets";
import { pagesIn } from "./page";
import { settingsOf } from "./settings";

/** A text on which something must hold. */
export interface Case {
	readonly name: string;
	readonly text: string;
	readonly settings: Settings;
}

/** Every block of every content page. */
export const pageCases = (): readonly Case[] =>
	[
		...pagesIn("rules"),
		...pagesIn("refactorings"),
		...pagesIn("knowledge"),
	].flatMap((page) =>
		page.fences.map((fence) => ({
			name: `${page.id} line ${fence.line}`,
			text: readCarets(fence.text)
				.text.replace("$0", "")
				.replace(/^# disabled: .*\n/, ""),
			settings: settingsOf(fence.options),
		})),
	);

/** The manifests of a folder and of those in it. */
export const fileCases = (folder: string): readonly Case[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort()
		.map((path) => ({
			name: path,
			text: readFileSync(path, "utf8"),
			settings: DEFAULT_SETTINGS,
		}));
