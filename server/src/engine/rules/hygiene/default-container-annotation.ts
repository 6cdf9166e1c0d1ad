import { addAnnotation, hasHiddenAnnotations } from "../../kubernetes/annotate";
import { annotationsOf } from "../../kubernetes/annotations";
import type { Container } from "../../kubernetes/container";
import { isHelper } from "../../kubernetes/helpers";
import { shownName } from "../../kubernetes/naming";
import type { Pod } from "../../kubernetes/pod";
import { CONFIDENT } from "../../kubernetes/role";
import { type Catalog, roleOf } from "../../kubernetes/roles";
import { scalarOf } from "../../kubernetes/values";
import { fixedText, text } from "../../text/language";
import { valueAt } from "../../yaml/tree";
import { defineRule } from "../rule";

const KEY = "kubectl.kubernetes.io/default-container";

const found = text({
	en: (helper: string, app: string) =>
		`\`kubectl logs\`, \`exec\` and \`attach\` without \`-c\` take \`${helper}\`, which comes first, not the application \`${app}\`. The annotation \`${KEY}\` names the one to take.`,
	ja: (helper, app) =>
		`\`-c\` を付けない \`kubectl logs\`、\`exec\`、\`attach\` は、アプリケーションの \`${app}\` ではなく、先頭にある \`${helper}\` を対象にします。対象にするコンテナは、アノテーション \`${KEY}\` で指定します。`,
});

const elsewhere = text({
	en: (kind: string, name: string, first: string) =>
		`\`kubectl\` reads this annotation on the Pod, not on the ${kind}: \`kubectl logs\` and \`exec\` go on taking \`${first}\` instead of \`${name}\`. It belongs in the metadata of the Pod template.`,
	ja: (kind, name, first) =>
		`\`kubectl\` が読み取るのは${kind}ではなくPodのアノテーションです。\`kubectl logs\` や \`exec\` の対象は \`${name}\` ではなく \`${first}\` のままです。Podテンプレートのメタデータに書いてください。`,
});

const main = text({
	en: (app: string) => `The application is \`${app}\``,
	ja: (app) => `アプリケーションは \`${app}\` です`,
});

const add = text({
	en: (app: string) => `Make \`${app}\` the default container of kubectl`,
	ja: (app) => `\`${app}\` をkubectlのデフォルトのコンテナにする`,
});

export default defineRule({
	id: "default-container-annotation",
	title: fixedText({
		en: "`kubectl logs` and `kubectl exec` take a helper for the application",
		ja: "`kubectl logs`や`kubectl exec`がアプリケーションではなくヘルパーを対象にする",
	}),
	severity: "information",
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container",
	checkPod(pod, { catalog, report }) {
		const [first] = pod.containers;
		// What a template puts into the metadata is not seen.
		if (
			!first ||
			pod.containers.length < 2 ||
			pod.partial ||
			hasHiddenAnnotations(pod) ||
			[...annotationsOf(pod).keys()].some((key) => DEFAULTS.test(key))
		)
			return;
		const misplaced = onWorkload(pod);
		const named = pod.all.find(({ name }) => name === misplaced?.text);
		if (misplaced && named && named !== first) {
			const { name = "" } = named;
			report({
				at: misplaced,
				message: elsewhere(pod.kind ?? "", name, shownName(first)),
				related: [{ at: named.label, message: main(name) }],
				fixes: [change(pod, name)],
			});
			return;
		}
		// The injectors of Istio and Linkerd add the annotation, too.
		if (!isHelper(first, catalog) || first.image?.text === "auto") return;
		const app = applicationOf(pod, catalog);
		if (!app) return;
		report({
			at: first.label,
			message: found(shownName(first), shownName(app)),
			related: [{ at: app.label, message: main(shownName(app)) }],
			fixes: app.name === undefined ? [] : [change(pod, app.name)],
		});
	},
});

/** The one of today, and the one that only `kubectl logs` knew, before 1.21. */
const DEFAULTS =
	/^kubectl\.kubernetes\.io\/default-(?:container|logs-container)$/;

/** The only container that is no helper; of several, the one of which something says that it is the application. */
function applicationOf(pod: Pod, catalog: Catalog): Container | undefined {
	const apps = pod.containers.filter((one) => !isHelper(one, catalog));
	if (apps.length === 1) return apps[0];
	const sure = apps.filter((one) => {
		const { role, confidence } = roleOf(one, catalog);
		return role === "app" && confidence >= CONFIDENT;
	});
	return sure.length === 1 ? sure[0] : undefined;
}

const change = (pod: Pod, app: string) =>
	({
		title: add(app),
		safety: "review",
		preferred: true,
		edit: () => addAnnotation(pod, KEY, app),
	}) as const;

/** The annotation where it does nothing: on the workload around the Pod. */
const onWorkload = ({ place: { object, path } }: Pod) =>
	path === "spec"
		? undefined
		: scalarOf(valueAt(object, "metadata", "annotations", KEY));
