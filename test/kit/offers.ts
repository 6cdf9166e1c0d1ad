import {
	actionsAt,
	applyEdit,
	DEFAULT_SETTINGS,
	findingsOf,
	Source,
} from "../../server/src/engine/engine";

/** Two containers, to be broken. */
export const POD = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  # what runs
  containers:
    - name: shop
      image: example/shop:2.1.0
      args:
        - -c
        - /etc/shop.yaml
    - name: log
      image: example/log:2.1.0
      env:
        - name: LEVEL
          value: info
`;

export interface Offer {
	readonly title: string;
	readonly preferred: boolean;
	readonly result: string;
}

/** What is offered for what is no YAML, in a text. */
export function offers(text: string): readonly Offer[] {
	const everywhere = { start: 0, end: text.length };
	return actionsAt(Source.open(text), everywhere, DEFAULT_SETTINGS)
		.filter(({ kind, id }) => kind === "fix" && id.startsWith("yaml-syntax"))
		.map((action) => ({
			title: action.title("en"),
			preferred: action.preferred,
			result: applyEdit(text, action.edit() ?? []),
		}));
}

/** The rules that have something to say, and the lines of their findings. */
export const told = (text: string): readonly string[] =>
	findingsOf(Source.open(text), DEFAULT_SETTINGS).map(
		({ finding, placed }) =>
			`${placed.line + placed.document.lines.lineAt(finding.at.start) + 1} ${finding.rule.id}`,
	);

/** What is offered; with a `!` behind it what is preferred. */
export const titles = (text: string): readonly string[] =>
	offers(text).map(({ title, preferred }) => (preferred ? `${title}!` : title));
