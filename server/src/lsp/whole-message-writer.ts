import type { Writable } from "node:stream";
import {
	AbstractMessageWriter,
	type Diagnostic,
	type Message,
	type MessageWriter,
	type PublishDiagnosticsParams,
} from "vscode-languageserver/node";
import { memoize } from "../engine/engine";

/**
 * Writes a message with its header in one piece. The writer of `vscode-jsonrpc` writes the header, waits, and writes the
 * content: the client wakes up twice, and each keystroke pays for it.
 */
export class WholeMessageWriter
	extends AbstractMessageWriter
	implements MessageWriter
{
	readonly #output: Writable;

	constructor(output: Writable) {
		super();
		this.#output = output;
		output.on("error", (error) => this.fireError(error));
		output.on("close", () => this.fireClose());
	}

	/** Resolves when the message has been handed over; rejects when the stream is broken. */
	write(message: Message): Promise<void> {
		const content = jsonOf(message);
		const length = Buffer.byteLength(content, "utf8");
		// Copying is quicker than encoding.
		const encoding = length === content.length ? "latin1" : "utf8";
		return new Promise((resolve, reject) => {
			this.#output.write(
				`Content-Length: ${length}\r\n\r\n${content}`,
				encoding,
				(error) => (error ? reject(error) : resolve()),
			);
		});
	}

	end(): void {
		this.#output.end();
	}
}

/** The diagnostics of documents that have not changed are the same objects at each keystroke. */
const jsonOfDiagnostic = memoize((diagnostic: Diagnostic) =>
	JSON.stringify(diagnostic),
);

/** What stands behind the diagnostics of a publication that has none. */
const AFTER_DIAGNOSTICS = "]}}";

function jsonOf(message: Message): string {
	const { params, ...envelope } = message as Message & {
		params?: Partial<PublishDiagnosticsParams>;
	};
	if (!params?.diagnostics) return JSON.stringify(message);
	const { diagnostics, ...others } = params;
	const empty = { ...envelope, params: { ...others, diagnostics: [] } };
	return (
		JSON.stringify(empty).slice(0, -AFTER_DIAGNOSTICS.length) +
		diagnostics.map(jsonOfDiagnostic).join(",") +
		AFTER_DIAGNOSTICS
	);
}
