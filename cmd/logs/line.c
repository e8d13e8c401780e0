/* line.c - lines of logs: what stands before them, which are left out, where in the log they are. */
#include "logs.h"

#include "base/mem.h"
#include "doc/doc.h"
#include "print/gotemplate.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES ((size_t)16 << 20) /* from here on a line goes out in pieces */

/* ---- filters ---- */

struct err *logs_regex(const char *text, const char *flag, regex_t *out)
{
    int code = regcomp(out, text, REG_EXTENDED | REG_NOSUB);
    char why[200];
    if (code == 0)
        return NULL;
    regerror(code, out, why, sizeof why);
    return err_new("--%s: \"%s\" is no regular expression: %s", flag, text, why);
}

struct err *logs_filter(const struct strv *texts, const char *flag, struct log_filter *out)
{
    struct err *e = NULL;
    out->v = xcalloc(texts->n > 0 ? texts->n : 1, sizeof *out->v);
    for (size_t i = 0; e == NULL && i < texts->n; i++) {
        e = logs_regex(texts->v[i], flag, &out->v[out->n]);
        if (e == NULL)
            out->n++;
    }
    return e;
}

void logs_filter_release(struct log_filter *f)
{
    for (size_t i = 0; i < f->n; i++)
        regfree(&f->v[i]);
    free(f->v);
    *f = (struct log_filter){0};
}

static bool matches_any(const struct log_filter *f, const char *line)
{
    for (size_t i = 0; i < f->n; i++) {
        if (regexec(&f->v[i], line, 0, NULL, 0) == 0)
            return true;
    }
    return false;
}

/* n bytes, without the newline. */
static bool is_wanted(const struct logs *o, const char *line, size_t n)
{
    if (o->include.n == 0 && o->exclude.n == 0)
        return true;
    char *text = xstrndup(line, n);
    bool wanted = (o->include.n == 0 || matches_any(&o->include, text)) && !matches_any(&o->exclude, text);
    free(text);
    return wanted;
}

/* ---- heads ---- */

/* A colour for each pod, always the same one for the same name. */
static const char *colour_of(const char *pod)
{
    static const char *const colours[] = {"\033[36m", "\033[32m", "\033[33m", "\033[35m", "\033[34m", "\033[96m",
                                          "\033[92m", "\033[93m", "\033[95m", "\033[94m", "\033[31m", "\033[91m"};
    uint32_t hash = 2166136261u;
    for (const char *c = pod; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 16777619u;
    return colours[hash % (sizeof colours / sizeof colours[0])];
}

static struct err *from_template(const struct logs *o, const cJSON *pod, const char *container, struct buf *to)
{
    const char *name = doc_str_at(pod, "metadata.name"), *ns = doc_str_at(pod, "metadata.namespace");
    const char *node = doc_str_at(pod, "spec.nodeName");
    cJSON *data = cJSON_CreateObject();
    doc_set_str(data, "pod", name != NULL ? name : "");
    doc_set_str(data, "namespace", ns != NULL ? ns : "");
    doc_set_str(data, "container", container);
    doc_set_str(data, "node", node != NULL ? node : "");
    doc_set(data, "object", doc_dup(pod));
    struct err *e = gotemplate_run(o->template, data, false, to);
    cJSON_Delete(data);
    return e;
}

struct err *logs_head(const struct logs *o, const cJSON *pod, const char *container, char **out)
{
    const char *name = doc_str_at(pod, "metadata.name");
    struct buf b = buf_new();
    struct err *e = NULL;
    if (o->template != NULL)
        e = from_template(o, pod, container, &b);
    else if (o->in.prefix)
        buf_addf(&b, "[pod/%s/%s] ", name != NULL ? name : "", container);
    if (o->colour && b.len > 0) {
        const char *start = colour_of(name != NULL ? name : "");
        buf_insert(&b, 0, start, strlen(start));
        buf_adds(&b, "\033[0m");
    }
    *out = buf_take(&b);
    return e;
}

/* ---- lines ---- */

void logs_put(struct log_stream *s, const char *bytes, size_t n)
{
    const struct logs *o = s->owner;
    if (o->parallel || o->streams[o->turn] == s)
        fwrite(bytes, 1, n, o->ctx->out);
    else
        buf_add(&s->held, bytes, n);
}

/* The length of the time at the beginning of a line with the blank behind it, and the time; 0: there is none. */
static size_t time_of(const char *line, size_t n, int64_t *ns)
{
    const char *blank = memchr(line, ' ', n < 64 ? n : 64);
    char text[64];
    if (blank == NULL || blank - line < 20)
        return 0;
    memcpy(text, line, (size_t)(blank - line));
    text[blank - line] = '\0';
    return time_parse_rfc3339(text, ns) ? (size_t)(blank - line) + 1 : 0;
}

/* Notes the time of a line. False for one that was shown before. */
static bool note_time(struct log_place *p, int64_t ns)
{
    if (p->skip > 0 && ns <= p->skip_until) {
        p->skip--;
        return false;
    }
    p->skip = 0;
    p->fresh = true;
    if (p->latest == 0 || ns / NS_PER_S > p->latest / NS_PER_S) {
        p->latest = ns;
        p->in_second = 1;
    } else if (ns / NS_PER_S == p->latest / NS_PER_S) {
        p->latest = ns > p->latest ? ns : p->latest;
        p->in_second++;
    }
    return true;
}

/* A line, with its newline if it has one. */
static void take_line(struct log_stream *s, const char *line, size_t n)
{
    const struct logs *o = s->owner;
    if (s->mid) { /* what is left of a long one */
        logs_put(s, line, n);
        return;
    }
    if (o->stamped) {
        int64_t ns = 0;
        size_t stamp = time_of(line, n, &ns);
        if (stamp > 0 && !note_time(&s->place, ns))
            return;
        if (!o->in.timestamps) {
            line += stamp;
            n -= stamp;
        }
    }
    if (!is_wanted(o, line, n > 0 && line[n - 1] == '\n' ? n - 1 : n))
        return;
    if (s->head[0] != '\0')
        logs_put(s, s->head, strlen(s->head));
    logs_put(s, line, n);
}

void logs_take(struct log_stream *s, const char *bytes, size_t n)
{
    const struct logs *o = s->owner;
    bool plain = s->head[0] == '\0' && !o->stamped && o->include.n == 0 && o->exclude.n == 0;
    if (plain && (!o->parallel || o->n == 1)) {
        logs_put(s, bytes, n);
        return;
    }
    while (n > 0) {
        const char *newline = memchr(bytes, '\n', n);
        size_t part = newline != NULL ? (size_t)(newline - bytes) + 1 : n;
        if (newline != NULL && s->part.len == 0) {
            take_line(s, bytes, part);
        } else {
            buf_add(&s->part, bytes, part);
            if (newline != NULL || s->part.len > LINE_MAX_BYTES) {
                take_line(s, s->part.data, s->part.len);
                buf_clear(&s->part);
                s->mid = newline == NULL;
            }
        }
        if (newline != NULL)
            s->mid = false;
        bytes += part;
        n -= part;
    }
}

void logs_take_end(struct log_stream *s)
{
    if (s->part.len > 0)
        take_line(s, s->part.data, s->part.len);
    buf_clear(&s->part);
    s->mid = false;
}
