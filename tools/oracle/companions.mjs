/**
 * Prints the kinds that people write into the same files as their Pods, and the fields of the types that they are made of, as
 * the newest version's Go types tell them; one JSON object a line, as scripts/generate-companions.mjs wants it:
 *
 *     node tools/oracle/companions.mjs | node scripts/generate-companions.mjs
 */
import { run } from "./ask.mjs";
import { MINORS } from "./build.mjs";

const newest = [...MINORS.keys()].at(-1);
for (const row of run(newest, ["--companions"]))
	console.log(JSON.stringify(row));
