/* kubeconfig.h - the kubeconfig: loading, merging, changing, writing.
 *
 * The rules are client-go's tools/clientcmd: $KUBECONFIG lists files separated by ':', --kubeconfig names one, else
 * ~/.kube/config. Files merge, the first to set a value or a map entry wins; relative paths in a file are relative to that
 * file; a missing file in $KUBECONFIG is nothing, a missing --kubeconfig is an error. Each entry remembers its file
 * (LocationOfOrigin), so that a change is written back where the entry came from.
 *
 * Loading touches no network and runs no program.
 */
#ifndef KUBEC_KUBECONFIG_KUBECONFIG_H
#define KUBEC_KUBECONFIG_KUBECONFIG_H

#include "base/err.h"
#include "base/strv.h"
#include "cli/global.h"
#include "doc/doc.h"

#include <stdbool.h>

/* A named entry of `clusters`, `users` or `contexts`. */
struct kubeconfig_entry {
    char *name;
    cJSON *body;  /* the object below "cluster", "user" or "context" */
    char *origin; /* the file it came from */
};

struct kubeconfig_entries {
    struct kubeconfig_entry *v;
    size_t n;
};

struct kubeconfig {
    struct kubeconfig_entries clusters, users, contexts;
    char *current_context; /* "" when unset */
    cJSON *preferences, *extensions;
    struct strv files;     /* the load order */
    bool explicit_file;    /* files[0] was named by --kubeconfig */
    char *missing_warning; /* kubectl's warning when none of $KUBECONFIG's files exists (printed with --kubeconfig rules), or NULL */
};

/* Loads and merges by the rules above. explicit_path: --kubeconfig, or "" / NULL. */
struct err *kubeconfig_load(const char *explicit_path, struct kubeconfig **out) ERR_MUST_USE;
void kubeconfig_free(struct kubeconfig *k);
/* The entry of that name, or NULL. Borrowed. */
struct kubeconfig_entry *kubeconfig_find(const struct kubeconfig_entries *l, const char *name);

/* Authentication of one user, with paths made absolute and data decoded. All strings owned; NULL: not set. */
struct exec_credential; /* kubeconfig/exec.h */
struct auth_provider;   /* kubeconfig/oidc.h */

/* What a connection needs, resolved from kubeconfig, flags and environment (client-go's rest.Config). */
struct rest_config {
    char *host;      /* "https://127.0.0.1:6443", without a trailing slash; "http://localhost:8080" when nothing is set */
    char *path;      /* a path prefix of the server URL ("" mostly; "/k8s/clusters/c1") */
    char *ca_file, *ca_pem;
    char *cert_file, *cert_pem, *key_file, *key_pem; /* _pem: inline data, already decoded */
    char *token, *token_file, *username, *password;
    char *tls_server_name, *proxy_url;
    bool insecure, disable_compression;
    char *impersonate_user, *impersonate_uid;
    struct strv impersonate_groups;
    cJSON *impersonate_extra; /* {"scopes": ["a", "b"]} or NULL */
    cJSON *exec;              /* the user's `exec` object (not run here), or NULL */
    char *exec_dir;           /* the folder of the kubeconfig file that holds it */
    cJSON *exec_cluster;      /* the cluster as provideClusterInfo needs it */
    cJSON *auth_provider;     /* the user's `auth-provider` object, or NULL */
    char *user_name;          /* of the kubeconfig entry; for refreshed tokens */
    char *ns;                 /* the context's namespace, --namespace or "default" */
    bool ns_overridden;       /* by --namespace */
    char *context_name;       /* "" without a kubeconfig */
    bool in_cluster;          /* found through the service account of a pod */
    int64_t timeout_ns;       /* --request-timeout; 0: none */
};

/* Resolves with kubectl's precedence: flags, then the chosen context, then in-cluster, then localhost:8080; validates as
 * clientcmd does and words its errors the same ("error: context \"x\" does not exist" …). Reads no secret file and runs no
 * plugin: the transport does, when it connects. `k` may be empty. */
struct err *rest_config_resolve(const struct kubeconfig *k, const struct global_opts *flags, struct rest_config **out) ERR_MUST_USE;
void rest_config_free(struct rest_config *c);
/* Only the namespace and context name: works without a valid cluster (create --dry-run=client, completion). Caller frees *ns. */
struct err *kubeconfig_namespace(const struct kubeconfig *k, const struct global_opts *flags, char **ns, bool *overridden) ERR_MUST_USE;

/* ---- changing ---- */

/* Loads, calls change(k, arg), and writes every file that changed, atomically, each under kubectl's lock file (FILE.lock, made
 * with O_EXCL; kept no longer than needed). New entries go to the first file (or --kubeconfig's). */
struct err *kubeconfig_modify(const char *explicit_path, struct err *(*change)(struct kubeconfig *k, void *arg), void *arg) ERR_MUST_USE;
/* The whole configuration as one v1 Config object with client-go's field order, for `config view`. The caller frees. */
cJSON *kubeconfig_to_json(const struct kubeconfig *k);

#endif
