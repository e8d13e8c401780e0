// Command patch writes random triples (last-applied, manifest, live object) with the patches that Kubernetes' own
// libraries compute for them, one JSON object a line. tests/unit/patch/test_oracle.c compares lib/patch with them.
//
//	go run . -openapi DIR -n COUNT -seed N -mode strategic|merge > triples.jsonl
//
// DIR holds a server's OpenAPI v3 documents as GROUP_VERSION.json ("_v1.json" for the core group).
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"sort"
	"strings"

	jsonpatch "gopkg.in/evanphx/json-patch.v4"
	"k8s.io/apimachinery/pkg/util/jsonmergepatch"
	"k8s.io/apimachinery/pkg/util/mergepatch"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/kube-openapi/pkg/spec3"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

type kind struct {
	Group, Version, Kind string
	schema               *spec.Schema
	all                  map[string]*spec.Schema
}

type object = map[string]interface{}

var rnd *rand.Rand

// ---- reading the schemas ----

func readKinds(dir string, wanted map[string]bool) ([]kind, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return nil, err
	}
	var out []kind
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var doc spec3.OpenAPI
		if err := json.Unmarshal(raw, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		base := strings.TrimSuffix(filepath.Base(f), ".json")
		cut := strings.LastIndex(base, "_")
		group, version := base[:cut], base[cut+1:]
		for _, s := range doc.Components.Schemas {
			var gvks []map[string]string
			if err := s.Extensions.GetObject("x-kubernetes-group-version-kind", &gvks); err != nil {
				continue
			}
			for _, g := range gvks {
				if g["group"] == group && g["version"] == version && wanted[g["kind"]] {
					out = append(out, kind{group, version, g["kind"], s, doc.Components.Schemas})
				}
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].Group+"/"+out[i].Version+"/"+out[i].Kind < out[j].Group+"/"+out[j].Version+"/"+out[j].Kind
	})
	return out, nil
}

func (k *kind) resolve(s *spec.Schema) *spec.Schema {
	for i := 0; i < 8; i++ {
		if len(s.AllOf) > 0 {
			s = &s.AllOf[0]
		} else if ref := s.Ref.String(); ref != "" {
			s = k.all[strings.TrimPrefix(ref, "#/components/schemas/")]
		} else {
			break
		}
	}
	return s
}

// ---- making and changing values ----

func chance(percent int) bool { return rnd.Intn(100) < percent }

var words = []string{"a", "b", "c", "d", "e", "web", "log", "x<y>&z", "é", "10", "true", ""}

func scalar(s *spec.Schema) interface{} {
	switch {
	case s.Format == "int-or-string":
		if chance(50) {
			return int64(rnd.Intn(6))
		}
		return words[rnd.Intn(6)]
	case s.Type.Contains("integer"):
		return int64([]int{0, 1, 2, 3, 80, 443, 8080, -1}[rnd.Intn(8)])
	case s.Type.Contains("number"):
		return 0.5 + float64(rnd.Intn(3))
	case s.Type.Contains("boolean"):
		return chance(50)
	}
	return words[rnd.Intn(len(words))]
}

func shuffle(l []interface{}) {
	rnd.Shuffle(len(l), func(i, j int) { l[i], l[j] = l[j], l[i] })
}

func (k *kind) list(field *spec.Schema, depth int) []interface{} {
	out := []interface{}{}
	key, _ := field.Extensions.GetString("x-kubernetes-patch-merge-key")
	items := k.resolve(field.Items.Schema)
	n := rnd.Intn(5)
	if chance(3) {
		n = 12 + rnd.Intn(12)
	}
	for i := 0; i < n; i++ {
		v := k.value(items, depth+1)
		if m, ok := v.(object); ok && key != "" {
			name := interface{}(words[rnd.Intn(6)])
			if p, ok := items.Properties[key]; ok {
				if ps := k.resolve(&p); !ps.Type.Contains("string") {
					name = scalar(ps)
				}
			}
			if n >= 12 {
				switch name.(type) {
				case string:
					name = fmt.Sprintf("n%d", i)
				case int64:
					name = int64(i)
				}
			} else if !chance(6) && has(out, key, name) {
				continue
			}
			m[key] = name
		} else if !chance(10) && contains(out, v) {
			continue
		}
		out = append(out, v)
	}
	return out
}

func has(l []interface{}, key string, name interface{}) bool {
	for _, e := range l {
		if e.(object)[key] == name {
			return true
		}
	}
	return false
}

func contains(l []interface{}, v interface{}) bool {
	for _, e := range l {
		switch e.(type) {
		case object, []interface{}:
		default:
			if e == v {
				return true
			}
		}
	}
	return false
}

func (k *kind) value(s *spec.Schema, depth int) interface{} {
	s = k.resolve(s)
	if len(s.Properties) > 0 {
		o := object{}
		names := make([]string, 0, len(s.Properties))
		for n := range s.Properties {
			names = append(names, n)
		}
		sort.Strings(names)
		few := 40
		if len(names) > 8 {
			few = 20
		}
		if depth > 6 {
			few = 8
		}
		for _, n := range names {
			p := s.Properties[n]
			likely := few
			switch n {
			case "spec", "template", "containers", "ports", "env", "volumes", "metadata":
				likely = 75
			case "managedFields", "status":
				likely = 2
			}
			if depth < 12 && chance(likely) {
				o[n] = k.field(&p, depth)
			}
		}
		return o
	}
	if s.Type.Contains("object") {
		o := object{}
		if s.AdditionalProperties != nil && s.AdditionalProperties.Schema != nil {
			for i := rnd.Intn(4); i > 0; i-- {
				o[words[rnd.Intn(len(words)-1)]] = k.value(s.AdditionalProperties.Schema, depth+1)
			}
		}
		return o
	}
	if s.Type.Contains("array") && s.Items != nil {
		return k.list(s, depth)
	}
	return scalar(s)
}

func (k *kind) field(p *spec.Schema, depth int) interface{} {
	if chance(1) {
		return nil
	}
	if r := k.resolve(p); r.Type.Contains("array") && r.Items != nil {
		if r != p && len(p.Extensions) > 0 {
			return k.list(p, depth)
		}
		return k.list(r, depth)
	}
	return k.value(p, depth+1)
}

func clone(v interface{}) interface{} {
	switch t := v.(type) {
	case object:
		o := object{}
		for n, e := range t {
			o[n] = clone(e)
		}
		return o
	case []interface{}:
		l := []interface{}{}
		for _, e := range t {
			l = append(l, clone(e))
		}
		return l
	}
	return v
}

// change gives a changed copy; the schema may be nil below free-form fields.
func (k *kind) change(v interface{}, s *spec.Schema, depth int) interface{} {
	if s != nil {
		s = k.resolve(s)
	}
	switch t := v.(type) {
	case object:
		o := object{}
		names := make([]string, 0, len(t))
		for n := range t {
			names = append(names, n)
		}
		sort.Strings(names)
		for _, n := range names {
			var sub *spec.Schema
			if s != nil {
				if p, ok := s.Properties[n]; ok {
					sub = &p
				} else if s.AdditionalProperties != nil {
					sub = s.AdditionalProperties.Schema
				}
			}
			switch {
			case chance(8) && n != "metadata" && n != "spec" && n != "name":
				if chance(10) {
					o[n] = nil
				}
			case chance(4) && sub != nil:
				o[n] = k.field(sub, depth)
			default:
				o[n] = k.change(t[n], sub, depth+1)
			}
		}
		if s != nil && len(s.Properties) > 0 && chance(25) {
			all := make([]string, 0, len(s.Properties))
			for n := range s.Properties {
				all = append(all, n)
			}
			sort.Strings(all)
			n := all[rnd.Intn(len(all))]
			if _, ok := o[n]; !ok && depth < 10 {
				p := s.Properties[n]
				o[n] = k.field(&p, depth+1)
			}
		}
		return o
	case []interface{}:
		l := []interface{}{}
		for _, e := range t {
			if chance(10) {
				continue
			}
			var sub *spec.Schema
			if s != nil && s.Items != nil {
				sub = s.Items.Schema
			}
			if _, ok := e.(object); ok {
				l = append(l, k.change(e, sub, depth+1))
			} else {
				l = append(l, clone(e))
			}
		}
		if s != nil && s.Items != nil && chance(25) {
			l = append(l, k.list(s, depth)...)
		}
		if chance(12) {
			shuffle(l)
		}
		return l
	}
	if s != nil && v != nil && chance(10) {
		return scalar(s)
	}
	return v
}

// odd adds what only careless or clever people write: directives, unknown fields, other types.
func odd(o object) {
	names := make([]string, 0, len(o))
	for n := range o {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		switch t := o[n].(type) {
		case object:
			switch rnd.Intn(40) {
			case 0:
				t["$patch"] = []string{"replace", "delete", "merge"}[rnd.Intn(3)]
			case 1:
				t["unknownField"] = object{"a": int64(rnd.Intn(3))}
			case 2:
				o[n] = []interface{}{"x"}
			default:
				odd(t)
			}
		case []interface{}:
			for _, e := range t {
				if m, ok := e.(object); ok {
					if chance(3) {
						m["$patch"] = []string{"replace", "delete", "merge", "other"}[rnd.Intn(4)]
					}
					odd(m)
				}
			}
			if chance(3) {
				o[n] = "text"
			}
		}
	}
}

// ---- asking the libraries ----

type line struct {
	Group      string           `json:"group"`
	Version    string           `json:"version"`
	Kind       string           `json:"kind"`
	Original   json.RawMessage  `json:"original,omitempty"`
	Modified   json.RawMessage  `json:"modified"`
	Current    json.RawMessage  `json:"current"`
	Patch      *json.RawMessage `json:"patch,omitempty"`
	Error      string           `json:"error,omitempty"`
	Applied    *json.RawMessage `json:"applied,omitempty"`
	ApplyError string           `json:"applyError,omitempty"`
	Conflict   string           `json:"conflict,omitempty"` // with overwrite=false
	TwoWay     *json.RawMessage `json:"twoWay,omitempty"`   // from current to modified
}

func bytes(v interface{}) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

func raw(b []byte) *json.RawMessage {
	r := json.RawMessage(b)
	return &r
}

// ask fills the answers in; false when the library itself gives up (it panics on lists of null, for one).
func ask(k *kind, l *line, strategic bool) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	meta := strategicpatch.PatchMetaFromOpenAPIV3{Schema: k.schema, SchemaList: k.all}
	var patch []byte
	var err error
	if strategic {
		patch, err = strategicpatch.CreateThreeWayMergePatch(l.Original, l.Modified, l.Current, meta, true)
	} else {
		patch, err = jsonmergepatch.CreateThreeWayJSONMergePatch(l.Original, l.Modified, l.Current, mergepatch.RequireKeyUnchanged("apiVersion"),
			mergepatch.RequireKeyUnchanged("kind"), mergepatch.RequireMetadataKeyUnchanged("name"))
	}
	if err != nil {
		l.Error = err.Error()
		return true
	}
	l.Patch = raw(patch)
	var applied []byte
	if strategic {
		applied, err = strategicpatch.StrategicMergePatchUsingLookupPatchMeta(l.Current, patch, meta)
	} else {
		applied, err = jsonpatch.MergePatch(l.Current, patch)
	}
	if err != nil {
		l.ApplyError = err.Error()
	} else {
		l.Applied = raw(applied)
	}
	if strategic {
		if _, err = strategicpatch.CreateThreeWayMergePatch(l.Original, l.Modified, l.Current, meta, false); err != nil {
			l.Conflict = err.Error()
		}
		if two, err := strategicpatch.CreateTwoWayMergePatchUsingLookupPatchMeta(l.Current, l.Modified, meta); err == nil {
			l.TwoWay = raw(two)
		}
	} else if two, err := jsonpatch.CreateMergePatch(l.Current, l.Modified); err == nil {
		l.TwoWay = raw(two)
	}
	return true
}

func main() {
	dir := flag.String("openapi", "", "folder of OpenAPI v3 documents")
	n := flag.Int("n", 100, "how many triples")
	seed := flag.Int64("seed", 1, "of the random numbers")
	mode := flag.String("mode", "strategic", "strategic or merge")
	small := flag.Int("max", 1<<30, "leave out lines longer than this")
	kinds := flag.String("kinds", "Deployment,Deployment,Pod,Pod,StatefulSet,DaemonSet,Job,CronJob,Service,NetworkPolicy,Ingress,ConfigMap,Secret,"+
		"Role,RoleBinding,ClusterRole,ClusterRoleBinding,CustomResourceDefinition,PodDisruptionBudget,HorizontalPodAutoscaler,ServiceAccount,"+
		"Namespace,PersistentVolume,PersistentVolumeClaim,StorageClass,PriorityClass,ResourceQuota,LimitRange,Endpoints,EndpointSlice,Node,"+
		"ValidatingWebhookConfiguration,MutatingWebhookConfiguration,ValidatingAdmissionPolicy,APIService", "kinds to use")
	flag.Parse()
	rnd = rand.New(rand.NewSource(*seed))
	wanted := map[string]bool{}
	for _, w := range strings.Split(*kinds, ",") {
		wanted[w] = true
	}
	all, err := readKinds(*dir, wanted)
	if err != nil || len(all) == 0 {
		fmt.Fprintln(os.Stderr, "no kinds:", err)
		os.Exit(1)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for i := 0; i < *n; {
		k := &all[rnd.Intn(len(all))]
		original := k.value(k.schema, 0).(object)
		modified := k.change(original, k.schema, 0).(object)
		current := k.change(original, k.schema, 0).(object)
		if chance(60) {
			current = k.change(current, k.schema, 0).(object)
		}
		for _, o := range []object{original, modified, current} {
			o["kind"] = k.Kind
			o["apiVersion"] = strings.TrimPrefix(k.Group+"/"+k.Version, "/")
			meta, ok := o["metadata"].(object)
			if !ok {
				meta = object{}
				o["metadata"] = meta
			}
			meta["name"] = "x"
		}
		if chance(2) {
			modified["metadata"].(object)["name"] = "y"
		}
		if chance(10) {
			odd(modified)
		}
		if chance(3) {
			odd(original)
		}
		l := line{Group: k.Group, Version: k.Version, Kind: k.Kind, Original: bytes(original), Modified: bytes(modified), Current: bytes(current)}
		if chance(5) {
			l.Original = nil
		}
		if !ask(k, &l, *mode == "strategic") {
			continue
		}
		if len(bytes(l)) > *small {
			continue
		}
		if err := out.Encode(&l); err != nil {
			os.Exit(1)
		}
		i++
	}
}
