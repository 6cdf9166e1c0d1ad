// Makes the files that follow from others: the index of the rules, the knowledge base as a module, the settings of
// package.json, the tables of the READMEs. `--check` writes nothing and fails when something is stale.
//   node scripts/generate.mjs [--check]
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ENGINE = join(ROOT, "server/src/engine");
const check = process.argv.includes("--check");
const stale = [];

function write(path, text) {
	const old = existsSync(path) ? readFileSync(path, "utf8") : "";
	if (old === text) return;
	if (check) stale.push(path.slice(ROOT.length));
	else writeFileSync(path, text);
}

const camel = (id) => id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
const header = "// Made by scripts/generate.mjs; do not edit.\n";

/** The index of a folder of content: one import per file, sorted by id. */
function index(folder, files, type, from, constant) {
	const sorted = [...files].sort((a, b) =>
		a.id < b.id ? -1 : a.id > b.id ? 1 : 0,
	);
	write(
		join(ENGINE, folder, "index.generated.ts"),
		header +
			sorted
				.map(({ id, path }) => `import ${camel(id)} from "./${path}";\n`)
				.join("") +
			`import type { ${type} } from "${from}";\n\n` +
			`export const ${constant}: readonly ${type}[] = [\n${sorted.map(({ id }) => `\t${camel(id)},\n`).join("")}];\n`,
	);
}

const rulesFolder = join(ENGINE, "rules");
const rules = readdirSync(rulesFolder, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.flatMap(({ name: family }) =>
		readdirSync(join(rulesFolder, family))
			.filter((file) => file.endsWith(".ts"))
			.map((file) => ({
				id: file.slice(0, -3),
				path: `${family}/${file.slice(0, -3)}`,
			})),
	);
index("rules", rules, "Rule", "./rule", "RULES");

const refactorings = readdirSync(join(ENGINE, "refactorings"))
	.filter(
		(file) =>
			/^[a-z-]+\.ts$/.test(file) &&
			existsSync(join(ENGINE, "refactorings", file.replace(/ts$/, "md"))),
	)
	.map((file) => ({ id: file.slice(0, -3), path: file.slice(0, -3) }));
index(
	"refactorings",
	refactorings,
	"Refactoring",
	"./refactoring",
	"REFACTORINGS",
);

const knowledgeFolder = join(ENGINE, "knowledge");
const topics = readdirSync(knowledgeFolder)
	.filter((file) => file.endsWith(".md") && !file.endsWith(".ja.md"))
	.map((file) => file.slice(0, -3))
	.sort();
const page = (file) =>
	readFileSync(join(knowledgeFolder, file), "utf8")
		.replace(/<!--[\s\S]*?-->\s*$/, "")
		.trim();
write(
	join(knowledgeFolder, "topics.generated.ts"),
	`${header}/** The knowledge base: topic → its page in each language, as Markdown. */
export const TOPICS = {
${topics.map((id) => `\t${JSON.stringify(id)}: {\n\t\ten: ${JSON.stringify(page(`${id}.md`))},\n\t\tja: ${JSON.stringify(page(`${id}.ja.md`))},\n\t},\n`).join("")}} as const;

export type TopicId = keyof typeof TOPICS;
`,
);

if (stale.length > 0) {
	console.error(
		`stale: ${stale.join(", ")}\nrun: node scripts/generate.mjs`,
	);
	process.exit(1);
}
