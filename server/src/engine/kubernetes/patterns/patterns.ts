import { type Message, text } from "../../text/language";
import type { Container } from "../container";
import type { Pod } from "../pod";
import { type Catalog, roleOf } from "../roles";
import { atLeast, type Version } from "../versions";
import { adapter } from "./adapter";
import { ambassador } from "./ambassador";
import { configurationHelper } from "./configuration-helper";
import { initContainer } from "./init-container";
import { logShipper } from "./log-shipper";
import { type Called, called } from "./notes";
import { obstacleTo, obstacleToPlan } from "./obstacles";
import type { Pattern, Plan, Refused, Situation } from "./plan";

/** The patterns that can be inserted, in the order in which they are offered. */
export const PATTERNS: readonly Pattern[] = [
	logShipper,
	initContainer,
	ambassador,
	configurationHelper,
	adapter,
];

/**
 * The Pod with the container that a pattern is to help: the one that is meant if it is an application, else the first one
 * that is.
 */
export function situationOf(
	pod: Pod,
	{
		version,
		catalog,
	}: { readonly version: Version; readonly catalog: Catalog },
	meant?: Container,
): Situation | undefined {
	const isApp = (container: Container) =>
		container.list === "containers" &&
		roleOf(container, catalog).role === "app";
	const app =
		meant && isApp(meant)
			? meant
			: (pod.containers.find(isApp) ?? pod.containers[0]);
	return (
		app && { pod, app, version, catalog, isNative: atLeast(version, "1.29") }
	);
}

/** Plans a pattern for a Pod, or says why it must not be inserted. */
export function planPattern(
	pattern: Pattern,
	situation: Situation,
): Plan | Refused {
	const obstacle = obstacleTo(pattern, situation);
	if (obstacle) return { refused: obstacle };
	const plan = pattern.plan(situation);
	const left = "refused" in plan ? undefined : obstacleToPlan(plan, situation);
	return left ? { refused: left } : plan;
}

const adds = text({
	en: (name: string, list: string) => `adds \`${name}\` to \`${list}\``,
	ja: (name, list) => `\`${list}\` に \`${name}\` を追加`,
});
const creates = text({
	en: (volume: string, directory: string, app: Called) =>
		`mounts a new volume \`${volume}\` at \`${directory}\` in it and in ${app.en}`,
	ja: (volume, directory, app) =>
		`新しいボリューム \`${volume}\` を両方(${app.ja.trim()})の \`${directory}\` にマウント`,
});
const shares = text({
	en: (volume: string, app: Called) =>
		`shares the volume \`${volume}\` with ${app.en}`,
	ja: (volume, app) => `${app.ja}とボリューム \`${volume}\` を共有`,
});
const sets = text({
	en: (variable: string, app: Called) =>
		`points \`${variable}\` of ${app.en} to localhost`,
	ja: (variable, app) => `${app.ja}の \`${variable}\` をlocalhostに変更`,
});

/** What a plan does, as one line. */
export function describePlan(
	{ app }: Situation,
	{ container, list, mount, volume, values = [] }: Plan,
): Message {
	const name = called(app);
	const [shared] = Array.isArray(container.volumeMounts)
		? container.volumeMounts
		: [];
	const parts = [
		adds(String(container.name), list),
		...(volume && mount
			? [creates(String(volume.name), String(mount.mountPath), name)]
			: shared
				? [shares(nameOf(shared), name)]
				: []),
		...values.slice(0, 1).map((value) => sets(value.name, name)),
	];
	return (language) =>
		parts.map((part) => part(language)).join(language === "ja" ? "、" : "; ");
}

const nameOf = (mount: unknown): string =>
	typeof mount === "object" && mount !== null && "name" in mount
		? String(mount.name)
		: "";
