/* view.c - "kuberc view". */
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "kuberc/children.h"
#include "print/print.h"

#include <stdlib.h>
#include <string.h>

struct view {
    struct {
        struct opt_print print;
        const char *kuberc;
    } in;
    char *path;
    bool by_user;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct view, in.print, opt_print_yaml_flags),
    FLAG_STRING(struct view, in.kuberc, "kuberc", 0, "FILE", "", 0, KUBERC_HELP, .files = ""),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct view *v = opts;

    (void)ctx, (void)argc, (void)argv; /* kubectl takes arguments and does nothing with them */
    return kuberc_path(v->in.kuberc, &v->path, &v->by_user);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct view *v = opts;

    (void)ctx;
    return v->path ? NULL : err_new("KUBERC is disabled via KUBERC=off environment variable");
}

/* Adds an entry with one option to the defaults. */
static void add_default(cJSON *prefs, const char *command, const char *flag, const char *value)
{
    cJSON *entry = cJSON_CreateObject(), *options = cJSON_CreateArray(), *option = cJSON_CreateObject();

    doc_set_str(option, "name", flag);
    doc_set_str(option, "default", value);
    cJSON_AddItemToArray(options, option);
    doc_set_str(entry, "command", command);
    doc_set(entry, "options", options);
    cJSON_AddItemToArray(doc_get(prefs, "defaults"), entry);
}

/* True if the one word of the next line of `in` is y, as Go's Fscanln reads it. */
static bool says_yes(FILE *in)
{
    char line[256];
    size_t from = 0, n = 0;

    if (!in || !fgets(line, sizeof(line), in))
        return false;
    from = strspn(line, " \t");
    n = strcspn(line + from, " \t\r\n");
    return n == 1 && (line[from] == 'y' || line[from] == 'Y') &&
           line[from + 1 + strspn(line + from + 1, "\r\n")] == '\0';
}

/* There is no file: offers to make one, with what kubectl recommends. */
static struct err *offer(struct cmd_ctx *ctx, const struct view *v)
{
    cJSON *prefs = NULL;
    struct err *e = NULL;

    fprintf(ctx->out, "kuberc file not found at %s\n", v->path);
    fputs("Would you like to generate a default kuberc file with recommended options? (y/N): ", ctx->out);
    fflush(ctx->out);
    if (!says_yes(ctx->in))
        return NULL;
    prefs = kuberc_new();
    doc_set(prefs, "defaults", cJSON_CreateArray());
    add_default(prefs, "apply", "server-side", "true");
    add_default(prefs, "delete", "interactive", "true");
    e = kuberc_write(v->path, prefs);
    if (!e)
        fprintf(ctx->out, "Updated %s\n", v->path);
    cJSON_Delete(prefs);
    return e;
}

/* A list that is null is shown as an empty one. */
static void show_list(cJSON *prefs, const char *name)
{
    if (!cJSON_IsArray(doc_get(prefs, name)))
        doc_set(prefs, name, cJSON_CreateArray());
}

static struct err *show(struct cmd_ctx *ctx, const struct view *v, const cJSON *prefs)
{
    cJSON *shown = kuberc_shown(prefs);
    struct printer printer = {0};
    struct err *e = printer_init(ctx, &printer, &v->in.print, false);

    if (printer.format == OUTPUT_DEFAULT) /* -o "" names the object, as in kubectl */
        printer.format = OUTPUT_NAME;
    show_list(shown, "defaults");
    show_list(shown, "aliases");
    if (!e)
        e = print_object(&printer, ctx->out, shown);
    cJSON_Delete(shown);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct view *v = opts;
    cJSON *prefs = NULL;
    bool missing = false;
    struct err *e = kuberc_read(v->path, &prefs, &missing);

    if (missing) {
        err_free(e);
        return v->by_user ? err_new("kuberc file not found at %s", v->path) : offer(ctx, v);
    }
    if (!e && !prefs)
        e = err_new("error converting Preferences to v1beta1.Preferences: expected pointer, but got invalid kind");
    if (e)
        return err_wrap(e, "error reading kuberc file");
    e = show(ctx, v, prefs);
    cJSON_Delete(prefs);
    return e;
}

static void release(void *opts)
{
    struct view *v = opts;

    free(v->path);
}

static const struct example examples[] = {
    {"Show the preferences", "kubec kuberc view"},
    {"Show them as JSON", "kubec kuberc view -o json"},
    {"Show those of another file", "kubec kuberc view --kuberc=other/kuberc"},
    {0},
};

const struct command cmd_kuberc_view = {
    .name = "view",
    .usage = "[flags]",
    .summary = "Show your preferences",
    .description = "Prints the preferences. When $HOME/.kube/kuberc does not exist it offers to make one that lets "
                   "`apply` write server-side and `delete` ask before it deletes.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct view),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
