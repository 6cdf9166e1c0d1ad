import { fixedText } from "../text/language";
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

/** Why such a Pod must not get a native sidecar. */
export const strippedByMesh = fixedText({
	en: "the webhook of AWS App Mesh drops `restartPolicy` from init containers, so that the application would never start",
	ja: "AWS App MeshのwebhookがInitコンテナの `restartPolicy` を取り除くため、アプリケーションが起動しなくなります",
});
