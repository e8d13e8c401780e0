/* test_locate.c - the server's words and the lines of the manifest. */
#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"
#include "resource/locate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct doc_items read_manifest(const char *text)
{
    struct source *src = source_new("f.yaml", xstrdup(text), strlen(text));
    struct doc_items items;
    doc_read_stream(src, DOC_YAML, &items);
    source_unref(src);
    assert_int_equal(items.n, 1);
    assert_non_null(items.v[0].doc);
    return items;
}

/* The places of a note as "LINE:COLUMN LINE:COLUMN", and "hint" where one stands. */
static char *places(const char *note)
{
    struct buf b = buf_new();
    while (note != NULL && *note != '\0') {
        static const char arrow[] = "  --> f.yaml:";
        size_t n = strcspn(note, "\n");
        if (str_starts(note, arrow))
            buf_addf(&b, "%s%.*s", b.len > 0 ? " " : "", (int)(n - strlen(arrow)), note + strlen(arrow));
        else if (str_starts(note, "  hint: "))
            buf_adds(&b, " hint");
        note += n + (note[n] == '\n');
    }
    return buf_take(&b);
}

static void check(struct err *e, const char *manifest, const char *want, const char *never)
{
    struct doc_items items = read_manifest(manifest);
    e = locate_in_manifest(e, items.v[0].doc);
    char *got = places(e->note);
    assert_string_equal(got, want);
    if (never != NULL && e->note != NULL)
        assert_null(strstr(e->note, never));
    free(got);
    err_free(e);
    doc_items_release(&items);
}

static const char deployment[] = "apiVersion: apps/v1\n"
                                 "kind: Deployment\n"
                                 "metadata:\n"
                                 "  name: web\n"
                                 "  namespace: nowhere\n"
                                 "spec:\n"
                                 "  replica: 3\n"
                                 "  template:\n"
                                 "    spec:\n"
                                 "      containers:\n"
                                 "      - name: a\n"
                                 "        env: [{name: A, value: on}, {name: B, value: 8}]\n"
                                 "        resources: {limits: {cpu: lots, memory: 1Gi}}\n";

static void test_messages(void **state)
{
    (void)state;
    static const struct {
        const char *msg, *want;
    } t[] = {
        {"strict decoding error: unknown field \"spec.replica\"", "7:3"},
        {"strict decoding error: unknown field \"spec.replica\", unknown field \"metadata.name\"", "7:3 4:3"},
        {"strict decoding error: unknown field \"spec.replica\", unknown field \"spec.replica\"", "7:3"},
        {"unknown field \"spec.template.spec.containers[0].resources\"", "13:9"},
        {"unknown field \"nothing.here\"", ""},
        {"unknown field \"", ""},
        {"duplicate field \"spec.replica\"", "7:3"},
        {"failed to create typed patch object: .spec.replica: field not declared in schema", "7:3"},
        {".spec.replica: expected string, got &value.valueUnstructured{Value:3}", "7:12"},
        {"json: cannot unmarshal bool into Go struct field EnvVar.spec.template.spec.containers.env.value of type "
         "string",
         "12:32 hint"},
        {"json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type "
         "string",
         "12:54 hint"},
        {"json: cannot unmarshal ", ""},
        {"json: cannot unmarshal bool into Go struct field ", ""},
        {"quantities must match the regular expression '^x$'", "13:35"},
        {"namespaces \"nowhere\" not found", "5:14"},
        {"namespaces \"other\" not found", ""},
        {"", ""},
        {"something else", ""},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        check(err_new("%s", t[i].msg), deployment, t[i].want, NULL);
}

static struct err *invalid(const char *causes)
{
    char *text =
        xasprintf("{\"kind\": \"Status\", \"status\": \"Failure\", \"message\": \"m\", \"reason\": \"Invalid\", "
                  "\"code\": 422, \"details\": {\"causes\": %s}}",
                  causes);
    cJSON *status = NULL;
    assert_null(doc_parse_json(text, strlen(text), &status));
    struct err *e = status_err_of(status);
    cJSON_Delete(status);
    free(text);
    return e;
}

static void test_causes(void **state)
{
    (void)state;
    check(invalid("[{\"reason\": \"FieldValueInvalid\", \"field\": \"metadata.name\"}]"), deployment, "4:9", NULL);
    check(invalid("[{\"reason\": \"FieldValueRequired\", \"field\": \"spec.template.spec.containers[0].image\"}]"),
          deployment, "11:9", NULL);
    check(invalid("[{\"reason\": \"FieldValueNotFound\", \"field\": \"spec.template\"}, {\"field\": 7}, {}, null]"),
          deployment, "8:3", NULL);
    check(invalid("\"none\""), deployment, "", NULL);
    check(invalid("[{\"reason\": \"FieldValueInvalid\", \"field\": \"]..[[[0\"}]"), deployment, "", NULL);
}

static void test_bounded(void **state)
{
    (void)state;
    struct buf causes = buf_new(), manifest = buf_new();
    buf_adds(&manifest, "apiVersion: v1\nkind: ConfigMap\ndata:\n");
    buf_addc(&causes, '[');
    for (int i = 0; i < 50; i++) {
        buf_addf(&manifest, "  k%d: v\n", i);
        buf_addf(&causes, "%s{\"reason\": \"FieldValueInvalid\", \"field\": \"data.k%d\"}", i > 0 ? "," : "", i);
    }
    buf_addc(&causes, ']');
    check(invalid(causes.data), manifest.data, "4:7 5:7 6:7 7:7 8:7 9:7 10:7 11:7", NULL);
    buf_release(&causes);
    buf_release(&manifest);
}

static void test_secrets_are_not_shown(void **state)
{
    (void)state;
    static const char secret[] = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  a: aGVsbG8=\n  b: hush!\n"
                                 "stringData:\n  c: 12\n";
    check(err_new("illegal base64 data at input byte 4"), secret, "6:3", "hush");
    check(err_new("json: cannot unmarshal number into Go struct field Secret.stringData of type string"), secret, "8:3",
          "12");
    check(invalid("[{\"reason\": \"FieldValueInvalid\", \"field\": \"data[b]\"}]"), secret, "6:3", "hush");
}

static void test_nothing_to_locate(void **state)
{
    (void)state;
    assert_null(locate_in_manifest(NULL, NULL));
    struct err *e = locate_in_manifest(err_new("unknown field \"a\""), NULL);
    assert_null(e->note);
    struct doc *d = doc_new(cJSON_CreateObject());
    e = locate_in_manifest(e, d);
    assert_null(e->note);
    e = locate_in_manifest(e, d);
    err_free(e);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_messages),          cmocka_unit_test(test_causes),
        cmocka_unit_test(test_bounded),           cmocka_unit_test(test_secrets_are_not_shown),
        cmocka_unit_test(test_nothing_to_locate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
