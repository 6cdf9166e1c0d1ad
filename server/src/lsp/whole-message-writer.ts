import type { Writable } from "node:stream";
import {
	AbstractMessageWriter,
	type Message,
	type MessageWriter,
	type PublishDiagnosticsParams,
} from "vscode-languageserver/node";
import { WrittenDiagnostics } from "./written-diagnostics";

/** What stands behind the diagnostics of a publication that has none. */
const AFTER_DIAGNOSTICS = "]}}";

/**
 * Writes a message with its header in one piece. The writer of `vscode-jsonrpc` writes the header, waits, and writes the
 * content: the client wakes up twice, and each keystroke pays for it.
 */
export class WholeMessageWriter
	extends AbstractMessageWriter
	implements MessageWriter
{
	readonly #output: Writable;
	readonly #diagnostics = new WrittenDiagnostics();

	constructor(output: Writable) {
		super();
		this.#output = output;
		output.on("error", (error) => this.fireError(error));
		output.on("close", () => this.fireClose());
	}

	/** Resolves when the message has been handed over; rejects when the stream is broken. */
	write(message: Message): Promise<void> {
		const content = this.#contentOf(message);
		const length = content.reduce((sum, part) => sum + part.length, 0);
		const header = Buffer.from(`Content-Length: ${length}\r\n\r\n`);
		return new Promise((resolve, reject) => {
			this.#output.write(Buffer.concat([header, ...content]), (error) =>
				error ? reject(error) : resolve(),
			);
		});
	}

	end(): void {
		this.#output.end();
	}

	/** The JSON of a message, in parts. */
	#contentOf(message: Message): readonly Buffer[] {
		const { params, ...envelope } = message as Message & {
			params?: Partial<PublishDiagnosticsParams>;
		};
		if (!params?.diagnostics) return [Buffer.from(JSON.stringify(message))];
		const { diagnostics, ...others } = params;
		const empty = { ...envelope, params: { ...others, diagnostics: [] } };
		const around = JSON.stringify(empty);
		const end = around.length - AFTER_DIAGNOSTICS.length;
		return [
			Buffer.from(around.slice(0, end)),
			this.#diagnostics.write(diagnostics),
			Buffer.from(AFTER_DIAGNOSTICS),
		];
	}
}
