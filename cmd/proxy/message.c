/* message.c - heads and bodies of HTTP/1.1. */
#include "proxy.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- bodies ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One byte of a line between chunks. */
static void take_framing(struct body *b, char c)
{
    if (b->state == CHUNK_SIZE) {
        int digit = b->digits ? hex_digit(c) : -1;
        if (digit >= 0 && b->left > UINT64_MAX / 16) {
            b->bad = true;
        } else if (digit >= 0) {
            b->left = b->left * 16 + (uint64_t)digit;
            b->line++;
        } else if (c == '\n') {
            b->bad = b->line == 0;
            b->state = b->left > 0 ? CHUNK_DATA : CHUNK_TRAILER;
            b->line = 0;
        } else {
            b->bad = b->line == 0 || (b->digits && strchr(" \t;\r", c) == NULL) || ++b->line > 4096;
            b->digits = false;
        }
    } else if (c != '\n') { /* CHUNK_END, CHUNK_TRAILER */
        b->line += c != '\r' ? 1 : 0;
        b->bad = b->line > HEAD_MAX || (b->state == CHUNK_END && c != '\r');
    } else if (b->state == CHUNK_TRAILER) {
        b->done = b->line == 0;
        b->line = 0;
    } else {
        b->state = CHUNK_SIZE;
        b->digits = true;
        b->left = 0;
        b->line = 0;
    }
}

size_t body_take(struct body *b, const char *bytes, size_t n)
{
    size_t used = 0;
    if (b->kind == BODY_UNTIL_CLOSE)
        return n;
    while (used < n && !b->done && !b->bad) {
        if (b->kind == BODY_LENGTH || b->state == CHUNK_DATA) {
            size_t part = b->left < n - used ? (size_t)b->left : n - used;
            used += part;
            b->left -= part;
            if (b->left == 0 && b->kind == BODY_LENGTH)
                b->done = true;
            else if (b->left == 0)
                b->state = CHUNK_END;
        } else {
            take_framing(b, bytes[used++]);
        }
    }
    return used;
}

/* ---- heads ---- */

size_t head_length(const struct buf *b)
{
    const char *end = b->len > 0 ? memmem(b->data, b->len, "\r\n\r\n", 4) : NULL;
    const char *bare = b->len > 0 ? memmem(b->data, b->len, "\n\n", 2) : NULL;
    if (end != NULL && (bare == NULL || end < bare))
        return (size_t)(end - b->data) + 4;
    return bare != NULL ? (size_t)(bare - b->data) + 2 : 0;
}

static bool is_token(const char *s)
{
    static const char more[] = "!#$%&'*+-.^_`|~";
    if (*s == '\0')
        return false;
    for (; *s != '\0'; s++) {
        bool alnum = (*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z');
        if (!alnum && strchr(more, *s) == NULL)
            return false;
    }
    return true;
}

/* Cuts the next line off *rest; NULL at the end. */
static char *next_line(char **rest)
{
    char *line = *rest;
    if (line == NULL || *line == '\0')
        return NULL;
    char *end = strchr(line, '\n');
    *rest = end != NULL ? end + 1 : NULL;
    if (end == NULL)
        end = line + strlen(line);
    if (end > line && end[-1] == '\r')
        end--;
    *end = '\0';
    return line;
}

static bool first_line(struct head *h, char *line, bool request)
{
    char *a = strchr(line, ' ');
    if (a == NULL)
        return false;
    *a++ = '\0';
    if (!request) {
        h->version = line;
        h->reason = a;
        h->status = (int)strtol(a, NULL, 10);
        return str_starts(line, "HTTP/1.") && h->status >= 100 && h->status <= 999;
    }
    char *b = strchr(a, ' ');
    if (b == NULL)
        return false;
    *b++ = '\0';
    h->method = line;
    h->target = a;
    h->version = b;
    return is_token(line) && *a != '\0' && (str_eq(b, "HTTP/1.1") || str_eq(b, "HTTP/1.0"));
}

static bool is_clean(const char *value)
{
    for (; *value != '\0'; value++) {
        if (((unsigned char)*value < 0x20 && *value != '\t') || *value == 0x7f)
            return false;
    }
    return true;
}

bool head_parse(const char *text, size_t n, bool request, struct head *out)
{
    char *rest, *line;
    bool ok;
    *out = (struct head){.text = xstrndup(text, n)};
    if (memchr(text, '\0', n) != NULL)
        return false;
    rest = out->text;
    line = next_line(&rest);
    ok = line != NULL && is_clean(line) && first_line(out, line, request);
    while (ok && (line = next_line(&rest)) != NULL && *line != '\0') {
        char *colon = strchr(line, ':');
        if (colon == NULL || *line == ' ' || *line == '\t')
            return false;
        *colon = '\0';
        char *value = colon + 1 + strspn(colon + 1, " \t"), *end = value + strlen(value);
        while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
            *--end = '\0';
        ok = is_token(line) && is_clean(value);
        out->v = xreallocarray(out->v, out->n + 1, sizeof *out->v);
        out->v[out->n++] = (struct header){line, value};
    }
    return ok;
}

void head_release(struct head *h)
{
    free(h->v);
    free(h->text);
    *h = (struct head){0};
}

const char *head_get(const struct head *h, const char *name)
{
    for (size_t i = 0; i < h->n; i++) {
        if (strcasecmp(h->v[i].name, name) == 0)
            return h->v[i].value;
    }
    return NULL;
}

bool head_has_word(const struct head *h, const char *name, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < h->n; i++) {
        if (strcasecmp(h->v[i].name, name) != 0)
            continue;
        for (const char *s = h->v[i].value; *s != '\0'; s += strcspn(s, ",")) {
            s += strspn(s, ", \t");
            size_t n = strcspn(s, ",");
            while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
                n--;
            if (n == len && strncasecmp(s, word, n) == 0)
                return true;
        }
    }
    return false;
}

/* The one Content-Length; -1 without; -2 when it is none. */
static int64_t length_of(const struct head *h)
{
    int64_t length = -1;
    for (size_t i = 0; i < h->n; i++) {
        const char *s = h->v[i].value;
        if (strcasecmp(h->v[i].name, "Content-Length") != 0)
            continue;
        if (*s == '\0' || strspn(s, "0123456789") != strlen(s) || strlen(s) > 18)
            return -2;
        int64_t one = strtoll(s, NULL, 10);
        if (length >= 0 && one != length)
            return -2;
        length = one;
    }
    return length;
}

bool head_body(const struct head *h, const struct head *head_of, struct body *out)
{
    const char *coding = head_get(h, "Transfer-Encoding");
    int64_t length = length_of(h);
    *out = (struct body){.kind = BODY_NONE, .done = true};
    if (length == -2)
        return false;
    if (head_of != NULL && (str_eq(head_of->method, "HEAD") || h->status < 200 || h->status == 204 || h->status == 304))
        return true;
    if (coding != NULL) {
        *out = (struct body){.kind = BODY_CHUNKED, .digits = true};
        /* Both, or another coding: who reads it otherwise would see other messages (RFC 9112, 6.3). */
        return strcasecmp(coding, "chunked") == 0 && (head_of != NULL || length < 0);
    }
    if (length > 0)
        *out = (struct body){.kind = BODY_LENGTH, .left = (uint64_t)length};
    else if (length < 0 && head_of != NULL)
        *out = (struct body){.kind = BODY_UNTIL_CLOSE};
    return true;
}

bool head_keeps(const struct head *h)
{
    if (head_has_word(h, "Connection", "close"))
        return false;
    return str_eq(h->version, "HTTP/1.1") || head_has_word(h, "Connection", "keep-alive");
}
