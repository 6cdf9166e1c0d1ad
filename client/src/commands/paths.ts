import type { Uri } from "vscode";

/** The last segment of a URI's path. */
export function basename(uri: Uri): string {
	return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
