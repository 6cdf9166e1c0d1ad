package main

import (
	"encoding/json"
	"reflect"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

type fieldRow struct {
	Root     string `json:"root"`
	Path     string `json:"path"`
	JSON     string `json:"json"`
	Go       string `json:"go"`
	MergeKey string `json:"mergeKey,omitempty"`
	Strategy string `json:"strategy,omitempty"`
	Omit     bool   `json:"omitempty"`
}

// dumpFields walks the public Go types. Paths use [] for list items and {} for map values.
func dumpFields(enc *json.Encoder) {
	for _, root := range []struct {
		name string
		typ  reflect.Type
	}{
		{"PodSpec", reflect.TypeOf(corev1.PodSpec{})},
		{"ObjectMeta", reflect.TypeOf(metav1.ObjectMeta{})},
		{"DeploymentSpec", reflect.TypeOf(appsv1.DeploymentSpec{})},
		{"StatefulSetSpec", reflect.TypeOf(appsv1.StatefulSetSpec{})},
		{"DaemonSetSpec", reflect.TypeOf(appsv1.DaemonSetSpec{})},
		{"ReplicaSetSpec", reflect.TypeOf(appsv1.ReplicaSetSpec{})},
		{"ReplicationControllerSpec", reflect.TypeOf(corev1.ReplicationControllerSpec{})},
		{"JobSpec", reflect.TypeOf(batchv1.JobSpec{})},
		{"CronJobSpec", reflect.TypeOf(batchv1.CronJobSpec{})},
	} {
		walk(root.name, "", root.typ, 0, enc)
	}
}

func walk(root, path string, t reflect.Type, depth int, enc *json.Encoder) {
	if depth > 12 {
		return
	}
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name := strings.Split(tag, ",")[0]
		if name == "-" {
			continue
		}
		if f.Anonymous && name == "" {
			walk(root, path, indirect(f.Type), depth, enc)
			continue
		}
		p := name
		if path != "" {
			p = path + "." + name
		}
		ft := indirect(f.Type)
		row := fieldRow{Root: root, Path: p, JSON: jsonType(ft), Go: goName(f.Type), MergeKey: f.Tag.Get("patchMergeKey"), Strategy: f.Tag.Get("patchStrategy"), Omit: strings.Contains(tag, "omitempty")}
		_ = enc.Encode(row)
		// Templates and metadata have their own roots.
		switch ft {
		case reflect.TypeOf(corev1.PodTemplateSpec{}), reflect.TypeOf(batchv1.JobTemplateSpec{}), reflect.TypeOf(metav1.ObjectMeta{}):
			continue
		}
		q := p
		for ft.Kind() == reflect.Slice || ft.Kind() == reflect.Map {
			if ft.Kind() == reflect.Slice {
				q += "[]"
			} else {
				q += "{}"
			}
			ft = indirect(ft.Elem())
		}
		if ft.Kind() == reflect.Struct && jsonType(ft) == "object" {
			walk(root, q, ft, depth+1, enc)
		}
	}
}

func indirect(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Ptr {
		t = t.Elem()
	}
	return t
}

func goName(t reflect.Type) string {
	s := t.String()
	return strings.NewReplacer("v1.", "", "*", "").Replace(s)
}

func jsonType(t reflect.Type) string {
	t = indirect(t)
	switch t {
	case reflect.TypeOf(resource.Quantity{}):
		return "quantity"
	case reflect.TypeOf(intstr.IntOrString{}):
		return "int-or-string"
	case reflect.TypeOf(metav1.Time{}), reflect.TypeOf(metav1.MicroTime{}):
		return "time"
	case reflect.TypeOf(metav1.FieldsV1{}):
		return "any"
	}
	switch t.Kind() {
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint8:
		return "integer"
	case reflect.Float64:
		return "number"
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "array of " + jsonType(t.Elem())
	case reflect.Map:
		return "map of " + jsonType(t.Elem())
	}
	return "object"
}
