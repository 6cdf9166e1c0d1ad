import { required } from "../constraint";
import type { Place } from "../place";
import type { Relation } from "../validate";
import { image } from "./images";
import { lifecycle } from "./lifecycle";
import { hostPorts, portNames } from "./ports";
import { portWarnings } from "./ports-warnings";
import { probe } from "./probe";
import { resizePolicy } from "./resize";
import { claims } from "./resource-claims";
import { resources } from "./resources";
import { podResources } from "./resources-of-pod";
import { restartRules } from "./restart-rules";

/** A Pod has at least one container that is no init container. */
const someContainer: Relation = (answer, spec: Place) =>
	required()(answer, spec.at("containers"));

const resourceClaims: Relation = (answer, container: Place) =>
	claims(answer, container.at("resources"));

const CONTAINER: readonly Relation[] = [
	image,
	portNames,
	resources,
	resourceClaims,
	resizePolicy,
	restartRules,
];

export const CONTAINER_RELATIONS: Readonly<
	Record<string, readonly Relation[]>
> = {
	PodSpec: [someContainer, hostPorts, portWarnings, podResources],
	Container: CONTAINER,
	EphemeralContainer: CONTAINER,
	Probe: [probe],
	Lifecycle: [lifecycle],
};
