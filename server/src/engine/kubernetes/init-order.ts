import type { Container, Mount } from "./container";
import { portCalled } from "./conversion/place";
import { calls, prepares } from "./dependencies";
import { readsFilesOf } from "./file-needs";
import { fileTalksOf, mayWrite } from "./file-talks";
import { covers, isPodsOwn } from "./files";
import { listensOn, mayBeOnNode } from "./network";
import { programOf, tailsOf } from "./program";
import { isNativeSidecar } from "./restart-policy";
import { type Catalog, roleOf } from "./roles";
import { isOrdinaryInit, mayRunWithout } from "./start-needs";
import type { Version } from "./versions";
import { forgives, triesAgain } from "./waits";

/** Why an init container has to come behind another one. */
export interface OrderNeed {
	/** Does it surely fail, or wait for ever, where it comes first? */
	readonly sure: boolean;
	readonly why:
		| { readonly kind: "port"; readonly port: number | undefined }
		| { readonly kind: "file"; readonly path: string }
		| { readonly kind: "volume"; readonly name: string }
		| { readonly kind: "network" };
}

interface Cluster {
	readonly version: Version;
	readonly catalog: Catalog;
}

/** What an init container needs of another one, or may need. */
export function needOf(
	later: Container,
	earlier: Container,
	cluster: Cluster,
): OrderNeed | undefined {
	const all = [
		portNeed(later, earlier, cluster),
		fileNeed(later, earlier),
		folderNeed(later, earlier, cluster),
	].filter((need) => need !== undefined);
	return (
		all.find(({ sure }) => sure) ??
		all[0] ??
		silentNeed(later, earlier, cluster)
	);
}

function portNeed(
	later: Container,
	earlier: Container,
	{ version, catalog }: Cluster,
): OrderNeed | undefined {
	if (
		!isNativeSidecar(earlier, version) ||
		mayBeOnNode(later.pod) ||
		!calls(later, earlier, catalog)
	)
		return undefined;
	const port = portCalled(later, earlier);
	const sure =
		port !== undefined &&
		listensOn(earlier).has(port) &&
		isOrdinaryInit(later) &&
		!forgives(programOf(later));
	return { sure, why: { kind: "port", port } };
}

/** A file that the one writes and the other reads. */
function fileNeed(later: Container, earlier: Container): OrderNeed | undefined {
	let found: OrderNeed | undefined;
	for (const { volume, path, writers, readers } of fileTalksOf(later.pod)) {
		const writer = writers.find(({ container }) => container === earlier);
		const reader = readers.find(({ container }) => container === later);
		if (path === "" || !writer || !reader || reader.path === "") continue;
		const mount = later.mounts.find(
			(each) =>
				each.name?.text === volume && covers(each.path ?? "", reader.path),
		);
		const sure =
			writer.sureness === "sure" &&
			reader.sureness === "sure" &&
			mount !== undefined &&
			isPodsOwn(later, mount) &&
			!goesOnWithout(later) &&
			!later.pod.initContainers.some(
				(other) =>
					other !== earlier &&
					other.index < Math.max(later.index, earlier.index) &&
					other !== later &&
					mayWrite(other, { volume, path }),
			);
		if ([writer, reader].every(({ sureness }) => sureness !== "possible"))
			found = { sure, why: { kind: "file", path: reader.path } };
		if (sure) return found;
	}
	return found;
}

/** A native sidecar that tries again, or follows a file, does not mind that it is not there yet. */
const goesOnWithout = (container: Container): boolean =>
	!isOrdinaryInit(container) &&
	(triesAgain(programOf(container)) ||
		tailsOf(programOf(container)).length > 0);

/** A volume that the one can only read, and the other fills. */
function folderNeed(
	later: Container,
	earlier: Container,
	{ catalog }: Cluster,
): OrderNeed | undefined {
	const mount = later.mounts.find(
		(each) => each.readOnly && mountsWritable(earlier, each),
	);
	if (!mount?.name || mount.path === undefined) return undefined;
	const others = later.pod.all.filter(
		(other) =>
			other !== earlier && other !== later && mountsWritable(other, mount),
	);
	const isOnlySource = isOrdinaryInit(later)
		? readsFilesOf(later, earlier)
		: isPodsOwn(later, mount) &&
			isOrdinaryInit(earlier) &&
			others.every(({ list }) => list === "initContainers") &&
			roleOf(later, catalog).role !== "log-shipper" &&
			!goesOnWithout(later);
	const hasOther = others.some(
		({ list, index }) => list === "initContainers" && index < later.index,
	);
	return {
		sure: isOnlySource && !hasOther,
		why: { kind: "file", path: mount.path },
	};
}

const mountsWritable = (container: Container, volume: Mount): boolean =>
	container.mounts.some(
		({ name, readOnly }) => !readOnly && name?.text === volume.name?.text,
	);

/** What nobody can see in their commands: files of a common volume, the network. */
function silentNeed(
	later: Container,
	earlier: Container,
	{ version, catalog }: Cluster,
): OrderNeed | undefined {
	const volume = earlier.mounts.find(
		(mount) =>
			!mount.readOnly &&
			later.mounts.some(({ name }) => name?.text === mount.name?.text),
	)?.name?.text;
	if (volume !== undefined && prepares(earlier, later, catalog))
		return { sure: false, why: { kind: "volume", name: volume } };
	const servesSilently =
		isNativeSidecar(earlier, version) &&
		isOrdinaryInit(later) &&
		!mayRunWithout(later, [earlier], catalog);
	return servesSilently || prepares(earlier, later, catalog)
		? { sure: false, why: { kind: "network" } }
		: undefined;
}
