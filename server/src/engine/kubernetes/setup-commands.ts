import { baseName, type Command } from "./shell";

/** What a command of a set-up leaves behind. */
export type Effect =
	/** Nothing: it prints, tests or waits. */
	| { readonly kind: "none" }
	/** Something outside the container: it talks to others. */
	| { readonly kind: "network" }
	/** Files; nothing where it is not known which. */
	| { readonly kind: "writes"; readonly paths: readonly string[] | undefined }
	/** Files of the image: packages, users. */
	| { readonly kind: "image" }
	/** It takes away what is at these paths, as is done before each start. */
	| { readonly kind: "removes"; readonly paths: readonly string[] }
	/** Something in the shell itself, for the commands behind it. */
	| { readonly kind: "shell" }
	/** It ends the script. */
	| { readonly kind: "ends" }
	| { readonly kind: "unknown" };

const NONE: Effect = { kind: "none" };
const NETWORK: Effect = { kind: "network" };
const IMAGE: Effect = { kind: "image" };
const UNKNOWN: Effect = { kind: "unknown" };
const writes = (paths: readonly string[] | undefined): Effect => ({
	kind: "writes",
	paths,
});

const named = (...lists: readonly string[]): ReadonlySet<string> =>
	new Set(lists.flatMap((list) => list.split(" ")));

const HARMLESS = named(
	"echo printf cat ls date id whoami hostname uname pwd printenv head tail wc sort uniq cut tr grep egrep fgrep awk jq",
	"base64 md5sum sha1sum sha256sum sha512sum cksum stat test [ [[ true : false sleep seq basename dirname readlink realpath",
	"which type command read break continue wait wait-for wait-for-it wait-for-it.sh wait-for.sh wait4x getent du df diff cmp",
	"expr let bc xxd od nproc free arch getconf tty return done fi esac }",
);
const TALKS = named(
	"nc ncat netcat socat nslookup dig host ping pg_isready telnet psql pg_restore mysql mysqladmin mariadb mariadb-admin",
	"mongosh mongo redis-cli valkey-cli clickhouse-client cqlsh sqlcmd etcdctl rabbitmqctl rabbitmqadmin kcat grpcurl",
	"grpc_health_probe flyway liquibase dbmate goose sqitch iptables ip6tables iptables-restore ip6tables-restore",
	"iptables-legacy iptables-nft nft ip tc sysctl ethtool ipset conntrack",
);
const FOR_THE_SHELL = named(
	"export declare typeset readonly local cd pushd popd umask ulimit source . eval trap alias unalias shopt unset shift set",
	"getopts exec fg bg disown hash enable builtin nvm",
);
const OF_THE_IMAGE = named(
	"apk apt apt-get yum dnf microdnf tdnf zypper pacman pip pip3 pipx npm yarn pnpm gem go cargo bundle composer update-ca-certificates",
	"update-ca-trust useradd adduser usermod groupadd addgroup passwd chpasswd mount umount ldconfig a2enmod a2ensite",
	"docker-php-ext-install docker-php-ext-enable setcap locale-gen dpkg rpm chsh",
);
/** Words with which programs bring a database up to date: `migrate`, `db:migrate`, `migrate:deploy`, `migration:run`. */
const MIGRATES =
	/^(?:[\w.-]+[:_-])*(?:migrat(?:e|ions?))(?:[:_-][\w.-]+)*$|^db:(?:prepare|setup|create|seed)$/i;
/** `alembic upgrade head`, `flask db upgrade`, `airflow db init`, `prisma db push` */
const UPGRADES =
	/^(?:alembic(?: -\S+ \S+)* upgrade|(?:\S+ )*db (?:upgrade|init|push|seed|sync))\b/;
/** Where what is migrated may be a file. */
const IN_FILE = /sqlite/i;

/** What a command of a script leaves behind, beyond what its redirections write. */
export function effectOf(command: Command): Effect {
	const { words } = unwrapped(command);
	const [path = "", ...args] = words;
	const name = baseName(path);
	if (name === "") return NONE;
	const read = READERS[name];
	if (read && Object.hasOwn(READERS, name)) return read(args);
	if (HARMLESS.has(name)) return NONE;
	if (TALKS.has(name)) return NETWORK;
	if (FOR_THE_SHELL.has(name)) return { kind: "shell" };
	const line = [name, ...args].join(" ");
	const isMigration =
		[name, ...args.slice(0, 4)].some((word) => MIGRATES.test(word)) ||
		UPGRADES.test(line);
	if (isMigration) return IN_FILE.test(line) ? UNKNOWN : NETWORK;
	return OF_THE_IMAGE.has(name) ? IMAGE : UNKNOWN;
}

/** Does a command bring a database up to date, by a program that reads elsewhere where that is? */
export const isMigration = (command: Command): boolean =>
	effectOf(command).kind === "network" &&
	!TALKS.has(baseName(command.words[0] ?? "")) &&
	command.words.some((word) => MIGRATES.test(word));

/** The command that others run: behind `timeout 30`, `env A=b`, `gosu user`, `npx`. */
function unwrapped(command: Command): Command {
	let { words } = command;
	for (let depth = 0; depth < 5; depth++) {
		const [path = "", ...rest] = words;
		const taken = WRAPPERS[baseName(path)]?.(rest);
		if (taken === undefined || taken >= rest.length) break;
		words = rest.slice(taken);
	}
	return { ...command, words };
}

const flagsIn = (args: readonly string[], valued?: RegExp): number => {
	let at = 0;
	while (args[at]?.startsWith("-")) at += valued?.test(args[at] ?? "") ? 2 : 1;
	return at;
};

const WRAPPERS: Readonly<
	Record<string, ((args: readonly string[]) => number) | undefined>
> = {
	timeout: (args) => flagsIn(args, /^-[ks]$/) + 1,
	nice: (args) => flagsIn(args, /^-n$/),
	env: (args) => {
		let at = flagsIn(args, /^-[uC]$/);
		while (/^\w+=/.test(args[at] ?? "")) at++;
		return at;
	},
	gosu: () => 1,
	"su-exec": () => 1,
	npx: (args) => flagsIn(args),
	tini: (args) => flagsIn(args),
};

type Reader = (args: readonly string[]) => Effect;

const operands = (args: readonly string[]): string[] =>
	args.filter((word) => !/^-./.test(word));

/** The value of a flag: in the next word, joined to it, or behind `=`. */
function flagValue(
	args: readonly string[],
	short: string,
	long: string,
): string | undefined {
	for (const [index, word] of args.entries()) {
		if (word.startsWith(`--${long}=`)) return word.slice(long.length + 3);
		if (word === `--${long}`) return args[index + 1];
		const joined = new RegExp(`^-[A-Za-z]*${short}(.*)$`).exec(word)?.[1];
		if (joined !== undefined && !word.startsWith("--"))
			return joined === "" ? args[index + 1] : joined;
	}
	return undefined;
}

const has = (args: readonly string[], flag: RegExp): boolean =>
	args.some((word) => flag.test(word));

const writesOperands: Reader = (args) => writes(operands(args));
const writesTarget: Reader = (args) => {
	const target =
		flagValue(args, "t", "target-directory") ?? operands(args).at(-1);
	return writes(target === undefined ? undefined : [target]);
};
/** `chmod 644 FILE …`: the first word says what, unless a file is the pattern. */
const changesOperands: Reader = (args) =>
	writes(operands(args).slice(has(args, /^--reference/) ? 0 : 1));

/** `aws s3 cp FROM TO`: files where the target is none of the store's. */
const fetches =
	(words: RegExp): Reader =>
	(args) => {
		const rest = operands(args);
		const target = rest.at(-1);
		if (!words.test(rest.join(" ")) || target === undefined) return UNKNOWN;
		return /^\w+:\/\//.test(target) ? NETWORK : writes([target]);
	};

const KUBECTL =
	/^(?:apply|create|get|wait|patch|label|annotate|delete|scale|replace|describe|auth|version|cluster-info)$/;

const READERS: Readonly<Record<string, Reader | undefined>> = {
	mkdir: writesOperands,
	touch: writesOperands,
	tee: writesOperands,
	mkfifo: writesOperands,
	truncate: writesOperands,
	cp: writesTarget,
	mv: (args) => writes(operands(args)),
	install: writesTarget,
	rsync: writesTarget,
	ln: writesTarget,
	chmod: changesOperands,
	chown: changesOperands,
	chgrp: changesOperands,
	rm: (args) => ({ kind: "removes", paths: operands(args) }),
	rmdir: (args) => ({ kind: "removes", paths: operands(args) }),
	gzip: writesOperands,
	gunzip: writesOperands,
	envsubst: () => NONE,
	// Without words they print.
	set: (args) => (args.length === 0 ? NONE : { kind: "shell" }),
	mount: (args) => (args.length === 0 ? NONE : IMAGE),
	find: (args) =>
		has(args, /^-(?:exec|execdir|delete|ok|fprint)/) ? UNKNOWN : NONE,
	sed: (args) => {
		if (!has(args, /^(?:-[a-zA-Z]*i|--in-place)/)) return NONE;
		const rest = operands(args);
		return writes(has(args, /^-[a-zA-Z]*[ef]$/) ? undefined : rest.slice(1));
	},
	yq: (args) =>
		has(args, /^(?:-[a-zA-Z]*i|--inplace)/)
			? writes(operands(args).slice(-1))
			: NONE,
	dd: (args) => {
		const target = args.find((word) => word.startsWith("of="));
		return target ? writes([target.slice(3)]) : NONE;
	},
	tar: (args) => {
		const mode = /^-?[A-Za-z]*([xtc])/.exec(args[0] ?? "")?.[1];
		if (mode === "t") return NONE;
		if (mode === "x" || has(args, /^--extract$/))
			return writes([flagValue(args, "C", "directory") ?? "."]);
		const file = flagValue(args, "f", "file");
		return mode === "c" && file !== undefined ? writes([file]) : UNKNOWN;
	},
	unzip: (args) => writes([flagValue(args, "d", "d") ?? "."]),
	git: (args) => (args[0] === "clone" ? cloned(args) : UNKNOWN),
	curl: (args) => {
		if (has(args, /^(?:-[a-zA-Z]*O|--remote-name)/))
			return has(args, /^--output-dir/) ? UNKNOWN : writes(["."]);
		const file = flagValue(args, "o", "output");
		return file === undefined || file === "-" ? NETWORK : writes([file]);
	},
	wget: (args) => {
		if (has(args, /^--spider$/)) return NETWORK;
		const file = flagValue(args, "O", "output-document");
		if (file !== undefined) return file === "-" ? NETWORK : writes([file]);
		return writes([flagValue(args, "P", "directory-prefix") ?? "."]);
	},
	aws: fetches(/^s3 (?:cp|sync)\b/),
	gsutil: fetches(/^(?:cp|rsync)\b/),
	kubectl: (args) =>
		KUBECTL.test(operands(args)[0] ?? "") ? NETWORK : UNKNOWN,
	exit: ([code]) =>
		code !== undefined && /^[1-9]\d*$/.test(code) ? NONE : { kind: "ends" },
	openssl: (args) => {
		const files = args.filter((_, index) =>
			/^-(?:out|keyout)$/.test(args[index - 1] ?? ""),
		);
		return files.length > 0 ? writes(files) : NONE;
	},
};

/** `git clone URL DIR`: the folder, which is named as the URL's last part when it is not said. */
function cloned(args: readonly string[]): Effect {
	const valued = /^(?:-b|--branch|--depth|-o|--origin|--filter|-c|--config)$/;
	const rest = args.filter(
		(word, index) =>
			!word.startsWith("-") && !valued.test(args[index - 1] ?? ""),
	);
	const [, url, target] = rest;
	if (url === undefined) return UNKNOWN;
	return writes([target ?? baseName(url).replace(/\.git$/, "")]);
}
