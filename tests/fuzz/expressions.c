/* expressions.c - runs expressions of -o jsonpath and -o go-template in one process, for tests/fuzz/differ.
 *
 * usage: expressions OBJECTS   (JSON, one object a line)
 * Each line of the input, `FORMAT ALLOW OBJECT EXPRESSION`, gives a line `OUTPUT ERROR`. FORMAT is g, j or a
 * (go-template, jsonpath, jsonpath-as-json), ALLOW 1 where missing keys are allowed, OBJECT a number from 0; the texts
 * are in hexadecimal digits with an x before them.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "print/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OBJECTS 100
#define MAX_LINE (1U << 20)

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static char *text_of(const char *hex)
{
    char *text = xmalloc(strlen(hex) / 2 + 1);
    size_t n = 0;
    while (digit(hex[2 * n]) >= 0 && digit(hex[2 * n + 1]) >= 0) {
        text[n] = (char)(digit(hex[2 * n]) * 16 + digit(hex[2 * n + 1]));
        n++;
    }
    text[n] = '\0';
    return text;
}

static void put_hex(const char *s, size_t n, char end)
{
    putchar('x');
    for (size_t i = 0; i < n; i++)
        printf("%02x", (unsigned char)s[i]);
    putchar(end);
}

static void run(const char *format, bool allow, const char *text, const cJSON *object)
{
    struct object_template *t;
    struct buf out = buf_new();
    struct err *e = object_template_new(format, text, allow, &t);
    if (!e)
        e = object_template_print(t, &out, object, false);
    put_hex(out.data, out.len, ' ');
    put_hex(e ? e->msg : "", e ? strlen(e->msg) : 0, '\n');
    fflush(stdout);
    err_free(e);
    object_template_free(t);
    buf_release(&out);
}

static size_t read_objects(const char *path, cJSON **objects)
{
    struct buf text;
    size_t n = 0;
    buf_init(&text, DOC_MAX_BYTES);
    struct err *e = file_read(path, &text);
    char *rest = text.data, *end;
    while (!e && n < MAX_OBJECTS && (end = strchr(rest, '\n')) != NULL) {
        e = doc_parse_json(rest, (size_t)(end - rest), &objects[n]);
        n += e == NULL;
        rest = end + 1;
    }
    if (e)
        fprintf(stderr, "expressions: %s\n", e->msg);
    err_free(e);
    buf_release(&text);
    return n;
}

int main(int argc, char **argv)
{
    cJSON *objects[MAX_OBJECTS];
    size_t n = argc == 2 ? read_objects(argv[1], objects) : 0;
    char *line = xmalloc(MAX_LINE);
    while (n > 0 && fgets(line, MAX_LINE, stdin) != NULL) {
        char *rest, *expression = strchr(line, 'x');
        size_t which = strlen(line) > 4 ? strtoul(line + 4, &rest, 10) : n;
        if (which >= n || !expression)
            break;
        char *text = text_of(expression + 1);
        const char *format = line[0] == 'g' ? "go-template" : line[0] == 'a' ? "jsonpath-as-json" : "jsonpath";
        run(format, line[2] == '1', text, objects[which]);
        free(text);
    }
    for (size_t i = 0; i < n; i++)
        cJSON_Delete(objects[i]);
    free(line);
    return n > 0 ? 0 : 2;
}
