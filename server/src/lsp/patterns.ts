import type { Connection } from "vscode-languageserver";
import {
	applyEdit,
	type Surroundings as InSight,
	type Language,
	Lines,
	patternsAt,
	type Settings,
	say,
} from "../engine/engine";
import type { Client } from "./capabilities";
import { type ActionSupport, editOfAction } from "./code-actions";
import { toLspRange, toOffset } from "./convert";
import type { Guard } from "./guard";
import type { OpenFile } from "./open-file";
import { PATTERNS, type PatternsParams, type PatternsResult } from "./protocol";
import type { Surroundings } from "./surroundings";

/** What the handler needs of the server. */
export interface PatternsHost {
	readonly guard: Guard;
	readonly surroundings: Surroundings;
	client(): Client | undefined;
	language(): Language;
	file(uri: string): OpenFile | undefined;
	settingsFor(uri: string): Promise<Settings>;
}

/** Serves the patterns that can be inserted into a Pod. */
export function servePatterns(
	connection: Connection,
	{
		guard,
		surroundings,
		client,
		language,
		file: fileOf,
		settingsFor,
	}: PatternsHost,
): void {
	connection.onRequest(
		PATTERNS,
		async ({ textDocument: { uri }, position }: PatternsParams) => {
			const chosen = await settingsFor(uri);
			// What is changed in other files depends on which of them are known.
			await surroundings.ready(uri);
			const file = fileOf(uri);
			const { actions } = client() ?? {};
			if (!file || !actions) return null;
			return guard.run("listing patterns", null, () =>
				listPatterns(
					file,
					position,
					chosen,
					surroundings.of(uri),
					language(),
					actions,
				),
			);
		},
	);
}

function listPatterns(
	file: OpenFile,
	position: PatternsParams["position"],
	settings: Settings,
	surroundings: InSight,
	language: Language,
	support: ActionSupport,
): PatternsResult | null {
	const { source, lines, version } = file;
	const offset = toOffset(lines, position);
	const found = patternsAt(source, offset, settings, surroundings);
	if (!found) return null;
	const patterns = found.map(
		({ id, title, details, disabled, edit, elsewhere, notes, image }) => {
			const said = {
				variant: id,
				title: say(title, language),
				details: details.map((detail) => say(detail, language)),
			};
			if (disabled) return { ...said, disabled: say(disabled, language) };
			const change = {
				title,
				edit: () => edit,
				elsewhere: () => elsewhere,
				notes: () => notes,
			};
			const whole = editOfAction(file, change, language, support);
			const after = () => new Lines(applyEdit(source.text, edit));
			return {
				...said,
				...(whole ? { edit: whole } : {}),
				...(image ? { image: toLspRange(after(), image) } : {}),
			};
		},
	);
	return { version, patterns };
}
