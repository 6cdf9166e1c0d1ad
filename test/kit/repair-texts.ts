import assert from "node:assert/strict";

/** Whole texts, and parts of some, that the tests of single repairs break. */

export const replaced = (text: string, was: string, is: string): string => {
	assert.ok(text.includes(was), `there is ${was}`);
	return text.replace(was, is);
};

export const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
      resources:
        limits:
          memory: 64Mi
    - name: ship
      image: fluent/fluent-bit:4.0.7
`;

export const ALONE = replaced(
	POD,
	"    - name: ship\n      image: fluent/fluent-bit:4.0.7\n",
	"",
);

/** With a list at the column of its key. */
export const BESIDE = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: example/web:1.8.0
    command: [serve]
    resources:
      limits:
        memory: 64Mi
`;

export const AFTER = `    env:
    - name: A
      value: b
  volumes:
  - name: cache
    emptyDir: {}
`;

/** Brackets that are closed at the column of their key, as some people write them. */
export const CLOSED = `${POD}  volumes:
    - name: cache
      emptyDir: {
        medium: "Memory"
      }
`;

/** What the API server writes down about who wrote which field. */
export const MANAGED = `apiVersion: v1
kind: Pod
metadata:
  name: web
  managedFields:
    - apiVersion: v1
      fieldsType: FieldsV1
      fieldsV1:
        f:spec:
          f:containers:
            k:{"name":"web"}:
              .: {}
              f:image: {}
            k:{"name":"ship"}:
              .: {}
              f:image: {}
spec:
  containers:
    - name: web
      image: example/web:1.8.0
      imagePullPolicy: Always
`;

export const STATUS = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
status:
  containerStatuses:
    - name: web
      ready: true
      state:
        running:
          startedAt: "2025-04-01T10:00:00Z"
  hostIP: 10.0.0.1
  startTime: "2025-04-01T09:59:00Z"
`;

/** Nothing is known of its kind but what the names of its keys tell. */
export const CUSTOM = `apiVersion: example.com/v1
kind: Shop
spec:
  selector:
    app: shop
    tier: front
    track: stable
  template:
    spec:
      containers:
        - name: shop
          image: example/shop:1.0.0
          resources:
            limits:
              memory: 4Gi
              cpu: 1
          ports:
            - containerPort: 8080
      affinity:
        nodeAffinity: {}
`;

/** The same with dashes below the keys' first letters. */
export const FLUSH = `apiVersion: example.com/v1
kind: Shop
spec:
  template:
    spec:
      containers:
      - name: shop
        image: example/shop:1.0.0
        ports:
        - containerPort: 8080
        resources:
          limits:
            memory: 4Gi
            cpu: 1
      affinity:
        nodeAffinity: {}
`;

export const WORKFLOW = `apiVersion: argoproj.io/v1alpha1
kind: Workflow
spec:
  templates:
    - name: main
      containerSet:
        containers:
          - name: a
            image: example/a:1.0.0
          - name: b
            image: example/b:1.0.0
`;

export const SCRIPT = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
      command:
        - sh
        - -c
        - |
          prepare
          exec serve
    - name: ship
      image: fluent/fluent-bit:4.0.7
      args:
        - |
          exec ship
`;

export const FLOW = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: web, image: "example/web:1.8.0", ports: [{ containerPort: 80, name: http }, { containerPort: 81, name: admin }] }
`;

export const SNIPPET = `initContainers:
  - name: ship
    image: fluent/fluent-bit:4.0.7
    restartPolicy: Always
containers:
  - name: web
    image: example/web:1.8.0
`;

export const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
`;

/** Lines with their first blanks in tabs of so many columns. */
export const tabbed = (text: string, width: number): string =>
	text.replace(
		/^ +/gm,
		({ length }) =>
			"\t".repeat(Math.floor(length / width)) + " ".repeat(length % width),
	);
