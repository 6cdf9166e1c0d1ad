import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import { runIn } from "../kit/command-line";
import { TemporaryFolder } from "../kit/temporary-folder";

describe("sidecar-patterns: help and mistakes", () => {
	const folder = new TemporaryFolder();
	const run = (...args: string[]) => runIn(folder.path, args);
	after(() => folder.remove());

	it("in Japanese, with nothing of it in English", async () => {
		const japanese = async (...args: readonly string[]) => {
			const { stderr, stdout } = await run("--lang", "ja", ...args);
			return stdout + stderr;
		};
		for (const help of [
			await japanese("--help"),
			await japanese("help", "fix"),
			await japanese("lint", "--help"),
		]) {
			assert.match(help, /^使い方: sidecar-patterns/);
			assert.doesNotMatch(
				help,
				/Usage|Options|Arguments|display|default:|choices/,
			);
		}
		assert.match(
			await japanese("fxi"),
			/'fxi' はありません\(もしかして: fix\)/,
		);
		assert.match(await japanese("lint"), /必須の引数 'path' がありません/);
		assert.match(
			await japanese("lint", "--colour", "x"),
			/'--colour' はありません/,
		);
		assert.match(await japanese("lint", "--format"), /値がありません/);
		assert.match(
			await japanese("lint", "--format", "xml", "x"),
			/値 'xml' は無効です。指定できる値は text, json です。/,
		);
	});
});
