import type { ServerError } from "../../apiserver/answer";
import type { Place } from "../../apiserver/place";
import type { Change } from "../../kubernetes/change";
import { fixedText } from "../../text/language";
import type { Document } from "../../yaml/document";
import { firstOf, insertEntryAfter, replaceScalar } from "../../yaml/edit";
import { writeText } from "../mends";
import { serverRule } from "../server-rule";

const receive = fixedText({
	en: "Only receive mounts: `HostToContainer`",
	ja: "マウントの受け取りだけにする: `HostToContainer`",
});
const privilege = fixedText({
	en: "Make the container privileged",
	ja: "特権コンテナにする",
});

export default serverRule({
	id: "mount-propagation-bidirectional",
	title: fixedText({
		en: "A container that is not privileged passes its mounts on",
		ja: "特権のないコンテナがマウントを伝播しようとしている",
	}),
	kubernetes: {},
	fix: "review",
	docs: "https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation",
	fixes: (error, document) => [
		receiveOnly(error),
		makePrivileged(error, document),
	],
});

function receiveOnly({ place }: ServerError): Change | undefined {
	const { node, holder } = place;
	if (node?.kind !== "scalar" || holder?.value !== node) return undefined;
	return {
		title: receive,
		safety: "review",
		edit: () => replaceScalar(node, "HostToContainer"),
	};
}

function makePrivileged(
	error: ServerError,
	document: Document,
): Change | undefined {
	// The mount, its list, the container.
	const container = error.place.parent?.parent?.parent;
	if (!container?.mapping) return undefined;
	const written = container.in("securityContext", "privileged");
	if (written.isWritten)
		return writeText({ ...error, place: written }, "true", privilege, "review");
	return {
		title: privilege,
		safety: "review",
		edit: () => addPrivileged(container, document),
	};
}

function addPrivileged(container: Place, document: Document) {
	const context = container.at("securityContext");
	const { mapping } = container;
	if (context.isWritten) {
		const last = context.mapping?.entries.at(-1);
		return last && context.holder?.value === context.mapping
			? insertEntryAfter(document, last, "privileged", "true")
			: undefined;
	}
	const neighbour =
		mapping && firstOf(mapping, "restartPolicy", "image", "name");
	if (!neighbour) return undefined;
	return insertEntryAfter(
		document,
		neighbour,
		"securityContext",
		mapping.flow ? "{ privileged: true }" : ["  privileged: true"],
	);
}
