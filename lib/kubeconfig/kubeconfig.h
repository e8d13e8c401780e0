/* kubeconfig.h - the kubeconfig: loading, merging, changing, writing.
 *
 * The rules are client-go's tools/clientcmd: $KUBECONFIG lists files separated by ':', --kubeconfig names one, else
 * ~/.kube/config. Files merge, the first to set a value or a map entry wins; relative paths in a file are relative to
 * that file; a missing file in $KUBECONFIG is nothing, a missing --kubeconfig is an error. Each entry remembers its
 * file (LocationOfOrigin), so that a change is written back where the entry came from.
 *
 * Loading touches no network and runs no program.
 */
#ifndef KUBEC_KUBECONFIG_KUBECONFIG_H
#define KUBEC_KUBECONFIG_KUBECONFIG_H

#include "base/buf.h"
#include "base/err.h"
#include "base/strv.h"
#include "cli/global.h"
#include "doc/doc.h"

#include <stdbool.h>
#include <stdio.h>

/* A kubeconfig file may have at most so many bytes. */
#define KUBECONFIG_MAX_BYTES ((size_t)16 << 20)

/* A named entry of `clusters`, `users` or `contexts`. */
struct kubeconfig_entry {
    char *name;
    cJSON *body;  /* the object below "cluster", "user" or "context", in the form of kubeconfig/types.h */
    char *origin; /* the file it came from; "" for an entry made by a program */
};

/* Sorted by name; names are distinct. */
struct kubeconfig_entries {
    struct kubeconfig_entry *v;
    size_t n;
};

struct kubeconfig {
    struct kubeconfig_entries clusters, users, contexts;
    char *current_context;           /* "" when unset */
    cJSON *preferences, *extensions; /* NULL when empty */
    struct strv files;               /* the load order */
    bool explicit_file;              /* files[0] was named by --kubeconfig */
    char *missing_warning; /* "Config not found: a, b" when none of $KUBECONFIG's files exists (kubectl logs it
                            * with -v=1), or NULL */
};

/* Loads and merges by the rules above. explicit_path: --kubeconfig, or "" / NULL. */
struct err *kubeconfig_load(const char *explicit_path, struct kubeconfig **out) ERR_MUST_USE;
/* The same for the config verbs: a missing --kubeconfig is an empty configuration. */
struct err *kubeconfig_load_or_empty(const char *explicit_path, struct kubeconfig **out) ERR_MUST_USE;
/* Loads one file alone, without client-go's "error loading config file" around errors; a missing file is an error. */
struct err *kubeconfig_load_file(const char *path, struct kubeconfig **out) ERR_MUST_USE;
/* Appends what tells whether loading would find something else than before: the files' names, sizes and times. */
void kubeconfig_stamp(const char *explicit_path, struct buf *out);
/* An empty configuration without files. */
struct kubeconfig *kubeconfig_new(void);
void kubeconfig_free(struct kubeconfig *k);
struct kubeconfig *kubeconfig_clone(const struct kubeconfig *k);
/* The entry of that name, or NULL. Borrowed. */
struct kubeconfig_entry *kubeconfig_find(const struct kubeconfig_entries *l, const char *name);
/* The entry of that name, made with `body` (taken) and `origin` when there is none; else `body` replaces the old one
 * and the origin stays. Borrowed, until the list changes. */
struct kubeconfig_entry *kubeconfig_put(struct kubeconfig_entries *l, const char *name, cJSON *body,
                                        const char *origin);
/* Removes the entry; absent is nothing. */
void kubeconfig_drop(struct kubeconfig_entries *l, const char *name);
/* The file that new entries and the current context go to: --kubeconfig's, else the first of $KUBECONFIG that exists
 * (the last one when none does), else ~/.kube/config. The caller frees. */
char *kubeconfig_default_file(const struct kubeconfig *k);

/* What a connection needs, resolved from kubeconfig, flags and environment (client-go's rest.Config). All strings
 * owned; NULL: not set. */
struct rest_config {
    char *host; /* "https://127.0.0.1:6443", without a trailing slash; "http://localhost:8080" when nothing is set */
    char *path; /* a path prefix of the server URL ("" mostly; "/k8s/clusters/c1") */
    char *ca_file, *ca_pem;
    char *cert_file, *cert_pem, *key_file, *key_pem; /* _pem: inline data, already decoded; goes before the file */
    char *token, *token_file, *username, *password;
    char *tls_server_name, *proxy_url;
    bool insecure, disable_compression;
    char *impersonate_user, *impersonate_uid;
    struct strv impersonate_groups;
    cJSON *impersonate_extra; /* {"scopes": ["a", "b"]} or NULL */
    cJSON *exec; /* the user's `exec` object (not run here), its command made absolute when it is a path, or NULL */
    cJSON *plugin_policy; /* which programs may run (cli_prefs_policy); NULL: all */
    cJSON *exec_cluster;  /* the cluster as provideClusterInfo needs it, but for the CA's data */
    cJSON *auth_provider; /* the user's `auth-provider` object, or NULL */
    char *user_name;      /* of the kubeconfig entry; for refreshed tokens */
    char *ns;             /* the context's namespace, --namespace or "default" */
    bool ns_overridden;   /* by --namespace */
    char *context_name;   /* "" without a kubeconfig */
    bool is_protected;    /* the context is: nothing is to be changed there unasked */
    bool in_cluster;      /* found through the service account of a pod */
    bool needs_prompt;    /* nothing identifies the user: kubectl asks for a name and a password (rest_config_prompt) */
    int64_t timeout_ns;   /* --request-timeout; 0: none */
};

/* Resolves with kubectl's precedence: flags, then the chosen context, then in-cluster, then localhost:8080; validates
 * as clientcmd does and words its errors the same ("error: context \"x\" does not exist" …). Reads no secret file and
 * runs no plugin: the transport does, when it connects. `k` may be empty. */
struct err *rest_config_resolve(const struct kubeconfig *k, const struct global_opts *flags,
                                struct rest_config **out) ERR_MUST_USE;
void rest_config_free(struct rest_config *c);
/* When needs_prompt is set: asks on `out` for a user name and a password, as kubectl does before it connects; else
 * nothing. Errors are kubectl's ("EOF" on an empty stdin). */
struct err *rest_config_prompt(struct rest_config *c, FILE *in, FILE *out) ERR_MUST_USE;
/* The context that applies: --context, else $KUBECTL_CONTEXT, else the current one; "" when there is none. Borrowed. */
const char *kubeconfig_context_name(const struct kubeconfig *k, const struct global_opts *flags);
/* A context's body: true if its extension "kubec" says that it is protected. kubectl keeps extensions as they are
 * (client-go's NamedExtension). NULL: false. */
bool kubeconfig_is_protected(const cJSON *context);
/* Sets or takes away the mark; other extensions, and other members of this one, stay. */
void kubeconfig_protect(cJSON *context, bool on);
/* Only the namespace and whether --namespace gave it; the same validation as kubectl's Namespace(). Caller frees *ns.
 */
struct err *kubeconfig_namespace(const struct kubeconfig *k, const struct global_opts *flags, char **ns,
                                 bool *overridden) ERR_MUST_USE;
/* kubectl's --request-timeout: "5" is seconds, else a Go duration. */
struct err *request_timeout_parse(const char *s, int64_t *ns) ERR_MUST_USE;

/* ---- changing ---- */

/* Loads, calls change(k, arg), and writes every file that changed, atomically, each under kubectl's lock file
 * (FILE.lock, made with O_EXCL; kept no longer than needed). A new entry (origin "") goes to kubeconfig_default_file.
 * `change` must only depend on k and arg: it is called again, on a fresh copy, when a file changed before the lock was
 * had. With `relativize` paths in changed clusters and users are written relative to their file where they lie below
 * its folder. */
struct err *kubeconfig_modify(const char *explicit_path, bool relativize,
                              struct err *(*change)(struct kubeconfig *k, void *arg), void *arg) ERR_MUST_USE;
/* The whole configuration as one v1 Config object with client-go's field order. The caller frees. */
cJSON *kubeconfig_to_json(const struct kubeconfig *k);

#endif
