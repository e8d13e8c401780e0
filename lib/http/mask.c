/* mask.c - bodies in the log, without the secrets in them. */
#include "http/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define MASK "<masked>"

/* The end of the JSON string that begins at s (its opening quote): behind its closing quote, or `end`. */
static const char *string_end(const char *s, const char *end)
{
    for (s++; s < end && *s != '"'; s++) {
        if (*s == '\\' && s + 1 < end)
            s++;
    }
    return s < end ? s + 1 : end;
}

static const char *skip(const char *s, const char *end)
{
    while (s < end && strchr(" \t\r\n", *s) != NULL)
        s++;
    return s;
}

/* The keys whose values are always secret, wherever they are. */
static bool secret_key(const char *s, size_t n)
{
    static const char *const keys[] = {"token",         "client-key-data",       "password",
                                       "id-token",      "refresh-token",         "access-token",
                                       "clientKeyData", "clientCertificateData", "stringData"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strlen(keys[i]) == n && memcmp(keys[i], s, n) == 0)
            return true;
    }
    return false;
}

/* Copies the value at s to out with every string but the keys replaced; gives what follows it. */
static const char *mask_value(struct buf *out, const char *s, const char *end)
{
    int depth = 0;
    do {
        if (*s == '"') {
            const char *after = string_end(s, end);
            const char *next = skip(after, end);
            if (depth > 0 && next < end && *next == ':')
                buf_add(out, s, (size_t)(after - s));
            else
                buf_adds(out, "\"" MASK "\"");
            s = after;
        } else {
            if (*s == '{' || *s == '[')
                depth++;
            else if (*s == '}' || *s == ']')
                depth--;
            buf_addc(out, *s);
            s++;
        }
        if (depth < 0)
            return s;
    } while (s < end && depth > 0);
    return s;
}

/* True if the text speaks of Secrets: their data is masked then. A string inside a string (the last-applied annotation
 * of a Secret) is caught by being masked as a whole. */
static bool has_secret(const char *s, size_t n)
{
    static const char *const marks[] = {"\"Secret\"", "\"SecretList\"", "\\\"Secret\\\""};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (memmem(s, n, marks[i], strlen(marks[i])) != NULL)
            return true;
    }
    return false;
}

char *log_mask_body(const char *text, size_t n)
{
    struct buf out;
    buf_init(&out, BUF_MAX_DEFAULT);
    bool secrets = has_secret(text, n);
    const char *end = text + n;
    const char *s = text;
    while (s < end) {
        if (*s != '"') {
            buf_addc(&out, *s == '\0' ? ' ' : *s);
            s++;
            continue;
        }
        const char *after = string_end(s, end);
        const char *next = skip(after, end);
        buf_add(&out, s, (size_t)(after - s));
        size_t len = after - s >= 2 ? (size_t)(after - s) - 2 : 0;
        const char *key = s + 1;
        s = after;
        if (next >= end || *next != ':')
            continue;
        static const char applied[] = "kubectl.kubernetes.io/last-applied-configuration";
        bool data = secrets && ((len == 4 && memcmp(key, "data", 4) == 0) ||
                                (len == sizeof applied - 1 && memcmp(key, applied, len) == 0));
        if (!data && !secret_key(key, len))
            continue;
        next = skip(next + 1, end);
        buf_adds(&out, ":");
        s = next < end && strchr("\"{[", *next) != NULL ? mask_value(&out, next, end) : next;
    }
    return buf_take(&out);
}
