/* emit.h - documents as text, byte for byte as kubectl prints them.
 *
 * EMIT_SORTED prints the members of every object sorted by key, as Go does for maps (everything that kubectl holds as
 * unstructured data); without it they stand in tree order (what kubectl prints from Go structs: JSON of `create
 * --dry-run`). kubectl's YAML is always sorted (sigs.k8s.io/yaml goes through JSON into a map).
 */
#ifndef KUBEC_DOC_EMIT_H
#define KUBEC_DOC_EMIT_H

#include "base/buf.h"

#include <cjson/cJSON.h>

enum emit_flags {
    EMIT_SORTED = 1 << 0,
    EMIT_NO_HTML_ESCAPE = 1 << 1,
    EMIT_EXACT_NUMBERS = 1 << 2, /* JSON: numbers as their own text instead of kubectl's form ("1.50" stays) */
    EMIT_COLOR = 1 << 3          /* keys are coloured for a terminal (JSON and YAML) */
};

/* JSON without white space, as Go's json.Marshal: < > & U+2028 U+2029 are escaped (unless EMIT_NO_HTML_ESCAPE), invalid
 * UTF-8 becomes \ufffd. No trailing newline. */
void emit_json_compact(struct buf *out, const cJSON *node, unsigned flags);
/* JSON indented by `indent` spaces, as json.MarshalIndent / json.Indent (kubectl -o json: 4). Ends without a newline.
 */
void emit_json(struct buf *out, const cJSON *node, int indent, unsigned flags);
/* The n bytes of a JSON text (valid: parse it before), laid out anew as json.Indent does it: order, numbers and escapes
 * stay as they are, and white space behind the value too. */
void emit_json_text(struct buf *out, const char *json, size_t n, int indent);
/* YAML as `kubectl -o yaml` (sigs.k8s.io/yaml: sorted keys, indent 2, sequences not indented below their key,
 * goyaml.v2's rules for quoting, literal blocks and folding). Ends with a newline. */
void emit_yaml(struct buf *out, const cJSON *node);
/* The same with EMIT_COLOR as asked. */
void emit_yaml_flags(struct buf *out, const cJSON *node, unsigned flags);
/* What begins and ends the colour of a key. */
#define EMIT_KEY_START "\033[36m"
#define EMIT_KEY_END "\033[0m"
/* KYAML as `kubectl -o kyaml` (KEP-5295): flow style, quoted strings, bare keys, trailing commas. `---` line first,
 * ends with a newline. Keys are sorted by bytes. */
void emit_kyaml(struct buf *out, const cJSON *node);
/* The same with EMIT_SORTED as asked: without it in tree order (kubectl's objects made from Go structs). */
void emit_kyaml_flags(struct buf *out, const cJSON *node, unsigned flags);

#endif
