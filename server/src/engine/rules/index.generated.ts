// Made by scripts/generate.mjs; do not edit.
import appContainerRestartAlwaysNotSidecar from "./lifecycle/app-container-restart-always-not-sidecar";
import appContainerRestartPolicy from "./rejected/app-container-restart-policy";
import classicSidecarCouldBeNative from "./modernise/classic-sidecar-could-be-native";
import duplicateContainerName from "./rejected/duplicate-container-name";
import imageLatestHelper from "./hygiene/image-latest-helper";
import initLifecycleForbidden from "./rejected/init-lifecycle-forbidden";
import initProbeForbidden from "./rejected/init-probe-forbidden";
import initRestartPolicyCase from "./rejected/init-restart-policy-case";
import initRestartPolicyUnsupported from "./rejected/init-restart-policy-unsupported";
import jobClassicSidecarNeverCompletes from "./lifecycle/job-classic-sidecar-never-completes";
import misindentedKey from "./syntax/misindented-key";
import misindentedNestedKey from "./syntax/misindented-nested-key";
import portDuplicateAcrossContainers from "./sharing/port-duplicate-across-containers";
import sharedVolumeNotShared from "./sharing/shared-volume-not-shared";
import sidecarInInitWithoutRestartPolicy from "./lifecycle/sidecar-in-init-without-restart-policy";
import sidecarNoStartupGate from "./lifecycle/sidecar-no-startup-gate";
import tailFMissingFile from "./sharing/tail-f-missing-file";
import unknownRestartPolicyOldCluster from "./rejected/unknown-restart-policy-old-cluster";
import volumeMountNotFound from "./rejected/volume-mount-not-found";
import yamlSyntax from "./syntax/yaml-syntax";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [
	appContainerRestartAlwaysNotSidecar,
	appContainerRestartPolicy,
	classicSidecarCouldBeNative,
	duplicateContainerName,
	imageLatestHelper,
	initLifecycleForbidden,
	initProbeForbidden,
	initRestartPolicyCase,
	initRestartPolicyUnsupported,
	jobClassicSidecarNeverCompletes,
	misindentedKey,
	misindentedNestedKey,
	portDuplicateAcrossContainers,
	sharedVolumeNotShared,
	sidecarInInitWithoutRestartPolicy,
	sidecarNoStartupGate,
	tailFMissingFile,
	unknownRestartPolicyOldCluster,
	volumeMountNotFound,
	yamlSyntax,
];
