import { fixedText, text } from "../../text/language";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { isElsewhere } from "./pod-selector";
import { containersOf } from "./pod-spec";
import { goStruct } from "./security-printing";
import { windowsOptions } from "./security-windows";

const MOST_ID = 2147483647;
const SECCOMP = ["Localhost", "RuntimeDefault", "Unconfined"];
const SYSCTL =
	/^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const SYSCTL_SOURCE =
	"^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$";

const idBounds = text({
	en: (field: string) => `\`${field}\` must be a number from 0 to ${MOST_ID}.`,
	ja: (field) => `\`${field}\` は0から${MOST_ID}までの数でなければなりません。`,
});
const needsType = text({
	en: (field: string) => `\`${field}\` needs a \`type\`.`,
	ja: (field) => `\`${field}\` には \`type\` が必要です。`,
});
const needsProfile = fixedText({
	en: "`type: Localhost` needs `localhostProfile`: a profile that is on the node.",
	ja: "`type: Localhost` には、ノードにあるプロファイルを指す `localhostProfile` が必要です。",
});
const onlyLocalhost = fixedText({
	en: "`localhostProfile` goes with `type: Localhost` only.",
	ja: "`localhostProfile` を書けるのは `type: Localhost` のときだけです。",
});
const descending = fixedText({
	en: "`localhostProfile` is a path below the kubelet's directory of profiles: it must be relative and have no `..`.",
	ja: "`localhostProfile` はkubeletのプロファイルのディレクトリからの相対パスです。絶対パスや `..` は使えません。",
});
const padded = fixedText({
	en: "The profile's name has spaces around it.",
	ja: "プロファイル名の前後に空白があります。",
});
const profileLength = fixedText({
	en: "The profile's name may have 4095 characters at most.",
	ja: "プロファイル名は4095文字以内でなければなりません。",
});
const badSysctl = fixedText({
	en: "This is no name of a sysctl: small letters, digits, `-` and `_`, in parts between `.` or `/`.",
	ja: "sysctlの名前ではありません。英小文字、数字、`-`、`_` からなる部分を `.` か `/` でつないだものです。",
});
const hostsSysctl = text({
	en: (name: string, host: string) =>
		`\`${name}\` would be set for the whole node, because of \`${host}: true\`.`,
	ja: (name, host) =>
		`\`${host}: true\` なので、\`${name}\` はノード全体に設定されることになります。`,
});
const unmasked = fixedText({
	en: "`procMount: Unmasked` is allowed only in a Pod with its own user namespace (`hostUsers: false`).",
	ja: "`procMount: Unmasked` は、独自のユーザー名前空間を持つPod(`hostUsers: false`)でだけ使えます。",
});
const escalates = text({
	en: (what: string) =>
		`${what} gives the container all privileges: \`allowPrivilegeEscalation: false\` contradicts it.`,
	ja: (what) =>
		`${what} はコンテナにすべての権限を与えます。\`allowPrivilegeEscalation: false\` とは両立しません。`,
});

/** `validatePodSpecSecurityContext`, and `ValidateSecurityContext` of each container. */
export function security(answer: Answer, spec: Place): void {
	const context = spec.at("securityContext");
	if (context.isSet) {
		ids(answer, context, ["fsGroup", "runAsUser", "runAsGroup"]);
		for (const group of context.at("supplementalGroups").items)
			id(answer, group, "supplementalGroups");
		sysctls(answer, spec, context);
		profiles(answer, context);
		windowsOptions(answer, context.at("windowsOptions"));
		seLinuxChangePolicy(answer, context);
	}
	const ownUsers =
		spec.at("hostUsers").boolean === false && spec.at("hostUsers").isSet;
	const usersUnknown = spec.at("hostUsers").boolean === undefined;
	for (const container of containersOf(spec)) {
		const context = container.at("securityContext");
		if (!context.isSet) continue;
		ids(answer, context, ["runAsUser", "runAsGroup"]);
		procMount(answer, context, ownUsers || usersUnknown);
		profiles(answer, context);
		privileges(answer, context);
		windowsOptions(answer, context.at("windowsOptions"));
	}
}

function ids(answer: Answer, context: Place, names: readonly string[]): void {
	for (const name of names) {
		const place = context.at(name);
		if (place.isSet) id(answer, place, name);
	}
}

function id(answer: Answer, place: Place, name: string): void {
	const value = place.integer;
	if (value === undefined || (value >= 0 && value <= MOST_ID)) return;
	answer.invalid(place, {
		detail: `must be between 0 and ${MOST_ID}, inclusive`,
		message: idBounds(name),
	});
}

function sysctls(answer: Answer, spec: Place, context: Place): void {
	const seen = new Set<string>();
	for (const sysctl of context.at("sysctls").items) {
		const place = sysctl.at("name");
		const name = place.string;
		if (name === undefined) continue;
		if (name === "") answer.required(place);
		else if (name.length > 253 || !SYSCTL.test(name))
			answer.invalid(place, {
				detail: `must have at most 253 characters and match regex ${SYSCTL_SOURCE}`,
				message: badSysctl,
			});
		else if (seen.has(name)) answer.duplicate(place);
		seen.add(name);
		const host = answer.atLeast("1.29") ? hostOf(spec, name) : undefined;
		if (host)
			answer.invalid(place, {
				detail: `may not be specified when '${host}' is true`,
				message: hostsSysctl(name, host),
			});
	}
}

/** The field that makes a sysctl the node's. */
function hostOf(spec: Place, sysctl: string): string | undefined {
	const separator = /[./]/.exec(sysctl)?.[0];
	const name =
		separator === "/"
			? sysctl.replace(/[./]/g, (letter) => (letter === "/" ? "." : "/"))
			: sysctl;
	if (spec.at("hostNetwork").boolean && name.startsWith("net."))
		return "hostNetwork";
	return spec.at("hostIPC").boolean &&
		/^(?:kernel\.sem$|kernel\.shm|kernel\.msg|fs\.mqueue\.)/.test(name)
		? "hostIPC"
		: undefined;
}

function profiles(answer: Answer, context: Place): void {
	seccomp(answer, context.at("seccompProfile"));
	appArmor(answer, context.at("appArmorProfile"));
}

/** The type of a profile; nothing when it is missing, unknown, or none of the types. */
function typeOf(answer: Answer, profile: Place): string | undefined {
	const place = profile.at("type");
	const type = place.string;
	if (type === undefined) return undefined;
	if (type === "")
		answer.required(place, {
			detail: `type is required when ${profile.key} is set`,
			message: needsType(String(profile.key)),
		});
	else if (!SECCOMP.includes(type)) answer.unsupported(place, SECCOMP);
	return type;
}

function seccomp(answer: Answer, profile: Place): void {
	if (!profile.isSet) return;
	const type = typeOf(answer, profile);
	const place = profile.at("localhostProfile");
	const path = place.string;
	if (type === "Localhost") {
		if (!place.isSet)
			answer.required(place, {
				detail: "must be set when seccomp type is Localhost",
				message: needsProfile,
			});
		if (path?.startsWith("/"))
			answer.invalid(place, {
				detail: "must be a relative path",
				message: descending,
			});
		if (path?.split("/").includes(".."))
			answer.invalid(place, {
				detail: "must not contain '..'",
				message: descending,
			});
	} else if (
		type !== undefined &&
		place.isSet &&
		!isElsewhere(answer, profile.at("type"))
	)
		answer.invalid(place, {
			value: goStruct(answer, profile, "core.SeccompProfile"),
			detail: "can only be set when seccomp type is Localhost",
			message: onlyLocalhost,
			at: place.keyRange,
		});
}

function appArmor(answer: Answer, profile: Place): void {
	if (!profile.isSet) return;
	const type = typeOf(answer, profile);
	const place = profile.at("localhostProfile");
	const name = place.string;
	if (type === "Localhost") {
		if (name !== undefined && name.trim() !== name)
			answer.invalid(place, {
				detail: "must not be padded with whitespace",
				message: padded,
				instead: [name.trim()],
			});
		else if (name === "")
			answer.required(place, {
				detail: "must be set when AppArmor type is Localhost",
				message: needsProfile,
			});
		if (name !== undefined && name.length > 4095)
			answer.tooLong(place, 4095, { message: profileLength });
	} else if (
		(type === "RuntimeDefault" || type === "Unconfined") &&
		place.isSet
	)
		answer.invalid(place, {
			detail: "can only be set when AppArmor type is Localhost",
			message: onlyLocalhost,
			at: place.keyRange,
		});
}

/** A default cluster has the other policy from 1.37 on. */
function seLinuxChangePolicy(answer: Answer, context: Place): void {
	const place = context.at("seLinuxChangePolicy");
	const policies = answer.atLeast("1.37")
		? ["MountOption", "Recursive"]
		: ["Recursive"];
	if (
		place.isSet &&
		place.string !== undefined &&
		!policies.includes(place.string)
	)
		answer.unsupported(place, policies);
}

function procMount(answer: Answer, context: Place, allowed: boolean): void {
	const place = context.at("procMount");
	const type = place.string;
	if (!place.isSet || type === undefined) return;
	if (type === "Unmasked") {
		if (!allowed && !answer.partial)
			answer.invalid(place, {
				detail: "`hostUsers` must be false to use `Unmasked`",
				message: unmasked,
			});
	} else if (type !== "Default")
		answer.unsupported(place, ["Default", "Unmasked"]);
}

function privileges(answer: Answer, context: Place): void {
	const escalation = context.at("allowPrivilegeEscalation");
	if (!escalation.isSet || escalation.boolean !== false) return;
	const admin = context
		.in("capabilities", "add")
		.items.filter(({ string }) => string === "CAP_SYS_ADMIN");
	const reasons: [Place, string, string][] = [];
	const privileged = context.at("privileged");
	if (privileged.boolean)
		reasons.push([privileged, "`privileged: true`", "`privileged` to true"]);
	for (const capability of admin)
		reasons.push([
			capability,
			"`CAP_SYS_ADMIN`",
			"`capabilities.Add` CAP_SYS_ADMIN",
		]);
	for (const [place, what, detail] of reasons)
		answer.invalid(escalation, {
			path: context.path,
			value: goStruct(answer, context, "core.SecurityContext"),
			detail: `cannot set \`allowPrivilegeEscalation\` to false and ${detail}`,
			message: escalates(what),
			related: { at: place.keyRange, message: escalates(what) },
		});
}
