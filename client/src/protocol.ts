/**
 * What this client and our server say to each other beyond the Language Server Protocol. A client that knows none of
 * it loses a status line and some commands, nothing else.
 */
import {
	type Diagnostic,
	NotificationType,
	type Position,
	type ProgressToken,
	type Range,
	RequestType,
	type WorkspaceEdit,
} from "vscode-languageclient";
import type { Drawing } from "./timeline/drawing";

/** Server to client: the text of a file that is not open, or null. The browser's server cannot read files itself. */
export const ReadFile = new RequestType<{ uri: string }, string | null, void>(
	"sidecarPatterns/readFile",
);

/** Server to client: the names in a folder, those of folders with a slash behind; null when it is not there. */
export const ListFolder = new RequestType<
	{ uri: string },
	string[] | null,
	void
>("sidecarPatterns/listFolder");

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

/** Client to server: the findings of texts that are not open in an editor; each is seen beside the others. */
export const LintFiles = new RequestType<
	{ files: readonly { uri: string; text: string }[] },
	{ diagnostics: Diagnostic[][] },
	void
>("sidecarPatterns/lintFiles");

/** A pattern as it fits the Pod at a position. */
export interface PatternHere {
	variant: string;
	title: string;
	/** What it does, then what a person should know or decide, a sentence each. */
	details: string[];
	/** Why it cannot be inserted. */
	disabled?: string;
	/** Of the document, and of others that follow. */
	edit?: WorkspaceEdit;
	/** Where the image of the new container stands afterwards. */
	image?: Range;
}

/** Client to server: the patterns that fit the Pod at a position; null where there is none. */
export const Patterns = new RequestType<
	{ textDocument: { uri: string }; position: Position },
	{ version: number; patterns: PatternHere[] } | null,
	void
>("sidecarPatterns/patterns");

export type SidecarKind = "native" | "classic";

interface SidecarInFile {
	uri: string;
	name: string;
	position: Position;
}

/** Client to server: converts the sidecars of files, open or not. */
export const ConvertAll = new RequestType<
	{
		files: readonly { uri: string; text: string }[];
		to: SidecarKind;
		/** Only in the document of the stream that is there: of the only file. */
		position?: Position;
		/** The person is to look at the changes before they are made. */
		confirm?: boolean;
		workDoneToken?: ProgressToken;
	},
	{
		edit: WorkspaceEdit | null;
		converted: (SidecarInFile & { notes: string[] })[];
		left: (SidecarInFile & { reason: string })[];
	},
	void
>("sidecarPatterns/convertAll");
