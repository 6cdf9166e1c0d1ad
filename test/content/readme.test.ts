import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { name, version } from "../../package.json";

const ROOT = join(__dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

describe("READMEs", () => {
	for (const file of ["README.md", "README.ja.md"]) {
		it(`${file} installs the VSIX from where it is written`, () => {
			const [, folder] =
				/join\(root, "(\w+)", `\$\{name\}-\$\{version\}\.vsix`\)/.exec(
					read("scripts/package.mjs"),
				) ?? [];
			assert.ok(folder, "the folder that the script writes to");
			assert.ok(
				read(file).includes(
					`code --install-extension ${folder}/${name}-${version}.vsix\n`,
				),
			);
		});
	}
});
