import { memoize } from "../text/memo";
import { itemsOf, valueAt } from "../yaml/tree";
import { matchesImage } from "./catalogue";
import type { Container, Mount } from "./container";
import { namedFiles } from "./file-commands";
import { volumeKind } from "./files";
import { programOf } from "./program";
import { baseName } from "./shell";
import { stringOf } from "./values";

/** Images of helpers that only watch files and tell the application to read them again. */
const IMAGES = [
	"configmap-reload",
	"configmap-reloader",
	"configmap-watcher",
	"prometheus-config-reloader",
	"ose-prometheus-config-reloader",
	"ose-configmap-reloader",
	"config-reloader",
	"nats-server-config-reloader",
];

/** Commands that wait for changes of files. */
const WATCHERS =
	/^(?:inotifywait|inotifyd|fswatch|watchexec|entr|configmap-reload|prometheus-config-reloader)$/;

/** Is it of the image of a helper that only watches? */
export function isReloader(container: Container): boolean {
	const image = container.image?.text;
	return (
		image !== undefined &&
		/reload|watch/.test(image) &&
		IMAGES.some((pattern) => matchesImage(image, pattern))
	);
}

/** Does the container watch files, so as to tell another that they have changed? */
const watches = memoize((container: Container): boolean => {
	return (
		isReloader(container) ||
		programOf(container).commands.some(({ words: [path = ""] }) =>
			WATCHERS.test(baseName(path)),
		)
	);
});

/** Mounts of ConfigMaps and Secrets whose files a container watches for changes. */
export const watchedMounts = memoize(
	(container: Container): readonly Mount[] => {
		if (!watches(container)) return [];
		const named = namedFiles(programOf(container)).filter(
			({ does }) => does === "reads",
		);
		return container.mounts.filter(
			(mount) =>
				/^(?:configMap|secret|projected)$/.test(volumeKind(container, mount)) &&
				named.some(({ path }) => isAround(mount.path, path)),
		);
	},
);

/** Does a mount hold a path, or the path the mount? */
const isAround = (mount: string | undefined, path: string): boolean =>
	mount !== undefined &&
	(mount === path ||
		path.startsWith(`${mount}/`) ||
		mount.startsWith(`${path}/`));

/** The ConfigMap or Secret that a volume shows: its kind and name. */
export function sourceOf(
	container: Container,
	mount: Mount,
): { kind: "configMap" | "secret"; name: string } | undefined {
	const volume = container.pod.volumes.find(
		({ name }) => name !== undefined && name.text === mount.name?.text,
	);
	const configMap = stringOf(valueAt(volume?.node, "configMap", "name"));
	if (configMap) return { kind: "configMap", name: configMap };
	const secret = stringOf(valueAt(volume?.node, "secret", "secretName"));
	return secret ? { kind: "secret", name: secret } : undefined;
}

/** Where a container takes variables from a ConfigMap or Secret. */
export function variablesFrom(
	container: Container,
	{ kind, name }: { kind: "configMap" | "secret"; name: string },
) {
	const single = itemsOf(container.entry("env")?.value).map(({ value }) =>
		valueAt(value, "valueFrom", `${kind}KeyRef`, "name"),
	);
	const all = itemsOf(container.entry("envFrom")?.value).map(({ value }) =>
		valueAt(value, `${kind}Ref`, "name"),
	);
	return [...single, ...all].find((node) => stringOf(node) === name);
}
