// Says of translations that they are up to date: writes the hash of the English page into the Japanese one.
//   node scripts/stamp.mjs server/src/engine/rules/…/<id>.ja.md …
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

for (const path of process.argv.slice(2)) {
	const english = readFileSync(path.replace(/\.ja\.md$/, ".md"));
	const hash = createHash("sha256").update(english).digest("hex").slice(0, 12);
	const text = readFileSync(path, "utf8")
		.replace(/\n*<!-- en: .*-->\s*$/, "")
		.trimEnd();
	writeFileSync(path, `${text}\n\n<!-- en: ${hash} -->\n`);
}
