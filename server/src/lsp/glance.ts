import {
	type CodeLens,
	type Command,
	type Connection,
	type InlayHint,
	MarkupKind,
} from "vscode-languageserver";
import {
	hintsIn,
	type Language,
	lensesOf,
	lensTitle,
	plainText,
	type Settings,
} from "../engine/engine";
import type { Client } from "./capabilities";
import { toLspRange, toOffset, toPosition } from "./convert";
import type { Guard } from "./guard";
import type { OpenFile } from "./open-file";

/** What the handlers need of the server. */
export interface GlanceHost {
	readonly guard: Guard;
	client(): Client | undefined;
	language(): Language;
	file(uri: string): OpenFile | undefined;
	settingsFor(uri: string): Promise<Settings>;
}

/** What a lens stands for, until it comes into view. */
interface LensData {
	readonly uri: string;
	readonly pod: number;
}

/** Lenses that are listed with their words: a millisecond or two. More than that get them in view. */
const FEW = 20;

/** Commands of the client that a click on a lens may run, the best first. */
const LENS_COMMANDS = ["sidecarPatterns.showTimeline"] as const;

/** Serves code lenses and inlay hints. */
export function serveGlances(connection: Connection, host: GlanceHost): void {
	const { guard } = host;

	/** The lens with its words; as it was when its Pod is gone. */
	const complete = (lens: CodeLens, file: OpenFile, chosen: Settings) => {
		const data = lens.data as LensData;
		const title = lensTitle(file.source, data.pod, chosen, host.language());
		return title === undefined
			? lens
			: { ...lens, command: commandOf(title, lens, data, host.client()) };
	};

	connection.onCodeLens(async ({ textDocument: { uri } }) => {
		const file = host.file(uri);
		if (!file) return [];
		const chosen = await host.settingsFor(uri);
		return guard.run("listing code lenses", [], () => {
			const lenses = lensesOf(file.source, chosen).map(
				({ range, pod }): CodeLens => {
					const data: LensData = { uri, pod };
					return { range: toLspRange(file.lines, range), data };
				},
			);
			// An editor shows an empty line until it has asked for the words.
			return lenses.length > FEW
				? lenses
				: lenses.map((lens) => complete(lens, file, chosen));
		});
	});

	connection.onCodeLensResolve(async (lens) => {
		const uri = (lens.data as LensData | undefined)?.uri ?? "";
		const file = host.file(uri);
		if (!file) return lens;
		const chosen = await host.settingsFor(uri);
		return guard.run("resolving a code lens", lens, () =>
			complete(lens, file, chosen),
		);
	});

	connection.languages.inlayHint.on(
		async ({ textDocument: { uri }, range }) => {
			const file = host.file(uri);
			if (!file) return [];
			const chosen = await host.settingsFor(uri);
			const part = {
				start: toOffset(file.lines, range.start),
				end: toOffset(file.lines, range.end),
			};
			const isMarkdown = host.client()?.markdown ?? false;
			return guard.run("listing inlay hints", [], () =>
				hintsIn(file.source, part, chosen, host.language()).map(
					({ at, label, tooltip }): InlayHint => ({
						position: toPosition(file.lines, at),
						label,
						paddingLeft: true,
						tooltip: {
							kind: isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
							value: isMarkdown ? tooltip : plainText(tooltip),
						},
					}),
				),
			);
		},
	);
}

/** A client without our commands shows the words; a click does nothing. */
function commandOf(
	title: string,
	{ range: { start } }: CodeLens,
	{ uri }: LensData,
	client: Client | undefined,
): Command {
	const command = LENS_COMMANDS.find((name) =>
		client?.options.commands?.includes(name),
	);
	return command
		? { title, command, arguments: [uri, start] }
		: { title, command: "" };
}

/** Asks the client to ask again, where it can be asked: settings have changed. */
export function refreshGlances(
	connection: Connection,
	client: Client | undefined,
): void {
	if (client?.refreshesLenses)
		void connection.sendRequest("workspace/codeLens/refresh");
	if (client?.refreshesHints) connection.languages.inlayHint.refresh();
}
