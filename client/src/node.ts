import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { activateExtension, type Extension } from "./extension";

let extension: Extension | undefined;

/** The entry for desktop and remote hosts: the server is a child process of the extension host's own Node. */
export function activate(context: ExtensionContext): void {
	const server = {
		module: context.asAbsolutePath("dist/server/node.js"),
		transport: TransportKind.ipc,
	};
	extension = activateExtension(
		context,
		(id, name, options) => new LanguageClient(id, name, server, options),
	);
}

/** Ends the server in an orderly way. */
export function deactivate(): Promise<void> | undefined {
	return extension?.stop();
}
