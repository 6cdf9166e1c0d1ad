/**
 * What only a person can do: nothing in an extension host reaches into a webview. Mouse and keyboard work in the web host, as in
 * `screenshots.mjs`.
 */
import assert from "node:assert/strict";
import { handsOn } from "./host/hands.mjs";
import { openWebHost } from "./host/web.mjs";

/**
 * Goes through checks one after the other.
 *
 * @param {{ extension: string, folder: string, locale?: string }} options the folder has the fixtures
 * @param {string} what is checked
 * @param {(page: import("playwright-core").Page, folder: string) => [string, () => Promise<void>][]} checks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function checkByHand(options, what, checks) {
	const host = await openWebHost(options);
	const summary = { passed: 0, failed: 0 };
	console.log(`  ${what}, by hand`);
	try {
		const all = checks(host.page, options.folder);
		for (const [name, check] of all) {
			const start = performance.now();
			try {
				await check();
				summary.passed++;
				const took = Math.round(performance.now() - start);
				console.log(`    ✔ ${name} (${took}ms)`);
			} catch (error) {
				console.log(`    ✘ ${name}\n${error.stack}`);
				// Those behind it would begin somewhere else.
				summary.failed = all.length - summary.passed;
				break;
			}
		}
	} finally {
		await host.close();
	}
	return summary;
}

/**
 * Goes through the timeline.
 *
 * @param {import("playwright-core").Page} page
 * @returns {[string, () => Promise<void>][]} in their order: each begins where the one before has ended
 */
export function checksOfTimeline(page) {
	const hands = handsOn(page);
	const { click, openFile, openTimeline, press } = hands;
	const timeline = hands.webview();
	const mark = (label) =>
		timeline.getByRole("button", { name: label, exact: true });
	const focused = () => timeline.locator(".mark:focus");
	/** Waits until the cursor is in a line. */
	const inLine = (line) =>
		page
			.locator(".active-line-number", { hasText: new RegExp(`^${line}$`) })
			.waitFor();
	const refused = [];
	page.on("console", (message) => {
		if (/Content Security Policy/.test(message.text()))
			refused.push(message.text());
	});

	return [
		[
			"opens with the button above the editor, which keeps the focus",
			async () => {
				await openFile("timeline.yaml");
				await hands.hideSideBar();
				await openTimeline("migrate");
				await page.locator(".monaco-editor.focused").waitFor();
			},
		],
		[
			"shows every container and the arrows between them",
			async () => {
				for (const name of [
					"migrate (init container)",
					"proxy (native sidecar, ambassador)",
					"app (application)",
				])
					await mark(name).first().waitFor();
				await mark("proxy starts after migrate has completed").waitFor();
				await mark(
					"app starts after proxy has passed its startupProbe",
				).waitFor();
				await mark("app calls proxy on port 9901 of localhost")
					.first()
					.waitFor();
			},
		],
		[
			"tells the same as text",
			() =>
				timeline
					.getByRole("listitem")
					.filter({ hasText: "app (application): after proxy has passed" })
					.waitFor(),
		],
		[
			"names everything that can be pointed at, for screen readers",
			async () => {
				const marks = await timeline.locator(".mark").evaluateAll((all) =>
					all.map((one) => ({
						role: one.getAttribute("role"),
						label: one.getAttribute("aria-label"),
						tab: one.getAttribute("tabindex"),
					})),
				);
				assert.ok(marks.length > 10);
				for (const { role, label } of marks) {
					assert.equal(role, "button");
					assert.ok(label);
				}
				const stops = marks.filter(({ tab }) => tab === "0");
				assert.equal(stops.length, 1, "one stop for the Tab key");
				const label = await timeline.locator("svg").getAttribute("aria-label");
				assert.match(label ?? "", /^Timeline of Pod orders/);
				assert.equal(await timeline.locator("html").getAttribute("lang"), "en");
			},
		],
		[
			"goes to the line with a click on a bar, an arrow and a line of the text",
			async () => {
				await timeline.locator(".starting.bar").click();
				await inLine(14);
				await timeline.locator(".gate.arrow .arrow-text").first().click();
				await inLine(7);
				await timeline
					.getByRole("listitem")
					.filter({ hasText: "app (application)" })
					.getByRole("button")
					.click();
				await inLine(18);
			},
		],
		[
			"can be gone through with the keyboard",
			async () => {
				await timeline.locator("#export").focus();
				await press("Tab");
				await focused().waitFor();
				const label = () => focused().getAttribute("aria-label");
				assert.equal(
					await label(),
					"proxy starts after migrate has completed",
					"where the focus was last",
				);
				await press("Home");
				await press("ArrowUp");
				assert.equal(await label(), "migrate (init container)");
				await press("ArrowRight");
				assert.equal(await label(), "migrate: does its work and ends");
				await press("ArrowDown");
				assert.match((await label()) ?? "", /^proxy: /);
				await press("End");
				assert.equal(await label(), "proxy: has got SIGTERM and stops");
				await press("Home");
				assert.equal(await label(), "proxy (native sidecar, ambassador)");
				const outline = await focused().evaluate(
					(one) => getComputedStyle(one).outlineStyle,
				);
				assert.equal(outline, "solid", "the focus is seen");
				await press("Enter");
				await inLine(9);
				await page.locator(".monaco-editor.focused").waitFor();
			},
		],
		[
			"keeps elements, scroll position and place of the focus while somebody types",
			async () => {
				await page.setViewportSize({ width: 1400, height: 500 });
				await timeline.locator(".ready.bar").last().focus();
				await focused().evaluate((one) => {
					const { defaultView } = one.ownerDocument;
					defaultView.kept = one;
					defaultView.scrollTo(0, 40);
				});
				await click("migrate");
				await press("End");
				await page.keyboard.type("-now", { delay: 30 });
				await mark("migrate-now (init container)").waitFor();
				const { isThere, tab, scroll } = await timeline
					.locator("body")
					.evaluate(({ ownerDocument }) => {
						const { kept, scrollY } = ownerDocument.defaultView;
						return {
							isThere: kept.isConnected,
							tab: kept.getAttribute("tabindex"),
							scroll: scrollY,
						};
					});
				assert.deepEqual([isThere, tab, scroll], [true, "0", 40]);
				await page.setViewportSize({ width: 1400, height: 900 });
				for (let i = 0; i < 4; i++) await press("Backspace");
				await mark("migrate (init container)").waitFor();
			},
		],
		[
			"follows the cursor to another Pod, whose hostile name is text",
			async () => {
				await press("Control+End");
				await timeline.locator("h1", { hasText: "Pod second" }).waitFor();
				await mark('"><img src=x onerror=alert(1)> (application)').waitFor();
				assert.equal(await timeline.locator("img").count(), 0);
			},
		],
		[
			"exports to a file that the person chooses",
			async () => {
				await hands.insist(".quick-input-widget input:visible", () =>
					timeline.locator("#export").click(),
				);
				await hands.insistGone(".quick-input-widget", () => press("Enter"));
				await press("Control+Shift+E");
				await page.getByRole("treeitem", { name: "timeline.svg" }).waitFor();
			},
		],
		[
			"was never refused anything by its security policy",
			async () => assert.deepEqual(refused, []),
		],
		[
			"comes back when the window is loaded again",
			async () => {
				// VS Code's own way: a page that is just loaded again may not have written everything down.
				const loaded = page.waitForEvent("load");
				await hands.runCommand("Developer: Reload Window");
				await loaded;
				await timeline
					.locator("h1", { hasText: "Pod" })
					.waitFor({ timeout: 60_000 });
			},
		],
	];
}
