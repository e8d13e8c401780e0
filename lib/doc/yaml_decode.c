/* yaml_decode.c - from nodes to values, by goyaml.v2's rules, and to JSON, by sigs.k8s.io/yaml's. */
#include "doc/yaml.h"

#include "base/base64.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strv.h"
#include "base/utf8.h"
#include "doc/gosyntax.h"
#include "doc/number.h"
#include "doc/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TAG_PREFIX "tag:yaml.org,2002:"

enum { LARGE_MAPPING = 24, OWN_KEY = 1 << 12 /* in cJSON.type, while a mapping is read: not from a merge */ };

struct decoder {
    const struct ynodes *nodes;
    struct pos_table *pos;
    unsigned flags;
    size_t decoded; /* nodes decoded, and how many of them below an alias */
    size_t aliased;
    size_t alias_depth;
    struct strv clashes; /* goyaml's collected errors: duplicate keys */
    size_t clash_at;
    struct err *err;
    size_t bad_at;
    struct err *later; /* what the conversion to JSON, which comes after the decoding, will object to */
    size_t later_at;
};

/* An object being filled. */
struct members {
    cJSON *object;
    struct map *all; /* once it is large */
    size_t n;
};

static bool decode(struct decoder *d, uint32_t id, struct members *into, size_t depth, cJSON **out);

static bool fail(struct decoder *d, const struct ynode *n, struct err *e)
{
    if (d->err == NULL) {
        d->err = e;
        d->bad_at = n->at;
    } else
        err_free(e);
    return false;
}

/* Keeps the first objection of the conversion. */
static void object_later(struct decoder *d, const struct ynode *n, struct err *e)
{
    if (d->later == NULL) {
        d->later = e;
        d->later_at = n->at;
    } else
        err_free(e);
}

/* ---- nodes of the tree ---- */

static cJSON *new_node(int type)
{
    cJSON *node = xcalloc(1, sizeof *node);
    node->type = type;
    return node;
}

static cJSON *new_number(struct buf *text)
{
    cJSON *node = new_node(cJSON_Number);
    node->valuedouble = number_double(text->data);
    node->valuestring = buf_take(text);
    return node;
}

/* A string as rule 4 of doc.h wants it; invalid UTF-8 (from !!binary) becomes U+FFFD. */
static char *clean_text(const char *s, size_t n)
{
    if (memchr(s, '\0', n) == NULL && utf8_valid(s, n))
        return xmemdup(s, n + 1);
    struct buf b = buf_new();
    for (size_t i = 0; i < n;) {
        uint32_t rune;
        size_t w = utf8_decode(s + i, n - i, &rune);
        if (w == 0)
            buf_adds(&b, "\xef\xbf\xbd");
        else if (rune == 0)
            buf_adds(&b, "\xc0\x80");
        else
            buf_add(&b, s + i, w);
        i += w > 0 ? w : 1;
    }
    return buf_take(&b);
}

static void append(cJSON *parent, cJSON *node)
{
    if (parent->child == NULL) {
        parent->child = node;
        node->prev = node;
        return;
    }
    node->prev = parent->child->prev;
    node->prev->next = node;
    parent->child->prev = node;
}

/* ---- scalars ---- */

static const char *kind_tag(enum scalar_kind k)
{
    static const char *const tags[] = {"str", "null", "bool", "int", "int", "float", "timestamp"};
    return tags[k];
}

static bool is_resolvable(const char *tag)
{
    static const char *const known[] = {"str", "bool", "int", "float", "null", "timestamp", NULL};
    if (!str_starts(tag, TAG_PREFIX))
        return false;
    for (const char *const *k = known; *k != NULL; k++)
        if (strcmp(tag + strlen(TAG_PREFIX), *k) == 0)
            return true;
    return false;
}

/* What a scalar node means; false after an error. *binary: the text is base 64. */
static bool resolve(struct decoder *d, const struct ynode *n, struct scalar *out, bool *binary)
{
    *out = (struct scalar){.kind = SCALAR_STR};
    *binary = false;
    if (n->tag == NULL) {
        if (n->implicit && strlen(n->value) == n->len)
            *out = scalar_resolve(n->value, true);
        return true;
    }
    if (!is_resolvable(n->tag)) {
        *binary = strcmp(n->tag, TAG_PREFIX "binary") == 0;
        return true;
    }
    const char *want = n->tag + strlen(TAG_PREFIX);
    if (strcmp(want, "str") == 0)
        return true;
    if (strlen(n->value) == n->len)
        *out = scalar_resolve(n->value, strcmp(want, "timestamp") == 0);
    const char *got = kind_tag(out->kind);
    if (strcmp(got, want) == 0)
        return true;
    if (out->kind == SCALAR_INT && strcmp(want, "float") == 0) {
        *out = (struct scalar){.kind = SCALAR_FLOAT, .f = (double)out->i};
        return true;
    }
    return fail(d, n, err_new("yaml: cannot decode !!%s `%s` as a !!%s", got, n->value, want));
}

static char *decode_binary(struct decoder *d, const struct ynode *n)
{
    struct buf b = buf_new();
    char *text = NULL;
    if (base64_decode(&b, n->value, n->len, NULL))
        text = clean_text(b.data, b.len);
    else
        fail(d, n, err_new("yaml: !!binary value contains invalid base64 data"));
    buf_release(&b);
    return text;
}

/* The text of a float; encoding/json refuses what is not finite. */
static void float_text(struct decoder *d, const struct ynode *n, double f, struct buf *text)
{
    if (isfinite(f)) {
        number_float_json(text, f);
        return;
    }
    object_later(d, n, err_new("json: unsupported value: %s", isnan(f) ? "NaN" : f > 0 ? "+Inf" : "-Inf"));
    buf_addc(text, '0');
}

static bool decode_scalar(struct decoder *d, const struct ynode *n, cJSON **out)
{
    struct scalar s;
    bool binary;
    if (!resolve(d, n, &s, &binary))
        return false;
    struct buf text = buf_new();
    switch (s.kind) {
    case SCALAR_NULL:
        *out = new_node(cJSON_NULL);
        return true;
    case SCALAR_BOOL:
        *out = new_node(s.b ? cJSON_True : cJSON_False);
        return true;
    case SCALAR_INT:
        buf_addf(&text, "%lld", (long long)s.i);
        break;
    case SCALAR_UINT:
        buf_addf(&text, "%llu", (unsigned long long)s.u);
        break;
    case SCALAR_FLOAT:
        float_text(d, n, s.f, &text);
        break;
    case SCALAR_STR:
    case SCALAR_TIMESTAMP: {
        char *value = binary ? decode_binary(d, n) : clean_text(n->value, n->len);
        if (value == NULL)
            return false;
        *out = new_node(cJSON_String);
        (*out)->valuestring = value;
        return true;
    }
    }
    *out = new_number(&text);
    return true;
}

/* ---- keys ---- */

/* A key that cannot become a string in JSON; *out is empty then. */
static bool odd_key(struct decoder *d, const struct ynode *key, uint32_t value, const char *type, char **out)
{
    struct buf b = buf_new();
    if (d->later == NULL)
        go_syntax(&b, d->nodes, value);
    object_later(d, key, err_new("unsupported map key of type: %s, value: %s", type, b.data));
    buf_release(&b);
    *out = xstrdup("");
    return true;
}

/* A float as a key: sigs.k8s.io/yaml prints it with the precision of a float32. */
static void float_key(struct buf *out, double f)
{
    double narrow = (double)(float)f;
    if (isnan(narrow))
        buf_adds(out, ".nan");
    else if (isinf(narrow))
        buf_adds(out, narrow > 0 ? ".inf" : "-.inf");
    else
        number_float_g(out, narrow, 32);
}

static bool scalar_key(struct decoder *d, const struct ynode *n, uint32_t value, char **out)
{
    struct scalar s;
    bool binary;
    if (!resolve(d, n, &s, &binary))
        return false;
    struct buf text = buf_new();
    switch (s.kind) {
    case SCALAR_NULL:
        return odd_key(d, n, value, "%!s(<nil>), key: <nil>", out);
    case SCALAR_UINT:
        buf_addf(&text, "uint64, key: 0x%llx", (unsigned long long)s.u);
        odd_key(d, n, value, text.data, out);
        buf_release(&text);
        return true;
    case SCALAR_BOOL:
        buf_adds(&text, s.b ? "true" : "false");
        break;
    case SCALAR_INT:
        buf_addf(&text, "%lld", (long long)s.i);
        break;
    case SCALAR_FLOAT:
        float_key(&text, s.f);
        break;
    case SCALAR_STR:
    case SCALAR_TIMESTAMP:
        *out = binary ? decode_binary(d, n) : clean_text(n->value, n->len);
        return *out != NULL;
    }
    *out = buf_take(&text);
    return true;
}

/* The key as text, newly allocated. */
static bool decode_key(struct decoder *d, uint32_t id, uint32_t value, char **out)
{
    const struct ynode *n = &d->nodes->v[id];
    d->decoded++;
    if (n->kind == YNODE_ALIAS) {
        d->decoded++;
        d->aliased++;
        id = n->target;
    }
    const struct ynode *target = &d->nodes->v[id];
    if (target->kind == YNODE_SCALAR)
        return scalar_key(d, target, value, out);
    struct buf b = buf_new();
    go_syntax(&b, d->nodes, id);
    fail(d, n, err_new("yaml: invalid map key: %s", b.data));
    buf_release(&b);
    return false;
}

/* ---- mappings ---- */

static cJSON *find_member(const struct members *m, const char *key)
{
    return m->all != NULL ? map_get(m->all, key) : doc_get(m->object, key);
}

/* Puts the value (taken) at the key (taken); of two values the later one stays, in the place of the earlier. */
static void put_member(struct members *m, char *key, cJSON *value, bool own)
{
    cJSON *old = find_member(m, key);
    value->string = key;
    if (own)
        value->type |= OWN_KEY;
    if (old != NULL)
        cJSON_ReplaceItemViaPointer(m->object, old, value);
    else {
        append(m->object, value);
        if (++m->n == LARGE_MAPPING) {
            m->all = xcalloc(1, sizeof *m->all);
            for (cJSON *c = m->object->child; c != NULL; c = c->next)
                map_set(m->all, c->string, c);
            return;
        }
    }
    if (m->all != NULL)
        map_set(m->all, key, value);
}

static void note_clash(struct decoder *d, const struct ynode *key, const struct ynode *value, const char *name)
{
    if (d->clashes.n == 0)
        d->clash_at = key->at;
    struct scalar s = {0};
    bool binary = false;
    if (key->kind == YNODE_SCALAR && !resolve(d, key, &s, &binary))
        return;
    bool quoted = s.kind == SCALAR_STR || s.kind == SCALAR_TIMESTAMP;
    char *shown = quoted ? str_quote(name) : xstrdup(name);
    strv_adopt(&d->clashes, xasprintf("line %zu: key %s already set in map", value->line + 1, shown));
    free(shown);
}

static bool is_merge(const struct ynode *n)
{
    return n->kind == YNODE_SCALAR && strcmp(n->value, "<<") == 0 &&
           (n->implicit || (n->tag != NULL && strcmp(n->tag, TAG_PREFIX "merge") == 0));
}

static bool fail_want_map(struct decoder *d, const struct ynode *n)
{
    return fail(d, n, err_new("yaml: map merge requires map or sequence of maps as the value"));
}

static bool is_mapping(const struct decoder *d, uint32_t id)
{
    const struct ynode *n = &d->nodes->v[id];
    if (n->kind == YNODE_ALIAS)
        n = &d->nodes->v[n->target];
    return n->kind == YNODE_MAPPING;
}

static bool merge(struct decoder *d, uint32_t id, struct members *into, size_t depth)
{
    const struct ynode *n = &d->nodes->v[id];
    if (n->kind != YNODE_SEQUENCE) {
        if (!is_mapping(d, id))
            return fail_want_map(d, n);
        return decode(d, id, into, depth, NULL);
    }
    /* From the last to the first: the earlier ones take precedence. */
    size_t count = 0;
    for (uint32_t c = n->first; c != 0; c = d->nodes->v[c].next)
        count++;
    uint32_t *ids = xreallocarray(NULL, count, sizeof *ids);
    size_t i = 0;
    for (uint32_t c = n->first; c != 0; c = d->nodes->v[c].next)
        ids[i++] = c;
    bool ok = true;
    while (ok && i-- > 0)
        ok = is_mapping(d, ids[i]) ? decode(d, ids[i], into, depth, NULL) : fail_want_map(d, &d->nodes->v[ids[i]]);
    free(ids);
    return ok;
}

static void set_position(struct decoder *d, cJSON *node, size_t key, size_t value)
{
    if (node != NULL)
        node->valueint = pos_table_add(d->pos, key, value);
}

/* One key and its value. `merging`: into another mapping's members, where nothing counts as a duplicate. */
static bool decode_member(struct decoder *d, uint32_t key_id, struct members *m, bool merging, size_t depth)
{
    const struct ynode *key = &d->nodes->v[key_id];
    uint32_t value_id = key->next;
    if (is_merge(key))
        return merge(d, value_id, m, depth + 1);
    char *name;
    if (!decode_key(d, key_id, value_id, &name))
        return false;
    cJSON *value = NULL;
    if (!decode(d, value_id, NULL, depth + 1, &value) || value == NULL) {
        cJSON_Delete(value);
        free(name);
        return false;
    }
    const struct ynode *v = &d->nodes->v[value_id];
    if (!merging && !(d->flags & DOC_LAST_WINS)) {
        const cJSON *old = find_member(m, name);
        if (old != NULL && (old->type & OWN_KEY)) {
            note_clash(d, key, v, name);
            free(name);
            cJSON_Delete(value);
            return d->err == NULL;
        }
    }
    set_position(d, value, key->at, v->at);
    put_member(m, name, value, !merging);
    return true;
}

static bool decode_mapping(struct decoder *d, const struct ynode *n, struct members *into, size_t depth, cJSON **out)
{
    struct members own = {0};
    struct members *m = into != NULL ? into : &own;
    if (into == NULL)
        own.object = new_node(cJSON_Object);
    bool ok = true;
    for (uint32_t key = n->first; ok && key != 0; key = d->nodes->v[d->nodes->v[key].next].next)
        ok = decode_member(d, key, m, into != NULL, depth);
    if (into != NULL)
        return ok;
    for (cJSON *c = own.object->child; c != NULL; c = c->next)
        c->type &= ~OWN_KEY;
    if (own.all != NULL) {
        map_release(own.all);
        free(own.all);
    }
    *out = own.object;
    return ok;
}

/* ---- nodes ---- */

static bool decode_sequence(struct decoder *d, const struct ynode *n, size_t depth, cJSON **out)
{
    *out = new_node(cJSON_Array);
    for (uint32_t c = n->first; c != 0; c = d->nodes->v[c].next) {
        cJSON *item = NULL;
        bool ok = decode(d, c, NULL, depth + 1, &item);
        if (item != NULL) {
            set_position(d, item, d->nodes->v[c].at, d->nodes->v[c].at);
            append(*out, item);
        }
        if (!ok)
            return false;
    }
    return true;
}

/* goyaml's guard against aliases that expand without end: the share of nodes that may come from them falls from 99 % to
 * 10 % between 400,000 and 4,000,000 nodes. */
static bool too_many_aliases(const struct decoder *d)
{
    if (d->aliased <= 100 || d->decoded <= 1000)
        return false;
    double allowed = 0.99;
    if (d->decoded >= 4000000)
        allowed = 0.10;
    else if (d->decoded > 400000)
        allowed = 0.99 - 0.89 * ((double)(d->decoded - 400000) / 3600000);
    return (double)d->aliased / (double)d->decoded > allowed;
}

static bool decode_alias(struct decoder *d, uint32_t id, struct members *into, size_t depth, cJSON **out)
{
    struct ynode *n = &d->nodes->v[id];
    if (n->busy)
        return fail(d, n, err_new("yaml: anchor '%s' value contains itself", n->value));
    n->busy = true;
    d->alias_depth++;
    bool ok = decode(d, n->target, into, depth + 1, out);
    d->alias_depth--;
    n->busy = false;
    return ok;
}

/* Decodes a node: a mapping into `into` when that is not NULL, else into *out (set, and owned by the caller, even where
 * the decoding of something below fails). */
static bool decode(struct decoder *d, uint32_t id, struct members *into, size_t depth, cJSON **out)
{
    const struct ynode *n = &d->nodes->v[id];
    d->decoded++;
    if (d->alias_depth > 0)
        d->aliased++;
    if (too_many_aliases(d))
        return fail(d, n, err_new("yaml: document contains excessive aliasing"));
    if (depth > DOC_MAX_DEPTH)
        return fail(d, n, err_new("yaml: exceeded max depth of %d", DOC_MAX_DEPTH));
    switch (n->kind) {
    case YNODE_ALIAS:
        return decode_alias(d, id, into, depth, out);
    case YNODE_MAPPING:
        return decode_mapping(d, n, into, depth, out);
    case YNODE_SEQUENCE:
        return decode_sequence(d, n, depth, out);
    default:
        return decode_scalar(d, n, out);
    }
}

struct err *yaml_read(const struct yaml_in *in, struct pos_table *pos, cJSON **out, size_t *bad_at)
{
    struct ynodes nodes;
    uint32_t root;
    *out = NULL;
    struct err *err = ynodes_parse(in, &nodes, &root, bad_at);
    if (err != NULL)
        return err;
    struct decoder d = {.nodes = &nodes, .pos = pos, .flags = in->flags};
    cJSON *tree = NULL;
    if (root != 0 && decode(&d, root, NULL, 0, &tree))
        set_position(&d, tree, nodes.v[root].at, nodes.v[root].at);
    if (d.err == NULL && d.clashes.n > 0) {
        char *lines = strv_join(&d.clashes, "\n  ");
        d.err = err_new("yaml: unmarshal errors:\n  %s", lines);
        free(lines);
        d.bad_at = d.clash_at;
    }
    strv_release(&d.clashes);
    ynodes_release(&nodes);
    if (d.err == NULL && d.later != NULL) {
        d.err = d.later;
        d.bad_at = d.later_at;
    } else
        err_free(d.later);
    if (d.err == NULL && !cJSON_IsNull(tree)) {
        *out = tree;
        return NULL;
    }
    cJSON_Delete(tree);
    *bad_at = d.bad_at;
    return d.err;
}
