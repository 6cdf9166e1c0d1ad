import type { Language, SidecarKind } from "../engine/engine";

/** What the command line asks for; absent options are left to the configuration file. */
export interface Options {
	readonly format: "text" | "json";
	readonly kubernetesVersion?: string;
	readonly lang?: string;
	readonly rule?: readonly string[];
	readonly preset?: string;
	readonly config?: string;
	readonly quiet?: boolean;
	readonly stdinFilename?: string;
	readonly dryRun?: boolean;
}

export interface LocalOptions extends Options {
	readonly language: Language;
}

export interface ConvertOptions extends LocalOptions {
	readonly to: SidecarKind;
}

/** The parts of the process that commands use; tests give their own. */
export interface Io {
	readonly stdin: NodeJS.ReadableStream;
	readonly stdout: { write(text: string): unknown };
	readonly stderr: { write(text: string): unknown };
}
