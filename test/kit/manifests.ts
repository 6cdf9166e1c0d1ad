/** The snippet of the article, as printed: two lines stand at the wrong column. */
export const ARTICLE = `initContainers:
  - name: logshipper
    image: alpine:latest
    restartPolicy: Always
  command: ['sh', '-c', 'tail -F /opt/logs.txt']
    volumeMounts:
    - name: data
        mountPath: /opt
`;

/** What it means. */
export const ARTICLE_MENDED = `initContainers:
  - name: logshipper
    image: alpine:latest
    restartPolicy: Always
    command: ['sh', '-c', 'tail -F /opt/logs.txt']
    volumeMounts:
    - name: data
      mountPath: /opt
`;

/** `always` is a mistake, `shipper` a helper that could be native. */
export const POD_WITH_SHIPPER = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: wait
      image: example/wait:1.0.0
      restartPolicy: always
  containers:
    - name: web
      image: example/web:1.8.0
    - name: shipper
      image: fluent/fluent-bit:3.2.10
`;
