import {
	CancellationToken,
	type Connection,
	type Diagnostic,
} from "vscode-languageserver";
import {
	findingsOf,
	type Language,
	type Settings,
	Source,
} from "../engine/engine";
import { toDiagnostic } from "./convert";
import type { Guard } from "./guard";
import {
	LINT,
	LINT_FILES,
	type LintFilesParams,
	type LintFilesResult,
	type LintParams,
	type LintResult,
} from "./protocol";
import type { Surroundings } from "./surroundings";

/** What the handlers need of the server. */
export interface LintHost {
	readonly guard: Guard;
	readonly surroundings: Surroundings;
	language(): Language;
	/** The settings of a file that need not be open. */
	settingsFor(uri: string): Promise<Settings>;
	nextTurn(callback: () => void): void;
}

/** Serves the findings of files that are not open. */
export function serveLint(connection: Connection, host: LintHost): void {
	const { guard, surroundings } = host;

	const lint = async (
		params: readonly LintParams[],
		token: CancellationToken,
	): Promise<readonly (readonly Diagnostic[])[]> => {
		const files = params.map(({ uri, text }) => ({
			name: uri,
			source: Source.open(text),
		}));
		const sight = await surroundings.around(files);
		const all: Diagnostic[][] = [];
		for (const { name, source } of files) {
			if (token.isCancellationRequested) {
				all.push([]);
				continue;
			}
			const chosen = await host.settingsFor(name);
			all.push(
				guard.run("checking a file", [], () =>
					findingsOf(source, chosen, { sight, file: name }).map((finding) =>
						toDiagnostic(name, finding, host.language()),
					),
				),
			);
			if (files.length > 1) await new Promise<void>(host.nextTurn);
		}
		return all;
	};

	connection.onRequest(
		LINT,
		async (params: LintParams): Promise<LintResult> => {
			const [diagnostics = []] = await lint([params], CancellationToken.None);
			return { diagnostics };
		},
	);
	connection.onRequest(
		LINT_FILES,
		async (
			{ files }: LintFilesParams,
			token: CancellationToken,
		): Promise<LintFilesResult> => ({ diagnostics: await lint(files, token) }),
	);
}
