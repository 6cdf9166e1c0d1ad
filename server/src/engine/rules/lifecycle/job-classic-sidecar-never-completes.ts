import { holdersOf } from "../../kubernetes/classic-sidecars";
import { because, quotable } from "../../kubernetes/evidence-reasons";
import { shownName } from "../../kubernetes/naming";
import { ROLE_NAMES } from "../../kubernetes/role";
import { endlessReason } from "../../kubernetes/roles";
import { serverOf } from "../../kubernetes/servers";
import { atLeast } from "../../kubernetes/versions";
import { fixedText, text } from "../../text/language";
import { conversionFix } from "../conversion-mends";
import { defineRule } from "../rule";

const found = text({
	en: (name: string, role: string, reason: string) =>
		`The Job never completes: \`${name}\` (${role}: ${reason}) goes on after the work is done, and the Pod ends only when all of its \`containers\` have. A native sidecar would be stopped then.`,
	ja: (name, role, reason) =>
		`このJobは完了しません。処理が終わっても \`${name}\`(${role}: ${reason})が動き続けますが、Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。ネイティブサイドカーであれば、処理の終了後に停止されます。`,
});

const foundBeforeNative = text({
	en: (name: string, role: string, reason: string) =>
		`The Job never completes: \`${name}\` (${role}: ${reason}) goes on after the work is done, and the Pod ends only when all of its \`containers\` have. The work has to stop it at its end; from Kubernetes 1.29 on a native sidecar is stopped by itself.`,
	ja: (name, role, reason) =>
		`このJobは完了しません。処理が終わっても \`${name}\`(${role}: ${reason})が動き続けますが、Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。処理の最後に停止させてください。Kubernetes 1.29以降のネイティブサイドカーであれば自動的に停止されます。`,
});

const serves = text({
	en: (name: string) =>
		`\`${name}\` declares a port: if it is a server that goes on after the work is done, the Job never completes, because the Pod ends only when all of its \`containers\` have.`,
	ja: (name) =>
		`\`${name}\` にはポートが宣言されています。処理が終わった後も動き続けるサーバーであれば、このJobは完了しません。Podが終了するのは \`containers\` のすべてのコンテナが終了したときです。`,
});

const timed = text({
	en: (name: string) =>
		`\`${name}\` stops itself after a fixed time, whatever the other containers do: work that takes longer loses it, and shorter work waits for it. A native sidecar is stopped when the work is done.`,
	ja: (name) =>
		`\`${name}\` は、ほかのコンテナの状態にかかわらず一定時間後に自ら停止します。処理が長引けば途中で失われ、早く終わればその時間まで待つことになります。ネイティブサイドカーであれば、処理の終了後に停止されます。`,
});

export default defineRule({
	id: "job-classic-sidecar-never-completes",
	title: fixedText({
		en: "A helper in `containers` keeps a Job from completing",
		ja: "`containers`のヘルパーのためにJobが完了しない",
	}),
	severity: "warning",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers",
	mentions: ["Job"],
	checkPod(pod, { version, catalog, roleOf, report }) {
		for (const { container, why } of holdersOf(pod, catalog)) {
			const fixes = [conversionFix(container, version, catalog)];
			const name = shownName(container);
			if (why !== "lasts") {
				report({
					at: container.label,
					severity: "information",
					message: (why === "timed" ? timed : serves)(name),
					fixes,
				});
				continue;
			}
			const { role, reason } = roleOf(container);
			const server = serverOf(container);
			const sign =
				role !== "app"
					? reason
					: (endlessReason(container) ??
						(server === undefined ? reason : because.server(quotable(server))));
			const shown = role === "app" ? "helper" : role;
			report({
				at: container.label,
				message: (language) =>
					(atLeast(version, "1.29") ? found : foundBeforeNative)(
						name,
						ROLE_NAMES[shown](language),
						sign(language),
					)(language),
				fixes,
			});
		}
	},
});
