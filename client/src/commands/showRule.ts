import { env, l10n, Uri, window, workspace } from "vscode";
import { showMarkdown } from "./showMarkdown";

/** Opens the page of a rule, in the language of the user interface where it exists in it. */
export async function showRule(
	extensionUri: Uri,
	rule: unknown,
): Promise<void> {
	// The argument comes from a link in a text: it must not be able to name any other file.
	if (typeof rule !== "string" || !/^[a-z0-9-]+$/.test(rule)) return;
	const folders = env.language.startsWith("ja") ? ["ja", "en"] : ["en"];
	for (const folder of folders) {
		const page = Uri.joinPath(extensionUri, "dist/docs", folder, `${rule}.md`);
		if (await exists(page)) return showMarkdown(page);
	}
	void window.showInformationMessage(
		l10n.t("There is no page about the rule {0}.", rule),
	);
}

async function exists(uri: Uri): Promise<boolean> {
	try {
		// Where extensions come from a web server, `stat` believes in any file.
		await workspace.fs.readFile(uri);
		return true;
	} catch {
		return false;
	}
}
