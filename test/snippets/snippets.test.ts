import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expand, expandAll, indent } from "./expand";
import { lint } from "./lint";
import {
	type Container,
	formOf,
	type PodSpec,
	podSpecOf,
	readManifest,
	surround,
} from "./pod";

interface Snippet {
	readonly prefix: string | readonly string[];
	readonly description: string;
	readonly body: readonly string[];
}

const FILE = join(__dirname, "../../snippets/patterns.code-snippets");
const snippets = Object.entries(
	JSON.parse(readFileSync(FILE, "utf8")) as Record<string, Snippet>,
);

const PREFIXES = [
	"sidecar",
	"native-sidecar",
	"logshipper",
	"initcontainer",
	"ambassador",
	"confighelper",
	"adapter",
];

function prefixesOf({ prefix }: Snippet): readonly string[] {
	return typeof prefix === "string" ? [prefix] : prefix;
}

function snippetWith(prefix: string): Snippet {
	const found = snippets.find(([, s]) => prefixesOf(s).includes(prefix));
	assert.ok(found, `no snippet has the prefix ${prefix}`);
	return found[1];
}

function bodyOf({ body }: Snippet): string {
	return body.join("\n");
}

function scriptOf({ command }: Container): string | undefined {
	return command?.[1] === "-c" ? command[2] : undefined;
}

function isNative({ restartPolicy }: Container): boolean {
	return restartPolicy === "Always";
}

function mountsOf(containers: readonly Container[] = []) {
	return containers.flatMap(({ volumeMounts }) => volumeMounts ?? []);
}

/** Helpers that an app cannot start without: dialled on localhost, or writing its files. */
function neededHelpers(spec: PodSpec): Container[] {
	const apps = spec.containers ?? [];
	const dialled = apps.flatMap(({ env = [] }) =>
		env.some(({ value }) => value === "127.0.0.1")
			? env.map(({ value }) => value)
			: [],
	);
	const read = mountsOf(apps)
		.filter(({ readOnly }) => readOnly)
		.map(({ name }) => name);
	return (spec.initContainers ?? []).filter(
		({ ports = [], volumeMounts = [] }) =>
			ports.some((port) => dialled.includes(String(port.containerPort))) ||
			volumeMounts.some((m) => m.readOnly !== true && read.includes(m.name)),
	);
}

describe("snippets", () => {
	for (const prefix of PREFIXES) {
		it(`${prefix}: fields of a Pod spec, a list item, a Pod and a Deployment`, () => {
			const kinds = ["", "-item", "-pod", "-deployment"].map((suffix) => {
				const { text } = expand(bodyOf(snippetWith(prefix + suffix)));
				const form = formOf(text);
				return form === "manifest" ? readManifest(indent(text, 2)).kind : form;
			});
			assert.deepEqual(kinds, ["fields", "item", "Pod", "Deployment"]);
		});
	}

	it("include a Job with a native sidecar", () => {
		const { text } = expand(bodyOf(snippetWith("sidecar-job")));
		const job = readManifest(indent(text, 2));
		assert.equal(job.kind, "Job");
		assert.ok(podSpecOf(job).initContainers?.some(isNative));
	});

	it("would be found out if they were wrong", () => {
		const text = indent(expand(bodyOf(snippetWith("sidecar-pod"))).text, 2);
		const wrong = text.replace(
			"restartPolicy: Always",
			"restartPolicy: always",
		);
		assert.deepEqual(lint(text), []);
		assert.notDeepEqual(lint(wrong), []);
	});

	it("have different prefixes", () => {
		const all = snippets.flatMap(([, snippet]) => prefixesOf(snippet));
		assert.deepEqual(
			all.filter((prefix, i) => all.indexOf(prefix) !== i),
			[],
		);
	});

	it("offer the choices that Kubernetes offers", () => {
		const offered = snippets.flatMap(([, snippet]) =>
			[...expand(bodyOf(snippet)).choices.values()].map((c) => c.join()),
		);
		assert.deepEqual([...new Set(offered)].sort(), [
			'"",Memory',
			"IfNotPresent,Always,Never",
			"OnFailure,Never",
			"httpGet,tcpSocket",
			"httpGet,tcpSocket,grpc",
		]);
	});

	for (const [name, snippet] of snippets)
		describe(name, () => describeOne(snippet));
});

function describeOne(snippet: Snippet): void {
	const body = bodyOf(snippet);
	const texts = expandAll(body);
	const plain = indent(texts[0] ?? "", 2);

	/** Runs a check on the Pod of every text that the choices can give. */
	function everyPod(check: (spec: PodSpec) => void): void {
		assert.ok(texts.length > 0);
		for (const text of texts) {
			check(podSpecOf(readManifest(surround(indent(text, 2)))));
		}
	}

	function everyContainer(check: (container: Container) => void): void {
		everyPod(({ initContainers = [], containers = [] }) => {
			assert.ok(initContainers.length > 0 && containers.length > 0);
			for (const container of [...initContainers, ...containers]) {
				check(container);
			}
		});
	}

	it("is described in English and Japanese, on one line", () => {
		assert.match(
			snippet.description,
			/^[A-Z][\x20-\x7e]+ · (?=.*[\u3040-\u30ff])[^\n·]+$/,
		);
	});

	it("numbers its tab stops in reading order and ends with the last one", () => {
		const { stops } = expand(body);
		const expected = stops.slice(0, -1).map((_, i) => i + 1);
		assert.deepEqual(stops, [...expected, 0]);
		assert.ok(body.endsWith("$0"));
	});

	it("holds no comment", () => {
		assert.doesNotMatch(plain, /(^|\s)#/m);
	});

	it("means the same at any indentation of the editor and of the line", () => {
		const expected = readManifest(plain);
		for (const tabSize of [2, 3, 4, 8]) {
			for (const column of [0, 2, 3, 6]) {
				const text = indent(body, tabSize, column);
				assert.doesNotMatch(text, /\t/);
				const read = readManifest(expand(text).text);
				assert.deepEqual(read, expected, `${tabSize} spaces, column ${column}`);
			}
		}
	});

	it("is indented as it would be by hand", () => {
		for (const line of plain.split("\n")) assert.match(line, /^(?: {2})*\S/);
	});

	it("gives no finding of ours, whatever is chosen", () => {
		for (const text of texts) {
			assert.deepEqual(lint(surround(indent(text, 2))), []);
		}
	});

	it("gives no finding of ours when it stands alone", () => {
		for (const text of texts) assert.deepEqual(lint(indent(text, 2)), []);
	});

	it("pins every image", () => {
		everyContainer(({ image }) => assert.match(image, /:v?\d+\.\d+\.\d+$/));
	});

	it("requests CPU and memory and limits memory in every container", () => {
		everyContainer(({ name, resources }) => {
			assert.ok(resources?.requests?.cpu, name);
			assert.ok(resources.requests.memory, name);
			assert.ok(resources.limits?.memory, name);
		});
	});

	it("declares every volume and mounts it on both sides at one path", () => {
		everyPod(({ initContainers, containers, volumes = [] }) => {
			const here = mountsOf(initContainers);
			const there = mountsOf(containers);
			const paths = (mounts: typeof here) =>
				mounts.map(({ name, mountPath }) => `${name} at ${mountPath}`).sort();
			assert.deepEqual(paths(here), paths(there));
			assert.deepEqual(
				here.map(({ name }) => name).sort(),
				volumes.map(({ name }) => name).sort(),
			);
		});
	});

	it("has names that differ, and ports that do", () => {
		everyPod(({ initContainers = [], containers = [] }) => {
			const all = [...initContainers, ...containers];
			const names = all.map(({ name }) => name);
			const ports = all.flatMap(({ ports = [] }) =>
				ports.map(({ containerPort }) => containerPort),
			);
			assert.equal(new Set(names).size, names.length);
			assert.equal(new Set(ports).size, ports.length);
			for (const name of names) assert.match(name, /^[a-z0-9-]{1,63}$/);
		});
	});

	it("has a helper that is a native sidecar, or an init container that ends", () => {
		const endsByItself = prefixesOf(snippet).some((p) =>
			p.startsWith("initcontainer"),
		);
		everyPod(({ initContainers = [] }) => {
			for (const container of initContainers) {
				assert.equal(isNative(container), !endsByItself);
			}
		});
	});

	it("starts the app only once the helpers are up that it needs", () => {
		everyPod((spec) => {
			for (const helper of neededHelpers(spec)) {
				assert.ok(helper.startupProbe, helper.name);
			}
		});
	});

	it("ends its shells on SIGTERM and follows files that do not exist yet", () => {
		everyContainer((container) => {
			const script = scriptOf(container);
			if (script === undefined) return;
			assert.match(script, /^trap '[^']*exit \d+' TERM\n/);
			assert.doesNotMatch(script, /\btail\b[^\n]* -f\b/);
			assert.doesNotMatch(script, /^\s*sleep [^&\n]*$/m);
		});
	});

	if (formOf(plain) === "manifest") {
		it("labels its Pods as its selector asks", () => {
			const { kind, metadata, spec } = readManifest(plain);
			const labels = spec.template?.metadata.labels ?? metadata.labels;
			assert.deepEqual(labels, { "app.kubernetes.io/name": metadata.name });
			const selector = kind === "Deployment" ? labels : undefined;
			assert.deepEqual(spec.selector?.matchLabels, selector);
		});
	}
}

describe("the snippet expander", () => {
	it("expands placeholders, nested ones, choices, links and escapes", () => {
		const body = `\${1:x\${2:y}\\}} $1 \${2} \${3|p,q\\,r,s\\|t|} $3 \\$HOME \\\\ \${4:$1}$0`;
		assert.deepEqual(expand(body), {
			text: "xy} xy} y p p $HOME \\ xy}",
			stops: [2, 1, 3, 4, 0],
			choices: new Map([[3, ["p", "q,r", "s|t"]]]),
		});
		assert.deepEqual(expandAll(`\${1|a,b|}$1\${2|c,d|}$0`), [
			"aac",
			"bbc",
			"aad",
		]);
	});

	it("refuses what it does not know", () => {
		const bodies = ["$1", `\${1:a}\${1:b}`, `\${TM_FILENAME}`, `\${1:a`, "$x"];
		for (const body of bodies) assert.throws(() => expand(body), Error, body);
	});

	it("indents like the editor, each tab reaching to the next tab stop", () => {
		assert.equal(
			indent("a:\n- b:\n  \tc:\n\t\td", 4, 2),
			["  a:", "  - b:", "        c:", "        d"].join("\n"),
		);
	});
});
