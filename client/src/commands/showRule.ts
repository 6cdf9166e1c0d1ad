import { type Disposable, env, l10n, Uri, window, workspace } from "vscode";
import { showMarkdown } from "./showMarkdown";

const scheme = "sidecar-patterns-rule";

/** Rule id → language → Markdown, as `scripts/rule-pages.mjs` writes it. */
type Pages = Readonly<Record<string, Readonly<Record<"en" | "ja", string>>>>;

/** The pages of the rules, in the language of the user interface; read when the first one is wanted. */
export class RulePages implements Disposable {
	readonly #file: Uri;
	readonly #provider: Disposable;
	#pages: Promise<Pages> | undefined;

	constructor(extensionUri: Uri) {
		this.#file = Uri.joinPath(extensionUri, "dist/pages.json");
		this.#provider = workspace.registerTextDocumentContentProvider(scheme, {
			provideTextDocumentContent: ({ path }) =>
				this.#page(path.slice(1).replace(/\.md$/, "")),
		});
	}

	/** Opens the page of a rule. */
	async show(rule: unknown): Promise<void> {
		// The argument comes from a link in a text.
		if (typeof rule !== "string" || !/^[a-z0-9-]+$/.test(rule)) return;
		if (await this.#page(rule))
			return showMarkdown(Uri.from({ scheme, path: `/${rule}.md` }));
		void window.showInformationMessage(
			l10n.t("There is no page about the rule {0}.", rule),
		);
	}

	async #page(rule: string): Promise<string | undefined> {
		this.#pages ??= readPages(this.#file);
		const pages = await this.#pages;
		const page = Object.hasOwn(pages, rule) ? pages[rule] : undefined;
		return page?.[env.language.startsWith("ja") ? "ja" : "en"];
	}

	dispose(): void {
		this.#provider.dispose();
	}
}

async function readPages(file: Uri): Promise<Pages> {
	const bytes = await workspace.fs.readFile(file);
	return JSON.parse(new TextDecoder().decode(bytes)) as Pages;
}
