/* test_explain.c - the breaking of lines, and documents that no server of ours gives: cycles, depth, missing parts. */
#include "describe/explain.h"
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void wrapping(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        size_t limit;
        const char *out;
    } cases[] = {
        {"", 10, ""},
        {"short", 10, "short"},
        {"one two three", 7, "one two\nthree"},
        {"one  two three", 8, "one  two\nthree"},
        {"a verylongword b", 5, "a\nverylongword\nb"},
        {"one\ntwo", 3, "one\ntwo"},
        {"one two \nthree", 7, "one two\nthree"},
        {"trailing   ", 20, "trailing   "},
        {"äöü äöü äöü", 7, "äöü äöü\näöü"}, /* characters, not bytes */
        {"\n\nx", 5, "\n\nx"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = buf_new();
        wrap_words(&b, cases[i].in, cases[i].limit);
        assert_string_equal(b.len > 0 ? b.data : "", cases[i].out);
        buf_release(&b);
    }
}

#define HEAD                                                                                                           \
    "{\"paths\":{\"/apis/g/v/"                                                                                         \
    "boxes\":{\"get\":{\"x-kubernetes-group-version-kind\":{\"group\":\"g\",\"version\":\"v\",\"kind\":"               \
    "\"Box\"}}}},\"components\":{\"schemas\":{\"Box\":{\"x-kubernetes-group-version-kind\":[{\"group\":\"g\","         \
    "\"version\":\"v\","                                                                                               \
    "\"kind\":\"Box\"}],"

/* Explains `path` of the type, whose schema goes on as `schema` says; the text or the error's message, the caller's. */
static char *explained(const char *schema, const char *path, bool recursive)
{
    struct strv words = {0};
    struct buf document = buf_new(), out = buf_new();
    cJSON *tree = NULL;
    if (path[0] != '\0')
        strv_split(&words, path, '.');
    struct explain_request r = {
        .group = "g", .version = "v", .resource = "boxes", .kind = "Box", .path = &words, .recursive = recursive};
    buf_addf(&document, "%s%s}}}", HEAD, schema);
    assert_null(doc_parse_json(document.data, document.len, &tree));
    struct err *e = explain_v3(&r, tree, &out);
    char *text = strdup(e != NULL ? e->msg : out.data);
    err_free(e);
    cJSON_Delete(tree);
    buf_release(&document);
    buf_release(&out);
    strv_release(&words);
    return text;
}

static void expect(const char *schema, const char *path, bool recursive, const char *part)
{
    char *text = explained(schema, path, recursive);
    if (strstr(text, part) == NULL)
        fail_msg("%s: no %s in\n%s", path, part, text);
    free(text);
}

static void documents(void **state)
{
    (void)state;
    const char *cycle = "\"properties\":{\"self\":{\"$ref\":\"#/components/schemas/Box\"}}}";
    expect(cycle, "", true, "  self\t<Box>\n");
    expect(cycle, "self.self.self", false, "FIELD: self <Box>");
    expect(cycle, "nope", false, "field \"nope\" does not exist");
    expect("\"items\":{\"$ref\":\"#/components/schemas/Box\"}}", "x", false, "field \"x\" does not exist");
    expect("\"items\":{\"$ref\":\"#/components/schemas/Box\"}}", "", false, "nest too deep");
    expect("\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/None\"}}}", "", false, "a\t<None>");
    expect("\"properties\":{\"a\":{}}}", "", false, "a field without a schema");
    expect("\"properties\":{\"a\":{\"enum\":[\"\",1,true,null,\"x\"],\"type\":\"string\"}}}", "", false,
           "enum: \"\", 1, true, <nil>, ....");
    expect("\"properties\":7}", "", false, "<empty>");
}

static void kinds(void **state)
{
    (void)state;
    struct strv none = {0};
    struct buf out = buf_new();
    cJSON *tree = cJSON_Parse("{\"paths\":[],\"components\":null}");
    struct explain_request r = {.group = "", .version = "v1", .resource = "pods", .kind = "Pod", .path = &none};
    struct err *e = explain_v3(&r, tree, &out);
    assert_non_null(e);
    assert_string_equal(e->msg, "GVR (/v1, Resource=pods) not found in OpenAPI schema");
    err_free(e);
    e = explain_v2(&r, tree, &out);
    assert_non_null(e);
    assert_string_equal(e->msg, "couldn't find resource for \"/v1, Kind=Pod\"");
    err_free(e);
    cJSON_Delete(tree);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(wrapping), cmocka_unit_test(documents),
                                       cmocka_unit_test(kinds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
