import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	type Command,
	readScript,
} from "../../server/src/engine/kubernetes/shell";

/** Each command in a line: words, then `> file` for each file it writes, then `&`. */
const shown = ({ words, writes, background }: Command): string =>
	[
		...words,
		...writes.map((file) => `> ${file}`),
		...(background ? ["&"] : []),
	].join(" ");

const CASES: readonly (readonly [
	what: string,
	script: string,
	commands: readonly string[],
])[] = [
	["separators", "a; b && c || d | e\nf", ["a", "b", "c", "d", "e", "f"]],
	["the background", "serve & wait", ["serve &", "wait"]],
	[
		"conditions and loops",
		"until nc -z db 5432; do sleep 1; done",
		["nc -z db 5432", "sleep 1", "done"],
	],
	["prefixes", "exec env A=1 run", ["env A=1 run"]],
	["assignments", "A=1 B=2 run x", ["run x"]],
	["quotes", `echo 'a b' "c \\" d" e\\ f`, [`echo a b c \\" d e f`]],
	[
		"substitutions, which stay as they are",
		'run "$(cat /a; echo b)" $C',
		["run $(cat /a; echo b) $C"],
	],
	["comments", "a # b; c\nd#e", ["a", "d#e"]],
	["continued lines", "a \\\n  b", ["a b"]],
	["redirections", "a > /x 2>> /y < /z", ["a > /x > /y"]],
	["both streams at once", "a &> /x; b &>> /y", ["a > /x", "b > /y"]],
	["copies of descriptors, which are no files", "a 2>&1 >&-", ["a"]],
	[
		"a here-document, whose body is no script",
		"cat <<EOF > /x\nrm -rf /\nEOF\nb",
		["cat > /x", "b"],
	],
	[
		"the rest of its line",
		"cat > /x <<'E' && b\nc\nE\nd",
		["cat > /x", "b", "d"],
	],
	["two here-documents of one line", "a <<A <<B\n1\nA\n2\nB\nc", ["a", "c"]],
	["a here-document without an end", "a <<EOF\nb", ["a"]],
	["what is not finished", `a "b`, ["a b"]],
];

describe("shell scripts", () => {
	for (const [what, script, commands] of CASES)
		it(`are read with ${what}`, () => {
			assert.deepEqual(readScript(script).map(shown), commands);
		});

	it("are not read beyond 100,000 characters", () => {
		assert.equal(readScript("a;".repeat(50_000)).length, 50_000);
		assert.deepEqual(readScript("a;".repeat(50_001)), []);
	});
});
