import { type Shares, sharesOf } from "../../apiserver/shares";
import type { Container } from "../../kubernetes/container";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { formatQuantity, type Quantity } from "../../kubernetes/quantity";
import { isNativeSidecar } from "../../kubernetes/restart-policy";
import { mayRunWithout } from "../../kubernetes/start-needs";
import { fixedText, text } from "../../text/language";
import { moveItemBefore } from "../../yaml/list-edit";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const RESOURCES = ["cpu", "memory"] as const;

const found = text({
	en: (name: string, amounts: string, sidecars: string) =>
		`\`${name}\` runs beside ${sidecars}, and the scheduler reserves what they need together as long as the Pod lives. With \`${name}\` first that is ${amounts}.`,
	ja: (name, amounts, sidecars) =>
		`\`${name}\` は${sidecars}と同時に動きます。スケジューラーは、その合計をPodが終了するまで確保し続けます。\`${name}\` を先にすると減らせます: ${amounts}。`,
});
const instead = text({
	en: (resource: string, now: string, then: string) =>
		`\`${resource}\` ${now} instead of ${then}`,
	ja: (resource, now, then) => `\`${resource}\` ${now} → ${then}`,
});
const runs = text({
	en: (name: string) => `\`${name}\` runs already`,
	ja: (name) => `\`${name}\` はすでに動いています`,
});
const move = text({
	en: (name: string, sidecar: string) =>
		`Move \`${name}\` before \`${sidecar}\``,
	ja: (name, sidecar) => `\`${name}\` を \`${sidecar}\` の前へ移動`,
});

export default defineRule({
	id: "init-ordering-resource-spike",
	title: fixedText({
		en: "An init container after a sidecar makes the Pod reserve more",
		ja: "サイドカーの後のInitコンテナがPodの要求を増やしている",
	}),
	severity: "information",
	kubernetes: { from: "1.29" },
	fix: "review",
	strict: true,
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers",
	mentions: ["initContainers"],
	checkPod(pod, { version, catalog, report }) {
		const list = pod.initContainers;
		const isSidecar = new Map(
			list.map((one) => [one, isNativeSidecar(one, version)]),
		);
		const at = list.findIndex((one) => isSidecar.get(one));
		// The first ordinary one behind the sidecars that come first: no other has to keep its place before it.
		const init = list.slice(at + 1).find((one) => !isSidecar.get(one));
		const sidecars = list.slice(at, init?.index);
		const [first] = sidecars;
		if (at === -1 || !init?.field("resources") || !first) return;
		const shares = sharesOf(pod, version);
		if (!shares || valueAt(pod.entry("resources")?.value) !== undefined) return;
		const order = { list, isSidecar, shares };
		const moved = [
			...list.filter(({ index }) => index < at),
			init,
			...list.filter((one) => one.index >= at && one !== init),
		];
		const saved = RESOURCES.flatMap((resource) => {
			const now = reserved(pod, order, resource);
			const after = reserved(pod, { ...order, list: moved }, resource);
			return now && after && after.nano < now.nano
				? [{ resource, now: formatQuantity(now), after: formatQuantity(after) }]
				: [];
		});
		if (saved.length === 0) return;
		if (!mayRunWithout(init, sidecars, catalog)) return;
		const names = sidecars.map((one) => `\`${shownName(one)}\``).join(", ");
		report({
			at: init.label,
			message: (language) =>
				found(
					shownName(init),
					saved
						.map(({ resource, now, after }) =>
							language === "ja"
								? instead(resource, now, after)(language)
								: instead(resource, after, now)(language),
						)
						.join(", "),
					names,
				)(language),
			related: sidecars.map((one) => ({
				at: one.label,
				message: runs(shownName(one)),
			})),
			fixes: [
				{
					title: move(shownName(init), shownName(first)),
					safety: "review",
					preferred: true,
					edit: () => moveItemBefore(pod.document, init.item, first.item),
				},
			],
		});
	},
});

interface Order {
	readonly list: readonly Container[];
	readonly isSidecar: ReadonlyMap<Container, boolean>;
	readonly shares: Shares;
}

/** What the scheduler reserves of a resource if the init containers come in an order; nothing where it is not known. */
function reserved(
	pod: Pod,
	{ list, isSidecar, shares }: Order,
	resource: string,
): Quantity | undefined {
	let format: Quantity["format"] = "decimal";
	let isKnown = true;
	const ask = (container: Container): bigint => {
		const requests = shares.of.get(container)?.requests;
		const quantity = requests?.get(resource)?.quantity;
		if (!quantity) isKnown &&= requests?.has(resource) === false;
		else if (quantity.nano > 0n) format = quantity.format;
		return quantity?.nano ?? 0n;
	};
	let running = 0n;
	let most = 0n;
	for (const container of list) {
		const own = ask(container);
		if (running + own > most) most = running + own;
		if (isSidecar.get(container)) running += own;
	}
	for (const container of pod.containers) running += ask(container);
	const nano = running > most ? running : most;
	return isKnown ? { nano, format } : undefined;
}
