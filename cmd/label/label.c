/* label.c - "label": sets and removes labels. */
#include "label/metadata.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "offer.h"
#include "resource/label.h"
#include "resource/record.h"

#include <stdlib.h>
#include <string.h>

static const struct flag flags[] = {
    FLAG_GROUP(struct metadata, in.files, opt_files_flags),
    {.type = FLAG_TYPE_GROUP, .group = metadata_flags},
    FLAG_STRING(struct metadata, in.field_manager, "field-manager", 0, "NAME", "kubectl-label", 0,
                "The name under which the server records who set the fields."),
    FLAG_BOOL(struct metadata, in.list, "list", 0, "false", 0, "Print the labels of the objects; change nothing else."),
    FLAG_BOOL(struct metadata, in.overwrite, "overwrite", 0, "false", 0,
              "Labels that exist with another value may be changed."),
    FLAG_END,
};

/* The API server's words of a wrong value, joined as this verb joins them. */
static struct err *bad_value(const char *arg, const char *value)
{
    struct buf why = buf_new(), joined = buf_new();
    if (label_value_check(value, &why)) {
        buf_release(&why);
        return NULL;
    }
    for (const char *at = why.data; *at; at++) {
        buf_addc(&joined, *at);
        if (at[0] == ';' && at[1] == ' ')
            at++;
    }
    char *quoted = str_quote(arg);
    struct err *e = err_new("invalid label value: %s: %s", quoted, joined.data);
    free(quoted);
    buf_release(&joined);
    buf_release(&why);
    return e;
}

static struct err *parse_pair(struct metadata *m, const char *arg)
{
    const char *equals = strchr(arg, '=');
    if (!equals) {
        /* Only arguments that end so are pairs without "=". */
        char *key = xstrndup(arg, strlen(arg) - 1);
        strv_adopt(&m->removed, key);
        return NULL;
    }
    if (strchr(equals + 1, '='))
        return err_new("invalid label spec: %s", arg);
    struct err *e = bad_value(arg, equals + 1);
    if (e)
        return e;
    char *key = xstrndup(arg, (size_t)(equals - arg));
    metadata_put(m, key, equals + 1);
    free(key);
    return NULL;
}

static struct err *parse_pairs(struct metadata *m)
{
    for (size_t i = 0; i < m->pairs.n; i++) {
        struct err *e = parse_pair(m, m->pairs.v[i]);
        if (e)
            return e;
    }
    for (size_t i = 0; i < m->removed.n; i++) {
        if (metadata_wanted(m, m->removed.v[i]))
            return err_new("can not both modify and remove a label in the same command");
    }
    return NULL;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct metadata *m = opts;
    m->ctx = ctx;
    struct err *e = opt_dry_run_get(ctx, &m->in.dry_run, &m->write.dry_run);
    if (!e)
        e = metadata_split_args(m, argc, argv, "label");
    if (!e)
        e = parse_pairs(m);
    if (!e && m->in.list && !str_empty(m->in.print.output))
        e = err_new("--list and --output may not be specified together");
    if (!e)
        e = session_namespace(session_get(ctx), &m->ns, &m->enforce_ns);
    m->write.field_manager = m->in.field_manager;
    m->write.validate = VALIDATE_UNSET;
    m->printer.sorted = true;
    m->bad_format = e ? NULL : printer_init(ctx, &m->printer, &m->in.print, false);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct metadata *m = opts;
    if (m->in.all && !str_empty(m->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    if (m->in.all && !str_empty(m->in.field_selector))
        return err_new("cannot set --all and --field-selector at the same time");
    struct err *e = metadata_check_sources(m, "pod");
    if (!e && m->pairs.n == 0 && !m->in.list)
        e = err_new("at least one label update is required");
    return e;
}

static struct err *check_no_overwrites(const struct metadata *m, const cJSON *labels)
{
    struct err *all = NULL;
    for (size_t i = 0; i < m->keys.n; i++) {
        const cJSON *now = doc_get(labels, m->keys.v[i]);
        if (cJSON_IsString(now) && !str_eq(now->valuestring, m->values.v[i]))
            err_collect(&all, err_new("'%s' already has a value (%s), and --overwrite is false", m->keys.v[i],
                                      now->valuestring));
    }
    return err_reduce(all);
}

static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    struct metadata *m = arg;
    cJSON *metadata = doc_get(o->object, "metadata");
    const cJSON *labels = doc_get(metadata, "labels");
    bool here = metadata_stays_here(m);
    if (!str_empty(m->in.resource_version))
        doc_remove(metadata, "resourceVersion");
    for (size_t i = 0; i < m->removed.n && !here; i++) {
        char *quoted = doc_get(labels, m->removed.v[i]) ? NULL : str_quote(m->removed.v[i]);
        if (quoted)
            buf_addf(&o->out, "label %s not found.\n", quoted);
        free(quoted);
    }
    struct err *e = m->in.overwrite ? NULL : check_no_overwrites(m, labels);
    if (!e && m->bad_format && !m->in.list)
        e = err_clone(m->bad_format);
    if (e)
        return e;
    cJSON *before = metadata_copy(o->object);
    bool added, gone;
    metadata_change(m, o->object, "labels", &added, &gone);
    o->data = xstrdup(added && gone ? "modified" : added ? "labeled" : gone ? "unlabeled" : "not labeled");
    if (!here)
        record_change_cause(m->ctx, &m->in.record, o->object);
    if (!here && (added || gone))
        return metadata_patch(m, before, o->object, change);
    cJSON_Delete(before);
    return NULL;
}

/* kubectl prints the object as it sent it, not the server's answer, and each with a printer of its own: no "---". */
static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct metadata *m = arg;
    printer_restart(&m->printer);
    if (!m->in.list)
        return metadata_print(m, o->object, o->data);
    metadata_list(m, o, "labels");
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    static const struct live_verb verb = {.compute = compute, .outcome = outcome, .drop = free, .done = "labeled"};
    struct metadata *m = opts;
    write_query(&m->write, m->query);
    return metadata_run(m, &verb);
}

static const struct example examples[] = {
    {"Give a pod a label", "kubec label pods web-0 tier=front"},
    {"Change a label that exists", "kubec label --overwrite pods web-0 tier=back"},
    {"Label all pods of the namespace", "kubec label pods --all checked=yes"},
    {"Label what a manifest names", "kubec label -f pod.yaml tier=front"},
    {"Label a pod only if nobody changed it since version 12",
     "kubec label pods web-0 tier=front --resource-version=12"},
    {"Remove a label", "kubec label pods web-0 tier-"},
    {"Show the labels of a pod", "kubec label --list pods web-0"},
    {0},
};

const struct command cmd_label = {
    .name = "label",
    .group = GROUP_SETTINGS,
    .usage = "[--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 … KEY_N=VAL_N [--resource-version=version]",
    .summary = "Set and remove labels of objects",
    .description =
        "Sets labels (KEY=VALUE) and removes them (KEY-).\n\n"
        "A key and a value begin and end with a letter or a digit and hold letters, digits, hyphens, dots and "
        "underscores, each at most 63. A key may have a DNS name and a slash before it (example.com/tier); a value may "
        "be empty.\n\n"
        "A label that exists with another value is only changed with --overwrite. With --resource-version the change "
        "is made only if the object still has that version.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct metadata),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = metadata_release,
    .complete_args = offer_args_label,
};
