/** What a person does in the workbench with mouse and keyboard. */
import assert from "node:assert/strict";
import { placeOf } from "../fixtures.mjs";

const patience = 30_000;

/** @param {import("playwright-core").Page} page */
export function handsOn(page) {
	const press = (key) => page.keyboard.press(key);
	const visible = (selector) =>
		page.locator(selector).first().waitFor({ timeout: patience });
	const gone = (selector) =>
		page
			.locator(selector)
			.first()
			.waitFor({ state: "detached", timeout: patience });

	/** A key or click that comes while the workbench still moves the focus is lost: does it again until it has worked. */
	async function insist(selector, act) {
		const wanted =
			typeof selector === "string" ? page.locator(selector).first() : selector;
		for (let tries = 0; tries < 15; tries++) {
			if (await wanted.isVisible()) return;
			await act();
			await wanted.waitFor({ timeout: 2000 }).catch(() => {});
		}
		throw new Error(`never seen: ${selector}`);
	}

	/** The same for something that shall not be seen any more. */
	async function insistGone(selector, act) {
		const unwanted = page.locator(selector).first();
		for (let tries = 0; tries < 15; tries++) {
			if (!(await unwanted.isVisible())) return;
			await act();
			await unwanted
				.waitFor({ state: "hidden", timeout: 2000 })
				.catch(() => {});
		}
		throw new Error(`still seen: ${selector}`);
	}

	/** The side bar takes the room that two editors need. */
	const hideSideBar = () =>
		insistGone(".explorer-folders-view", () => press("Control+b"));

	/** By its tab, or through the Explorer: the web host cannot search for files. */
	async function openFile(name) {
		const tab = page.locator(`.tab[data-resource-name="${name}"]`).first();
		if (!(await tab.isVisible()))
			await insist(".explorer-folders-view", () => press("Control+Shift+E"));
		await insist(`.tab.active[data-resource-name="${name}"]`, async () => {
			if (await tab.isVisible()) return tab.click();
			const entry = await inExplorer(name);
			return entry.dblclick({ timeout: 20_000 });
		});
	}

	/** An entry of the Explorer. The page has only those that are in sight: what is typed scrolls to one. */
	async function inExplorer(name) {
		const entry = page.getByRole("treeitem", { name }).first();
		await insist(entry, async () => {
			await press("Control+Shift+E");
			await page.keyboard.type(name);
		});
		return entry;
	}

	/** Opens a folder of the Explorer, which has something in it. */
	async function openFolder(name, inside) {
		const entry = await inExplorer(name);
		await insist(page.getByRole("treeitem", { name: inside }).first(), () =>
			entry.click(),
		);
	}

	/** Where a word of the editor is on the screen. The editor cuts words up as it pleases, so no element has it. */
	async function pointOf(text) {
		const place = await page.waitForFunction((wanted) => {
			for (const line of document.querySelectorAll(
				".monaco-editor .view-line",
			)) {
				let start = line.textContent.indexOf(wanted);
				if (start < 0) continue;
				const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
				for (let node = walker.nextNode(); node; node = walker.nextNode()) {
					if (start < node.length) {
						const range = document.createRange();
						range.setStart(node, start);
						range.setEnd(node, start + 1);
						const { x, y, width, height } = range.getBoundingClientRect();
						return { x: x + width / 2, y: y + height / 2 };
					}
					start -= node.length;
				}
			}
			return undefined;
		}, text);
		return place.jsonValue();
	}

	async function click(text) {
		const { x, y } = await pointOf(text);
		await page.mouse.click(x, y);
	}

	const mouseAway = () => page.mouse.move(700, 880);

	function hover(text) {
		return insist(".monaco-hover:not(.hidden) .hover-contents", async () => {
			await mouseAway();
			const { x, y } = await pointOf(text);
			await page.mouse.move(x, y);
		});
	}

	function openMenu(key, text) {
		return insist(".action-widget .monaco-list-row", async () => {
			await click(text);
			await press(key);
		});
	}

	/** Puts the focus into the editor: after a preview it is nowhere. */
	const focusEditor = () =>
		insist(".monaco-editor.focused", () => press("Control+1"));

	/** What the status bar says in any language when the cursor is at a line and column, as in `5:3`, and nothing is selected. */
	const cursorAt = (place, selected = "") => {
		const [line, column] = place.split(":");
		const length = selected ? `\\D+${selected.length}\\D+` : "";
		return page.locator('[id="status.editor.selection"]', {
			hasText: new RegExp(`^\\D*${line}\\D+${column}${length}$`),
		});
	};

	/** Puts the cursor at a line and column. */
	async function goTo(place) {
		const input = page.locator(".quick-input-widget input:visible");
		const go = async () => {
			await insist(input, () => press("Control+g"));
			await input.fill(`:${place}`);
			await press("Enter");
		};
		await focusEditor();
		// The status bar may still tell of where the cursor was before something was selected.
		await go();
		await insist(cursorAt(place), go);
		await focusEditor();
	}

	/** Waits until the file that is shown is changed, or as it is stored: what is pressed before an edit is made belongs before it. */
	const isChanged = () => visible(".tab.active.dirty");
	const isUnchanged = () => visible(".tab.active:not(.dirty)");

	/**
	 * Waits until the cursor is where a part of the text begins, or, where that is to be selected, behind it. To be called before
	 * `editorHas`, which moves the cursor.
	 */
	async function cursorIsAt(text, part, selected = "") {
		const [line, column] = placeOf(text, part).split(":");
		const place = `${line}:${Number(column) + selected.length}`;
		await cursorAt(place, selected)
			.waitFor({ timeout: patience })
			.catch(async () => {
				const status = page.locator('[id="status.editor.selection"]');
				assert.equal(await status.textContent(), `${place} ${selected}`);
			});
	}

	/** The menu of actions where the cursor is. */
	const openMenuHere = (key) =>
		insist(".action-widget .monaco-list-row.action.focused", () => press(key));

	/** Goes down in a menu to an entry. */
	async function chooseInMenu(title) {
		const focused = page.locator(".action-widget .monaco-list-row.focused");
		const all = await page.locator(".action-widget .monaco-list-row").count();
		for (let tries = 0; tries <= all; tries++) {
			if ((await focused.textContent()).includes(title)) return;
			await press("ArrowDown");
		}
		throw new Error(`not in the menu: ${title}`);
	}

	/** Has VS Code's preview tell what there is to know of the first change. */
	async function readNotes(text) {
		await visible(".bulk-edit-panel .monaco-list-row .insert");
		await insist(page.locator(".monaco-hover", { hasText: text }), async () => {
			await press("Home");
			await press("ArrowDown");
			await press("Control+k");
			await press("Control+i");
		});
	}

	/** Waits until the editor has this text and nothing else. */
	async function editorHas(text) {
		let found = "";
		for (let tries = 0; tries < 40; tries++) {
			await focusEditor();
			await press("Control+a");
			await press("Control+c");
			found = await page.evaluate(() => navigator.clipboard.readText());
			if (found === text) return;
			await page.waitForTimeout(50);
		}
		assert.equal(found, text);
	}

	/** Through the Command Palette. */
	async function runCommand(title) {
		const row = page.locator(".quick-input-list .monaco-list-row.focused", {
			hasText: title,
		});
		await insist(row, async () => {
			await press("F1");
			await page.keyboard.type(title);
		});
		await press("Enter");
	}

	/** Types into a list that a command has opened until an entry of it is the first, and takes that. */
	async function chooseInList(title) {
		const first = page.locator(".quick-input-list .monaco-list-row").first();
		// The list of commands is shown until then.
		await page
			.getByPlaceholder(
				/^(?:Sidecars|Pattern) to |する(?:サイドカー|パターン)$/,
			)
			.waitFor();
		await page.keyboard.type(title);
		await first.getByText(title).first().waitFor();
		await press("Enter");
	}

	/** The page inside the webview that is shown. */
	const webview = () =>
		page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");

	/** The timeline of the Pod at a word, beside the editor: by its button above the editor. */
	async function openTimeline(text) {
		await click(text);
		const button = page
			.locator(".editor-actions .codicon-timeline-open")
			.first();
		await insist("iframe.webview", () => button.click({ timeout: 20_000 }));
		await webview().locator("svg").waitFor({ timeout: patience });
		return webview();
	}

	return {
		chooseInList,
		chooseInMenu,
		click,
		cursorAt,
		cursorIsAt,
		editorHas,
		focusEditor,
		goTo,
		gone,
		hideSideBar,
		hover,
		insist,
		insistGone,
		isChanged,
		isUnchanged,
		mouseAway,
		openFile,
		openFolder,
		openMenu,
		openMenuHere,
		openTimeline,
		pointOf,
		press,
		readNotes,
		runCommand,
		visible,
		webview,
	};
}
