import type { Container, Mount } from "./container";
import { namedFiles } from "./file-commands";
import { covers, isPodsOwn, othersMounting } from "./files";
import { awaitedPaths, programOf } from "./program";

/**
 * Does an init container read files that only a container of `containers` can write, so that it must come behind that one?
 * It says so by mounting the volume read-only, by waiting for a file in it, or by reading one before anything else could write it.
 */
export function readsFilesOf(init: Container, writer: Container): boolean {
	return init.mounts.some((mount) => {
		const own = writer.mounts.find(
			({ name, readOnly }) =>
				!readOnly && name !== undefined && name.text === mount.name?.text,
		);
		if (!own || !isPodsOwn(init, mount)) return false;
		const { path } = mount;
		if (readsOnly(writer, own.path)) return false;
		// A native sidecar runs on when the application writes.
		if (
			init.restartPolicyText === "Always" &&
			!writes(writer, own.path) &&
			othersMounting(init, mount).some(
				(other) =>
					other !== writer &&
					other.list === "containers" &&
					sharesForWriting(other, mount),
			)
		)
			return false;
		const waits =
			path !== undefined &&
			awaitedPaths(programOf(init)).some((file) => covers(path, file));
		if (!waits && !mount.readOnly && !readsOnly(init, path)) return false;
		return !othersMounting(init, mount).some(
			(other) =>
				other !== writer &&
				other.list === "initContainers" &&
				other.index < init.index &&
				sharesForWriting(other, mount),
		);
	});
}

/** Can a container write to the volume of a mount? */
const sharesForWriting = (other: Container, mount: Mount): boolean =>
	other.mounts.some(
		({ name, readOnly }) => !readOnly && name?.text === mount.name?.text,
	);

/** Does a program say that it writes a file of a folder? */
const writes = (container: Container, folder: string | undefined): boolean =>
	filesIn(container, folder).some(({ does }) => does === "writes");

/** Does a program surely read a file of a folder, and name none there that it writes? */
function readsOnly(container: Container, folder: string | undefined): boolean {
	const named = filesIn(container, folder);
	return (
		named.some(({ does, sure }) => does === "reads" && sure) &&
		named.every(({ does }) => does === "reads")
	);
}

const filesIn = (container: Container, folder: string | undefined) =>
	namedFiles(programOf(container)).filter(
		({ path }) => folder !== undefined && covers(folder, path),
	);
