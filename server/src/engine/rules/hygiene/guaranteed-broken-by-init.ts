import { type Share, type Shares, sharesOf } from "../../apiserver/shares";
import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import { compareQuantities, formatQuantity } from "../../kubernetes/quantity";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { copyField } from "../../kubernetes/verbs-copy";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const RESOURCES = ["cpu", "memory"] as const;

const init = text({
	en: (name: string, why: string) =>
		`The Pod is Burstable, not Guaranteed, because of the init container \`${name}\`: ${why}. It counts for the QoS class also after it has ended.`,
	ja: (name, why) =>
		`Initコンテナ \`${name}\` (${why}) のため、PodのQoSクラスはGuaranteedではなくBurstableになります。Initコンテナは終了した後もQoSクラスの判定に含まれます。`,
});
const sidecar = text({
	en: (name: string, why: string) =>
		`The Pod is Burstable, not Guaranteed, because of the native sidecar \`${name}\`: ${why}.`,
	ja: (name, why) =>
		`ネイティブサイドカー \`${name}\` (${why}) のため、PodのQoSクラスはGuaranteedではなくBurstableになります。`,
});
const noLimits = text({
	en: (resources: readonly string[]) =>
		`it has no limit for ${resources.map((name) => `\`${name}\``).join(" or ")}`,
	ja: (resources) =>
		`${resources.map((name) => `\`${name}\``).join("と")}の制限がない`,
});
const differ = text({
	en: (resource: string, request: string, limit: string) =>
		`it requests \`${resource}\` ${request}, with a limit of ${limit}`,
	ja: (resource, request, limit) =>
		`\`${resource}\` の要求が${request}、制限が${limit}`,
});
const equal = text({
	en: (name: string) => `\`${name}\` has requests equal to its limits`,
	ja: (name) => `\`${name}\` は要求と制限が同じです`,
});
const copy = text({
	en: (app: string) =>
		`Give it the \`resources\` of \`${app}\`: the Pod reserves no more`,
	ja: (app) => `\`${app}\` と同じ \`resources\` を指定(Podの要求は増えません)`,
});

export default defineRule({
	id: "guaranteed-broken-by-init",
	title: fixedText({
		en: "An init container makes a Guaranteed Pod Burstable",
		ja: "InitコンテナのためにPodがGuaranteedではなくBurstableになる",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/",
	mentions: ["initContainers"],
	checkPod(pod, { version, report }) {
		const [app] = pod.containers;
		if (pod.initContainers.length === 0 || !app) return;
		if (!pod.containers.every(hasLimits)) return;
		const shares = sharesOf(pod, version);
		// What the Pod says for itself decides, where the version knows it.
		if (pod.entry("resources") || shares?.qos !== "Burstable") return;
		if (!pod.containers.every((one) => isGuaranteed(shares, one))) return;
		for (const container of pod.initContainers) {
			const share = shares.of.get(container);
			const why = share && reasonOf(share);
			if (!why || share.qos === "Guaranteed") continue;
			const isSidecar = isNativeSidecar(container, version);
			const name = shownName(container);
			report({
				at: container.label,
				message: (language) =>
					(isSidecar ? sidecar : init)(name, why(language))(language),
				related: [
					{
						at: app.entry("resources")?.key ?? app.label,
						message: equal(shownName(app)),
					},
				],
				// What a sidecar needs comes on top; an init container runs when the application does not yet.
				fixes: [
					isSidecar || container.entry("resources") || asksForMore(app)
						? undefined
						: {
								title: copy(shownName(app)),
								safety: "review",
								preferred: true,
								edit: () => copyField(app, container, "resources"),
							},
				],
			});
		}
	},
});

/** Cheaper than reckoning, and false on most manifests. */
function hasLimits(container: Container): boolean {
	const limits = valueAt(container.entry("resources")?.value, "limits");
	return RESOURCES.every((name) => valueAt(limits, name) !== undefined);
}

const isGuaranteed = ({ of }: Shares, container: Container): boolean =>
	of.get(container)?.qos === "Guaranteed";

function reasonOf({ requests, limits }: Share) {
	const missing = RESOURCES.filter(
		(resource) => (limits.get(resource)?.quantity.nano ?? 0n) === 0n,
	);
	if (missing.length > 0) return noLimits(missing);
	for (const resource of RESOURCES) {
		const request = requests.get(resource)?.quantity;
		const limit = limits.get(resource)?.quantity;
		if (request && limit && compareQuantities(request, limit) !== 0)
			return differ(resource, formatQuantity(request), formatQuantity(limit));
	}
	return undefined;
}

/** Devices and the like are not for init containers, only because the application has some. */
function asksForMore(app: Container): boolean {
	const resources = app.entry("resources")?.value;
	return ["limits", "requests", "claims"].some((list) => {
		const value = valueAt(resources, list);
		return value?.kind === "mapping"
			? value.entries.some(
					({ key }) => !/^(?:cpu|memory|ephemeral-storage)$/.test(key.text),
				)
			: value !== undefined;
	});
}
