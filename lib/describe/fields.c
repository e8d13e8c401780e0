/* fields.c - values of objects in words. */
#include "describe/fields.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"
#include "resource/selector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void say(struct buf *out, int level, const char *format, ...)
{
    va_list args;
    for (int i = 0; i < level; i++)
        buf_adds(out, "  ");
    va_start(args, format);
    char *text = xvasprintf(format, args);
    va_end(args);
    buf_adds(out, text);
    free(text);
}

const char *text_of(const cJSON *v)
{
    return cJSON_IsString(v) ? v->valuestring : "";
}

const char *text_at(const cJSON *object, const char *path)
{
    return text_of(doc_at(object, path));
}

const char *text_or(const cJSON *object, const char *path, const char *otherwise)
{
    const char *s = text_at(object, path);
    return s[0] != '\0' ? s : otherwise;
}

const char *number_or(const cJSON *object, const char *path, const char *otherwise)
{
    const cJSON *v = doc_at(object, path);
    return cJSON_IsNumber(v) ? doc_number_text(v) : otherwise;
}

const char *number_at(const cJSON *object, const char *path)
{
    return number_or(object, path, "0");
}

const char *bool_at(const cJSON *object, const char *path)
{
    return doc_bool_at(object, path, false) ? "true" : "false";
}

const char *truth_at(const cJSON *object, const char *path)
{
    const cJSON *v = doc_at(object, path);
    return cJSON_IsTrue(v) ? "True" : cJSON_IsFalse(v) ? "False" : "<unset>";
}

const char *port_at(const cJSON *object, const char *path)
{
    const cJSON *v = doc_at(object, path);
    return cJSON_IsString(v) ? v->valuestring : cJSON_IsNumber(v) ? doc_number_text(v) : "0";
}

bool is_filled(const cJSON *v)
{
    return (cJSON_IsArray(v) || cJSON_IsObject(v)) && v->child != NULL;
}

const cJSON **sorted_by(const cJSON *list, const char *field, size_t *n)
{
    *n = (size_t)cJSON_GetArraySize(list);
    const cJSON **v = xcalloc(*n + 1, sizeof *v), *one;
    size_t have = 0;
    cJSON_ArrayForEach(one, list)
    {
        size_t at = have++;
        for (; at > 0 && strcmp(text_at(v[at - 1], field), text_at(one, field)) > 0; at--)
            v[at] = v[at - 1];
        v[at] = one;
    }
    return v;
}

void add_joined(struct buf *out, const cJSON *list, const char *sep)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list) buf_addf(out, "%s%s", one == list->child ? "" : sep, text_of(one));
}

void add_go_list(struct buf *out, const cJSON *list)
{
    buf_addc(out, '[');
    add_joined(out, list, " ");
    buf_addc(out, ']');
}

void add_labels_line(struct buf *out, const cJSON *labels)
{
    size_t n = 0;
    const cJSON **members = cJSON_IsObject(labels) ? doc_sorted(labels, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s=%s", i > 0 ? "," : "", members[i]->string, text_of(members[i]));
    if (n == 0)
        buf_adds(out, "<none>");
    free(members);
}

void add_selector(struct buf *out, const cJSON *selector)
{
    char *text = NULL;
    struct err *e = selector_text_of(selector, &text);
    buf_adds(out, e != NULL ? "<error>" : text[0] != '\0' ? text : "<none>");
    err_free(e);
    free(text);
}

void add_quantity(struct buf *out, const cJSON *v)
{
    struct quantity q;
    const char *text = cJSON_IsNumber(v) ? doc_number_text(v) : cJSON_IsString(v) ? v->valuestring : "0";
    if (quantity_parse(text, &q) != NULL) {
        buf_adds(out, text);
        return;
    }
    char *canonical = quantity_text(&q);
    buf_adds(out, canonical);
    free(canonical);
}

const char *time_at(const cJSON *object, const char *path, char text[TIME_TEXT])
{
    int64_t ns = 0;
    struct tm tm;
    if (!time_parse_rfc3339(text_at(object, path), &ns)) {
        snprintf(text, TIME_TEXT, "Mon, 01 Jan 0001 00:00:00 +0000");
        return text;
    }
    time_t seconds = (time_t)(ns / NS_PER_S - (ns % NS_PER_S < 0));
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char zone[8];
    localtime_r(&seconds, &tm);
    if (strftime(zone, sizeof zone, "%z", &tm) == 0)
        zone[0] = '\0';
    snprintf(text, TIME_TEXT, "%s, %02d %s %04d %02d:%02d:%02d %s", days[tm.tm_wday % 7], tm.tm_mday,
             months[tm.tm_mon % 12], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec, zone);
    return text;
}

char *age_at(const cJSON *object, const char *path)
{
    int64_t ns = 0;
    if (!time_parse_rfc3339(text_at(object, path), &ns))
        return xstrdup("<unknown>");
    return duration_human((struct duration){.ns = clock_now_ns() - ns});
}

const cJSON *controller_of(const cJSON *object)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_at(object, "metadata.ownerReferences"))
    {
        if (doc_bool_at(one, "controller", false))
            return one;
    }
    return NULL;
}

void say_controller(struct buf *out, const cJSON *object)
{
    const cJSON *owner = controller_of(object);
    if (owner != NULL)
        say(out, 0, "Controlled By:\t%s/%s\n", text_at(owner, "kind"), text_at(owner, "name"));
}

char *text_escaped(const char *text)
{
    struct buf b = buf_new();
    for (const char *at = text; *at != '\0';) {
        size_t n = strcspn(at, "\x1b\r\n\t");
        if (n > 0) {
            char *piece = xmemdup(at, n + 1);
            piece[n] = '\0';
            char *clean = str_sanitize(piece);
            buf_adds(&b, clean);
            free(clean);
            free(piece);
            at += n;
            continue;
        }
        if (*at == '\x1b' || *at == '\r')
            buf_adds(&b, *at == '\r' ? "\\r" : "^[");
        else
            buf_addc(&b, *at);
        at++;
    }
    return buf_take(&b);
}
