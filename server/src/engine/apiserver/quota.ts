import type { Container } from "../kubernetes/container";
import type { Pod } from "../kubernetes/pod";
import { isNull } from "../kubernetes/values";
import { atLeast, type Version } from "../kubernetes/versions";
import { sharesOf } from "./shares";

/** What a ResourceQuota may limit of what containers ask for and may use. */
export const QUOTA_RESOURCES = [
	"requests.cpu",
	"requests.memory",
	"limits.cpu",
	"limits.memory",
] as const;
export type QuotaResource = (typeof QUOTA_RESOURCES)[number];

/**
 * The containers because of which a namespace with a ResourceQuota for something rejects a Pod: it demands a value of every
 * app and every init container (`must specify limits.cpu for: proxy`). From 1.34 on of none when the Pod has a value of
 * its own for anything. Nothing where that is not known.
 * Source: `Constraints` of pkg/quota/v1/evaluator/core/pods.go.
 */
export function lackingForQuota(
	pod: Pod,
	version: Version,
	resource: QuotaResource,
): readonly Container[] | undefined {
	const shares = sharesOf(pod, version);
	if (!shares) return undefined;
	if (!isNull(pod.entry("resources")?.value) && atLeast(version, "1.34"))
		return [];
	const [list, name] = resource.split(".") as ["requests" | "limits", string];
	return [...shares.of.values()].flatMap(({ container, [list]: amounts }) =>
		amounts.has(name) ? [] : [container],
	);
}
