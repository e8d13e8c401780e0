/* lib/print: --sort-by. The checksums of orders come from Go's sort.Sort. */
#include "print/sort.h"

#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* shape 0: random keys below m; 1: rising; 2: falling; 3: rising with random ones between. */
static const struct {
    int shape, n, m;
    uint32_t hash;
} orders[] = {
    {0, 2, 1, 0x1076963a},    {0, 2, 2, 0x1076963a},    {0, 2, 7, 0x1076963a},    {0, 2, 1000000, 0xeb741d64},
    {0, 12, 1, 0x4a509959},   {0, 12, 2, 0xfd768ffb},   {0, 12, 7, 0x21db67bf},   {0, 12, 1000000, 0x71703325},
    {0, 13, 1, 0x51e160cf},   {0, 13, 2, 0xb33dad7f},   {0, 13, 7, 0x6d2cb43d},   {0, 13, 1000000, 0x89890101},
    {0, 50, 1, 0xe543a52a},   {0, 50, 2, 0x835df7fe},   {0, 50, 7, 0x7d101fb2},   {0, 50, 1000000, 0xa03261f2},
    {0, 100, 1, 0xde239011},  {0, 100, 2, 0x8166aadd},  {0, 100, 7, 0x6ac109f1},  {0, 100, 1000000, 0x4d0ea0bf},
    {0, 500, 1, 0x64f8d4e1},  {0, 500, 2, 0x2937b457},  {0, 500, 7, 0x768a6069},  {0, 500, 1000000, 0xeff190b1},
    {0, 1000, 1, 0xa06ae7fd}, {0, 1000, 2, 0x0ae02d83}, {0, 1000, 7, 0x767cb307}, {0, 1000, 1000000, 0xfdc8062f},
    {0, 5000, 1, 0x8c7ca59d}, {0, 5000, 2, 0x6a6b3ce5}, {0, 5000, 7, 0xa610dd47}, {0, 5000, 1000000, 0xa58b5a2f},
    {1, 2, 1, 0x1076963a},    {1, 2, 2, 0x1076963a},    {1, 2, 7, 0x1076963a},    {1, 2, 1000000, 0x1076963a},
    {1, 12, 1, 0x4a509959},   {1, 12, 2, 0x4a509959},   {1, 12, 7, 0x4a509959},   {1, 12, 1000000, 0x4a509959},
    {1, 13, 1, 0x51e160cf},   {1, 13, 2, 0x51e160cf},   {1, 13, 7, 0x51e160cf},   {1, 13, 1000000, 0x51e160cf},
    {1, 50, 1, 0xe543a52a},   {1, 50, 2, 0xe543a52a},   {1, 50, 7, 0xe543a52a},   {1, 50, 1000000, 0xe543a52a},
    {1, 100, 1, 0xde239011},  {1, 100, 2, 0xde239011},  {1, 100, 7, 0xde239011},  {1, 100, 1000000, 0xde239011},
    {1, 500, 1, 0x64f8d4e1},  {1, 500, 2, 0x64f8d4e1},  {1, 500, 7, 0x64f8d4e1},  {1, 500, 1000000, 0x64f8d4e1},
    {1, 1000, 1, 0xa06ae7fd}, {1, 1000, 2, 0xa06ae7fd}, {1, 1000, 7, 0xa06ae7fd}, {1, 1000, 1000000, 0xa06ae7fd},
    {1, 5000, 1, 0x8c7ca59d}, {1, 5000, 2, 0x8c7ca59d}, {1, 5000, 7, 0x8c7ca59d}, {1, 5000, 1000000, 0x8c7ca59d},
    {2, 2, 1, 0xeb741d64},    {2, 2, 2, 0xeb741d64},    {2, 2, 7, 0x1076963a},    {2, 2, 1000000, 0x1076963a},
    {2, 12, 1, 0xbb50ae99},   {2, 12, 2, 0x0acfb24b},   {2, 12, 7, 0x8d9183ad},   {2, 12, 1000000, 0x4a509959},
    {2, 13, 1, 0x7384b87f},   {2, 13, 2, 0x50bf503d},   {2, 13, 7, 0x5c423fe7},   {2, 13, 1000000, 0x51e160cf},
    {2, 50, 1, 0xdaed4e64},   {2, 50, 2, 0x140e9ec6},   {2, 50, 7, 0x65b101ce},   {2, 50, 1000000, 0xe543a52a},
    {2, 100, 1, 0x146cf8b9},  {2, 100, 2, 0x0fdb6949},  {2, 100, 7, 0x3b200c33},  {2, 100, 1000000, 0xde239011},
    {2, 500, 1, 0xa81b4e59},  {2, 500, 2, 0xf91e8a39},  {2, 500, 7, 0xdc15dc4b},  {2, 500, 1000000, 0x64f8d4e1},
    {2, 1000, 1, 0x788180d5}, {2, 1000, 2, 0x4d80a5e5}, {2, 1000, 7, 0xb43ed189}, {2, 1000, 1000000, 0xa06ae7fd},
    {2, 5000, 1, 0x0eef6cd5}, {2, 5000, 2, 0x52ebf915}, {2, 5000, 7, 0x7d1b55d5}, {2, 5000, 1000000, 0x8c7ca59d},
    {3, 2, 1, 0x1076963a},    {3, 2, 2, 0x1076963a},    {3, 2, 7, 0xeb741d64},    {3, 2, 1000000, 0xeb741d64},
    {3, 12, 1, 0x4a509959},   {3, 12, 2, 0x4a509959},   {3, 12, 7, 0x7650a9d3},   {3, 12, 1000000, 0x591d80e1},
    {3, 13, 1, 0x51e160cf},   {3, 13, 2, 0x51e160cf},   {3, 13, 7, 0x51e160cf},   {3, 13, 1000000, 0x9267f88f},
    {3, 50, 1, 0xe543a52a},   {3, 50, 2, 0xe543a52a},   {3, 50, 7, 0xc47cc1aa},   {3, 50, 1000000, 0xdc2f8244},
    {3, 100, 1, 0x5b0f60f1},  {3, 100, 2, 0x5b0f60f1},  {3, 100, 7, 0x9afb4619},  {3, 100, 1000000, 0xca49926b},
    {3, 500, 1, 0x55331d21},  {3, 500, 2, 0x55331d21},  {3, 500, 7, 0xdda6abfd},  {3, 500, 1000000, 0xcc64caad},
    {3, 1000, 1, 0xeca43979}, {3, 1000, 2, 0x9737cf7f}, {3, 1000, 7, 0x90ce1269}, {3, 1000, 1000000, 0xf6a0bfa7},
    {3, 5000, 1, 0x73039733}, {3, 5000, 2, 0xf14a006f}, {3, 5000, 7, 0x431d780b}, {3, 5000, 1000000, 0xfbb4cf17},
};

static bool by_key(void *arg, size_t a, size_t b)
{
    const int *keys = arg;
    return keys[a] < keys[b];
}

static void equal_elements_end_as_in_go(void **state)
{
    (void)state;
    for (size_t t = 0; t < sizeof orders / sizeof *orders; t++) {
        int n = orders[t].n, m = orders[t].m, *keys = calloc((size_t)n, sizeof *keys);
        size_t *order = calloc((size_t)n, sizeof *order);
        uint32_t x = (uint32_t)(n * 31 + m);
        for (int i = 0; i < n; i++) {
            x = x * 1664525U + 1013904223U;
            keys[i] = (int)((x >> 8) % (uint32_t)m);
            if (orders[t].shape == 1)
                keys[i] = i / m;
            else if (orders[t].shape == 2)
                keys[i] = (n - i) / m;
            else if (orders[t].shape == 3 && i % 97 != 0)
                keys[i] = i;
            order[i] = (size_t)i;
        }
        go_sort(order, (size_t)n, by_key, keys);
        uint32_t hash = 2166136261U;
        for (int i = 0; i < n; i++)
            hash = (hash ^ (uint32_t)order[i]) * 16777619U;
        assert_int_equal(hash, orders[t].hash);
        free(order);
        free(keys);
    }
}

static cJSON *json(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static void paths_find_values(void **state)
{
    (void)state;
    cJSON *o = json("{\"metadata\":{\"name\":\"n\",\"labels\":{\"a.b/"
                    "c\":\"l\"}},\"spec\":{\"ports\":[{\"port\":1},{\"port\":2}]}}");
    static const char *const cases[][3] = {
        {".metadata.name", "{.metadata.name}", "n"},
        {"metadata.name", "{.metadata.name}", "n"},
        {"{.metadata.name}", "{.metadata.name}", "n"},
        {"{metadata.name}", "{.metadata.name}", "n"},
        {".metadata.labels['a.b/c']", "{.metadata.labels['a.b/c']}", NULL},
        {".metadata.labels['a\\.b/c']", "{.metadata.labels['a\\.b/c']}", "l"},
        {".metadata.labels.a\\.b/c", "{.metadata.labels.a\\.b/c}", "l"},
        {".spec.ports[?(@.port>1)].port", "{.spec.ports[?(@.port>1)].port}", "2"},
        {"..name", "{..name}", "n"},
        {".spec.ports[1].port", "{.spec.ports[1].port}", "2"},
        {".spec.ports[-1].port", "{.spec.ports[-1].port}", "2"},
        {".spec.ports[*].port", "{.spec.ports[*].port}", "1"},
        {".spec.nope.port", "{.spec.nope.port}", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sort_path *p;
        assert_null(sort_path_parse(cases[i][0], &p));
        assert_string_equal(sort_path_text(p), cases[i][1]);
        struct go_value v;
        assert_null(sort_path_find(p, o, &v));
        if (cases[i][2]) {
            struct buf b = buf_new();
            go_value_print(&b, &v);
            assert_string_equal(b.data, cases[i][2]);
            buf_release(&b);
        } else {
            assert_int_equal(v.kind, GO_INVALID);
        }
        sort_path_free(p);
    }
    cJSON_Delete(o);
}

static void paths_that_are_none(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{.metadata.name",
         "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'"},
        {"{}",
         "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'"},
        {".a[0", "unterminated array"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sort_path *p;
        struct err *e = sort_path_parse(cases[i][0], &p);
        assert_non_null(e);
        assert_null(p);
        assert_string_equal(e->msg, cases[i][1]);
        err_free(e);
    }
}

static void values_compare_as_kubectl(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool less;
    } cases[] = {
        {"\"a\"", "\"b\"", true},    {"\"b\"", "\"a\"", false},    {"\"10\"", "\"9\"", false},
        {"\"100m\"", "\"1\"", true}, {"\"1Gi\"", "\"1G\"", false}, {"\"1e3\"", "\"999\"", false},
        {"\"2Ki\"", "\"3k\"", true}, {"\"x10\"", "\"x9\"", true},  {"1", "2", true},
        {"10", "9", false},          {"null", "1", true},          {"1", "null", false},
        {"1.5", "1.25", false},      {"true", "false", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *a = json(cases[i].a), *b = json(cases[i].b);
        struct go_value va = go_value_of(a, GO_NUMBERS_PLAIN), vb = go_value_of(b, GO_NUMBERS_PLAIN);
        assert_int_equal(sort_less(&va, &vb), cases[i].less);
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
}

static void items_are_sorted_or_refused(void **state)
{
    (void)state;
    cJSON *list = json("[{\"o\":{\"n\":3}},{\"o\":{}},{\"o\":{\"n\":1}}]");
    struct sort_path *p, *nope, *whole;
    assert_null(sort_path_parse(".n", &p));
    assert_null(sort_path_parse(".nope", &nope));
    assert_null(sort_path_parse(".o", &whole));
    assert_null(sort_items(list, p, "o"));
    struct buf b = buf_new();
    emit_json_compact(&b, list, 0);
    assert_string_equal(b.data, "[{\"o\":{}},{\"o\":{\"n\":1}},{\"o\":{\"n\":3}}]");
    buf_release(&b);
    struct err *e = sort_items(list, nope, NULL);
    assert_string_equal(e->msg, "couldn't find any field with path \"{.nope}\" in the list of objects");
    err_free(e);
    e = sort_items(list, whole, NULL);
    assert_string_equal(e->msg, "unsortable type: map[string]interface {}");
    err_free(e);
    sort_path_free(whole);
    assert_null(sort_path_parse("[5].n", &whole));
    e = sort_items(list, whole, "l");
    assert_non_null(e);
    err_free(e);
    sort_path_free(p);
    sort_path_free(nope);
    sort_path_free(whole);
    cJSON_Delete(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_elements_end_as_in_go), cmocka_unit_test(paths_find_values),
        cmocka_unit_test(paths_that_are_none),         cmocka_unit_test(values_compare_as_kubectl),
        cmocka_unit_test(items_are_sorted_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
