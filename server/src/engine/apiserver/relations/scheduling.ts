import type { Relation } from "../validate";
import { affinity } from "./affinity";
import { ephemeralContainers } from "./ephemeral";
import { dnsConfig, hostAliases, hostnameOverride } from "./pod-network";
import { podSpec } from "./pod-spec";
import { topologySpread } from "./pod-spread";
import { tolerations } from "./pod-tolerations";
import { security } from "./security";
import { podAnnotations } from "./security-annotations";
import { hostProcess, operatingSystemFields } from "./security-windows";
import { WARNINGS } from "./warnings-objects";

/** What a Pod says of itself: where it runs, as whom, and under which name. */
export const SCHEDULING_RELATIONS: Readonly<
	Record<string, readonly Relation[]>
> = {
	...WARNINGS,
	PodSpec: [
		podSpec,
		ephemeralContainers,
		security,
		hostProcess,
		operatingSystemFields,
		podAnnotations,
		affinity,
		topologySpread,
		tolerations,
		dnsConfig,
		hostAliases,
		hostnameOverride,
		...(WARNINGS.PodSpec ?? []),
	],
};
