/** The least that a language server can do: every text is answered at once with an empty list of diagnostics. */
import {
	createMessageConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from "vscode-jsonrpc/node";

const connection = createMessageConnection(
	new StreamMessageReader(process.stdin),
	new StreamMessageWriter(process.stdout),
);

const INCREMENTAL = 2;

function publish({ textDocument: { uri, version } }) {
	connection.sendNotification("textDocument/publishDiagnostics", {
		uri,
		version,
		diagnostics: [],
	});
}

connection.onRequest("initialize", () => ({
	capabilities: { textDocumentSync: INCREMENTAL },
}));
connection.onRequest("shutdown", () => null);
connection.onNotification("textDocument/didOpen", publish);
connection.onNotification("textDocument/didChange", publish);
connection.onNotification("exit", () => process.exit(0));
connection.listen();
