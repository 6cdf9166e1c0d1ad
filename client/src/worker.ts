import { Uri, workspace } from "vscode";

/**
 * Starts the language server as a worker. Server and engine lie in two files, because the engine serves Node too; a worker
 * cannot require the one from the other, so both are put together here.
 */
export async function startWorker(extensionUri: Uri): Promise<Worker> {
	const [engine, server] = await Promise.all(
		["dist/engine.js", "dist/server/browser.js"].map((path) =>
			workspace.fs.readFile(Uri.joinPath(extensionUri, path)),
		),
	);
	const script = new Blob(
		[
			"self.sidecarPatternsEngine=(()=>{const module={exports:{}};",
			engine,
			"\nreturn module.exports})();\n",
			server,
		] as BlobPart[],
		{ type: "text/javascript" },
	);
	const url = URL.createObjectURL(script);
	const worker = new Worker(url);
	// The worker has its script once it says something, or has failed.
	for (const event of ["message", "error"])
		worker.addEventListener(event, () => URL.revokeObjectURL(url), {
			once: true,
		});
	return worker;
}
