import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	type Action,
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Source,
} from "../../server/src/engine/engine";

/** What is offered for a place in a text: for the word in it that is named. */
function offered(text: string, word: string): readonly Action[] {
	const start = text.indexOf(word);
	assert.notEqual(start, -1);
	return actionsAt(Source.open(text), { start, end: start }, DEFAULT_SETTINGS);
}

function find(actions: readonly Action[], title: RegExp): Action | undefined {
	return actions.find((action) => title.test(action.title("en")));
}

const pod = (...lines: readonly string[]): string =>
	[
		"apiVersion: v1",
		"kind: Pod",
		"metadata:",
		"  name: shop",
		"spec:",
		...lines,
		"",
	].join("\n");

const PLAIN = pod(
	"  containers:",
	"    - name: shop",
	"      image: example/shop:2.1.0",
	"    - name: log-shipper",
	"      image: fluent/fluent-bit:4.0.7",
);

const NOT_HERE =
	"it is written in a way in which other lines would have to be rewritten";

describe("keys that are written in an unusual way", () => {
	for (const [what, from, to] of [
		["a question mark", "    - name: shop", "    - ? name\n      : shop"],
		["an anchor", "    - name: shop", "    - &key name: shop"],
		[
			"an anchor, and an alias of it",
			/name: shop\n( +image[\s\S]+)name: log/,
			"&key name: shop\n$1*key : log",
		],
	] as const)
		it(`${what}: lines are not moved`, () => {
			const text = PLAIN.replace(from, to);
			assert.notEqual(text, PLAIN);
			const move = /^Convert .* to a native sidecar$/;
			const at = "fluent/fluent-bit";
			assert.equal(find(offered(PLAIN, at), move)?.disabled, undefined);
			assert.equal(find(offered(text, at), move)?.disabled?.("en"), NOT_HERE);
		});

	it("nor are they all together", () => {
		const convertAll = /^Convert all 2 classic sidecars of the file$/;
		const twice = `${PLAIN}---\n${PLAIN}`;
		const at = "fluent/fluent-bit";
		assert.ok(find(offered(twice, at), convertAll));
		const odd = twice.replaceAll("kind: Pod", "? kind\n: Pod");
		assert.equal(find(offered(odd, at), convertAll), undefined);
	});

	it("what looks like one in a text or a comment is none", () => {
		for (const line of [
			"      args: ['? a', \"[? b\"] # [? c",
			"      args:\n        - |\n          ? a\n          *b : c",
		]) {
			const text = PLAIN.replace("    - name: log", `${line}\n    - name: log`);
			const move = find(
				offered(text, "fluent/fluent-bit"),
				/to a native sidecar$/,
			);
			assert.ok(move && !move.disabled, line);
		}
	});

	it("a value is mended all the same", () => {
		const text = pod(
			"  initContainers:",
			"    - name: proxy",
			"      image: example/proxy:1.8.0",
			"      ? restartPolicy",
			"      : always",
			"  containers:",
			"    - name: shop",
			"      image: example/shop:2.1.0",
		);
		const edit = find(offered(text, "always"), /^Write `?Always/)?.edit();
		assert.equal(
			applyEdit(text, edit ?? []),
			text.replace(": always", ": Always"),
		);
	});
});

describe("what aliases mean", () => {
	const SHARED = pod(
		"  containers:",
		"    - &base",
		"      name: shop",
		"      image: example/shop:2.1.0",
		"      restartPolicy: Always",
		"    - <<: *base",
		"      name: again",
	);
	const remove = /^Remove `?restartPolicy/;

	it("stays, where there is nothing that the API server complains of", () => {
		assert.equal(
			find(offered(SHARED, "restartPolicy"), remove)?.disabled?.("en"),
			"it is shared through the anchor `&base`: what its aliases mean would change too",
		);
		const alone = SHARED.replace("<<: *base", "image: example/shop:2.1.0");
		const action = find(offered(alone, "restartPolicy"), remove);
		assert.ok(action && !action.disabled);
	});

	it("is mended with its anchor, where that is wrong for all", () => {
		const text = SHARED.replace(
			"restartPolicy: Always",
			"restartPolizy: Always",
		);
		const edit = find(offered(text, "restartPolizy"), /^Write/)?.edit();
		assert.equal(applyEdit(text, edit ?? []), SHARED);
	});

	it("stays, where it is not known to be wrong for all", () => {
		const text = pod(
			"  containers:",
			"    - &base",
			"      name: shop",
			"      image: example/shop:2.1.0",
			"      restartPolizy: Always",
			"  x: *base",
		);
		assert.match(
			find(offered(text, "restartPolizy"), /^Write/)?.disabled?.("en") ?? "",
			/shared through the anchor `&base`/,
		);
	});

	it("is not lost to an indentation that would leave the anchor without a value", () => {
		const text = pod(
			"  containers:",
			"    - name: shop",
			"      image: example/shop:2.1.0",
			"      env: &env",
			"        - name: LEVEL",
			"          value: info",
			"        - name: LEVEL",
			"          value: debug",
			"    - &log",
			"      name: log",
			"      image: example/log:2.1.0",
			"      env: *env",
			"  initContainers:",
			"    - <<: *log",
			"      name: setup",
		);
		const all = offered(text, "LEVEL\n          value: debug");
		assert.deepEqual(
			all.flatMap(({ kind, title }) => (kind === "fix" ? title("en") : [])),
			["Remove the definition that is hidden"],
		);
	});
});

describe("the tag of strings", () => {
	it("says nothing of a text that is one anyway", () => {
		const text = PLAIN.replaceAll("name: ", "name: !!str ");
		const insert = find(offered(text, "containers:"), /a log shipper/)?.edit();
		assert.match(applyEdit(text, insert ?? []), /- name: log-shipper-2\n/);
	});

	it("is needed where a text would be something else without it", () => {
		const text = PLAIN.replace("example/shop:2.1.0", "!!str 5");
		assert.deepEqual(
			offered(text, "!!str 5").filter(({ kind }) => kind === "fix"),
			[],
		);
	});
});

describe("comments", () => {
	it("below a field that goes stay, unless they are its own", () => {
		const remove = /^Remove `?restartPolicy/;
		const removed = (
			policy: string,
			above = "      image: example/shop:2.1.0",
		) => {
			const lines = ["  containers:", "    - name: shop", above];
			const text = pod(
				...lines,
				`      restartPolicy: Always${policy}`,
				"      args: [serve]",
			);
			const edit = find(offered(text, "restartPolicy"), remove)?.edit() ?? [];
			const start = pod(...lines).trimEnd().length + 1;
			return applyEdit(text, edit).slice(start);
		};
		assert.equal(
			removed(" # always\n        # the word"),
			"        # the word\n      args: [serve]\n",
		);
		// One that goes on with the comment behind the value.
		assert.equal(
			removed(" # this one\n                            # always"),
			"      args: [serve]\n",
		);
		// Below a text it would become a part of that.
		assert.equal(
			removed("\n        # the word", "      image: |\n        example/shop"),
			"      args: [serve]\n",
		);
	});

	it("in brackets stay whatever their column", () => {
		const removed = (...comment: readonly string[]) => {
			const text = [
				"apiVersion: v1",
				"kind: Pod",
				"metadata: {name: shop}",
				"spec:",
				"  containers: [",
				"    {",
				"      name: shop,",
				"      restartPolicy: Always,",
				...comment,
				"      image: example/shop:2.1.0",
				"    }",
				"  ]",
				"",
			].join("\n");
			const remove = find(offered(text, "restartPolicy"), /^Remove/);
			return applyEdit(text, remove?.edit() ?? [])
				.split("\n")
				.slice(6, 8);
		};
		assert.deepEqual(removed("        # the one that sells"), [
			"      name: shop,",
			"        # the one that sells",
		]);
		assert.deepEqual(removed(), [
			"      name: shop,",
			"      image: example/shop:2.1.0",
		]);
	});

	it("go along with the field above which they stand", () => {
		const text = pod(
			"  containers:",
			"    - name: shop",
			"      image: example/shop:2.1.0",
			"      # ours only",
			"      # (see the handbook)",
			"      imagePullSecrets: # of the registry",
			"        - name: registry",
			"      # the word",
			"      args: [serve]",
		);
		const move = find(offered(text, "imagePull"), /^Move/);
		assert.equal(
			applyEdit(text, move?.edit() ?? []),
			pod(
				"  containers:",
				"    - name: shop",
				"      image: example/shop:2.1.0",
				"      # the word",
				"      args: [serve]",
				"  # ours only",
				"  # (see the handbook)",
				"  imagePullSecrets: # of the registry",
				"    - name: registry",
			),
		);
	});
});

describe("lines that are moved", () => {
	it("are not preferred where any key may stand, and this one must not", () => {
		const text = pod(
			"  containers:",
			"    - name: shop",
			"      image: example/shop:2.1.0",
			"      resources:",
			"        requests:",
			"          memory: 100Mi",
			"      runAsUser: 1001",
			"      securityContext:",
			"        runAsNonRoot: true",
		);
		const preferred = offered(text, "runAsUser").flatMap((action) =>
			action.preferred ? action.title("en") : [],
		);
		assert.deepEqual(preferred, [
			"Move `runAsUser` to `spec.containers[0].securityContext`",
		]);
	});

	it("are offered for what that settles only", () => {
		const text = pod(
			"  containers:",
			"    - name: shop",
			"      image: example/shop:2.1.0",
			"      replicas: 3",
			"      hostNetwork: true",
			"  volumes:",
			"    - name: data",
			"      emptyDir: {}",
		);
		const titles = (word: string) =>
			offered(text, word).flatMap(({ kind, title }) =>
				kind === "fix" ? title("en") : [],
			);
		assert.ok(titles("hostNetwork").some((title) => /^Put `host/.test(title)));
		assert.ok(!titles("replicas").some((title) => /^Put `host/.test(title)));
	});
});
