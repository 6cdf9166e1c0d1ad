import {
	BrowserMessageReader,
	BrowserMessageWriter,
	createConnection,
} from "vscode-languageserver/browser";
import { version } from "../../../package.json";
import { createServer } from "./server";

/** The server as a web worker of the extension host in a browser. */
const worker = self as unknown as DedicatedWorkerGlobalScope;
const connection = createConnection(
	new BrowserMessageReader(worker),
	new BrowserMessageWriter(worker),
);
/** Wakes us up in a later turn of the event loop, which `setTimeout` would do after four milliseconds. */
const turns = new MessageChannel();
const callbacks: (() => void)[] = [];
turns.port1.onmessage = () => callbacks.shift()?.();

createServer(connection, {
	version,
	locale: undefined,
	readFile: () => Promise.resolve(undefined),
	listFolder: () => Promise.resolve(undefined),
	nextTurn(callback) {
		callbacks.push(callback);
		turns.port2.postMessage(undefined);
	},
	later: (callback, milliseconds) => void setTimeout(callback, milliseconds),
	now: () => performance.now(),
});
