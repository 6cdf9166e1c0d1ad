/** The conversion of a whole workspace by keyboard: what is to be changed is ticked in VS Code's preview. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { textOfFixture } from "./fixtures.mjs";
import { handsOn } from "./host/hands.mjs";

const twoSidecars = "two-sidecars.yaml";
const base = "deploy/orders/base/orders.yaml";
/** Says something of a sidecar of the base. */
const patch = "deploy/orders/prod/resources.yaml";

/**
 * Goes through the conversion of a whole workspace.
 *
 * @param {import("playwright-core").Page} page
 * @returns {[string, () => Promise<void>][]} in their order: each begins where the one before has ended
 */
export function checksOfConversion(page) {
	const hands = handsOn(page);
	const { insist, insistGone, press } = hands;
	const preview = page.locator(".bulk-edit-panel");
	const focused = preview.locator(".monaco-list-row.focused");

	const message = (text) =>
		page.locator(".notification-toast", { hasText: text });

	/** Goes down in the preview to a file, and ticks all its changes. */
	async function tick(name) {
		for (let tries = 0; tries < 100; tries++) {
			await press("ArrowDown");
			if (!(await focused.textContent()).startsWith(name)) continue;
			return insist(focused.locator(".edit-checkbox.checked"), () =>
				press("Space"),
			);
		}
		throw new Error(`not in the preview: ${name}`);
	}

	/** Looks at the three files. */
	async function filesAre(ending) {
		for (const file of [base, patch, twoSidecars]) {
			await hands.openFile(basename(file));
			await hands.editorHas(textOfFixture(file.replace(".yaml", ending)));
		}
	}

	async function openPreview() {
		await convertWorkspace(hands);
		await preview.waitFor({ timeout: 60_000 });
		await preview.locator(".monaco-list-row .insert").first().waitFor();
	}

	return [
		[
			"shows all changes of the workspace before they are made, none of them ticked",
			async () => {
				await openPreview();
				for (const name of ["orders.yaml", "resources.yaml"])
					await preview
						.locator(".monaco-list-row", { hasText: name })
						.first()
						.waitFor();
				await insistGone(".bulk-edit-panel .edit-checkbox.checked", () => {});
			},
		],
		[
			"changes what is ticked, and says so",
			async () => {
				for (const name of ["orders.yaml", "resources.yaml", twoSidecars])
					await tick(name);
				await insistGone(".bulk-edit-panel", () => press("Control+Enter"));
				await message("Converted sidecars: 3 (files: 3).").waitFor();
				await hands.openFolder("deploy", "base");
				await hands.openFolder("base", "orders.yaml");
				await hands.openFolder("prod", "resources.yaml");
				await filesAre(".native.yaml");
			},
		],
		[
			"tells on a page what there is to know",
			async () => {
				await message("Converted").getByText("Show Details").click();
				await hands
					.webview()
					.getByText("What patches say of 'log-agent' moves to")
					.waitFor();
			},
		],
		[
			"undoes it in all files with one key",
			async () => {
				await hands.openFile(twoSidecars);
				await hands.focusEditor();
				await insistGone(
					'.monaco-editor .view-line:has-text("initContainers")',
					() => press("Control+z"),
				);
				await filesAre(".yaml");
			},
		],
	];
}

/**
 * Goes through a conversion that takes long. VS Code finds the files of a folder once, so this wants a window of its own.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} folder the workspace on the disk
 * @returns {[string, () => Promise<void>][]}
 */
export function checksOfCancelling(page, folder) {
	const hands = handsOn(page);
	return [
		[
			"tells how far it is, and changes nothing when it is cancelled",
			async () => {
				mkdirSync(join(folder, "many"));
				for (let number = 0; number < 1500; number++)
					writeFileSync(
						join(folder, `many/${number}.yaml`),
						textOfFixture(twoSidecars),
					);
				await convertWorkspace(hands);
				const progress = page.locator(".notification-toast", {
					hasText: "Converting the sidecars of the workspace",
				});
				await progress.locator(".monaco-progress-container.active").waitFor();
				await progress.getByRole("button", { name: "Cancel" }).focus();
				await hands.press("Enter");
				await progress.waitFor({ state: "detached" });
				// What comes of the next one would come behind a preview of this one.
				await hands.runCommand("Convert All Sidecars");
				await hands.chooseInList("All of this file");
				await page
					.getByText("Converted sidecars: 2 (files: 1).")
					.first()
					.waitFor();
				assert.equal(await page.locator(".bulk-edit-panel").isVisible(), false);
				await hands.editorHas(
					textOfFixture(twoSidecars.replace(".yaml", ".native.yaml")),
				);
			},
		],
	];
}

async function convertWorkspace(hands) {
	await hands.openFile(twoSidecars);
	await hands.runCommand("Convert All Sidecars");
	await hands.chooseInList("All of the workspace");
}
