import { env, l10n, Uri, type Webview } from "vscode";

/** The folder of the script and the style: nothing else can be loaded. */
export const resourcesOf = (extensionUri: Uri): Uri =>
	Uri.joinPath(extensionUri, "dist/webview");

/** The page that the script fills. There is nothing of a manifest in it. */
export function pageOf(webview: Webview, extensionUri: Uri): string {
	const nonce = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
		byte.toString(16).padStart(2, "0"),
	).join("");
	const resource = (name: string) =>
		escaped(
			webview
				.asWebviewUri(Uri.joinPath(resourcesOf(extensionUri), name))
				.toString(),
		);
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src 'nonce-${nonce}'`,
		"base-uri 'none'",
		"form-action 'none'",
	].join("; ");
	return `<!DOCTYPE html>
<html lang="${escaped(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<link nonce="${nonce}" rel="stylesheet" href="${resource("timeline.css")}">
<title>${escaped(l10n.t("Pod Timeline"))}</title>
</head>
<body>
<header>
<div>
<h1 id="title"></h1>
<p id="subtitle"></p>
</div>
<button id="export" hidden>${escaped(l10n.t("Export as SVG"))}</button>
</header>
<p id="notice" role="status"></p>
<div id="picture"></div>
<main id="text"></main>
<script nonce="${nonce}" src="${resource("timeline.js")}"></script>
</body>
</html>`;
}

const escaped = (text: string): string =>
	text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
