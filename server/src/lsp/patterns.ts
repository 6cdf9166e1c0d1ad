import type { Connection } from "vscode-languageserver";
import {
	applyEdit,
	type Language,
	Lines,
	patternsAt,
	type Settings,
	say,
} from "../engine/engine";
import { toLspRange, toOffset, toTextEdits } from "./convert";
import type { Guard } from "./guard";
import type { OpenFile } from "./open-file";
import { PATTERNS, type PatternsParams, type PatternsResult } from "./protocol";

/** What the handler needs of the server. */
export interface PatternsHost {
	readonly guard: Guard;
	language(): Language;
	file(uri: string): OpenFile | undefined;
	settingsFor(uri: string): Promise<Settings>;
}

/** Serves the patterns that can be inserted into a Pod. */
export function servePatterns(
	connection: Connection,
	{ guard, language, file: fileOf, settingsFor }: PatternsHost,
): void {
	connection.onRequest(
		PATTERNS,
		async ({ textDocument: { uri }, position }: PatternsParams) => {
			const chosen = await settingsFor(uri);
			const file = fileOf(uri);
			if (!file) return null;
			return guard.run("listing patterns", null, () =>
				listPatterns(file, position, chosen, language()),
			);
		},
	);
}

function listPatterns(
	{ source, lines, version }: OpenFile,
	position: PatternsParams["position"],
	settings: Settings,
	language: Language,
): PatternsResult | null {
	const found = patternsAt(source, toOffset(lines, position), settings);
	if (!found) return null;
	const patterns = found.map(
		({ id, title, details, disabled, edit, image }) => ({
			variant: id,
			title: say(title, language),
			details: details.map((detail) => say(detail, language)),
			...(disabled
				? { disabled: say(disabled, language) }
				: {
						edits: toTextEdits(lines, edit),
						...(image
							? {
									image: toLspRange(
										new Lines(applyEdit(source.text, edit)),
										image,
									),
								}
							: {}),
					}),
		}),
	);
	return { version, patterns };
}
