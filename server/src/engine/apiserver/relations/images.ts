import { text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isInPod } from "./around";

const blanks = text({
	en: (image: string) =>
		`The image has blanks around it: \`"${image}"\`. Kubernetes does not cut them off.`,
	ja: (image) =>
		`イメージの前後に空白があります: \`"${image}"\`。Kubernetesはこの空白を取り除きません。`,
});
const blanksInTemplate = text({
	en: (image: string) =>
		`The image has blanks around it: \`"${image}"\`. The template is accepted, but each Pod made from it is refused.`,
	ja: (image) =>
		`イメージの前後に空白があります: \`"${image}"\`。テンプレートは受け付けられますが、そこから作られるPodはすべて拒否されます。`,
});

const RULE = "image-whitespace";
const DETAIL = "must not have leading or trailing whitespace";

/** `validateContainerOnlyForPod`; what a template has of it comes out when its Pods are made. */
export function image(answer: Answer, container: Place): void {
	const place = container.at("image");
	const value = place.string;
	if (value === undefined || value.trim() === value) return;
	if (isInPod(place))
		answer.invalid(place, {
			rule: RULE,
			detail: DETAIL,
			message: blanks(value),
		});
	else
		answer.warn(
			place,
			`${podPath(container)}.image: Invalid value: ${goQuote(value)}: ${DETAIL}`,
			blanksInTemplate(value),
			{ rule: RULE },
		);
}

/** A container's path in a Pod of the template that it stands in. */
export const podPath = (container: Place): string =>
	`spec.${container.parent?.key}[${container.key}]`;
