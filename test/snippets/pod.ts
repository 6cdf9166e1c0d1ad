import { parseDocument, stringify } from "yaml";

export interface Container {
	readonly name: string;
	readonly image: string;
	readonly restartPolicy?: string;
	readonly command?: readonly string[];
	readonly args?: readonly string[];
	readonly env?: readonly { name: string; value: string }[];
	readonly ports?: readonly { name: string; containerPort: number }[];
	readonly startupProbe?: object;
	readonly resources?: {
		readonly requests?: { cpu?: string; memory?: string };
		readonly limits?: { cpu?: string; memory?: string };
	};
	readonly volumeMounts?: readonly {
		name: string;
		mountPath: string;
		readOnly?: boolean;
	}[];
}

export interface PodSpec {
	readonly restartPolicy?: string;
	readonly initContainers?: readonly Container[];
	readonly containers?: readonly Container[];
	readonly volumes?: readonly { name: string }[];
}

interface Labels {
	readonly labels?: Record<string, string>;
}

export interface Manifest {
	readonly kind: string;
	readonly metadata: Labels & { readonly name: string };
	readonly spec: PodSpec & {
		readonly selector?: { readonly matchLabels: Record<string, string> };
		readonly template?: { readonly metadata: Labels; readonly spec: PodSpec };
	};
}

export type Form = "fields" | "item" | "manifest";

/** Tells by its shape where in a Pod the text of a snippet belongs. */
export function formOf(text: string): Form {
	if (text.startsWith("- ")) return "item";
	return text.startsWith("initContainers:") ? "fields" : "manifest";
}

/** Reads YAML into a manifest; throws on errors and on warnings. */
export function readManifest(text: string): Manifest {
	const document = parseDocument(text, { strict: true });
	const [problem] = [...document.errors, ...document.warnings];
	if (problem !== undefined) throw problem;
	return document.toJS() as Manifest;
}

/** The Pod spec of a manifest, wherever its kind keeps it. */
export function podSpecOf({ spec }: Manifest): PodSpec {
	return spec.template?.spec ?? spec;
}

/**
 * The manifest that stands in the file once a snippet was inserted where it
 * belongs: a fragment gets the Pod around it that it expects, with the app on
 * the other side of its volumes.
 */
export function surround(text: string): string {
	const form = formOf(text);
	if (form === "manifest") return text;
	const fields = form === "item" ? `initContainers:\n${text}` : text;
	const spec = parseDocument(fields).toJS() as PodSpec;
	const mounts = (spec.initContainers ?? []).flatMap(
		({ volumeMounts }) => volumeMounts ?? [],
	);
	const app: Container = {
		name: "app",
		image: "registry.example.com/app:1.0.0",
		resources: {
			requests: { cpu: "100m", memory: "128Mi" },
			limits: { memory: "256Mi" },
		},
		volumeMounts: mounts.map(({ name, mountPath }) => ({ name, mountPath })),
	};
	const volumes = mounts.map(({ name }) => ({
		name,
		emptyDir: { sizeLimit: "64Mi" },
	}));
	const rest = {
		containers: [app],
		...(spec.volumes === undefined && volumes.length > 0 ? { volumes } : {}),
	};
	return [
		"apiVersion: v1",
		"kind: Pod",
		"metadata:",
		"  name: example",
		"spec:",
		...`${fields.trimEnd()}\n${stringify(rest, { indentSeq: false })}`
			.trimEnd()
			.split("\n")
			.map((line) => `  ${line}`),
		"",
	].join("\n");
}
