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
const TIMES = 60;

/** Runs the engine on a sample, so that the first check of a person's file is as quick as the later ones. */
export function warmUp(): void {
	const settings: Settings = { ...DEFAULT_SETTINGS, onFault: () => undefined };
	let source = Source.open(SAMPLE);
	for (let time = 0; time < TIMES; time++) {
		source = source.update(
			SAMPLE.replace("example/web", `example/web-${time}`),
		);
		findingsOf(source, settings);
	}
}
