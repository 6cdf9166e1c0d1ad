// Makes test/lifecycle/recordings.jsonl.gz from recordings of real kubelets:
//
//   node tools/lifecycle/compact.mjs FOLDER
//
// FOLDER holds `scenarios/NAME.yaml` (a Pod, headed by `# key: value` lines that say what is played) and
// `recordings/MINOR[-api].jsonl` (one played scenario a line). README.md tells how they were made.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

const folder = process.argv[2];
if (!folder) {
	console.error("usage: node tools/lifecycle/compact.mjs FOLDER");
	process.exit(2);
}

/** What is compared, by where it was seen. */
const KEPT = {
	runtime: /^(?:running|exited)$/,
	log: /^(?:sigterm|(?:prestop|poststart)-(?:start|end)|probe-\w+)$/,
	status: /^(?:pod-phase|condition|deleted|ready|not-ready)$/,
	recorder: /^(?:delete|sandbox-killed)$/,
};
const CONDITIONS = /^(?:Ready|Initialized)=/;

const names = (part, extension) =>
	readdirSync(join(folder, part))
		.filter((name) => name.endsWith(extension))
		.sort();

const scenarios = names("scenarios", ".yaml").map((file) => {
	const header = {};
	let text = readFileSync(join(folder, "scenarios", file), "utf8");
	for (let match = /^# (\w+): (.*)\n/.exec(text); match; ) {
		header[match[1]] = match[2];
		text = text.slice(match[0].length);
		match = /^# (\w+): (.*)\n/.exec(text);
	}
	const { what, delete: deleted, disturb, options, until } = header;
	return {
		scenario: basename(file, ".yaml"),
		what,
		...(deleted && { delete: deleted }),
		...(disturb && { disturb }),
		...(options && { options: JSON.parse(options) }),
		// How long it was looked at, in seconds; with `done` only until 2 s after the last end of a container.
		for: Number(header.for ?? 40),
		...(until === "done" && { done: true }),
		yaml: text,
	};
});

const recordings = names("recordings", ".jsonl").flatMap((file) =>
	readFileSync(join(folder, "recordings", file), "utf8")
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line))
		.map(({ scenario, minor, mode, kubelet, events }) => ({
			scenario,
			minor,
			mode,
			kubelet,
			// When the last of everything was seen.
			last: Math.max(...events.map(({ t }) => t)),
			events: events
				.filter(
					({ src, event, detail }) =>
						KEPT[src]?.test(event) &&
						(event !== "condition" || CONDITIONS.test(detail)),
				)
				.map(({ t, container, event, code, detail }) => {
					const value = code ?? detail;
					return value === undefined
						? [t, container, event]
						: [t, container, event, value];
				}),
		})),
);

const lines = [...scenarios, ...recordings].map((line) => JSON.stringify(line));
const file = join(
	import.meta.dirname,
	"../../test/lifecycle/recordings.jsonl.gz",
);
const packed = gzipSync(`${lines.join("\n")}\n`, { level: 9 });
writeFileSync(file, packed);
console.log(
	`${scenarios.length} scenarios, ${recordings.length} recordings, ${Math.round(packed.length / 1000)} kB`,
);
