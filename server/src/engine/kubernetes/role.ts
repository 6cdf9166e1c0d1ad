import { fixedText, type Message } from "../text/language";

/** What a container is in its Pod for. The names are those of settings and of the command line. */
export const ROLES = [
	"app",
	"init",
	"log-shipper",
	"ambassador",
	"mesh-proxy",
	"config-helper",
	"adapter",
	"helper",
] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Readonly<Record<Role, Message>> = {
	app: fixedText({ en: "application", ja: "アプリケーション" }),
	init: fixedText({ en: "init container", ja: "Initコンテナ" }),
	"log-shipper": fixedText({ en: "log shipper", ja: "ログ転送" }),
	ambassador: fixedText({ en: "ambassador", ja: "Ambassador" }),
	"mesh-proxy": fixedText({ en: "mesh proxy", ja: "メッシュプロキシ" }),
	"config-helper": fixedText({
		en: "configuration helper",
		ja: "設定ヘルパー",
	}),
	adapter: fixedText({ en: "adapter", ja: "Adapter" }),
	helper: fixedText({ en: "helper", ja: "ヘルパー" }),
};

export interface Assignment {
	readonly role: Role;
	/** From 0 (a guess) to 1 (certain). */
	readonly confidence: number;
	readonly reason: Message;
}

/** One thing that speaks for a role. */
export interface Evidence {
	/** `helper` supports the role of every helper; `app` speaks against all of them. */
	readonly role: Exclude<Role, "init">;
	/** Probability of the role if nothing else were known: 0.5 says nothing. */
	readonly weight: number;
	readonly reason: Message;
	/** Does it call the application from its start on, so that what holds for helpers in general need not hold for it? */
	readonly needsApp?: boolean;
	/** Evidence of one kind says the same thing again: only the strongest counts. */
	readonly kind:
		| "identity"
		| "name"
		| "environment"
		| "ports"
		| "probes"
		| "mounts"
		| "annotations"
		| "company";
}

/** Confidence from which a container is taken for a helper at all; below, it is an application. */
export const RECOGNISED = 0.6;

/** Confidence from which a rule may speak of a container as a helper. */
export const CONFIDENT = 0.7;

export function isRole(text: string): text is Role {
	return (ROLES as readonly string[]).includes(text);
}
