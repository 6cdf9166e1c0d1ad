import {
	appendArguments,
	isCloudSqlProxy,
	proxyFlag,
} from "../../kubernetes/cloud-sql";
import { shownName } from "../../kubernetes/naming";
import { programOf } from "../../kubernetes/program";
import { fixedText, text } from "../../text/language";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, caller: string) =>
		`\`${caller}\` cannot stop \`${name}\`, which goes on for ever: the proxy has \`/quitquitquit\` only with the flag \`--quitquitquit\`.`,
	ja: (name, caller) =>
		`\`${caller}\` は \`${name}\` を停止できず、\`${name}\` は動き続けます。プロキシの \`/quitquitquit\` は、\`--quitquitquit\` を指定したときだけ使えます。`,
});
const here = text({
	en: (name: string) => `\`${name}\` is told to quit here`,
	ja: (name) => `\`${name}\` に終了を指示している箇所`,
});
const add = fixedText({
	en: "Add `--quitquitquit`",
	ja: "`--quitquitquit` を追加する",
});

export default defineRule({
	id: "cloud-sql-proxy-quit",
	title: fixedText({
		en: "Cloud SQL Auth Proxy is told to quit but does not listen",
		ja: "Cloud SQL Auth Proxyに終了を指示しても終了しない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "safe",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	mentions: ["quitquitquit"],
	checkPod(pod, { report }) {
		for (const container of pod.containers) {
			if (!isCloudSqlProxy(container)) continue;
			if (proxyFlag(container, "quitquitquit") !== undefined) continue;
			const port = proxyFlag(container, "admin-port") ?? "9091";
			if (port === "unknown") continue;
			for (const caller of pod.containers) {
				const at = programOf(caller).words?.find(({ text }) =>
					text.includes(`:${port}/quitquitquit`),
				);
				if (!at || caller === container) continue;
				report({
					at: container.label,
					message: found(shownName(container), shownName(caller)),
					related: [{ at, message: here(shownName(container)) }],
					fixes: [
						{
							title: add,
							safety: "safe",
							preferred: true,
							edit: () => appendArguments(container, ["--quitquitquit"]),
						},
					],
				});
				break;
			}
		}
	},
});
