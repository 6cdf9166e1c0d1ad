import { isNull } from "../../kubernetes/values";
import type { Range } from "../../text/edit";
import { fixedText, text } from "../../text/language";
import { entryOf } from "../../yaml/tree";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { dnsSubdomain } from "../formats";
import type { Place } from "../place";
import { containersOf } from "./pod-spec";

const RULE = "windows-share-pid";
const FORBIDDEN = "cannot be set for a windows pod";

/** What a Windows Pod cannot have, in the server's order. */
const OF_SECURITY_CONTEXT = [
	"appArmorProfile",
	"seLinuxOptions",
	"seccompProfile",
	"fsGroup",
	"fsGroupChangePolicy",
	"sysctls",
	"runAsUser",
	"runAsGroup",
	"supplementalGroups",
	"supplementalGroupsPolicy",
	"seLinuxChangePolicy",
];
const OF_CONTAINER = [
	"appArmorProfile",
	"seLinuxOptions",
	"seccompProfile",
	"capabilities",
	"readOnlyRootFilesystem",
	"privileged",
	"allowPrivilegeEscalation",
	"procMount",
	"runAsUser",
	"runAsGroup",
];

const linuxOnly = text({
	en: (field: string) =>
		`\`${field}\` exists on Linux only, and this Pod says \`os.name: windows\`.`,
	ja: (field) =>
		`\`${field}\` はLinuxだけのものです。このPodは \`os.name: windows\` です。`,
});
const windowsOnly = fixedText({
	en: "`windowsOptions` exist on Windows only, and this Pod says `os.name: linux`.",
	ja: "`windowsOptions` はWindowsだけのものです。このPodは `os.name: linux` です。",
});
const systemIs = fixedText({
	en: "The Pod's operating system is set here.",
	ja: "PodのOSはここで指定されています。",
});
const emptyText = text({
	en: (field: string) => `\`${field}\` must not be empty.`,
	ja: (field) => `\`${field}\` を空にはできません。`,
});
const tooBig = fixedText({
	en: "`gmsaCredentialSpec` must be smaller than 64 KiB.",
	ja: "`gmsaCredentialSpec` は64KiB未満でなければなりません。",
});
const userForm = fixedText({
	en: "`runAsUserName` must be a Windows user, `USER` or `DOMAIN\\USER`.",
	ja: "`runAsUserName` は `USER` か `DOMAIN\\USER` の形のWindowsユーザーでなければなりません。",
});
const sameAsPod = text({
	en: (value: boolean) =>
		`\`hostProcess\` of the Pod is \`${value}\`; a container cannot differ.`,
	ja: (value) =>
		`Podの \`hostProcess\` は \`${value}\` です。コンテナで変えることはできません。`,
});
const allOrNone = fixedText({
	en: "Either all containers of a Pod are HostProcess containers or none.",
	ja: "Podのコンテナは、すべてがHostProcessコンテナであるか、1つもそうでないかのどちらかです。",
});
const needsNetwork = fixedText({
	en: "A Pod with HostProcess containers needs `hostNetwork: true`.",
	ja: "HostProcessコンテナのあるPodには `hostNetwork: true` が必要です。",
});

/** `validateLinux`, `validateWindows`: what the operating system does not have. */
export function operatingSystemFields(answer: Answer, spec: Place): void {
	const os = spec.in("os", "name");
	if (os.string === "linux") {
		for (const context of [spec, ...containersOf(spec)]) {
			const options = context.in("securityContext", "windowsOptions");
			if (options.isSet)
				answer.forbidden(options, {
					rule: RULE,
					detail: "windows options cannot be set for a linux pod",
					message: windowsOnly,
					at: options.keyRange,
					related: { at: os.range, message: systemIs },
				});
		}
	}
	if (os.string !== "windows") return;
	const forbid = (place: Place, at: Range = place.keyRange): void =>
		answer.forbidden(place, {
			rule: RULE,
			detail: FORBIDDEN,
			message: linuxOnly(String(place.key)),
			at,
			related: { at: os.range, message: systemIs },
		});
	const context = spec.at("securityContext");
	for (const name of OF_SECURITY_CONTEXT) {
		const place = context.at(name);
		if (name === "sysctls" ? place.isEmpty === false : place.isSet)
			forbid(place);
	}
	for (const name of ["hostUsers", "shareProcessNamespace"])
		if (spec.at(name).isSet) forbid(spec.at(name));
	for (const name of ["hostPID", "hostIPC"])
		if (spec.at(name).boolean) forbid(spec.at(name));
	for (const container of containersOf(spec)) {
		const context = container.at("securityContext");
		for (const name of OF_CONTAINER)
			if (context.at(name).isSet) forbid(context.at(name));
		defaultedProcMount(context, forbid);
	}
}

/** Versions that drop `procMount` put its default in its place, which a Windows Pod cannot have either. */
function defaultedProcMount(
	context: Place,
	forbid: (place: Place, at: Range) => void,
): void {
	const place = context.at("procMount");
	const entry = context.mapping && entryOf(context.mapping, "procMount");
	if (!place.isWritten && entry && !isNull(entry.value))
		forbid(place, entry.key);
}

/** `validateWindowsSecurityContextOptions`. */
export function windowsOptions(answer: Answer, options: Place): void {
	if (!options.isSet) return;
	const specName = options.at("gmsaCredentialSpecName");
	if (specName.isSet && specName.string !== undefined)
		reportFlaws(answer, specName, dnsSubdomain(specName.string));
	const credentials = options.at("gmsaCredentialSpec");
	const text = credentials.isSet ? credentials.string : undefined;
	if (text === "")
		answer.invalid(credentials, {
			detail: "gmsaCredentialSpec cannot be an empty string",
			message: emptyText("gmsaCredentialSpec"),
		});
	else if (text !== undefined && text.length > 64 * 1024)
		answer.invalid(credentials, {
			detail: "gmsaCredentialSpec size must be under 64 KiB",
			message: tooBig,
		});
	const user = options.at("runAsUserName");
	if (!user.isSet || user.string === undefined) return;
	for (const detail of flawsOfUser(user.string))
		answer.invalid(user, {
			detail,
			message: user.string === "" ? emptyText("runAsUserName") : userForm,
		});
}

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const DNS_LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
const DNS = new RegExp(`^${DNS_LABEL}(?:\\.${DNS_LABEL})*$`);

function flawsOfUser(name: string): string[] {
	if (name === "") return ["runAsUserName cannot be an empty string"];
	if (/\p{Cc}/u.test(name))
		return ["runAsUserName cannot contain control characters"];
	const parts = name.split("\\");
	if (parts.length > 2)
		return ["runAsUserName cannot contain more than one backslash"];
	const user = parts.at(-1) ?? "";
	const domain = parts.length === 2 ? parts[0] : undefined;
	return [
		(domain?.length ?? 0) >= 256 &&
			"runAsUserName's Domain length must be under 256 characters",
		domain !== undefined &&
			!NETBIOS.test(domain) &&
			!DNS.test(domain) &&
			"runAsUserName's Domain doesn't match the NetBios nor the DNS format",
		user === "" && "runAsUserName's User cannot be empty",
		user.length > 104 &&
			"runAsUserName's User length must not be longer than 104 characters",
		/^[. ]+$/.test(user) &&
			"runAsUserName's User cannot contain only periods or spaces",
		/["/\\:;|=,+*?<>@[\]]/.test(user) &&
			"runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]",
	].filter((flaw) => flaw !== false);
}

/** `validateWindowsHostProcessPod`. */
export function hostProcess(answer: Answer, spec: Place): void {
	const ofPod = spec.in("securityContext", "windowsOptions", "hostProcess");
	const containers = containersOf(spec);
	let first: Place | undefined;
	let count = 0;
	for (const container of containers) {
		const own = container.in(
			"securityContext",
			"windowsOptions",
			"hostProcess",
		);
		const value = own.boolean;
		if (value === undefined || ofPod.boolean === undefined) return;
		if (own.isSet && ofPod.isSet && value !== ofPod.boolean)
			answer.invalid(own, {
				rule: RULE,
				detail: `pod hostProcess value must be identical if both are specified, was ${ofPod.boolean}`,
				message: sameAsPod(ofPod.boolean),
				instead: [String(ofPod.boolean)],
			});
		if (own.isSet ? value : ofPod.boolean) {
			count++;
			first ??= own.isSet ? own : ofPod;
		}
	}
	if (!first || answer.partial) return;
	if (count !== containers.length)
		answer.invalid(spec, {
			rule: RULE,
			value: '""',
			detail:
				"If pod contains any hostProcess containers then all containers must be HostProcess containers",
			message: allOrNone,
			at: first.keyRange,
		});
	const network = spec.at("hostNetwork");
	if (network.boolean === false)
		answer.invalid(network, {
			rule: RULE,
			value: "false",
			detail:
				"hostNetwork must be true if pod contains any hostProcess containers",
			message: needsNetwork,
			instead: ["true"],
			at: network.isSet ? network.range : first.keyRange,
		});
}
