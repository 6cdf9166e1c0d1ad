import type { Assignment } from "../../server/src/engine/kubernetes/role";
import { type Catalog, roleOf } from "../../server/src/engine/kubernetes/roles";
import { podsOf } from "../../server/src/engine/kubernetes/workloads";
import { Source } from "../../server/src/engine/yaml/source";

/** What is said of the containers of a manifest, by name. */
export function rolesIn(
	manifest: string,
	catalog?: Catalog,
): Record<string, Assignment> {
	const { documents } = Source.open(manifest);
	const pods = documents.flatMap(({ document }) => podsOf(document));
	return Object.fromEntries(
		pods
			.flatMap(({ all }) => all)
			.map((container) => [container.name ?? "", roleOf(container, catalog)]),
	);
}

/** The role of each of a Pod's containers, which are given as flow mappings. */
export function roles(
	containers: readonly string[],
	more: Partial<Extra> = {},
): Record<string, string> {
	const assigned = rolesIn(podOf(containers, more), more.catalog);
	return Object.fromEntries(
		Object.entries(assigned).map(([name, { role }]) => [name, role]),
	);
}

/** What stands around the containers. */
export interface Extra {
	readonly kind: string;
	readonly name: string;
	readonly annotations: string;
	readonly init: readonly string[];
	readonly volumes: string;
	readonly catalog: Catalog;
}

/** A workload with these containers. */
export function podOf(
	containers: readonly string[],
	{
		kind = "Deployment",
		name = "shop",
		annotations = "{}",
		init = [],
		volumes = "[]",
	}: Partial<Extra> = {},
): string {
	return [
		`apiVersion: apps/v1`,
		`kind: ${kind}`,
		`metadata: { name: ${name} }`,
		`spec:`,
		`  selector: { matchLabels: { app: shop } }`,
		`  template:`,
		`    metadata: { labels: { app: shop }, annotations: ${annotations} }`,
		`    spec:`,
		`      initContainers: [${init.join(", ")}]`,
		`      containers: [${containers.join(", ")}]`,
		`      volumes: ${volumes}`,
	].join("\n");
}

/** An application that nothing else can be taken for. */
export const WEB =
	"{ name: web, image: example/web:1, ports: [{ containerPort: 8080 }] }";
