import {
	type CodeAction,
	commands,
	type Diagnostic,
	type Disposable,
	type Hover,
	languages,
	MarkdownString,
	type Position,
	Range,
	Selection,
	type TextDocument,
	type TextEditor,
	Uri,
	window,
	workspace,
} from "vscode";
import { equal, ok } from "./check";

const patience = 10_000;

/** The copy of the fixtures that is open as the workspace. */
export function fixture(name: string): Uri {
	const folder = workspace.workspaceFolders?.[0];
	ok(folder, "no folder is open");
	return Uri.joinPath(folder.uri, name);
}

/** The text of a fixture, as it lies on the disk. */
export async function textOf(name: string): Promise<string> {
	return new TextDecoder().decode(await workspace.fs.readFile(fixture(name)));
}

/** The same with the line ends of Windows. */
export const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");

/** Opens a fixture in an editor. */
export async function open(name: string): Promise<TextEditor> {
	return window.showTextDocument(
		await workspace.openTextDocument(fixture(name)),
	);
}

/** Throws away what was done to the open files, so that the next test finds them as they were. */
export async function closeAll(): Promise<void> {
	while (window.activeTextEditor) {
		await commands.executeCommand(
			"workbench.action.revertAndCloseActiveEditor",
		);
	}
	await commands.executeCommand("workbench.action.closeAllEditors");
}

/** Waits for an event after which `value` gives something, which it may do at once. */
export function eventually<T>(
	what: string,
	subscribe: (listener: () => void) => Disposable,
	value: () => T | undefined,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const attempt = () => {
			const found = value();
			if (found === undefined) return;
			clearTimeout(deadline);
			subscription.dispose();
			resolve(found);
		};
		const deadline = setTimeout(() => {
			subscription.dispose();
			reject(new Error(`never happened: ${what}`));
		}, patience);
		const subscription = subscribe(attempt);
		attempt();
	});
}

/** Our own diagnostics of a file. */
export function ours(uri: Uri): Diagnostic[] {
	return languages
		.getDiagnostics(uri)
		.filter(({ source }) => source === "sidecar-patterns");
}

/** The rule that a diagnostic comes from. */
export function ruleOf({ code }: Diagnostic): string {
	return String(typeof code === "object" ? code.value : code);
}

/** Waits until the file has findings of each of these rules. */
export function findings(uri: Uri, ...rules: string[]): Promise<Diagnostic[]> {
	return eventually(
		`${rules.join(", ")} in ${uri.path}`,
		languages.onDidChangeDiagnostics,
		() => {
			const found = ours(uri);
			return rules.every((rule) => found.some((one) => ruleOf(one) === rule))
				? found
				: undefined;
		},
	);
}

/** Waits until the file has this number of findings of certain rules, and gives those in their order. */
export function placesOf(
	uri: Uri,
	rules: readonly string[],
	count: number,
): Promise<Diagnostic[]> {
	return eventually(
		`${count} of ${rules.join(", ")} in ${uri.path}`,
		languages.onDidChangeDiagnostics,
		() => {
			const found = ours(uri)
				.filter((one) => rules.includes(ruleOf(one)))
				.sort((one, other) => one.range.start.compareTo(other.range.start));
			return found.length === count ? found : undefined;
		},
	);
}

/** Waits until the file has no finding of this rule any more. */
export function noFinding(uri: Uri, rule: string): Promise<true> {
	return eventually(
		`no ${rule} in ${uri.path}`,
		languages.onDidChangeDiagnostics,
		() => (ours(uri).some((one) => ruleOf(one) === rule) ? undefined : true),
	);
}

/** Where a text stands for the first time. */
export function positionOf(document: TextDocument, text: string): Position {
	const offset = document.getText().indexOf(text);
	ok(offset >= 0, `${text} is not in ${document.uri.path}`);
	return document.positionAt(offset);
}

/** Puts the cursor where a text stands for the first time. */
export function placeCursor(editor: TextEditor, text: string): Position {
	const position = positionOf(editor.document, text);
	editor.selection = new Selection(position, position);
	return position;
}

/** The resolved code actions of a kind at a position. */
export async function actionsAt(
	uri: Uri,
	position: Position,
	kind: string,
): Promise<CodeAction[]> {
	return commands.executeCommand(
		"vscode.executeCodeActionProvider",
		uri,
		new Range(position, position),
		kind,
		20,
	);
}

/** The refactorings at a position. */
export const refactorings = (
	{ uri }: TextDocument,
	position: Position,
): Promise<CodeAction[]> =>
	actionsAt(uri, position, "refactor.rewrite.sidecarPatterns");

/** The one whose title is this. */
export function actionNamed(
	actions: readonly CodeAction[],
	title: RegExp,
): CodeAction {
	const [found, ...others] = actions.filter((action) =>
		title.test(action.title),
	);
	const titles = actions.map((action) => action.title).join("\n");
	ok(found && others.length === 0, `not one ${title.source} in\n${titles}`);
	return found;
}

/** Applies an action as the editor does. */
export async function apply({ command, edit }: CodeAction): Promise<void> {
	ok(edit, "the action has no edit");
	// VS Code would drop it if it had asked for other actions while this one was resolved.
	equal(command, undefined, "the command of the action");
	ok(await workspace.applyEdit(edit), "the edit was not applied");
}

/** Waits until the document has this text. On failure both texts are shown. */
export async function becomes(
	document: TextDocument,
	text: string,
): Promise<void> {
	const same = () => (document.getText() === text ? true : undefined);
	await eventually("", workspace.onDidChangeTextDocument, same).catch(() =>
		equal(document.getText(), text, document.uri.path),
	);
}

/** Undoes the last edit and checks that nothing of it is left. */
export async function undoTo(
	document: TextDocument,
	text: string,
): Promise<void> {
	await commands.executeCommand("undo");
	await becomes(document, text);
}

/** Does something again and again, because nothing tells when VS Code is ready for it, until it has worked. */
export async function insist(
	what: string,
	act: () => Thenable<unknown>,
	worked: () => boolean,
): Promise<void> {
	const deadline = Date.now() + patience;
	while (!worked()) {
		ok(Date.now() < deadline, `never happened: ${what}`);
		await act();
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** What the hover at a text says; the first hover of ours, for other extensions may have something to say as well. */
export async function hoverAt(
	document: TextDocument,
	text: string,
): Promise<MarkdownString> {
	const hovers: Hover[] = await commands.executeCommand(
		"vscode.executeHoverProvider",
		document.uri,
		positionOf(document, text).translate(0, 1),
	);
	const contents = hovers
		.flatMap((hover) => hover.contents)
		.filter((content) => content instanceof MarkdownString)
		.find(({ value }) => value.includes("https://kubernetes.io/"));
	ok(contents, `no hover on ${text}`);
	return contents;
}
