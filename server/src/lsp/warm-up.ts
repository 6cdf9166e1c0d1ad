import {
	DEFAULT_SETTINGS,
	diagnosesOf,
	findingsOf,
	type Settings,
	Source,
} from "../engine/engine";

/** Have a little of everything that manifests hold, right and wrong, so that most of what a check runs is run. */
const SAMPLES: readonly string[] = [
	`apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%}}
  template:
    metadata: {labels: {app: web}}
    spec:
      terminationGracePeriodSeconds: 45
      securityContext: {runAsNonRoot: true, fsGroup: 2000}
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: spot, operator: Exists, effect: NoSchedule}]
      initContainers:
        - name: migrate
          image: example/migrate:1.0.0
          command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done"]
        - name: proxy
          image: envoyproxy/envoy:v1.34.0
          restartPolicy: Always
          ports: [{containerPort: 5432, name: sql}]
          startupProbe: {tcpSocket: {port: sql}, periodSeconds: 2}
      containers:
        - name: web
          image: example/web:1.0.0
          imagePullPolicy: IfNotPresent
          ports: [{containerPort: 8080}]
          env:
            - name: DATABASE
              value: "postgres://localhost:5432/web"
            - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
          envFrom: [{configMapRef: {name: web}}]
          resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
          readinessProbe: {httpGet: {path: /healthz, port: 8080}}
          lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
          securityContext: {allowPrivilegeEscalation: false}
          volumeMounts:
            - name: logs
              mountPath: /var/log/web
        - name: logs # ships them
          image: alpine:3.22
          command:
            - sh
            - -c
            - |
              exec tail -F /var/log/web/access.log
          volumeMounts:
            - {name: logs, mountPath: /var/log/web}
      volumes:
        - name: logs
          emptyDir: {}
        - {name: settings, configMap: {name: web, items: [{key: a, path: b}]}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}, {port: 5432, targetPort: sql}]
`,
	`apiVersion: batch/v1
kind: Job
metadata:
  name: report
  labels:
    app: report
spec:
  backoffLimit: 2
  template:
    metadata:
      labels:
        app: report
    spec:
      restartPolicy: Never
      containers:
        - name: report
          image: example/report:1.0.0
          args: [--port=5432, "shop:europe-west1:reports"]
          env:
            - name: A
              value: 1
          volumeMounts:
            - name: missing
              mountPath: /data
        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
          imagePullPolicy: always
          args: [--port=5432, "shop:europe-west1:reports"]
`,
	`apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volums: []
  containers:
    - name: Web
      image: example/web:latest
      ports: [{containerPort: 70000}]
      resources: {limits: {memory: 128MB}}
`,
];

/** Enough for the engine's functions to be compiled; together some tens of milliseconds. */
const AT_ONCE = 30;

/**
 * Enough for V8 to have optimised all that it will, about two seconds: until then its compiler takes milliseconds of a
 * core that a keystroke needs, in one keystroke of ten.
 */
const IN_ALL = 800;

/**
 * What was read of the samples. As long as there is one object of a hidden class, V8 keeps it, and the code that was
 * optimised for it; it throws both away when it tidies up after half a minute of little work.
 */
let sources: Source[] = [];

/**
 * Runs the engine on a sample, so that the first check of a person's file is as quick as the later ones: a little at
 * once, the rest one round in each turn, so that a message waits for one round at most.
 *
 * @param nextTurn calls back in the next turn of the event loop, after messages that have arrived
 */
export function warmUp(nextTurn: (callback: () => void) => void): void {
	const settings: Settings = { ...DEFAULT_SETTINGS, onFault: () => undefined };
	sources = SAMPLES.map((sample) => Source.open(sample));
	let rounds = 0;
	const round = (): void => {
		for (const [index, sample] of SAMPLES.entries()) {
			const text = sample.replace("example/", `example/x${rounds}/`);
			const source = (sources[index] ?? Source.open("")).update(text);
			sources[index] = source;
			// A second keystroke in the same place goes other ways than the first.
			const find = rounds % 2 === 0 ? findingsOf : diagnosesOf;
			find(source, settings);
		}
		rounds++;
	};
	const goOn = (): void => {
		do round();
		while (rounds < AT_ONCE);
		if (rounds < IN_ALL) nextTurn(goOn);
	};
	nextTurn(goOn);
}
