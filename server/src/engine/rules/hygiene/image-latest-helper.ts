import { isHelper } from "../../kubernetes/helpers";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const latest = text({
	en: (image: string) =>
		`\`${image}\` is whatever was pushed last: the helper can change at every start, without a change here. Name a version.`,
	ja: (image) =>
		`\`${image}\` は最後にプッシュされたイメージを指します。マニフェストを変更しなくても、起動のたびにヘルパーの中身が変わる可能性があります。バージョンを指定してください。`,
});

const untagged = text({
	en: (image: string) =>
		`\`${image}\` has no tag and so means \`latest\`: the helper can change at every start, without a change here. Name a version.`,
	ja: (image) =>
		`\`${image}\` にはタグがないため \`latest\` とみなされます。マニフェストを変更しなくても、起動のたびにヘルパーの中身が変わる可能性があります。バージョンを指定してください。`,
});

export default defineRule({
	id: "image-latest-helper",
	title: fixedText({
		en: "A helper's image has no fixed version",
		ja: "ヘルパーのイメージのバージョンが固定されていない",
	}),
	severity: "information",
	kubernetes: {},
	fix: "none",
	docs: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
	checkPod(pod, { catalog, report }) {
		for (const container of pod.all) {
			const { image } = container;
			if (!image || container.list === "ephemeralContainers") continue;
			// A build tool or an injector puts in the rest.
			if (
				/@|:\/\//.test(image.text) ||
				!/^[\w./:-]+$/.test(image.text) ||
				image.text === "auto"
			)
				continue;
			const tag = /:([^/:]+)$/.exec(image.text)?.[1];
			// Whose image it is takes longer to say.
			if (tag !== "latest" && tag !== undefined) continue;
			if (!isHelper(container, catalog)) continue;
			if (tag === "latest") report({ at: image, message: latest(image.text) });
			else report({ at: image, message: untagged(image.text) });
		}
	},
});
