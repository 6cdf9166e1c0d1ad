import type { Language } from "../text/language";
import { TOPICS, type TopicId } from "./topics.generated";

export type { TopicId };

/** The parts of a topic's page. */
export interface Topic {
	readonly title: string;
	/** The paragraph that stands alone. */
	readonly lead: string;
	/** Sections in their order, with their headings. */
	readonly sections: readonly {
		readonly heading: string;
		readonly body: string;
	}[];
}

export function topic(id: TopicId, language: Language): Topic {
	const [head = "", ...rest] = TOPICS[id][language].split(/^## /m);
	const [title = "", ...lead] = head.split("\n");
	return {
		title: title.replace(/^# /, "").trim(),
		lead: lead.join("\n").trim(),
		sections: rest.map((section) => {
			const [heading = "", ...body] = section.split("\n");
			return { heading: heading.trim(), body: body.join("\n").trim() };
		}),
	};
}

/** A section as a hover shows it: headings are too large there. */
export function sectionOf({
	heading,
	body,
}: Topic["sections"][number]): string {
	return `**${heading}**\n\n${body}`;
}
