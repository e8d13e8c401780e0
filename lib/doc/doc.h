/* doc.h - documents: cJSON trees that know where they came from and keep every number exact.
 *
 * The tree is cJSON's (cJSON.h), with three rules that the readers and makers of lib/doc establish and every user
 * keeps:
 *
 * 1. Numbers. A cJSON_Number node made here carries its exact JSON text in `valuestring` ("9007199254740993", "1.50",
 *    "1e3"); `valuedouble` is only the nearest double. Emitters, comparison and duplication use the text. Make numbers
 *    with doc_new_int / doc_new_number; cJSON_CreateNumber and cJSON_AddNumberToObject are banned outside lib/doc.
 *    Emitters print the text as kubectl would: integers of 64 bits as they are, all others as Go prints a float64.
 * 2. Positions. `valueint` is 0, or the node's index in its document's table of positions. cJSON_Duplicate keeps it, so
 * a copy still knows its line. Nodes made by a program have 0. Nobody else reads or writes valueint.
 * 3. Order. Objects keep the order of their text. Emitters sort keys where kubectl does (see emit.h).
 * 4. Strings. They are UTF-8; U+0000, which a C string cannot hold, stands in them as the two bytes C0 80 (no reader
 * lets that pair in otherwise), and the emitters write it as U+0000 again. str_sanitize shows it as U+FFFD.
 * 5. Flags of nodes. Keys may be shared constants (cJSON_StringIsConst), so ask for types with cJSON_IsObject and its
 *    family, never with ==.
 *
 * Keys are unique in every tree that a reader gives (duplicates are an error in YAML, and in JSON the last one wins, as
 * in Go, unless DOC_STRICT asks for an error).
 */
#ifndef KUBEC_DOC_DOC_H
#define KUBEC_DOC_DOC_H

#include "base/buf.h"
#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text that documents point into: a file, standard input, an answer. Shared by reference count. */
struct source {
    char *name; /* for messages: the path as the user gave it, "STDIN", a URL */
    char *text;
    size_t len;
    size_t refs;
    struct source_mark *mark; /* private: the place that was asked for last, from where the next is counted */
};
/* A source with one reference. Copies name, takes text (len bytes plus a NUL). */
struct source *source_new(const char *name, char *text, size_t len);
struct source *source_ref(struct source *s);
void source_unref(struct source *s); /* frees with the last reference; NULL is nothing */

/* Line and column from 1; columns count Unicode characters. line 0: unknown. */
struct place {
    const char *file; /* borrowed from the source */
    size_t line;
    size_t column;
};

/* Byte offsets into the source. For a value in a mapping `key` is its key's; else key == value. */
struct doc_pos {
    uint32_t key;
    uint32_t value;
};

struct doc {
    cJSON *root;         /* owned; NULL for a null or empty document */
    struct source *src;  /* owned reference; NULL when made by a program */
    struct doc_pos *pos; /* shared with derived documents, by reference count; pos[0] unused */
    size_t npos;
    struct pos_table *table; /* private: what pos points into */
    bool is_json;            /* the text was JSON */
};

/* A document around a tree without a source; takes `root`. */
struct doc *doc_new(cJSON *root);
/* A document around `root` (taken) that shares the source and positions of `like`: an item of a List, a changed copy.
 */
struct doc *doc_derive(const struct doc *like, cJSON *root);
void doc_free(struct doc *d);

/* Where node stands. `d` is the document it (or the node it was duplicated from) belongs to. */
struct place doc_place_key(const struct doc *d, const cJSON *node);
struct place doc_place_value(const struct doc *d, const cJSON *node);
/* The place of a byte offset in a source. */
struct place source_place(const struct source *s, size_t offset);
/* Adds "  --> FILE:LINE:COLUMN", the source line and a caret under the column to the note of e, and returns e. The line
 * is sanitised for terminals and cut to a window of 100 columns around the caret; a value below a Secret's data or
 * stringData must not be passed here (the caller checks). A place with line 0 adds nothing. */
struct err *doc_err_at(struct err *e, const struct source *s, struct place at);
/* Draws an expression of n bytes with a caret where e says that it stands (err_at; nothing without) into the note of e,
 * and returns e. file: where the text was read from, for "  --> FILE:LINE:COLUMN"; NULL: it stood on the command line.
 */
struct err *doc_err_in_text(struct err *e, const char *file, const char *text, size_t n);
/* The node that a Kubernetes field path names ("spec.containers[0].ports[1].name", "metadata.labels[a.b/c]",
 * "spec.ports[0].port"), or the closest ancestor that exists when the path goes further; *exact says which. Borrowed.
 */
const cJSON *doc_find_path(const cJSON *root, const char *path, bool *exact);

/* ---- reading ---- */

enum doc_flags {
    DOC_YAML = 0, /* YAML 1.1 as kubectl reads it (sigs.k8s.io/yaml over goyaml.v2); JSON documents are recognised */
    DOC_JSON = 1 << 0,      /* JSON only */
    DOC_NO_POS = 1 << 1,    /* keep no positions (server answers) */
    DOC_STRICT = 1 << 2,    /* duplicate keys in JSON are an error too */
    DOC_LAST_WINS = 1 << 3, /* of duplicate keys in YAML the last one wins (what kubectl does) instead of an error */
    DOC_AS_YAML = 1 << 4    /* JSON too is read by the YAML parser (doc_read_one; kubeconfig files) */
};

/* Bounds, fixed: a document nests at most 1,000 deep (DOC_MAX_DEPTH), a source has at most 256 MiB (DOC_MAX_BYTES;
 * server answers 2 GiB), aliases may expand a YAML document to at most 10,000,000 nodes and 100 times its size. */
#define DOC_MAX_DEPTH 1000
#define DOC_MAX_BYTES ((size_t)256 << 20)

/* One document of a stream, or the error in its place. */
struct doc_item {
    struct doc *doc; /* NULL when err is set, or for a document without content (null; kubectl skips it) */
    struct err *err;
};
struct doc_items {
    struct doc_item *v;
    size_t n;
};
/* Reads a stream of documents ("---" between YAML ones, or JSON values one after another) as kubectl's
 * YAMLOrJSONDecoder does. A broken document becomes an item with an error, worded as kubectl words it ("error parsing
 * FILE: …" with Go's text) with the place in its note; reading goes on with the next "---". Takes nothing; references
 * `src`. */
void doc_read_stream(struct source *src, unsigned flags, struct doc_items *out);
void doc_items_release(struct doc_items *items);
/* Reads exactly one document (a kubeconfig, an answer). The error is the bare parser's text, with the place in its
 * note. */
struct err *doc_read_one(struct source *src, unsigned flags, struct doc **out) ERR_MUST_USE;
/* Parses n bytes of JSON without positions or source: the fast path of server answers. The tree is the caller's. */
struct err *doc_parse_json(const char *text, size_t n, cJSON **out) ERR_MUST_USE;

/* ---- making and asking ---- */

/* A number node from an integer. */
cJSON *doc_new_int(int64_t v);
/* A number from its JSON text (checked: NULL when it is not a JSON number). */
cJSON *doc_new_number(const char *text);
/* The exact text of a number node; borrowed. */
const char *doc_number_text(const cJSON *n);
/* The value as a 64-bit integer; false when node is no number or does not fit ("1e3" and "2.0" are integers). */
bool doc_get_int64(const cJSON *node, int64_t *out);
/* A member by exact key (cJSON's lookups ignore case unless asked), or NULL; NULL object gives NULL. Borrowed. */
cJSON *doc_get(const cJSON *object, const char *key);
/* The member at a dotted path of plain keys ("metadata.name"), or NULL. Borrowed. */
cJSON *doc_at(const cJSON *object, const char *path);
/* The same as a string: NULL when absent or no string. Borrowed. */
const char *doc_str_at(const cJSON *object, const char *path);
/* The same as a bool: `otherwise` when absent or no bool. */
bool doc_bool_at(const cJSON *object, const char *path, bool otherwise);
/* Sets the member (replaces an old one, in its place; else appends). Takes `value`. */
void doc_set(cJSON *object, const char *key, cJSON *value);
void doc_set_str(cJSON *object, const char *key, const char *value);
/* The same in an object whose members stand sorted by key bytes, as Go encodes its maps (labels, annotations): a new
 * member goes to its place. Takes `value`. */
void doc_set_sorted(cJSON *object, const char *key, cJSON *value);
/* Removes the member; absent is nothing. */
void doc_remove(cJSON *object, const char *key);
/* Sets at a dotted path of plain keys, making the objects on the way. Takes `value`. */
void doc_set_at(cJSON *object, const char *path, cJSON *value);
/* The object at a dotted path, made if it is absent or null. Borrowed. */
cJSON *doc_make_at(cJSON *object, const char *path);
/* A string node from n bytes of any kind: U+0000 as rule 4 has it; bytes that are no UTF-8 stay, for the emitters to
 * replace. */
cJSON *doc_new_text(const char *bytes, size_t n);
/* Replaces each byte that is no UTF-8 in the strings of a tree by U+FFFD, as Go's JSON does. Keys stay. */
void doc_make_valid(cJSON *node);
/* Equality as Go's reflect.DeepEqual over decoded JSON: object order does not matter, numbers compare by value (1
 * == 1.0 only when both are integers in text or both not, as int64 and float64 differ there). */
bool doc_equal(const cJSON *a, const cJSON *b);
/* cJSON_Duplicate(node, true) that cannot fail. */
cJSON *doc_dup(const cJSON *node);
/* The members of an object sorted by key bytes: a vector of *n borrowed nodes, which the caller frees. */
const cJSON **doc_sorted(const cJSON *object, size_t *n);

#endif
