import type { Command, CommanderError, Option } from "commander";
import type { Language } from "../engine/engine";

/** `commander` speaks English: what it says by itself, in the other languages. */

const TITLES: Readonly<Record<string, string>> = {
	"Usage:": "使い方:",
	"Arguments:": "引数:",
	"Options:": "オプション:",
	"Commands:": "コマンド:",
};

/** Makes the help of a command speak a language. */
export function speak(command: Command, language: Language): Command {
	if (language === "en") return command;
	return command.helpOption("-h, --help", "ヘルプを表示する").configureHelp({
		styleTitle: (title) => TITLES[title] ?? title,
		optionDescription: describe,
	});
}

/** The words for the version and for the help command, which have no command of their own to say them. */
export const words = (language: Language) =>
	language === "ja"
		? {
				version: "バージョン番号を表示する",
				help: "コマンドのヘルプを表示する",
			}
		: {
				version: "output the version number",
				help: "display help for command",
			};

function describe({ argChoices, defaultValue, description }: Option): string {
	const facts = [
		...(argChoices ? [`指定できる値: ${argChoices.join("、")}`] : []),
		...(defaultValue === undefined ? [] : [`既定値: ${defaultValue}`]),
	];
	return facts.length > 0 ? `${description}(${facts.join("、")})` : description;
}

/** What is wrong with a command line. */
export function problemOf(
	{ code, message }: CommanderError,
	language: Language,
): string {
	if (language === "en") return message;
	const [, what = ""] = /'([^']*)'/.exec(message) ?? [];
	const [, meant] = /Did you mean (?:one of )?(.*)\?/.exec(message) ?? [];
	const hint = meant === undefined ? "" : `(もしかして: ${meant})`;
	switch (code) {
		case "commander.unknownOption":
			return `エラー: オプション '${what}' はありません${hint}`;
		case "commander.unknownCommand":
			return `エラー: コマンド '${what}' はありません${hint}`;
		case "commander.missingArgument":
			return `エラー: 必須の引数 '${what}' がありません`;
		case "commander.optionMissingArgument":
			return `エラー: オプション '${what}' に値がありません`;
		case "commander.invalidArgument": {
			const [, value = "", why = ""] =
				/argument '(.*)' is invalid\. ([\s\S]*)$/.exec(message) ?? [];
			const reason = why
				.replace(/^Allowed choices are (.*)\.$/, "指定できる値は $1 です。")
				.trim();
			return `エラー: オプション '${what}' の値 '${value}' は無効です。${reason}`;
		}
		default:
			return message;
	}
}
