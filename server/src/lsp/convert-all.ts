import {
	type CancellationToken,
	type ChangeAnnotation,
	type Connection,
	type ProgressToken,
	WorkDoneProgress,
} from "vscode-languageserver";
import {
	BulkConversion,
	type Conversions,
	type Language,
	Lines,
	type Message,
	memoize,
	type Settings,
	type SidecarKind,
	Source,
	say,
	text,
} from "../engine/engine";
import type { Client } from "./capabilities";
import { toOffset, toPosition } from "./convert";
import type { Guard } from "./guard";
import type { OpenFile } from "./open-file";
import {
	CONVERT_ALL,
	type ConvertAllParams,
	type ConvertAllResult,
} from "./protocol";
import type { Surroundings } from "./surroundings";
import { type FileChange, toWorkspaceEdit } from "./workspace-edit";

/** What the handler needs of the server. */
export interface ConvertAllHost {
	readonly guard: Guard;
	readonly surroundings: Surroundings;
	client(): Client | undefined;
	language(): Language;
	file(uri: string): OpenFile | undefined;
	/** The settings of a file that need not be open. */
	settingsFor(uri: string): Promise<Settings>;
	nextTurn(callback: () => void): void;
}

/** The same for all files: what a preview says of each beside it is in the description. */
const labels: Readonly<Record<SidecarKind, Message>> = {
	native: text({
		en: () => "Convert to native sidecars",
		ja: () => "ネイティブサイドカーに変換",
	})(),
	classic: text({
		en: () => "Convert back to classic sidecars",
		ja: () => "従来型のサイドカーに戻す",
	})(),
};

const follow = text({
	en: () => "names sidecars that are converted",
	ja: () => "変換するサイドカーを参照しています",
})();

/** What became of a file in which there is something to tell of. */
interface Outcome extends Conversions {
	readonly uri: string;
	readonly source: Source;
}

const NOTHING: ConvertAllResult = { edit: null, converted: [], left: [] };

/** Serves the conversion of the sidecars of many files, open or not. */
export function serveConvertAll(
	connection: Connection,
	host: ConvertAllHost,
): void {
	connection.onRequest(
		CONVERT_ALL,
		async (
			params: ConvertAllParams,
			token: CancellationToken,
		): Promise<ConvertAllResult> => {
			const { to = "native", workDoneToken } = params;
			const files = params.files.map(({ uri, text: stored = "" }) => ({
				name: uri,
				source: host.file(uri)?.source ?? Source.open(stored),
			}));
			const sight = await host.surroundings.around(files);
			const bulk = new BulkConversion(to, sight, host.surroundings.orders);
			const outcomes: Outcome[] = [];
			const progress = progressOf(connection, workDoneToken, files.length);
			for (const file of files) {
				if (token.isCancellationRequested) return NOTHING;
				const chosen = await host.settingsFor(file.name);
				const outcome = host.guard.run(
					"converting sidecars",
					{ converted: [], left: [] },
					() => bulk.convert(file, chosen, documentAt(file, params)),
				);
				if (outcome.converted.length + outcome.left.length > 0)
					outcomes.push({ uri: file.name, source: file.source, ...outcome });
				progress();
				await new Promise<void>(host.nextTurn);
			}
			return token.isCancellationRequested
				? NOTHING
				: resultOf(bulk, outcomes, params, host);
		},
	);
}

/** Tells how far it is, each per cent once. */
function progressOf(
	connection: Connection,
	token: ProgressToken | undefined,
	count: number,
): () => void {
	let done = 0;
	let told = 0;
	return () => {
		done++;
		const percentage = Math.floor((100 * done) / count);
		if (token === undefined || percentage === told) return;
		told = percentage;
		void connection.sendProgress(WorkDoneProgress.type, token, {
			kind: "report",
			percentage,
		});
	};
}

/** The document of a stream that a person means; nothing where the whole file is meant. */
function documentAt(
	{ source }: { readonly source: Source },
	{ position }: ConvertAllParams,
): number | undefined {
	if (!position) return undefined;
	const offset = toOffset(new Lines(source.text), position);
	return source.documentAt(offset)?.index;
}

function resultOf(
	bulk: BulkConversion,
	outcomes: readonly Outcome[],
	{ to = "native", confirm = false }: ConvertAllParams,
	host: ConvertAllHost,
): ConvertAllResult {
	const language = host.language();
	const annotations: Record<string, ChangeAnnotation> = {};
	const changes = bulk.edits.map(({ file: { name, source }, edit }) => {
		const own = outcomes.find(({ uri }) => uri === name)?.converted ?? [];
		const said = own.flatMap((sidecar) => [
			sidecar.name,
			...sidecar.notes.map((note) => `${sidecar.name}: ${say(note, language)}`),
		]);
		annotations[name] = {
			label: labels[to](language),
			description: said.length > 0 ? said.join("\n") : follow(language),
			needsConfirmation: confirm,
		};
		return {
			uri: name,
			version: host.file(name)?.version ?? null,
			lines: linesOf(source),
			edit,
			annotation: name,
		} satisfies FileChange;
	});
	const { actions } = host.client() ?? {};
	return {
		edit:
			actions && changes.length > 0
				? toWorkspaceEdit(changes, actions, annotations)
				: null,
		converted: outcomes.flatMap(({ uri, source, converted }) =>
			converted.map(({ name, at, notes }) => ({
				uri,
				name,
				position: toPosition(linesOf(source), at),
				notes: notes.map((note) => say(note, language)),
			})),
		),
		left: outcomes.flatMap(({ uri, source, left }) =>
			left.map(({ name, at, reason }) => ({
				uri,
				name,
				position: toPosition(linesOf(source), at),
				reason: say(reason, language),
			})),
		),
	};
}

const linesOf = memoize((source: Source) => new Lines(source.text));
