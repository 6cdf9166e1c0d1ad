import { chance, pick, type Random, seeded } from "./breaks/random";
import type { Files } from "./kustomize";

/** Kustomize trees at random: a base with a proxy, a component, two overlays, and patches of all manners. */

export const BASE = "tree/base/web.yaml";
export const FOLDERS = ["tree/base", "tree/dev", "tree/prod"];

const IMAGES: Readonly<Record<string, string>> = {
	proxy: "envoyproxy/envoy:v1.34.1",
	log: "fluent/fluent-bit:4.0.1",
};

const PROXY = `          args: [-c, /etc/envoy/envoy.yaml]
          volumeMounts:
            - name: config
              mountPath: /etc/envoy
`;
/** Init containers; the proxy reads what the first of them writes. */
const WRITES = `          volumeMounts:
            - name: config
              mountPath: /out
`;

/** @param isNative does the proxy stand among the init containers? */
export function randomTree(seed: number, isNative: boolean): Files {
	const trees = new Trees(seeded(seed), isNative);
	return trees.make();
}

class Trees {
	readonly #files: Record<string, string> = {};

	constructor(
		readonly random: Random,
		readonly isNative: boolean,
	) {}

	make(): Files {
		this.#files[BASE] = this.#base();
		const components = this.#may(0.3) ? ["../component"] : [];
		this.#kustomization("tree/base", ["web.yaml"], []);
		this.#kustomization("tree/component", [], []);
		this.#kustomization("tree/dev", ["../base"], components);
		const below = this.#one(["../base", "../dev"]);
		// A component twice on the way would apply its patches twice.
		const again = below === "../dev" ? [] : components;
		this.#kustomization("tree/prod", [below], again);
		return this.#files;
	}

	#may = (probability: number): boolean => chance(this.random, probability);

	#one<T>(list: readonly T[]): T {
		const found = pick(this.random, list);
		if (found === undefined) throw new Error("nothing to choose from");
		return found;
	}

	#some = <T>(list: readonly T[], probability: number): T[] =>
		list.filter(() => this.#may(probability));

	/** In any order. */
	#shuffled = <T>(list: readonly T[]): T[] =>
		list
			.map((each) => [this.random(), each] as const)
			.sort(([one], [other]) => one - other)
			.map(([, each]) => each);

	#lists(init: readonly string[], containers: readonly string[]): string {
		const list = (key: string, items: readonly string[]) =>
			items.length > 0 ? `      ${key}:\n${items.join("")}` : "";
		return list("initContainers", init) + list("containers", containers);
	}

	#base(): string {
		const item = (name: string, more = "") =>
			`        - name: ${name}\n          image: ${IMAGES[name] ?? `example/${name}:1`}\n${more}`;
		const init = this.#some(["fetch", "setup"], 0.5).map((name) =>
			item(name, name === "fetch" ? WRITES : ""),
		);
		const names = this.#shuffled(["app", ...this.#some(["log", "other"], 0.5)]);
		const containers = names.map((name) => item(name));
		const [home, proxy] = this.isNative
			? [init, item("proxy", `${PROXY}          restartPolicy: Always\n`)]
			: [containers, item("proxy", PROXY)];
		home.splice(Math.floor(this.random() * (home.length + 1)), 0, proxy);
		return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
${this.#lists(init, containers)}      volumes:
        - name: config
          emptyDir: {}
`;
	}

	#kustomization(
		folder: string,
		resources: readonly string[],
		components: readonly string[],
	): void {
		const list = (key: string, items: readonly string[]) =>
			items.length > 0
				? `${key}:\n${items.map((item) => `  - ${item}\n`).join("")}`
				: "";
		const patches = [0, 1].flatMap((number) =>
			(number === 0 && folder.endsWith("component")) || this.#may(0.6)
				? this.#patch(folder, number)
				: [],
		);
		this.#files[`${folder}/kustomization.yaml`] = [
			folder.endsWith("component")
				? "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"
				: "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
			list("resources", resources),
			list("components", components),
			resources.length > 0 && this.#may(0.2) ? "namePrefix: x-\n" : "",
			patches.length > 0 ? `patches:\n${patches.join("")}` : "",
			this.#may(0.2) ? this.#replacement() : "",
		].join("");
	}

	#patch(folder: string, number: number): string {
		const isJson = this.#may(0.5);
		const text = isJson ? this.#json() : this.#merge();
		const name = this.#one(["", "      name: web\n", "      name: w.*\n"]);
		const target =
			isJson || this.#may(0.3)
				? `    target:\n      kind: Deployment\n${name}`
				: "";
		if (this.#may(0.5)) {
			this.#files[`${folder}/patch-${number}.yaml`] = text;
			return `  - path: patch-${number}.yaml\n${target}`;
		}
		const indent = this.#one(["      ", "        "]);
		const header = this.#one(["|", "|-"]);
		return `  - patch: ${header}\n${text.replace(/^(?=.)/gm, indent)}${target}`;
	}

	#merge(): string {
		const item = (name: string) =>
			`        - name: ${name}\n${
				name === "proxy" && this.#may(0.1)
					? "          $patch: delete\n"
					: this.#one([
							"          image: example/patched:2\n",
							"          env:\n            - name: LEVEL\n              value: info\n",
						])
			}`;
		const containers = this.#some(["app", "log", "new"], 0.3).map(item);
		const init = this.#some(["fetch", "early"], 0.2).map(item);
		if (this.#may(0.8)) {
			const home = this.isNative ? init : containers;
			const index = Math.floor(this.random() * (home.length + 1));
			home.splice(index, 0, item("proxy"));
		}
		return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
${this.#lists(init, containers)}      priority: 7
`;
	}

	#json(): string {
		const operation = () => {
			const list = this.#one(["containers", "containers", "initContainers"]);
			const index = this.#one([0, 1, 2]);
			const path = `/spec/template/spec/${list}`;
			const value = "  value:\n    name: added\n    image: example/added:1\n";
			return this.#one([
				`- op: replace\n  path: ${path}/${index}/image\n  value: example/counted:3\n`,
				`- op: add\n  path: ${path}/${index}/env\n  value: []\n`,
				`- op: add\n  path: ${path}/${this.#one([index, "-"])}\n${value}`,
				`- op: remove\n  path: ${path}/${index}\n`,
				"- op: replace\n  path: /metadata/labels/app\n  value: web\n",
			]);
		};
		const idiom = "/spec/template/spec/initContainers";
		const made = this.#may(0.1)
			? `- op: add\n  path: ${idiom}\n  value: []\n`
			: "";
		return made + [operation(), this.#may(0.5) ? operation() : ""].join("");
	}

	#replacement(): string {
		const list = this.#one(["containers", "initContainers"]);
		const which = this.#one(["[name=proxy]", "0", "1"]);
		return `replacements:
  - source:
      kind: Deployment
      fieldPath: spec.template.spec.${list}.${which}.image
    targets:
      - select:
          kind: Deployment
        fieldPaths:
          - metadata.labels.app
`;
	}
}
