/** Names of the contract that are needed before, or without, the language client. */

/** The kinds under which our server offers code actions. */
export const actionKinds = {
	fixAll: "source.fixAll.sidecarPatterns",
	rewrite: "refactor.rewrite.sidecarPatterns",
} as const;

/** The `source` of every diagnostic of ours. */
export const diagnosticSource = "sidecar-patterns";
