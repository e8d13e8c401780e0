/* write.h - what all writing requests have in common: --dry-run, --field-manager and --validate as query parameters.
 *
 * Source of the rules: the Kubernetes API reference (dryRun=All, fieldManager, fieldValidation) and KEP-2885.
 */
#ifndef KUBEC_RESOURCE_WRITE_H
#define KUBEC_RESOURCE_WRITE_H

#include "api/request.h"
#include "base/buf.h"
#include "cli/opts.h"
#include "resource/resource.h"

/* The manager of requests that name none: the server would take the user agent's name, which is kubectl's there. */
#define WRITE_DEFAULT_MANAGER "kubectl"

struct write_opts {
    enum dry_run dry_run;
    enum validate validate;
    const char *field_manager; /* borrowed */
    bool manager_required;     /* server-side apply: an empty name is sent as none, and refused by the server */
};

/* Room for the parameters of write_query and four more pointers of the caller's. */
#define WRITE_QUERY_MAX 12

/* Fills query with NAME, VALUE pairs and a final NULL; gives the number of pointers before the NULL, so that a caller
 * can add its own pairs there. Values are borrowed from w and constants. */
size_t write_query(const struct write_opts *w, const char *query[WRITE_QUERY_MAX]);

/* The words kubectl puts behind an operation: "", " (dry run)" or " (server dry run)". Static. */
const char *write_dry_run_suffix(enum dry_run d);

/* The body that is sent for an object: compact JSON, keys sorted. The caller frees. */
char *write_body(const cJSON *object);
/* The body of a create: as write_body, without metadata.resourceVersion (cli-runtime's Helper.Create). The caller
 * frees. */
char *write_create_body(const cJSON *object);

/* True if e says that a request went out and its answer was lost: the connection was cut or the time was over. Whether
 * the server did what it was asked is not known then. */
bool write_outcome_unknown(const struct err *e);

/* kubectl's text for an object in messages: `Resource: "apps/v1, Resource=deployments", GroupVersionKind: "apps/v1,
 * Kind=Deployment"` and, on a second line, `Name: "web", Namespace: "default"`. The caller frees. */
char *write_describe(const struct target *t);

#endif
