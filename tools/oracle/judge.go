package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	genericapirequest "k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	_ "k8s.io/kubernetes/pkg/apis/autoscaling/install"
	_ "k8s.io/kubernetes/pkg/apis/batch/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/apis/core/v1/helper/qos"
	"k8s.io/kubernetes/pkg/registry/apps/daemonset"
	"k8s.io/kubernetes/pkg/registry/apps/deployment"
	"k8s.io/kubernetes/pkg/registry/apps/replicaset"
	"k8s.io/kubernetes/pkg/registry/apps/statefulset"
	"k8s.io/kubernetes/pkg/registry/batch/cronjob"
	"k8s.io/kubernetes/pkg/registry/batch/job"
	"k8s.io/kubernetes/pkg/registry/core/pod"
	"k8s.io/kubernetes/pkg/registry/core/podtemplate"
	"k8s.io/kubernetes/pkg/registry/core/replicationcontroller"
	sigsyaml "sigs.k8s.io/yaml"
)

type fieldError struct {
	Path    string `json:"path"`
	Type    string `json:"type"`
	Message string `json:"message"`
}

type result struct {
	ID                  string            `json:"id,omitempty"`
	File                string            `json:"file,omitempty"`
	Doc                 int               `json:"doc"`
	Item                *int              `json:"item,omitempty"`
	APIVersion          string            `json:"apiVersion,omitempty"`
	Kind                string            `json:"kind,omitempty"`
	Name                string            `json:"name,omitempty"`
	Verdict             string            `json:"verdict"`
	Stage               string            `json:"stage,omitempty"`
	Errors              []fieldError      `json:"errors,omitempty"`
	StrictErrors        []string          `json:"strictErrors,omitempty"`
	AcceptedIfNotStrict *bool             `json:"acceptedIfNotStrict,omitempty"`
	OnlyDuplicateKeys   bool              `json:"onlyDuplicateKeys,omitempty"`
	Message             string            `json:"message,omitempty"`
	Warnings            []string          `json:"warnings,omitempty"`
	Dropped             []string          `json:"dropped,omitempty"`
	QOS                 string            `json:"qos,omitempty"`
	PodRequests         map[string]string `json:"podRequests,omitempty"`
	PodLimits           map[string]string `json:"podLimits,omitempty"`
}

type target struct {
	resource string
	strategy rest.RESTCreateStrategy
}

var targets = map[schema.GroupVersionKind]target{
	{Group: "", Version: "v1", Kind: "Pod"}:                   {"pods", pod.Strategy},
	{Group: "", Version: "v1", Kind: "PodTemplate"}:           {"podtemplates", podtemplate.Strategy},
	{Group: "", Version: "v1", Kind: "ReplicationController"}: {"replicationcontrollers", replicationcontroller.Strategy},
	{Group: "apps", Version: "v1", Kind: "Deployment"}:        {"deployments", deployment.Strategy},
	{Group: "apps", Version: "v1", Kind: "StatefulSet"}:       {"statefulsets", statefulset.Strategy},
	{Group: "apps", Version: "v1", Kind: "DaemonSet"}:         {"daemonsets", daemonset.Strategy},
	{Group: "apps", Version: "v1", Kind: "ReplicaSet"}:        {"replicasets", replicaset.Strategy},
	{Group: "batch", Version: "v1", Kind: "Job"}:              {"jobs", job.Strategy},
	{Group: "batch", Version: "v1", Kind: "CronJob"}:          {"cronjobs", cronjob.Strategy},
}

// builtinGroups are the groups whose kinds are all known: a manifest that names a kind there which is not served
// (extensions/v1beta1 Deployment, v1 pod) is rejected, not "not covered".
var builtinGroups = map[string]bool{"": true, "apps": true, "batch": true, "extensions": true}

func coveredKind(kind string) bool {
	for gvk := range targets {
		if gvk.Kind == kind {
			return true
		}
	}
	return false
}

type recorder struct{ texts []string }

func (r *recorder) AddWarning(agent, text string) { r.texts = append(r.texts, text) }

// judge splits a stream the way kubectl does and judges every document.
func judge(data []byte, emit func(result)) {
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data)))
	for i := 0; ; i++ {
		doc, err := reader.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			emit(result{Doc: i, Verdict: "unparsable", Stage: "yaml", Message: err.Error()})
			return
		}
		n := i
		guarded(func(r result) { r.Doc = n; emit(r) }, func() { judgeDocument(doc, func(r result) { r.Doc = n; emit(r) }) })
	}
}

func guarded(emit func(result), f func()) {
	defer func() {
		if p := recover(); p != nil {
			emit(result{Verdict: "rejected", Stage: "panic", Message: fmt.Sprint(p)})
		}
	}()
	f()
}

func judgeDocument(doc []byte, emit func(result)) {
	js, err := sigsyaml.YAMLToJSON(doc)
	if err != nil {
		emit(result{Verdict: "unparsable", Stage: "yaml", Message: "error converting YAML to JSON: " + err.Error()})
		return
	}
	if s := string(bytes.TrimSpace(js)); s == "null" || s == "" {
		return // kubectl skips empty documents
	}
	var dups []string
	if _, err := sigsyaml.YAMLToJSONStrict(doc); err != nil {
		dups = append(dups, err.Error())
	}
	var list struct {
		Kind  string            `json:"kind"`
		Items []json.RawMessage `json:"items"`
	}
	if json.Unmarshal(js, &list) == nil && list.Kind == "List" && list.Items != nil {
		for i, item := range list.Items {
			n := i
			guarded(func(r result) { r.Item = &n; emit(r) }, func() { r := judgeObject(item, dups); r.Item = &n; emit(r) })
		}
		return
	}
	emit(judgeObject(js, dups))
}

func judgeObject(js []byte, dups []string) result {
	u, _, err := unstructured.UnstructuredJSONScheme.Decode(js, nil, nil)
	if err != nil {
		msg := err.Error()
		if i := strings.Index(msg, " in '"); i >= 0 {
			msg = msg[:i] // the rest repeats the document
		}
		r := result{Verdict: "rejected", Stage: "decode", Message: msg}
		var head map[string]interface{}
		if json.Unmarshal(js, &head) == nil {
			r.Kind, _ = head["kind"].(string)
			r.APIVersion, _ = head["apiVersion"].(string)
		}
		return r
	}
	gvk := u.GetObjectKind().GroupVersionKind()
	r := result{APIVersion: gvk.GroupVersion().String(), Kind: gvk.Kind}
	namespace := ""
	if o, ok := u.(*unstructured.Unstructured); ok {
		r.Name = o.GetName()
		namespace = o.GetNamespace()
	}
	t, ok := targets[gvk]
	if !ok {
		known := gvk.Group == "extensions" || legacyscheme.Scheme.Recognizes(gvk)
		if builtinGroups[gvk.Group] && (coveredKind(gvk.Kind) || !known) {
			r.Verdict, r.Stage = "rejected", "decode"
			r.Message = fmt.Sprintf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion().String())
			return r
		}
		r.Verdict = "not-covered"
		return r
	}
	info, ok := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeJSON)
	if !ok {
		panic("no JSON serializer")
	}
	hub := schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal}
	decoder := legacyscheme.Codecs.DecoderToVersion(info.StrictSerializer, hub)
	into, err := legacyscheme.Scheme.New(hub.WithKind(gvk.Kind))
	if err != nil {
		panic(err)
	}
	obj, _, err := decoder.Decode(js, &gvk, into)
	if err != nil {
		strict, isStrict := runtime.AsStrictDecodingError(err)
		if !isStrict || obj == nil {
			r.Verdict, r.Stage = "rejected", "decode"
			r.Message = fmt.Sprintf("%s in version %q cannot be handled as a %s: %v", gvk.Kind, gvk.Version, gvk.Kind, err)
			return r
		}
		for _, e := range strict.Errors() {
			r.StrictErrors = append(r.StrictErrors, e.Error())
		}
	}
	// A duplicate key survives only when the YAML itself is posted; a client that converts to JSON first has
	// already dropped all but the last.
	r.OnlyDuplicateKeys = len(dups) > 0 && len(r.StrictErrors) == 0
	r.StrictErrors = append(r.StrictErrors, dups...)

	if namespace == "" {
		namespace = metav1.NamespaceDefault
	}
	rec := &recorder{}
	ctx := genericapirequest.WithNamespace(context.Background(), namespace)
	ctx = warning.WithWarningRecorder(ctx, rec)
	ctx = genericapirequest.WithRequestInfo(ctx, &genericapirequest.RequestInfo{
		IsResourceRequest: true, Verb: "create", APIPrefix: "apis", APIGroup: gvk.Group, APIVersion: gvk.Version,
		Namespace: namespace, Resource: t.resource,
	})
	before := versioned(obj, gvk.GroupVersion())
	om, err := meta.Accessor(obj)
	if err != nil {
		panic(err)
	}
	rest.WipeObjectMetaSystemFields(om)
	if err := rest.EnsureObjectNamespaceMatchesRequestNamespace(namespace, om); err != nil {
		r.Verdict, r.Stage, r.Message = "rejected", "validate", err.Error()
		return r
	}
	rest.FillObjectMetaSystemFields(om)
	if len(om.GetGenerateName()) > 0 && len(om.GetName()) == 0 {
		om.SetName(om.GetGenerateName() + "x7k2p")
	}
	// The one admission default that validation of a bare Pod depends on (projected service account tokens).
	if p, ok := obj.(*core.Pod); ok && p.Spec.ServiceAccountName == "" {
		p.Spec.ServiceAccountName = "default"
		// 1.37 keeps the deprecated alias as a field of its own and wants both to agree.
		if f := reflect.ValueOf(&p.Spec).Elem().FieldByName("DeprecatedServiceAccount"); f.IsValid() && f.Kind() == reflect.String && f.String() == "" {
			f.SetString("default")
		}
	}
	err = rest.BeforeCreate(t.strategy, ctx, obj)
	var bad bool
	if err != nil {
		bad = true
		var status apierrors.APIStatus
		if errors.As(err, &status) && status.Status().Details != nil && len(status.Status().Details.Causes) > 0 {
			for _, c := range status.Status().Details.Causes {
				r.Errors = append(r.Errors, fieldError{c.Field, string(c.Type), c.Field + ": " + c.Message})
			}
		} else {
			r.Message = err.Error()
		}
	}
	r.Warnings = rec.texts
	after := versioned(obj, gvk.GroupVersion())
	r.Dropped = dropped(before, after)
	if p := podOf(after); p != nil {
		guarded(func(result) {}, func() {
			r.QOS = string(qos.GetPodQOS(p))
			req, lim := podResources(p)
			r.PodRequests, r.PodLimits = plain(req), plain(lim)
		})
	}
	switch {
	case len(r.StrictErrors) > 0:
		r.Verdict, r.Stage = "rejected", "strict"
		loose := !bad
		r.AcceptedIfNotStrict = &loose
		if r.Message == "" {
			r.Message = fmt.Sprintf("%s in version %q cannot be handled as a %s: strict decoding error: %s", gvk.Kind, gvk.Version, gvk.Kind, strings.Join(r.StrictErrors, ", "))
		}
	case bad:
		r.Verdict, r.Stage = "rejected", "validate"
	default:
		r.Verdict = "accepted"
	}
	return r
}

func versioned(obj runtime.Object, gv schema.GroupVersion) runtime.Object {
	out, err := legacyscheme.Scheme.ConvertToVersion(obj.DeepCopyObject(), gv)
	if err != nil {
		panic(err)
	}
	return out
}
