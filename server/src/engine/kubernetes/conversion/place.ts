import { type Message, text } from "../../text/language";
import type { Container } from "../container";
import { calls, type Placement } from "../dependencies";
import { shownName } from "../naming";
import { dialsOf, listensOn } from "../network";
import { type Catalog, roleOf } from "../roles";

/** Why a container comes where it does among the init containers. */

type Texts = { readonly en: string; readonly ja: string };

const placed = text({
	en: (name: string, reasons: readonly Texts[]) =>
		`\`${name}\` comes ${reasons.map(({ en }) => en).join(", and ")}.`,
	ja: (name, reasons) =>
		`\`${name}\` は、${reasons.map(({ ja }) => ja).join("、かつ")}に置かれます。`,
});

const reason = {
	called: (name: string, port: number): Texts => ({
		en: `before \`${name}\`, which calls \`localhost:${port}\``,
		ja: `\`localhost:${port}\` に接続する \`${name}\` の前`,
	}),
	read: (name: string, path: string): Texts => ({
		en: `before \`${name}\`, which reads what it writes to \`${path}\``,
		ja: `このコンテナが \`${path}\` に書くファイルを読む \`${name}\` の前`,
	}),
	network: (name: string): Texts => ({
		en: `before \`${name}\`, which has no network without it`,
		ja: `このコンテナがないとネットワークを使えない \`${name}\` の前`,
	}),
	files: (name: string, path: string): Texts => ({
		en: `behind \`${name}\`, which prepares \`${path}\``,
		ja: `\`${path}\` を準備する \`${name}\` の後`,
	}),
	redirected: (name: string): Texts => ({
		en: `behind \`${name}\`, which prepares the network`,
		ja: `ネットワークを準備する \`${name}\` の後`,
	}),
	calling: (name: string, port: number): Texts => ({
		en: `behind \`${name}\`, which it calls at \`localhost:${port}\``,
		ja: `\`localhost:${port}\` で接続する \`${name}\` の後`,
	}),
};

/** The reason for a place that is not simply the last one. */
export function placeNote(
	container: Container,
	{ index, before, behind }: Placement,
	catalog: Catalog,
): Message | undefined {
	const { initContainers } = container.pod;
	const next = initContainers[index];
	if (!next) return undefined;
	const reasons = [
		before === next
			? whyBefore(before, container, catalog)
			: roleOf(container, catalog).role === "mesh-proxy"
				? reason.network(shownName(next))
				: undefined,
		behind && whyBehind(behind, container, catalog),
	].filter((each) => each !== undefined);
	return reasons.length > 0 ? placed(shownName(container), reasons) : undefined;
}

function whyBefore(
	init: Container,
	container: Container,
	catalog: Catalog,
): Texts | undefined {
	const name = shownName(init);
	const port = calls(init, container, catalog)
		? portCalled(init, container)
		: undefined;
	if (port !== undefined) return reason.called(name, port);
	const path = sharedPath(container, init, (own) => !own.readOnly);
	return path === undefined ? undefined : reason.read(name, path);
}

function whyBehind(
	init: Container,
	container: Container,
	catalog: Catalog,
): Texts {
	const name = shownName(init);
	const path = sharedPath(container, init);
	if (path !== undefined) return reason.files(name, path);
	const port = calls(container, init, catalog)
		? portCalled(container, init)
		: undefined;
	return port === undefined
		? reason.redirected(name)
		: reason.calling(name, port);
}

/** The port at which one container calls another. */
export function portCalled(
	caller: Container,
	server: Container,
): number | undefined {
	const dials = dialsOf(caller);
	const own = listensOn(server);
	return (dials.find(({ port }) => own.has(port)) ?? dials[0])?.port;
}

/** Where a container mounts a volume that another one mounts too. */
function sharedPath(
	container: Container,
	other: Container,
	is: (own: Container["mounts"][number]) => boolean = () => true,
): string | undefined {
	return container.mounts.find(
		(own) =>
			own.name !== undefined &&
			is(own) &&
			other.mounts.some(({ name }) => name?.text === own.name?.text),
	)?.path;
}
