import type { Gate } from "../../kubernetes/lifecycle";
import type { ProbePlan } from "../../kubernetes/simulation/plan";
import type { StartupCheck } from "../../kubernetes/startup-check";
import type { Language } from "../../text/language";
import type { BarKind } from "./model";

/** How a container stands to a volume. */
export type Access = "writes" | "reads" | "both" | "mounts";

interface Words {
	readonly part: string;
	readonly subtitle: (version: string) => string;
	readonly picture: (title: string) => string;
	readonly phases: {
		readonly init: string;
		readonly starting: string;
		readonly running: string;
		readonly stopping: (seconds: number | undefined) => string;
	};
	readonly ready: string;
	readonly deleted: string;
	readonly appsEnded: string;
	/** What stands in a bar. */
	readonly bars: Readonly<Record<BarKind, string>>;
	readonly waits: (after: string) => string;
	readonly works: string;
	readonly stuck: string;
	/** In the bar of a native sidecar that is stuck, and what it is. */
	readonly neverUp: string;
	readonly vain: (check: StartupCheck) => string;
	readonly probed: string;
	readonly hooked: string;
	readonly notReady: string;
	readonly isReady: string;
	readonly isReadyAtOnce: string;
	readonly waitsForSandbox: string;
	readonly beside: string;
	/** A fact, and how often it is looked at. */
	readonly checked: (fact: string, probe: ProbePlan) => string;
	/** With the seconds that it sleeps, where that is known. */
	readonly preStop: (sleep: number | undefined) => string;
	readonly stops: string;
	readonly never: (blocker: string, check: StartupCheck | undefined) => string;
	/** What stands at an arrow. */
	readonly gates: Readonly<Record<Gate, string>>;
	readonly start: (names: readonly string[], after: string) => string;
	readonly first: string;
	readonly stopAfter: (
		before: readonly string[],
		names: readonly string[],
	) => string;
	readonly stopFirst: (names: readonly string[], itself: boolean) => string;
	readonly endByThemselves: (names: readonly string[]) => string;
	readonly talks: string;
	readonly volume: (name: string, kind: string) => string;
	readonly access: Readonly<Record<Access, string>>;
	readonly accessOf: (name: string, access: Access, path: string) => string;
	readonly calls: string;
	readonly listens: string;
	readonly call: (
		callers: readonly string[],
		server: string,
		port: number,
	) => string;
	readonly callsOn: (port: number) => string;
	readonly tooEarly: string;
	readonly callsTooEarly: (port: number, server: string) => string;
	readonly butTooEarly: (call: string, names: readonly string[]) => string;
	readonly listensOn: (port: number) => string;
	readonly sections: {
		readonly start: string;
		readonly ready: string;
		readonly stop: string;
		readonly end: string;
		readonly notes: string;
	};
	readonly hasToPass: string;
	readonly nothingToPass: string;
	readonly grace: (seconds: number) => string;
	/** Name and fact, as one line. */
	readonly of: (name: string, fact: string) => string;
	readonly inBrackets: (text: string, detail: string) => string;
	readonly list: (items: readonly string[]) => string;
}

const one = (names: readonly string[]): boolean => names.length === 1;
const english = (names: readonly string[]): string =>
	names.length < 3
		? names.join(" and ")
		: `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
const japanese = (names: readonly string[]): string => names.join("、");

const JAPANESE_ACCESS: Readonly<Record<Access, string>> = {
	writes: "に書き込み",
	reads: "を読み取り",
	both: "を読み書き",
	mounts: "にマウント",
};

export const WORDS: Readonly<Record<Language, Words>> = {
	en: {
		part: "Part of a manifest",
		subtitle: (version) =>
			`Kubernetes ${version} · the order of events, not how long they take`,
		picture: (title) =>
			`Timeline of ${title}: a row for each container, from its start on the left to its end on the right. The same is told as text below.`,
		phases: {
			init: "Init",
			starting: "Starting",
			running: "Running",
			stopping: (seconds) =>
				seconds === undefined ? "Stopping" : `Stopping · ${seconds} s for all`,
		},
		ready: "Pod ready",
		deleted: "Pod deleted",
		appsEnded: "Apps have ended",
		bars: {
			waiting: "",
			init: "init",
			stuck: "never ends",
			starting: "",
			ready: "ready",
			beside: "debugging",
			hook: "preStop",
			stopping: "stops",
			never: "never started",
		},
		waits: (after) => `waits; starts ${after}`,
		works: "does its work and ends",
		stuck: "never ends: nothing behind it is started",
		neverUp: "never up",
		vain: (check) =>
			`runs; its ${check} never succeeds: nothing behind it is started`,
		probed: "has started; its startupProbe has not passed yet",
		hooked: "has started; its postStart hook has not returned yet",
		notReady: "runs; its readinessProbe has not passed yet",
		isReady: "runs and is ready",
		isReadyAtOnce: "runs and counts as ready: it has no readinessProbe",
		waitsForSandbox: "waits until the Pod has its sandbox",
		beside:
			"is added to debug the Pod: runs beside the others, waits for none of them, and is never restarted",
		checked: (fact, { failures, initialDelay, kind, period }) =>
			`${fact} (checked every ${period} s${initialDelay > 0 ? ` after the first ${initialDelay} s` : ""}${kind === "startup" ? `; restarted after ${failures === 1 ? "a failure" : `${failures} failures`}` : ""})`,
		preStop: (sleep) =>
			sleep === undefined
				? "its preStop hook runs"
				: `its preStop hook runs and sleeps ${sleep} s`,
		stops: "has got SIGTERM and stops",
		never: (blocker, check) =>
			check
				? `is never started, because the ${check} of ${blocker} never succeeds`
				: `is never started, because ${blocker} never ends`,
		gates: {
			exited: "completed",
			"startup-probe": "startupProbe passed",
			poststart: "postStart returned",
			running: "runs",
		},
		start: (names, after) =>
			`${english(names)} ${one(names) ? "starts" : "start"} ${after}`,
		first: "starts first",
		stopAfter: (before, names) =>
			`${english(names)} ${one(names) ? "gets" : "get"} SIGTERM after ${english(before)} ${one(before) ? "has" : "have"} ended`,
		stopFirst: (names, itself) =>
			`${english(names)} ${one(names) ? "gets" : "get"} SIGTERM ${itself ? "after the apps have ended" : one(names) ? "first" : "first, at the same time"}`,
		endByThemselves: (names) =>
			`${english(names)} ${one(names) ? "ends by itself" : "end by themselves"}`,
		talks: "Who talks to whom",
		volume: (name, kind) =>
			kind === "" ? `Volume ${name}` : `Volume ${name} (${kind})`,
		access: {
			writes: "writes",
			reads: "reads",
			both: "writes and reads",
			mounts: "mounts",
		},
		accessOf: (name, access, path) =>
			`${name} ${access === "both" ? "writes and reads" : access} ${path}`.trim(),
		calls: "calls",
		listens: "listens",
		call: (callers, server, port) =>
			`${english(callers)} ${one(callers) ? "calls" : "call"} ${server} on port ${port} of localhost`,
		callsOn: (port) => `calls port ${port} of localhost`,
		tooEarly: "calls too early",
		callsTooEarly: (port, server) =>
			`calls port ${port} of localhost while ${server} does not run yet`,
		butTooEarly: (call, names) =>
			`${call}; ${english(names)} ${one(names) ? "does" : "do"} so before it runs`,
		listensOn: (port) => `listens on port ${port}`,
		sections: {
			start: "Start",
			ready: "Ready",
			stop: "Stop (SIGTERM)",
			end: "End",
			notes: "Good to know",
		},
		hasToPass: "has to pass its readinessProbe",
		nothingToPass:
			"No container has a readinessProbe: the Pod is ready as soon as all of them run",
		grace: (seconds) =>
			`All containers together have ${seconds} ${seconds === 1 ? "second" : "seconds"} to stop; whatever runs then is killed`,
		of: (name, fact) => `${name}: ${fact}`,
		inBrackets: (text, detail) => `${text} (${detail})`,
		list: (items) => items.join(", "),
	},
	ja: {
		part: "マニフェストの一部",
		subtitle: (version) =>
			`Kubernetes ${version}・出来事の順序を示す図で、長さは実際の時間を表しません`,
		picture: (title) =>
			`${title}のタイムライン。コンテナごとに1行で、左が起動、右が終了です。同じ内容を下に文章でも示します。`,
		phases: {
			init: "初期化",
			starting: "起動",
			running: "実行",
			stopping: (seconds) =>
				seconds === undefined ? "停止" : `停止・全体で${seconds}秒`,
		},
		ready: "PodがReady",
		deleted: "Podの削除",
		appsEnded: "アプリの終了",
		bars: {
			waiting: "",
			init: "実行",
			stuck: "終了しない",
			starting: "",
			ready: "Ready",
			beside: "デバッグ",
			hook: "preStop",
			stopping: "停止",
			never: "起動しない",
		},
		waits: (after) => `待機中。${after}に起動`,
		works: "処理を行って終了",
		stuck: "終了しないため、後続のコンテナは起動しない",
		neverUp: "起動未完了",
		vain: (check) =>
			`動作中。${check}が成功しないため、後続のコンテナは起動しない`,
		probed: "起動済み。startupProbeの成功待ち",
		hooked: "起動済み。postStartフックの終了待ち",
		notReady: "動作中。readinessProbeの成功待ち",
		isReady: "動作中でReady",
		isReadyAtOnce: "動作中。readinessProbeがないため、起動と同時にReady",
		waitsForSandbox: "Podのサンドボックスの作成待ち",
		beside:
			"デバッグのために追加。ほかのコンテナを待たずに並行して動作し、再起動されない",
		checked: (fact, { failures, initialDelay, kind, period }) =>
			`${fact}(${initialDelay > 0 ? `${initialDelay}秒後から` : ""}${period}秒ごとに確認${kind === "startup" ? `、${failures}回失敗すると再起動` : ""})`,
		preStop: (sleep) =>
			sleep === undefined
				? "preStopフックを実行中"
				: `preStopフックを実行中(${sleep}秒スリープ)`,
		stops: "SIGTERMを受けて停止中",
		never: (blocker, check) =>
			check
				? `${blocker} の${check}が成功しないため起動しない`
				: `${blocker} が終了しないため起動しない`,
		gates: {
			exited: "完了",
			"startup-probe": "startupProbe成功",
			poststart: "postStart終了",
			running: "動作開始",
		},
		start: (names, after) => `${after}に ${japanese(names)} が起動`,
		first: "最初に起動",
		stopAfter: (before, names) =>
			`${japanese(before)} の終了後、${japanese(names)} にSIGTERMを送信`,
		stopFirst: (names, itself) =>
			itself
				? `アプリケーションの終了後、${japanese(names)} にSIGTERMを送信`
				: `最初に${one(names) ? "" : "同時に"} ${japanese(names)} にSIGTERMを送信`,
		endByThemselves: (names) => `${japanese(names)} が自ら終了`,
		talks: "コンテナ間のやり取り",
		volume: (name, kind) =>
			kind === "" ? `ボリューム ${name}` : `ボリューム ${name}(${kind})`,
		access: {
			writes: "書き込み",
			reads: "読み取り",
			both: "書き込みと読み取り",
			mounts: "マウント",
		},
		accessOf: (name, access, path) =>
			`${name} が ${path} ${JAPANESE_ACCESS[access]}`,
		calls: "接続元",
		listens: "待ち受け",
		call: (callers, server, port) =>
			`${japanese(callers)} がlocalhostのポート${port}で ${server} に接続`,
		callsOn: (port) => `localhostのポート${port}に接続`,
		tooEarly: "接続元(早すぎる)",
		callsTooEarly: (port, server) =>
			`${server} の起動前に、localhostのポート${port}に接続`,
		butTooEarly: (call, names) =>
			`${call}(${japanese(names)} からの接続は、その起動前)`,
		listensOn: (port) => `ポート${port}で待ち受け`,
		sections: {
			start: "起動",
			ready: "Ready",
			stop: "停止(SIGTERM)",
			end: "終了",
			notes: "注意",
		},
		hasToPass: "readinessProbeの成功が必要",
		nothingToPass:
			"readinessProbeを持つコンテナがないため、すべてのコンテナが動作を始めるとPodはReadyになります",
		grace: (seconds) =>
			`停止の猶予はすべてのコンテナで合わせて${seconds}秒で、その後も動作しているコンテナは強制終了されます`,
		of: (name, fact) => `${name}: ${fact}`,
		inBrackets: (text, detail) => `${text}(${detail})`,
		list: (items) => items.join("、"),
	},
};
