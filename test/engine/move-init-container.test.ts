import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
	type Action,
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Source,
} from "../../server/src/engine/engine";

/** The moves that are offered at the container whose name is marked with `$0`. */
function movesAt(marked: string): {
	text: string;
	moves: ReadonlyMap<string, Action>;
} {
	const at = marked.indexOf("$0");
	assert.notEqual(at, -1, "a cursor");
	const text = marked.replace("$0", "");
	const actions = actionsAt(
		Source.open(text),
		{ start: at, end: at },
		DEFAULT_SETTINGS,
	).filter(
		// Of a list on one line, other items may be meant as well.
		({ id, title }) =>
			id.startsWith("move-init-container/") &&
			title("en").startsWith(`Move \`${nameAt(text, at)}\``),
	);
	return {
		text,
		moves: new Map(actions.map((action) => [action.variant ?? "", action])),
	};
}

/** The word that ends at an offset. */
const nameAt = (text: string, at: number): string =>
	/\w*$/.exec(text.slice(0, at))?.[0] ?? "";

function afterMove(marked: string, variant: string): string | undefined {
	const { text, moves } = movesAt(marked);
	const edit = moves.get(variant)?.edit();
	return edit && applyEdit(text, edit);
}

const pod = (...lines: readonly string[]) =>
	`${["apiVersion: v1", "kind: Pod", "metadata: { name: web }", "spec:", ...lines.map((line) => `  ${line}`)].join("\n")}\n`;
const APP = ["containers:", "- name: web", "  image: example/web:1.8.0"];
const PROXY = [
	"- name: proxy",
	"  image: example/proxy:1.9.0",
	"  restartPolicy: Always",
	"  ports: [{ containerPort: 8125 }]",
];
const notesOf = (action: Action | undefined) =>
	action?.notes().map((note) => note("en"));

describe("moving an init container", () => {
	it("offers what makes sense at its place, each in its own variant", () => {
		const at = (name: string) =>
			[
				...movesAt(
					pod(
						"initContainers:",
						"- name: first",
						"- name: second",
						"- name: third",
						...APP,
					).replace(`name: ${name}`, `name: ${name}$0`),
				).moves,
			].map(([variant, { title }]) => `${variant}: ${title("en")}`);
		assert.deepEqual(at("first"), ["down: Move `first` down (after `second`)"]);
		assert.deepEqual(at("second"), [
			"up: Move `second` up (before `first`)",
			"down: Move `second` down (after `third`)",
		]);
		assert.deepEqual(at("third"), ["up: Move `third` up (before `second`)"]);
		assert.deepEqual(at("web"), []);
	});

	it("names the first of several that need it, and does not offer the same twice", () => {
		const caller = (name: string) => [
			`- name: ${name}`,
			"  image: example/call:1.0.0",
			"  command: [call, 'localhost:8125']",
		];
		const between = ["- name: other", "  image: example/other:1.0.0"];
		const far = movesAt(
			pod(
				"initContainers:",
				...caller("a"),
				...between,
				...caller("b"),
				...PROXY,
				...APP,
			).replace("name: proxy", "name: proxy$0"),
		).moves;
		assert.equal(
			far.get("before")?.title("en"),
			"Move `proxy` before `a`, which needs it",
		);
		const near = movesAt(
			pod("initContainers:", ...caller("a"), ...PROXY, ...APP).replace(
				"name: proxy",
				"name: proxy$0",
			),
		).moves;
		assert.deepEqual([...near.keys()], ["up"]);
		assert.equal(
			near.get("up")?.title("en"),
			"Move `proxy` up (before `a`, which needs it)",
		);
	});

	it("does not pass what it needs on the way to what needs it", () => {
		const { moves } = movesAt(
			pod(
				"initContainers:",
				"- name: reader",
				"  image: example/read:1.0.0",
				"  command: [cat, /work/out]",
				"  volumeMounts: [{ name: work, mountPath: /work }]",
				...PROXY,
				"- name: writer$0",
				"  image: busybox:1.37",
				"  command: [sh, -c, 'curl -o /work/out http://localhost:8125/']",
				"  volumeMounts: [{ name: work, mountPath: /work }]",
				...APP,
				"volumes: [{ name: work, emptyDir: {} }]",
			),
		);
		const reason =
			"`writer` calls port 8125 of `proxy`, which has to run before it";
		assert.equal(moves.get("before")?.disabled?.("en"), reason);
		assert.equal(moves.get("up")?.disabled?.("en"), reason);
	});

	it("says what may matter, and what is different", () => {
		const shared = (name: string) => [
			`- name: ${name}`,
			`  image: example/${name}:1.0.0`,
			"  volumeMounts: [{ name: work, mountPath: /work }]",
		];
		const volumes = "volumes: [{ name: work, emptyDir: {} }]";
		assert.deepEqual(
			notesOf(
				movesAt(
					pod(
						"initContainers:",
						...shared("a$0"),
						...shared("b"),
						...APP,
						volumes,
					),
				).moves.get("down"),
			),
			[
				"`b` and `a` share the volume `work`: look whether their order matters.",
			],
		);
		// Who writes the list comes first then, as it has to.
		assert.deepEqual(
			notesOf(
				movesAt(
					pod(
						"initContainers:",
						...shared("reads"),
						"  command: [sh, -c, cat /work/list]",
						...shared("writes$0"),
						"  command: [sh, -c, seq 9 > /work/list]",
						...APP,
						volumes,
					),
				).moves.get("up"),
			),
			[],
		);
		const sidecar = (name: string) => [
			`- name: ${name}`,
			`  image: example/${name}:1.0.0`,
			"  restartPolicy: Always",
		];
		assert.deepEqual(
			notesOf(
				movesAt(
					pod("initContainers:", ...sidecar("a$0"), ...sidecar("b"), ...APP),
				).moves.get("down"),
			),
			["When the Pod ends, `b` is now stopped after `a`."],
		);
		const asking = (name: string, ...lines: string[]) => [
			`- name: ${name}`,
			`  image: example/${name}:1.0.0`,
			"  resources: { requests: { cpu: 200m } }",
			...lines,
		];
		const init = asking("init$0");
		const native = asking("native", "  restartPolicy: Always");
		assert.deepEqual(
			notesOf(
				movesAt(pod("initContainers:", ...init, ...native, ...APP)).moves.get(
					"down",
				),
			),
			["The effective requests of the Pod change: `cpu` 200m → 400m."],
		);
		assert.deepEqual(
			notesOf(
				movesAt(
					pod(
						"initContainers:",
						...init,
						...native,
						...APP,
						"overhead: {{ .Values.overhead }}",
					),
				).moves.get("down"),
			),
			[
				"What the Pod requests may change: `init` needs its resources beside those of the native sidecars before it, such as `native`.",
			],
		);
	});

	it("does not change a list that an alias uses too", () => {
		const { moves } = movesAt(
			`${pod("initContainers: &inits", "- name: a$0", "- name: b", ...APP)}---\n`.replace(
				"---\n",
				"x: { initContainers: *inits }\n",
			),
		);
		assert.match(
			moves.get("down")?.disabled?.("en") ?? "",
			/^it is shared through the anchor `&inits`/,
		);
	});

	it("up and down again is the same text, byte for byte, in every style", () => {
		const lead = fc.constantFrom("", "  # note\n", "\n", "\n  # note\n");
		const body = fc.constantFrom(
			"",
			"    image: example/a:1.0.0 # pinned\n",
			"    # tail\n",
			"    args:\n    - |\n      a\n\n      b\n",
		);
		const block = fc
			.array(fc.tuple(lead, body), { minLength: 2, maxLength: 5 })
			.map(
				(items) =>
					`initContainers:\n${items
						.map(([above, below], at) => `${above}  - name: n${at}\n${below}`)
						.join("")}containers:\n  - name: web\n    image: x\n`,
			);
		const flow = fc
			.tuple(
				fc.integer({ min: 2, max: 5 }),
				fc.constantFrom(", ", ",\n    ", " ,"),
				fc.constantFrom("", "\n    "),
			)
			.map(([count, separator, edge]) => {
				const items = Array.from(
					{ length: count },
					(_, at) => `{ "name": "n${at}", "args": [ "a" ] }`,
				);
				return `{ "initContainers": [${edge}${items.join(separator)}${edge}], "containers": [ { "name": "web", "image": "x" } ] }\n`;
			});
		const other = { up: "down", down: "up" } as const;
		fc.assert(
			fc.property(
				fc.oneof(block, flow),
				fc.nat(),
				fc.constantFrom("up", "down"),
				fc.boolean(),
				fc.boolean(),
				(plain, which, variant, windows, open) => {
					let text = open ? plain.slice(0, -1) : plain;
					if (windows) text = text.replaceAll("\n", "\r\n");
					const count = text.match(/n\d/g)?.length ?? 0;
					const name = `n${which % count}`;
					const there = afterMove(text.replace(name, `${name}$0`), variant);
					if (there === undefined) {
						const edge = variant === "up" ? "n0" : `n${count - 1}`;
						assert.equal(name, edge, "only at the edge there is no way");
						return;
					}
					assert.notEqual(there, text);
					assert.equal(
						afterMove(there.replace(name, `${name}$0`), other[variant]),
						text,
					);
				},
			),
			{ numRuns: 200 },
		);
	});
});
