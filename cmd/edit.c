/* edit.c - "edit": changes live objects in the user's editor. */
#include "edit/edit.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "resource/live.h"

#include <stdlib.h>

struct edit_verb {
    struct {
        struct edit_in common;
        const char *field_manager, *subresource;
        bool output_patch, save_config;
    } in;
    struct edit edit;
    struct edit_named named;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct edit_verb, in.common, edit_flags),
    FLAG_STRING(struct edit_verb, in.field_manager, "field-manager", 0, "NAME", "kubectl-edit", 0,
                "The name under which the server records who set the fields."),
    FLAG_BOOL(struct edit_verb, in.output_patch, "output-patch", 0, "false", 0, "Print the patch that is sent."),
    FLAG_BOOL(struct edit_verb, in.save_config, "save-config", 0, "false", 0,
              "Keep the configuration in an annotation of the object, for a later `apply`."),
    FLAG_STRING(struct edit_verb, in.subresource, "subresource", 0, "NAME", "", 0,
                "Edit this part of the object, such as status, scale or resize."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct edit_verb *o = opts;
    o->edit = (struct edit){.mode = EDIT_LIVE,
                            .save_config = o->in.save_config,
                            .output_patch = o->in.output_patch,
                            .subresource = o->in.subresource};
    return edit_complete(ctx, &o->in.common, o->in.field_manager, argc, argv, &o->edit, &o->named);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct edit_verb *o = opts;
    struct live_objects objects;
    (void)ctx;
    struct err *e = live_read(&o->named.live, &objects);
    if (e == NULL && objects.n == 0)
        e = err_new("edit cancelled, no objects found");
    if (e == NULL)
        e = edit_prepare(&o->edit);
    if (e == NULL) {
        struct edit_item *items = xcalloc(objects.n, sizeof *items);
        for (size_t i = 0; i < objects.n; i++)
            items[i] = (struct edit_item){
                .resource = objects.v[i].resource, .name = objects.v[i].name, .object = objects.v[i].object};
        e = edit_run(&o->edit, items, objects.n);
        free(items);
    }
    live_objects_release(&objects);
    return e;
}

static void release(void *opts)
{
    struct edit_verb *o = opts;
    edit_named_release(&o->named);
}

static const struct example examples[] = {
    {"Edit a service", "kubec edit service/web"},
    {"Edit with another editor", "KUBE_EDITOR=nano kubec edit deployment web"},
    {"Edit a job as JSON, in a version of its API", "kubec edit job.v1.batch/import -o json"},
    {"Edit the status", "kubec edit deployment web --subresource=status"},
    {0},
};

const struct command cmd_edit = {
    .name = "edit",
    .group = GROUP_BASIC,
    .usage = "(RESOURCE/NAME | -f FILENAME) [flags]",
    .summary = "Change objects in an editor",
    .description =
        "Opens the live objects in the editor that KUBE_EDITOR or EDITOR names, else in vi, and sends what was changed "
        "when the editor ends. Lines that begin with # are comments; a file without changes, or an empty one, cancels."
        "\n\n"
        "What the server refuses as invalid is opened again, with the reasons and their places above the text; saving "
        "the same text again gives up. When the changes cannot be saved the text stays in a file, which the message "
        "names. Several objects are edited as one List.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct edit_verb),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
