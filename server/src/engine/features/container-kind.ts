import type { Container } from "../kubernetes/container";
import { isNativeSidecar } from "../kubernetes/restart-policy";
import type { Role } from "../kubernetes/role";
import type { Version } from "../kubernetes/versions";
import type { Language } from "../text/language";

const KINDS = {
	en: {
		native: "native sidecar",
		init: "init container",
		app: "container",
		classic: "classic sidecar",
		ephemeral: "ephemeral container",
	},
	ja: {
		native: "ネイティブサイドカー",
		init: "Initコンテナ",
		app: "コンテナ",
		classic: "従来型のサイドカー",
		ephemeral: "エフェメラルコンテナ",
	},
} as const;

/** What a container is to Kubernetes, in a person's words. */
export function kindName(
	container: Container,
	role: Role,
	version: Version,
	language: Language,
): string {
	return KINDS[language][kindOf(container, role, version)];
}

function kindOf(
	container: Container,
	role: Role,
	version: Version,
): keyof (typeof KINDS)["en"] {
	if (container.list === "ephemeralContainers") return "ephemeral";
	if (isNativeSidecar(container, version)) return "native";
	if (container.list === "initContainers") return "init";
	return role === "app" ? "app" : "classic";
}
