import { fixedText, text } from "../../text/language";

/** Why a container must not become a native sidecar: what stands behind "cannot be done, because". */
export const refuse = {
	version: text({
		en: (version: string) =>
			`native sidecars need Kubernetes 1.29 or newer; the target version is ${version}`,
		ja: (version) =>
			`ネイティブサイドカーにはKubernetes 1.29以降が必要です(対象バージョンは${version})`,
	}),
	last: fixedText({
		en: "it is the only container in `containers`, which must not be empty",
		ja: "`containers` にある唯一のコンテナです。`containers` は空にできません",
	}),
	patched: fixedText({
		en: "a patch only changes it: convert it where its image is",
		ja: "パッチで変更されているだけです。イメージが書かれている場所で変換してください",
	}),
	template: fixedText({
		en: "a template decides which lines the list has",
		ja: "リストの行がテンプレートで決まるため、安全に移動できません",
	}),
	written: fixedText({
		en: "the way the lists are written leaves no room for it: other lines would have to be rewritten",
		ja: "リストの書き方のため、ほかの行を書き換えずに移動できません",
	}),
	probe: fixedText({
		en: "its `readinessProbe` is needed as a `startupProbe` too, and cannot be copied the way it is written",
		ja: "`readinessProbe` を `startupProbe` としても使う必要がありますが、その書き方のためコピーできません",
	}),
	shared: text({
		en: (anchor: string) =>
			`it is shared through the anchor \`&${anchor}\`: what its aliases mean would change too`,
		ja: (anchor) =>
			`アンカー \`&${anchor}\` を通じて共有されており、エイリアスの内容まで変わってしまいます`,
	}),
	rules: fixedText({
		en: "it has `restartPolicyRules`, which a native sidecar may not have",
		ja: "ネイティブサイドカーに設定できない `restartPolicyRules` があります",
	}),
	needsApp: fixedText({
		en: "its startup probe needs the application, which would start only afterwards: the Pod would never start",
		ja: "startupProbeがアプリケーションを必要としていますが、アプリケーションはその後に起動するため、Podが起動しなくなります",
	}),
	hookNeedsApp: fixedText({
		en: "its postStart hook needs the application, which would start only afterwards: the Pod would never start",
		ja: "postStartフックがアプリケーションを必要としていますが、アプリケーションはその後に起動するため、Podが起動しなくなります",
	}),
	ends: fixedText({
		en: "it ends by itself: as a native sidecar it would be restarted over and over",
		ja: "自ら終了するコンテナです。ネイティブサイドカーにすると再起動が繰り返されます",
	}),
	both: text({
		en: (name: string) =>
			`the init container \`${name}\` both prepares its files and calls it`,
		ja: (name) =>
			`Initコンテナ \`${name}\` が、このコンテナのファイルを準備し、かつこのコンテナに接続しています`,
	}),
	order: text({
		en: (caller: string, provider: string) =>
			`the init container \`${caller}\` calls it, but comes before \`${provider}\`, which it needs itself: put them in order first`,
		ja: (caller, provider) =>
			`Initコンテナ \`${caller}\` がこのコンテナに接続していますが、このコンテナが必要とする \`${provider}\` より前にあります。先に順序を直してください`,
	}),
	anchors: fixedText({
		en: "an anchor and its alias would change places",
		ja: "アンカーとエイリアスの順序が入れ替わってしまいます",
	}),
};
