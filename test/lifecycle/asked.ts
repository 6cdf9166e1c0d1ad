import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
	type Version,
} from "../../server/src/engine/engine";

/** Which rules have something to say of a text. */
export const rulesIn = (text: string, version: Version): readonly string[] =>
	findingsOf(Source.open(text), {
		...DEFAULT_SETTINGS,
		preset: "strict",
		kubernetesVersion: version,
	}).map(({ finding }) => finding.rule.id);
