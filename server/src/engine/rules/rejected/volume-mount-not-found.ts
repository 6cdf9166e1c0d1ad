import { addEmptyDir } from "../../kubernetes/verbs";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { nearest } from "../nearest";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`The Pod has no volume \`${name}\`: declare it under \`volumes\`. (Not found: "${name}")`,
	ja: (name) =>
		`Podにボリューム \`${name}\` がありません。\`volumes\` で宣言してください。(Not found: "${name}")`,
});

const misspelt = text({
	en: (name: string, near: string) =>
		`The Pod has no volume \`${name}\`; did you mean \`${near}\`? (Not found: "${name}")`,
	ja: (name, near) =>
		`Podにボリューム \`${name}\` がありません。\`${near}\` のことですか。(Not found: "${name}")`,
});

const use = text({
	en: (name: string) => `Mount \`${name}\``,
	ja: (name) => `\`${name}\` をマウントする`,
});
const add = text({
	en: (name: string) => `Add the volume \`${name}\` as an \`emptyDir\``,
	ja: (name) => `ボリューム \`${name}\` を \`emptyDir\` として追加`,
});

export default defineRule({
	id: "volume-mount-not-found",
	title: fixedText({
		en: "A container mounts a volume that the Pod does not have",
		ja: "Podにないボリュームをマウントしている",
	}),
	severity: "error",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/",
	checkPod(pod, { report }) {
		// A part of a manifest leaves its volumes to what it is a part of.
		if (pod.partial || pod.hasUnnamedVolume) return;
		const volumes = pod.volumeNames;
		for (const container of pod.all) {
			for (const { name } of container.mounts) {
				if (!name || volumes.has(name.text)) continue;
				const near = nearest(name.text, [...volumes]);
				report({
					at: name,
					message:
						near === undefined ? found(name.text) : misspelt(name.text, near),
					fixes: [
						near === undefined
							? undefined
							: {
									title: use(near),
									safety: "review",
									preferred: true,
									edit: () => replaceScalar(name, near),
								},
						{
							title: add(name.text),
							safety: "review",
							preferred: near === undefined,
							edit: () => addEmptyDir(pod, name.text),
						},
					],
				});
			}
		}
	},
});
