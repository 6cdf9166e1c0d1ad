import { makeEdit, overlaps, type Splice } from "../text/edit";
import { fixedText, type Message, text } from "../text/language";
import { crossesAnchor, sharedThrough } from "../yaml/anchors";
import { type ListSlot, offsetOf } from "../yaml/list-slot";
import { valueAt } from "../yaml/tree";
import { appMeshTag, strippedByMesh } from "./app-mesh";
import { isChangedOnly } from "./classic-sidecars";
import { type Container, mappingsOf } from "./container";
import { hazardsOf } from "./conversion/hazards";
import { refuse } from "./conversion/refusals";
import { remarksOf } from "./conversion/remarks";
import { needlessCalls, needlessHook } from "./conversion/workarounds";
import { convert, nativeSlot } from "./conversion-edit";
import { dependentsOf, type Placement, placementOf } from "./dependencies";
import { endsByItself } from "./helpers";
import { noInitContainers, refusesInitContainers } from "./knative";
import { shownName } from "./naming";
import { needsAnother } from "./network";
import { type Catalog, roleOf } from "./roles";
import { neverReady } from "./start-gate";
import { needsLater } from "./startup-check";
import { runsOnce } from "./tasks";
import { stringOf } from "./values";
import { atLeast, type Version } from "./versions";

/** What turning a container of `containers` into a native sidecar would do, or why it must not be done. */
export type Conversion =
	| { readonly refused: Message }
	| {
			readonly refused?: never;
			readonly edit: () => readonly Splice[] | undefined;
			/** What it deletes, and what has to be looked at; the weightiest first. */
			readonly notes: () => readonly Message[];
			/** What is good to know beside. */
			readonly remarks: () => readonly Message[];
	  };

/**
 * Plans the conversion of a container of `containers`.
 * @param index where it stood among the init containers before, if that is known
 */
export function planConversion(
	container: Container,
	version: Version,
	catalog: Catalog,
	index?: number,
): Conversion {
	const way = wayToConvert(container, version, catalog, index);
	if (way.refused) return way;
	const { slot, placement } = way;
	const gate = needsGate(container, catalog, placement.index);
	const hook = needlessHook(container, version, catalog);
	const lean = hook && convert(container, slot, gate, hook.splices);
	const edit = lean ?? convert(container, slot, gate);
	if (!edit)
		return {
			refused:
				gate && convert(container, slot, false) ? refuse.probe : refuse.written,
		};
	const calls = needlessCalls(container).filter(
		({ splices }) => !overlaps(makeEdit(splices), makeEdit(edit)),
	);
	const removals = [...(lean && hook ? [hook] : []), ...calls];
	return {
		edit: () => [...edit, ...calls.flatMap(({ splices }) => splices)],
		notes: () => [
			...removals.map(({ note }) => note),
			...hazardsOf(container, version, catalog, gate),
		],
		remarks: () => remarksOf(container, version, catalog, placement, gate),
	};
}

/** Where a conversion would put the container, or why it must not be done, as far as that is known without making it. */
export function wayToConvert(
	container: Container,
	version: Version,
	catalog: Catalog,
	index?: number,
):
	| { readonly refused: Message }
	| {
			readonly refused?: never;
			readonly slot: ListSlot;
			readonly placement: Placement;
	  } {
	const { pod } = container;
	const { document } = pod;
	if (!atLeast(version, "1.29")) return { refused: refuse.version(version) };
	if (isChangedOnly(container)) return { refused: refuse.patched };
	if (pod.containers.length < 2 && !pod.isPatch)
		return { refused: refuse.last };
	if (document.templated) return { refused: refuse.template };
	if (refusesInitContainers(pod)) return { refused: noInitContainers };
	if (appMeshTag(pod)) return { refused: strippedByMesh };
	const shared = sharedThrough(document, container.node);
	if (shared) return { refused: refuse.shared(shared.anchor) };
	if (
		container.field("restartPolicyRules") &&
		!mayHaveRules(container, version)
	)
		return { refused: refuse.rules };
	if (endsByItself(container) || runsOnce(container))
		return { refused: refuse.ends };
	if (needsAnother(container, "startupProbe"))
		return { refused: refuse.needsApp };
	if (needsAnother(container, "postStart"))
		return { refused: refuse.hookNeedsApp };
	const placement = placementOf(container, catalog, index);
	if (placement.conflict) {
		const [caller, provider] = placement.conflict;
		return {
			refused:
				caller === provider
					? refuse.both(shownName(caller))
					: refuse.order(shownName(caller), shownName(provider)),
		};
	}
	const place = placement.index - 1;
	if (needsLater(container, "startupProbe", place))
		return { refused: refuse.needsApp };
	if (needsLater(container, "postStart", place))
		return { refused: refuse.hookNeedsApp };
	const above = nativeSlot(pod, placement.index);
	const crosses = (slot: ListSlot | undefined) => {
		const offset = slot && offsetOf(document, slot);
		return (
			offset !== undefined && crossesAnchor(document, container.item, offset)
		);
	};
	// Behind `containers` it still comes after the anchors there.
	const slot =
		above?.kind === "new" && crosses(above)
			? nativeSlot(pod, placement.index, "after")
			: above;
	if (crosses(slot)) return { refused: refuse.anchors };
	// A list in brackets would have to be written anew to take a block.
	const isMixed =
		slot?.kind === "within" && slot.list.flow && !container.item.parent.flow;
	return slot && !isMixed ? { slot, placement } : { refused: refuse.written };
}

/** From 1.36 on a native sidecar may have rules that restart the whole Pod. */
function mayHaveRules(container: Container, version: Version): boolean {
	const rules = mappingsOf(container.field("restartPolicyRules")?.value);
	return (
		atLeast(version, "1.36") &&
		rules.every(
			(rule) => stringOf(valueAt(rule, "action")) === "RestartAllContainers",
		)
	);
}

/**
 * A readinessProbe holds nobody up; where others need the helper, the same check must pass before they start. Behind a
 * mesh proxy that is everybody.
 */
function needsGate(
	container: Container,
	catalog: Catalog,
	index: number,
): boolean {
	const readiness = container.field("readinessProbe");
	return (
		readiness?.parent === container.node &&
		!container.field("startupProbe") &&
		!needsAnother(container, "readinessProbe") &&
		!needsLater(container, "readinessProbe", index - 1) &&
		!neverReady(container) &&
		(roleOf(container, catalog).role === "mesh-proxy" ||
			dependentsOf(container, catalog).length > 0)
	);
}

const convertTitle = text({
	en: (name: string) => `Convert ${name} to a native sidecar`,
	ja: (name) => `${name} をネイティブサイドカーに変換`,
});

const THIS = fixedText({ en: "this container", ja: "このコンテナ" });

/** The conversion as a change that can be offered, also when it must not be done. */
export function conversionTitle(container: Container): Message {
	const name = shownName(container);
	return (language) =>
		convertTitle(name === "?" ? THIS(language) : `\`${name}\``)(language);
}
