import type { Range } from "../../text/edit";
import type { Message } from "../../text/language";
import type { Tree } from "../../yaml/render";
import type { Scalar } from "../../yaml/tree";
import type { Container, ContainerList } from "../container";
import type { Pod } from "../pod";
import type { Catalog } from "../roles";
import type { Version } from "../versions";

/** A mapping that is to be written, in the order of its keys. */
export interface Data {
	readonly [key: string]: Tree;
}

/** A container that is to be written; fields that are `undefined` are left out. */
export interface Fields {
	readonly [key: string]: Tree | undefined;
}

/** The Pod into which a pattern is to be inserted, and the container that it is to help. */
export interface Situation {
	readonly pod: Pod;
	readonly app: Container;
	readonly version: Version;
	readonly catalog: Catalog;
	/** Are there native sidecars in this version? */
	readonly isNative: boolean;
}

/** What is inserted where: plain data, without a word about how it is written. */
export interface Plan {
	readonly container: Fields;
	readonly list: ContainerList;
	/** Position in its list, from 0: before the container that has it now. */
	readonly index: number;
	/** A volume that is missing. */
	readonly volume?: Data | undefined;
	/** What the application has to mount. */
	readonly mount?: Data | undefined;
	/** Values of the application's that change, and what they become. */
	readonly values?: readonly Rewrite[];
	/** What a person should know or decide, a sentence each. */
	readonly notes: readonly Message[];
}

/** A part of a value of the application's that becomes another; offsets of the value's text. */
export interface Rewrite extends Range {
	/** The environment variable. */
	readonly name: string;
	readonly value: Scalar;
	readonly text: string;
}

/** Why a pattern must not be inserted. */
export interface Refused {
	readonly refused: Message;
}

/** The patterns, by the names that hosts use. */
export const PATTERN_IDS = [
	"native-sidecar",
	"init-container",
	"ambassador",
	"configuration-helper",
	"adapter",
] as const;
export type PatternId = (typeof PATTERN_IDS)[number];

/** A way to put containers together, as something that can be inserted. */
export interface Pattern {
	readonly id: PatternId;
	/** What inserting it is called. */
	readonly title: Message;
	/** Plans it for a Pod, or says why it must not be inserted. */
	readonly plan: (situation: Situation) => Plan | Refused;
}
