import {
	DEFAULT_SETTINGS,
	isRole,
	nearestVersion,
	type Settings,
} from "../../server/src/engine/engine";

/** The settings that a fence's options describe: `kubernetes=1.28 preset=strict catalog=example/ship:log-shipper`. */
export function settingsOf(
	options: Readonly<Record<string, string>>,
): Settings {
	const [image, role = ""] = (options.catalog ?? "").split(":");
	const version = nearestVersion(options.kubernetes ?? "");
	return {
		...DEFAULT_SETTINGS,
		...(version ? { kubernetesVersion: version } : {}),
		preset: options.preset === "strict" ? "strict" : "recommended",
		catalog: image && isRole(role) ? { [image]: role } : {},
	};
}
