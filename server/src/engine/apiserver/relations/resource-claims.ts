import { text } from "../../text/language";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { dnsLabel } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { specOf } from "./around";

const unknownClaim = text({
	en: (name: string) =>
		`The Pod has no claim \`${name}\` in \`resourceClaims\`.`,
	ja: (name) => `Podの \`resourceClaims\` に \`${name}\` がありません。`,
});

/** `validateResourceClaimNames`. Versions before 1.34 drop the claims. */
export function claims(answer: Answer, resources: Place): void {
	if (!answer.atLeast("1.34")) return;
	const declared = specOf(resources)?.at("resourceClaims");
	const names = (declared?.items ?? []).map((item) =>
		item.mapping ? item.at("name").string : undefined,
	);
	const known = new Set(names.filter((name) => name !== undefined && name));
	const isComplete =
		!names.includes(undefined) &&
		(declared?.isSet !== true || declared.node?.kind === "sequence");
	const seen = new Set<string>();
	for (const item of resources.at("claims").items) {
		if (item.isSet && !item.mapping) continue;
		const place = item.at("name");
		const name = place.string;
		if (name === undefined) continue;
		if (name === "") {
			answer.required(place, { path: item.path });
			continue;
		}
		const key = repeat(answer, item, name, seen);
		if (key !== undefined) seen.add(key);
		if (known.has(name) || !isComplete) continue;
		answer.notFound(place, {
			rule: "invalid-value",
			path: item.path,
			detail: `must be one of the names in pod.spec.resourceClaims${
				known.size === 0
					? " which is empty"
					: `: ${[...known].sort().join(", ")}`
			}`,
			message: unknownClaim(name),
		});
	}
}

/** Says what a claim repeats; gives what it is known by. */
function repeat(
	answer: Answer,
	item: Place,
	name: string,
	seen: ReadonlySet<string>,
): string | undefined {
	const place = item.at("request");
	const request = place.string;
	if (request === undefined) return undefined;
	const duplicate = (value: string): void =>
		answer.duplicate(item.at("name"), {
			path: item.path,
			value: goQuote(value),
		});
	if (seen.has(name)) {
		duplicate(name);
		return undefined;
	}
	if (request !== "") reportFlaws(answer, place, dnsLabel(request));
	const key = request === "" ? name : `${name}/${request}`;
	if (seen.has(key)) duplicate(key);
	else if (request === "")
		for (const other of seen) if (other.startsWith(`${name}/`)) duplicate(name);
	return key;
}
