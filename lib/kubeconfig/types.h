/* types.h - the shapes of a kubeconfig's objects, as tables: client-go's tools/clientcmd/api/v1 types.
 *
 * A body (struct kubeconfig_entry) is always in the form that kc_decode gives: only known members, in the order of the
 * Go structure, empty ones left out where Go's tags say omitempty, byte fields as canonical base 64, maps sorted by
 * key. Equality of bodies is then equality of what would be written.
 */
#ifndef KUBEC_KUBECONFIG_TYPES_H
#define KUBEC_KUBECONFIG_TYPES_H

#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

enum kc_kind {
    KC_STRING,
    KC_BOOL,
    KC_BYTES,       /* base 64 text */
    KC_STRINGS,     /* a list of strings */
    KC_STRING_MAP,  /* strings by name */
    KC_STRINGS_MAP, /* lists of strings by name */
    KC_POINTER,     /* an object that may be absent (sub) */
    KC_STRUCT,      /* an object that is always there (sub); left out when it is empty */
    KC_ENV,         /* a list of objects (sub) */
    KC_EXTENSIONS,  /* a list of {name, extension} with distinct names, sorted; an extension is any JSON */
    KC_ENTRIES      /* a list of {name, <member>} of the Config object (sub) */
};

struct kc_type;

struct kc_field {
    const char *json;     /* the member's name in files */
    const char *internal; /* its name in `config set` paths, where that differs; else NULL */
    enum kc_kind kind;
    bool always;         /* written even when empty */
    bool secret;         /* masked by `config view` as REDACTED (client-go's datapolicy tag) */
    const char *go_type; /* for error messages; NULL: the kind's usual one */
    const struct kc_type *sub;
};

struct kc_type {
    const char *go_name;           /* "Cluster" */
    const struct kc_field *fields; /* ends with a NULL json */
};

extern const struct kc_type kc_cluster, kc_user, kc_context, kc_preferences, kc_exec, kc_auth_provider;

/* Brings `in` (an object of a file, borrowed) into the form above. `path` is the place for Go's error text
 * ("clusters.cluster"): `json: cannot unmarshal number into Go struct field Cluster.clusters.cluster.server of type
 * string`. *out is the caller's. */
struct err *kc_decode(const struct kc_type *t, const cJSON *in, const char *path, cJSON **out) ERR_MUST_USE;
/* A list of named extensions in the form above; *out is NULL when it is empty. */
struct err *kc_decode_extensions(const cJSON *in, const char *path, cJSON **out) ERR_MUST_USE;
/* The error of a value of the wrong type: WHERE is "Cluster.clusters.cluster.server". */
struct err *kc_type_error(const cJSON *in, const char *where, const char *go_type);
/* The same with the struct's name and the path of its member. */
struct err *kc_field_error(const cJSON *in, const char *go_struct, const char *path, const char *go_type);
/* kubectl's error for a document that is no object. */
struct err *kc_no_object(const cJSON *in);
/* Sets member `name` of a body to `value` (taken) at the place that its table gives it; an empty value (NULL, "",
 * false, an empty list or map) removes a member that is not written when empty. */
void kc_set(const struct kc_type *t, cJSON *body, const char *name, cJSON *value);
void kc_set_str(const struct kc_type *t, cJSON *body, const char *name, const char *value);
void kc_set_bool(const struct kc_type *t, cJSON *body, const char *name, bool value);
/* The bytes encoded. */
void kc_set_bytes(const struct kc_type *t, cJSON *body, const char *name, const void *bytes, size_t n);
/* A string member, "" when absent. Borrowed. */
const char *kc_str(const cJSON *body, const char *name);
bool kc_bool(const cJSON *body, const char *name);
/* A new, empty body: the members that are always written. */
cJSON *kc_new(const struct kc_type *t);
const struct kc_field *kc_field(const struct kc_type *t, const char *json);

#endif
