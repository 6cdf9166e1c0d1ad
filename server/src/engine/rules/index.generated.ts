// Made by scripts/generate.mjs; do not edit.
import apiWarning from "./rejected/api-warning";
import appContainerRestartAlwaysNotSidecar from "./lifecycle/app-container-restart-always-not-sidecar";
import appContainerRestartPolicy from "./rejected/app-container-restart-policy";
import classicSidecarCouldBeNative from "./modernise/classic-sidecar-could-be-native";
import cronjobSchedule from "./rejected/cronjob-schedule";
import deploymentContainerRestartNever from "./lifecycle/deployment-container-restart-never";
import deploymentRestartPolicy from "./rejected/deployment-restart-policy";
import droppedField from "./rejected/dropped-field";
import duplicateContainerName from "./rejected/duplicate-container-name";
import duplicateKey from "./syntax/duplicate-key";
import duplicateValue from "./rejected/duplicate-value";
import envDuplicate from "./rejected/env-duplicate";
import envFileKeyRef from "./rejected/env-file-key-ref";
import envForwardReference from "./hygiene/env-forward-reference";
import envFromSource from "./rejected/env-from-source";
import envResourceFieldRefContainer from "./lifecycle/env-resource-field-ref-container";
import envValueAndValueFrom from "./rejected/env-value-and-value-from";
import envValueFromCount from "./rejected/env-value-from-count";
import ephemeralForbiddenField from "./rejected/ephemeral-forbidden-field";
import ephemeralOnCreate from "./rejected/ephemeral-on-create";
import ephemeralSubPath from "./rejected/ephemeral-sub-path";
import ephemeralTargetMissing from "./rejected/ephemeral-target-missing";
import forbiddenField from "./rejected/forbidden-field";
import gracePeriodNegative from "./rejected/grace-period-negative";
import gracePeriodZero from "./lifecycle/grace-period-zero";
import hostIpWithoutHostPort from "./sharing/host-ip-without-host-port";
import hostNetworkPortMismatch from "./rejected/host-network-port-mismatch";
import hostNetworkSamePort from "./rejected/host-network-same-port";
import hostPortConflictApp from "./rejected/host-port-conflict-app";
import hostPortConflictSidecar from "./sharing/host-port-conflict-sidecar";
import hostUsersConflict from "./rejected/host-users-conflict";
import imageLatestHelper from "./hygiene/image-latest-helper";
import imageVolumeReference from "./rejected/image-volume-reference";
import imageVolumeSubPath from "./rejected/image-volume-sub-path";
import imageWhitespace from "./rejected/image-whitespace";
import initLifecycleForbidden from "./rejected/init-lifecycle-forbidden";
import initProbeForbidden from "./rejected/init-probe-forbidden";
import initRestartPolicyCase from "./rejected/init-restart-policy-case";
import initRestartPolicyUnsupported from "./rejected/init-restart-policy-unsupported";
import invalidValue from "./rejected/invalid-value";
import jobClassicSidecarNeverCompletes from "./lifecycle/job-classic-sidecar-never-completes";
import jobFailurePolicyContainerName from "./rejected/job-failure-policy-container-name";
import jobFailurePolicySidecarMatch from "./lifecycle/job-failure-policy-sidecar-match";
import jobPodFailurePolicyRestartPolicy from "./rejected/job-pod-failure-policy-restart-policy";
import jobRestartPolicy from "./rejected/job-restart-policy";
import lifecycleHandlerCount from "./rejected/lifecycle-handler-count";
import livenessEqualsReadinessNoStartup from "./lifecycle/liveness-equals-readiness-no-startup";
import misindentedKey from "./syntax/misindented-key";
import misindentedNestedKey from "./syntax/misindented-nested-key";
import mountPropagationBidirectional from "./rejected/mount-propagation-bidirectional";
import podResourcesClaims from "./rejected/pod-resources-claims";
import podResourcesConsistency from "./rejected/pod-resources-consistency";
import podResourcesWindows from "./rejected/pod-resources-windows";
import portDuplicateAcrossContainers from "./sharing/port-duplicate-across-containers";
import portNameDuplicateAcrossContainers from "./sharing/port-name-duplicate-across-containers";
import portOverlapWarning from "./sharing/port-overlap-warning";
import probeManyHandlers from "./rejected/probe-many-handlers";
import probeNamedPortMissing from "./lifecycle/probe-named-port-missing";
import probeNoHandler from "./rejected/probe-no-handler";
import probeSuccessThreshold from "./rejected/probe-success-threshold";
import probeZeroDefaulted from "./lifecycle/probe-zero-defaulted";
import projectedSaTokenOverlap from "./rejected/projected-sa-token-overlap";
import readinessTerminationGrace from "./rejected/readiness-termination-grace";
import recursiveReadOnly from "./rejected/recursive-read-only";
import requestOverLimit from "./rejected/request-over-limit";
import requiredValue from "./rejected/required-value";
import resizePolicyInitRestart from "./rejected/resize-policy-init-restart";
import resizePolicyValues from "./rejected/resize-policy-values";
import resourceFractionalBytes from "./hygiene/resource-fractional-bytes";
import resourceName from "./rejected/resource-name";
import restartAllContainersSkipsGrace from "./lifecycle/restart-all-containers-skips-grace";
import restartRulesNeedPolicy from "./rejected/restart-rules-need-policy";
import restartRulesOnSidecar from "./rejected/restart-rules-on-sidecar";
import sharePidAndHostPid from "./rejected/share-pid-and-host-pid";
import sharedVolumeNotShared from "./sharing/shared-volume-not-shared";
import sidecarInInitWithoutRestartPolicy from "./lifecycle/sidecar-in-init-without-restart-policy";
import sidecarNoStartupGate from "./lifecycle/sidecar-no-startup-gate";
import sleepExceedsGrace from "./rejected/sleep-exceeds-grace";
import sleepZero from "./rejected/sleep-zero";
import statefulsetTemplateUnchecked from "./lifecycle/statefulset-template-unchecked";
import subPathAndExpr from "./rejected/sub-path-and-expr";
import tailFMissingFile from "./sharing/tail-f-missing-file";
import templateActiveDeadline from "./rejected/template-active-deadline";
import templateEphemeralContainers from "./rejected/template-ephemeral-containers";
import tooMany from "./rejected/too-many";
import unknownField from "./rejected/unknown-field";
import unknownRestartPolicyOldCluster from "./rejected/unknown-restart-policy-old-cluster";
import unservedKind from "./rejected/unserved-kind";
import unsupportedValue from "./rejected/unsupported-value";
import volumeDeviceRules from "./rejected/volume-device-rules";
import volumeMountNotFound from "./rejected/volume-mount-not-found";
import volumeMountPathColon from "./sharing/volume-mount-path-colon";
import volumeMountPathDuplicate from "./rejected/volume-mount-path-duplicate";
import volumeMountPathRelative from "./sharing/volume-mount-path-relative";
import volumeSourceCount from "./rejected/volume-source-count";
import windowsSharePid from "./rejected/windows-share-pid";
import workloadSelector from "./rejected/workload-selector";
import wrongType from "./rejected/wrong-type";
import yamlSyntax from "./syntax/yaml-syntax";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [
	apiWarning,
	appContainerRestartAlwaysNotSidecar,
	appContainerRestartPolicy,
	classicSidecarCouldBeNative,
	cronjobSchedule,
	deploymentContainerRestartNever,
	deploymentRestartPolicy,
	droppedField,
	duplicateContainerName,
	duplicateKey,
	duplicateValue,
	envDuplicate,
	envFileKeyRef,
	envForwardReference,
	envFromSource,
	envResourceFieldRefContainer,
	envValueAndValueFrom,
	envValueFromCount,
	ephemeralForbiddenField,
	ephemeralOnCreate,
	ephemeralSubPath,
	ephemeralTargetMissing,
	forbiddenField,
	gracePeriodNegative,
	gracePeriodZero,
	hostIpWithoutHostPort,
	hostNetworkPortMismatch,
	hostNetworkSamePort,
	hostPortConflictApp,
	hostPortConflictSidecar,
	hostUsersConflict,
	imageLatestHelper,
	imageVolumeReference,
	imageVolumeSubPath,
	imageWhitespace,
	initLifecycleForbidden,
	initProbeForbidden,
	initRestartPolicyCase,
	initRestartPolicyUnsupported,
	invalidValue,
	jobClassicSidecarNeverCompletes,
	jobFailurePolicyContainerName,
	jobFailurePolicySidecarMatch,
	jobPodFailurePolicyRestartPolicy,
	jobRestartPolicy,
	lifecycleHandlerCount,
	livenessEqualsReadinessNoStartup,
	misindentedKey,
	misindentedNestedKey,
	mountPropagationBidirectional,
	podResourcesClaims,
	podResourcesConsistency,
	podResourcesWindows,
	portDuplicateAcrossContainers,
	portNameDuplicateAcrossContainers,
	portOverlapWarning,
	probeManyHandlers,
	probeNamedPortMissing,
	probeNoHandler,
	probeSuccessThreshold,
	probeZeroDefaulted,
	projectedSaTokenOverlap,
	readinessTerminationGrace,
	recursiveReadOnly,
	requestOverLimit,
	requiredValue,
	resizePolicyInitRestart,
	resizePolicyValues,
	resourceFractionalBytes,
	resourceName,
	restartAllContainersSkipsGrace,
	restartRulesNeedPolicy,
	restartRulesOnSidecar,
	sharePidAndHostPid,
	sharedVolumeNotShared,
	sidecarInInitWithoutRestartPolicy,
	sidecarNoStartupGate,
	sleepExceedsGrace,
	sleepZero,
	statefulsetTemplateUnchecked,
	subPathAndExpr,
	tailFMissingFile,
	templateActiveDeadline,
	templateEphemeralContainers,
	tooMany,
	unknownField,
	unknownRestartPolicyOldCluster,
	unservedKind,
	unsupportedValue,
	volumeDeviceRules,
	volumeMountNotFound,
	volumeMountPathColon,
	volumeMountPathDuplicate,
	volumeMountPathRelative,
	volumeSourceCount,
	windowsSharePid,
	workloadSelector,
	wrongType,
	yamlSyntax,
];
