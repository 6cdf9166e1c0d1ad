import { text } from "../../text/language";

/** What is told of patches. */

const codes = {
	en: (texts: readonly string[]) =>
		texts.map((each) => `\`${each}\``).join(", "),
	ja: (texts: readonly string[]) =>
		texts.map((each) => `\`${each}\``).join("、"),
};

/** One path that is written anew: `old` → `new`. */
export type Rewriting = readonly [before: string, after: string];

const rewritings = {
	en: (all: readonly Rewriting[]) =>
		all.map(([before, after]) => `\`${before}\` → \`${after}\``).join(", "),
	ja: (all: readonly Rewriting[]) =>
		all.map(([before, after]) => `\`${before}\` → \`${after}\``).join("、"),
};

export const say = {
	moved: text({
		en: (name: string, list: string, files: readonly string[]) =>
			`What patches say of \`${name}\` moves to \`${list}\`, too: ${codes.en(files)}.`,
		ja: (name, list, files) =>
			`パッチの \`${name}\` も \`${list}\` に移動します: ${codes.ja(files)}。`,
	}),
	inFront: text({
		en: (name: string, others: readonly string[], file: string) =>
			`\`${file}\` names ${codes.en(others)} in front of \`${name}\`: Kustomize puts what a patch names first, and \`${name}\` has to start after them.`,
		ja: (name, others, file) =>
			`\`${file}\` では \`${name}\` の前に ${codes.ja(others)} を書き加えます。Kustomizeはパッチに書かれたコンテナを先頭に置きますが、\`${name}\` はこれらの後に起動する必要があるためです。`,
	}),
	ordered: text({
		en: (file: string, name: string) =>
			`\`${file}\` names init containers that have to start after \`${name}\`, and Kustomize puts what a patch names first: have a look at the order there.`,
		ja: (file, name) =>
			`Kustomizeはパッチに書かれたコンテナを先頭に置きます。\`${file}\` には \`${name}\` の後に起動しなければならないInitコンテナが書かれているため、順序を確認してください。`,
	}),
	rewritten: text({
		en: (file: string, all: readonly Rewriting[]) =>
			`Paths in \`${file}\` follow the containers: ${rewritings.en(all)}.`,
		ja: (file, all) =>
			`\`${file}\` のパスをコンテナに合わせて変更します: ${rewritings.ja(all)}。`,
	}),
	dropped: text({
		en: (file: string, name: string) =>
			`\`${file}\` no longer makes an empty \`initContainers\`: that would delete \`${name}\`.`,
		ja: (file, name) =>
			`\`${file}\` から空の \`initContainers\` を作る操作を削除します。残すと \`${name}\` が削除されるためです。`,
	}),
	named: text({
		en: (file: string, name: string, list: string, other: string) =>
			`\`${file}\` names \`${name}\` under \`${list}\`: as far as it is for this container, it has to stand under \`${other}\`.`,
		ja: (file, name, list, other) =>
			`\`${file}\` では \`${name}\` が \`${list}\` に書かれています。このコンテナを対象とするパッチであれば、\`${other}\` に書く必要があります。`,
	}),
	whole: text({
		en: (file: string) =>
			`\`${file}\` sets whole lists of containers, since Kustomize merges only those of Kubernetes' own kinds: have a look at it.`,
		ja: (file) =>
			`Kustomizeがリストをマージするのは、Kubernetes自身のリソースだけです。\`${file}\` はコンテナのリスト全体を置き換えるため、確認してください。`,
	}),
	other: text({
		en: (file: string, path: string, now: string, then: string) =>
			`\`${path}\` in \`${file}\` is \`${now}\` now, and \`${then}\` afterwards: have a look at it.`,
		ja: (file, path, now, then) =>
			`\`${file}\` の \`${path}\` が指すコンテナは、\`${now}\` から \`${then}\` に変わります。確認してください。`,
	}),
	none: text({
		en: (file: string, path: string, now: string) =>
			`\`${path}\` in \`${file}\` is \`${now}\` now, and nothing afterwards: have a look at it.`,
		ja: (file, path, now) =>
			`\`${file}\` の \`${path}\` は現在 \`${now}\` を指していますが、変換後は何も指さなくなります。確認してください。`,
	}),
	counted: text({
		en: (file: string, path: string, name: string) =>
			`\`${path}\` in \`${file}\` may mean another container once \`${name}\` has moved: have a look at it.`,
		ja: (file, path, name) =>
			`\`${name}\` が移動すると、\`${file}\` の \`${path}\` は別のコンテナを指す可能性があります。確認してください。`,
	}),
	shared: text({
		en: (file: string, path: string, name: string, other: string) =>
			`\`${path}\` in \`${file}\` is for \`${other}\` as well, and may mean another container once \`${name}\` has moved: have a look at it.`,
		ja: (file, path, name, other) =>
			`\`${file}\` の \`${path}\` は \`${other}\` にも適用されるため変更しません。\`${name}\` が移動すると別のコンテナを指す可能性があるため、確認してください。`,
	}),
	shifted: text({
		en: (file: string, path: string) =>
			`\`${path}\` in \`${file}\` may mean something else afterwards: have a look at it.`,
		ja: (file, path) =>
			`\`${file}\` の \`${path}\` が指すものは変わる可能性があります。確認してください。`,
	}),
	list: text({
		en: (file: string, path: string, name: string) =>
			`\`${path}\` in \`${file}\` is about a list that \`${name}\` leaves or joins: have a look at it.`,
		ja: (file, path, name) =>
			`\`${file}\` の \`${path}\` は、\`${name}\` の移動元または移動先のリストに関するものです。確認してください。`,
	}),
	probe: text({
		en: (file: string, name: string) =>
			`\`${file}\` changes the \`readinessProbe\` of \`${name}\`: its new \`startupProbe\` may need the same change.`,
		ja: (file, name) =>
			`\`${file}\` は \`${name}\` の \`readinessProbe\` を変更しています。新しい \`startupProbe\` にも同じ変更が必要かもしれません。`,
	}),
	unseen: text({
		en: (name: string) =>
			`Kustomizations that build on this one and are not open cannot be seen: patches there that name \`${name}\` have to follow.`,
		ja: (name) =>
			`このKustomizationを使用する、開いていないKustomizationは確認できません。そこに \`${name}\` を指定するパッチがあれば、合わせて変更してください。`,
	}),
};
