import { type Catalog, roleOf } from "../kubernetes/roles";
import { DEFAULT_VERSION, type Version } from "../kubernetes/versions";
import type { Facts, Severity } from "../rules/rule";

/** What a person chose. Immutable: another choice is another object, and what was found with the old one is found anew. */
export interface Settings {
	readonly kubernetesVersion: Version;
	readonly preset: "recommended" | "strict";
	/** Rule id → its severity. */
	readonly rules: Readonly<Record<string, Severity | "off">>;
	readonly catalog: Catalog;
	/** Does the editor show a line above each Pod spec? */
	readonly codeLens: boolean;
	/** Does the editor show what each container is behind its name? */
	readonly inlayHints: boolean;
	/** Does the editor offer what may be written? */
	readonly completion: boolean;
	/** Is told when a rule fails; its findings in that document are lost, nothing else. */
	readonly onFault: (ruleId: string, error: unknown) => void;
}

export const DEFAULT_SETTINGS: Settings = {
	kubernetesVersion: DEFAULT_VERSION,
	preset: "recommended",
	rules: {},
	catalog: {},
	codeLens: true,
	inlayHints: true,
	completion: true,
	onFault: (_ruleId, error) => {
		throw error;
	},
};

/** What rules and refactorings may know beside the text. */
export function factsFor({ kubernetesVersion, catalog }: Settings): Facts {
	return {
		version: kubernetesVersion,
		catalog,
		roleOf: (container) => roleOf(container, catalog),
	};
}
