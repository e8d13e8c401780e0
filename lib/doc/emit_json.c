/* emit_json.c - JSON as Go's encoding/json prints it. */
#include "doc/emit.h"

#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/number.h"

#include <stdlib.h>
#include <string.h>

struct json_out {
    struct buf *out;
    unsigned flags;
    int indent; /* -1: compact */
};

/* 0: printed as it is; 1: needs a look. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&';
}

static void emit_escape(struct json_out *j, unsigned char c)
{
    static const char names[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
    const char *known = strchr(names, c);
    if (known != NULL) {
        buf_addc(j->out, '\\');
        buf_addc(j->out, letters[known - names]);
    } else if (c < 0x20 || !(j->flags & EMIT_NO_HTML_ESCAPE))
        buf_addf(j->out, "\\u%04x", c);
    else
        buf_addc(j->out, (char)c);
}

/* Appends what stands at s, n > 0 bytes beginning with one beyond ASCII; gives the bytes taken. */
static size_t emit_wide(struct json_out *j, const char *s, size_t n)
{
    if (n >= 2 && (unsigned char)s[0] == 0xc0 && (unsigned char)s[1] == 0x80) {
        buf_adds(j->out, "\\u0000");
        return 2;
    }
    uint32_t rune;
    size_t w = utf8_decode(s, n, &rune);
    if (w == 0)
        buf_adds(j->out, "\\ufffd");
    else if (rune == 0x2028 || rune == 0x2029)
        buf_addf(j->out, "\\u%04x", rune);
    else
        buf_add(j->out, s, w);
    return w > 0 ? w : 1;
}

static void emit_string(struct json_out *j, const char *s)
{
    size_t n = strlen(s), run = 0, i = 0;
    buf_addc(j->out, '"');
    while (i < n) {
        unsigned char c = (unsigned char)s[i];
        if (is_plain(c)) {
            i++;
            continue;
        }
        buf_add(j->out, s + run, i - run);
        if (c < 0x80) {
            emit_escape(j, c);
            i++;
        } else
            i += emit_wide(j, s + i, n - i);
        run = i;
    }
    buf_add(j->out, s + run, n - run);
    buf_addc(j->out, '"');
}

static void new_line(struct json_out *j, int depth)
{
    if (j->indent < 0)
        return;
    buf_addc(j->out, '\n');
    buf_addn(j->out, ' ', (size_t)j->indent * (size_t)depth);
}

static void emit_node(struct json_out *j, const cJSON *node, int depth);

static void emit_member(struct json_out *j, const cJSON *c, bool object, bool first, int depth)
{
    if (!first)
        buf_addc(j->out, ',');
    new_line(j, depth);
    if (object) {
        bool color = (j->flags & EMIT_COLOR) != 0;
        buf_adds(j->out, color ? EMIT_KEY_START : "");
        emit_string(j, c->string != NULL ? c->string : "");
        buf_adds(j->out, color ? EMIT_KEY_END : "");
        buf_adds(j->out, j->indent < 0 ? ":" : ": ");
    }
    emit_node(j, c, depth);
}

static void emit_container(struct json_out *j, const cJSON *node, bool object, int depth)
{
    if (node->child == NULL) {
        buf_adds(j->out, object ? "{}" : "[]");
        return;
    }
    buf_addc(j->out, object ? '{' : '[');
    if (object && (j->flags & EMIT_SORTED)) {
        size_t n;
        const cJSON **v = doc_sorted(node, &n);
        for (size_t i = 0; i < n; i++)
            emit_member(j, v[i], true, i == 0, depth + 1);
        free(v);
    } else {
        for (const cJSON *c = node->child; c != NULL; c = c->next)
            emit_member(j, c, object, c == node->child, depth + 1);
    }
    new_line(j, depth);
    buf_addc(j->out, object ? '}' : ']');
}

static void emit_node(struct json_out *j, const cJSON *node, int depth)
{
    switch (node != NULL && depth <= 2 * DOC_MAX_DEPTH ? node->type & 0xff : cJSON_NULL) {
    case cJSON_False:
        buf_adds(j->out, "false");
        break;
    case cJSON_True:
        buf_adds(j->out, "true");
        break;
    case cJSON_Number:
        if (j->flags & EMIT_EXACT_NUMBERS)
            buf_adds(j->out, doc_number_text(node));
        else
            number_emit_json(j->out, doc_number_text(node));
        break;
    case cJSON_String:
        emit_string(j, node->valuestring);
        break;
    case cJSON_Array:
        emit_container(j, node, false, depth);
        break;
    case cJSON_Object:
        emit_container(j, node, true, depth);
        break;
    default:
        buf_adds(j->out, "null");
        break;
    }
}

void emit_json_compact(struct buf *out, const cJSON *node, unsigned flags)
{
    struct json_out j = {out, flags, -1};
    emit_node(&j, node, 0);
}

void emit_json(struct buf *out, const cJSON *node, int indent, unsigned flags)
{
    struct json_out j = {out, flags, indent < 0 ? 0 : indent};
    emit_node(&j, node, 0);
}

/* The length of the string that begins at s, with its quotes. */
static size_t string_length(const char *s, size_t n)
{
    size_t i = 1;
    while (i < n && s[i] != '"')
        i += s[i] == '\\' ? 2 : 1;
    return i < n ? i + 1 : n;
}

void emit_json_text(struct buf *out, const char *json, size_t n, int indent)
{
    struct json_out j = {out, 0, indent};
    int depth = 0;
    size_t end = n;
    while (end > 0 && strchr(" \t\r\n", json[end - 1]) != NULL)
        end--;
    for (size_t i = 0; i < end;) {
        char c = json[i], before = out->len > 0 ? out->data[out->len - 1] : '\0';
        size_t len = c == '"' ? string_length(json + i, end - i) : 1;
        i += len;
        if (strchr(" \t\r\n", c) != NULL)
            continue;
        if (c == '}' || c == ']') {
            depth--;
            if (before != (c == '}' ? '{' : '['))
                new_line(&j, depth);
        } else if (before == '{' || before == '[' || before == ',') {
            new_line(&j, depth);
        }
        buf_add(out, json + i - len, len);
        if (c == ':')
            buf_addc(out, ' ');
        depth += c == '{' || c == '[';
    }
    buf_add(out, json + end, n - end);
}
