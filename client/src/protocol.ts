/**
 * What this client and our server say to each other beyond the Language Server Protocol. A client that knows none of
 * it loses a status line and three commands, nothing else.
 */
import {
	type Diagnostic,
	NotificationType,
	type Position,
	RequestType,
} from "vscode-languageclient";
import type { Drawing } from "./timeline/drawing";

/** Server to client: the text of a file that is not open, or null. The browser's server cannot read files itself. */
export const ReadFile = new RequestType<{ uri: string }, string | null, void>(
	"sidecarPatterns/readFile",
);

/** What the server found out about one document. */
export interface DocumentStatus {
	uri: string;
	milliseconds: number;
	findings: number;
	pods: number;
	kubernetesVersion: string;
}

/** Server to client: a document was analysed. */
export const Status = new NotificationType<DocumentStatus>(
	"sidecarPatterns/status",
);

/** Client to server: the Pod at a position, explained in Markdown; null where there is none. */
export const Explain = new RequestType<
	{ textDocument: { uri: string }; position: Position },
	{ markdown: string } | null,
	void
>("sidecarPatterns/explain");

/** Client to server: the Pod at a position as a drawing; null where there is none. */
export const Timeline = new RequestType<
	{ textDocument: { uri: string }; position: Position },
	Drawing | null,
	void
>("sidecarPatterns/timeline");

/** Client to server: the findings of a text that is not open in an editor. */
export const Lint = new RequestType<
	{ uri: string; text: string; languageId: string },
	{ diagnostics: Diagnostic[] },
	void
>("sidecarPatterns/lint");
