import { fixedText } from "../text/language";
import { valueAt } from "../yaml/tree";
import type { Pod } from "./pod";
import { stringOf } from "./values";

/** Does Knative Serving refuse init containers in this Pod, as it does by default? Where some are, they are switched on. */
export const refusesInitContainers = ({
	place,
	initContainers,
}: Pod): boolean =>
	initContainers.length === 0 &&
	/^serving\.knative\.dev\//.test(
		stringOf(valueAt(place.object, "apiVersion")) ?? "",
	);

/** Why nothing is put into `initContainers` then. */
export const noInitContainers = fixedText({
	en: "Knative Serving refuses `initContainers` unless `kubernetes.podspec-init-containers` is enabled in its ConfigMap `config-features`",
	ja: "Knative Servingは、ConfigMap `config-features` で `kubernetes.podspec-init-containers` を有効にしない限り `initContainers` を拒否します",
});
