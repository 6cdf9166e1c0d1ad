import { type Message, text } from "../text/language";
import type { Way } from "../yaml/repair/break";

const WAYS: Readonly<Record<Way["kind"], (name: string) => Message>> = {
	ours: text({
		en: (name: string) => `Keep ours${name && ` (\`${name}\`)`}`,
		ja: (name) => `自分側${name && ` (\`${name}\`) `}を残す`,
	}),
	theirs: text({
		en: (name: string) => `Keep theirs${name && ` (\`${name}\`)`}`,
		ja: (name) => `相手側${name && ` (\`${name}\`) `}を残す`,
	}),
	both: text({ en: (_: string) => "Keep both", ja: () => "両方を残す" }),
	comment: text({
		en: (_: string) => "Make comments of what is not YAML",
		ja: () => "YAMLではない行をコメントにする",
	}),
	remove: text({
		en: (_: string) => "Remove what is not YAML",
		ja: () => "YAMLではない行を削除",
	}),
	restore: text({
		en: (name: string) => `Bring \`${name}\` back`,
		ja: (name) => `\`${name}\` のコメントを外す`,
	}),
	orphans: text({
		en: (name: string) => `Make comments of what belonged to \`${name}\`, too`,
		ja: (name) => `\`${name}\` に属していた行もコメントにする`,
	}),
};

/** What one of several ways does, as a fix's title. */
export const wayTitle = ({ kind, name }: Pick<Way, "kind" | "name">): Message =>
	WAYS[kind](name);
