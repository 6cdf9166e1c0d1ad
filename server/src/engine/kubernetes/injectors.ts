import { memoize } from "../text/memo";
import { annotationsOf, labelsOf, type Tag } from "./annotations";
import type { Pod } from "./pod";
import { programOf } from "./program";
import type { Evidence } from "./role";
import { atLeast, type Version } from "./versions";

/** What a Pod's annotations and labels say of one thing: the first of some keys that is there. */
type Find = (...keys: readonly string[]) => Tag | undefined;

/** The container that an injector puts beside the application, and that goes on until it is stopped. */
interface Added {
	readonly name: string;
	/** Where it listens for the other containers of the Pod. */
	readonly ports: readonly number[];
	/** What says that this Pod gets one; nothing where it says so elsewhere (the namespace) or not at all. */
	asked(find: Find): Tag | undefined;
	/** Is it a native sidecar? Nothing where the injector's version or settings decide. */
	native(find: Find): boolean | undefined;
	/** How the work can stop it: in the words of its commands. Nothing where it cannot. */
	stop(find: Find): RegExp | undefined;
}

/** A system that adds containers to Pods, and what its annotations mean. */
export interface Injector {
	readonly system: string;
	/** Its annotations. */
	readonly annotation: RegExp;
	/** The names of what it adds. */
	readonly container: RegExp;
	readonly role: Exclude<Evidence["role"], "app">;
	readonly adds?: Added;
}

const isOn = (tag: Tag | undefined): boolean =>
	/^(?:true|t|1|y|yes|on|enabled|ingress)$/i.test(tag?.value ?? "");
const isOff = (tag: Tag | undefined): boolean =>
	/^(?:false|f|0|n|no|off|disabled)$/i.test(tag?.value ?? "");
/** What a switch says; nothing where it is not there or has another value. */
const switched = (tag: Tag | undefined): boolean | undefined =>
	isOn(tag) ? true : isOff(tag) ? false : undefined;
/** Asked for by its own annotation, or, unless that says no, by one that makes no sense without it. */
const asked = (own: Tag | undefined, other: Tag | undefined) =>
	isOn(own) ? own : isOff(own) ? undefined : other;

/** Istio's switch; it wins over the settings of istiod, where it is on by default since Istio 1.27. */
export const ISTIO_NATIVE = "sidecar.istio.io/nativeSidecar";
/** Linkerd's switch, newest name first: since 2.20 (where it is on by default), 2.19 and 2.15. */
export const LINKERD_NATIVE = [
	"config.linkerd.io/proxy-enable-native-sidecar",
	"config.beta.linkerd.io/proxy-enable-native-sidecar",
	"config.alpha.linkerd.io/proxy-enable-native-sidecar",
] as const;
export const VAULT = "vault.hashicorp.com/";

/** Containers that an injector adds, and the annotations of the Pod that show that it is at work. */
export const INJECTORS: readonly Injector[] = [
	{
		system: "Istio",
		annotation: /^(?:sidecar|inject)\.istio\.io\//,
		container: /^istio-proxy$/,
		role: "mesh-proxy",
		adds: {
			name: "istio-proxy",
			ports: [15000, 15001, 15004, 15006, 15020, 15021, 15053, 15090],
			asked: (find) =>
				asked(find("sidecar.istio.io/inject"), find(ISTIO_NATIVE)),
			native: (find) => switched(find(ISTIO_NATIVE)),
			stop: () => /quitquitquit/,
		},
	},
	{
		system: "Linkerd",
		annotation: /^(?:config(?:\.\w+)?\.)?linkerd\.io\//,
		container: /^linkerd-proxy$/,
		role: "mesh-proxy",
		adds: {
			name: "linkerd-proxy",
			ports: [4140, 4143, 4190, 4191],
			asked: (find) =>
				asked(find("linkerd.io/inject"), find(...LINKERD_NATIVE)),
			native: (find) => switched(find(...LINKERD_NATIVE)),
			stop: () => /linkerd-await|:4191\/shutdown/,
		},
	},
	{
		system: "Linkerd",
		annotation: /^(?:config(?:\.\w+)?\.)?linkerd\.io\//,
		container: /^linkerd-debug$/,
		role: "helper",
	},
	{
		system: "Dapr",
		annotation: /^dapr\.io\//,
		container: /^daprd$/,
		role: "mesh-proxy",
		adds: {
			name: "daprd",
			ports: [3500, 3501, 50001, 50002, 9090],
			asked: (find) => asked(find("dapr.io/enabled"), undefined),
			native: () => false,
			stop: () => /\/v1\.0\/shutdown/,
		},
	},
	{
		system: "Kuma",
		annotation: /^kuma\.io\//,
		container: /^kuma-sidecar$/,
		role: "mesh-proxy",
	},
	{
		system: "Consul",
		annotation: /^consul\.hashicorp\.com\//,
		container: /^consul-(?:dataplane|.*envoy)/,
		role: "mesh-proxy",
	},
	{
		system: "AWS App Mesh",
		annotation: /^appmesh\.k8s\.aws\//,
		container: /^envoy$/,
		role: "mesh-proxy",
	},
	{
		system: "AWS App Mesh",
		annotation: /^appmesh\.k8s\.aws\//,
		container: /^xray-daemon$/,
		role: "adapter",
	},
	{
		system: "Open Service Mesh",
		annotation: /^openservicemesh\.io\//,
		container: /^envoy$/,
		role: "mesh-proxy",
	},
	{
		system: "Vault Agent Injector",
		annotation: /^vault\.hashicorp\.com\//,
		container: /^vault-agent/,
		role: "config-helper",
		adds: {
			name: "vault-agent",
			ports: [8200],
			asked: (find) =>
				isOn(find(`${VAULT}agent-pre-populate-only`))
					? undefined
					: asked(find(`${VAULT}agent-inject`), undefined),
			// No release knows it; who writes it runs a build that does.
			native: (find) => isOn(find(`${VAULT}agent-native-sidecar`)),
			stop: (find) =>
				isOn(find(`${VAULT}agent-enable-quit`))
					? /agent\/v1\/quit/
					: isOn(find(`${VAULT}agent-share-process-namespace`))
						? /\bp?kill\b|killall/
						: undefined,
		},
	},
	{
		system: "Bank-Vaults",
		annotation: /^vault\.security\.banzaicloud\.io\//,
		container: /^vault-agent/,
		role: "config-helper",
	},
	{
		system: "Infisical",
		annotation: /^org\.infisical\.com\//,
		container: /^infisical-agent/,
		role: "config-helper",
	},
	{
		system: "OpenTelemetry Operator",
		annotation: /^sidecar\.opentelemetry\.io\//,
		container: /^otc-container$/,
		role: "adapter",
		adds: {
			name: "otc-container",
			ports: [4317, 4318, 8888, 13133],
			asked: (find) => {
				const tag = find("sidecar.opentelemetry.io/inject");
				// The name of a collector asks for it too.
				return tag && tag.value !== "" && !isOff(tag) ? tag : undefined;
			},
			native: () => undefined,
			stop: () => undefined,
		},
	},
	{
		system: "Jaeger Operator",
		annotation: /^sidecar\.jaegertracing\.io\//,
		container: /^jaeger-agent$/,
		role: "adapter",
	},
	{
		system: "Datadog",
		annotation: /^(?:agent|admission)\.datadoghq\.com\//,
		container: /^datadog-agent/,
		role: "adapter",
	},
	{
		system: "Cloud Storage FUSE",
		annotation: /^gke-gcsfuse\//,
		container: /^gke-gcsfuse-sidecar$/,
		role: "helper",
	},
	{
		system: "Cloud SQL Proxy Operator",
		annotation: /^cloudsql\.cloud\.google\.com\//,
		container: /^csql-/,
		role: "ambassador",
	},
	{
		system: "Tailing Sidecar Operator",
		annotation: /^tailing-sidecar$/,
		container: /^tailing-sidecar/,
		role: "log-shipper",
	},
];

/** A container that an injector adds to a Pod in the cluster: it is not in the file. */
export interface Injection {
	readonly system: string;
	readonly name: string;
	readonly ports: readonly number[];
	/** The annotation or label that asks for it. */
	readonly tag: Tag;
	/** A native sidecar? Nothing where that is not written here. */
	readonly native: boolean | undefined;
	/** Words of the work's commands that stop it; nothing where no command can. */
	readonly stop: RegExp | undefined;
}

/** The annotation or label of a Pod with one of some keys, the first that is there. */
export function tagOf(pod: Pod, ...keys: readonly string[]): Tag | undefined {
	for (const key of keys) {
		const tag = annotationsOf(pod).get(key) ?? labelsOf(pod).get(key);
		if (tag) return tag;
	}
	return undefined;
}

/** What injectors add to a Pod, as far as its own annotations and labels say. */
export const injectionsOf = memoize((pod: Pod): readonly Injection[] => {
	if (annotationsOf(pod).size === 0 && labelsOf(pod).size === 0) return [];
	const find: Find = (...keys) => tagOf(pod, ...keys);
	return INJECTORS.flatMap(({ system, adds }): Injection[] => {
		const tag = adds?.asked(find);
		if (!adds || !tag) return [];
		// Already there: somebody has saved what the injector made.
		if (pod.all.some(({ name }) => name === adds.name)) return [];
		const { name, ports } = adds;
		const native = adds.native(find);
		return [{ system, name, ports, tag, native, stop: adds.stop(find) }];
	});
});

/** Is it surely an ordinary container, of `containers`? */
export function isClassic(injection: Injection, version: Version): boolean {
	return (
		injection.native === false ||
		(injection.native === undefined && !atLeast(version, "1.29"))
	);
}

/**
 * Does an injected container go on when the work is done? Nothing where the work may stop it by a call that cannot be
 * seen here.
 */
export function outlastsWork(
	pod: Pod,
	{ stop }: Injection,
): boolean | undefined {
	if (!stop) return true;
	const isStopped = pod.containers.some((container) =>
		(programOf(container).words ?? []).some(({ text }) => stop.test(text)),
	);
	return isStopped ? false : undefined;
}
