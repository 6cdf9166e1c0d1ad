import {
	DEFAULT_SETTINGS,
	findingsOf,
	type Settings,
	Source,
} from "../engine/engine";

/** Has a little of everything that manifests hold, so that most of what a check runs is run. */
const SAMPLE = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers:
        - name: migrate
          image: example/migrate:1.0.0
          command: [sh, -c, "until nc -z localhost 5432; do sleep 1; done"]
        - name: proxy
          image: envoyproxy/envoy:v1.34.0
          restartPolicy: Always
          ports: [{containerPort: 5432}]
      containers:
        - name: web
          image: example/web:1.0.0
          env:
            - name: DATABASE
              value: "postgres://localhost:5432/web"
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
`;

/** Enough for the engine's functions to be compiled; together some tens of milliseconds. */
const AT_ONCE = 60;

/** Enough for them to be compiled well: until then V8 stops the engine for some milliseconds now and then. */
const IN_ALL = 500;

/**
 * Runs the engine on a sample, so that the first check of a person's file is as quick as the later ones: a little at
 * once, the rest one round in each turn, so that a message waits for one round at most.
 *
 * @param nextTurn calls back in the next turn of the event loop, after messages that have arrived
 */
export function warmUp(nextTurn: (callback: () => void) => void): void {
	const settings: Settings = { ...DEFAULT_SETTINGS, onFault: () => undefined };
	let source = Source.open(SAMPLE);
	let rounds = 0;
	const round = (): void => {
		source = source.update(
			SAMPLE.replace("example/web", `example/web-${rounds++}`),
		);
		findingsOf(source, settings);
	};
	const goOn = (): void => {
		do round();
		while (rounds < AT_ONCE);
		if (rounds < IN_ALL) nextTurn(goOn);
	};
	nextTurn(goOn);
}
