import { valueAt } from "../yaml/tree";
import type { Container, Mount } from "./container";
import { programOf, writtenPaths } from "./program";

/** The mount in which a container sees a path: the deepest that covers it. */
export function mountOf(container: Container, path: string): Mount | undefined {
	return container.mounts
		.filter((mount) => mount.path !== undefined && covers(mount.path, path))
		.sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
}

/** Is a path in a directory, or the directory itself? */
export const covers = (directory: string, path: string): boolean =>
	directory === "/" || path === directory || path.startsWith(`${directory}/`);

/** What kind of volume a mount is of: the key of its source, `unknown` when the Pod does not say. */
export function volumeKind(container: Container, mount: Mount): string {
	const volume = container.pod.volumes.find(
		({ name }) => name !== undefined && name.text === mount.name?.text,
	);
	if (!volume) return "unknown";
	const source = volume.node.entries.find(({ key }) => key.text !== "name")?.key
		.text;
	// Kubernetes makes an emptyDir of a volume without a source.
	return source ?? "emptyDir";
}

/** Does the container's own program create the path, or may it, by a command that we do not know? */
export function mayCreate(container: Container, path: string): boolean {
	const program = programOf(container);
	return (
		program.commands.some(({ background }) => background) ||
		writtenPaths(program).some((written) => covers(written, path))
	);
}

/** Containers that mount a volume of this name, other than one. */
export function othersMounting(
	container: Container,
	mount: Mount,
): readonly Container[] {
	return container.pod.all.filter(
		(other) =>
			other !== container &&
			other.mounts.some(
				({ name }) => name !== undefined && name.text === mount.name?.text,
			),
	);
}

/** The part of a path in front of what a shell fills in: `/var/log` of `/var/log/*.log`; the path when it has no pattern. */
export function fixedPart(path: string): string {
	const pattern = path.search(/[*?[]/);
	return pattern === -1
		? path
		: path.slice(0, Math.max(1, path.lastIndexOf("/", pattern)));
}

/** Is a path fixed, so that something can be said of it? */
export function isFixedPath(path: string): boolean {
	return (
		path.startsWith("/") &&
		!/[$*?[\]{}`]/.test(path) &&
		!/^\/(?:dev|proc|sys)\//.test(path)
	);
}

/** Does the mount show something that only this Pod writes? */
export function isPodsOwn(container: Container, mount: Mount): boolean {
	return (
		volumeKind(container, mount) === "emptyDir" &&
		valueAt(mount.node, "subPathExpr") === undefined
	);
}
