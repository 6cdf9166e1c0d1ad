import { text } from "../../text/language";
import { amountsOf } from "../amounts";
import type { Answer } from "../answer";
import type { Place } from "../place";
import { fractionalBytes } from "./resources";
import { warn } from "./warnings";

/** Volume plugins that are gone or going, by field: what the server says, since which version, and its path's spelling. */
const OLD: Readonly<
	Record<string, { note: string; from?: "1.28"; path?: string }>
> = {
	photonPersistentDisk: {
		note: "deprecated in v1.11, non-functional in v1.16+",
	},
	scaleIO: { note: "deprecated in v1.16, non-functional in v1.22+" },
	flocker: { note: "deprecated in v1.22, non-functional in v1.25+" },
	storageos: {
		note: "deprecated in v1.22, non-functional in v1.25+",
		path: "storageOS",
	},
	quobyte: { note: "deprecated in v1.22, non-functional in v1.25+" },
	glusterfs: { note: "deprecated in v1.25, non-functional in v1.26+" },
	cephfs: {
		note: "deprecated in v1.28, non-functional in v1.31+",
		from: "1.28",
	},
	rbd: { note: "deprecated in v1.28, non-functional in v1.31+", from: "1.28" },
};

const gone = text({
	en: (plugin: string) =>
		`Kubernetes gives up the volume plugin \`${plugin}\`; use a CSI driver.`,
	ja: (plugin) =>
		`ボリュームプラグイン \`${plugin}\` は廃止されます。CSIドライバーを使ってください。`,
});
const noGit = text({
	en: () =>
		"`gitRepo` is out of use, and kubelets from 1.33 on refuse it: clone into an `emptyDir` with an init container.",
	ja: () =>
		"`gitRepo` は廃止予定で、1.33以降のkubeletは拒否します。Initコンテナで `emptyDir` にクローンしてください。",
});

/** What the server warns of in the volumes of a Pod. */
export function volumeWarnings(answer: Answer, spec: Place): void {
	for (const volume of spec.at("volumes").items) {
		for (const [plugin, { note, from, path = plugin }] of Object.entries(OLD)) {
			const place = volume.at(plugin);
			if (place.isSet && (from === undefined || answer.atLeast(from)))
				warn(
					answer,
					place,
					`${volume.path}.${path}: ${note}`,
					gone(plugin),
					[],
					place.keyRange,
				);
		}
		const git = volume.at("gitRepo");
		if (git.isSet)
			warn(
				answer,
				git,
				`${git.path}: deprecated in v1.11${answer.atLeast("1.33") ? ", and disabled by default in v1.33+" : ""}`,
				noGit(),
				[],
				git.keyRange,
			);
		claimWarnings(
			answer,
			volume.in("ephemeral", "volumeClaimTemplate", "spec"),
		);
	}
}

/** What the server warns of in the spec of a claim; `path` is what it calls the spec. */
export function claimWarnings(
	answer: Answer,
	claim: Place,
	path = claim.path,
): void {
	for (const field of ["requests", "limits"]) {
		const amount = amountsOf(claim.in("resources", field)).get("storage");
		fractionalBytes(
			answer,
			new Map([
				[
					"storage",
					amount && { ...amount, path: `${path}.resources.${field}[storage]` },
				],
			]),
			["storage"],
		);
	}
}
