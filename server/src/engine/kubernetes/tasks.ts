import { matchesImage } from "./catalogue";
import type { Container } from "./container";
import { launchedBy } from "./launchers";
import { type Program, programOf, runsForever } from "./program";
import type { Command } from "./shell";

/** Commands that do something and end. */
const FINITE =
	/^(?:.*\/)?(?:echo|printf|cd|set|export|umask|cp|mv|mkdir|chmod|chown|chgrp|touch|rm|ln|cat|ls|tar|gzip|gunzip|unzip|sed|awk|cut|tr|jq|yq|sort|head|wc|e?grep|test|\[{1,2}|true|date|id|whoami|hostname|sysctl|envsubst|apk|apt|apt-get|yum|dnf|pip3?|curl|wget|git|kubectl|aws|gsutil|openssl|psql|pg_isready|mysql|mysqladmin|flyway|liquibase|iptables|ip6tables|ip|sleep|then|fi|else|exit)$/;
/** Well-known commands that bring a database or its files up to date, as one line; whoever starts them waits for their end. */
const MIGRATION =
	/^(?:(?:manage\.py|django-admin) (?:migrate|collectstatic|loaddata|createsuperuser|check)|alembic (?:.* )?(?:upgrade|downgrade|stamp)|flask (?:.* )?db (?:upgrade|downgrade)|(?:rails|rake) (?:db|assets):[a-z]\S*|goose (?:.* )?(?:up|up-by-one|up-to|down)|dbmate (?:.* )?(?:up|migrate)|sqitch (?:.* )?(?:deploy|revert)|prisma (?:migrate (?:deploy|reset)|db (?:push|seed))|(?:knex|sequelize|sequelize-cli) (?:.* )?(?:migrate:(?:latest|up)|db:(?:migrate|seed:all))|typeorm\S* (?:.* )?migration:run|artisan migrate(?::\w+)?|console doctrine:migrations:migrate|atlas migrate apply|diesel migration run|sqlx migrate run|flyway (?:.* )?(?:migrate|baseline|repair|validate)|liquibase (?:.* )?(?:update|rollback|validate|status)|migrate (?=.*-(?:path|source|database)\b)(?:.* )?(?:up|down|goto \d+))(?:\s|$)/;
/** Subcommands and flags with which some of them go on. */
const LASTING =
	/^(?:proxy|port-forward|logs|daemon|s_server|monitor|instaweb|--watch(?:=true)?|--follow)$/;
/** Images of such commands: what they run in front of their `args`. */
const MIGRATION_IMAGES: Readonly<Record<string, string>> = {
	"flyway/flyway": "flyway",
	"liquibase/liquibase": "liquibase",
	"migrate/migrate": "migrate",
	"amacneil/dbmate": "dbmate",
	"arigaio/atlas": "atlas",
	"sqitch/sqitch": "sqitch",
};
const LOOPS = /\b(?:while|until|for|trap|wait|select)\b|\$@|\b\w+\s*\(\)\s*\{/;
/** Who sleeps so long keeps a container alive, or does his work from time to time. */
const LONG = 600;

/** Does a program surely come to its end soon? */
const isTask = (program: Program): boolean =>
	program.words !== undefined &&
	program.commands.length > 0 &&
	!runsForever(program) &&
	!LOOPS.test(program.script?.text ?? "") &&
	program.commands.every(endsSoon);

/** Does what a container runs surely come to its end soon, as far as its command or a well-known image tells? */
export function runsOnce(container: Container): boolean {
	if (isTask(programOf(container))) return true;
	const image = container.image?.text;
	const args = container.words("args")?.map(({ text }) => text);
	if (image === undefined || !args || container.words("command")?.length !== 0)
		return false;
	return Object.entries(MIGRATION_IMAGES).some(
		([pattern, program]) =>
			matchesImage(image, pattern) &&
			MIGRATION.test([program, ...args].join(" ")),
	);
}

function endsSoon({ words, background }: Command): boolean {
	const [name = "", ...rest] = words;
	// What the image's entry point makes of flags is not known, whatever path one ends with.
	if (background || name.startsWith("-")) return false;
	if (name === "") return true;
	if (/^(?:.*\/)?sleep$/.test(name)) return secondsOf(rest[0]) < LONG;
	const isKnown = FINITE.test(name) || MIGRATION.test(launchedBy(words));
	return (
		isKnown &&
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
