import {
	atLeast,
	type Constraints,
	format,
	oneOf,
	oneOfIfSet,
	since,
} from "../constraint";
import { dnsLabel } from "../formats";

const COUNTS: Constraints = {
	replicas: [atLeast(0)],
	minReadySeconds: [atLeast(0)],
};

/** Metadata, and the workloads' own specs. */
export const WORKLOAD_CONSTRAINTS: Readonly<Record<string, Constraints>> = {
	DeploymentSpec: {
		...COUNTS,
		revisionHistoryLimit: [atLeast(0)],
		progressDeadlineSeconds: [atLeast(0)],
	},
	ReplicaSetSpec: COUNTS,
	ReplicationControllerSpec: COUNTS,
	DaemonSetSpec: {
		minReadySeconds: [atLeast(0)],
		revisionHistoryLimit: [atLeast(0)],
	},
	StatefulSetSpec: {
		...COUNTS,
		serviceName: [since("1.33", format(dnsLabel))],
	},
	StatefulSetOrdinals: { start: [atLeast(0)] },
	RollingUpdateStatefulSetStrategy: { partition: [atLeast(0)] },
	StatefulSetPersistentVolumeClaimRetentionPolicy: {
		whenDeleted: [oneOf("Retain", "Delete")],
		whenScaled: [oneOf("Retain", "Delete")],
	},
	JobSpec: {
		parallelism: [atLeast(0)],
		completions: [atLeast(0)],
		activeDeadlineSeconds: [atLeast(0)],
		backoffLimit: [atLeast(0)],
		backoffLimitPerIndex: [atLeast(0)],
		maxFailedIndexes: [since("1.29", atLeast(0))],
		ttlSecondsAfterFinished: [atLeast(0)],
		completionMode: [oneOfIfSet("NonIndexed", "Indexed")],
	},
	CronJobSpec: {
		startingDeadlineSeconds: [atLeast(0)],
		concurrencyPolicy: [oneOf("Allow", "Forbid", "Replace")],
		successfulJobsHistoryLimit: [atLeast(0)],
		failedJobsHistoryLimit: [atLeast(0)],
	},
};
