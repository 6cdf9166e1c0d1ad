import type { ExtensionContext } from "vscode";
import { activateExtension, type Extension } from "./extension";
import { startWorker } from "./worker";

let extension: Extension | undefined;
let worker: Worker | undefined;

/** The entry for web hosts: the server is a worker. */
export function activate(context: ExtensionContext): void {
	extension = activateExtension(context, async (id, name, options) => {
		const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } =
			await import("vscode-languageclient/browser");
		// Called for every start. A worker does not end with its connection, so the one before is ended here. The client
		// would make these transports itself from a `Worker`, but does not know VS Code's own kind of worker for one.
		const connect = async () => {
			worker?.terminate();
			worker = await startWorker(context.extensionUri);
			return {
				reader: new BrowserMessageReader(worker),
				writer: new BrowserMessageWriter(worker),
			};
		};
		return new LanguageClient(id, name, connect, options);
	});
}

/** Ends the server in an orderly way. */
export async function deactivate(): Promise<void> {
	await extension?.stop();
	worker?.terminate();
}
