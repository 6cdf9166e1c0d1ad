import {
	Command,
	CommanderError,
	InvalidArgumentError,
	Option,
} from "commander";
import { version } from "../../../package.json";
import { languageOf, RULES, VERSIONS } from "../engine/engine";
import { CannotRun } from "./cannot-run";
import { problemOf, speak, words } from "./command-words";
import { convert } from "./convert";
import { explain } from "./explain";
import { fix } from "./fix";
import { lint } from "./lint";
import { messages } from "./messages";
import type { ConvertOptions, Options } from "./options";
import { timeline } from "./timeline";

/** Exit codes: what was asked for is clean, has findings, or could not be done. */
const CLEAN = 0;
const FINDINGS = 1;
const CANNOT_RUN = 2;

async function main(argv: readonly string[]): Promise<number> {
	const language = languageOf(askedLanguage(argv));
	const text = messages(language);
	let exitCode = CLEAN;
	const said = words(language);
	const lang = new Option("--lang <language>", text.lang).choices(["en", "ja"]);
	const program = speak(new Command("sidecar-patterns"), language)
		.description(text.description)
		.version(version, "-V, --version", said.version)
		.addOption(lang)
		.helpCommand("help [command]", said.help)
		.exitOverride()
		// Errors are told once, below.
		.configureOutput({ writeErr: () => undefined });
	const withOptions = (command: Command): Command =>
		command
			.argument("<path...>", text.paths)
			.addOption(
				new Option("--format <format>", text.format)
					.choices(["text", "json"])
					.default("text"),
			)
			.addOption(
				new Option(
					"--kubernetes-version <version>",
					text.version(VERSIONS[0], VERSIONS.at(-1) ?? ""),
				),
			)
			.addOption(lang)
			.option("--config <file>", text.config)
			.option("--stdin-filename <name>", text.stdinFilename);
	/** What chooses among findings. */
	const withRules = (command: Command): Command =>
		withOptions(command)
			.addOption(
				new Option("--rule <id>", text.rule).argParser(
					(id: string, before: readonly string[] = []) => {
						if (!RULES.some((rule) => rule.id === id))
							throw new InvalidArgumentError(text.noSuchRule);
						return [...before, id];
					},
				),
			)
			.addOption(
				new Option("--preset <preset>", text.preset).choices([
					"recommended",
					"strict",
				]),
			)
			.option("--quiet", text.quiet);
	withRules(program.command("lint").description(text.lint)).action(
		async (paths: string[], options: Options) => {
			exitCode =
				(await lint(paths, { ...options, language }, process)) === 0
					? CLEAN
					: FINDINGS;
		},
	);
	withRules(program.command("fix").description(text.fix))
		.option("--dry-run", text.dryRun)
		.action(async (paths: string[], options: Options) => {
			exitCode =
				(await fix(paths, { ...options, language }, process)) === 0
					? CLEAN
					: FINDINGS;
		});
	withOptions(program.command("convert").description(text.convert))
		.addOption(
			new Option("--to <kind>", text.to)
				.choices(["native", "classic"])
				.default("native"),
		)
		.option("--dry-run", text.dryRun)
		.action(async (paths: string[], options: ConvertOptions) => {
			exitCode =
				(await convert(paths, { ...options, language }, process)) === 0
					? CLEAN
					: FINDINGS;
		});
	withOptions(program.command("explain").description(text.explain)).action(
		(paths: string[], options: Options) =>
			explain(paths, { ...options, language }, process),
	);
	withOptions(program.command("timeline").description(text.timeline)).action(
		(paths: string[], options: Options) =>
			timeline(paths, { ...options, language }, process),
	);
	try {
		await program.parseAsync(argv, { from: "user" });
		return exitCode;
	} catch (error) {
		if (error instanceof CommanderError) {
			if (error.exitCode === 0) return CLEAN;
			process.stderr.write(
				`${error.message === "(outputHelp)" ? program.helpInformation() : problemOf(error, language)}\n`,
			);
			return CANNOT_RUN;
		}
		if (!(error instanceof CannotRun)) throw error;
		process.stderr.write(`sidecar-patterns: ${error.message}\n`);
		return CANNOT_RUN;
	}
}

/** The language is needed before the options are read: their descriptions are in it. */
function askedLanguage(argv: readonly string[]): string | undefined {
	const at = argv.findIndex(
		(word) => word === "--lang" || word.startsWith("--lang="),
	);
	const asked = argv[at]?.includes("=")
		? argv[at].slice("--lang=".length)
		: argv[at + 1];
	if (at !== -1) return asked;
	const { SIDECAR_PATTERNS_LOCALE, LC_ALL, LC_MESSAGES, LANG } = process.env;
	return SIDECAR_PATTERNS_LOCALE || LC_ALL || LC_MESSAGES || LANG;
}

main(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		process.stderr.write(
			`sidecar-patterns: ${error instanceof Error ? error.stack : String(error)}\n`,
		);
		process.exitCode = CANNOT_RUN;
	},
);

// `sidecar-patterns lint … | head` closes our output early; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
});
