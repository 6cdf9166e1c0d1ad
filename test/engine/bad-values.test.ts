import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	applyEdit,
	findingsOf,
	Source,
	type Splice,
} from "../../server/src/engine/engine";
import { fieldsOf } from "../../server/src/engine/kubernetes/schema";
import type { Entry, Item, Node } from "../../server/src/engine/yaml/tree";
import { assertCopes, STRICT } from "../kit/engine-check";

/** There are thousands of texts here, which differ little. */
const PLACES = 2;

/** A Deployment with every field that a container can have. */
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: shops
  labels: { app: shop }
  annotations:
    kubectl.kubernetes.io/default-container: shop
spec:
  replicas: 2
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      restartPolicy: Always
      serviceAccountName: shop
      shareProcessNamespace: false
      hostNetwork: false
      terminationGracePeriodSeconds: 30
      securityContext: { fsGroup: 1000 }
      nodeSelector: { disk: ssd }
      tolerations: [{ key: a, operator: Exists }]
      imagePullSecrets: [{ name: registry }]
      initContainers:
        - name: settings
          image: example/settings:1.2.0
          command: [sh, -c, 'cp /etc/template /etc/settings.json']
          volumeMounts:
            - name: work
              mountPath: /work
        - name: redis
          image: redis:8.2.1
          restartPolicy: Always
          ports:
            - containerPort: 6379
          startupProbe:
            tcpSocket: { port: 6379 }
      containers:
        - name: shop
          image: example/shop:3.1.0
          command:
            - sh
            - -c
            - |
              until nc -z localhost 6379; do sleep 1; done
              exec shop >> /var/log/shop/shop.log
          args: ['--cache=redis://localhost:6379']
          workingDir: /srv
          ports:
            - name: http
              hostPort: 80
              containerPort: 8080
              protocol: TCP
              hostIP: 127.0.0.1
          envFrom:
            - prefix: SHOP_
              configMapRef: { name: shop, optional: true }
            - secretRef: { name: shop }
          env:
            - name: CACHE
              value: localhost:6379
            - name: NODE
              valueFrom:
                fieldRef: { fieldPath: spec.nodeName }
          resources:
            limits: { cpu: 500m, memory: 128Mi }
            requests: { cpu: 100m }
            claims: [{ name: gpu, request: one }]
          resizePolicy:
            - resourceName: cpu
              restartPolicy: NotRequired
          restartPolicyRules:
            - action: Restart
              exitCodes: { operator: In, values: [42] }
          volumeMounts:
            - name: logs
              readOnly: false
              recursiveReadOnly: Disabled
              mountPath: /var/log/shop
              subPath: shop
              mountPropagation: None
              subPathExpr: $(NODE)
              bindMountOptions: [noexec]
          volumeDevices:
            - name: disk
              devicePath: /dev/xvda
          livenessProbe:
            httpGet:
              path: /live
              port: http
              host: localhost
              scheme: HTTP
              httpHeaders: [{ name: a, value: b }]
              protocol: HTTP1
            initialDelaySeconds: 1
            timeoutSeconds: 1
            periodSeconds: 5
            successThreshold: 1
            failureThreshold: 3
            terminationGracePeriodSeconds: 10
          readinessProbe:
            exec: { command: [cat, /ready] }
          startupProbe:
            grpc: { port: 8081, service: shop, mode: TLS }
          lifecycle:
            postStart:
              exec: { command: [sleep, '1'] }
            preStop:
              sleep: { seconds: 5 }
            stopSignal: SIGTERM
          terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
          imagePullPolicy: IfNotPresent
          securityContext:
            runAsNonRoot: true
            capabilities: { drop: [ALL] }
          stdin: false
          stdinOnce: false
          tty: false
        - name: shipper
          image: fluent/fluent-bit:latest
          restartPolicy: Always
          args: [tail, -F, /var/log/shop/shop.log]
          readinessProbe:
            httpGet: { path: /, port: 2020 }
          lifecycle:
            preStop:
              exec: { command: [sleep, '5'] }
          volumeMounts:
            - name: logs
              mountPath: /var/log/shop
      volumes:
        - name: logs
          emptyDir: {}
        - name: work
          emptyDir: { medium: Memory, sizeLimit: 1Mi }
        - name: disk
          persistentVolumeClaim: { claimName: disk }
`;

/** Each value that Kubernetes does not expect, also what is left of one that is just being typed. */
const WRONG = [
	"",
	"null",
	"~",
	"7",
	"-1",
	"1e400",
	"true",
	'""',
	'"text"',
	"[]",
	"[7]",
	"[[]]",
	"[null]",
	"[{}]",
	"{}",
	"{ a: b }",
	"{ name: {} }",
	"{{ .Values.x }}",
	"*nothing",
	"&anchor",
	"!!int x",
	"|",
];

/** One of each type stands at every place; of the others, which differ little from them, each at other ones. */
const EVERYWHERE = new Set(["null", "7", "[]", "{}"]);
const STEP = 3;
const OTHERS = ["name: redis", "name: shipper", "initContainers:"];

interface Place {
	readonly path: string;
	/** Puts a value where another stands. */
	readonly put: (value: string) => Splice;
}

function placesIn(node: Node | undefined, path: string): readonly Place[] {
	if (node?.kind === "mapping")
		return node.entries.flatMap((entry) => [
			placeOf(entry, path),
			...placesIn(entry.value, `${path}.${entry.key.text}`),
		]);
	if (node?.kind === "sequence")
		return node.items.flatMap((item) => [
			placeOf(item, path),
			...placesIn(item.value, `${path}[${item.index}]`),
		]);
	return [];
}

function placeOf(part: Entry | Item, path: string): Place {
	if ("key" in part) {
		return {
			path: `${path}.${part.key.text}`,
			put: (value) => ({
				start: part.key.end,
				end: part.end,
				text: `: ${value}`,
			}),
		};
	}
	const dash = part.parent.flow ? "" : "- ";
	return {
		path: `${path}[${part.index}]`,
		put: (value) => ({
			start: part.start,
			end: part.end,
			text: `${dash}${value}`,
		}),
	};
}

describe("bad input: values of a wrong kind", () => {
	const [placed] = Source.open(DEPLOYMENT).documents;
	const places = placesIn(placed?.document.root, "");

	it("begins with a manifest that has every field of a container", () => {
		assert.deepEqual(placed?.document.faults, []);
		for (const [type, field] of [
			["Container", "containers[0]"],
			["Probe", "livenessProbe"],
			["VolumeMount", "volumeMounts[0]"],
			["ContainerPort", "ports[0]"],
			["EnvVar", "env[1]"],
			["Lifecycle", "lifecycle"],
			["HTTPGetAction", "livenessProbe.httpGet"],
		] as const) {
			const elsewhere = ["Probe", "EnvVar", "Container"].includes(type);
			const missing = [...(fieldsOf(type)?.keys() ?? [])].filter(
				(name) =>
					!places.some(
						({ path }) =>
							path.endsWith(`${field}.${name}`) ||
							(elsewhere &&
								new RegExp(
									`(?:Probe|env\\[\\d\\]|ontainers\\[\\d\\])\\.${name}$`,
								).test(path)),
					),
			);
			assert.deepEqual(missing, [], `fields of ${type}`);
		}
		assert.ok(
			findingsOf(Source.open(DEPLOYMENT), STRICT).length > 0,
			"and findings that can go wrong",
		);
	});

	let asked = 0;
	for (const [index, value] of WRONG.entries()) {
		const shown = value === "" ? "no value" : value;
		const step = EVERYWHERE.has(value) ? 1 : STEP;
		const chosen = places.filter((_, at) => at % step === index % step);
		it(`${shown} at ${step === 1 ? "every place" : "each third place"}`, () => {
			for (const { path, put } of chosen) {
				const splice = put(value);
				const text = applyEdit(DEPLOYMENT, [splice]);
				// All that is offered at a place is made: at one of them each time.
				const other = OTHERS[asked++ % OTHERS.length] ?? "";
				const others = [text.indexOf(other) + 7];
				try {
					assertCopes(
						text,
						[
							splice.start,
							splice.start + splice.text.length,
							...others.filter((at) => at > 7),
						],
						PLACES,
					);
				} catch (error) {
					throw new Error(
						`${path}: ${value}: ${error instanceof Error ? error.message : ""}`,
						{ cause: error },
					);
				}
			}
		}).timeout(60_000);
	}

	it("every field left out", () => {
		for (const { path, put } of places) {
			const { start, end } = put("");
			const line = DEPLOYMENT.lastIndexOf("\n", start) + 1;
			const text =
				DEPLOYMENT.slice(0, line) +
				DEPLOYMENT.slice(
					Math.min(DEPLOYMENT.length, DEPLOYMENT.indexOf("\n", end - 1) + 1),
				);
			try {
				assertCopes(text, [line], PLACES);
			} catch (error) {
				throw new Error(`without ${path}`, { cause: error });
			}
		}
	}).timeout(60_000);
});
