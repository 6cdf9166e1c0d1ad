// One small manifest per field that came after the oldest version or sleeps behind a feature gate: what a default
// cluster does with the field cannot be read off the types, so the oracles are asked. JSON is YAML.

const manifest = (apiVersion, kind, spec) =>
	JSON.stringify({ apiVersion, kind, metadata: { name: "x" }, spec });
const container = (more, name = "app") => ({ name, image: "nginx", ...more });
const labels = { a: "b" };

const pod = (spec) =>
	manifest("v1", "Pod", { containers: [container()], ...spec });
const app = (more, spec) => pod({ containers: [container(more)], ...spec });
const init = (more, spec) =>
	pod({ initContainers: [container(more, "init")], ...spec });
const volume = (source) => pod({ volumes: [{ name: "v", ...source }] });
const source = (projected) => volume({ projected: { sources: [projected] } });
const job = (spec) =>
	manifest("batch/v1", "Job", {
		template: { spec: { restartPolicy: "Never", containers: [container()] } },
		...spec,
	});
const statefulSet = (spec) =>
	manifest("apps/v1", "StatefulSet", {
		selector: { matchLabels: labels },
		serviceName: "x",
		template: { metadata: { labels }, spec: { containers: [container()] } },
		...spec,
	});

const indexed = { completions: 2, completionMode: "Indexed" };
const sleep = { sleep: { seconds: 1 } };
const data = { volumes: [{ name: "data", emptyDir: {} }] };
const mount = (more) => ({
	volumeMounts: [{ name: "data", mountPath: "/data", ...more }],
});
const fileKey = {
	env: [
		{
			name: "A",
			valueFrom: {
				fileKeyRef: { volumeName: "data", path: "a.env", key: "K" },
			},
		},
	],
};
const resizePolicy = [{ resourceName: "cpu", restartPolicy: "NotRequired" }];
const restartPolicyRules = [
	{ action: "Restart", exitCodes: { operator: "In", values: [42] } },
];
const appArmorProfile = { type: "RuntimeDefault" };
const zone = {
	topologyKey: "zone",
	labelSelector: { matchLabels: labels },
	matchLabelKeys: ["k"],
};

const podName = { fieldRef: { fieldPath: "metadata.name" } };
const certificate = {
	signerName: "a.b/c",
	keyType: "ED25519",
	credentialBundlePath: "x",
};

const POD = {
	"containers[].restartPolicy": app({ restartPolicy: "Never" }),
	"initContainers[].restartPolicy": init({ restartPolicy: "Always" }),
	"containers[].restartPolicyRules": app({
		restartPolicy: "Never",
		restartPolicyRules,
	}),
	"initContainers[].restartPolicyRules": init({
		restartPolicy: "Never",
		restartPolicyRules,
	}),
	"containers[].env[].valueFrom.fileKeyRef": app(fileKey, data),
	"initContainers[].env[].valueFrom.fileKeyRef": init(fileKey, data),
	"containers[].lifecycle.preStop.sleep": app({
		lifecycle: { preStop: sleep },
	}),
	"containers[].lifecycle.postStart.sleep": app({
		lifecycle: { postStart: sleep },
	}),
	"initContainers[].lifecycle.preStop.sleep": init({
		restartPolicy: "Always",
		lifecycle: { preStop: sleep },
	}),
	"containers[].lifecycle.stopSignal": app(
		{
			lifecycle: {
				stopSignal: "SIGUSR1",
				preStop: { exec: { command: ["a"] } },
			},
		},
		{ os: { name: "linux" } },
	),
	"containers[].resizePolicy": app({ resizePolicy }),
	"initContainers[].resizePolicy": init({ resizePolicy }),
	"containers[].securityContext.appArmorProfile": app({
		securityContext: { appArmorProfile },
	}),
	"containers[].securityContext.procMount": app(
		{ securityContext: { procMount: "Unmasked" } },
		{ hostUsers: false },
	),
	"securityContext.appArmorProfile": pod({
		securityContext: { appArmorProfile },
	}),
	"securityContext.supplementalGroupsPolicy": pod({
		securityContext: { supplementalGroupsPolicy: "Merge" },
	}),
	"securityContext.seLinuxChangePolicy": pod({
		securityContext: { seLinuxChangePolicy: "Recursive" },
	}),
	"containers[].volumeMounts[].recursiveReadOnly": app(
		mount({ readOnly: true, recursiveReadOnly: "IfPossible" }),
		data,
	),
	"containers[].volumeMounts[].bindMountOptions": app(
		mount({ bindMountOptions: ["noexec"] }),
		data,
	),
	"containers[].livenessProbe.httpGet.protocol": app({
		livenessProbe: { httpGet: { port: 80, protocol: "HTTP1" } },
	}),
	"containers[].livenessProbe.grpc.mode": app({
		livenessProbe: { grpc: { port: 80, mode: "TLS" } },
	}),
	hostUsers: pod({ hostUsers: false }),
	hostnameOverride: pod({ hostnameOverride: "a.b" }),
	resources: pod({ resources: { requests: { cpu: "1" } } }),
	resourceClaims: pod({ resourceClaims: [{ name: "c" }] }),
	"containers[].resources.claims": app({
		resources: { claims: [{ name: "c" }] },
	}),
	schedulingGates: pod({ schedulingGates: [{ name: "a/b" }] }),
	schedulingGroup: pod({ schedulingGroup: { podGroupName: "g" } }),
	workloadRef: pod({ workloadRef: { name: "g", podGroup: "h" } }),
	evictionResponders: pod({
		evictionResponders: [{ name: "example.com/a", priority: 1 }],
	}),
	"volumes[].image": volume({ image: { reference: "x" } }),
	"volumes[].emptyDir.mode": volume({ emptyDir: { mode: 0o700 } }),
	"volumes[].configMap.defaultUser": volume({
		configMap: { name: "a", defaultUser: 1000 },
	}),
	"volumes[].projected.sources[].clusterTrustBundle": source({
		clusterTrustBundle: { name: "b", path: "ca" },
	}),
	"volumes[].projected.sources[].podCertificate": source({
		podCertificate: certificate,
	}),
	"volumes[].secret.defaultUser": volume({
		secret: { secretName: "s", defaultUser: 1000 },
	}),
	"volumes[].downwardAPI.defaultUser": volume({
		downwardAPI: { defaultUser: 1000 },
	}),
	"volumes[].projected.defaultUser": volume({
		projected: { sources: [], defaultUser: 1000 },
	}),
	"volumes[].configMap.items[].user": volume({
		configMap: { name: "c", items: [{ key: "k", path: "p", user: 1000 }] },
	}),
	"volumes[].downwardAPI.items[].user": volume({
		downwardAPI: { items: [{ path: "p", user: 1000, ...podName }] },
	}),
	"volumes[].projected.sources[].serviceAccountToken.user": source({
		serviceAccountToken: { path: "t", user: 1000 },
	}),
	"volumes[].projected.sources[].clusterTrustBundle.user": source({
		clusterTrustBundle: { name: "b", path: "ca", user: 1000 },
	}),
	"volumes[].projected.sources[].podCertificate.user": source({
		podCertificate: { ...certificate, user: 1000 },
	}),
	"topologySpreadConstraints[].matchLabelKeys": pod({
		topologySpreadConstraints: [
			{ maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", ...zone },
		],
	}),
	"affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].matchLabelKeys":
		pod({
			affinity: {
				podAntiAffinity: {
					requiredDuringSchedulingIgnoredDuringExecution: [zone],
				},
			},
		}),
	"affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].mismatchLabelKeys":
		pod({
			affinity: {
				podAntiAffinity: {
					requiredDuringSchedulingIgnoredDuringExecution: [
						{ ...zone, matchLabelKeys: undefined, mismatchLabelKeys: ["k"] },
					],
				},
			},
		}),
};

const JOB = {
	podReplacementPolicy: job({ podReplacementPolicy: "Failed" }),
	backoffLimitPerIndex: job({ backoffLimitPerIndex: 1, ...indexed }),
	maxFailedIndexes: job({
		backoffLimitPerIndex: 1,
		maxFailedIndexes: 1,
		...indexed,
	}),
	successPolicy: job({
		successPolicy: { rules: [{ succeededCount: 1 }] },
		...indexed,
	}),
	managedBy: job({ managedBy: "example.com/x" }),
	scheduling: job({ scheduling: { schedulingPolicy: { basic: {} } } }),
};

const STATEFUL_SET = {
	ordinals: statefulSet({ ordinals: { start: 1 } }),
	persistentVolumeClaimRetentionPolicy: statefulSet({
		persistentVolumeClaimRetentionPolicy: {
			whenDeleted: "Delete",
			whenScaled: "Retain",
		},
	}),
};

/** Root and path of a field (`PodSpec.hostUsers`) → a manifest that has it. @type {Map<string, string>} */
export const PROBES = new Map(
	Object.entries({
		PodSpec: POD,
		JobSpec: JOB,
		StatefulSetSpec: STATEFUL_SET,
	}).flatMap(([root, probes]) =>
		Object.entries(probes).map(([path, yaml]) => [`${root}.${path}`, yaml]),
	),
);
