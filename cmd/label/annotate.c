/* annotate.c - "annotate": sets and removes annotations. */
#include "label/metadata.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "offer.h"
#include "resource/record.h"

#include <stdlib.h>
#include <string.h>

static const struct flag flags[] = {
    FLAG_STRINGS(struct metadata, in.files.filenames, "filename", 'f', "FILE,…", "", 0,
                 "Files, folders or URLs to read (- is standard input); may be repeated.", .files = "json,yaml,yml"),
    FLAG_STRING(struct metadata, in.files.kustomize, "kustomize", 'k', "FOLDER", "", 0,
                "Folder or URL of a kustomization; not together with -f or -R.", .files = "/"),
    FLAG_BOOL(struct metadata, in.files.recursive, "recursive", 'R', "true", 0,
              "Read the folders in folders given with -f too."),
    {.type = FLAG_TYPE_GROUP, .group = metadata_flags},
    FLAG_STRING(struct metadata, in.field_manager, "field-manager", 0, "NAME", "kubectl-annotate", 0,
                "The name under which the server records who set the fields."),
    FLAG_BOOL(struct metadata, in.list, "list", 0, "false", 0,
              "Print the annotations of the objects; change nothing else."),
    FLAG_BOOL(struct metadata, in.overwrite, "overwrite", 0, "false", 0,
              "Annotations that exist with another value may be changed."),
    FLAG_END,
};

/* All arguments but resources are pairs: what stands behind them is one or an error of metadata_split_args. */
static void parse_pairs(struct metadata *m)
{
    for (size_t i = 0; i < m->pairs.n; i++) {
        const char *arg = m->pairs.v[i], *equals = strchr(arg, '=');
        char *key = xstrndup(arg, equals ? (size_t)(equals - arg) : strlen(arg) - 1);
        if (equals)
            metadata_put(m, key, equals + 1);
        else
            strv_add(&m->removed, key);
        free(key);
    }
}

static struct err *check_not_both(const struct metadata *m)
{
    struct strv both = {0};
    for (size_t i = 0; i < m->removed.n; i++) {
        if (metadata_wanted(m, m->removed.v[i]))
            strv_add(&both, m->removed.v[i]);
    }
    char *list = strv_join(&both, ", ");
    struct err *e = both.n ? err_new("can not both modify and remove the following annotation(s) in the same command: "
                                     "%s",
                                     list)
                           : NULL;
    free(list);
    strv_release(&both);
    return e;
}

static struct err *check_flags(const struct metadata *m)
{
    if (m->in.list && !str_empty(m->in.print.output))
        return err_new("--list and --output may not be specified together");
    if (m->in.all && !str_empty(m->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    if (m->in.all && !str_empty(m->in.field_selector))
        return err_new("cannot set --all and --field-selector at the same time");
    struct err *e = metadata_check_sources(m, "rsrc");
    if (!e && m->pairs.n == 0 && !m->in.list)
        e = err_new("at least one annotation update is required");
    return e ? e : check_not_both(m);
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct metadata *m = opts;
    m->ctx = ctx;
    struct err *e = opt_dry_run_get(ctx, &m->in.dry_run, &m->write.dry_run);
    if (!e)
        e = metadata_split_args(m, argc, argv, "annotation");
    if (e)
        return e;
    parse_pairs(m);
    m->version_first = true;
    e = check_flags(m);
    if (!e)
        e = printer_init(ctx, &m->printer, &m->in.print, false);
    if (!e)
        e = session_namespace(session_get(ctx), &m->ns, &m->enforce_ns);
    m->write.field_manager = m->in.field_manager;
    m->write.validate = VALIDATE_UNSET;
    m->printer.sorted = true;
    return e;
}

static struct err *check_no_overwrites(const struct metadata *m, const cJSON *annotations)
{
    struct buf found = buf_new();
    for (size_t i = 0; i < m->keys.n; i++) {
        const cJSON *now = doc_get(annotations, m->keys.v[i]);
        if (str_eq(m->keys.v[i], CHANGE_CAUSE_ANNOTATION) || !cJSON_IsString(now) ||
            str_eq(now->valuestring, m->values.v[i]))
            continue;
        buf_addf(&found, "%s'%s' already has a value (%s)", found.len ? "; " : "", m->keys.v[i], now->valuestring);
    }
    struct err *e = found.len
                        ? err_new("--overwrite is false but found the following declared annotation(s): %s", found.data)
                        : NULL;
    buf_release(&found);
    return e;
}

static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    struct metadata *m = arg;
    cJSON *metadata = doc_get(o->object, "metadata");
    bool here = metadata_stays_here(m);
    if (!here && !str_empty(m->in.resource_version))
        doc_remove(metadata, "resourceVersion");
    cJSON *before = metadata_copy(o->object);
    if (!here)
        record_change_cause(m->ctx, &m->in.record, o->object);
    struct err *e = m->in.overwrite ? NULL : check_no_overwrites(m, doc_get(metadata, "annotations"));
    if (!e)
        metadata_change(m, o->object, "annotations", NULL, NULL);
    if (!e && !here)
        return metadata_patch(m, before, o->object, change);
    cJSON_Delete(before);
    return e;
}

static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct metadata *m = arg;
    if (!m->in.list)
        return metadata_print(m, answer ? answer : o->object, "annotated");
    metadata_list(m, o, "annotations");
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    static const struct live_verb verb = {.compute = compute, .outcome = outcome, .done = "annotated"};
    struct metadata *m = opts;
    write_query(&m->write, m->query);
    return metadata_run(m, &verb);
}

static const struct example examples[] = {
    {"Give a pod an annotation", "kubec annotate pods web-0 description='the front end'"},
    {"Change an annotation that exists", "kubec annotate --overwrite pods web-0 description='the back end'"},
    {"Annotate what a manifest names", "kubec annotate -f pod.yaml description='the front end'"},
    {"Annotate all pods of the namespace", "kubec annotate pods --all checked=yes"},
    {"Annotate a pod only if nobody changed it since version 12",
     "kubec annotate pods web-0 checked=yes --resource-version=12"},
    {"Remove an annotation", "kubec annotate pods web-0 description-"},
    {"Show the annotations of a pod", "kubec annotate --list pods web-0"},
    {0},
};

const struct command cmd_annotate = {
    .name = "annotate",
    .group = GROUP_SETTINGS,
    .usage = "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 … KEY_N=VAL_N [--resource-version=version]",
    .summary = "Set and remove annotations of objects",
    .description =
        "Sets annotations (KEY=VALUE) and removes them (KEY-).\n\n"
        "Annotations are texts of any length, kept with an object for people and programs; they cannot be selected by. "
        "One that exists with another value is only changed with --overwrite. With --resource-version the change is "
        "made only if the object still has that version.\n\n"
        "`kubec api-resources` lists the types.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct metadata),
    .complete = complete,
    .run = run,
    .release = metadata_release,
    .complete_args = offer_args_annotate,
};
