import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import {
	DEFAULT_SETTINGS,
	findingsOf,
	type PatternHere,
	patternsAt,
	podsOf,
	type Settings,
	Source,
	type Version,
} from "../../server/src/engine/engine";
import { PATTERN_IMAGES } from "../../server/src/engine/kubernetes/patterns/images";
import { applyEdit } from "../../server/src/engine/text/edit";
import { assertSame } from "../kit/campaign";
import { pageCases } from "../kit/cases";
import { DISGUISES } from "../kit/disguise";
import { type Applied, assertLaws, changesOf } from "../kit/laws";

const cases = pageCases();

const insertionsInto = (text: string, settings: Settings): Applied[] =>
	changesOf(text, settings).filter(({ action }) =>
		action.id.startsWith("insert-pattern/"),
	);

/** Findings by rule and severity: a message may name another position in a list. */
const findingsIn = (text: string, settings: Settings): string[] =>
	findingsOf(Source.open(text), { ...settings, preset: "recommended" })
		.map(({ finding }) => `${finding.rule.id} ${finding.severity}`)
		.sort();

function assertNothingNew(
	text: string,
	result: string,
	settings: Settings,
	what: string,
): void {
	const left = findingsIn(text, settings);
	const fresh = findingsIn(result, settings).filter((finding) => {
		const at = left.indexOf(finding);
		if (at !== -1) left.splice(at, 1);
		return at === -1;
	});
	assert.deepEqual(fresh, [], `${what}: new findings in\n${result}`);
}

/** Names of containers, numbers and names of ports that stand twice in a Pod. */
function twice(text: string): string[] {
	return Source.open(text).documents.flatMap(({ document }) =>
		podsOf(document).flatMap(({ all }) => {
			const said = all.flatMap(({ name, ports }) => [
				...(name === undefined ? [] : [`container ${name}`]),
				...ports.flatMap(({ number, protocol, name: port }) => [
					...(number === undefined ? [] : [`port ${number}/${protocol}`]),
					...(port === undefined ? [] : [`port ${port}`]),
				]),
			]);
			return said.filter((each, at) => said.indexOf(each) !== at);
		}),
	);
}

describe("inserting patterns", () => {
	it("brings no findings, and names and ports that are free, in the cases of the pages", () => {
		let insertions = 0;
		// Of other pages every tenth case will do.
		const some = cases.filter(
			({ name }, at) => at % 10 === 0 || name.startsWith("insert-pattern"),
		);
		for (const { name, text, settings } of some) {
			const source = Source.open(text);
			for (const { document, start } of source.documents)
				for (const { spec } of podsOf(document))
					for (const { id, disabled, edit } of patternsAt(
						source,
						start + spec.start,
						settings,
					) ?? []) {
						const what = `${name}, ${id}`;
						if (disabled) continue;
						const result = applyEdit(text, edit);
						assert.deepEqual(twice(result), twice(text), what);
						assertNothingNew(text, result, settings, what);
						insertions++;
					}
		}
		assert.ok(insertions > 400, `only ${insertions} insertions`);
	}).timeout(120_000);

	it("gives the same result in disguise", () => {
		let compared = 0;
		for (const { name, text, settings } of cases.filter(({ name }) =>
			name.startsWith("insert-pattern"),
		)) {
			const plain = new Map(
				insertionsInto(text, settings).map(({ key, result }) => [key, result]),
			);
			for (const disguise of DISGUISES) {
				const disguised = disguise.put(text);
				if (disguised === undefined) continue;
				for (const applied of insertionsInto(disguised, settings)) {
					assertLaws(disguised, applied, settings);
					const twin = plain.get(applied.key);
					if (twin === undefined) continue;
					compared++;
					assertSame(
						applied.result,
						twin,
						[disguise],
						`${name}, ${disguise.name}`,
					);
				}
			}
		}
		assert.ok(compared > 200, `only ${compared} were compared`);
	}).timeout(120_000);

	it("fits Pods of all kinds, also a second and a third time", () => {
		fc.assert(
			fc.property(
				podText,
				fc.constantFrom<Version>(
					"1.27",
					"1.28",
					"1.29",
					"1.33",
					"1.35",
					"1.37",
				),
				fc.array(fc.nat(4), { minLength: 1, maxLength: 3 }),
				(text, kubernetesVersion, order) => {
					const settings = { ...DEFAULT_SETTINGS, kubernetesVersion };
					let now = text;
					for (const index of order) {
						const pattern = patternsIn(now, settings, "containers:")[index];
						assert.ok(pattern);
						if (pattern.disabled) continue;
						const after = applyEdit(now, pattern.edit);
						assertNothingNew(now, after, settings, pattern.id);
						assert.deepEqual(twice(after), [], after);
						assert.match(
							after.slice(pattern.image?.start, pattern.image?.end),
							/^[\w./-]+:[\w.-]+$/,
						);
						now = after;
					}
				},
			),
			{ numRuns: 150 },
		);
	}).timeout(120_000);

	it("helps the application at which the cursor stands, in the Pod that it is in", () => {
		const text = [
			"apiVersion: v1",
			"kind: List",
			"items:",
			...["one", "two"].flatMap((name) => [
				"- apiVersion: v1",
				"  kind: Pod",
				`  metadata: { name: ${name} }`,
				"  spec:",
				"    containers:",
				`    - name: ${name}-web`,
				"      image: example/web:1.8.0",
				`    - name: ${name}-api`,
				"      image: example/api:1.8.0",
			]),
			"",
		].join("\n");
		const logs = (piece: string) => {
			const [pattern] = patternsIn(text, DEFAULT_SETTINGS, piece);
			return applyEdit(text, pattern?.edit ?? []);
		};
		assert.match(
			logs("metadata: { name: two }"),
			/mountPath: \/var\/log\/one-web/,
		);
		assert.match(logs("example/api:1.8.0"), /mountPath: \/var\/log\/one-api/);
		assert.match(logs("two-api"), /mountPath: \/var\/log\/two-api/);
	});

	it("says what it does, and what is left to do, in both languages", () => {
		const text =
			"apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: example/web:1.8.0\n";
		for (const { id, title, details } of patternsIn(
			text,
			DEFAULT_SETTINGS,
			"spec:",
		)) {
			assert.ok(details.length > 1, id);
			for (const message of [title, ...details]) {
				assert.match(message("en"), /^[\x20-\x7e]+$/, id);
				assert.match(message("ja"), /[\u3041-\u30ff]/, id);
			}
		}
	});

	it("leaves a folder alone into which another helper clones as a whole", () => {
		const text = (sync: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: sync
${sync}
      volumeMounts:
        - { name: config, mountPath: /out }
  containers:
    - name: web
      image: example/web:1.8.0
      volumeMounts:
        - { name: config, mountPath: /etc/web, readOnly: true }
  volumes:
    - { name: config, emptyDir: {} }
`;
		const helped = (sync: string) => {
			const now = text(sync);
			const pattern = patternsIn(now, DEFAULT_SETTINGS, "spec:").find(
				({ id }) => id === "configuration-helper",
			);
			return applyEdit(now, pattern?.edit ?? []);
		};
		const sync =
			"      image: registry.k8s.io/git-sync/git-sync:v4.4.2\n      restartPolicy: Always\n      env: [{ name: GITSYNC_ROOT, value: /out }]";
		assert.match(helped(sync), /value: \/etc\/web-config\/web\.yaml/);
		const fetch =
			"      image: curlimages/curl:8.14.1\n      command: [curl, -o, /out/base.yaml, 'https://config.example/base']";
		assert.match(helped(fetch), /value: \/etc\/web\/base\.yaml/);
	});

	it("makes the list of volumes behind both lists of containers", () => {
		const text = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: example/web:1.8.0
  initContainers:
    - name: migrate
      image: example/migrate:1.4.0
  nodeName: one
`;
		const [shipper] = patternsIn(text, DEFAULT_SETTINGS, "spec:");
		const result = applyEdit(text, shipper?.edit ?? []);
		assert.deepEqual(
			[...result.matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key).slice(1),
			["containers", "initContainers", "volumes", "nodeName"],
		);
		assert.match(result, /name: log-shipper[\s\S]*\n {2}volumes:/);
	});

	it("brings the images of the snippets", () => {
		const snippets = readFileSync(
			join(__dirname, "../../snippets/patterns.code-snippets"),
			"utf8",
		);
		const images = new Set(
			[...snippets.matchAll(/image: \$\{\d+:([^}]+)\}/g)].map(
				([, image]) => image,
			),
		);
		const own = Object.values(PATTERN_IMAGES).map(({ image }) => image);
		const nameOf = (image = "") => image.replace(/:[^:]*$/, "");
		for (const image of images)
			if (own.some((each) => nameOf(each) === nameOf(image)))
				assert.ok(own.includes(image ?? ""), `${image} in both`);
		assert.equal(own.filter((image) => images.has(image)).length, 5);
		for (const image of own) assert.match(image, /:v?\d+\.\d+/, "pinned");
	});
});

function patternsIn(
	text: string,
	settings: Settings,
	piece: string,
): readonly PatternHere[] {
	const found = patternsAt(Source.open(text), text.indexOf(piece), settings);
	assert.ok(found, text);
	return found;
}

/** A Pod as lines of YAML, of parts that are there or not. */
const podText: fc.Arbitrary<string> = fc
	.record({
		image: fc.constantFrom(
			"example/web:1.8.0",
			"nginx:1.28.0",
			"redis:8.2.1",
			"postgres:17.6",
			"memcached:1.6.39",
		),
		port: fc.option(fc.constantFrom(80, 5432, 6379, 8080, 9090, 9102, 9150)),
		dash: fc.constantFrom("", "  "),
		env: fc.subarray([
			["DB_HOST", "postgres"],
			["DB_PORT", '"5432"'],
			["REDIS_URL", "redis://cache:6379/0"],
			["LOG_FILE", "/var/log/web/web.log"],
			["STATSD", "localhost:8125"],
		]),
		mounts: fc.subarray([
			["logs", "/var/log/web"],
			["config", "/etc/web"],
			["data", "/data"],
		]),
		restricted: fc.boolean(),
		requests: fc.constantFrom("", "requests", "guaranteed"),
		init: fc.boolean(),
		taken: fc.subarray(["log-shipper", "metrics-adapter", "config-helper"]),
	})
	.map(
		({ image, port, dash, env, mounts, restricted, requests, init, taken }) => {
			const item = (lines: readonly string[]) =>
				lines.map((line, at) => `  ${dash}${at === 0 ? "- " : "  "}${line}`);
			const list = (key: string, items: readonly (readonly string[])[]) =>
				items.length === 0
					? []
					: [
							`${key}:`,
							...items.flatMap((lines) =>
								lines.map(
									(line, at) => `${dash}${at === 0 ? "- " : "  "}${line}`,
								),
							),
						];
			const resources =
				requests === ""
					? []
					: [
							"resources:",
							"  requests: { cpu: 100m, memory: 128Mi }",
							requests === "guaranteed"
								? "  limits: { cpu: 100m, memory: 128Mi }"
								: "  limits: { memory: 256Mi }",
						];
			const helpers = taken.map((name) => [
				`name: ${name}`,
				"image: example/ready:1.0.0",
			]);
			const inits = [
				...(init ? [["name: migrate", "image: example/migrate:1.0.0"]] : []),
				...helpers,
			];
			return [
				"apiVersion: v1",
				"kind: Pod",
				"metadata:",
				"  name: web",
				"spec:",
				...(inits.length > 0 ? ["  initContainers:"] : []),
				...inits.flatMap(item),
				"  containers:",
				...item([
					"name: web",
					`image: ${image}`,
					...list(
						"env",
						env.map(([name, value]) => [`name: ${name}`, `value: ${value}`]),
					),
					...(port === null ? [] : list("ports", [[`containerPort: ${port}`]])),
					...resources,
					...(restricted
						? [
								"securityContext:",
								"  runAsNonRoot: true",
								"  allowPrivilegeEscalation: false",
							]
						: []),
					...list(
						"volumeMounts",
						mounts.map(([name, path]) => [
							`name: ${name}`,
							`mountPath: ${path}`,
						]),
					),
				]),
				...(mounts.length > 0 ? ["  volumes:"] : []),
				...mounts.flatMap(([name]) => item([`name: ${name}`, "emptyDir: {}"])),
				"",
			].join("\n");
		},
	);
