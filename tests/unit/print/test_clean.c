/* lib/print: -o clean and -o decoded. Live cases apply what comes out; here is what must not trip them. */
#include "print/clean.h"

#include "base/mem.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *in, *want;
    bool keep_namespace;
} cleaned[] = {
    {"{}", "{}", false},
    {"{\"metadata\":null,\"status\":{}}", "{\"metadata\":null}", false},
    {"{\"metadata\":\"x\",\"kind\":7,\"apiVersion\":[]}", "{\"metadata\":\"x\",\"kind\":7,\"apiVersion\":[]}", false},
    {"{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\",\"uid\":\"u\",\"annotations\":{}}}",
     "{\"metadata\":{\"name\":\"a\"}}", false},
    {"{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}", "{\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}",
     true},
    {"{\"metadata\":{\"annotations\":{\"deployment.kubernetes.io/revision\":\"1\",\"a\":\"b\"},\"finalizers\":["
     "\"kubernetes.io/pvc-protection\",\"x/y\"]}}",
     "{\"metadata\":{\"annotations\":{\"a\":\"b\"},\"finalizers\":[\"x/y\"]}}", false},
    /* Broken shapes of kinds with rules. */
    {"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":[{\"containers\":1}]}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":[{\"containers\":1}]}", false},
    {"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":{\"a\":{}},\"tolerations\":7,\"volumes\":\"x\"}"
     "}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":{\"a\":{}},\"tolerations\":7,\"volumes\":\"x\"}"
     "}",
     false},
    {"{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":[null,1,{\"volumeMounts\":[null,{\"name\":"
     "\"kube-"
     "api-access-x\"}]}]}}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"containers\":[null,1,{\"volumeMounts\":[null]}]}}", false},
    {"{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"labels\":[1]},\"spec\":null}",
     "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"labels\":[1]},\"spec\":null}", false},
    {"{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"spec\":{\"ports\":[1,{\"port\":1,\"targetPort\":\"1\"},{\"port\":1,"
     "\"targetPort\":1}],\"ipFamilyPolicy\":\"SingleStack\",\"ipFamilies\":[\"IPv6\"]}}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"spec\":{\"ports\":[1,{\"port\":1,\"targetPort\":\"1\"},{\"port\":1}"
     "],"
     "\"ipFamilyPolicy\":\"SingleStack\",\"ipFamilies\":[\"IPv6\"]}}",
     false},
    /* Another group's Deployment keeps what looks like a default. */
    {"{\"apiVersion\":\"example.com/v1\",\"kind\":\"Deployment\",\"spec\":{\"revisionHistoryLimit\":10}}",
     "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Deployment\",\"spec\":{\"revisionHistoryLimit\":10}}", false},
    {"{\"items\":[{\"metadata\":{\"uid\":\"u\"}},1,null]}", "{\"items\":[{\"metadata\":{}},1,null]}", false},
};

static const char *const decoded[][2] = {
    {"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"eA==\",\"b\":\"/"
     "w==\",\"c\":\"!\",\"d\":3,\"e\":\"G1s="
     "\",\"f\":\"wpsz\"}}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"b\":\"/w==\",\"c\":\"!\",\"d\":3,\"e\":\"G1s=\",\"f\":"
     "\"wpsz\"},\"stringData\":{\"a\":\"x\"}}"},
    {"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"eA==\"}}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"stringData\":{\"a\":\"x\"}}"},
    {"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"eAA=\"}}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{\"a\":\"eAA=\"}}"},
    {"{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":[]}",
     "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":[]}"},
    {"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"eA==\"}}",
     "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"data\":{\"a\":\"eA==\"}}"},
};

static cJSON *json(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static void assert_text(cJSON *tree, const char *want)
{
    struct buf b = buf_new();
    emit_json_compact(&b, tree, 0);
    assert_string_equal(b.data, want);
    buf_release(&b);
    cJSON_Delete(tree);
}

static void objects_of_any_shape_are_cleaned(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cleaned / sizeof *cleaned; i++) {
        cJSON *tree = json(cleaned[i].in);
        clean_object(tree, cleaned[i].keep_namespace);
        assert_text(tree, cleaned[i].want);
    }
}

static void secrets_are_decoded_where_they_are_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof decoded / sizeof *decoded; i++) {
        cJSON *tree = json(decoded[i][0]);
        decode_secret(tree);
        assert_text(tree, decoded[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(objects_of_any_shape_are_cleaned),
                                       cmocka_unit_test(secrets_are_decoded_where_they_are_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
