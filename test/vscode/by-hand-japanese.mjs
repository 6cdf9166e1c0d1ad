/** Edits by keyboard in a Japanese VS Code: what menus, preview and messages say. */
import { placeOf, textOfFixture } from "./fixtures.mjs";
import { handsOn } from "./host/hands.mjs";

const refactorings = "Control+Shift+R";

/**
 * Goes through some of the edits.
 *
 * @param {import("playwright-core").Page} page
 * @returns {[string, () => Promise<void>][]} in their order: each begins where the one before has ended
 */
export function checksInJapanese(page) {
	const hands = handsOn(page);
	const { insist, insistGone, press } = hands;

	async function goToText(file, at) {
		await hands.openFile(file);
		await hands.goTo(placeOf(textOfFixture(file), at));
	}

	/** Waits for a result, and undoes it. */
	async function comesAndGoes(file, after) {
		await hands.isChanged();
		await hands.editorHas(textOfFixture(after));
		await hands.focusEditor();
		await press("Control+z");
		await hands.isUnchanged();
		await hands.editorHas(textOfFixture(file));
	}

	return [
		[
			"mends with the first entry of the menu",
			async () => {
				await goToText("article.yaml", "command");
				await hands.openMenuHere("Control+.");
				await hands.chooseInMenu("「command」を正しい桁に直");
				await press("Enter");
				await comesAndGoes("article.yaml", "article.mended.yaml");
			},
		],
		[
			"says in the menu why something is not possible",
			async () => {
				await goToText("shared-anchor.yaml", "fluent/");
				const entry = page.locator(".action-widget .option-disabled", {
					hasText: /変換\(実行できません: .*アンカー「&agent」/,
				});
				await insist(entry, () => press(refactorings));
				await press("Escape");
			},
		],
		[
			"shows what there is to know of a conversion, and makes it",
			async () => {
				await goToText("report-job.yaml", "2.14.1");
				await hands.openMenuHere(refactorings);
				await hands.chooseInMenu("「sql-proxy」をネイティブサイドカーに変換");
				await press("Control+Enter");
				await hands.readNotes("「preStop」フック(「sleep 10」)は削除されます");
				await press("Escape");
				await insistGone(".bulk-edit-panel", () => press("Control+Enter"));
				await comesAndGoes("report-job.yaml", "report-job.native.yaml");
			},
		],
		[
			"converts all of a file from the palette, and says how many",
			async () => {
				await goToText("two-sidecars.yaml", "kind: Job");
				// This host knows the titles of commands in English only.
				await hands.runCommand("Convert All Sidecars");
				await hands.chooseInList("このファイルのすべて");
				await page
					.locator(".notification-toast", {
						hasText: "サイドカー2個を変換しました(1ファイル)",
					})
					.waitFor();
				await comesAndGoes("two-sidecars.yaml", "two-sidecars.native.yaml");
			},
		],
	];
}
