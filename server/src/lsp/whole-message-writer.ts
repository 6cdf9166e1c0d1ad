import type { Writable } from "node:stream";
import {
	AbstractMessageWriter,
	type Message,
	type MessageWriter,
} from "vscode-languageserver/node";

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
		const content = JSON.stringify(message);
		const length = Buffer.byteLength(content, "utf8");
		return new Promise((resolve, reject) => {
			this.#output.write(
				`Content-Length: ${length}\r\n\r\n${content}`,
				"utf8",
				(error) => (error ? reject(error) : resolve()),
			);
		});
	}

	end(): void {
		this.#output.end();
	}
}
