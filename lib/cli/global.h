/* global.h - the flags that every command has (kubectl's global flags), parsed into one structure. */
#ifndef KUBEC_CLI_GLOBAL_H
#define KUBEC_CLI_GLOBAL_H

#include "cli/flag.h"

struct global_opts {
    const char *kubeconfig, *kuberc, *cluster, *context, *user, *server, *ns, *token, *username, *password;
    const char *certificate_authority, *client_certificate, *client_key, *tls_server_name, *proxy_url, *cache_dir;
    const char *as, *as_uid, *request_timeout, *profile, *profile_output;
    const char *v, *vmodule; /* klog's level and per-module levels */
    struct strv as_group, as_user_extra;
    struct duration log_flush_frequency;
    bool insecure_skip_tls_verify, disable_compression, match_server_version, warnings_as_errors, yes;
};

/* The rows, for struct global_opts; kubectl 1.37's names, letters and defaults. */
extern const struct flag global_flags[];

/* The log level that -v asks for, 0 to 10. */
int global_verbosity(const struct global_opts *g);
/* The level for one source of log lines, named as kubectl's source files are without ".go" ("round_trippers" for
 * requests, "loader" for the kubeconfig, "cached_discovery"): the first pattern of --vmodule that matches (*, ?,
 * [a-z]), else that of -v. */
int global_verbosity_for(const struct global_opts *g, const char *source);

#endif
