import { type Program, runsForever } from "./program";
import type { Command } from "./shell";

/** Commands that do something and end. */
const FINITE =
	/^(?:.*\/)?(?:echo|printf|cd|set|export|umask|cp|mv|mkdir|chmod|chown|chgrp|touch|rm|ln|cat|ls|tar|gzip|gunzip|unzip|sed|awk|cut|tr|jq|yq|sort|head|wc|e?grep|test|\[{1,2}|true|date|id|whoami|hostname|sysctl|envsubst|apk|apt|apt-get|yum|dnf|pip3?|curl|wget|git|kubectl|aws|gsutil|openssl|psql|pg_isready|mysql|mysqladmin|flyway|liquibase|iptables|ip6tables|ip|sleep|then|fi|else|exit)$/;
/** Subcommands and flags with which some of them go on. */
const LASTING =
	/^(?:proxy|port-forward|logs|daemon|s_server|monitor|instaweb|--watch(?:=true)?|--follow)$/;
const LOOPS = /\b(?:while|until|for|trap|wait|select)\b|\$@|\b\w+\s*\(\)\s*\{/;
/** Who sleeps so long keeps a container alive, or does his work from time to time. */
const LONG = 600;

/** Does a program surely come to its end soon? */
export const isTask = (program: Program): boolean =>
	program.words !== undefined &&
	program.commands.length > 0 &&
	!runsForever(program) &&
	!LOOPS.test(program.script?.text ?? "") &&
	program.commands.every(endsSoon);

function endsSoon({ words, background }: Command): boolean {
	const [name = "", ...rest] = words;
	// What the image's entry point makes of flags is not known, whatever path one ends with.
	if (background || name.startsWith("-")) return false;
	if (name === "") return true;
	if (/^(?:.*\/)?sleep$/.test(name)) return secondsOf(rest[0]) < LONG;
	return (
		FINITE.test(name) &&
		!rest.some((word) => LASTING.test(word)) &&
		!(/kubectl$/.test(name) && rest.includes("-w")) &&
		!(/^(?:.*\/)?(?:cat|e?grep|head)$/.test(name) && rest.length === 0)
	);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

function secondsOf(word = ""): number {
	const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(word);
	return match
		? Number(match[1]) * (UNITS[match[2] || "s"] ?? 1)
		: Number.POSITIVE_INFINITY;
}
