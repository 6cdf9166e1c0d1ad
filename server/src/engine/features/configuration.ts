import { isRole } from "../kubernetes/role";
import type { Catalog } from "../kubernetes/roles";
import { isKnown, nearestVersion, VERSIONS } from "../kubernetes/versions";
import { RULES } from "../rules/index.generated";
import { SEVERITIES, type Severity } from "../rules/rule";
import { type Message, text } from "../text/language";
import { Document } from "../yaml/document";
import { type Node, resolve } from "../yaml/tree";
import { DEFAULT_SETTINGS, type Settings } from "./settings";

/** The file from which a folder's choices are read, by the editor and the command line alike. */
export const CONFIGURATION_FILE = ".sidecar-patterns.yaml";

const problem = {
	notYaml: text({
		en: () => "it cannot be read as YAML",
		ja: () => "YAMLとして読めません",
	}),
	unknown: text({
		en: (key: string) => `there is no setting \`${key}\``,
		ja: (key) => `\`${key}\` という設定はありません`,
	}),
	value: text({
		en: (key: string, value: string, allowed: string) =>
			`\`${key}\` cannot be \`${value}\`; it is one of ${allowed}`,
		ja: (key, value, allowed) =>
			`\`${key}\` に \`${value}\` は指定できません。指定できる値: ${allowed}`,
	}),
	rule: text({
		en: (id: string) => `there is no rule \`${id}\``,
		ja: (id) => `\`${id}\` というルールはありません`,
	}),
	map: text({
		en: (key: string) => `\`${key}\` has to be a mapping`,
		ja: (key) => `\`${key}\` はマッピングでなければなりません`,
	}),
};

/** Settings from layers of plain values (editor settings, configuration file, command line); later layers win. */
export function readSettings(
	layers: readonly unknown[],
	onFault: Settings["onFault"],
): {
	readonly settings: Settings;
	/** What cannot be meant as it is written. */
	readonly problems: readonly Message[];
	/** What is understood, if not to the letter. */
	readonly notes: readonly Message[];
} {
	const problems: Message[] = [];
	const notes: Message[] = [];
	let settings: Settings = { ...DEFAULT_SETTINGS, onFault };
	for (const layer of layers) {
		if (layer === undefined || layer === null) continue;
		if (!isRecord(layer)) problems.push(problem.map("sidecarPatterns"));
		else
			settings = {
				...settings,
				...readLayer(layer, settings, problems, notes),
			};
	}
	return { settings, problems, notes };
}

/** Said once of a Kubernetes version that is not known here. */
export const nearestIsMeant = text({
	en: (written: string, version: string) =>
		`Kubernetes ${written} is not known here; it is understood as ${version}`,
	ja: (written, version) =>
		`Kubernetes ${written}には未対応のため、${version}とみなします`,
});

/** The plain value of a configuration file. */
export function parseConfiguration(source: string): {
	readonly value: unknown;
	readonly problems: readonly Message[];
} {
	const document = new Document(source);
	if (document.isFaulty)
		return { value: undefined, problems: [problem.notYaml()] };
	return { value: plain(document.root, 0), problems: [] };
}

/** Editor settings that have no meaning for findings. */
const FOREIGN = new Set([
	"trace",
	"diagnostics",
	"commands",
	"status",
	"readFile",
	"listFolder",
]);

/** What an editor can be told not to show. */
const SWITCHES = ["codeLens", "inlayHints", "completion"] as const;

const isSwitch = (key: string): key is (typeof SWITCHES)[number] =>
	SWITCHES.some((name) => name === key);

function readLayer(
	layer: Record<string, unknown>,
	before: Settings,
	problems: Message[],
	notes: Message[],
): Partial<Settings> {
	const read: { -readonly [K in keyof Settings]?: Settings[K] } = {};
	for (const [key, value] of Object.entries(layer)) {
		if (value === undefined || value === null || FOREIGN.has(key)) continue;
		if (key === "kubernetesVersion") {
			const version = nearestVersion(String(value));
			if (version) {
				read.kubernetesVersion = version;
				if (!isKnown(String(value)))
					notes.push(nearestIsMeant(String(value), version));
			} else
				problems.push(
					problem.value(
						key,
						String(value),
						`${VERSIONS[0]} … ${VERSIONS.at(-1)}`,
					),
				);
		} else if (key === "preset") {
			if (value === "recommended" || value === "strict") read.preset = value;
			else
				problems.push(problem.value(key, String(value), "recommended, strict"));
		} else if (key === "rules")
			read.rules = { ...before.rules, ...readRules(value, problems) };
		else if (key === "catalog")
			read.catalog = { ...before.catalog, ...readCatalog(value, problems) };
		else if (isSwitch(key)) {
			const enabled = isRecord(value) ? value.enabled : value;
			// Where a configuration file is read, every scalar is text.
			if (/^(?:true|false)$/.test(String(enabled)))
				read[key] = String(enabled) === "true";
			else if (enabled !== undefined && enabled !== null)
				problems.push(
					problem.value(`${key}.enabled`, String(enabled), "true, false"),
				);
		} else problems.push(problem.unknown(key));
	}
	return read;
}

function readRules(value: unknown, problems: Message[]): Settings["rules"] {
	const rules: Record<string, Severity | "off"> = {};
	if (!isRecord(value)) problems.push(problem.map("rules"));
	else {
		for (const [id, level] of Object.entries(value)) {
			if (level === null) continue;
			if (!RULES.some((rule) => rule.id === id))
				problems.push(problem.rule(id));
			// YAML 1.1 makes a boolean of a bare `off`.
			else if (level === "off" || level === false) rules[id] = "off";
			else if (isSeverity(level)) rules[id] = level;
			else
				problems.push(
					problem.value(
						`rules.${id}`,
						String(level),
						["off", ...SEVERITIES].join(", "),
					),
				);
		}
	}
	return rules;
}

function readCatalog(value: unknown, problems: Message[]): Catalog {
	const catalog: Record<string, Catalog[string]> = {};
	if (!isRecord(value)) problems.push(problem.map("catalog"));
	else {
		for (const [image, role] of Object.entries(value)) {
			if (typeof role === "string" && isRole(role)) catalog[image] = role;
			else
				problems.push(
					problem.value(
						`catalog.${image}`,
						String(role),
						"app, init, log-shipper, …",
					),
				);
		}
	}
	return catalog;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

const isSeverity = (value: unknown): value is Severity =>
	(SEVERITIES as readonly unknown[]).includes(value);

/** Deeper than any configuration; a file that refers to itself over and over ends here. */
const DEPTH = 8;

function plain(node: Node | undefined, depth: number): unknown {
	const value = resolve(node);
	if (!value || depth > DEPTH) return undefined;
	if (value.kind === "scalar") return value.text;
	if (value.kind === "sequence")
		return value.items.map((item) => plain(item.value, depth + 1));
	return Object.fromEntries(
		value.entries.map((entry) => [
			entry.key.text,
			plain(entry.value, depth + 1),
		]),
	);
}
