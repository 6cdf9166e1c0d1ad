import { type Message, text } from "../text/language";

/**
 * Keys that people believe in, and what they mean by them: words of Docker Compose (what they become is in Kompose's
 * conversion table), of other Kubernetes kinds, of proposals that never came, and the fields that are mixed up most in
 * issue trackers. Keys stand in small letters, without `_` and `-`.
 */

/** One key for another in the same place. */
export const NEAR: Readonly<Record<string, Readonly<Record<string, string>>>> =
	{
		PodSpec: {
			restart: "restartPolicy",
			extrahosts: "hostAliases",
			pullsecrets: "imagePullSecrets",
			priorityclass: "priorityClassName",
			runtimeclass: "runtimeClassName",
			stopgraceperiod: "terminationGracePeriodSeconds",
		},
		Container: {
			envs: "env",
			environment: "env",
			environments: "env",
			envvars: "env",
			environmentvariables: "env",
			entrypoint: "command",
			mount: "volumeMounts",
			mounts: "volumeMounts",
			volumes: "volumeMounts",
			pullpolicy: "imagePullPolicy",
			containername: "name",
			workdir: "workingDir",
			stdinopen: "stdin",
			healthcheck: "livenessProbe",
			healthprobe: "livenessProbe",
			readyprobe: "readinessProbe",
			hooks: "lifecycle",
		},
		ContainerPort: {
			port: "containerPort",
			targetport: "containerPort",
			container: "containerPort",
			host: "hostPort",
		},
		EnvVar: { key: "name", val: "value", from: "valueFrom" },
		EnvFromSource: { secret: "secretRef", secretkeyref: "secretRef" },
		Volume: { pvc: "persistentVolumeClaim" },
		VolumeMount: {
			path: "mountPath",
			volume: "name",
			volumename: "name",
		},
		SecretVolumeSource: { name: "secretName", secret: "secretName" },
		ConfigMapVolumeSource: { configmapname: "name" },
		SecretProjection: { secretname: "name" },
		ConfigMapProjection: { configmapname: "name" },
		SecretKeySelector: { secretname: "name" },
		ConfigMapKeySelector: { configmapname: "name" },
		SecretEnvSource: { secretname: "name" },
		ConfigMapEnvSource: { configmapname: "name" },
		PersistentVolumeClaimVolumeSource: { name: "claimName" },
		EmptyDirVolumeSource: { size: "sizeLimit" },
		Probe: {
			interval: "periodSeconds",
			retries: "failureThreshold",
			startperiod: "initialDelaySeconds",
			delay: "initialDelaySeconds",
			http: "httpGet",
			tcp: "tcpSocket",
			command: "exec",
		},
		DeploymentSpec: { updatestrategy: "strategy" },
		StatefulSetSpec: { strategy: "updateStrategy", service: "serviceName" },
		DaemonSetSpec: { strategy: "updateStrategy" },
		JobSpec: { retries: "backoffLimit", timeout: "activeDeadlineSeconds" },
		CronJobSpec: { cron: "schedule" },
	};

type Explain = (key: string) => Message;

const sidecars = text({
	en: (key: string) =>
		`There is no \`${key}\` in Kubernetes: a sidecar is an entry of \`initContainers\` with \`restartPolicy: Always\`.`,
	ja: (key) =>
		`Kubernetesに \`${key}\` というフィールドはありません。サイドカーコンテナは、\`initContainers\` に \`restartPolicy: Always\` を付けて書きます。`,
});
const sidecarFlag = text({
	en: (key: string) =>
		`\`${key}\` does not make a container a sidecar: put the container into \`initContainers\` with \`restartPolicy: Always\`.`,
	ja: (key) =>
		`\`${key}\` でサイドカーコンテナになることはありません。\`initContainers\` に移し、\`restartPolicy: Always\` を付けてください。`,
});
const lifecycleType = text({
	en: () =>
		"`lifecycle.type: Sidecar` was proposed once and never came: a sidecar is an entry of `initContainers` with `restartPolicy: Always`.",
	ja: () =>
		"`lifecycle.type: Sidecar` はかつて提案されただけで、実現しませんでした。サイドカーコンテナは、`initContainers` に `restartPolicy: Always` を付けて書きます。",
});
const dependsOn = text({
	en: (key: string) =>
		`Kubernetes has no \`${key}\`: init containers start in the order of their list, and each waits for the one before.`,
	ja: (key) =>
		`Kubernetesに \`${key}\` はありません。Initコンテナはリストの順に起動し、それぞれが前のものを待ちます。`,
});
const cmd = text({
	en: (key: string) =>
		`Kubernetes knows no \`${key}\` here: an image's CMD is replaced by \`args\`, its ENTRYPOINT by \`command\`.`,
	ja: (key) =>
		`Kubernetesには、ここに書ける \`${key}\` というフィールドはありません。イメージのCMDは \`args\` で、ENTRYPOINTは \`command\` で置き換えます。`,
});
const volumesOfContainer = text({
	en: (key: string) =>
		`A container has no \`${key}\`: the Pod declares them in its own \`volumes\`, and a container mounts them with \`volumeMounts\`.`,
	ja: (key) =>
		`コンテナに \`${key}\` というフィールドはありません。ボリュームはPodの \`volumes\` で宣言し、コンテナでは \`volumeMounts\` でマウントします。`,
});
const mountsOfVolume = text({
	en: (key: string) =>
		`A volume has no \`${key}\`: where it is mounted is said by each container, in \`volumeMounts\`.`,
	ja: (key) =>
		`ボリュームに \`${key}\` というフィールドはありません。マウント先は、各コンテナの \`volumeMounts\` に書きます。`,
});
const healthcheck = text({
	en: (key: string) =>
		`Kubernetes knows no \`${key}\`: write a \`livenessProbe\` (restart when it fails) or a \`readinessProbe\` (no traffic while it fails).`,
	ja: (key) =>
		`Kubernetesに \`${key}\` というフィールドはありません。失敗したら再起動する \`livenessProbe\` か、失敗している間トラフィックを止める \`readinessProbe\` を書いてください。`,
});
const handlerOfContainer = text({
	en: (key: string) =>
		`\`${key}\` belongs to a probe or a hook: put it into \`livenessProbe\`, \`readinessProbe\`, \`startupProbe\` or \`lifecycle\`.`,
	ja: (key) =>
		`\`${key}\` はProbeかフックのフィールドです。\`livenessProbe\`、\`readinessProbe\`、\`startupProbe\`、\`lifecycle\` のいずれかの中に書いてください。`,
});
const ofProbe = text({
	en: (key: string) =>
		`\`${key}\` belongs to a probe: put it into \`livenessProbe\`, \`readinessProbe\` or \`startupProbe\`.`,
	ja: (key) =>
		`\`${key}\` はProbeのフィールドです。\`livenessProbe\`、\`readinessProbe\`、\`startupProbe\` のいずれかの中に書いてください。`,
});
const restartOfContainer = text({
	en: (key: string) =>
		`A container has no \`${key}\`: whether containers are restarted is the Pod's \`restartPolicy\`.`,
	ja: (key) =>
		`コンテナに \`${key}\` というフィールドはありません。コンテナを再起動するかどうかは、Podの \`restartPolicy\` で決めます。`,
});
const portOfContainer = text({
	en: (key: string) =>
		`A container has no \`${key}\`: write \`ports\` with an item such as \`containerPort: 8080\`.`,
	ja: (key) =>
		`コンテナに \`${key}\` というフィールドはありません。\`ports\` に \`containerPort: 8080\` のような項目を書いてください。`,
});
const portOfService = text({
	en: (key: string) =>
		`\`${key}\` is a field of a Service; a container's port has \`containerPort\`.`,
	ja: (key) =>
		`\`${key}\` はServiceのフィールドです。コンテナのポートは \`containerPort\` に書きます。`,
});
const amount = text({
	en: (key: string) =>
		`\`${key}\` belongs to \`limits\` or \`requests\` of \`resources\`.`,
	ja: (key) =>
		`\`${key}\` は、\`resources\` の \`limits\` か \`requests\` の中に書きます。`,
});
const envFile = text({
	en: (key: string) =>
		`Kubernetes knows no \`${key}\`: put the variables into a ConfigMap or Secret and name it in \`envFrom\`.`,
	ja: (key) =>
		`Kubernetesに \`${key}\` というフィールドはありません。変数をConfigMapかSecretに入れ、\`envFrom\` で参照してください。`,
});
const envFromOfVariable = text({
	en: (key: string) =>
		`One variable is read with \`valueFrom\`; to read all of them at once, put \`${key}\` into an item of \`envFrom\`.`,
	ja: (key) =>
		`変数を1つ読み取るなら \`valueFrom\` を使います。すべてをまとめて読み取るなら、\`${key}\` は \`envFrom\` の項目に書きます。`,
});
const ofContainers = text({
	en: (key: string) =>
		`\`${key}\` is set for each container: it belongs to the \`securityContext\` of a container, not to the Pod.`,
	ja: (key) =>
		`\`${key}\` はコンテナごとに設定します。Podではなく、コンテナの \`securityContext\` に書いてください。`,
});
const user = text({
	en: (key: string) =>
		`Kubernetes knows no \`${key}\` here: write \`runAsUser\`, a number, into \`securityContext\`.`,
	ja: (key) =>
		`Kubernetesには、ここに書ける \`${key}\` というフィールドはありません。\`securityContext\` に \`runAsUser\` を数値で書いてください。`,
});
const capabilities = text({
	en: (key: string) =>
		`Kubernetes knows no \`${key}\`: write \`capabilities\` with \`add\` and \`drop\` into \`securityContext\`.`,
	ja: (key) =>
		`Kubernetesに \`${key}\` というフィールドはありません。\`securityContext\` の \`capabilities\` に、\`add\` と \`drop\` で書いてください。`,
});
const replicas = text({
	en: (key: string) =>
		`A Pod is always one and has no \`${key}\`: a Deployment or StatefulSet has.`,
	ja: (key) =>
		`Podは常に1つで、\`${key}\` はありません。DeploymentやStatefulSetのフィールドです。`,
});
const onePerNode = text({
	en: (key: string) =>
		`A DaemonSet runs one Pod on each node and has no \`${key}\`.`,
	ja: (key) =>
		`DaemonSetは各ノードで1つずつPodを動かすもので、\`${key}\` はありません。`,
});
const parallelism = text({
	en: (key: string) =>
		`A Job has no \`${key}\`: how many Pods run at once is \`parallelism\`, how many must succeed \`completions\`.`,
	ja: (key) =>
		`Jobに \`${key}\` はありません。同時に動かすPodの数は \`parallelism\`、成功すべきPodの数は \`completions\` で決めます。`,
});
const ofStatefulSet = text({
	en: (key: string) => `Only a StatefulSet has \`${key}\`.`,
	ja: (key) => `\`${key}\` があるのはStatefulSetだけです。`,
});
const ofCronJob = text({
	en: (key: string) => `Only a CronJob has \`${key}\`.`,
	ja: (key) => `\`${key}\` があるのはCronJobだけです。`,
});
const jobTemplate = text({
	en: (key: string) =>
		`A CronJob makes Jobs: \`${key}\` belongs to \`jobTemplate.spec\`.`,
	ja: (key) =>
		`CronJobが作るのはJobです。\`${key}\` は \`jobTemplate.spec\` に書きます。`,
});
const selectorOfPod = text({
	en: (key: string) =>
		`A Pod has no \`${key}\`: it chooses its node with \`nodeSelector\`, and is itself chosen by its \`metadata.labels\`.`,
	ja: (key) =>
		`Podに \`${key}\` はありません。ノードを選ぶには \`nodeSelector\` を使います。Pod自身は \`metadata.labels\` によって選択されます。`,
});

/** What is better explained than renamed. */
export const EXPLAINED: Readonly<
	Record<string, Readonly<Record<string, Explain>>>
> = {
	PodSpec: {
		sidecar: sidecars,
		sidecars,
		sidecarcontainer: sidecars,
		sidecarcontainers: sidecars,
		dependson: dependsOn,
		replicas,
		selector: selectorOfPod,
		volumeclaimtemplates: ofStatefulSet,
		privileged: ofContainers,
		allowprivilegeescalation: ofContainers,
		readonlyrootfilesystem: ofContainers,
		capabilities: ofContainers,
	},
	Container: {
		sidecar: sidecarFlag,
		issidecar: sidecarFlag,
		type: sidecarFlag,
		dependson: dependsOn,
		cmd,
		volumes: volumesOfContainer,
		healthcheck,
		livecheck: healthcheck,
		exec: handlerOfContainer,
		httpget: handlerOfContainer,
		tcpsocket: handlerOfContainer,
		grpc: ofProbe,
		initialdelayseconds: ofProbe,
		periodseconds: ofProbe,
		timeoutseconds: ofProbe,
		failurethreshold: ofProbe,
		successthreshold: ofProbe,
		restart: restartOfContainer,
		port: portOfContainer,
		containerport: portOfContainer,
		expose: portOfContainer,
		memory: amount,
		cpu: amount,
		cpus: amount,
		memlimit: amount,
		envfile: envFile,
		user,
		capadd: capabilities,
		capdrop: capabilities,
	},
	Lifecycle: { type: lifecycleType },
	ContainerPort: {
		nodeport: portOfService,
		serviceport: portOfService,
	},
	EnvVar: {
		configmapref: envFromOfVariable,
		secretref: envFromOfVariable,
	},
	Volume: { mountpath: mountsOfVolume, subpath: mountsOfVolume },
	ResourceRequirements: {
		memory: amount,
		cpu: amount,
		"ephemeral-storage": amount,
	},
	PodSecurityContext: {
		privileged: ofContainers,
		allowprivilegeescalation: ofContainers,
		readonlyrootfilesystem: ofContainers,
		capabilities: ofContainers,
		procmount: ofContainers,
	},
	DeploymentSpec: {
		servicename: ofStatefulSet,
		volumeclaimtemplates: ofStatefulSet,
	},
	DaemonSetSpec: { replicas: onePerNode, volumeclaimtemplates: ofStatefulSet },
	JobSpec: { replicas: parallelism, schedule: ofCronJob },
	CronJobSpec: { replicas: parallelism, template: jobTemplate },
};

/** The value of a key that the table itself has: keys of manifests may be called `constructor`. */
const ownValue = <Value>(
	table: Readonly<Record<string, Value>> | undefined,
	key: string,
): Value | undefined =>
	table && Object.hasOwn(table, key) ? table[key] : undefined;

/** What is known of a key that its parent's type does not have. */
export function meantBy(
	type: string,
	key: string,
): { readonly near?: string | undefined; readonly message?: Message } {
	const own = type === "EphemeralContainer" ? "Container" : type;
	const word = key.toLowerCase().replace(/[_-]/g, "");
	const explain =
		ownValue(EXPLAINED[own], word) ?? ownValue(EXPLAINED[own], key);
	return {
		near: ownValue(NEAR[own], word),
		...(explain ? { message: explain(key) } : {}),
	};
}
