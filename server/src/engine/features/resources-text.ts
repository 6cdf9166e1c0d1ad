import {
	type EffectiveResources,
	effectiveResources,
	type Origin,
	type QosClass,
} from "../apiserver/effective";
import type { Pod } from "../kubernetes/pod";
import type { Version } from "../kubernetes/versions";
import { COMMA, type Language } from "../text/language";
import { gracePeriodOf } from "./describe";
import { code } from "./markdown";

const WORDS = {
	en: {
		requests: "Requests",
		limits: "Limits",
		qos: "QoS class",
		unknown: "not known here",
		none: "none",
		podLevel: "set for the Pod as a whole",
		overhead: "overhead",
	},
	ja: {
		requests: "要求",
		limits: "制限",
		qos: "QoSクラス",
		unknown: "このマニフェストからは分かりません",
		none: "なし",
		podLevel: "Pod全体に指定",
		overhead: "オーバーヘッド",
	},
} as const;

const MEANING: Readonly<Record<Language, Readonly<Record<QosClass, string>>>> =
	{
		en: {
			Guaranteed: "evicted last",
			Burstable: "evicted after BestEffort Pods",
			BestEffort: "evicted first",
		},
		ja: {
			Guaranteed: "最後に退避されます",
			Burstable: "BestEffortのPodの次に退避されます",
			BestEffort: "最初に退避されます",
		},
	};

/** Effective requests and limits with their reasons, and the QoS class, as a list of Markdown. */
export function resourcesText(
	pod: Pod,
	version: Version,
	language: Language,
): string {
	const words = WORDS[language];
	const resources = effectiveResources(pod, version);
	const { origins, qos } = resources;
	const amounts = (list: "requests" | "limits") => {
		const entries = Object.entries(resources[list] ?? {});
		if (resources[list] === undefined)
			return [`- **${words[list]}**: ${words.unknown}`];
		if (entries.length === 0) return [`- **${words[list]}**: ${words.none}`];
		return [
			`- **${words[list]}**`,
			...entries.map(([name, amount]) => {
				const origin = origins[list][name];
				return `  - ${code(name)} **${amount}**${origin ? because(origin, language) : ""}`;
			}),
		];
	};
	return [
		...amounts("requests"),
		...amounts("limits"),
		`- **${words.qos}**: ${qos ? `${qos} — ${MEANING[language][qos]}` : words.unknown}`,
		...created(pod, version, resources, language),
	].join("\n");
}

/** The sum that gives an amount. */
function because(origin: Origin, language: Language): string {
	const { during, isPodLevel, overhead, parts } = origin;
	const words = WORDS[language];
	const sum = [
		...(isPodLevel ? [words.podLevel] : []),
		...parts.map(({ container, amount }) => `${code(container)} ${amount}`),
		...(overhead === undefined ? [] : [`${words.overhead} ${overhead}`]),
	].join(" + ");
	if (sum === "") return "";
	if (during === undefined) return ` = ${sum}`;
	return language === "ja"
		? ` = ${sum}(${code(during)} の実行中)`
		: ` = ${sum}, while ${code(during)} runs`;
}

/** What the server fills in only when the Pods of a workload are made. */
function created(
	pod: Pod,
	version: Version,
	stored: EffectiveResources,
	language: Language,
): readonly string[] {
	const made = effectiveResources(pod, version, { created: true });
	const { qos, requests } = made;
	if (
		pod.place.origin !== "known" ||
		!requests ||
		!qos ||
		(qos === stored.qos &&
			JSON.stringify(requests) === JSON.stringify(stored.requests))
	)
		return [];
	const list = Object.entries(requests)
		.map(([name, amount]) => `${code(name)} ${amount}`)
		.join(COMMA[language]);
	return [
		language === "ja"
			? `- このテンプレートから作られるPodでは、要求のないリソースに制限の値が使われます: ${list}、${qos}`
			: `- In the Pods made from this template, requests that are missing are taken from the limits: ${list}, ${qos}`,
	];
}

/** The time that the containers have to stop, as a list of Markdown. */
export function graceText(
	pod: Pod,
	sidecars: boolean,
	language: Language,
): string {
	const seconds = gracePeriodOf(pod);
	const ja = language === "ja";
	if (seconds === undefined) return `- ${WORDS[language].unknown}`;
	const shared = ja
		? `- すべてのコンテナ合わせて**${seconds}秒**。過ぎると、停止処理中のコンテナは強制終了されます`
		: `- **${seconds} s** for all containers together; then those that are still stopping are killed`;
	const left = ja
		? "- アプリケーションが使った時間は、後から停止するネイティブサイドカーには残りません。順番待ちのまま時間切れになると、SIGTERMの2秒後に強制終了されます"
		: "- The time that the applications take is gone for the native sidecars, which stop after them; those whose turn has not come get SIGTERM and 2 s";
	return [shared, ...(sidecars ? [left] : [])].join("\n");
}
