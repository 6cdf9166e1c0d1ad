import {
	type CodeAction,
	CodeActionKind,
	type CodeActionParams,
	type Command,
	type Diagnostic,
	type WorkspaceEdit,
} from "vscode-languageserver";
import {
	type Action,
	actionsAt,
	applyEdit,
	cursorAfter,
	type Edit,
	fixAll,
	type Language,
	Lines,
	type Settings,
	type Surroundings,
	say,
	text,
} from "../engine/engine";
import { SOURCE, toLspRange, toOffset, toRange } from "./convert";
import type { OpenFile } from "./open-file";
import {
	type EditSupport,
	type FileChange,
	toWorkspaceEdit,
} from "./workspace-edit";

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.sidecarPatterns`;
export const REFACTOR_KIND = `${CodeActionKind.RefactorRewrite}.sidecarPatterns`;
export const KINDS = [CodeActionKind.QuickFix, REFACTOR_KIND, FIX_ALL_KIND];

/** What the client can do with code actions. */
export interface ActionSupport extends EditSupport {
	readonly resolve: boolean;
	readonly disabled: boolean;
	/** The client has the command `sidecarPatterns.showRule`. */
	readonly showRule: boolean;
	/** The client has the command `sidecarPatterns.select`. */
	readonly select: boolean;
}

/** Finds an action again when the client wants its edit. */
interface ActionData {
	readonly uri: string;
	readonly version: number;
	readonly range: CodeActionParams["range"];
	readonly id: string;
	/** For clients that want a certain one: the refactoring's id and which of its offers it is. */
	readonly refactoring?: string;
	readonly variant?: string;
}

const fixAllTitle = text({
	en: () => "Fix all safe problems of Kubernetes Sidecar Patterns",
	ja: () => "Kubernetes Sidecar Patternsの安全に直せる問題をすべて修正",
});

const showRuleTitle = text({
	en: (rule: string) => `Show documentation for ${rule}`,
	ja: (rule) => `${rule} の説明を表示`,
});

export const SHOW_RULE = "sidecarPatterns.showRule";
/** Takes the URI of a file that was edited, and the range that is to be selected in it. */
export const SELECT = "sidecarPatterns.select";

export function codeActions(
	file: OpenFile,
	{ range, context }: CodeActionParams,
	settings: Settings,
	surroundings: Surroundings,
	language: Language,
	support: ActionSupport,
): CodeAction[] {
	const wants = (kind: string) =>
		!context.only ||
		context.only.some(
			(only) => only === "" || kind === only || kind.startsWith(`${only}.`),
		);
	const actions: CodeAction[] = [];
	if (wants(CodeActionKind.QuickFix) || wants(REFACTOR_KIND)) {
		const found = actionsAt(
			file.source,
			toRange(file.lines, range),
			settings,
			surroundings,
		);
		// What is offered as a fix already would stand in one menu twice.
		const fixes = wants(CodeActionKind.QuickFix)
			? found.filter(({ kind }) => kind === "fix")
			: [];
		for (const action of found) {
			if (
				action.kind === "refactoring" &&
				!action.disabled &&
				fixes.some((fix) => isSame(fix, action, language))
			)
				continue;
			const kind =
				action.kind === "refactoring" ? REFACTOR_KIND : CodeActionKind.QuickFix;
			if (!wants(kind) || (action.disabled && !support.disabled)) continue;
			actions.push(
				toCodeAction(
					file,
					action,
					kind,
					range,
					context.diagnostics,
					language,
					support,
				),
			);
		}
	}
	if (support.showRule && wants(CodeActionKind.QuickFix))
		actions.push(...showRuleActions(context.diagnostics, language));
	// A client that asks for everything at a place does not mean the whole file.
	if (context.only && wants(FIX_ALL_KIND)) {
		const edit = fixAll(file.source, settings);
		if (edit.length > 0) {
			actions.push({
				title: fixAllTitle()(language),
				kind: FIX_ALL_KIND,
				edit: toWorkspaceEdit([changeOf(file, edit)], support),
			});
		}
	}
	return actions;
}

/** Would a person take two actions for the same? Edits are made only where the titles do not tell. */
const isSame = (one: Action, other: Action, language: Language): boolean =>
	say(one.title, language) === say(other.title, language) &&
	JSON.stringify(one.edit()) === JSON.stringify(other.edit());

/** An action's edit with what it changes in other files, and with what it says of itself. */
export function editOfAction(
	file: OpenFile,
	action: Pick<Action, "title" | "edit" | "elsewhere" | "notes">,
	language: Language,
	support: ActionSupport,
): WorkspaceEdit | undefined {
	const own = action.edit();
	if (!own) return undefined;
	const notes = action.notes().map((note) => say(note, language));
	const isNoted = notes.length > 0;
	const annotation = isNoted ? ANNOTATION : undefined;
	return toWorkspaceEdit(
		[
			{ ...changeOf(file, own), annotation },
			...action.elsewhere().map(({ file: { name, source }, edit }) => ({
				uri: name,
				version: null,
				lines: new Lines(source.text),
				edit,
				annotation,
			})),
		],
		support,
		isNoted
			? {
					[ANNOTATION]: {
						label: say(action.title, language),
						description: notes.join("\n"),
					},
				}
			: {},
	);
}

const changeOf = (
	{ uri, version, lines }: OpenFile,
	edit: Edit,
): FileChange => ({ uri, version, lines, edit });

const ANNOTATION = "change";

/** Adds the edit to an action that was listed without; as it is when the text has changed meanwhile. */
export function resolveCodeAction(
	file: OpenFile | undefined,
	codeAction: CodeAction,
	settings: Settings,
	surroundings: Surroundings,
	language: Language,
	support: ActionSupport,
): CodeAction {
	const data = codeAction.data as ActionData | undefined;
	if (!file || !data || data.version !== file.version) return codeAction;
	const action = actionsAt(
		file.source,
		toRange(file.lines, data.range),
		settings,
		surroundings,
	).find(({ id }) => id === data.id);
	const edit = action && editOfAction(file, action, language, support);
	if (!edit) return codeAction;
	const command = support.select
		? commandAfter(file, action, data.range.start, codeAction.title)
		: undefined;
	return { ...codeAction, edit, ...(command && { command }) };
}

/** Takes the cursor along with what an edit moves, or to what it brings. */
function commandAfter(
	{ uri, source, lines }: OpenFile,
	action: Action,
	position: CodeActionParams["range"]["start"],
	title: string,
): Command | undefined {
	const edit = action.edit();
	const offset = toOffset(lines, position);
	const place = edit && cursorAfter(source, offset, edit, action.brings);
	if (!place) return undefined;
	const result = new Lines(applyEdit(source.text, edit));
	return {
		title,
		command: SELECT,
		arguments: [uri, toLspRange(result, place)],
	};
}

function toCodeAction(
	file: OpenFile,
	action: Action,
	kind: string,
	range: CodeActionParams["range"],
	diagnostics: readonly Diagnostic[],
	language: Language,
	support: ActionSupport,
): CodeAction {
	const codeAction: CodeAction = { title: say(action.title, language), kind };
	const settled = settledBy(file, action, diagnostics);
	if (settled.length > 0) codeAction.diagnostics = settled;
	if (action.preferred) codeAction.isPreferred = true;
	const [id = ""] = action.id.split("/");
	const data: ActionData = {
		uri: file.uri,
		version: file.version,
		range,
		id: action.id,
		...(action.kind === "refactoring" ? { refactoring: id } : {}),
		...(action.variant === undefined ? {} : { variant: action.variant }),
	};
	codeAction.data = data;
	if (action.disabled)
		codeAction.disabled = { reason: say(action.disabled, language) };
	else if (!support.resolve) {
		const edit = editOfAction(file, action, language, support);
		if (edit) codeAction.edit = edit;
	}
	return codeAction;
}

/** The client's own diagnostics that an action settles. */
function settledBy(
	file: OpenFile,
	{ findings }: Action,
	diagnostics: readonly Diagnostic[],
): Diagnostic[] {
	return diagnostics.filter(
		(diagnostic) =>
			diagnostic.source === SOURCE &&
			findings.some(({ finding, placed }) => {
				const { start } = toLspRange(file.lines, finding.at, placed.start);
				const at = diagnostic.range.start;
				return (
					diagnostic.code === finding.rule.id &&
					at.line === start.line &&
					at.character === start.character
				);
			}),
	);
}

function showRuleActions(
	diagnostics: readonly Diagnostic[],
	language: Language,
): CodeAction[] {
	const own = diagnostics.filter(({ source }) => source === SOURCE);
	const rules = [...new Set(own.map(({ code }) => String(code)))];
	return rules.map((rule) => {
		const title = showRuleTitle(rule)(language);
		return {
			title,
			kind: CodeActionKind.QuickFix,
			diagnostics: own.filter(({ code }) => code === rule),
			command: { title, command: SHOW_RULE, arguments: [rule] },
		};
	});
}
