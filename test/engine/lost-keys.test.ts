import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";
import { repairsOf } from "../../server/src/engine/kubernetes/repairs";
import { Document } from "../../server/src/engine/yaml/document";

const headed = (spec: string): string =>
	`apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${spec}`;

/** The lines that the only repair adds, without blanks; nothing where it does something else. */
function keyWritten(broken: string): string | undefined {
	const [repair, ...others] = repairsOf(new Document(broken));
	assert.deepEqual(others, []);
	return repair?.breaks.every(({ kind }) => kind === "lost-key")
		? repair.edit.map(({ text }) => text.trim()).join()
		: undefined;
}

/** The safeties of the fixes that broken YAML is offered, and whether they are preferred. */
const fixesOf = (broken: string) =>
	findingsOf(Source.open(broken), DEFAULT_SETTINGS)
		.filter(({ finding }) => /^(?:mis|yaml)/.test(finding.rule.id))
		.flatMap(({ finding }) => finding.fixes ?? [])
		.map((fix) => [fix?.preferred, fix?.safety]);

describe("a key that is missing above what it held", () => {
	/** What stands below a container's image, at the column of its keys. */
	const below: readonly (readonly [string, string])[] = [
		["env:", "  - name: A\n    value: b\n"],
		["env:", "- name: A\n  value: b\n- name: C\n  valueFrom: {}\n"],
		["volumeMounts:", "  - mountPath: /data\n    name: data\n"],
		["ports:", "  - containerPort: 80\n"],
		["envFrom:", "  - configMapRef:\n      name: a\nports: []\n"],
		["resources:", "  limits:\n    memory: 64Mi\n"],
		[
			"httpGet:",
			"livenessProbe:\n    path: /\n    port: 80\n  periodSeconds: 3",
		],
		["exec:", "livenessProbe:\n    command: [a]\n  periodSeconds: 3"],
	];
	for (const [key, lines] of below)
		it(`${key} ${JSON.stringify(lines)}`, () => {
			const broken = headed(
				`  containers:\n    - name: web\n      image: a\n${lines.replace(/^/gm, "      ")}`,
			);
			assert.equal(keyWritten(broken), key);
			assert.equal(keyWritten(broken.replaceAll("\n", "\r\n")), key);
		});

	it("containers, also where there are init containers", () => {
		const item = "    - name: a\n      image: b\n";
		assert.equal(
			keyWritten(headed(`  restartPolicy: Always\n${item}`)),
			"containers:",
		);
		assert.equal(
			keyWritten(
				headed(`  initContainers:\n${item}  restartPolicy: Always\n${item}`),
			),
			"containers:",
		);
	});

	it("of several lists, next to each other or not, and of a spec", () => {
		const image = "  containers:\n    - name: web\n      image: a\n";
		const variable = "        - name: A\n          value: b\n";
		const mount =
			"        # where\n        - name: c\n          mountPath: /c\n";
		const [env, both] = ["env:", "env:,volumeMounts:"];
		assert.equal(keyWritten(headed(image + variable + mount)), both);
		const between = "      tty: true\n";
		assert.equal(keyWritten(headed(image + variable + between + mount)), both);
		const other = "    - name: ship\n      image: a\n";
		assert.equal(keyWritten(headed(image + variable + other + mount)), both);
		// Twice in one container it is one list that has come apart.
		assert.equal(
			keyWritten(headed(image + variable + between + variable)),
			undefined,
		);
		assert.equal(keyWritten(headed(image + variable)), env);
	});

	it("spec, though its fields stand too far to the right for metadata", () => {
		const pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n";
		const containers = "    containers:\n      - name: web\n        image: a\n";
		assert.equal(keyWritten(pod + containers), "spec:");
		// A label may be called like anything.
		assert.equal(
			keyWritten(`${pod}  labels:\n    app: web\n  ${containers}`),
			undefined,
		);
		assert.equal(keyWritten(`${pod}    labels:\n      a: b\n`), undefined);
	});

	it("is guessed by nobody where several fit, or what is there may have moved", () => {
		const image = "  containers:\n    - name: web\n      image: a\n";
		for (const lines of [
			"        - name: x\n",
			"        httpGet:\n          port: 80\n",
			"      env:\n        - name: A\n          value: b\n          - name: C\n            value: d\n",
			"      - name: ship\n        image: b\n",
			"        - nobody: knows\n",
		])
			assert.equal(keyWritten(headed(image + lines)), undefined, lines);
	});
});

describe("a dash that is missing", () => {
	const image = "  containers:\n    - name: web\n      image: a\n";
	/** The text that the only repair gives, if it does nothing but write dashes. */
	const dashed = (spec: string): string | undefined => {
		const [repair, ...others] = repairsOf(new Document(headed(spec)));
		assert.deepEqual(others, []);
		return repair?.breaks.every(({ kind }) => kind === "lost-dash")
			? repair.text.slice(headed("").length)
			: undefined;
	};
	for (const [what, broken, mended] of [
		[
			"before the first item, no further right than its list, above another one",
			"      env:\n      name: A\n      value: b\n      - name: C\n",
			"      env:\n      - name: A\n        value: b\n      - name: C\n",
		],
		[
			"before the first item, whose other keys stand as behind one",
			"      env:\n      name: A\n        value: b\n",
			"      env:\n      - name: A\n        value: b\n",
		],
		[
			"before a further item, whose other keys stand as behind one",
			"    name: ship\n      image: b\n",
			"    - name: ship\n      image: b\n",
		],
		[
			"before a further item of a list no further right than its key",
			"      env:\n      - name: A\n        value: b\n      name: C\n        value: d\n      tty: true\n",
			"      env:\n      - name: A\n        value: b\n      - name: C\n        value: d\n      tty: true\n",
		],
		[
			"before a further item, all of which stands at the dash",
			"      ports:\n        - name: a\n          containerPort: 1\n        name: b\n        # two\n        containerPort: 2\n      tty: true\n",
			"      ports:\n        - name: a\n          containerPort: 1\n        - name: b\n          # two\n          containerPort: 2\n      tty: true\n",
		],
	] as const)
		it(what, () => {
			assert.equal(dashed(image + broken), image + mended);
		});

	it("is no key of the item above that has moved", () => {
		const moved =
			"  containers:\n    - name: web\n    image: a\n      tty: true\n";
		assert.equal(dashed(moved), undefined);
	});

	it("may be one of two things that are wrong", () => {
		const [repair] = repairsOf(
			new Document(
				headed(
					`${image}        - name: A\n          value: b\n    name: ship\n      image: b\n`,
				),
			),
		);
		assert.deepEqual(
			repair?.breaks.map(({ kind, range: { start } }) => [
				kind,
				headed("").length + image.length - start,
			]),
			[
				["lost-key", -8],
				["lost-dash", -41],
			],
		);
	});
});

describe("items that have moved", () => {
	const item = (name: string) => `    - name: ${name}\n      image: b\n`;

	it("are not taken for the list that stands below them", () => {
		const moved = item("b").replace(/^/gm, "  ");
		const broken = headed(
			`  initContainers:\n${item("a")}${moved}  containers:\n${item("c")}`,
		);
		assert.equal(keyWritten(broken), undefined);
	});

	it("are not taken for a list of what stands wrong above them", () => {
		const mount = (name: string) =>
			`        - name: ${name}\n          mountPath: /${name}\n`;
		const moved = mount("a").replace(/^ {4}/gm, "");
		const broken = headed(
			`  containers:\n${item("c")}      volumeMounts:\n${moved}${mount("b")}`,
		);
		assert.equal(keyWritten(broken), undefined);
	});
});

describe("a move that leaves keys where they do not belong", () => {
	it("is neither preferred nor safe", () => {
		const broken = headed(
			"  containers:\n    - name: web\n      image: a\n      - name: x\n        nobody: knows\n",
		);
		assert.deepEqual(fixesOf(broken), [[false, "review"]]);
	});

	it("is both where all is well then", () => {
		const broken = headed(
			"  containers:\n    - name: web\n      image: a\n      - name: x\n        image: b\n",
		);
		assert.deepEqual(fixesOf(broken), [[true, "safe"]]);
	});

	it("is both where a key is only misspelt", () => {
		const broken = headed(
			"  containers:\n    - name: web\n      image: a\n      - name: x\n        image: b\n        imagePullPolcy: Always\n",
		);
		assert.deepEqual(fixesOf(broken), [[true, "safe"]]);
	});
});
