import type {
	Diagnostic,
	Position,
	Range,
	TextDocumentIdentifier,
} from "vscode-languageserver";
import type { TimelineDrawing } from "../engine/engine";

/** Requests and notifications of our own, for clients that say in `initializationOptions` that they know them. */

/** Client → server: the life of the Pod at a position as Markdown; null where there is none. */
export const EXPLAIN = "sidecarPatterns/explain";
export interface ExplainParams {
	readonly textDocument: TextDocumentIdentifier;
	readonly position: Position;
}

/** Client → server: the life of the Pod at a position (that of the cursor) as a drawing; null where there is none. */
export const TIMELINE = "sidecarPatterns/timeline";
export interface TimelineParams {
	readonly textDocument: TextDocumentIdentifier;
	readonly position: Position;
}
export interface TimelineResult extends Omit<TimelineDrawing, "places"> {
	readonly places: readonly Range[];
}

/** Client → server: the findings of a text that is not open. */
export const LINT = "sidecarPatterns/lint";
export interface LintParams {
	readonly uri: string;
	readonly text: string;
}
export interface LintResult {
	readonly diagnostics: readonly Diagnostic[];
}

/** Server → client (`readFile: true`): the text of a file; null when it is not there. */
export const READ_FILE = "sidecarPatterns/readFile";

/** Server → client (`status: true`): how a check went. */
export const STATUS = "sidecarPatterns/status";
export interface StatusParams {
	readonly uri: string;
	readonly milliseconds: number;
	readonly findings: number;
	readonly pods: number;
	readonly kubernetesVersion: string;
}

/** What a client may say of itself, beside the settings, in `initializationOptions`. */
export interface ClientOptions {
	/** Commands of the client that the server may point to: `sidecarPatterns.showRule`. */
	readonly commands?: readonly string[];
	/** `push`: the client wants diagnostics pushed although it could pull them. */
	readonly diagnostics?: "push";
	readonly status?: boolean;
	readonly readFile?: boolean;
}
