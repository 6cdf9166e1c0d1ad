import { fixedText, type Message, text } from "../text/language";

/** Text of the manifest between backticks: it must not end them. */
export const quotable = (value: string): string =>
	value.replace(/[`\s]+/g, " ").trim();

/** Why a container has its role, as the end of a sentence about it. */
export const because = {
	catalog: text({
		en: (pattern: string) => `your catalogue lists \`${pattern}\``,
		ja: (pattern) => `設定のカタログに \`${pattern}\` があるため`,
	}),
	image: text({
		en: (image: string) =>
			`the built-in catalogue lists its image \`${image}\``,
		ja: (image) => `内蔵のカタログにイメージ \`${image}\` があるため`,
	}),
	program: text({
		en: (program: string) => `it runs \`${program}\``,
		ja: (program) => `\`${program}\` を実行しているため`,
	}),
	server: text({
		en: (server: string) => `\`${server}\` is a server`,
		ja: (server) => `\`${server}\` はサーバーであるため`,
	}),
	arguments: text({
		en: (argument: string) => `its arguments say \`${argument}\``,
		ja: (argument) => `引数に \`${argument}\` があるため`,
	}),
	tail: text({
		en: (file: string) => `it follows the file \`${file}\``,
		ja: (file) => `ファイル \`${file}\` を追い続けているため`,
	}),
	fetches: text({
		en: (command: string) => `it runs \`${command}\` again and again`,
		ja: (command) => `\`${command}\` を繰り返し実行しているため`,
	}),
	name: text({
		en: (name: string) => `it is called \`${name}\``,
		ja: (name) => `名前が \`${name}\` であるため`,
	}),
	variable: text({
		en: (name: string) => `it has the environment variable \`${name}\``,
		ja: (name) => `環境変数 \`${name}\` があるため`,
	}),
	port: text({
		en: (port: string) => `it has the port \`${port}\``,
		ja: (port) => `ポート \`${port}\` があるため`,
	}),
	metrics: fixedText({
		en: "its ports are for metrics only",
		ja: "ポートがメトリクス用だけであるため",
	}),
	probe: text({
		en: (port: number) => `its probe asks port ${port}`,
		ja: (port) => `Probeがポート${port}を調べているため`,
	}),
	readsLogs: text({
		en: (volume: string) =>
			`it only reads the logs that another container writes to \`${volume}\``,
		ja: (volume) =>
			`ほかのコンテナが \`${volume}\` に書くログを読むだけであるため`,
	}),
	readsSocket: text({
		en: (volume: string) =>
			`it uses the socket of another container in \`${volume}\``,
		ja: (volume) => `\`${volume}\` にあるほかのコンテナのソケットを使うため`,
	}),
	writesConfig: text({
		en: (volume: string) =>
			`it writes to \`${volume}\`, which the others only read`,
		ja: (volume) => `ほかのコンテナが読むだけの \`${volume}\` に書き込むため`,
	}),
	annotation: text({
		en: (annotation: string) =>
			`the Pod's annotation \`${annotation}\` speaks of it`,
		ja: (annotation) => `Podのアノテーション \`${annotation}\` が示すため`,
	}),
	workload: text({
		en: (name: string) => `the workload is called after \`${name}\``,
		ja: (name) => `ワークロードの名前が \`${name}\` に由来するため`,
	}),
	node: fixedText({
		en: "it watches the node, which is what a DaemonSet is for",
		ja: "DaemonSetの目的であるノードの監視を行うため",
	}),
	idle: fixedText({
		en: "it does nothing but wait beside the others",
		ja: "ほかのコンテナの横で待機しているだけであるため",
	}),
	twin: fixedText({
		en: "it runs the same image as another container, which has more to do",
		ja: "より多くを担うほかのコンテナと同じイメージを実行しているため",
	}),
	answers: text({
		en: (name: string) => `the probes of \`${name}\` ask its port`,
		ja: (name) => `\`${name}\` のProbeがこのコンテナのポートを調べているため`,
	}),
	localOnly: text({
		en: (caller: string) =>
			`it listens on localhost only, where \`${caller}\` calls it`,
		ja: (caller) => `localhostだけで待ち受け、\`${caller}\` が接続しているため`,
	}),
	init: fixedText({
		en: "it stands in `initContainers` and runs to its end",
		ja: "`initContainers` にあり、完了まで実行されるため",
	}),
	native: fixedText({
		en: "it is a native sidecar",
		ja: "ネイティブサイドカーであるため",
	}),
	only: fixedText({
		en: "it is the only container in `containers`",
		ja: "`containers` にある唯一のコンテナであるため",
	}),
	rest: fixedText({
		en: "nothing marks it as a helper",
		ja: "ヘルパーであることを示すものがないため",
	}),
	left: fixedText({
		en: "of the containers it looks least like a helper",
		ja: "コンテナの中で最もヘルパーらしくないため",
	}),
	ephemeral: fixedText({
		en: "it is an ephemeral container for debugging",
		ja: "デバッグ用のエフェメラルコンテナであるため",
	}),
	forever: fixedText({
		en: "its command runs for ever beside the application",
		ja: "コマンドがアプリケーションの横で動き続けるため",
	}),
} as const;

/** Two reasons that add up. */
export const bothReasons =
	(first: Message, second: Message): Message =>
	(language) =>
		language === "ja"
			? `${first(language)}、また${second(language)}`
			: `${first(language)}, and ${second(language)}`;
