import type { Container } from "../container";
import { readKustomization } from "../kustomize";
import type { Neighbours } from "../neighbours";
import type { Pod } from "../pod";
import { type Resource, resourcesOf } from "../resources";

/** The object of which a Pod is a part. */
export const resourceOf = (pod: Pod): Resource | undefined =>
	resourcesOf(pod.document).find(({ node }) => node === pod.place.object);

/**
 * Does a patch only change a container that its base has in the same list? Then it is the base that is to be converted. A
 * Kustomization between the two may have put something in front of the base's name, or behind it.
 */
export function isOfBase(
	container: Container,
	neighbours: Neighbours,
): boolean {
	const { name, list, pod } = container;
	const mayBePatch =
		pod.place.origin === "shape" ? patchesOnly(neighbours) : pod.isPatch;
	if (!mayBePatch) return false;
	const resource = resourceOf(pod);
	if (resource?.name === undefined) return false;
	const { name: patched, kind } = resource;
	return neighbours
		.ofKind(resource, kind)
		.some(
			({ found, sure }) =>
				sure &&
				found.node !== resource.node &&
				found.name !== undefined &&
				patched.includes(found.name) &&
				found.pods.some(
					(base) =>
						!base.isPatch && base.list(list).some((each) => each.name === name),
				),
		);
}

/** Do Kustomizations name the file, and none of them as something to build on? Of another kind nothing else tells a patch. */
function patchesOnly({ sight, file }: Neighbours): boolean {
	const users = sight?.naming(file) ?? [];
	return (
		users.length > 0 &&
		!users.some(({ name, source }) =>
			readKustomization(name, source).resources.includes(file),
		)
	);
}
