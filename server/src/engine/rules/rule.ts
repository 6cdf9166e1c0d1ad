import type { Change, Safety } from "../kubernetes/change";
import type { Container } from "../kubernetes/container";
import type { Questions } from "../kubernetes/neighbours";
import type { Pod } from "../kubernetes/pod";
import type { Resource } from "../kubernetes/resources";
import type { Assignment } from "../kubernetes/role";
import type { Catalog } from "../kubernetes/roles";
import type { Version, VersionRange } from "../kubernetes/versions";
import type { Range } from "../text/edit";
import type { Message } from "../text/language";
import type { Document } from "../yaml/document";

export const SEVERITIES = ["error", "warning", "information", "hint"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What the fixes of a rule are; `none` has no fix. */
export type FixSafety = Safety | "none";

export interface Report {
	/** Offsets of the document. */
	readonly at: Range;
	readonly message: Message;
	/** What the API server says, to the letter; hosts show it behind the message. */
	readonly quote?: string;
	/** Where it differs from the rule's own. */
	readonly severity?: Severity;
	/** Other places that the finding speaks of. */
	readonly related?: readonly {
		readonly at: Range;
		readonly message: Message;
		/** Where it is not the finding's own; the place counts from there. */
		readonly document?: Document;
	}[];
	readonly fixes?: readonly (Change | undefined)[];
}

/** What rules and refactorings may know beside the text. */
export interface Facts {
	readonly version: Version;
	readonly catalog: Catalog;
	roleOf(container: Container): Assignment;
}

export interface RuleContext extends Facts {
	report(report: Report): void;
}

/** What a rule may ask of other documents. What it was told is what its findings hang on. */
export interface NeighbourContext extends RuleContext {
	readonly neighbours: Questions;
}

/** One kind of mistake. The file's neighbours `<id>.md` and `<id>.ja.md` explain it and hold its tests. */
export interface Rule {
	/** Kebab-case; the same in settings, suppressions and reports. */
	readonly id: string;
	/** A sentence without full stop. */
	readonly title: Message;
	readonly severity: Severity;
	/** Versions of Kubernetes for which the rule has something to say. */
	readonly kubernetes: VersionRange;
	readonly fix: FixSafety;
	/** Only with `preset: strict`: an opinion rather than a mistake. */
	readonly strict?: boolean;
	/** Refused as soon as the object is decoded, in templates that are not validated too. */
	readonly stage?: "decoding";
	/** Tells only of what the API server says: there is nothing to look for where it says nothing under this id. */
	readonly isAnswer?: true;
	/** The official page that settles it. */
	readonly docs: string;
	/**
	 * Words that stand in every document of which the rule has something to say: to look for them is cheaper than to ask it.
	 */
	readonly mentions?: readonly string[];
	/** Looks at a document that may hold Pods; also at one that is not YAML. */
	readonly checkDocument?: (document: Document, context: RuleContext) => void;
	/** Looks at a Pod of a document that is YAML. */
	readonly checkPod?: (pod: Pod, context: RuleContext) => void;
	/** Looks at an object that speaks of others, such as a Service or a patch, and at those. */
	readonly checkNeighbours?: (
		resource: Resource,
		context: NeighbourContext,
	) => void;
}

export function defineRule(rule: Rule): Rule {
	return rule;
}
