/** The texts that the benchmark opens and types into: streams of manifests, and the keystrokes themselves. */

/** Every document has this many lines, its `---` included. */
export const LINES_PER_DOCUMENT = 36;

const WORD_LENGTH = 7;

/**
 * A Deployment with a native sidecar that ships its logs.
 * @param {number} index makes the document's text its own
 * @param {string} mount the volume that the sidecar mounts; the only one that exists is `logs`
 */
function deployment(index, mount = "logs") {
	return `---
# Shop ${index}: the web front and the sidecar that ships its log.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-${index}
  labels: { app: shop-${index} }
spec:
  replicas: 3
  selector:
    matchLabels: { app: shop-${index} }
  template:
    metadata:
      labels: { app: shop-${index} }
    spec:
      initContainers:
        - name: log-shipper
          image: fluent/fluent-bit:3.2.4
          restartPolicy: Always
          startupProbe: { httpGet: { path: /api/v1/health, port: 2020 } }
          resources: { requests: { cpu: 10m, memory: 32Mi } }
          volumeMounts:
            - name: ${mount}
              mountPath: /var/log/shop
      containers:
        - name: shop
          image: registry.example/shop:1.${index}.0
          ports:
            - containerPort: 8080
          resources:
            requests: { cpu: 100m, memory: 128Mi }
          volumeMounts:
            - { name: logs, mountPath: /var/log/shop }
      volumes:
        - name: logs
          emptyDir: {}
`;
}

const NATIVE = `          restartPolicy: Always
          startupProbe: { tcpSocket: { port: 5432 } }
`;
const CLASSIC = `          imagePullPolicy: IfNotPresent
          readinessProbe: { tcpSocket: { port: 5432 } }
`;

/**
 * A Job beside a database proxy, either a native sidecar or a classic one, which keeps the Job from ending.
 * @param {number} index makes the document's text its own
 * @param {boolean} classic
 */
function job(index, classic) {
	const proxy = `        - name: cloud-sql-proxy
          image: gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1
          args: [--port=5432, "shop:europe-west1:reports-${index}"]
          resources: { requests: { cpu: 10m, memory: 32Mi } }
`;
	return `---
# Report ${index}: reads the orders of one day through a database proxy.
apiVersion: batch/v1
kind: Job
metadata:
  name: report-${index}
  labels: { app: report-${index} }
spec:
  backoffLimit: 2
  template:
    metadata:
      labels: { app: report-${index} }
    spec:
      restartPolicy: Never
      initContainers:
${classic ? "" : `${proxy}${NATIVE}`}        - name: fetch
          image: registry.example/fetch:2.4.1
          command: [sh, -c, "fetch --day ${index} > /data/orders.csv"]
          volumeMounts:
            - { name: data, mountPath: /data }
      containers:
        - name: report
          image: registry.example/report:1.${index}.0
          volumeMounts:
            - { name: data, mountPath: /data }
          resources:
            limits: { memory: 256Mi }
${classic ? `${proxy}${CLASSIC}` : ""}      volumes:
        - name: data
          emptyDir: {}
`;
}

/**
 * A stream of manifests. The sidecar of the document in the middle mounts a volume that does not exist; that name is the
 * word to type into, so the text before and after it is kept apart.
 * @param {number} lines a multiple of {@link LINES_PER_DOCUMENT}
 */
export function makeStream(lines) {
	const count = lines / LINES_PER_DOCUMENT;
	const middle = Math.floor(count / 2);
	const word = letters(0, WORD_LENGTH);
	const documents = Array.from({ length: count }, (_, index) => {
		if (index === middle) return deployment(index, word);
		return index % 2 === 0 ? deployment(index) : job(index, index % 10 === 1);
	});
	const text = documents.join("");
	const at = text.indexOf(`name: ${word}`) + "name: ".length;
	const before = text.slice(0, at);
	const made = text.split("\n").length - 1;
	if (made !== lines) throw new Error(`made ${made} lines, not ${lines}`);
	return {
		text,
		before,
		after: text.slice(at + word.length),
		line: before.split("\n").length - 1,
		character: at - (before.lastIndexOf("\n") + 1),
		word,
	};
}

/**
 * Endless keystrokes: a letter is typed in front of the word, then one is deleted behind it, and so on. The letters are
 * new each time, so no text ever comes back and a server cannot answer from memory.
 * @param {ReturnType<typeof makeStream>} stream
 */
export function* keystrokes(stream) {
	const { line, character } = stream;
	const range = (start, end) => ({
		start: { line, character: character + start },
		end: { line, character: character + end },
	});
	for (let typed = 1, word = stream.word; ; typed++) {
		const letter = letters(-typed, 1);
		word = letter + word;
		yield keystroke(stream, word, { range: range(0, 0), text: letter });
		const last = word.length - 1;
		word = word.slice(0, last);
		yield keystroke(stream, word, { range: range(last, last + 1), text: "" });
	}
}

/** One keystroke as an incremental and as a full change, and where the word ends after it. */
function keystroke(stream, word, incremental) {
	return {
		incremental,
		full: { text: stream.before + word + stream.after },
		end: { line: stream.line, character: stream.character + word.length },
	};
}

/** Capitals (no name in Kubernetes may have them) that look random and are the same in every run. */
function letters(from, length) {
	return Array.from({ length }, (_, index) => {
		const mixed = Math.imul((from + index) ^ 0x5f356495, 0x9e3779b1);
		return String.fromCharCode(65 + ((mixed >>> 16) % 26));
	}).join("");
}
