import type { Language, SidecarKind } from "../engine/engine";

/** The texts of the command line. */
export interface Messages {
	readonly description: string;
	readonly lint: string;
	readonly fix: string;
	readonly explain: string;
	readonly timeline: string;
	readonly convert: string;
	readonly paths: string;
	readonly format: string;
	readonly version: (oldest: string, newest: string) => string;
	readonly lang: string;
	readonly rule: string;
	readonly preset: string;
	readonly config: string;
	readonly quiet: string;
	readonly stdinFilename: string;
	readonly dryRun: string;
	readonly to: string;
	readonly noSuchFile: (path: string) => string;
	readonly noSuchRule: string;
	readonly notUtf8: (path: string) => string;
	readonly noMatch: (path: string) => string;
	readonly noConfiguration: (path: string) => string;
	readonly badVersion: (version: string) => string;
	readonly inConfiguration: (path: string, problem: string) => string;
	readonly stdinAlone: string;
	readonly noPods: string;
	readonly summary: (findings: number, files: number) => string;
	readonly fixed: (path: string) => string;
	readonly converted: Readonly<Record<SidecarKind, (name: string) => string>>;
	readonly notConverted: (name: string, reason: string) => string;
	readonly nothingToConvert: string;
	readonly conversions: (
		converted: number,
		files: number,
		left: number,
		dryRun: boolean,
	) => string;
	readonly severity: Readonly<
		Record<"error" | "warning" | "information" | "hint", string>
	>;
}

const en: Messages = {
	description:
		"Finds and mends what is wrong around sidecars and init containers in Kubernetes manifests.",
	lint: "report findings",
	fix: "apply the safe fixes, to broken YAML too, then report what is left",
	explain:
		"explain Pods: roles, start and stop order, grace period, resources, QoS class",
	timeline:
		"tell in which order the containers of Pods start and stop, and whether the Pods end",
	convert:
		"convert classic sidecars to native ones, or native ones back, with the patches and Services that name them; say what is left, and why",
	paths:
		"files, folders (all *.yaml, *.yml, *.json below), globs, or - for standard input",
	format: "how to report",
	version: (oldest, newest) =>
		`the cluster's version, ${oldest} … ${newest} (default: 1.35)`,
	lang: "language of messages (default: from SIDECAR_PATTERNS_LOCALE or the locale)",
	rule: "look at this rule only (may be given several times)",
	preset: "recommended, or strict for opinions too (default: recommended)",
	config:
		"the configuration file, instead of the nearest .sidecar-patterns.yaml",
	quiet: "leave out information and hints",
	stdinFilename: "what to call standard input",
	dryRun: "write nothing, print a unified diff",
	to: "what sidecars are made into",
	noSuchFile: (path) => `there is no file or folder ${path}`,
	noSuchRule: "There is no such rule.",
	notUtf8: (path) => `${path} is not UTF-8: left as it is`,
	noMatch: (path) => `nothing matches ${path}`,
	noConfiguration: (path) => `cannot read the configuration file ${path}`,
	badVersion: (version) => `${version} is no Kubernetes version such as 1.35`,
	inConfiguration: (path, problem) => `${path}: ${problem}`,
	stdinAlone: "- cannot be mixed with other paths",
	noPods: "there are no Pods",
	summary: (findings, files) =>
		`${findings} ${findings === 1 ? "finding" : "findings"} in ${files} ${files === 1 ? "file" : "files"}`,
	fixed: (path) => `fixed ${path}`,
	converted: {
		native: (name) => `${name}: becomes a native sidecar`,
		classic: (name) => `${name}: becomes a classic sidecar`,
	},
	notConverted: (name, reason) => `${name}: not converted: ${reason}`,
	nothingToConvert: "there is nothing to convert",
	conversions: (converted, files, left, dryRun) =>
		[
			`${dryRun ? "would convert" : "converted"} ${converted} ${converted === 1 ? "sidecar" : "sidecars"}`,
			`, ${dryRun ? "changing" : "changed"} ${files} ${files === 1 ? "file" : "files"}`,
			left > 0 ? `; left ${left}` : "",
		].join(""),
	severity: {
		error: "error",
		warning: "warning",
		information: "information",
		hint: "hint",
	},
};

const ja: Messages = {
	description:
		"KubernetesマニフェストのサイドカーとInitコンテナの問題を見つけて直します。",
	lint: "問題を報告する",
	fix: "安全に直せる問題を(YAMLの崩れも含めて)修正し、残りを報告する",
	explain:
		"Podを説明する(役割、起動と停止の順序、猶予期間、リソース、QoSクラス)",
	timeline: "コンテナの起動と停止の順序、Podが終了するかどうかを示す",
	convert:
		"従来型のサイドカーをネイティブサイドカーに変換する(または戻す)。名前や番号で指定しているパッチとServiceも変更し、変換できないものは理由を示す",
	paths:
		"ファイル、フォルダー(配下の *.yaml、*.yml、*.json)、グロブ、または標準入力を表す -",
	format: "出力の形式",
	version: (oldest, newest) =>
		`クラスターのバージョン ${oldest} … ${newest}(既定値: 1.35)`,
	lang: "メッセージの言語(既定値: SIDECAR_PATTERNS_LOCALE またはロケール)",
	rule: "指定したルールだけを調べる(複数回指定可)",
	preset: "recommended、または意見も含める strict(既定値: recommended)",
	config: "最も近い .sidecar-patterns.yaml の代わりに使う設定ファイル",
	quiet: "informationとhintを省く",
	stdinFilename: "標準入力に付けるファイル名",
	dryRun: "書き込まずにunified diffを出力する",
	to: "サイドカーの変換先",
	noSuchFile: (path) => `ファイルまたはフォルダーがありません: ${path}`,
	noSuchRule: "そのようなルールはありません。",
	notUtf8: (path) => `${path} はUTF-8ではないため変更しません`,
	noMatch: (path) => `一致するファイルがありません: ${path}`,
	noConfiguration: (path) => `設定ファイルを読めません: ${path}`,
	badVersion: (version) =>
		`${version} は 1.35 のようなKubernetesのバージョンではありません`,
	inConfiguration: (path, problem) => `${path}: ${problem}`,
	stdinAlone: "- はほかのパスと一緒に指定できません",
	noPods: "Podがありません",
	summary: (findings, files) =>
		`${files}個のファイルに${findings}件の問題があります`,
	fixed: (path) => `修正しました: ${path}`,
	converted: {
		native: (name) => `${name}: ネイティブサイドカーに変換`,
		classic: (name) => `${name}: 従来型のサイドカーに変換`,
	},
	notConverted: (name, reason) => `${name}: 変換できません: ${reason}`,
	nothingToConvert: "変換するサイドカーはありません",
	conversions: (converted, files, left, dryRun) =>
		[
			`サイドカー${converted}個を変換${dryRun ? "できます" : "しました"}`,
			`(変更${dryRun ? "される" : "した"}ファイル: ${files}個`,
			left > 0 ? `、変換できないもの: ${left}個` : "",
			")",
		].join(""),
	severity: {
		error: "エラー",
		warning: "警告",
		information: "情報",
		hint: "ヒント",
	},
};

const LANGUAGES: Readonly<Record<Language, Messages>> = { en, ja };

export function messages(language: Language): Messages {
	return LANGUAGES[language];
}
