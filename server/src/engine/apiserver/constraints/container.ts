import {
	type Constraints,
	format,
	oneOf,
	range,
	required,
} from "../constraint";
import { dnsLabel, portName } from "../formats";
import { hostPortRange } from "../relations/ports";

const CONTAINER: Constraints = {
	name: [required(), format(dnsLabel)],
	image: [required()],
	imagePullPolicy: [oneOf("Always", "IfNotPresent", "Never")],
	terminationMessagePolicy: [oneOf("File", "FallbackToLogsOnError")],
};

/** Containers and their ports; probes, hooks and resources are looked at as a whole. */
export const CONTAINER_CONSTRAINTS: Readonly<Record<string, Constraints>> = {
	Container: CONTAINER,
	EphemeralContainer: CONTAINER,
	ContainerPort: {
		name: [format(portName)],
		containerPort: [required(), range(1, 65535)],
		hostPort: [hostPortRange],
		protocol: [oneOf("SCTP", "TCP", "UDP")],
	},
};
