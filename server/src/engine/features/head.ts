import { nearestVersion, type Version } from "../kubernetes/versions";
import { memoize } from "../text/memo";
import type { Source } from "../yaml/source";
import type { Settings } from "./settings";

/** How much of a file is looked at: comments at its top, before anything else. */
const HEAD = 4000;

const VERSION =
	/^\uFEFF?\s*#\s*sidecar-patterns:\s*kubernetes\s*=\s*["']?([^\s"']+)/;

/** The comment lines at the top of a file. */
export const headComments = memoize((source: Source): readonly string[] => {
	const found: string[] = [];
	for (const [line] of source.text.slice(0, HEAD).matchAll(/.*/gm)) {
		if (!/^\uFEFF?\s*(?:#|---|%|$)/.test(line)) break;
		if (line.includes("#")) found.push(line);
	}
	return found;
});

/** The Kubernetes version that a file names for itself: `# sidecar-patterns: kubernetes=1.29`. */
export function headVersion(
	source: Source,
):
	| { readonly written: string; readonly version: Version | undefined }
	| undefined {
	for (const line of headComments(source)) {
		const written = VERSION.exec(line)?.[1];
		if (written !== undefined)
			return { written, version: nearestVersion(written) };
	}
	return undefined;
}

/** The settings for one file: what it says of itself goes before what was chosen for it. */
export function settingsOf(source: Source, settings: Settings): Settings {
	const version = headVersion(source)?.version;
	return version === undefined || version === settings.kubernetesVersion
		? settings
		: forVersion(settings)(version);
}

/** The same object for the same settings and version: findings are kept by it. */
const forVersion = memoize((settings: Settings) => {
	const known = new Map<Version, Settings>();
	return (kubernetesVersion: Version): Settings => {
		let own = known.get(kubernetesVersion);
		if (!own) {
			own = { ...settings, kubernetesVersion };
			known.set(kubernetesVersion, own);
		}
		return own;
	};
});
