import {
	DEFAULT_SETTINGS,
	diagnosesOf,
	findingsOf,
	type Settings,
	Source,
} from "../engine/engine";
import type { Guard } from "./guard";

/** Have a little of everything that manifests hold, right and wrong, so that most of what a check runs is run. The shortest comes last. */
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

/** Is no YAML, in several ways: what mends it takes many times as long as long as it is not compiled. */
const BROKEN = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: web
          image: example/web:1.0.0
          ports:
            -containerPort: 8080
          command: [sh, -c
         env:
            - name:A
              value: "1
	  volumeMounts:
          - name: logs
              mountPath: /var/log
      volumes:
      - name: logs
        emptyDir: {}
`;

/** In one round of so many it is looked at, when the rest has been compiled. */
const BROKEN_EACH = 4;

/** Enough for the engine's functions to be compiled; together some tens of milliseconds. */
const AT_ONCE = 30;

/**
 * Enough for V8 to have optimised all that it will, about two seconds: until then its compiler takes milliseconds of a
 * core that a keystroke needs, in one keystroke of ten.
 */
const IN_ALL = 800;

/** Milliseconds between two rounds while somebody types; each takes about one. */
const REST_MS = 25;

/** Turns of the event loop from the arrival of a message to the call of its handler, at most. */
const TURNS = 3;

/** Milliseconds after which somebody who has not typed is no longer taken to be typing. */
const TYPING_MS = 1000;

interface Sample {
	readonly text: string;
	source: Source;
	letters: number;
}

const sampleOf = (text: string): Sample => ({
	text,
	source: Source.open(text),
	letters: 0,
});

/** What a host lends for it. */
interface Host {
	/** Calls back in the next turn of the event loop, after messages that have arrived. */
	nextTurn(callback: () => void): void;
	/** Calls back after so many milliseconds. */
	later(callback: () => void, milliseconds: number): void;
	/** Milliseconds of a clock that only goes forward. */
	now(): number;
}

/** Runs the engine on samples, so that it is quick on a person's file from the first keystroke on, and stays so. */
export class WarmUp {
	readonly #settings: Settings = {
		...DEFAULT_SETTINGS,
		onFault: () => undefined,
	};
	/**
	 * What was read of the samples. As long as there is one object of a hidden class, V8 keeps it, and the code that was
	 * optimised for it; it throws both away when it tidies up after half a minute of little work.
	 */
	readonly #samples = SAMPLES.map(sampleOf);
	readonly #broken = sampleOf(BROKEN);
	#rounds = 0;
	#typedAt = Number.NEGATIVE_INFINITY;
	#isKept = false;

	constructor(
		readonly host: Host,
		readonly guard: Guard,
	) {}

	/** Warms up: a little at once, the rest one round in each turn, so that a message waits for one round at most. */
	begin(): void {
		const goOn = (): void => {
			do this.#round();
			while (this.#rounds < AT_ONCE);
			if (this.#rounds < IN_ALL) this.host.nextTurn(guarded);
		};
		const guarded = this.#guarded(goOn);
		this.host.nextTurn(guarded);
	}

	/**
	 * Stays warm for as long as somebody types. Between two keystrokes a machine gives its caches to others, and the next
	 * one would take half as long again: a short round now and then, some hundredths of a core, keeps what it runs in them.
	 */
	typed(): void {
		this.#typedAt = this.host.now();
		if (this.#isKept || this.#rounds < IN_ALL) return;
		this.#isKept = true;
		const shortest = this.#samples.at(-1);
		const keep = this.#guarded(() => {
			const rested = this.host.now() - this.#typedAt;
			this.#isKept = rested < TYPING_MS;
			if (!this.#isKept) return;
			// What has just been typed is checked, or waits to be.
			if (shortest && rested >= REST_MS) this.#type(shortest, diagnosesOf);
			rest();
		});
		const rest = (): void =>
			this.host.later(() => this.#afterTurns(keep), REST_MS);
		rest();
	}

	/** A keystroke that has arrived is known some turns later: it goes first. */
	#afterTurns(task: () => void, turns = TURNS): void {
		if (turns === 0) task();
		else this.host.nextTurn(() => this.#afterTurns(task, turns - 1));
	}

	#guarded(task: () => void): () => void {
		return () => this.guard.run("warming up", undefined, task);
	}

	#round(): void {
		// A second keystroke in the same place goes other ways than the first.
		const find = this.#rounds % 2 === 0 ? findingsOf : diagnosesOf;
		for (const sample of this.#samples) this.#type(sample, find);
		if (this.#rounds > AT_ONCE && this.#rounds % BROKEN_EACH === 0)
			this.#type(this.#broken, find);
		this.#rounds++;
	}

	/** Types into a sample, and looks what is wrong with it. */
	#type(sample: Sample, find: typeof diagnosesOf): void {
		sample.letters++;
		sample.source = sample.source.update(
			sample.text.replace("example/", `example/x${sample.letters}/`),
		);
		find(sample.source, this.#settings);
	}
}
