import type { Answer } from "../answer";
import type { Place } from "../place";
import type { Relation } from "../validate";
import { environment, environmentFrom, fileKeyVolumes } from "./environment";
import { mounts } from "./mount";
import { devices, pathsOf } from "./mount-device";
import { claimOfStatefulSet } from "./volume-claim";
import { objectsOf } from "./volume-place";
import { podVolumes } from "./volume-pod";

const LISTS = ["initContainers", "containers", "ephemeralContainers"];

/** The volumes of a Pod, and all that its containers do with them; their environment, as it may come from volumes. */
function volumesOfPod(answer: Answer, spec: Place): void {
	const volumes = podVolumes(answer, spec);
	for (const container of LISTS.flatMap((list) => objectsOf(spec.at(list)))) {
		const variables = container.at("env");
		environment(answer, variables);
		environmentFrom(answer, container.at("envFrom"));
		if (volumes.complete && answer.atLeast("1.34"))
			fileKeyVolumes(answer, variables, (name) => volumes.emptyDirs.get(name), [
				...volumes.emptyDirs.keys(),
			]);
		const attached = container.at("volumeDevices");
		mounts(answer, container, volumes, pathsOf(answer, attached, "devicePath"));
		if (attached.isSet)
			devices(
				answer,
				container,
				volumes,
				pathsOf(
					answer,
					container.at("volumeMounts"),
					"mountPath",
					volumes.dropped,
				),
			);
	}
}

export const VOLUME_RELATIONS: Readonly<Record<string, readonly Relation[]>> = {
	PodSpec: [volumesOfPod],
	PersistentVolumeClaim: [claimOfStatefulSet],
};
