import type { Relation } from "../validate";
import { cronJob } from "./cron-job";
import { daemonSet } from "./daemon-set";
import { deployment, replicaSet, replicationController } from "./deployment";
import { job } from "./job";
import {
	CRON_JOB_NAME,
	LABEL_NAME,
	podMeta,
	SUBDOMAIN_NAME,
	templateMeta,
} from "./metadata";
import { labelSelector } from "./selector";
import { statefulSet } from "./stateful-set";

/** Metadata, selectors, and the workloads' own specs. */
export const WORKLOAD_RELATIONS: Readonly<Record<string, readonly Relation[]>> =
	{
		Pod: [...SUBDOMAIN_NAME, podMeta],
		PodTemplate: SUBDOMAIN_NAME,
		Deployment: SUBDOMAIN_NAME,
		ReplicaSet: SUBDOMAIN_NAME,
		ReplicationController: SUBDOMAIN_NAME,
		DaemonSet: SUBDOMAIN_NAME,
		StatefulSet: LABEL_NAME,
		Job: SUBDOMAIN_NAME,
		CronJob: CRON_JOB_NAME,
		PodTemplateSpec: [templateMeta],
		LabelSelector: [labelSelector],
		DeploymentSpec: [deployment],
		ReplicaSetSpec: [replicaSet],
		ReplicationControllerSpec: [replicationController],
		DaemonSetSpec: [daemonSet],
		StatefulSetSpec: [statefulSet],
		JobSpec: [job],
		CronJobSpec: [cronJob],
	};
