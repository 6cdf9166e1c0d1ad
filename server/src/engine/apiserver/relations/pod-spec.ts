import { fixedText, text } from "../../text/language";
import { amountsOf } from "../amounts";
import type { Answer } from "../answer";
import { reportFlaws } from "../constraint";
import { dnsLabel, dnsSubdomain, qualifiedName } from "../formats";
import type { Place } from "../place";
import { goQuote } from "../printing";
import { isElsewhere, labels } from "./pod-selector";
import { checkAmounts } from "./resources";
import { unitOf } from "./selector";

const SYSTEMS = ["linux", "windows"];

const bothPids = fixedText({
	en: "A Pod cannot share the node's processes and its own: only one of `shareProcessNamespace` and `hostPID` can be `true`.",
	ja: "ノードのプロセス名前空間とPod内のプロセス名前空間を同時に共有することはできません。`true` にできるのは `shareProcessNamespace` と `hostPID` のどちらか一方です。",
});
const otherPid = fixedText({
	en: "`hostPID` is set here.",
	ja: "`hostPID` はここにあります。",
});
const hostUsersIs = fixedText({
	en: "`hostUsers` is `false` here.",
	ja: "`hostUsers` はここで `false` になっています。",
});
const hostNamespace = text({
	en: (field: string) =>
		`A Pod with its own user namespace (\`hostUsers: false\`) cannot use the node's other namespaces: \`${field}\` is not allowed.`,
	ja: (field) =>
		`独自のユーザー名前空間を持つPod(\`hostUsers: false\`)は、ノードのほかの名前空間を使えません。\`${field}\` は設定できません。`,
});
const noDevices = fixedText({
	en: "A Pod with its own user namespace (`hostUsers: false`) cannot use raw block devices: `volumeDevices` is not allowed.",
	ja: "独自のユーザー名前空間を持つPod(`hostUsers: false`)は、rawブロックデバイスを使えません。`volumeDevices` は設定できません。",
});
const gated = fixedText({
	en: "A Pod that waits at `schedulingGates` cannot have a node already: leave out `nodeName`.",
	ja: "`schedulingGates` で待つPodには、まだノードを割り当てられません。`nodeName` を消してください。",
});
const oneSource = fixedText({
	en: "A claim needs one of `resourceClaimName` and `resourceClaimTemplateName`.",
	ja: "`resourceClaimName` と `resourceClaimTemplateName` のどちらか一方が必要です。",
});
const notBothSources = fixedText({
	en: "A claim has either `resourceClaimName` or `resourceClaimTemplateName`, not both.",
	ja: "`resourceClaimName` と `resourceClaimTemplateName` は、どちらか一方だけを書きます。",
});
const gateTwice = text({
	en: (name: string) => `The scheduling gate \`${name}\` is in the list twice.`,
	ja: (name) => `スケジューリングゲート \`${name}\` が重複しています。`,
});

/** Checks of `ValidatePodSpec` and `ValidatePodCreate` on a Pod's own fields. */
export function podSpec(answer: Answer, spec: Place): void {
	labels(answer, spec.at("nodeSelector"));
	operatingSystem(answer, spec);
	serviceAccount(answer, spec);
	preemption(answer, spec);
	sharedProcesses(answer, spec);
	hostUsers(answer, spec);
	gates(answer, spec);
	claims(answer, spec);
	overhead(answer, spec);
}

function operatingSystem(answer: Answer, spec: Place): void {
	const os = spec.at("os");
	const name = os.at("name");
	if (!os.isSet || name.string === undefined) return;
	if (name.string === "")
		answer.required(
			name,
			answer.atLeast("1.34") ? {} : { detail: "cannot be empty" },
		);
	else if (!SYSTEMS.includes(name.string))
		answer.unsupported(name, SYSTEMS, { path: os.path });
}

/** The old name of the field counts where the new one is not there; the server's path has the new one. */
function serviceAccount(answer: Answer, spec: Place): void {
	const account = spec.at("serviceAccountName");
	const place = account.string === "" ? spec.at("serviceAccount") : account;
	const name = place.string;
	if (!name) return;
	for (const { detail, message } of dnsSubdomain(name))
		answer.invalid(place, {
			path: account.path,
			detail,
			message: message(String(place.key)),
		});
}

function preemption(answer: Answer, spec: Place): void {
	const policy = spec.at("preemptionPolicy");
	if (!policy.isSet || policy.string === undefined) return;
	if (policy.string === "") answer.required(policy);
	else if (!["PreemptLowerPriority", "Never"].includes(policy.string))
		answer.unsupported(policy, ["PreemptLowerPriority", "Never"]);
}

function sharedProcesses(answer: Answer, spec: Place): void {
	const share = spec.at("shareProcessNamespace");
	const host = spec.at("hostPID");
	if (!share.boolean || !host.boolean) return;
	answer.invalid(share, {
		rule: "share-pid-and-host-pid",
		path: answer.atLeast("1.37")
			? share.path
			: `${spec.path}.securityContext.shareProcessNamespace`,
		detail: "ShareProcessNamespace and HostPID cannot both be enabled",
		message: bothPids,
		related: { at: host.keyRange, message: otherPid },
	});
}

function hostUsers(answer: Answer, spec: Place): void {
	const users = spec.at("hostUsers");
	if (!users.isSet || users.boolean !== false) return;
	const details = {
		rule: "host-users-conflict",
		detail: answer.atLeast("1.34")
			? "when `hostUsers` is false"
			: "when `pod.Spec.HostUsers` is false",
		related: { at: users.keyRange, message: hostUsersIs },
	};
	for (const [name, spelled] of [
		["hostNetwork", "hostNetwork"],
		["hostPID", "HostPID"],
		["hostIPC", "HostIPC"],
	] as const) {
		const place = spec.at(name);
		if (place.boolean)
			answer.forbidden(place, {
				...details,
				path: `${spec.path}.${spelled}`,
				message: hostNamespace(name),
				at: place.keyRange,
			});
	}
	if (!answer.atLeast("1.34")) return;
	for (const container of containersOf(spec)) {
		const devices = container.at("volumeDevices");
		if (devices.isEmpty === false)
			answer.forbidden(devices, {
				...details,
				message: noDevices,
				at: devices.keyRange,
			});
	}
}

/** All containers of a Pod in the order in which the server visits them. */
export function containersOf(spec: Place): readonly Place[] {
	return ["initContainers", "containers", "ephemeralContainers"].flatMap(
		(list) => spec.at(list).items,
	);
}

function gates(answer: Answer, spec: Place): void {
	const items = spec.at("schedulingGates").items;
	const seen = new Set<string>();
	for (const gate of items) {
		const place = gate.at("name");
		const name = place.string;
		if (name === undefined || isElsewhere(answer, place)) continue;
		const path = gate.path;
		for (const { detail, message } of qualifiedName(name, unitOf(answer)))
			answer.invalid(place, { path, detail, message: message("name") });
		if (seen.has(name))
			answer.duplicate(place, { path, message: gateTwice(name) });
		seen.add(name);
	}
	const node = spec.at("nodeName");
	if (items.length > 0 && node.string && spec.parent?.type === "Pod")
		answer.forbidden(node, {
			detail: "cannot be set until all schedulingGates have been cleared",
			message: gated,
			at: node.keyRange,
		});
}

function claims(answer: Answer, spec: Place): void {
	const seen = new Set<string>();
	for (const claim of spec.at("resourceClaims").items) {
		const place = claim.at("name");
		const name = place.string;
		if (name === "") answer.required(place);
		else if (name !== undefined && seen.has(name)) answer.duplicate(place);
		else if (name !== undefined) {
			reportFlaws(answer, place, dnsLabel(name));
			seen.add(name);
		}
		const sources = ["resourceClaimName", "resourceClaimTemplateName"].map(
			(source) => claim.at(source),
		);
		const set = sources.filter(({ isSet }) => isSet);
		if (set.length !== 1 && !(answer.partial && set.length === 0))
			answer.invalid(claim, {
				value: `{"Name":${goQuote(name ?? "")},${sources
					.map(({ key, isSet, string }) => {
						const field = String(key).replace(/^r/, "R");
						return `"${field}":${isSet ? goQuote(string ?? "") : "null"}`;
					})
					.join(",")}}`,
				detail:
					set.length === 0
						? "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"
						: "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified",
				message: set.length === 0 ? oneSource : notBothSources,
			});
		for (const source of set)
			if (source.string !== undefined)
				reportFlaws(answer, source, dnsSubdomain(source.string));
	}
}

/** The server checks it as if it were the limits of a container. */
function overhead(answer: Answer, spec: Place): void {
	const place = spec.at("overhead");
	const limits = new Map(
		[...amountsOf(place)].map(([name, amount]) => [
			name,
			amount && { ...amount, path: `${place.path}.limits[${name}]` },
		]),
	);
	checkAmounts(answer, place, {
		limits,
		requests: new Map(),
		forContainer: true,
	});
}
