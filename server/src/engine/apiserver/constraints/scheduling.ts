import {
	type Constraints,
	format,
	formatAlways,
	oneOf,
	oneOfIfSet,
	range,
} from "../constraint";
import { dnsLabel, dnsSubdomain, qualifiedName } from "../formats";
import { isElsewhere } from "../relations/pod-selector";
import { unitOf } from "../relations/selector";

/** The Pod's own scalar fields, and those of its security context. */
export const SCHEDULING_CONSTRAINTS: Readonly<Record<string, Constraints>> = {
	PodSpec: {
		restartPolicy: [oneOf("Always", "OnFailure", "Never")],
		dnsPolicy: [
			oneOf("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
		],
		activeDeadlineSeconds: [range(1, 2147483647)],
		nodeName: [format(dnsSubdomain)],
		hostname: [format(dnsLabel)],
		subdomain: [format(dnsLabel)],
		priorityClassName: [format(dnsSubdomain)],
		runtimeClassName: [
			(answer, place) => {
				if (place.isSet) formatAlways(dnsSubdomain)(answer, place);
			},
		],
	},
	PodReadinessGate: {
		conditionType: [
			(answer, place) => {
				if (!isElsewhere(answer, place))
					formatAlways((text) => qualifiedName(text, unitOf(answer)))(
						answer,
						place,
					);
			},
		],
	},
	PodSecurityContext: {
		fsGroupChangePolicy: [oneOfIfSet("Always", "OnRootMismatch")],
		supplementalGroupsPolicy: [oneOfIfSet("Merge", "Strict")],
	},
};
