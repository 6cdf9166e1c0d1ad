import { l10n, Uri, window, workspace } from "vscode";
import { basename } from "../commands/paths";

/**
 * Writes a picture to a file that the person chooses, beside the manifest unless they say otherwise. Where VS Code can show no
 * dialog or not write (a browser without access to files), it opens as a text, from which a browser downloads it.
 */
export async function savePicture(
	svg: string,
	manifest: Uri,
	target: Uri | undefined,
): Promise<void> {
	try {
		const file = target ?? (await askFor(manifest));
		if (file) await workspace.fs.writeFile(file, new TextEncoder().encode(svg));
	} catch (error) {
		await window.showTextDocument(
			await workspace.openTextDocument({ language: "xml", content: svg }),
		);
		void window.showWarningMessage(
			l10n.t("The picture could not be saved: {0}", String(error)),
		);
	}
}

function askFor(manifest: Uri): Thenable<Uri | undefined> {
	const name = basename(manifest).replace(/\.[^.]*$/, "");
	const folder =
		manifest.scheme === "untitled"
			? workspace.workspaceFolders?.[0]?.uri
			: Uri.joinPath(manifest, "..");
	return window.showSaveDialog({
		filters: { SVG: ["svg"] },
		title: l10n.t("Export as SVG"),
		...(folder ? { defaultUri: Uri.joinPath(folder, `${name}.svg`) } : {}),
	});
}
