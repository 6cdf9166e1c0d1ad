import { commands, workspace } from "vscode";
import {
	actionNamed,
	apply,
	becomes,
	closeAll,
	fixture,
	open,
	placeCursor,
	refactorings,
	textOf,
	undoTo,
} from "./editing";

const base = "deploy/orders/base/orders";
const patch = "deploy/orders/prod/resources";

describe("a Kustomize tree", () => {
	afterEach(closeAll);

	it("is converted with its patches, there and back", async () => {
		const editor = await open(`${base}.yaml`);
		const { document } = editor;
		const patched = await workspace.openTextDocument(fixture(`${patch}.yaml`));
		for (const [title, suffix] of [
			[/to a native sidecar$/, ".native.yaml"],
			[/back to a classic sidecar$/, ".yaml"],
		] as const) {
			const position = placeCursor(editor, "name: log-agent");
			await apply(actionNamed(await refactorings(document, position), title));
			await becomes(document, await textOf(base + suffix));
			await becomes(patched, await textOf(patch + suffix));
		}
	});

	it("is brought back by undo", async () => {
		const editor = await open(`${base}.yaml`);
		const { document } = editor;
		const patched = await workspace.openTextDocument(fixture(`${patch}.yaml`));
		placeCursor(editor, "name: log-agent");
		await commands.executeCommand("sidecarPatterns.convertToNative");
		await becomes(document, await textOf(`${base}.native.yaml`));
		await becomes(patched, await textOf(`${patch}.native.yaml`));
		await undoTo(document, await textOf(`${base}.yaml`));
		await becomes(patched, await textOf(`${patch}.yaml`));
	});
});
