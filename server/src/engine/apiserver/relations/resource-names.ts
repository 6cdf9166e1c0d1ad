import { nearest } from "../../kubernetes/nearest";
import { atLeast, type Version } from "../../kubernetes/versions";
import { type Message, text } from "../../text/language";
import { qualifiedName } from "../formats";
import { goQuote } from "../printing";

/** Names of resources: what Kubernetes makes of them. Source: `pkg/apis/core/helper/helpers.go`. */

const HUGE_PAGES = "hugepages-";
const CONTAINER = ["cpu", "memory", "ephemeral-storage"];
/** Known to quotas, but nothing that a container can ask for. */
const STANDARD = [
	...CONTAINER,
	...CONTAINER.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
	"pods",
	"resourcequotas",
	"services",
	"replicationcontrollers",
	"secrets",
	"configmaps",
	"persistentvolumeclaims",
	"storage",
	"requests.storage",
	"services.nodeports",
	"services.loadbalancers",
];
/** Counted, not measured. */
const COUNTED = STANDARD.filter(
	(name) =>
		!name.includes("storage") && !name.includes("cpu") && !name.includes("mem"),
);

export const isHugePages = (name: string): boolean =>
	name.startsWith(HUGE_PAGES);

const isNative = (name: string): boolean =>
	!name.includes("/") || name.includes("kubernetes.io/");

/** May a request be less than its limit? */
export const allowsOvercommit = (name: string): boolean =>
	isNative(name) && !isHugePages(name);

const isExtended = (name: string): boolean =>
	!isNative(name) &&
	!name.startsWith("requests.") &&
	qualifiedName(`requests.${name}`).length === 0;

/** Does it come in whole numbers only? */
export const isCounted = (name: string): boolean =>
	COUNTED.includes(name) || isExtended(name);

/** May a Pod as a whole ask for it? */
export const isForPods = (name: string): boolean =>
	name === "cpu" || name === "memory" || isHugePages(name);

/** A resource's name as the server prints it in an error: a type with a `String` method of its own. */
export const named = (name: string, version: Version): string =>
	atLeast(version, "1.29") && !atLeast(version, "1.34") ? name : goQuote(name);

const notKnown = text({
	en: (name: string, meant: string) =>
		meant
			? `Containers have no resource called \`${name}\`; \`${meant}\` is meant.`
			: `Containers have no resource called \`${name}\`: there are \`cpu\`, \`memory\`, \`ephemeral-storage\`, \`hugepages-…\`, and those of devices, such as \`example.com/device\`.`,
	ja: (name, meant) =>
		meant
			? `コンテナに \`${name}\` というリソースはありません。\`${meant}\` の誤りと思われます。`
			: `コンテナに \`${name}\` というリソースはありません。使えるのは \`cpu\`、\`memory\`、\`ephemeral-storage\`、\`hugepages-…\` と、\`example.com/device\` のようなデバイスのリソースです。`,
});

/** What is wrong with a resource's name. */
export interface NameFlaw {
	readonly detail: string;
	readonly message: Message;
	/** The names that may be meant. */
	readonly meant: readonly string[];
}

/** `validateResourceName` and, for containers, `validateContainerResourceName`. */
export function nameFlaws(
	name: string,
	forContainer: boolean,
	version: Version,
): readonly NameFlaw[] {
	const meant = meantBy(name);
	const flaw = (detail: string): NameFlaw => ({
		detail,
		message: notKnown(name, meant ?? ""),
		meant: meant === undefined ? [] : [meant],
	});
	const format = qualifiedName(name).map(({ detail }) =>
		flaw(
			atLeast(version, "1.35")
				? detail.replace(/^a qualified name/, "a valid label key")
				: detail,
		),
	);
	const isPlain = !name.includes("/");
	const isStandard =
		STANDARD.includes(name) ||
		isHugePages(name) ||
		name.startsWith(`requests.${HUGE_PAGES}`);
	const flaws =
		format.length === 0 && isPlain && !isStandard
			? [flaw("must be a standard resource type or fully qualified")]
			: format;
	if (!forContainer) return flaws;
	if (isPlain)
		return CONTAINER.includes(name) || isHugePages(name)
			? flaws
			: [...flaws, flaw("must be a standard resource for containers")];
	return isNative(name) || isExtended(name)
		? flaws
		: [...flaws, flaw("doesn't follow extended resource name standard")];
}

const ALSO_CALLED: Readonly<Record<string, string>> = {
	mem: "memory",
	ram: "memory",
	storage: "ephemeral-storage",
	disk: "ephemeral-storage",
	cpus: "cpu",
	cores: "cpu",
};

function meantBy(name: string): string | undefined {
	const plain = name.toLowerCase().replace(/[-_]/g, "");
	return (
		ALSO_CALLED[plain] ??
		CONTAINER.find((known) => known.replace("-", "") === plain) ??
		nearest(name, CONTAINER)
	);
}
