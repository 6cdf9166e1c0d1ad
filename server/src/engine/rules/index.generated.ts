// Made by scripts/generate.mjs; do not edit.
import allContainersBecameSidecars from "./lifecycle/all-containers-became-sidecars";
import ambassadorBindAll from "./sharing/ambassador-bind-all";
import apiWarning from "./rejected/api-warning";
import appContainerRestartAlwaysNotSidecar from "./lifecycle/app-container-restart-always-not-sidecar";
import appContainerRestartPolicy from "./rejected/app-container-restart-policy";
import appMeshStripsRestartPolicy from "./lifecycle/app-mesh-strips-restart-policy";
import classicSidecarCouldBeNative from "./modernise/classic-sidecar-could-be-native";
import classicSidecarNeededByInit from "./lifecycle/classic-sidecar-needed-by-init";
import cloudSqlProxyHealthCheck from "./lifecycle/cloud-sql-proxy-health-check";
import cloudSqlProxyQuit from "./lifecycle/cloud-sql-proxy-quit";
import commaBehindValue from "./syntax/comma-behind-value";
import commandOverridesEntrypoint from "./hygiene/command-overrides-entrypoint";
import containerRestartPolicyOldNodes from "./lifecycle/container-restart-policy-old-nodes";
import cronjobSchedule from "./rejected/cronjob-schedule";
import defaultContainerAnnotation from "./hygiene/default-container-annotation";
import defaultContainerDangling from "./hygiene/default-container-dangling";
import deploymentContainerRestartNever from "./lifecycle/deployment-container-restart-never";
import deploymentRestartPolicy from "./rejected/deployment-restart-policy";
import droppedField from "./rejected/dropped-field";
import duplicateContainerName from "./rejected/duplicate-container-name";
import duplicateKey from "./syntax/duplicate-key";
import duplicateValue from "./rejected/duplicate-value";
import emptyPodResources from "./hygiene/empty-pod-resources";
import emptydirMemory from "./hygiene/emptydir-memory";
import emptydirNoSizeLimit from "./hygiene/emptydir-no-size-limit";
import envConfigNeverUpdates from "./sharing/env-config-never-updates";
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
import exitCodeConsumer from "./lifecycle/exit-code-consumer";
import forbiddenField from "./rejected/forbidden-field";
import gracePeriodBudget from "./lifecycle/grace-period-budget";
import gracePeriodNegative from "./rejected/grace-period-negative";
import gracePeriodZero from "./lifecycle/grace-period-zero";
import guaranteedBrokenByInit from "./hygiene/guaranteed-broken-by-init";
import hostIpWithoutHostPort from "./sharing/host-ip-without-host-port";
import hostNetworkPortMismatch from "./rejected/host-network-port-mismatch";
import hostNetworkSamePort from "./rejected/host-network-same-port";
import hostPortConflictApp from "./rejected/host-port-conflict-app";
import hostPortConflictSidecar from "./sharing/host-port-conflict-sidecar";
import hostUsersConflict from "./rejected/host-users-conflict";
import hostpathForSharing from "./sharing/hostpath-for-sharing";
import hpaContainerMissing from "./hygiene/hpa-container-missing";
import hpaMissingRequests from "./hygiene/hpa-missing-requests";
import imageLatestHelper from "./hygiene/image-latest-helper";
import imageVolumeReference from "./rejected/image-volume-reference";
import imageVolumeSubPath from "./rejected/image-volume-sub-path";
import imageWhitespace from "./rejected/image-whitespace";
import immutableConfigWatched from "./sharing/immutable-config-watched";
import initContainerLivenessMissingDeadline from "./lifecycle/init-container-liveness-missing-deadline";
import initDeclaresPorts from "./lifecycle/init-declares-ports";
import initLifecycleForbidden from "./rejected/init-lifecycle-forbidden";
import initNotIdempotent from "./hygiene/init-not-idempotent";
import initOrderingResourceSpike from "./hygiene/init-ordering-resource-spike";
import initProbeForbidden from "./rejected/init-probe-forbidden";
import initRestartPolicyCase from "./rejected/init-restart-policy-case";
import initRestartPolicyUnsupported from "./rejected/init-restart-policy-unsupported";
import invalidValue from "./rejected/invalid-value";
import istioInitWithoutProxy from "./lifecycle/istio-init-without-proxy";
import istioNativeSidecarLeftovers from "./modernise/istio-native-sidecar-leftovers";
import jobClassicSidecarNeverCompletes from "./lifecycle/job-classic-sidecar-never-completes";
import jobFailurePolicyContainerName from "./rejected/job-failure-policy-container-name";
import jobFailurePolicySidecarMatch from "./lifecycle/job-failure-policy-sidecar-match";
import jobInjectedSidecarNeverCompletes from "./lifecycle/job-injected-sidecar-never-completes";
import jobPodFailurePolicyRestartPolicy from "./rejected/job-pod-failure-policy-restart-policy";
import jobQuitWorkaroundNeedless from "./lifecycle/job-quit-workaround-needless";
import jobRestartPolicy from "./rejected/job-restart-policy";
import jsonPatchIndex from "./hygiene/json-patch-index";
import kruiseSidecarsetInitOrder from "./lifecycle/kruise-sidecarset-init-order";
import kubelet135SidecarRestartBug from "./lifecycle/kubelet-135-sidecar-restart-bug";
import lifecycleHandlerCount from "./rejected/lifecycle-handler-count";
import linkerdNativeSidecarAnnotation from "./modernise/linkerd-native-sidecar-annotation";
import linkerdNativeWaitBeforeExit from "./lifecycle/linkerd-native-wait-before-exit";
import livenessEqualsReadinessNoStartup from "./lifecycle/liveness-equals-readiness-no-startup";
import localhostPortMismatch from "./sharing/localhost-port-mismatch";
import lookAlikeCharacter from "./syntax/look-alike-character";
import misindentedKey from "./syntax/misindented-key";
import misindentedNestedKey from "./syntax/misindented-nested-key";
import monitorPortMissing from "./sharing/monitor-port-missing";
import mountPropagationBidirectional from "./rejected/mount-propagation-bidirectional";
import patchTargetsOldList from "./modernise/patch-targets-old-list";
import pdbCountsSidecars from "./lifecycle/pdb-counts-sidecars";
import podNeverSidecarStartupProbeBug from "./lifecycle/pod-never-sidecar-startup-probe-bug";
import podResourcesClaims from "./rejected/pod-resources-claims";
import podResourcesConsistency from "./rejected/pod-resources-consistency";
import podResourcesWindows from "./rejected/pod-resources-windows";
import portClashUndeclared from "./sharing/port-clash-undeclared";
import portDuplicateAcrossContainers from "./sharing/port-duplicate-across-containers";
import portNameDuplicateAcrossContainers from "./sharing/port-name-duplicate-across-containers";
import portOverlapWarning from "./sharing/port-overlap-warning";
import privilegedInitOnlyHint from "./hygiene/privileged-init-only-hint";
import probeHostLocalhost from "./lifecycle/probe-host-localhost";
import probeManyHandlers from "./rejected/probe-many-handlers";
import probeNamedPortMissing from "./lifecycle/probe-named-port-missing";
import probeNoHandler from "./rejected/probe-no-handler";
import probePortOnLocalhost from "./lifecycle/probe-port-on-localhost";
import probeSuccessThreshold from "./rejected/probe-success-threshold";
import probeZeroDefaulted from "./lifecycle/probe-zero-defaulted";
import projectedSaTokenOverlap from "./rejected/projected-sa-token-overlap";
import readOnlyRootfsNeedsEmptydir from "./sharing/read-only-rootfs-needs-emptydir";
import readinessTerminationGrace from "./rejected/readiness-termination-grace";
import recursiveReadOnly from "./rejected/recursive-read-only";
import reloaderNeedsSharedPid from "./sharing/reloader-needs-shared-pid";
import requestOverLimit from "./rejected/request-over-limit";
import requiredValue from "./rejected/required-value";
import resizePolicyInitRestart from "./rejected/resize-policy-init-restart";
import resizePolicyValues from "./rejected/resize-policy-values";
import resourceFractionalBytes from "./hygiene/resource-fractional-bytes";
import resourceName from "./rejected/resource-name";
import restartAllContainersLoop from "./lifecycle/restart-all-containers-loop";
import restartAllContainersSkipsGrace from "./lifecycle/restart-all-containers-skips-grace";
import restartPolicyWrongLevel from "./lifecycle/restart-policy-wrong-level";
import restartRulesNeedPolicy from "./rejected/restart-rules-need-policy";
import restartRulesOnSidecar from "./rejected/restart-rules-on-sidecar";
import runAsUserMismatch from "./sharing/run-as-user-mismatch";
import scriptOnlyComments from "./hygiene/script-only-comments";
import serviceTargetPortMissing from "./sharing/service-target-port-missing";
import sharePidAndHostPid from "./rejected/share-pid-and-host-pid";
import sharedPidSideEffects from "./sharing/shared-pid-side-effects";
import sharedVolumeNotShared from "./sharing/shared-volume-not-shared";
import sharedVolumePathMismatch from "./sharing/shared-volume-path-mismatch";
import sharedVolumeReadOnlyWriter from "./sharing/shared-volume-read-only-writer";
import shellStringAsCommand from "./hygiene/shell-string-as-command";
import sidecarAfterDependentInit from "./lifecycle/sidecar-after-dependent-init";
import sidecarBeforeInitItNeeds from "./lifecycle/sidecar-before-init-it-needs";
import sidecarEphemeralStorageLimit from "./hygiene/sidecar-ephemeral-storage-limit";
import sidecarExitsZeroOnPurpose from "./lifecycle/sidecar-exits-zero-on-purpose";
import sidecarIgnoresSigterm from "./lifecycle/sidecar-ignores-sigterm";
import sidecarInInitWithoutRestartPolicy from "./lifecycle/sidecar-in-init-without-restart-policy";
import sidecarMissingRequests from "./hygiene/sidecar-missing-requests";
import sidecarNamedTargetPort from "./sharing/sidecar-named-target-port";
import sidecarNoStartupGate from "./lifecycle/sidecar-no-startup-gate";
import sidecarPrestopSleepRedundant from "./lifecycle/sidecar-prestop-sleep-redundant";
import sidecarPrestopStopsItself from "./lifecycle/sidecar-prestop-stops-itself";
import sidecarReadinessDoesNotGate from "./lifecycle/sidecar-readiness-does-not-gate";
import sidecarStartupWaitsForApp from "./lifecycle/sidecar-startup-waits-for-app";
import signalHitsPause from "./sharing/signal-hits-pause";
import sleepExceedsGrace from "./rejected/sleep-exceeds-grace";
import sleepZero from "./rejected/sleep-zero";
import statefulsetTemplateUnchecked from "./lifecycle/statefulset-template-unchecked";
import subPathAndExpr from "./rejected/sub-path-and-expr";
import subpathConfigNeverUpdates from "./sharing/subpath-config-never-updates";
import swallowedLine from "./syntax/swallowed-line";
import tailFMissingFile from "./sharing/tail-f-missing-file";
import templateActiveDeadline from "./rejected/template-active-deadline";
import templateEphemeralContainers from "./rejected/template-ephemeral-containers";
import tooMany from "./rejected/too-many";
import toolOnlyReadsContainers from "./hygiene/tool-only-reads-containers";
import unknownField from "./rejected/unknown-field";
import unknownRestartPolicyOldCluster from "./rejected/unknown-restart-policy-old-cluster";
import unopenedQuote from "./syntax/unopened-quote";
import unservedKind from "./rejected/unserved-kind";
import unsupportedValue from "./rejected/unsupported-value";
import vaultAgentInitFirst from "./lifecycle/vault-agent-init-first";
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
	allContainersBecameSidecars,
	ambassadorBindAll,
	apiWarning,
	appContainerRestartAlwaysNotSidecar,
	appContainerRestartPolicy,
	appMeshStripsRestartPolicy,
	classicSidecarCouldBeNative,
	classicSidecarNeededByInit,
	cloudSqlProxyHealthCheck,
	cloudSqlProxyQuit,
	commaBehindValue,
	commandOverridesEntrypoint,
	containerRestartPolicyOldNodes,
	cronjobSchedule,
	defaultContainerAnnotation,
	defaultContainerDangling,
	deploymentContainerRestartNever,
	deploymentRestartPolicy,
	droppedField,
	duplicateContainerName,
	duplicateKey,
	duplicateValue,
	emptyPodResources,
	emptydirMemory,
	emptydirNoSizeLimit,
	envConfigNeverUpdates,
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
	exitCodeConsumer,
	forbiddenField,
	gracePeriodBudget,
	gracePeriodNegative,
	gracePeriodZero,
	guaranteedBrokenByInit,
	hostIpWithoutHostPort,
	hostNetworkPortMismatch,
	hostNetworkSamePort,
	hostPortConflictApp,
	hostPortConflictSidecar,
	hostUsersConflict,
	hostpathForSharing,
	hpaContainerMissing,
	hpaMissingRequests,
	imageLatestHelper,
	imageVolumeReference,
	imageVolumeSubPath,
	imageWhitespace,
	immutableConfigWatched,
	initContainerLivenessMissingDeadline,
	initDeclaresPorts,
	initLifecycleForbidden,
	initNotIdempotent,
	initOrderingResourceSpike,
	initProbeForbidden,
	initRestartPolicyCase,
	initRestartPolicyUnsupported,
	invalidValue,
	istioInitWithoutProxy,
	istioNativeSidecarLeftovers,
	jobClassicSidecarNeverCompletes,
	jobFailurePolicyContainerName,
	jobFailurePolicySidecarMatch,
	jobInjectedSidecarNeverCompletes,
	jobPodFailurePolicyRestartPolicy,
	jobQuitWorkaroundNeedless,
	jobRestartPolicy,
	jsonPatchIndex,
	kruiseSidecarsetInitOrder,
	kubelet135SidecarRestartBug,
	lifecycleHandlerCount,
	linkerdNativeSidecarAnnotation,
	linkerdNativeWaitBeforeExit,
	livenessEqualsReadinessNoStartup,
	localhostPortMismatch,
	lookAlikeCharacter,
	misindentedKey,
	misindentedNestedKey,
	monitorPortMissing,
	mountPropagationBidirectional,
	patchTargetsOldList,
	pdbCountsSidecars,
	podNeverSidecarStartupProbeBug,
	podResourcesClaims,
	podResourcesConsistency,
	podResourcesWindows,
	portClashUndeclared,
	portDuplicateAcrossContainers,
	portNameDuplicateAcrossContainers,
	portOverlapWarning,
	privilegedInitOnlyHint,
	probeHostLocalhost,
	probeManyHandlers,
	probeNamedPortMissing,
	probeNoHandler,
	probePortOnLocalhost,
	probeSuccessThreshold,
	probeZeroDefaulted,
	projectedSaTokenOverlap,
	readOnlyRootfsNeedsEmptydir,
	readinessTerminationGrace,
	recursiveReadOnly,
	reloaderNeedsSharedPid,
	requestOverLimit,
	requiredValue,
	resizePolicyInitRestart,
	resizePolicyValues,
	resourceFractionalBytes,
	resourceName,
	restartAllContainersLoop,
	restartAllContainersSkipsGrace,
	restartPolicyWrongLevel,
	restartRulesNeedPolicy,
	restartRulesOnSidecar,
	runAsUserMismatch,
	scriptOnlyComments,
	serviceTargetPortMissing,
	sharePidAndHostPid,
	sharedPidSideEffects,
	sharedVolumeNotShared,
	sharedVolumePathMismatch,
	sharedVolumeReadOnlyWriter,
	shellStringAsCommand,
	sidecarAfterDependentInit,
	sidecarBeforeInitItNeeds,
	sidecarEphemeralStorageLimit,
	sidecarExitsZeroOnPurpose,
	sidecarIgnoresSigterm,
	sidecarInInitWithoutRestartPolicy,
	sidecarMissingRequests,
	sidecarNamedTargetPort,
	sidecarNoStartupGate,
	sidecarPrestopSleepRedundant,
	sidecarPrestopStopsItself,
	sidecarReadinessDoesNotGate,
	sidecarStartupWaitsForApp,
	signalHitsPause,
	sleepExceedsGrace,
	sleepZero,
	statefulsetTemplateUnchecked,
	subPathAndExpr,
	subpathConfigNeverUpdates,
	swallowedLine,
	tailFMissingFile,
	templateActiveDeadline,
	templateEphemeralContainers,
	tooMany,
	toolOnlyReadsContainers,
	unknownField,
	unknownRestartPolicyOldCluster,
	unopenedQuote,
	unservedKind,
	unsupportedValue,
	vaultAgentInitFirst,
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
