import { type Family, OFTEN_THE_APP } from "./catalogue-family";

/** Helpers of other kinds: storage, backups, leadership, builds. */
export const HELPERS: readonly Family[] = [
	{
		source: "https://kubernetes-csi.github.io/docs/sidecar-containers.html",
		role: "helper",
		images:
			"csi-node-driver-registrar node-driver-registrar csi-driver-registrar driver-registrar csi-cluster-driver-registrar cluster-driver-registrar csi-external-health-monitor-controller external-health-monitor-controller csi-external-health-monitor-agent csi-nfs-driver-registrar csi-snapshot-metadata external-snapshot-metadata",
	},
	{
		source: "https://github.com/kubernetes-csi/external-snapshot-metadata",
		role: "helper",
		images: "sig-storage/csi-snapshot-metadata",
	},
	{
		source: "https://github.com/GoogleCloudPlatform/gcs-fuse-csi-driver",
		role: "helper",
		images: "gcs-fuse-csi-driver-sidecar-mounter",
	},
	{
		source: "https://github.com/csi-addons/kubernetes-csi-addons",
		role: "helper",
		images: "csiaddons/k8s-sidecar",
	},
	{
		source: "https://dell.github.io/csm-docs/",
		role: "helper",
		images:
			"dellemc/csi-volumegroup-snapshotter dellemc/podmon dell-csi-replicator dell/csm-authorization-sidecar csm-authorization-sidecar dellemc/csm-authorization-sidecar csi-metadata-retriever",
	},
	{
		source: "https://github.com/kubernetes-sigs/vsphere-csi-driver",
		role: "helper",
		images: "csi-vsphere/syncer vsphere-csi-syncer csi/syncer",
	},
	{
		source:
			"https://github.com/kubernetes/autoscaler/tree/master/addon-resizer",
		role: "helper",
		images: "addon-resizer autoscaling/addon-resizer cluster-autoscaler-nanny",
	},
	{
		source:
			"https://github.com/kubernetes-sigs/cluster-proportional-autoscaler",
		role: "helper",
		images: "cluster-proportional-autoscaler",
		confidence: OFTEN_THE_APP,
	},
	{
		source:
			"https://github.com/kubernetes-retired/contrib/tree/master/election",
		role: "helper",
		images: "leader-elector leader-election",
	},
	{
		source: "https://thanos.io/tip/components/sidecar.md/",
		role: "helper",
		images:
			"thanos thanosio/thanos thanos/thanos bitnami/thanos thanos-sidecar",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://hub.docker.com/_/docker",
		role: "helper",
		images: "docker-in-docker dind docker-dind",
	},
	{
		source: "https://hub.docker.com/_/docker",
		role: "helper",
		images: "docker library/docker",
		tag: "*dind*",
	},
	{
		source: "https://github.com/moby/buildkit",
		role: "helper",
		images: "moby/buildkit buildkit",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/jenkinsci/docker-agent",
		role: "helper",
		images: "jenkins/inbound-agent jenkins/jnlp-slave jenkinsci/jnlp-slave",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://docs.gitlab.com/runner/executors/kubernetes/",
		role: "helper",
		images: "gitlab-runner/gitlab-runner-helper gitlab-runner-helper",
	},
	{
		source: "https://tekton.dev/docs/pipelines/",
		role: "helper",
		images:
			"tektoncd/pipeline/cmd/entrypoint tektoncd/pipeline/cmd/sidecarlogresults pipeline/cmd/sidecarlogresults",
	},
	{
		source: "https://argo-workflows.readthedocs.io/en/latest/architecture/",
		role: "helper",
		images: "argoproj/argoexec argoexec",
	},
	{
		source: "https://litestream.io/guides/kubernetes/",
		role: "helper",
		images: "litestream litestream/litestream",
	},
	{
		source: "https://github.com/superfly/litefs",
		role: "helper",
		images: "flyio/litefs litefs",
	},
	{
		source: "https://wal-g.readthedocs.io/",
		role: "helper",
		images: "wal-g wal-g/wal-g",
	},
	{
		source: "https://pgbackrest.org/",
		role: "helper",
		images:
			"pgbackrest crunchy-pgbackrest percona-pgbackrest woblerr/pgbackrest barman",
	},
	{
		source:
			"https://kubernetes.io/docs/tasks/run-application/run-replicated-stateful-application/",
		role: "helper",
		images:
			"google-samples/xtrabackup percona-xtrabackup percona/percona-xtrabackup",
	},
	{
		source: "https://docs.percona.com/percona-backup-mongodb/",
		role: "helper",
		images: "percona/percona-backup-mongodb percona-backup-mongodb",
	},
	{
		source: "https://docs.k8ssandra.io/components/medusa/",
		role: "helper",
		images: "k8ssandra/medusa medusa cassandra-medusa cassandra-reaper-sidecar",
	},
	{
		source: "https://github.com/instaclustr/cassandra-sidecar",
		role: "helper",
		images: "cassandra-sidecar",
	},
	{
		source: "https://github.com/cvallance/mongo-k8s-sidecar",
		role: "helper",
		images:
			"mongo-k8s-sidecar cvallance/mongo-k8s-sidecar mongodb/mongodb-agent mongodb-agent mongodb-agent-ubi mongodb-kubernetes-readinessprobe",
	},
	{
		source: "https://velero.io/docs/main/restore-reference/",
		role: "helper",
		images: "velero-restore-helper velero/velero-restore-helper",
	},
	{
		source: "https://volsync.readthedocs.io/",
		role: "helper",
		images: "backube/volsync volsync",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://docs.kanister.io/",
		role: "helper",
		images: "kanisterio/kanister-tools kanister-tools",
	},
	{
		source: "https://github.com/s3fs-fuse/s3fs-fuse",
		role: "helper",
		images: "s3fs goofys efrecon/s3fs fuse-sidecar",
	},
	{
		source: "https://github.com/karlkfi/kubexit",
		role: "helper",
		images: "kubexit karlkfi/kubexit",
	},
	{
		source: "https://github.com/aptible/supercronic",
		role: "helper",
		images: "supercronic",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/spiffe/spire-controller-manager",
		role: "helper",
		images: "spire-controller-manager spiffe/spire-controller-manager",
		needsApp: true,
	},
	{
		source: "https://github.com/kubernetes/dns",
		role: "helper",
		images:
			"k8s-dns-sidecar k8s-dns-dnsmasq-nanny k8s-dns-sidecar-amd64 k8s-dns-dnsmasq-nanny-amd64",
	},
	{
		source: "https://agones.dev/site/docs/advanced/high-density-gameservers/",
		role: "helper",
		images: "agones-sdk agones-images/agones-sdk",
	},
	{
		source: "https://github.com/falcosecurity/falcoctl",
		role: "helper",
		images: "falcoctl falcosecurity/falcoctl",
	},
	{
		source:
			"https://kserve.github.io/website/latest/modelserving/logger/logger/",
		role: "helper",
		images: "kserve/agent",
		confidence: OFTEN_THE_APP,
	},
];
