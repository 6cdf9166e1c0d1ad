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
			// Of these a manifest is innocent: they are bugs of kubelets.
			rules: {
				"kubelet-135-sidecar-restart-bug": "off",
				"pod-never-sidecar-startup-probe-bug": "off",
			},
		}).map(({ finding }) => `${finding.rule.id} (${kubernetesVersion})`),
	);
}
