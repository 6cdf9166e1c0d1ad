// Command oracle answers what one minor version of kube-apiserver would say when the objects in a YAML
// stream are created. It links that version's own packages: serializers, defaulting, conversion, registry
// strategies. See README.md beside it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	"k8s.io/component-base/featuregate"
	"k8s.io/kubernetes/pkg/capabilities"
	_ "k8s.io/kubernetes/pkg/features"
)

// Kubernetes is the version of k8s.io/kubernetes that was linked; set by build.mjs.
var Kubernetes = "unknown"

func main() {
	cases := flag.Bool("cases", false, "stdin is JSON lines {id, yaml}; one result line per document")
	fields := flag.Bool("fields", false, "print the fields of the Pod and workload types and exit")
	beside := flag.Bool("companions", false, "print the fields of the kinds that stand beside Pods and exit")
	version := flag.Bool("version", false, "print the Kubernetes version and exit")
	gates := flag.Bool("gates", false, "print every feature gate with its state and exit")
	set := flag.String("feature-gates", "", "gates to change, as kube-apiserver's flag of that name")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: oracle [--cases] [--feature-gates A=true,B=false] FILE|DIR|- ...")
		flag.PrintDefaults()
	}
	flag.Parse()
	if *set != "" {
		if err := utilfeature.DefaultMutableFeatureGate.Set(*set); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	// Every usual cluster runs with --allow-privileged=true; the library's default is false.
	capabilities.Initialize(capabilities.Capabilities{AllowPrivileged: true})
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	emit := func(r result) { _ = enc.Encode(r) }
	switch {
	case *version:
		emulated := ""
		if g, ok := interface{}(utilfeature.DefaultFeatureGate).(interface{ EmulationVersion() fmt.Stringer }); ok {
			emulated = g.EmulationVersion().String()
		} else if m := reflect.ValueOf(utilfeature.DefaultFeatureGate).MethodByName("EmulationVersion"); m.IsValid() {
			emulated = fmt.Sprint(m.Call(nil)[0].Interface())
		}
		_ = enc.Encode(map[string]string{"kubernetes": Kubernetes, "emulationVersion": emulated})
		return
	case *gates:
		all := utilfeature.DefaultMutableFeatureGate.GetAll()
		names := make([]string, 0, len(all))
		for n := range all {
			names = append(names, string(n))
		}
		sort.Strings(names)
		for _, n := range names {
			s := all[featuregate.Feature(n)]
			_ = enc.Encode(map[string]interface{}{"gate": n, "on": utilfeature.DefaultFeatureGate.Enabled(featuregate.Feature(n)), "stage": string(s.PreRelease), "locked": s.LockToDefault})
		}
		return
	case *fields:
		dumpFields(enc)
		return
	case *beside:
		dumpCompanions(enc)
		return
	case *cases:
		if err := readCases(os.Stdin, emit); err != nil {
			out.Flush()
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if flag.NArg() == 0 {
		flag.Usage()
		os.Exit(2)
	}
	for _, arg := range flag.Args() {
		if arg == "-" {
			data, err := io.ReadAll(os.Stdin)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			judge(data, func(r result) { r.File = "-"; emit(r) })
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if !info.IsDir() {
			judgeFile(arg, arg, emit)
			continue
		}
		_ = filepath.Walk(arg, func(path string, info os.FileInfo, err error) error {
			if err != nil || info.IsDir() {
				return nil
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".yaml", ".yml", ".json":
				rel, err := filepath.Rel(arg, path)
				if err != nil {
					rel = path
				}
				judgeFile(path, filepath.ToSlash(rel), emit)
			}
			return nil
		})
	}
}

func judgeFile(path, shown string, emit func(result)) {
	data, err := os.ReadFile(path)
	if err != nil {
		emit(result{File: shown, Verdict: "unparsable", Stage: "yaml", Message: err.Error()})
		return
	}
	judge(data, func(r result) { r.File = shown; emit(r) })
}

func readCases(in io.Reader, emit func(result)) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 1<<20), 64<<20)
	for sc.Scan() {
		if len(bytes.TrimSpace(sc.Bytes())) == 0 {
			continue
		}
		var c struct {
			ID   string `json:"id"`
			YAML string `json:"yaml"`
		}
		if err := json.Unmarshal(sc.Bytes(), &c); err != nil {
			emit(result{Verdict: "unparsable", Stage: "yaml", Message: "bad case line: " + err.Error()})
			continue
		}
		judge([]byte(c.YAML), func(r result) { r.ID = c.ID; emit(r) })
	}
	return sc.Err()
}
