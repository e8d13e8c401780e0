/* lib/print: objects as output. */
#include "print/print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static cJSON *json(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static const char object_text[] = "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/"
                                  "v1\",\"metadata\":{\"name\":\"web\",\"managedFields\":[{\"manager\":\"x\"}]},"
                                  "\"spec\":{\"text\":\"a\\nb\\n\",\"list\":[]}}";

static char *printed(struct printer *p, const cJSON *const *objects)
{
    char *text = NULL;
    size_t len;
    FILE *f = open_memstream(&text, &len);
    for (; *objects; objects++)
        assert_null(print_object(p, f, *objects));
    fclose(f);
    return text;
}

static void formats_are_known_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool wide;
        enum output_format want;
        const char *error;
    } cases[] = {
        {"", true, OUTPUT_DEFAULT, NULL},
        {"json", false, OUTPUT_JSON, NULL},
        {"JSON", false, OUTPUT_JSON, NULL},
        {"YAML", false, OUTPUT_YAML, NULL},
        {"kyaml", false, OUTPUT_KYAML, NULL},
        {"Name", false, OUTPUT_NAME, NULL},
        {"wide", true, OUTPUT_WIDE, NULL},
        {"foo", false, OUTPUT_DEFAULT,
         "unable to match a printer suitable for the output format \"foo\", allowed formats are: "
         "go-template,go-template-file,json,"
         "jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,yaml"},
        {"Wide", true, OUTPUT_DEFAULT,
         "unable to match a printer suitable for the output format \"Wide\", allowed formats are: "
         "custom-columns,custom-columns-file,"
         "go-template,go-template-file,json,jsonpath,jsonpath-as-json,jsonpath-file,kyaml,name,template,templatefile,"
         "wide,yaml"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum output_format f;
        struct err *e = output_format_parse(cases[i].text, cases[i].wide, &f);
        if (cases[i].error)
            assert_string_equal(e->msg, cases[i].error);
        else
            assert_null(e);
        assert_int_equal(f, cases[i].want);
        err_free(e);
    }
}

static void objects_in_each_format(void **state)
{
    (void)state;
    cJSON *o = json(object_text);
    static const struct {
        enum output_format format;
        bool managed;
        const char *want;
    } cases[] = {
        {OUTPUT_NAME, false, "deployment.apps/web\ndeployment.apps/web\n"},
        {OUTPUT_YAML, false,
         "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  list: []\n  text: |\n    a\n    "
         "b\n---\n"
         "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  list: []\n  text: |\n    a\n    b\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct printer p = {.format = cases[i].format, .sorted = true, .show_managed_fields = cases[i].managed};
        char *text = printed(&p, (const cJSON *const[]){o, o, NULL});
        assert_string_equal(text, cases[i].want);
        free(text);
    }
    struct printer p = {.format = OUTPUT_JSON, .sorted = true, .show_managed_fields = true};
    char *text = printed(&p, (const cJSON *const[]){o, NULL});
    assert_string_equal(
        text, "{\n    \"apiVersion\": \"apps/v1\",\n    \"kind\": \"Deployment\",\n    \"metadata\": {\n        "
              "\"managedFields\": [\n            {\n                \"manager\": \"x\"\n            }\n        ],\n"
              "        \"name\": \"web\"\n    },\n    \"spec\": {\n        \"list\": [],\n        \"text\": "
              "\"a\\nb\\n\"\n    }\n}\n");
    free(text);
    /* Printing without managed fields left the object as it was. */
    assert_non_null(doc_at(o, "metadata.managedFields"));
    cJSON_Delete(o);
}

static char *list_item_by_item(enum output_format format, const cJSON *o, int n)
{
    char *text = NULL;
    size_t len;
    FILE *f = open_memstream(&text, &len);
    struct printer p = {.format = format, .sorted = true};
    struct list_printer l;
    list_printer_init(&l, &p, f);
    for (int i = 0; i < n; i++)
        list_printer_add(&l, o);
    assert_null(list_printer_end(&l));
    fclose(f);
    return text;
}

static char *list_whole(enum output_format format, const cJSON *o, int n)
{
    cJSON *list =
        json("{\"apiVersion\":\"v1\",\"items\":[],\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"\"}}");
    for (int i = 0; i < n; i++)
        cJSON_AddItemToArray(doc_get(list, "items"), doc_dup(o));
    struct printer p = {.format = format, .sorted = true};
    char *text = printed(&p, (const cJSON *const[]){list, NULL});
    cJSON_Delete(list);
    return text;
}

static void lists_item_by_item_are_the_same(void **state)
{
    (void)state;
    cJSON *o = json(object_text);
    static const char long_text[] = "a text so long that YAML folds it over more than one line: it must be folded at "
                                    "the same place in a list as alone, or not at all";
    doc_set_str(doc_get(o, "spec"), "long", long_text);
    doc_set_str(doc_get(o, "spec"), "lines", "one\n\n  two\nthree");
    static const enum output_format formats[] = {OUTPUT_JSON, OUTPUT_YAML, OUTPUT_KYAML, OUTPUT_NAME};
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        for (int n = 0; n < 3; n++) {
            char *a = list_whole(formats[f], o, n), *b = list_item_by_item(formats[f], o, n);
            assert_string_equal(a, b);
            free(a);
            free(b);
        }
    }
    cJSON_Delete(o);
}

static void names_are_safe(void **state)
{
    (void)state;
    char *text = NULL;
    size_t len;
    FILE *f = open_memstream(&text, &len);
    struct printer p = {.format = OUTPUT_DEFAULT, .operation = "created"};
    struct gvk core = {(char[]){""}, (char[]){"v1"}, (char[]){"Pod"}};
    print_name_line(&p, f, &core, "a\033[31m", NULL);
    print_name_line(&p, f, &core, "", "configured (dry run)");
    p.format = OUTPUT_NAME;
    print_name_line(&p, f, &core, "a", "configured");
    fclose(f);
    assert_string_equal(text, "pod/a^[[31m created\npod/<unknown> configured (dry run)\npod/a\n");
    free(text);
}

static void events(void **state)
{
    (void)state;
    cJSON *o = json("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"managedFields\":[]}}");
    static const struct {
        enum output_format format;
        const char *want;
    } cases[] = {
        {OUTPUT_JSON, "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{"
                      "\"managedFields\":[],\"name\":\"a\"}}}\n"},
        {OUTPUT_YAML,
         "object:\n  apiVersion: v1\n  kind: Pod\n  metadata:\n    managedFields: []\n    name: a\ntype: ADDED\n"},
        {OUTPUT_NAME, "pod/a\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = NULL;
        size_t len;
        FILE *f = open_memstream(&text, &len);
        struct printer p = {.format = cases[i].format, .sorted = true};
        assert_null(print_event(&p, f, "ADDED", o));
        fclose(f);
        assert_string_equal(text, cases[i].want);
        free(text);
    }
    cJSON_Delete(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_are_known_by_name),
        cmocka_unit_test(objects_in_each_format),
        cmocka_unit_test(lists_item_by_item_are_the_same),
        cmocka_unit_test(names_are_safe),
        cmocka_unit_test(events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
