package main

import (
	"encoding/json"
	"reflect"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	nodev1 "k8s.io/api/node/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	storagev1 "k8s.io/api/storage/v1"
)

// companions are the kinds that people write into the same files as their Pods.
var companions = []struct {
	apiVersion string
	object     interface{}
}{
	{"v1", corev1.ConfigMap{}},
	{"v1", corev1.LimitRange{}},
	{"v1", corev1.Namespace{}},
	{"v1", corev1.PersistentVolume{}},
	{"v1", corev1.PersistentVolumeClaim{}},
	{"v1", corev1.ResourceQuota{}},
	{"v1", corev1.Secret{}},
	{"v1", corev1.Service{}},
	{"v1", corev1.ServiceAccount{}},
	{"admissionregistration.k8s.io/v1", admissionv1.MutatingWebhookConfiguration{}},
	{"admissionregistration.k8s.io/v1", admissionv1.ValidatingWebhookConfiguration{}},
	{"autoscaling/v2", autoscalingv2.HorizontalPodAutoscaler{}},
	{"networking.k8s.io/v1", networkingv1.Ingress{}},
	{"networking.k8s.io/v1", networkingv1.IngressClass{}},
	{"networking.k8s.io/v1", networkingv1.NetworkPolicy{}},
	{"node.k8s.io/v1", nodev1.RuntimeClass{}},
	{"policy/v1", policyv1.PodDisruptionBudget{}},
	{"rbac.authorization.k8s.io/v1", rbacv1.ClusterRole{}},
	{"rbac.authorization.k8s.io/v1", rbacv1.ClusterRoleBinding{}},
	{"rbac.authorization.k8s.io/v1", rbacv1.Role{}},
	{"rbac.authorization.k8s.io/v1", rbacv1.RoleBinding{}},
	{"scheduling.k8s.io/v1", schedulingv1.PriorityClass{}},
	{"storage.k8s.io/v1", storagev1.StorageClass{}},
}

type memberRow struct {
	Type string `json:"type"`
	Go   string `json:"go"`
	Name string `json:"name"`
	JSON string `json:"json"`
	// The type of the object, or of the objects of a list or map.
	Of string `json:"of,omitempty"`
}

// dumpCompanions prints each kind, and the fields of each type that it is made of.
func dumpCompanions(enc *json.Encoder) {
	seen := map[reflect.Type]bool{}
	for _, one := range companions {
		t := reflect.TypeOf(one.object)
		_ = enc.Encode(map[string]string{"apiVersion": one.apiVersion, "kind": t.Name()})
		dumpType(t, seen, enc)
	}
}

func dumpType(t reflect.Type, seen map[reflect.Type]bool, enc *json.Encoder) {
	if seen[t] {
		return
	}
	seen[t] = true
	held := dumpMembers(t, t, enc)
	for _, other := range held {
		dumpType(other, seen, enc)
	}
}

// dumpMembers prints the fields of a type, those of the types that it embeds among them, and returns the types that they hold.
func dumpMembers(owner, t reflect.Type, enc *json.Encoder) []reflect.Type {
	held := []reflect.Type{}
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		name := strings.Split(f.Tag.Get("json"), ",")[0]
		if name == "-" {
			continue
		}
		if f.Anonymous && name == "" {
			held = append(held, dumpMembers(owner, indirect(f.Type), enc)...)
			continue
		}
		row := memberRow{Type: owner.Name(), Go: owner.String(), Name: name, JSON: jsonType(f.Type)}
		of := indirect(f.Type)
		for of.Kind() == reflect.Slice || of.Kind() == reflect.Map {
			of = indirect(of.Elem())
		}
		if of.Kind() == reflect.Struct && jsonType(of) == "object" {
			row.Of = of.Name()
			held = append(held, of)
		}
		_ = enc.Encode(row)
	}
	return held
}
