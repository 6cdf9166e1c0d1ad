import { annotationsOf, type Tag } from "./annotations";
import type { Pod } from "./pod";

/** The annotation that makes a Pod a part of AWS App Mesh, whose webhook drops `restartPolicy` from init containers. */
export function appMeshTag(pod: Pod): Tag | undefined {
	const tags = [...annotationsOf(pod).values()];
	const isOut = tags.some(
		({ key, value }) =>
			key === "appmesh.k8s.aws/sidecarInjectorWebhook" && value !== "enabled",
	);
	return isOut
		? undefined
		: tags.find(({ key }) => key.startsWith("appmesh.k8s.aws/"));
}
