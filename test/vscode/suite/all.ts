// The same tests in both hosts. Where the interface is Japanese only what depends on the language is tested again.
import { env } from "vscode";

/** Registers the tests with Mocha, whose globals must be there already. */
export async function registerTests(): Promise<void> {
	if (env.language === "ja") {
		await import("./japanese.test");
		return;
	}
	// First, because afterwards the extension is active.
	await import("./activation.test");
	await import("./findings.test");
	await import("./repair.test");
	await import("./on-save.test");
	await import("./conversion.test");
	await import("./refactorings.test");
	await import("./kustomize.test");
	await import("./bulk-conversion.test");
	await import("./patterns.test");
	await import("./snippets.test");
	await import("./completion.test");
	await import("./reading.test");
	await import("./glance.test");
	await import("./timeline.test");
	await import("./workspace.test");
}
