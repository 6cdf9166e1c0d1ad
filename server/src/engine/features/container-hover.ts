import { sectionOf, type TopicId, topic } from "../knowledge/topic";
import type { Container } from "../kubernetes/container";
import { ROLE_NAMES, type Role } from "../kubernetes/role";
import { roleOf } from "../kubernetes/roles";
import type { Language } from "../text/language";
import { kindName } from "./container-kind";
import { escapeMarkdown } from "./markdown";
import { nameOf, positionOf } from "./order";
import type { Settings } from "./settings";

/** The pattern that a role is an example of. */
const PATTERNS: Readonly<Record<Role, TopicId | undefined>> = {
	app: undefined,
	init: "init-container",
	"log-shipper": "sidecar",
	ambassador: "ambassador",
	"mesh-proxy": "ambassador",
	"config-helper": "configuration-helper",
	adapter: "adapter",
	helper: "sidecar",
};

/** What a container is, why we think so, when it starts and stops, and what its pattern is good for. */
export function containerHover(
	container: Container,
	settings: Settings,
	language: Language,
): string {
	const { kubernetesVersion: version, catalog } = settings;
	const { role, reason } = roleOf(container, catalog);
	const kind = kindName(container, role, version, language);
	const why = escapeMarkdown(reason(language));
	const roleName = ROLE_NAMES[role](language);
	const head =
		language === "ja"
			? `**${nameOf(container)}** — ${kind}。役割: **${roleName}**(${why})`
			: `**${nameOf(container)}** — ${kind}. Role: **${roleName}** (${why})`;
	const pattern =
		PATTERNS[role] ??
		(container.list === "containers" ? "field-containers" : "sidecar");
	const { title, lead, sections } = topic(pattern, language);
	const shown = PATTERNS[role]
		? [sections[0], sections[1], sections.at(-1)]
		: [sections.at(-1)];
	const about = topic(`role-${role}`, language);
	return [
		head,
		positionOf(container, version, language),
		about.lead,
		...about.sections.map(({ body }) => body),
		"---",
		`**${title}** — ${lead}`,
		...shown.flatMap((section) => (section ? [sectionOf(section)] : [])),
	].join("\n\n");
}
