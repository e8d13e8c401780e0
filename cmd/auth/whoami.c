/* whoami.c - "auth whoami": as whom the server takes the caller. */
#include "auth/children.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "print/print.h"
#include "print/table.h"
#include "resource/podspec.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

struct whoami {
    struct {
        struct opt_print print;
    } in;
    bool object; /* -o was given */
    struct printer printer;
};

static const struct flag flags[] = {FLAG_GROUP(struct whoami, in.print, opt_print_flags), FLAG_END};

/* Asks in the words of one version of the API. */
static struct err *ask(struct session *s, const char *version, const struct api_resource **r, cJSON **out)
{
    struct gvk gvk = gvk_parse(version, "SelfSubjectReview");
    struct err *e = mapping_for_gvk(s, &gvk, r);
    gvk_release(&gvk);
    if (e != NULL)
        return e;
    cJSON *object = cJSON_CreateObject();
    doc_set_str(object, "kind", "SelfSubjectReview");
    doc_set_str(object, "apiVersion", version);
    char *body = write_body(object);
    struct api_call call = {.verb = "create", .resource = *r, .body = body, .body_len = strlen(body)};
    e = api_do(s, &call, out);
    free(body);
    cJSON_Delete(object);
    return e;
}

static struct err *ask_any(struct session *s, const struct api_resource **r, cJSON **out)
{
    static const char *const versions[] = {"authentication.k8s.io/v1", "authentication.k8s.io/v1beta1",
                                           "authentication.k8s.io/v1alpha1"};
    struct err *e = NULL;
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        err_free(e);
        e = ask(s, versions[i], r, out);
        if (!err_has_reason(e, "NotFound") && !mapping_is_no_match(e))
            break;
    }
    if (err_has_reason(e, "Forbidden")) {
        err_free(e);
        return err_new(
            "the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it");
    }
    if (err_has_reason(e, "NotFound") || mapping_is_no_match(e)) {
        err_free(e);
        return err_new("the selfsubjectreviews API is not enabled in the cluster");
    }
    return e;
}

/* A row of the table; a list as Go prints one. */
static void add_row(struct tabwriter *w, const char *label, const cJSON *value)
{
    struct buf b = buf_new();
    const cJSON *one;
    buf_addf(&b, "%s\t", label);
    if (cJSON_IsArray(value)) {
        buf_addc(&b, '[');
        cJSON_ArrayForEach(one, value)
            buf_addf(&b, "%s%s", one == value->child ? "" : " ", cJSON_IsString(one) ? one->valuestring : "");
        buf_addc(&b, ']');
    } else {
        buf_adds(&b, cJSON_IsString(value) ? value->valuestring : "");
    }
    char *clean = str_sanitize(b.data);
    tabwriter_write(w, clean);
    tabwriter_write(w, "\n");
    free(clean);
    buf_release(&b);
}

static void print_table(FILE *out, const cJSON *info)
{
    struct tabwriter *w = tabwriter_new(out, false);
    const cJSON *name = doc_get(info, "username"), *uid = doc_get(info, "uid"), *groups = doc_get(info, "groups");
    const cJSON *extra = doc_get(info, "extra");
    size_t n = 0;
    tabwriter_write(w, "ATTRIBUTE\tVALUE\n");
    if (cJSON_IsString(name) && name->valuestring[0] != '\0')
        add_row(w, "Username", name);
    if (cJSON_IsString(uid) && uid->valuestring[0] != '\0')
        add_row(w, "UID", uid);
    if (cJSON_IsArray(groups) && groups->child != NULL)
        add_row(w, "Groups", groups);
    const cJSON **members = cJSON_IsObject(extra) ? doc_sorted(extra, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        char *label = xasprintf("Extra: %s", members[i]->string);
        add_row(w, label, members[i]);
        free(label);
    }
    free(members);
    tabwriter_free(w);
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct whoami *o = opts;
    const struct rest_config *config;
    (void)argc;
    (void)argv;
    o->object = cli_changed(ctx, "output");
    struct err *e = session_config(session_get(ctx), &config);
    if (e == NULL && o->object)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct whoami *o = opts;
    const struct api_resource *r = NULL;
    cJSON *answer = NULL, *typed = NULL;
    struct err *e = ask_any(session_get(ctx), &r, &answer);
    if (e == NULL && !o->object)
        print_table(ctx->out, doc_at(answer, "status.userInfo"));
    if (e == NULL && o->object)
        e = typed_object(r, answer, &typed);
    if (typed != NULL)
        e = print_object(&o->printer, ctx->out, typed);
    cJSON_Delete(typed);
    cJSON_Delete(answer);
    return e;
}

static const struct example examples[] = {
    {"See as whom the server takes you", "kubec auth whoami"},
    {"See it as JSON", "kubec auth whoami -o json"},
    {0},
};

const struct command cmd_auth_whoami = {
    .name = "whoami",
    .usage = "[flags]",
    .summary = "Show as whom the server takes you",
    .description = "Asks the server for the name, the groups and the further attributes that it has found for the "
                   "credentials in use.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct whoami),
    .complete = complete,
    .run = run,
};
