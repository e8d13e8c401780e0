// oracle runs expressions with cli-runtime's printers, for tests/fuzz/differ: the counterpart of expressions.c, with its lines.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/cli-runtime/pkg/printers"
)

func run(f string, allow bool, t string, o *unstructured.Unstructured) (out bytes.Buffer, es string) {
	defer func() {
		if x := recover(); x != nil {
			es = fmt.Sprintf("PANIC %v", x)
		}
	}()
	if f == "g" {
		p, err := printers.NewGoTemplatePrinter([]byte(t))
		if err != nil {
			return out, fmt.Sprintf("error parsing template %s, %v", t, err)
		}
		p.AllowMissingKeys(allow)
		if err = p.PrintObj(o, &out); err != nil {
			es = err.Error()
		}
		return
	}
	p, err := printers.NewJSONPathPrinter(t)
	if err != nil {
		return out, fmt.Sprintf("error parsing jsonpath %s, %v", t, err)
	}
	p.AllowMissingKeys(allow)
	p.EnableJSONOutput(f == "a")
	if err = p.PrintObj(o, &out); err != nil {
		es = err.Error()
	}
	return
}

func main() {
	var objs []*unstructured.Unstructured
	b, _ := os.ReadFile(os.Args[1])
	for _, l := range bytes.Split(b, []byte("\n")) {
		if len(l) == 0 {
			continue
		}
		u := &unstructured.Unstructured{}
		if err := u.UnmarshalJSON(l); err != nil {
			panic(err)
		}
		objs = append(objs, u)
	}
	s := bufio.NewScanner(os.Stdin)
	s.Buffer(make([]byte, 1<<20), 1<<20)
	w := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer w.Flush()
	e := hx{}
	for s.Scan() {
		x := strings.Split(s.Text(), " ")
		n, _ := strconv.Atoi(x[2])
		t, _ := e.DecodeString(x[3])
		out, es := run(x[0], x[1] == "1", string(t), objs[n])
		w.Flush()
		fmt.Fprintf(w, "%s %s\n", e.EncodeToString(out.Bytes()), e.EncodeToString([]byte(es)))
		w.Flush()
	}
}

type hx struct{}

func (hx) EncodeToString(b []byte) string        { return "x" + hex.EncodeToString(b) }
func (hx) DecodeString(s string) ([]byte, error) { return hex.DecodeString(s[1:]) }
