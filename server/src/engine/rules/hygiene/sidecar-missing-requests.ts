import { effectiveResources, type Origins } from "../../apiserver/effective";
import { type Share, type Shares, sharesOf } from "../../apiserver/shares";
import type { Container } from "../../kubernetes/container";
import { isHelper } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { formatQuantity } from "../../kubernetes/quantity";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import type { Catalog } from "../../kubernetes/roles";
import type { Version } from "../../kubernetes/versions";
import { fixedText, type Message, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const RESOURCES = ["cpu", "memory"] as const;
type Resource = (typeof RESOURCES)[number];
/** Amounts by resource, as Kubernetes writes them. */
type Amounts = Readonly<Partial<Record<Resource, string>>>;

const listed = (resources: readonly Resource[], and: string): string =>
	resources.map((resource) => `\`${resource}\``).join(and);

const shown = (amounts: Amounts): string =>
	Object.entries(amounts)
		.map(([resource, amount]) => `\`${resource}\` ${amount}`)
		.join(", ");

const found = text({
	en: (name: string, missing: readonly Resource[], total: Amounts) =>
		`\`${name}\` has no request for ${listed(missing, " or ")}: the scheduler reserves ${shown(total)} for the Pod, and none of it for \`${name}\`.`,
	ja: (name, missing, total) =>
		`\`${name}\` には${listed(missing, "と")}の要求がありません。スケジューラーがPodに確保する${shown(total)}に、このコンテナの分は含まれていません。`,
});
/** Where another container's amount is not known. */
const foundAlone = text({
	en: (name: string, missing: readonly Resource[]) =>
		`\`${name}\` has no request for ${listed(missing, " or ")}: none of what the scheduler reserves for the Pod is for \`${name}\`.`,
	ja: (name, missing) =>
		`\`${name}\` には${listed(missing, "と")}の要求がありません。スケジューラーがPodに確保する量に、このコンテナの分は含まれていません。`,
});
const demoted = text({
	en: (qos: string) =>
		` It also makes the Pod ${qos}; without it the Pod would be Guaranteed.`,
	ja: (qos) =>
		`また、このコンテナのためにPodのQoSクラスはGuaranteedではなく${qos}になります。`,
});
const keeps = text({
	en: (qos: string) => ` The Pod is ${qos}.`,
	ja: (qos) => `PodのQoSクラスは${qos}です。`,
});
const autoscaler = fixedText({
	en: " A HorizontalPodAutoscaler on CPU utilization would fail (`missing request for cpu`).",
	ja: "CPU使用率によるHorizontalPodAutoscalerを使うと失敗します(`missing request for cpu`)。",
});
const others = text({
	en: (name: string, amounts: Amounts) =>
		`\`${name}\` requests ${shown(amounts)}`,
	ja: (name, amounts) => `\`${name}\` の要求: ${shown(amounts)}`,
});

export default defineRule({
	id: "sidecar-missing-requests",
	title: fixedText({
		en: "A helper has no requests, the application has",
		ja: "アプリケーションにある要求がヘルパーにない",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
	checkPod(pod, { version, catalog, report }) {
		const helpers = helpersOf(pod, catalog, version);
		const apps = pod.containers.filter(
			(one) => !helpers.has(one) && !isFilledIn(one),
		);
		const [app] = apps;
		if (![...helpers].some(mayLack) || !app?.field("resources")) return;
		const shares = sharesOf(pod, version);
		if (!shares || isSetForPod(pod)) return;
		const asked = RESOURCES.filter((resource) =>
			apps.every((one) => asks(shares.of.get(one), resource)),
		);
		// Another rule speaks of the init containers that cost such a Pod its class.
		const isGuaranteed = pod.containers.every(
			(one) => shares.of.get(one)?.qos === "Guaranteed",
		);
		const total = totalOf(pod, version);
		for (const helper of helpers) {
			const share = shares.of.get(helper);
			const missing = asked.filter(
				(resource) => share && !share.requests.has(resource),
			);
			if (
				missing.length === 0 ||
				(isGuaranteed && helper.list === "initContainers")
			)
				continue;
			report({
				at: helper.label,
				message: (language) =>
					absence(helper, missing, total(missing))(language) +
					consequence(shares, helper)(language) +
					(isScaled(pod) && missing.includes("cpu")
						? autoscaler(language)
						: ""),
				related: [
					{
						at: app.entry("resources")?.key ?? app.label,
						message: others(
							shownName(app),
							amountsOf(shares.of.get(app), missing),
						),
					},
				],
			});
		}
	},
});

const absence = (
	helper: Container,
	missing: readonly Resource[],
	total: Amounts,
): Message =>
	missing.every((resource) => total[resource] !== undefined)
		? found(shownName(helper), missing, total)
		: foundAlone(shownName(helper), missing);

function helpersOf(
	pod: Pod,
	catalog: Catalog,
	version: Version,
): ReadonlySet<Container> {
	return new Set(
		[...pod.initContainers, ...pod.containers].filter(
			(one) =>
				!isFilledIn(one) &&
				(isNativeSidecar(one, version) ||
					(one.list === "containers" && isHelper(one, catalog))),
		),
	);
}

/** Is there no amount written for one of the resources? Cheaper than reckoning, and false on most manifests. */
function mayLack(container: Container): boolean {
	const resources = container.entry("resources")?.value;
	return RESOURCES.some(
		(name) =>
			!valueAt(resources, "requests", name) &&
			!valueAt(resources, "limits", name),
	);
}

/** Does an injector fill in the rest? */
const isFilledIn = ({ image }: Container): boolean => image?.text === "auto";

/** Then it decides, from 1.34 on; whoever writes it means it. */
const isSetForPod = (pod: Pod): boolean =>
	valueAt(pod.entry("resources")?.value) !== undefined;

const asks = (share: Share | undefined, resource: Resource): boolean =>
	(share?.requests.get(resource)?.quantity.nano ?? 0n) > 0n;

function consequence({ qos, demotes }: Shares, helper: Container): Message {
	if (!qos) return () => "";
	return demotes(helper) ? demoted(qos) : keeps(qos);
}

const amountsOf = (
	share: Share | undefined,
	resources: readonly Resource[],
): Amounts =>
	Object.fromEntries(
		resources.flatMap((resource) => {
			const amount = share?.requests.get(resource);
			return amount ? [[resource, formatQuantity(amount.quantity)]] : [];
		}),
	);

/** What the scheduler reserves for the whole Pod: reckoned when somebody reads it. What is not known is left out. */
function totalOf(
	pod: Pod,
	version: Version,
): (resources: readonly Resource[]) => Amounts {
	let origins: Origins | undefined;
	return (resources) => {
		origins ??= effectiveResources(pod, version, { created: true }).origins
			.requests;
		return Object.fromEntries(
			resources.flatMap((resource) => {
				const amount = origins?.[resource]?.amount;
				return amount === undefined ? [] : [[resource, amount]];
			}),
		);
	};
}

/** Kinds that are scaled by how much of its CPU their Pods use. */
const isScaled = ({ kind }: Pod): boolean =>
	kind === "Deployment" || kind === "StatefulSet" || kind === "ReplicaSet";
