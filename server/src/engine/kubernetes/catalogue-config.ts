import { type Family, OFTEN_THE_APP } from "./catalogue-family";

/** Programs that fetch settings, secrets, certificates or content for the application and keep them fresh. */
export const CONFIG: readonly Family[] = [
	{
		source: "https://github.com/kubernetes/git-sync",
		role: "config-helper",
		images: "git-sync git-sync/git-sync git-sync-amd64 openweb/git-sync",
	},
	{
		source: "https://github.com/kiwigrid/k8s-sidecar",
		role: "config-helper",
		images: "k8s-sidecar kiwigrid/k8s-sidecar grafana-dashboard-sidecar",
	},
	{
		source: "https://github.com/prometheus-operator/prometheus-operator",
		role: "config-helper",
		images:
			"prometheus-config-reloader prometheus-operator/prometheus-config-reloader ose-prometheus-config-reloader",
	},
	{
		source: "https://github.com/jimmidyson/configmap-reload",
		role: "config-helper",
		images:
			"configmap-reload jimmidyson/configmap-reload configmap-reloader configmap-watcher openshift/origin-configmap-reloader ose-configmap-reloader",
	},
	{
		source: "https://kube-logging.dev/docs/",
		role: "config-helper",
		images:
			"kube-logging/config-reloader config-reloader logging-operator-config-reloader kubesphere/fluentbit-config-reloader",
	},
	{
		source: "https://github.com/nats-io/nack",
		role: "config-helper",
		images: "nats-server-config-reloader natsio/nats-server-config-reloader",
	},
	{
		source: "https://github.com/jenkinsci/helm-charts",
		role: "config-helper",
		images: "jenkins-kubernetes-sidecar",
	},
	{
		source: "https://developer.hashicorp.com/vault/docs/platform/k8s/injector",
		role: "config-helper",
		images:
			"hashicorp/vault vault-agent vault-k8s hashicorp/vault-k8s hashicorp/vault-enterprise",
	},
	{
		source: "https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent",
		role: "config-helper",
		images: "vault library/vault openbao/openbao openbao",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/hashicorp/consul-template",
		role: "config-helper",
		images: "consul-template hashicorp/consul-template",
	},
	{
		source: "https://github.com/kelseyhightower/confd",
		role: "config-helper",
		images: "confd remco",
	},
	{
		source: "https://bank-vaults.dev/docs/mutating-webhook/",
		role: "config-helper",
		images:
			"vault-env bank-vaults/vault-env banzaicloud/vault-env banzaicloud/bank-vaults bank-vaults/bank-vaults bank-vaults secrets-init doitintl/secrets-init",
	},
	{
		source:
			"https://docs.cyberark.com/conjur-enterprise/latest/en/content/integrations/k8s-ocp/k8s-lp.htm",
		role: "config-helper",
		images:
			"cyberark/conjur-authn-k8s-client conjur-authn-k8s-client cyberark/secrets-provider-for-k8s secrets-provider-for-k8s cyberark/secretless-broker secretless-broker",
	},
	{
		source: "https://github.com/spiffe/spiffe-helper",
		role: "config-helper",
		images: "spiffe-helper spiffe/spiffe-helper",
	},
	{
		source: "https://spiffe.io/docs/latest/deploying/spire_agent/",
		role: "config-helper",
		images: "spire-agent spiffe/spire-agent",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://github.com/aws/aws-secretsmanager-agent",
		role: "config-helper",
		images: "aws-secrets-manager-agent aws-secretsmanager-agent",
	},
	{
		source:
			"https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-agent.html",
		role: "config-helper",
		images: "aws-appconfig/aws-appconfig-agent aws-appconfig-agent",
	},
	{
		source: "https://docs.doppler.com/docs/kubernetes",
		role: "config-helper",
		images: "dopplerhq/cli",
		confidence: OFTEN_THE_APP,
	},
	{
		source:
			"https://infisical.com/docs/integrations/platforms/kubernetes-injector",
		role: "config-helper",
		images: "infisical/cli infisical-agent",
	},
	{
		source: "https://docs.akeyless.io/docs/how-to-provision-secret-to-your-k8s",
		role: "config-helper",
		images: "akeyless-sidecar akeyless/k8s-secrets-sidecar k8s-secrets-sidecar",
	},
	{
		source: "https://developer.1password.com/docs/connect/",
		role: "config-helper",
		images: "1password/connect-sync",
	},
	{
		source: "https://flagd.dev/",
		role: "config-helper",
		images: "open-feature/flagd-proxy",
		confidence: OFTEN_THE_APP,
	},
	{
		source: "https://rclone.org/",
		role: "config-helper",
		images: "rclone rclone/rclone s3-sync gcs-sync",
	},
	{
		source: "https://goteleport.com/docs/",
		role: "config-helper",
		images: "gravitational/tbot tbot-distroless",
	},
];
