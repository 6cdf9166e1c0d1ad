import { fixedText, type Message, text } from "../../text/language";
import type { Container } from "../container";
import { shownName } from "../naming";
import type { Situation } from "./plan";

const classic = text({
	en: (version: string) =>
		`Kubernetes ${version} has no native sidecars: it stands in \`containers\`, starts together with the application and is stopped together with it.`,
	ja: (version) =>
		`Kubernetes ${version}にはネイティブサイドカーがないため、\`containers\` に置かれます。アプリケーションと同時に起動し、同時に停止します。`,
});

/** What to know of a helper that cannot be a native sidecar. */
export const classicNote = ({
	isNative,
	version,
}: Situation): readonly Message[] => (isNative ? [] : [classic(version)]);

/** Why nothing that listens is inserted there. */
export const nodeNetwork = fixedText({
	en: "the Pod uses the node's network (`hostNetwork`): a port that is free in the Pod may be taken on the node, and localhost is the node's",
	ja: "Podがノードのネットワークを使っています(`hostNetwork`)。Pod内で空いているポートがノードで使われている可能性があり、localhostもノード全体で共有されます",
});

/** A container in a sentence of each language; a blank parts only code from Japanese. */
export interface Called {
	readonly en: string;
	readonly ja: string;
}

/** The application by its name; where it has none, as what it is. */
export function called(app: Container): Called {
	const name = shownName(app);
	return name === "?"
		? { en: "the application", ja: "アプリケーション" }
		: { en: `\`${name}\``, ja: `\`${name}\` ` };
}
