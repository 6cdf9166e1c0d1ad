import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
	VERSIONS,
} from "../../server/src/engine/engine";

/** The versions that know native sidecars by default. */
const versions = VERSIONS.slice(VERSIONS.indexOf("1.29"));

/** Our findings for a manifest, with the strict preset, under every version that the snippets are for. */
export function lint(text: string): string[] {
	const source = Source.open(text);
	return versions.flatMap((kubernetesVersion) =>
		findingsOf(source, {
			...DEFAULT_SETTINGS,
			kubernetesVersion,
			preset: "strict",
		}).map(({ finding }) => `${finding.rule.id} (${kubernetesVersion})`),
	);
}
