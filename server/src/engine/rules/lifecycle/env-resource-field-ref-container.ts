import { mappingsOf } from "../../kubernetes/container";
import { nearest } from "../../kubernetes/nearest";
import { stringOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { replaceScalar } from "../../yaml/edit";
import { valueAt } from "../../yaml/tree";
import { writeTitle } from "../mends";
import { defineRule } from "../rule";

const found = text({
	en: (name: string) =>
		`The Pod has no container \`${name}\`. The API server accepts it; the kubelet cannot make up the environment, and the container stays in \`CreateContainerConfigError\` ("container ${name} not found").`,
	ja: (name) =>
		`Podにコンテナ \`${name}\` がありません。APIサーバーは受け付けますが、kubeletが環境変数を用意できず、コンテナは \`CreateContainerConfigError\` のままになります("container ${name} not found")。`,
});

export default defineRule({
	id: "env-resource-field-ref-container",
	title: fixedText({
		en: "An environment variable reads the resources of a container that does not exist",
		ja: "環境変数が存在しないコンテナのリソースを参照している",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/tasks/inject-data-application/environment-variable-expose-pod-information/",
	mentions: ["resourceFieldRef"],
	checkPod(pod, { report }) {
		// The kubelet looks among the containers, then among the init containers.
		const known = [...pod.containers, ...pod.initContainers].map(
			({ name }) => name,
		);
		if (pod.partial || known.includes(undefined)) return;
		const names = known.filter((name) => name !== undefined);
		for (const container of pod.all)
			for (const variable of mappingsOf(valueAt(container.node, "env"))) {
				const place = valueAt(
					variable,
					"valueFrom",
					"resourceFieldRef",
					"containerName",
				);
				const name = stringOf(place);
				if (place?.kind !== "scalar" || !name || names.includes(name)) continue;
				const near = nearest(name, names);
				report({
					at: place,
					message: found(name),
					fixes: [
						near === undefined
							? undefined
							: {
									title: writeTitle(near),
									safety: "review",
									preferred: true,
									edit: () => replaceScalar(place, near),
								},
					],
				});
			}
	},
});
