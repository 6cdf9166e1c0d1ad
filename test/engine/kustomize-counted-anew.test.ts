import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	Sight,
	Source,
} from "../../server/src/engine/engine";
import type { Files } from "../kit/kustomize";
import { changedIn } from "../kit/kustomize-conversion";
import {
	BASE,
	base,
	counting,
	DEV,
	listed,
	OPERATIONS,
	patch,
	tree,
} from "../kit/kustomize-shop";

const INIT = `      initContainers:
        - name: first
          image: example/first:1
        - name: second
          image: example/second:1
`;

/** Makes a change of the base in its tree. */
function change(files: Files, at: string, id: string) {
	const seen = Object.entries(files).map(([name, text]) => ({
		name,
		source: Source.open(text),
	}));
	const own = seen.find(({ name }) => name === BASE)?.source;
	assert.ok(own);
	const start = own.text.indexOf(at) + at.length;
	const action = actionsAt(own, { start, end: start }, DEFAULT_SETTINGS, {
		file: BASE,
		sight: new Sight(seen.filter(({ name }) => name !== BASE)),
	}).find((each) => each.id.startsWith(id));
	const edit = action?.edit();
	assert.ok(action && edit, "it is offered");
	const after: Record<string, string> = {
		...files,
		[BASE]: applyEdit(own.text, edit),
	};
	for (const { file, edit: other } of action.elsewhere())
		after[file.name] = applyEdit(file.source.text, other);
	const notes = action.notes();
	for (const note of notes)
		assert.doesNotMatch(note("en") + note("ja"), /\0|undefined/);
	const done = { files: after, notes: notes.map((note) => note("en")) };
	return { changed: changedIn(files, done, BASE), told: done.notes.join("\n") };
}

const image = (list: string, index: number) =>
	OPERATIONS(`${list}/${index}/image`);
const FILE = "shop/dev/image.yaml";

describe("JSON patches count again", () => {
	const move = (operations: string) =>
		change(
			counting(operations, base(INIT)),
			"- name: first",
			"move-init-container/",
		);

	it("where init containers change places", () => {
		const { changed, told } = move(
			image("initContainers", 0) +
				image("initContainers", 1) +
				image("containers", 1),
		);
		assert.deepEqual(changed, {
			[FILE]:
				image("initContainers", 1) +
				image("initContainers", 0) +
				image("containers", 1),
		});
		assert.match(
			told,
			/`initContainers\/0\/image` → `initContainers\/1\/image`/,
		);
	});

	it("where a set-up is split off in front of its sidecar", () => {
		const sidecar = base(`${INIT}        - name: side
          image: example/side:1
          restartPolicy: Always
          command: [sh, -c, 'mkdir -p /etc/envoy/x; exec serve']
          volumeMounts:
            - name: config
              mountPath: /etc/envoy
`);
		const { changed } = change(
			counting(
				image("initContainers", 1) + image("initContainers", 2),
				sidecar,
			),
			"- name: side",
			"split-setup/",
		);
		assert.deepEqual(changed, {
			[FILE]: image("initContainers", 1) + image("initContainers", 3),
		});
	});

	it("where a pattern comes in front", () => {
		const waits = base(`      initContainers:
        - name: migrate
          image: example/migrate:1
          command: [migrate, --database, "localhost:5432"]
`);
		const { changed } = change(
			counting(image("initContainers", 0), waits),
			"    spec",
			"insert-pattern/0/0/ambassador",
		);
		assert.deepEqual(changed, { [FILE]: image("initContainers", 1) });
	});

	it("and patches name a pattern in front of those that call it", () => {
		const list = (items: string) => patch(listed("initContainers", items));
		const named =
			"        - name: migrate\n          image: example/migrate:2\n";
		const { changed, told } = change(
			{
				...tree(
					{
						"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: image.yaml\n`,
						[FILE]: list(named),
					},
					base(`      initContainers:
        - name: migrate
          image: example/migrate:1
          command: [migrate, --database, "localhost:5432"]
`),
				),
			},
			"    spec",
			"insert-pattern/0/0/ambassador",
		);
		assert.deepEqual(changed, {
			[FILE]: list(`        - name: cloud-sql-proxy\n${named}`),
		});
		assert.match(told, /names `cloud-sql-proxy` in front of `migrate`/);
	});

	it("but what sets the whole list, or is for others, is only told", () => {
		const whole = `- op: replace\n  path: /spec/template/spec/initContainers\n  value: []\n`;
		const left = move(whole);
		assert.deepEqual(left.changed, {});
		assert.match(left.told, /`initContainers` in `dev\/image.yaml` may mean/);
		const shared = change(
			tree(
				{
					"shop/dev/kustomization.yaml": `${DEV}  - https://example.com/other\npatches:\n  - path: image.yaml\n    target:\n      kind: Deployment\n`,
					[FILE]: image("initContainers", 0),
				},
				base(INIT),
			),
			"- name: first",
			"move-init-container/",
		);
		assert.deepEqual(shared.changed, {});
		assert.match(shared.told, /`initContainers\/0\/image` in .* may mean/);
	});

	it("but a patch of a custom resource that would lose the new one is only told", () => {
		const custom = (text: string) =>
			text
				.replace("apps/v1", "argoproj.io/v1alpha1")
				.replace("kind: Deployment", "kind: Rollout");
		const insert = (list: string) =>
			change(
				{
					...tree({
						"shop/dev/kustomization.yaml": `${DEV}patches:\n  - path: image.yaml\n`,
						[FILE]: custom(
							patch(
								listed(
									list,
									"        - name: first\n          image: example/first:2\n",
								),
							),
						),
					}),
					[BASE]: custom(base(INIT)),
				},
				"    spec",
				"insert-pattern/0/0/init-container",
			);
		const lost = insert("initContainers");
		assert.deepEqual(lost.changed, {});
		assert.match(lost.told, /`dev\/image.yaml` sets whole lists of containers/);
		assert.equal(insert("ephemeralContainers").told.includes("whole"), false);
	});

	it("and nothing is told where nothing counts", () => {
		assert.equal(move(image("containers", 1)).told, "");
	});
});
