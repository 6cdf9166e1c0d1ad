/**
 * The façade: what hosts (language server, command line, tests) may ask. Pure and synchronous: text in, plain values
 * out, offsets in UTF-16 code units of the file. Nothing here touches files, clocks, consoles or protocols.
 */
export type { Action, FileEdit } from "./features/action";
export { actionsAt, fixSafetyOf } from "./features/actions";
export type { SidecarKind } from "./features/candidates";
export {
	type Completion,
	CURSOR,
	completionsAt,
} from "./features/completion/completion";
export {
	CONFIGURATION_FILE,
	nearestIsMeant,
	parseConfiguration,
	readSettings,
} from "./features/configuration";
export { BulkConversion, type Conversions } from "./features/convert-all";
export { cursorAfter } from "./features/cursor";
export {
	type ContainerFacts,
	describePods,
	type PodFacts,
} from "./features/describe";
export { timelineDrawingAt } from "./features/drawing/drawing";
export type * from "./features/drawing/model";
export { explainAll, explainAt } from "./features/explain";
export type { Finding } from "./features/finding";
export {
	diagnosesOf,
	findingsOf,
	messageOf,
	type PlacedFinding,
	type Surroundings,
} from "./features/findings";
export { fixAll } from "./features/fix-all";
export {
	type Hint,
	hintsIn,
	type Lens,
	lensesOf,
	lensTitle,
} from "./features/glance";
export { headVersion, settingsOf } from "./features/head";
export { type Hover, hoverAt } from "./features/hover";
export { plainText } from "./features/markdown";
export { type PatternHere, patternsAt } from "./features/patterns";
export { DEFAULT_SETTINGS, type Settings } from "./features/settings";
export { type Timeline, timelinesOf } from "./features/timeline";
export { timelineText } from "./features/timeline-text";
export { outwardFacts } from "./kubernetes/fingerprint";
export { isKustomization } from "./kubernetes/kustomize";
export { filesToRead, searchAround } from "./kubernetes/kustomize-search";
export { Orders } from "./kubernetes/orders";
export { isRole, ROLES, type Role } from "./kubernetes/role";
export { Sight } from "./kubernetes/sight";
export {
	DEFAULT_VERSION,
	isKnown,
	nearestVersion,
	VERSIONS,
	type Version,
} from "./kubernetes/versions";
export { podsOf } from "./kubernetes/workloads";
export { RULES } from "./rules/index.generated";
export {
	type FixSafety,
	type Rule,
	SEVERITIES,
	type Severity,
} from "./rules/rule";
export {
	applyEdit,
	applyWithin,
	commonItems,
	type Edit,
	type Range,
	type Splice,
} from "./text/edit";
export {
	LANGUAGES,
	type Language,
	languageOf,
	type Message,
	say,
	text,
} from "./text/language";
export { Lines } from "./text/lines";
export { memoize } from "./text/memo";
export { type Same, Source } from "./yaml/source";
