/* edit_last_applied.c - "apply edit-last-applied": changes what was applied last in the user's editor. */
#include "apply/children.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "edit/edit.h"
#include "patch/lastapplied.h"
#include "resource/live.h"

#include <stdlib.h>
#include <string.h>

struct edit_last_applied {
    struct {
        struct edit_in common;
        const char *field_manager;
    } in;
    struct edit edit;
    struct edit_named named;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct edit_last_applied, in.common, edit_flags),
    FLAG_STRING(struct edit_last_applied, in.field_manager, "field-manager", 0, "NAME", "kubectl-client-side-apply", 0,
                "The name under which the server records who set the fields."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct edit_last_applied *o = opts;
    o->edit = (struct edit){.mode = EDIT_LAST_APPLIED};
    return edit_complete(ctx, &o->in.common, o->in.field_manager, argc, argv, &o->edit, &o->named);
}

/* Reads the annotation of one object into `out`; nothing when it has none. */
static struct err *read_annotation(struct session *s, const cJSON *object, struct targets *out)
{
    const char *text = lastapplied_get(object);
    *out = (struct targets){0};
    if (text == NULL)
        return NULL;
    size_t n = strlen(text);
    struct source *src = source_new("edited-file", xmemdup(text, n + 1), n);
    struct manifest_request req = {.ns = "", .last_key_wins = true};
    manifests_read_source(s, &req, src, out);
    source_unref(src);
    for (size_t i = 0; i < out->n; i++) {
        struct err *e = out->v[i].err;
        out->v[i].err = NULL;
        if (e != NULL) {
            str_replace_owned(&e->note, NULL); /* the text has no file that one could look into */
            return e;
        }
    }
    return out->n == 0 ? err_new("the last-applied-configuration annotation holds no object") : NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct edit_last_applied *o = opts;
    struct live_objects objects;
    struct err *e = live_read(&o->named.live, &objects);
    struct targets *texts = xcalloc(objects.n + 1, sizeof *texts);
    struct edit_item *items = xcalloc(objects.n + 1, sizeof *items);
    size_t n = 0;
    for (size_t i = 0; i < objects.n && e == NULL; i++) {
        e = read_annotation(session_get(ctx), objects.v[i].object, &texts[i]);
        const struct target *t = e == NULL && texts[i].n > 0 ? &texts[i].v[0] : NULL;
        if (t != NULL)
            items[n++] = (struct edit_item){.resource = t->resource, .name = t->name, .object = t->object};
    }
    if (e == NULL && n == 0)
        e = err_new("no last-applied-configuration annotation found on resources, to create the annotation, use "
                    "command `kubectl apply set-last-applied --create-annotation`");
    if (e == NULL)
        e = edit_prepare(&o->edit);
    if (e == NULL)
        e = edit_run(&o->edit, items, n);
    for (size_t i = 0; i < objects.n; i++)
        targets_release(&texts[i]);
    free(texts);
    free(items);
    live_objects_release(&objects);
    return e;
}

static void release(void *opts)
{
    struct edit_last_applied *o = opts;
    edit_named_release(&o->named);
}

static const struct example examples[] = {
    {"Edit what was applied last for a deployment", "kubec apply edit-last-applied deployment/web"},
    {"The same of the objects of a file, as JSON", "kubec apply edit-last-applied -f web.yaml -o json"},
    {0},
};

const struct command cmd_apply_edit_last_applied = {
    .name = "edit-last-applied",
    .usage = "(RESOURCE/NAME | -f FILENAME) [flags]",
    .summary = "Change in an editor what was applied last",
    .description =
        "Opens the annotation in which client-side apply keeps what it applied last in the editor that KUBE_EDITOR or "
        "EDITOR names, else in vi, and saves it. Nothing else of the object changes.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct edit_last_applied),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
