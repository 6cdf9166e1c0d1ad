import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { build, type Files } from "../kit/kustomize";
import { convertInTree } from "../kit/kustomize-conversion";
import { BASE, FOLDERS, randomTree } from "../kit/kustomize-trees";

interface Container {
	readonly name: string;
	readonly args?: unknown;
	readonly restartPolicy?: string;
}
interface PodSpec {
	readonly containers?: readonly Container[];
	readonly initContainers?: readonly Container[];
}

/** What is said where nothing is changed because it is not certain. */
const WARNING = /have a look at it|as far as it is for/;

const TREES = 150;

/** What a Kustomization builds; nothing where it does not. */
function built(files: Files, folder: string) {
	try {
		const object = build(files, folder) as {
			metadata: unknown;
			spec: { template: { spec: PodSpec } };
		};
		return { metadata: object.metadata, pod: object.spec.template.spec };
	} catch {
		return undefined;
	}
}

const without = (list: readonly Container[] = []) =>
	list.filter(({ name }) => name !== "proxy");
const proxyIn = (list: readonly Container[] = []) =>
	list.find(({ name }) => name === "proxy");

/** A container as it is but for its place and policy, whatever the order of its fields. */
const content = (container: Container | undefined) =>
	container &&
	Object.entries({ ...container, restartPolicy: undefined })
		.map(([key, value]) => `${key} ${JSON.stringify(value)}`)
		.sort();

describe("conversions in a Kustomize tree", () => {
	for (const [to, from, into] of [
		["native", "containers", "initContainers"],
		["classic", "initContainers", "containers"],
	] as const) {
		it(`leave every build as it was, but for the place of the container: to ${to}`, () => {
			let builds = 0;
			let followed = 0;
			for (let seed = 0; seed < TREES; seed++) {
				const files = randomTree(seed, to === "classic");
				const { files: after, notes } = convertInTree(files, BASE, "proxy", to);
				if (notes.some((note) => WARNING.test(note))) continue;
				if (
					Object.keys(files).some(
						(name) => name !== BASE && files[name] !== after[name],
					)
				)
					followed++;
				for (const folder of FOLDERS) {
					const was = built(files, folder);
					if (!was) continue;
					builds++;
					const is = built(after, folder);
					const where = `seed ${seed}, ${folder}`;
					assert.ok(is, `${where}: it builds`);
					assert.deepEqual(is.metadata, was.metadata, where);
					for (const list of ["containers", "initContainers"] as const)
						assert.deepEqual(
							without(is.pod[list]),
							without(was.pod[list]),
							where,
						);
					const moved = proxyIn(is.pod[into]);
					assert.deepEqual(
						content(moved),
						content(proxyIn(was.pod[from])),
						where,
					);
					assert.equal(proxyIn(is.pod[from]), undefined, where);
					if (moved)
						assert.equal(
							moved.restartPolicy,
							to === "native" ? "Always" : undefined,
							where,
						);
				}
			}
			assert.ok(builds > TREES, `${builds} builds`);
			assert.ok(followed > TREES / 4, `${followed} trees with other files`);
		});
	}

	it("leave the init containers in front that the container is placed behind", () => {
		for (let seed = 0; seed < TREES; seed++) {
			const files = randomTree(seed, false);
			const { files: after, notes } = convertInTree(files, BASE, "proxy");
			if (notes.some((note) => WARNING.test(note))) continue;
			const { spec } = parse(after[BASE] ?? "").spec.template as {
				spec: PodSpec;
			};
			const order = (spec.initContainers ?? []).map(({ name }) => name);
			const before = order.slice(0, order.indexOf("proxy"));
			for (const folder of FOLDERS) {
				const init = built(after, folder)?.pod.initContainers;
				const proxy = proxyIn(init);
				// One that a patch brings anew, after another has deleted it, has no place to keep.
				if (!init || !proxy?.args) continue;
				const names = init.map(({ name }) => name);
				const behind = names.slice(names.indexOf("proxy") + 1);
				assert.deepEqual(
					behind.filter((name) => before.includes(name)),
					[],
					`seed ${seed}, ${folder}`,
				);
			}
		}
	});
});
