import {
	type Disposable,
	EventEmitter,
	l10n,
	Uri,
	window,
	workspace,
} from "vscode";
import type { BulkConversion } from "../connection";
import { showMarkdown } from "./showMarkdown";

const scheme = "sidecar-patterns-conversions";

/** A page about what was converted, and what was left and why. */
export class ConversionReport implements Disposable {
	readonly #changed = new EventEmitter<Uri>();
	readonly #provider = workspace.registerTextDocumentContentProvider(scheme, {
		onDidChange: this.#changed.event,
		provideTextDocumentContent: () => this.#page,
	});
	#page = "";

	/** Says in a message how it went, with a button that opens the page; does not wait for the person. */
	offer(conversion: BulkConversion, summary: string): void {
		const hasMore =
			conversion.left.length > 0 ||
			conversion.converted.some(({ notes }) => notes.length > 0);
		const page = [`# ${summary}`, ...sections(conversion)].join("\n\n");
		const details = l10n.t("Show Details");
		void window
			.showInformationMessage(summary, ...(hasMore ? [details] : []))
			.then(async (chosen) => {
				if (chosen !== details) return;
				const uri = Uri.from({
					scheme,
					path: `/${l10n.t("Converted sidecars")}.md`,
				});
				this.#page = page;
				this.#changed.fire(uri);
				await showMarkdown(uri);
			});
	}

	dispose(): void {
		this.#provider.dispose();
		this.#changed.dispose();
	}
}

function sections({ converted, left }: BulkConversion): string[] {
	const place = (
		sidecar:
			| BulkConversion["left"][number]
			| BulkConversion["converted"][number],
	) =>
		`**${escaped(sidecar.name)}** (${escaped(workspace.asRelativePath(sidecar.uri))}:${sidecar.line})`;
	const lines: string[] = [];
	if (left.length > 0)
		lines.push(
			`## ${l10n.t("Left as they are")}`,
			left
				.map((each) => `- ${place(each)}: ${escaped(each.reason)}`)
				.join("\n"),
		);
	if (converted.length > 0)
		lines.push(
			`## ${l10n.t("Converted")}`,
			converted
				.map((each) =>
					[
						`- ${place(each)}`,
						...each.notes.map((note) => `  - ${escaped(note)}`),
					].join("\n"),
				)
				.join("\n"),
		);
	return lines;
}

/** What Markdown would take for something else, in names and paths that others have given. */
const escaped = (text: string): string =>
	text.replaceAll(/[\\`*_[\]<>#|~!]/g, "\\$&");
