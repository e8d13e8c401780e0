/* switch.c - what "ctx" and "ns" share. */
#include "config/switch.h"

#include "api/session.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "doc/json.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ---- where one came from ---- */

#define STATE_MAX_BYTES ((size_t)1 << 20)

/* {"context": NAME, "namespaces": {CONTEXT: NAME}} */
static char *state_file(const struct cmd_ctx *ctx)
{
    char *folder = session_cache_dir(ctx);
    char *path = folder != NULL ? path_join(folder, "kubec/previous.json") : NULL;
    free(folder);
    return path;
}

/* What is kept, or an empty object: a file that cannot be read is worth nothing. */
static cJSON *read_state(const char *path)
{
    struct buf text;
    cJSON *state = NULL;
    buf_init(&text, STATE_MAX_BYTES);
    struct err *e = file_read(path, &text);
    if (e == NULL)
        e = doc_parse_json(text.data, text.len, &state);
    err_free(e);
    buf_release(&text);
    if (cJSON_IsObject(state))
        return state;
    cJSON_Delete(state);
    return cJSON_CreateObject();
}

char *switch_previous(struct cmd_ctx *ctx, const char *in_context)
{
    if (ctx->host != NULL)
        return xstrdup_null(ctx->host->left(ctx, in_context != NULL));
    char *path = state_file(ctx);
    if (path == NULL)
        return NULL;
    cJSON *state = read_state(path);
    const cJSON *v = in_context != NULL ? doc_get(doc_get(state, "namespaces"), in_context) : doc_get(state, "context");
    char *previous = cJSON_IsString(v) ? xstrdup(v->valuestring) : NULL;
    cJSON_Delete(state);
    free(path);
    return previous;
}

static struct err *write_state(const char *path, const cJSON *state)
{
    char *folder = path_dir(path);
    struct buf text = buf_new();
    struct err *e = file_mkdir_all(folder, 0750);
    emit_json_compact(&text, state, EMIT_SORTED);
    if (e == NULL)
        e = file_write_atomic(path, text.data, text.len, 0600, false);
    buf_release(&text);
    free(folder);
    return e;
}

void switch_remember(struct cmd_ctx *ctx, const char *in_context, const char *left)
{
    char *path = state_file(ctx);
    if (path == NULL)
        return;
    cJSON *state = read_state(path), *to = state;
    if (in_context != NULL) {
        to = doc_get(state, "namespaces");
        if (!cJSON_IsObject(to)) {
            to = cJSON_CreateObject();
            doc_set(state, "namespaces", to);
        }
    }
    doc_set_str(to, in_context != NULL ? in_context : "context", left);
    struct err *e = write_state(path, state);
    if (e != NULL) {
        char *text = xasprintf("the way back with \"-\" is not kept: %s", e->msg);
        cli_warn(ctx, text);
        free(text);
    }
    err_free(e);
    cJSON_Delete(state);
    free(path);
}

/* ---- lists and choices ---- */

bool switch_can_ask(const struct cmd_ctx *ctx)
{
    return ctx->in != NULL && ctx->out_tty && isatty(fileno(ctx->in)) == 1;
}

void switch_list(const struct cmd_ctx *ctx, const struct strv *names, const char *current,
                 const char *(*mark)(const void *arg, const char *name), const void *arg)
{
    for (size_t i = 0; i < names->n; i++) {
        char *safe = str_sanitize(names->v[i]);
        const char *behind = mark != NULL ? mark(arg, names->v[i]) : "";
        fprintf(ctx->out, "%c %s%s\n", str_eq(names->v[i], current) ? '*' : ' ', safe, behind);
        free(safe);
    }
}

static bool holds(const char *name, const char *part)
{
    size_t n = strlen(part);
    for (; strlen(name) >= n; name++)
        if (strncasecmp(name, part, n) == 0)
            return true;
    return false;
}

/* The name that is meant; *n: how many names could be. */
static const char *find_meant(const struct strv *names, const char *typed, size_t *n)
{
    const char *found = NULL;
    *n = 0;
    for (size_t i = 0; i < names->n; i++) {
        if (strcmp(names->v[i], typed) == 0) {
            *n = 1;
            return names->v[i];
        }
        if (holds(names->v[i], typed)) {
            found = names->v[i];
            ++*n;
        }
    }
    return *n == 1 ? found : NULL;
}

static void list_meant(const struct cmd_ctx *ctx, const struct strv *names, const char *typed)
{
    for (size_t i = 0; i < names->n; i++) {
        char *safe = str_sanitize(names->v[i]);
        if (holds(names->v[i], typed))
            fprintf(ctx->out, "  %s\n", safe);
        free(safe);
    }
}

const char *switch_choose(struct cmd_ctx *ctx, const char *what, const struct strv *names)
{
    char line[1024];
    for (;;) {
        size_t n;
        fprintf(ctx->out, "%s, or a part of its name (nothing: stay): ", what);
        fflush(ctx->out);
        if (fgets(line, sizeof line, ctx->in) == NULL) {
            fputc('\n', ctx->out);
            return NULL;
        }
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] == '\0')
            return NULL;
        const char *found = find_meant(names, line, &n);
        if (found != NULL)
            return found;
        if (n == 0)
            fprintf(ctx->out, "No name holds this.\n");
        else
            list_meant(ctx, names, line);
    }
}

struct err *switch_check_variable(const char *variable, const char *what)
{
    const char *value = getenv(variable);
    if (str_empty(value))
        return NULL;
    char *quoted = str_quote(value);
    struct err *e = err_new("this terminal stays with %s %s, since $%s says so", what, quoted, variable);
    free(quoted);
    return err_note(e, "Unset it (or leave the shell that has it), and try again.");
}
