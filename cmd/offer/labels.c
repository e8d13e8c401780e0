/* labels.c - labels and fields to select by, from the objects that there are. */
#include "offer.h"

#include "base/map.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 1000

/* Words that are offered once each, in order. */
struct words {
    const char *key; /* NULL: keys are wanted; else the values of this one */
    struct map seen;
    struct strv found;
};

static void add_word(struct words *w, char *word)
{
    if (!map_has(&w->seen, word) && w->found.n < WORDS_MAX) {
        map_set(&w->seen, word, w);
        strv_adopt(&w->found, word);
    } else {
        free(word);
    }
}

static void collect(void *arg, struct names_entry *entry)
{
    struct words *w = arg;

    for (const char *l = names_word(&entry->labels); l != NULL; l = names_word(&entry->labels)) {
        const char *eq = strchr(l, '=');
        if (l[0] == '@' || eq == NULL)
            continue;
        if (w->key == NULL)
            add_word(w, xstrndup(l, (size_t)(eq - l)));
        else if (strncmp(l, w->key, (size_t)(eq - l)) == 0 && w->key[eq - l] == '\0')
            add_word(w, xstrdup(eq + 1));
    }
}

/* Adds BEFORE WORD AFTER for the words that begin with typed. */
static void add_words(struct words *w, const char *before, const char *typed, const char *after, struct completion *out)
{
    strv_sort(&w->found);
    for (size_t i = 0; i < w->found.n; i++) {
        if (!str_starts(w->found.v[i], typed))
            continue;
        char *word = xasprintf("%s%s%s", before, w->found.v[i], after);
        completion_add(out, "", word, NULL);
        free(word);
    }
    map_release(&w->seen);
    strv_release(&w->found);
}

static void collect_labels(struct cmd_ctx *ctx, struct words *w)
{
    char *type = offer_type(ctx);

    if (type != NULL)
        complete_each(ctx, type, cli_changed(ctx, "all-namespaces"), collect, w);
    free(type);
}

/* Where the last part of a list begins. */
static const char *last_part(const char *list)
{
    const char *comma = strrchr(list, ',');
    return comma != NULL ? comma + 1 : list;
}

void offer_label_selector(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const char *part = last_part(prefix), *eq = strchr(part, '=');
    struct words w = {0};
    (void)opts;

    if (strchr(prefix, '(') != NULL) /* "x in (a,b)": the comma may be a set's */
        return;
    if (eq != NULL) {
        const char *value = eq[1] == '=' ? eq + 2 : eq + 1;
        char *key = xstrndup(part, (size_t)(eq - part) - (eq > part && eq[-1] == '!' ? 1 : 0));
        char *before = xstrndup(prefix, (size_t)(value - prefix));
        w.key = key;
        collect_labels(ctx, &w);
        add_words(&w, before, value, "", out);
        free(before);
        free(key);
        return;
    }
    bool not = part[0] == '!';
    char *before = xstrndup(prefix, (size_t)(part - prefix) + not );
    collect_labels(ctx, &w);
    add_words(&w, before, part + not, not ? "" : "=", out);
    free(before);
    if (!not )
        out->directive |= COMPLETE_NO_SPACE;
}

void offer_label_keys(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const char *part = last_part(prefix);
    char *before = xstrndup(prefix, (size_t)(part - prefix));
    struct words w = {0};
    (void)opts;

    collect_labels(ctx, &w);
    add_words(&w, before, part, "", out);
    free(before);
}

/* ---- fields ---- */

/* What servers select by: the fields of some types (all have metadata.name, and metadata.namespace in namespaces). */
static const struct {
    const char *resource, *field;
    const char *values; /* "A,B", or "@nodes": the names of that type; NULL: not known */
} fields[] = {
    {"pods", "spec.host", "@nodes"},
    {"pods", "spec.hostNetwork", "false,true"},
    {"pods", "spec.nodeName", "@nodes"},
    {"pods", "spec.restartPolicy", "Always,Never,OnFailure"},
    {"pods", "spec.schedulerName", "default-scheduler"},
    {"pods", "spec.serviceAccountName", "@serviceaccounts"},
    {"pods", "status.nominatedNodeName", "@nodes"},
    {"pods", "status.phase", "Failed,Pending,Running,Succeeded,Unknown"},
    {"pods", "status.podIP", NULL},
    {"events", "involvedObject.apiVersion", NULL},
    {"events", "involvedObject.fieldPath", NULL},
    {"events", "involvedObject.kind", NULL},
    {"events", "involvedObject.name", NULL},
    {"events", "involvedObject.namespace", "@namespaces"},
    {"events", "involvedObject.resourceVersion", NULL},
    {"events", "involvedObject.uid", NULL},
    {"events", "reason", NULL},
    {"events", "reportingComponent", NULL},
    {"events", "source", NULL},
    {"events", "type", "Normal,Warning"},
    {"certificatesigningrequests", "spec.signerName", NULL},
    {"jobs", "status.successful", NULL},
    {"namespaces", "status.phase", "Active,Terminating"},
    {"nodes", "spec.unschedulable", "false,true"},
    {"replicasets", "status.replicas", NULL},
    {"replicationcontrollers", "status.replicas", NULL},
    {"secrets", "type",
     "Opaque,bootstrap.kubernetes.io/token,kubernetes.io/basic-auth,kubernetes.io/dockercfg,"
     "kubernetes.io/dockerconfigjson,kubernetes.io/service-account-token,kubernetes.io/ssh-auth,kubernetes.io/tls"},
    {"services", "spec.clusterIP", NULL},
    {"services", "spec.type", "ClusterIP,ExternalName,LoadBalancer,NodePort"},
};

static const char *values_of(const char *resource, const char *field)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (str_eq(fields[i].resource, resource) && str_eq(fields[i].field, field))
            return fields[i].values;
    return NULL;
}

static void add_field_values(struct cmd_ctx *ctx, const char *resource, const char *field, const char *before,
                             const char *typed, struct completion *out)
{
    const char *values = values_of(resource, field);
    struct strv words = {0};

    if (str_eq(field, "metadata.name"))
        complete_names(ctx, resource, before, typed, out);
    else if (str_eq(field, "metadata.namespace"))
        complete_names(ctx, "namespaces", before, typed, out);
    else if (values != NULL && values[0] == '@')
        complete_names(ctx, values + 1, before, typed, out);
    else if (values != NULL)
        strv_split(&words, values, ',');
    for (size_t i = 0; i < words.n; i++) {
        char *word = xasprintf("%s%s", before, words.v[i]);
        if (str_starts(words.v[i], typed))
            completion_add(out, "", word, NULL);
        free(word);
    }
    strv_release(&words);
}

void offer_field_selector(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const char *part = last_part(prefix), *eq = strchr(part, '=');
    char *type = offer_type(ctx), *resource = NULL;
    const struct api_resource *r = NULL;
    bool namespaced = false;
    (void)opts;

    if (type != NULL && (r = complete_resource(ctx, type)) != NULL) {
        resource = xstrdup(r->name);
        namespaced = r->namespaced;
    }
    free(type);
    if (resource == NULL)
        return;
    if (eq != NULL) {
        const char *value = eq[1] == '=' ? eq + 2 : eq + 1;
        char *field = xstrndup(part, (size_t)(eq - part) - (eq > part && eq[-1] == '!' ? 1 : 0));
        char *before = xstrndup(prefix, (size_t)(value - prefix));
        add_field_values(ctx, resource, field, before, value, out);
        free(before);
        free(field);
    } else {
        struct words w = {0};
        char *before = xstrndup(prefix, (size_t)(part - prefix));
        add_word(&w, xstrdup("metadata.name"));
        if (namespaced)
            add_word(&w, xstrdup("metadata.namespace"));
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
            if (str_eq(fields[i].resource, resource))
                add_word(&w, xstrdup(fields[i].field));
        add_words(&w, before, part, "=", out);
        free(before);
        out->directive |= COMPLETE_NO_SPACE;
    }
    free(resource);
}
