import { effectiveResources } from "../apiserver/effective";
import { memoryShields } from "../apiserver/memory-shield";
import { lackingForQuota, QUOTA_RESOURCES } from "../apiserver/quota";
import type { Container } from "../kubernetes/container";
import { shownName } from "../kubernetes/naming";
import type { Pod } from "../kubernetes/pod";
import { compareQuantities } from "../kubernetes/quantity";
import { canBeResized, refusesResize } from "../kubernetes/resize";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import type { Version } from "../kubernetes/versions";
import { COMMA, type Language } from "../text/language";
import { code } from "./markdown";
import { nameOf } from "./order";

/** What follows from requests and limits of a Pod of several containers, as a list of Markdown. */
export const resourcesNotes = (
	pod: Pod,
	version: Version,
	language: Language,
): readonly string[] =>
	pod.initContainers.length + pod.containers.length > 1
		? [
				...quotaNote(pod, version, language),
				...memoryNote(pod, version, language),
				...resizeNote(pod, version, language),
			]
		: [];

const listed = (containers: readonly Container[], language: Language): string =>
	containers.map(nameOf).join(COMMA[language]);

/** Whoever writes a value for some containers means to write it for all. */
function quotaNote(
	pod: Pod,
	version: Version,
	language: Language,
): readonly string[] {
	const count = pod.initContainers.length + pod.containers.length;
	const lacks = QUOTA_RESOURCES.flatMap((resource) => {
		const lacking = lackingForQuota(pod, version, resource) ?? [];
		const names = lacking.map(shownName).sort().join(",");
		return lacking.length > 0 && lacking.length < count
			? [{ resource, words: `${resource} for: ${names}` }]
			: [];
	});
	if (lacks.length === 0) return [];
	const resources = lacks
		.map(({ resource }) => code(resource))
		.join(COMMA[language]);
	const message = code(
		`must specify ${lacks.map(({ words }) => words).join("; ")}`,
	);
	return [
		language === "ja"
			? `- **ResourceQuota**: ${resources} を制限する名前空間では拒否されます(${message})`
			: `- **ResourceQuota**: a namespace with a quota of ${resources} rejects the Pod (${message})`,
	];
}

/** Among those that run together, who is killed first and last. */
function memoryNote(
	pod: Pod,
	version: Version,
	language: Language,
): readonly string[] {
	const shields = memoryShields(pod, version);
	const running = [...(shields ?? [])]
		.filter(
			([container]) =>
				container.list === "containers" || isNativeSidecar(container, version),
		)
		.sort(([, one], [, other]) => compareQuantities(one, other));
	const [least] = running;
	const most = running.at(-1);
	if (!least || !most || compareQuantities(least[1], most[1]) === 0) return [];
	const like = (sought: typeof most) =>
		listed(
			running.flatMap(([container, memory]) =>
				compareQuantities(memory, sought[1]) === 0 ? [container] : [],
			),
			language,
		);
	return [
		language === "ja"
			? `- **ノードのメモリ不足**: カーネルが強制終了する対象に選ばれやすいのは ${like(least)}、選ばれにくいのは ${like(most)} です`
			: `- **When the node runs out of memory**: of its containers, the kernel spares ${like(most)} most, ${like(least)} least`,
	];
}

function resizeNote(
	pod: Pod,
	version: Version,
	language: Language,
): readonly string[] {
	const all = [...pod.initContainers, ...pod.containers];
	const can = all.filter((container) => canBeResized(container, version));
	const cannot = all.filter((container) => !can.includes(container));
	if (can.length === 0) return [];
	const ja = language === "ja";
	if (refusesResize(pod, version))
		return [
			ja
				? "- **稼働中のリサイズ**: できません。このバージョンでは、Pod全体のリソースを指定したPodのリサイズは拒否されます"
				: "- **In-place resize**: not possible: this version refuses it for Pods with resources for the Pod as a whole",
		];
	// Whatever is added to one that has nothing would give it another class.
	if (effectiveResources(pod, version).qos === "BestEffort")
		return [
			ja
				? "- **稼働中のリサイズ**: できません。QoSクラスを変えるリサイズは拒否され、BestEffortのPodは要求や制限を加えると別のクラスになります"
				: "- **In-place resize**: not possible: the QoS class may not change, and with any request or limit it would not be BestEffort",
		];
	const rest =
		cannot.length === 0
			? ""
			: ja
				? `(${listed(cannot, language)} は不可)`
				: `, not ${listed(cannot, language)}`;
	return [
		ja
			? `- **稼働中のリサイズ**: QoSクラスが変わらない範囲で、${listed(can, language)} のCPUとメモリは、Podを作り直さずに変更できます${rest}`
			: `- **In-place resize**: as long as the QoS class stays the same, CPU and memory of ${listed(can, language)} can be changed without a new Pod${rest}`,
	];
}
