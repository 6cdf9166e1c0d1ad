import type { Files } from "./kustomize";
import { changedIn, convertInTree } from "./kustomize-conversion";

/** A shop's Kustomize tree: a base with a proxy, and overlays that change it. */

export const BASE = "shop/base/web.yaml";

/** The base with a proxy among two others. */
export const base = (init = "") => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
${init}      containers:
        - name: web
          image: example/web:1.8.0
        - name: proxy
          image: envoyproxy/envoy:v1.34.1
          args: [-c, /etc/envoy/envoy.yaml]
          volumeMounts:
            - name: config
              mountPath: /etc/envoy
        - name: log
          image: fluent/fluent-bit:4.0.1
      volumes:
        - name: config
          emptyDir: {}
`;

/** An init container that writes what the proxy reads: the proxy comes behind it. */
export const FETCH = `      initContainers:
        - name: fetch
          image: example/fetch:1.2.0
          volumeMounts:
            - name: config
              mountPath: /out
`;

export const NATIVE = base(`      initContainers:
        - name: migrate
          image: example/migrate:1.8.0
        - name: proxy
          image: envoyproxy/envoy:v1.34.1
          restartPolicy: Always
`).replace(
	/ {8}- name: proxy\n {10}image.*\n {10}args[\s\S]*?(?= {8}- name: log)/,
	"",
);

export const patch = (lists: string, name = "web") => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  template:
    spec:
${lists}`;

export const PROXY = `        # a crowd at noon
        - name: proxy
          resources:
            limits:
              memory: 256Mi
`;

export const DEV = "resources:\n  - ../base\n";
export const tree = (more: Files, text = base()): Files => ({
	[BASE]: text,
	"shop/base/kustomization.yaml": "resources:\n  - web.yaml\n",
	...more,
});

export const OPERATIONS = (path: string) => `- op: replace
  path: /spec/template/spec/${path}
  value: example/other:2.0.0
`;
/** A Kustomization with operations for the Deployment in a file. */
export const counting = (operations: string, text?: string) =>
	tree(
		{
			"shop/dev/kustomization.yaml": `${DEV}patches:
  - path: image.yaml
    target:
      kind: Deployment
      name: web
`,
			"shop/dev/image.yaml": operations,
		},
		text,
	);

/** The files beside the container's that change, without the folder of all, and what is told of patches. */
export function follow(files: Files, to: "native" | "classic" = "native") {
	const done = convertInTree(files, BASE, "proxy", to);
	const changed = Object.fromEntries(
		Object.entries(changedIn(files, done, BASE)).map(([name, text]) => [
			name.replace(/^shop\//, ""),
			text,
		]),
	);
	const told = done.notes.filter((note) => /patch|dev|prod|shared/i.test(note));
	return { changed, told };
}

export const listed = (key: string, items: string) => `      ${key}:\n${items}`;
