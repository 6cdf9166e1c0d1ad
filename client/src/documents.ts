import type { TextDocument } from "vscode";

/** The languages that manifests are written in. */
export const yamlSelector = [{ language: "yaml" }, { language: "helm" }];

/** Everything the server is asked about. JSON is in it, but passes {@link isServed} only when it is a manifest. */
export const documentSelector = [
	...yamlSelector,
	{ language: "json" },
	{ language: "jsonc" },
];

/** Not files: old revisions and logs. Findings in them could not be mended. */
const ignoredSchemes = new Set(["git", "gitfs", "output", "vscode-scm"]);

const manifestKey = /"(?:apiVersion|containers|initContainers)"\s*:/;

/** Whether a JSON text could hold a Pod. Most JSON on a disk is no manifest and must cost nothing. */
export function looksLikeManifest(json: string): boolean {
	return manifestKey.test(json);
}

/** Whether the server has anything to say about a document. */
export function isServed(document: TextDocument): boolean {
	if (ignoredSchemes.has(document.uri.scheme)) return false;
	switch (document.languageId) {
		case "yaml":
		case "helm":
			return true;
		case "json":
		case "jsonc":
			return looksLikeManifest(document.getText());
		default:
			return false;
	}
}
