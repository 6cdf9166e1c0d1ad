package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// dropped lists what the strategy removed or changed before validation (fields of disabled features).
func dropped(before, after runtime.Object) []string {
	a, b := tree(before), tree(after)
	var out []string
	compare("", a, b, &out)
	sort.Strings(out)
	return out
}

func tree(o runtime.Object) map[string]interface{} {
	data, err := json.Marshal(o)
	if err != nil {
		return nil
	}
	m := map[string]interface{}{}
	_ = json.Unmarshal(data, &m)
	delete(m, "status")
	delete(m, "metadata")
	return m
}

func compare(path string, a, b interface{}, out *[]string) {
	switch x := a.(type) {
	case map[string]interface{}:
		y, ok := b.(map[string]interface{})
		if !ok {
			*out = append(*out, path)
			return
		}
		for k, v := range x {
			p := k
			if path != "" {
				p = path + "." + k
			}
			w, ok := y[k]
			if !ok {
				*out = append(*out, p)
				continue
			}
			compare(p, v, w, out)
		}
	case []interface{}:
		y, ok := b.([]interface{})
		if !ok || len(x) > len(y) {
			*out = append(*out, path)
			return
		}
		for i := range x {
			compare(fmt.Sprintf("%s[%d]", path, i), x[i], y[i], out)
		}
	default:
		if !reflect.DeepEqual(a, b) {
			*out = append(*out, path)
		}
	}
}

func podOf(o runtime.Object) *corev1.Pod {
	from := func(t *corev1.PodTemplateSpec) *corev1.Pod {
		if t == nil {
			return nil
		}
		return &corev1.Pod{ObjectMeta: t.ObjectMeta, Spec: t.Spec}
	}
	switch x := o.(type) {
	case *corev1.Pod:
		return &corev1.Pod{ObjectMeta: x.ObjectMeta, Spec: x.Spec}
	case *corev1.PodTemplate:
		return from(&x.Template)
	case *corev1.ReplicationController:
		return from(x.Spec.Template)
	case *appsv1.Deployment:
		return from(&x.Spec.Template)
	case *appsv1.StatefulSet:
		return from(&x.Spec.Template)
	case *appsv1.DaemonSet:
		return from(&x.Spec.Template)
	case *appsv1.ReplicaSet:
		return from(&x.Spec.Template)
	case *batchv1.Job:
		return from(&x.Spec.Template)
	case *batchv1.CronJob:
		return from(&x.Spec.JobTemplate.Spec.Template)
	}
	return nil
}

func plain(l corev1.ResourceList) map[string]string {
	if len(l) == 0 {
		return nil
	}
	m := map[string]string{}
	for k, v := range l {
		m[string(k)] = v.String()
	}
	return m
}
