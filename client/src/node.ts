import type { ExtensionContext } from "vscode";
import { activateExtension, type Extension } from "./extension";

let extension: Extension | undefined;

/** The entry for desktop and remote hosts: the server is a child process of the extension host's own Node. */
export function activate(context: ExtensionContext): void {
	extension = activateExtension(context, async (id, name, options) => {
		const { LanguageClient, TransportKind } = await import(
			"vscode-languageclient/node"
		);
		const server = {
			module: context.asAbsolutePath("dist/server/node.js"),
			transport: TransportKind.ipc,
		};
		return new LanguageClient(id, name, server, options);
	});
}

/** Ends the server in an orderly way. */
export function deactivate(): Promise<void> | undefined {
	return extension?.stop();
}
