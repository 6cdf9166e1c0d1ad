import type {
	Diagnostic,
	Position,
	ProgressToken,
	Range,
	TextDocumentIdentifier,
	WorkspaceEdit,
} from "vscode-languageserver";
import type { SidecarKind, TimelineDrawing } from "../engine/engine";

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

/**
 * Client → server: the findings of texts that are not open, each with the others in sight. Answered file by file, so that
 * the person at the editor is not kept waiting; one that is cancelled has no findings for the rest.
 */
export const LINT_FILES = "sidecarPatterns/lintFiles";
export interface LintFilesParams {
	readonly files: readonly LintParams[];
}
export interface LintFilesResult {
	/** For each file, in their order. */
	readonly diagnostics: readonly (readonly Diagnostic[])[];
}

/**
 * Client → server: converts the sidecars of files. Answered file by file, with reports of progress; one that is cancelled
 * changes nothing.
 */
export const CONVERT_ALL = "sidecarPatterns/convertAll";
export interface ConvertAllParams {
	readonly files: readonly {
		readonly uri: string;
		/** Of one that is not open. */
		readonly text?: string;
	}[];
	/** What they are made into; `native` if it is not said. */
	readonly to?: SidecarKind;
	/** Only in the document of the stream that is there: of the only file. */
	readonly position?: Position;
	/** Is a person to look at the changes before they are made? */
	readonly confirm?: boolean;
	readonly workDoneToken?: ProgressToken;
}
export interface ConvertAllResult {
	/** Null where nothing changes. */
	readonly edit: WorkspaceEdit | null;
	readonly converted: readonly (SidecarInFile & {
		/** What a person should know or decide afterwards. */
		readonly notes: readonly string[];
	})[];
	readonly left: readonly (SidecarInFile & { readonly reason: string })[];
}
export interface SidecarInFile {
	readonly uri: string;
	readonly name: string;
	/** Where it stands before anything is changed. */
	readonly position: Position;
}

/** Client → server: the patterns that fit the Pod at a position; null where there is none. */
export const PATTERNS = "sidecarPatterns/patterns";
export interface PatternsParams {
	readonly textDocument: TextDocumentIdentifier;
	readonly position: Position;
}
export interface PatternsResult {
	/** Of the document for which the edits are made. */
	readonly version: number;
	readonly patterns: readonly {
		/** The same as that of the code action. */
		readonly variant: string;
		readonly title: string;
		/** What it does, then what a person should know or decide, a sentence each. */
		readonly details: readonly string[];
		/** Why it cannot be inserted; then there is no edit. */
		readonly disabled?: string;
		/** Of the document, and of others that follow. */
		readonly edit?: WorkspaceEdit;
		/** Where the image of the new container stands afterwards. */
		readonly image?: Range;
	}[];
}

/** Server → client (`readFile: true`): the text of a file; null when it is not there. */
export const READ_FILE = "sidecarPatterns/readFile";

/** Server → client (`listFolder: true`): the names in a folder, those of folders with a slash behind; null when it is not there. */
export const LIST_FOLDER = "sidecarPatterns/listFolder";

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
	/** Commands of the client that the server may point to: `sidecarPatterns.showRule`, `sidecarPatterns.select`. */
	readonly commands?: readonly string[];
	/** `push`: the client wants diagnostics pushed although it could pull them. */
	readonly diagnostics?: "push";
	readonly status?: boolean;
	readonly readFile?: boolean;
	readonly listFolder?: boolean;
}
