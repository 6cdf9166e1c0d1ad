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

/** What a rule's source says of itself, for tables and settings. */
function describe({ id, path }) {
	const source = readFileSync(join(rulesFolder, `${path}.ts`), "utf8");
	const find = (pattern) => pattern.exec(source)?.[1] ?? "";
	const title = find(/title: fixedText\(\{([\s\S]*?)\}\)/);
	const say = (language) =>
		JSON.parse(
			new RegExp(`${language}:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(title)?.[1] ??
				'""',
		);
	return {
		id,
		path,
		en: say("en"),
		ja: say("ja"),
		severity: find(/\n\tseverity: "(\w+)"/),
		fix: find(/\n\tfix: "(\w+)"/),
		from: find(/kubernetes: \{[^}]*from: "([\d.]+)"/),
		until: find(/kubernetes: \{[^}]*until: "([\d.]+)"/),
	};
}
const described = [...rules]
	.sort((a, b) => (a.path < b.path ? -1 : 1))
	.map(describe);

const SEVERITIES = ["off", "hint", "information", "warning", "error"];
const manifestPath = join(ROOT, "package.json");
const manifest = JSON.parse(readFileSync(manifestPath, "utf8"));
const { properties } = manifest.contributes.configuration;
properties["sidecarPatterns.rules"].properties = Object.fromEntries(
	[...described]
		.sort((a, b) => (a.id < b.id ? -1 : 1))
		.map(({ id, severity }) => [
			id,
			{ enum: SEVERITIES, default: severity, description: `%rule.${id}%` },
		]),
);
write(manifestPath, `${JSON.stringify(manifest, null, "\t")}\n`);
for (const [language, file] of [
	["en", "package.nls.json"],
	["ja", "package.nls.ja.json"],
]) {
	const path = join(ROOT, file);
	const texts = Object.entries(JSON.parse(readFileSync(path, "utf8"))).filter(
		([key]) => !key.startsWith("rule."),
	);
	const own = described
		.map((rule) => [`rule.${rule.id}`, rule[language]])
		.sort(([a], [b]) => (a < b ? -1 : 1));
	write(
		path,
		`${JSON.stringify(Object.fromEntries([...texts, ...own]), null, "\t")}\n`,
	);
}

/** The versions a rule speaks of, as a reader says it. */
const versions = ({ from, until }) =>
	from && until
		? `${from} – ${until}`
		: from
			? `${from} +`
			: until
				? `– ${until}`
				: "";
const HEADS = {
	en: "| rule | finds | severity | Kubernetes | fix |\n|---|---|---|---|---|",
	ja: "| ルール | 内容 | 重大度 | Kubernetes | 修正 |\n|---|---|---|---|---|",
};
const FIXES = {
	en: { safe: "safe", review: "to review", none: "" },
	ja: { safe: "自動修正", review: "要確認", none: "" },
};
for (const [language, file] of [
	["en", "README.md"],
	["ja", "README.ja.md"],
]) {
	const path = join(ROOT, file);
	if (!existsSync(path)) continue;
	const page = language === "en" ? ".md" : ".ja.md";
	const rows = described.map(
		(rule) =>
			`| [\`${rule.id}\`](server/src/engine/rules/${rule.path}${page}) | ${rule[language]} | ${rule.severity} | ${versions(rule)} | ${FIXES[language][rule.fix]} |`,
	);
	write(
		path,
		readFileSync(path, "utf8").replace(
			/(<!-- rules:begin -->)[\s\S]*?(<!-- rules:end -->)/,
			(_, begin, end) =>
				`${begin}\n\n${HEADS[language]}\n${rows.join("\n")}\n\n${end}`,
		),
	);
}

if (stale.length > 0) {
	console.error(`stale: ${stale.join(", ")}\nrun: node scripts/generate.mjs`);
	process.exit(1);
}
