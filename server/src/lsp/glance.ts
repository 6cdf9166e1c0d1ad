import {
	type CodeLens,
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

/** What a lens stands for, until it has its words. */
interface LensData {
	readonly uri: string;
	readonly pod: number;
}

/** Commands of the client that a click on a lens may run, the best first. */
const LENS_COMMANDS = ["sidecarPatterns.showTimeline"] as const;

/** Serves code lenses and inlay hints. */
export function serveGlances(connection: Connection, host: GlanceHost): void {
	const { guard } = host;

	connection.onCodeLens(async ({ textDocument: { uri } }) => {
		const file = host.file(uri);
		if (!file) return [];
		const chosen = await host.settingsFor(uri);
		return guard.run("listing code lenses", [], () =>
			lensesOf(file.source, chosen, host.language()).map(
				({ pod, range, title }): CodeLens => {
					const data: LensData = { uri, pod };
					const place = toLspRange(file.lines, range);
					return withTitle({ range: place, data }, title, host.client());
				},
			),
		);
	});

	connection.onCodeLensResolve(async (lens) => {
		const { pod, uri } = (lens.data ?? {}) as Partial<LensData>;
		const file = uri === undefined ? undefined : host.file(uri);
		if (!file || uri === undefined || pod === undefined) return lens;
		const chosen = await host.settingsFor(uri);
		return guard.run("resolving a code lens", lens, () =>
			withTitle(
				lens,
				lensTitle(file.source, pod, chosen, host.language()),
				host.client(),
			),
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

/** The lens with its words. A client without our commands shows them; a click does nothing. */
function withTitle(
	lens: CodeLens,
	title: string | undefined,
	client: Client | undefined,
): CodeLens {
	if (title === undefined) return lens;
	const { uri } = lens.data as LensData;
	const command = LENS_COMMANDS.find((name) =>
		client?.options.commands?.includes(name),
	);
	return {
		...lens,
		command: command
			? { title, command, arguments: [uri, lens.range.start] }
			: { title, command: "" },
	};
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
