/** What only a person can do: to tick changes in VS Code's preview. */
import { handsOn } from "./host/hands.mjs";

/**
 * Goes through the conversion of a whole workspace.
 *
 * @param {import("playwright-core").Page} page
 * @returns {[string, () => Promise<void>][]} in their order: each begins where the one before has ended
 */
export function checksOfConversion(page) {
	const hands = handsOn(page);
	const { click, insist, insistGone, openFile, press, visible } = hands;
	const preview = page.locator(".bulk-edit-panel");
	const row = (name) =>
		preview.locator(".monaco-list-row", { hasText: name }).first();
	const line = (text) =>
		page.locator(".monaco-editor .view-line", { hasText: text }).first();

	return [
		[
			"shows all changes of the workspace before they are made",
			async () => {
				await openFile("two-sidecars.yaml");
				await hands.runCommand("Convert All Sidecars");
				await insist(".quick-input-widget input:visible", () => press("F1"));
				await page.keyboard.type("of the workspace");
				await press("Enter");
				await preview.waitFor({ timeout: 60_000 });
				await row("log-shipper.yaml").waitFor();
				await row("two-sidecars.yaml").waitFor();
			},
		],
		[
			"changes what is ticked, and says so",
			async () => {
				await row("two-sidecars.yaml").locator(".edit-checkbox").check();
				await preview.getByText("Apply", { exact: true }).click();
				await visible(".notification-toast");
				await page
					.locator(".notification-toast", { hasText: "Converted sidecars: 2" })
					.waitFor();
			},
		],
		[
			"undoes it with one key",
			async () => {
				await openFile("two-sidecars.yaml");
				await line("initContainers").waitFor();
				await click("kind");
				await insistGone(
					'.monaco-editor .view-line:has-text("initContainers")',
					() => press("Control+z"),
				);
			},
		],
	];
}
