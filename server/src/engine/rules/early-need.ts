import type { Container } from "../kubernetes/container";
import { shownName } from "../kubernetes/naming";
import { isNeverRestarted, type Need } from "../kubernetes/start-needs";
import { type Message, text } from "../text/language";

/** What becomes of an init container that needs what starts only after it, for the rules that tell of it. */

const fails = text({
	en: (init: string, port: number, provider: string, state: string) =>
		`\`${init}\` calls port ${port} before \`${provider}\` is started: the connection is refused, and the Pod ends up in \`${state}\`.`,
	ja: (init, port, provider, state) =>
		`\`${init}\` は \`${provider}\` の起動前にポート${port}へ接続します。接続は拒否され、Podは \`${state}\` になります。`,
});
const waits = text({
	en: (init: string, port: number, provider: string) =>
		`\`${init}\` waits for port ${port} of \`${provider}\`, which is started only when \`${init}\` has ended: the Pod stays in \`Init\` for ever.`,
	ja: (init, port, provider) =>
		`\`${init}\` は \`${provider}\` のポート${port}を待ちますが、\`${provider}\` が起動するのは \`${init}\` の終了後です。Podは \`Init\` のまま進みません。`,
});
const tries = text({
	en: (init: string, port: number, provider: string) =>
		`\`${init}\` calls port ${port} of \`${provider}\`, which is started only when \`${init}\` has ended: nobody answers, however often it tries.`,
	ja: (init, port, provider) =>
		`\`${init}\` は \`${provider}\` のポート${port}に接続しますが、\`${provider}\` が起動するのは \`${init}\` の終了後です。何度試しても応答はありません。`,
});
const fileWaits = text({
	en: (init: string, file: string, provider: string) =>
		`\`${init}\` waits for \`${file}\`, which only \`${provider}\` can write, and that is started only when \`${init}\` has ended: the Pod stays in \`Init\` for ever.`,
	ja: (init, file, provider) =>
		`\`${init}\` は \`${file}\` を待ちますが、書き込めるのは \`${provider}\` だけで、\`${provider}\` が起動するのは \`${init}\` の終了後です。Podは \`Init\` のまま進みません。`,
});
const fileTries = text({
	en: (init: string, file: string, provider: string) =>
		`\`${init}\` looks for \`${file}\`, which only \`${provider}\` can write, and that is started only when \`${init}\` has ended: the file is never there.`,
	ja: (init, file, provider) =>
		`\`${init}\` は \`${file}\` を確認しますが、書き込めるのは \`${provider}\` だけで、\`${provider}\` が起動するのは \`${init}\` の終了後です。ファイルができることはありません。`,
});

/** What happens. */
export function fateOfNeed(
	init: Container,
	{ what, provider, fate }: Need,
): Message {
	const name = shownName(init);
	const other = shownName(provider);
	if (what.file !== undefined)
		return (fate === "waits" ? fileWaits : fileTries)(name, what.file, other);
	if (fate === "waits") return waits(name, what.port, other);
	if (fate === "tries") return tries(name, what.port, other);
	const state = isNeverRestarted(init.pod)
		? "Init:Error"
		: "Init:CrashLoopBackOff";
	return fails(name, what.port, other, state);
}

/** One sentence after another. */
export const andThen =
	(one: Message, other: Message): Message =>
	(language) =>
		language === "ja"
			? one(language) + other(language)
			: `${one(language)} ${other(language)}`;
