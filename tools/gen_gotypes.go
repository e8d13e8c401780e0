// gen_gotypes.go - writes lib/schema/gotypes_data.c: the Go structures of the kinds that kubectl decodes, field by
// field in their order, read from the sources of k8s.io/api and k8s.io/apimachinery.
//
// usage: go run tools/gen_gotypes.go FOLDER-OF-k8s.io VERSION > lib/schema/gotypes_data.c
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

// The packages whose kinds are roots; others are only followed.
var roots = []string{
	"core/v1", "apps/v1", "apps/v1beta1", "apps/v1beta2", "extensions/v1beta1", "batch/v1", "batch/v1beta1",
	"rbac/v1", "rbac/v1beta1", "rbac/v1alpha1", "autoscaling/v1", "autoscaling/v2", "certificates/v1",
	"networking/v1", "policy/v1", "scheduling/v1", "storage/v1", "coordination/v1", "discovery/v1", "node/v1",
	"authorization/v1", "authentication/v1", "events/v1",
}

type field struct {
	name, text        string
	via               string // the embedded structures that it comes from, each with a dot behind
	kind              string
	elem              string
	typ               string // key of a struct type, of the field or of its elements
	pointer, omit, oz bool
}

type pkg struct {
	path, group, version, name string
	types                      map[string]ast.Expr
	imports                    map[string]map[string]string // per type: the imports of its file
}

var (
	pkgs    = map[string]*pkg{}
	structs = map[string][]field{}
	order   []string
	base    string
	version string
)

func folder(path string) string {
	for _, m := range []string{"k8s.io/api/", "k8s.io/apimachinery/"} {
		if strings.HasPrefix(path, m) {
			return filepath.Join(base, strings.TrimSuffix(strings.TrimPrefix(m, "k8s.io/"), "/")+"@"+version, strings.TrimPrefix(path, m))
		}
	}
	return ""
}

func load(path string) *pkg {
	if p, ok := pkgs[path]; ok {
		return p
	}
	parts := strings.Split(path, "/")
	p := &pkg{path: path, version: parts[len(parts)-1], types: map[string]ast.Expr{}, imports: map[string]map[string]string{}}
	pkgs[path] = p
	files, err := parser.ParseDir(token.NewFileSet(), folder(path), func(i os.FileInfo) bool {
		return !strings.HasSuffix(i.Name(), "_test.go")
	}, 0)
	if err != nil {
		panic(err)
	}
	for name, files := range files {
		p.name = name
		for _, f := range files.Files {
			imports := map[string]string{}
			for _, i := range f.Imports {
				to, _ := strconv.Unquote(i.Path.Value)
				name := to[strings.LastIndex(to, "/")+1:]
				if i.Name != nil {
					name = i.Name.Name
				}
				imports[name] = to
			}
			for _, d := range f.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok {
					continue
				}
				for _, s := range g.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						p.types[s.Name.Name] = s.Type
						p.imports[s.Name.Name] = imports
					case *ast.ValueSpec:
						if s.Names[0].Name == "GroupName" && len(s.Values) == 1 {
							if l, ok := s.Values[0].(*ast.BasicLit); ok {
								p.group, _ = strconv.Unquote(l.Value)
							}
						}
					}
				}
			}
		}
	}
	return p
}

// special types with an encoding of their own.
var special = map[string]string{
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":         "TIME",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":    "TIME",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Duration":     "STRING",
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1":     "RAW",
	"k8s.io/apimachinery/pkg/api/resource.Quantity":     "QUANTITY",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString":   "INT_OR_STRING",
	"k8s.io/apimachinery/pkg/runtime.RawExtension":      "RAW",
	"k8s.io/apimachinery/pkg/runtime.Object":            "RAW",
	"k8s.io/apiextensions-apiserver/pkg/apis/v1.JSON":   "RAW",
	"k8s.io/apimachinery/pkg/types.UID":                 "STRING",
	"k8s.io/apimachinery/pkg/types.NodeName":            "STRING",
	"k8s.io/apimachinery/pkg/types.NamespacedName":      "RAW",
}

var basic = map[string]string{
	"string": "STRING", "bool": "BOOL", "int32": "INT32", "int64": "INT64", "int": "INT64", "uint32": "INT64",
	"uint64": "INT64", "float64": "FLOAT", "float32": "FLOAT", "byte": "BYTE", "uint8": "BYTE", "int16": "INT32", "rune": "INT32",
}

// resolve gives the kind, Go's text of the type, and for structs their key.
func resolve(p *pkg, imports map[string]string, e ast.Expr) (kind, text, key, elem string) {
	switch t := e.(type) {
	case *ast.StarExpr:
		kind, text, key, elem = resolve(p, imports, t.X)
		return kind, "*" + text, key, elem
	case *ast.Ident:
		if k, ok := basic[t.Name]; ok {
			name := t.Name
			if name == "byte" {
				name = "uint8"
			}
			return k, name, "", ""
		}
		return named(p, t.Name)
	case *ast.SelectorExpr:
		path := imports[t.X.(*ast.Ident).Name]
		if k, ok := special[path+"."+t.Sel.Name]; ok {
			return k, path[strings.LastIndex(path, "/")+1:] + "." + t.Sel.Name, "", ""
		}
		if folder(path) == "" {
			return "RAW", t.Sel.Name, "", ""
		}
		return named(load(path), t.Sel.Name)
	case *ast.ArrayType:
		k, text, key, _ := resolve(p, imports, t.Elt)
		if k == "BYTE" {
			return "BYTES", "[]uint8", "", ""
		}
		return "SLICE", "[]" + text, key, k
	case *ast.MapType:
		_, kt, _, _ := resolve(p, imports, t.Key)
		k, text, key, _ := resolve(p, imports, t.Value)
		return "MAP", "map[" + kt + "]" + text, key, k
	case *ast.InterfaceType:
		return "RAW", "interface {}", "", ""
	}
	panic(fmt.Sprintf("%T", e))
}

func named(p *pkg, name string) (kind, text, key, elem string) {
	full := p.path + "." + name
	short := p.name + "." + name
	if k, ok := special[full]; ok {
		return k, short, "", ""
	}
	under, ok := p.types[name]
	if !ok {
		panic("no type " + full)
	}
	if s, ok := under.(*ast.StructType); ok {
		walk(p, name, s)
		return "STRUCT", short, full, ""
	}
	kind, _, key, elem = resolve(p, p.imports[name], under)
	return kind, short, key, elem
}

func walk(p *pkg, name string, s *ast.StructType) {
	key := p.path + "." + name
	if _, ok := structs[key]; ok {
		return
	}
	structs[key] = nil
	order = append(order, key)
	var out []field
	for _, f := range s.Fields.List {
		tag := ""
		if f.Tag != nil {
			t, _ := strconv.Unquote(f.Tag.Value)
			tag = reflect.StructTag(t).Get("json")
		}
		opts := strings.Split(tag, ",")
		if opts[0] == "-" {
			continue
		}
		kind, text, typ, elem := resolve(p, p.imports[name], f.Type)
		if len(f.Names) == 0 && opts[0] == "" {
			for _, g := range structs[typ] {
				g.via = text[strings.LastIndex(text, ".")+1:] + "." + g.via
				out = append(out, g)
			}
			continue
		}
		if opts[0] == "" {
			opts[0] = f.Names[0].Name
		}
		g := field{name: opts[0], text: text, kind: kind, elem: elem, typ: typ, pointer: strings.HasPrefix(text, "*")}
		for _, o := range opts[1:] {
			g.omit = g.omit || o == "omitempty"
			g.oz = g.oz || o == "omitzero"
		}
		out = append(out, g)
	}
	structs[key] = out
}

func main() {
	base, version = os.Args[1], os.Args[2]
	type kind struct{ group, version, kind, key string }
	var kinds []kind
	for _, r := range roots {
		p := load("k8s.io/api/" + r)
		var names []string
		for n := range p.types {
			names = append(names, n)
		}
		sort.Strings(names)
		for _, n := range names {
			s, ok := p.types[n].(*ast.StructType)
			if !ok || len(s.Fields.List) < 2 || len(s.Fields.List[0].Names) > 0 || strings.HasSuffix(n, "List") {
				continue
			}
			sel, ok := s.Fields.List[0].Type.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "TypeMeta" {
				continue
			}
			sel, ok = s.Fields.List[1].Type.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "ObjectMeta" {
				continue
			}
			walk(p, n, s)
			kinds = append(kinds, kind{p.group, p.version, n, p.path + "." + n})
		}
	}
	sort.Slice(kinds, func(i, j int) bool {
		a, b := kinds[i], kinds[j]
		if a.group != b.group {
			return a.group < b.group
		}
		if a.version != b.version {
			return a.version < b.version
		}
		return a.kind < b.kind
	})
	emit(func(pool func(string) int, index map[string]int) {
		fmt.Println("const struct gotype_kind_row gotype_kinds[] = {")
		for _, k := range kinds {
			fmt.Printf("    {%d, %d, %d, %d},\n", pool(k.group), pool(k.version), pool(k.kind), index[k.key])
		}
		fmt.Println("};")
		fmt.Printf("const size_t gotype_nkinds = %d;\n", len(kinds))
	})
}

func emit(more func(pool func(string) int, index map[string]int)) {
	at := map[string]int{"": 0}
	var texts []string
	size := 1
	pool := func(s string) int {
		if v, ok := at[s]; ok {
			return v
		}
		at[s] = size
		texts = append(texts, s)
		size += len(s) + 1
		return at[s]
	}
	index := map[string]int{}
	for i, k := range order {
		index[k] = i
	}
	var rows, types []string
	n := 0
	for _, k := range order {
		types = append(types, fmt.Sprintf("{%d, %d, %d}", pool(k[strings.LastIndex(k, ".")+1:]), n, len(structs[k])))
		for _, f := range structs[k] {
			n++
			flags := ""
			for _, b := range []struct {
				on   bool
				text string
			}{{f.pointer, "GOF_POINTER"}, {f.omit, "GOF_OMITEMPTY"}, {f.oz, "GOF_OMITZERO"}} {
				if b.on {
					flags += " | " + b.text
				}
			}
			if flags == "" {
				flags = " | 0"
			}
			typ, elem := "GOTYPE_NONE", "GO_RAW"
			if f.typ != "" {
				typ = strconv.Itoa(index[f.typ])
			}
			if f.elem != "" && f.elem != "SLICE" && f.elem != "MAP" {
				elem = "GO_" + f.elem
			}
			rows = append(rows, fmt.Sprintf("{%d, %d, %d, %s, GO_%s, %s, %s}", pool(f.name), pool(f.text), pool(f.via), typ, f.kind, elem, flags[3:]))
		}
	}
	fmt.Println("/* gotypes_data.c - the Go structures of built-in kinds. Made by tools/gen_gotypes.go: do not edit. */")
	fmt.Println("#include \"schema/gotypes_data.h\"\n\n/* clang-format off */")
	fmt.Println("const struct gotype_field gotype_fields[] = {")
	fmt.Println("    " + strings.Join(rows, ",\n    ") + ",\n};")
	fmt.Println("const struct gotype gotype_types[] = {")
	fmt.Println("    " + strings.Join(types, ",\n    ") + ",\n};")
	more(pool, index)
	fmt.Println("const char gotype_pool[] =\n    \"\\0\"")
	line := ""
	for _, t := range texts {
		line += t + "\\0"
		if len(line) > 100 {
			fmt.Printf("    \"%s\"\n", line)
			line = ""
		}
	}
	fmt.Printf("    \"%s\";\n", line)
}
