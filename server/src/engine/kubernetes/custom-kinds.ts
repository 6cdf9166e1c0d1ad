import { once } from "../text/memo";
import { FIELDS } from "./fields.generated";

/**
 * Kinds of others that hold Pod templates exactly as Kubernetes' own do: the way down to the templates, and what stands beside
 * it. As much as it takes to see that a line is in the wrong object; what their controllers check is not known here.
 */

const OBJECT = "apiVersion kind metadata:ObjectMeta";
/** In a Kubeflow job, by the role of the Pods. */
const REPLICAS = ["Master", "Worker", "Chief", "PS", "Evaluator", "Launcher"]
	.map((role) => `${role}:KubeflowReplicaSpec`)
	.join(" ");

/** By type, as in `fields.generated.ts`. */
export const CUSTOM_FIELDS: Readonly<Record<string, string>> = {
	ArgoRollout: `${OBJECT} spec:ArgoRolloutSpec status*`,
	ArgoRolloutSpec:
		"replicas# selector:LabelSelector template:PodTemplateSpec strategy:ArgoRolloutStrategy workloadRef* analysis* minReadySeconds# paused? progressDeadlineAbort? progressDeadlineSeconds# restartAt~ revisionHistoryLimit# rollbackWindow*",
	ArgoRolloutStrategy: "blueGreen* canary*",
	JobSet: `${OBJECT} spec:JobSetSpec status*`,
	JobSetSpec:
		"replicatedJobs[]ReplicatedJob network* successPolicy* failurePolicy* startupPolicy* suspend? coordinator* managedBy ttlSecondsAfterFinished#",
	ReplicatedJob:
		"name! groupName template:JobTemplateSpec replicas# dependsOn*",
	KnativeConfiguration: `${OBJECT} spec:KnativeConfigurationSpec status*`,
	KnativeConfigurationSpec: "template:KnativeTemplate",
	KnativeService: `${OBJECT} spec:KnativeServiceSpec status*`,
	KnativeServiceSpec: "template:KnativeTemplate traffic*",
	KnativeTemplate: "metadata:ObjectMeta spec:KnativeRevisionSpec",
	KnativeRevisionSpec: `${FIELDS.PodSpec} containerConcurrency# timeoutSeconds# responseStartTimeoutSeconds# idleTimeoutSeconds#`,
	RayCluster: `${OBJECT} spec:RayClusterSpec status*`,
	RayClusterSpec:
		"headGroupSpec:RayGroupSpec workerGroupSpecs[]RayGroupSpec rayVersion enableInTreeAutoscaling? autoscalerOptions* suspend?",
	RayGroupSpec:
		"template:PodTemplateSpec rayStartParams{} groupName replicas# minReplicas# maxReplicas# numOfHosts# serviceType enableIngress? headService* scaleStrategy*",
	RayJob: `${OBJECT} spec:RayJobSpec status*`,
	RayJobSpec:
		"rayClusterSpec:RayClusterSpec submitterPodTemplate:PodTemplateSpec entrypoint",
	RayService: `${OBJECT} spec:RayServiceSpec status*`,
	RayServiceSpec: "rayClusterConfig:RayClusterSpec serveConfigV2",
	LeaderWorkerSet: `${OBJECT} spec:LeaderWorkerSetSpec status*`,
	LeaderWorkerSetSpec:
		"leaderWorkerTemplate:LeaderWorkerTemplate replicas# rolloutStrategy* startupPolicy networkConfig*",
	LeaderWorkerTemplate:
		"leaderTemplate:PodTemplateSpec workerTemplate:PodTemplateSpec size# restartPolicy subGroupPolicy*",
	CloneSet: `${OBJECT} spec:CloneSetSpec status*`,
	CloneSetSpec:
		"replicas# selector:LabelSelector template:PodTemplateSpec volumeClaimTemplates[]PersistentVolumeClaim scaleStrategy* updateStrategy* revisionHistoryLimit# minReadySeconds# lifecycle*",
	DeploymentConfig: `${OBJECT} spec:DeploymentConfigSpec status*`,
	DeploymentConfigSpec:
		"replicas# selector{} template:PodTemplateSpec strategy* triggers* minReadySeconds# paused? revisionHistoryLimit# test?",
	KubeflowJob: `${OBJECT} spec:KubeflowJobSpec status*`,
	KubeflowJobSpec:
		"pytorchReplicaSpecs:KubeflowReplicaSpecs tfReplicaSpecs:KubeflowReplicaSpecs mpiReplicaSpecs:KubeflowReplicaSpecs xgbReplicaSpecs:KubeflowReplicaSpecs runPolicy* slotsPerWorker# elasticPolicy*",
	KubeflowReplicaSpecs: REPLICAS,
	KubeflowReplicaSpec: "replicas# restartPolicy template:PodTemplateSpec",
	ScaledJob: `${OBJECT} spec:ScaledJobSpec status*`,
	ScaledJobSpec: "jobTargetRef:JobSpec triggers* scalingStrategy*",
};

/**
 * What objects of unknown kinds hold in lists that are named as a Pod's are: mostly the same, but their controllers add
 * fields of their own (`dependencies` in Argo's container sets), or mean something else by the word (Kafka's `volumes`).
 */
export const GUESSED_FIELDS: Readonly<Record<string, string>> = {
	GuessedContainer: `${FIELDS.Container}`,
	GuessedVolume: `${FIELDS.Volume}`,
};

/** Those of which newer versions of their controllers may know more fields, or of which only the name is known. */
const OPEN_TYPES: ReadonlySet<string> = new Set([
	...Object.keys(GUESSED_FIELDS),
	"JobSetSpec",
	"ReplicatedJob",
	"KnativeConfigurationSpec",
	"KnativeServiceSpec",
	"RayClusterSpec",
	"RayGroupSpec",
	"RayJobSpec",
	"RayServiceSpec",
	"LeaderWorkerSetSpec",
	"LeaderWorkerTemplate",
	"CloneSetSpec",
	"DeploymentConfigSpec",
	"KubeflowJobSpec",
	"KubeflowReplicaSpecs",
	"KubeflowReplicaSpec",
	"ScaledJobSpec",
]);

/** What none of them has for its own. */
const OF_OTHERS = new Set(
	"apiVersion kind metadata spec containers initContainers volumes".split(" "),
);

/** What does not belong into a container or volume of anybody: fields of what stands around it and in it. */
const OF_NEIGHBOURS = once(
	() =>
		new Set([
			...([FIELDS.PodSpec, FIELDS.Container, FIELDS.VolumeMount, FIELDS.EnvVar]
				.join(" ")
				.match(/(?<=^| )\w+/g) ?? []),
			"cpu",
			"memory",
		]),
);

/** May an object of a type have a field that is not known here? */
export const isOpenTo = (type: string, key: string | undefined): boolean =>
	OPEN_TYPES.has(type) &&
	!(
		key !== undefined &&
		(OF_OTHERS.has(key) ||
			(Object.hasOwn(GUESSED_FIELDS, type) && OF_NEIGHBOURS().has(key)))
	);

/** The types of kinds, by their API group. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"argoproj.io": { Rollout: "ArgoRollout" },
	"jobset.x-k8s.io": { JobSet: "JobSet" },
	"serving.knative.dev": {
		Configuration: "KnativeConfiguration",
		Service: "KnativeService",
	},
	"ray.io": {
		RayCluster: "RayCluster",
		RayJob: "RayJob",
		RayService: "RayService",
	},
	"leaderworkerset.x-k8s.io": { LeaderWorkerSet: "LeaderWorkerSet" },
	"apps.kruise.io": { CloneSet: "CloneSet" },
	"apps.openshift.io": { DeploymentConfig: "DeploymentConfig" },
	"kubeflow.org": {
		PyTorchJob: "KubeflowJob",
		TFJob: "KubeflowJob",
		MPIJob: "KubeflowJob",
		XGBoostJob: "KubeflowJob",
	},
	"keda.sh": { ScaledJob: "ScaledJob" },
};

const TYPES: ReadonlyMap<string, string> = new Map(
	Object.values(KINDS).flatMap((kinds) => Object.entries(kinds)),
);

/** The type of what says that it is of such a kind; nothing for another group's kind of the same name. */
export function customTypeOf(
	kind: string | undefined,
	apiVersion: string | undefined,
): string | undefined {
	const group = apiVersion?.replace(/\/.*$/, "") ?? "";
	const kinds = Object.hasOwn(KINDS, group) ? KINDS[group] : undefined;
	return kind !== undefined && kinds && Object.hasOwn(kinds, kind)
		? kinds[kind]
		: undefined;
}

/** The type of a kind in a document that holds such objects. */
export const typeOfCustomKind = (kind: string): string | undefined =>
	TYPES.get(kind);
